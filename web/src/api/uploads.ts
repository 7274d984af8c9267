import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef } from "react";
import type { Model } from "./client";
import { ProblemError, type ProblemBody } from "./problem";

export type DataFile = Model<"DataFile">;

/** One file on its way to the project's folder. `sent` counts bytes. */
export interface Upload {
  id: number;
  file: File;
  state: "waiting" | "sending" | "done" | "failed";
  sent: number;
  stored?: DataFile;
  problem?: ProblemError;
}

type Event =
  | { is: "added"; uploads: Upload[] }
  | { is: "changed"; id: number; change: Partial<Upload> }
  | { is: "removed"; id: number };

export function reduceUploads(uploads: readonly Upload[], event: Event): readonly Upload[] {
  switch (event.is) {
    case "added":
      return [...uploads, ...event.uploads];
    case "changed":
      return uploads.map((each) => (each.id === event.id ? { ...each, ...event.change } : each));
    case "removed":
      return uploads.filter((each) => each.id !== event.id);
  }
}

const AT_ONCE = 2;
let lastId = 0;

/** Sends files one by one (two at once), each with how far it is; a failed one can be sent again. */
export function useUploads() {
  const [uploads, tell] = useReducer(reduceUploads, []);
  const requests = useRef(new Map<number, XMLHttpRequest>());
  const queries = useQueryClient();

  useEffect(() => {
    const sending = uploads.filter((each) => each.state === "sending").length;
    const next = uploads.filter((each) => each.state === "waiting").slice(0, Math.max(0, AT_ONCE - sending));
    for (const upload of next) {
      tell({ is: "changed", id: upload.id, change: { state: "sending", sent: 0 } });
      const request = send(upload.file, (sent) => tell({ is: "changed", id: upload.id, change: { sent } }), (outcome) => {
        requests.current.delete(upload.id);
        tell({ is: "changed", id: upload.id, change: "stored" in outcome ? { state: "done", sent: upload.file.size, stored: outcome.stored } : { state: "failed", problem: outcome.problem } });
        void queries.invalidateQueries({ queryKey: ["get", "/v1/files"] });
      });
      requests.current.set(upload.id, request);
    }
  }, [uploads, queries]);

  useEffect(() => {
    const open = requests.current;
    return () => open.forEach((request) => request.abort());
  }, []);

  return {
    uploads,
    isSending: uploads.some(({ state }) => state === "waiting" || state === "sending"),
    add: useCallback((files: readonly File[]) => tell({ is: "added", uploads: files.map((file) => ({ id: ++lastId, file, state: "waiting", sent: 0 })) }), []),
    again: useCallback((id: number) => tell({ is: "changed", id, change: { state: "waiting", sent: 0, problem: undefined } }), []),
    remove: useCallback((id: number) => {
      requests.current.get(id)?.abort();
      requests.current.delete(id);
      tell({ is: "removed", id });
    }, []),
  };
}

type Outcome = { stored: DataFile } | { problem: ProblemError };

function send(file: File, progress: (sent: number) => void, over: (outcome: Outcome) => void): XMLHttpRequest {
  const request = new XMLHttpRequest(); // fetch cannot tell how far an upload is
  request.open("POST", "/v1/files");
  request.setRequestHeader("X-Requested-With", "satsuma");
  request.upload.onprogress = (event) => progress(Math.min(event.loaded, file.size));
  request.onload = () => {
    const body = readJson(request.responseText);
    const stored = Array.isArray(body) ? (body[0] as DataFile | undefined) : undefined;
    if (request.status < 300 && stored) over({ stored });
    else over({ problem: new ProblemError(asProblem(body, request.status)) });
  };
  request.onerror = () =>
    over({ problem: new ProblemError({ type: "about:blank", title: "The file did not arrive", status: 0, code: "unreachable", detail: "The connection broke, or the file is larger than this server accepts. Send it again.", findings: [] }) });
  const form = new FormData();
  form.append("files", file, file.name);
  request.send(form);
  return request;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function asProblem(body: unknown, status: number): ProblemBody {
  const given = (body ?? {}) as Partial<ProblemBody>;
  if (typeof given.title === "string") return { type: "about:blank", code: "error", findings: [], ...given, title: given.title, status };
  return { type: "about:blank", title: "The server did not take this file", status, code: "unexpected", detail: "Send it again; if it happens again, look at the server's own output.", findings: [] };
}
