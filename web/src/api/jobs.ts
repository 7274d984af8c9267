import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, type Model } from "./client";

export type Job = Model<"Job">;

const OVER = new Set(["done", "failed", "cancelled"]);

/** All work in progress and what was done lately, newest first. */
export function useJobs() {
  return api.useQuery("get", "/v1/jobs", {}, { refetchInterval: (query) => (query.state.data?.some((job) => !OVER.has(job.state)) ? 2_000 : 30_000) });
}

/** One job as it goes on, told by the server as it happens; when it is over, everything shown is asked for anew. */
export function useJob(id: string | null): Job | null {
  const [told, setTold] = useState<Job | null>(null);
  const queries = useQueryClient();
  useEffect(() => {
    if (!id) return;
    const events = new EventSource(`/v1/jobs/${encodeURIComponent(id)}/events`);
    const hear = (event: MessageEvent<string>) => {
      const job = JSON.parse(event.data) as Job;
      setTold(job);
      if (!OVER.has(job.state)) return;
      events.close();
      void queries.invalidateQueries();
    };
    events.onmessage = hear;
    events.addEventListener("progress", hear);
    events.addEventListener("done", hear);
    return () => events.close();
  }, [id, queries]);
  return told?.id === id ? told : null;
}

/** Remembers the job that a button started: `start(job)` on the answer of the POST. */
export function useStartedJob() {
  const [asked, setAsked] = useState<Job | null>(null);
  const told = useJob(asked?.id ?? null);
  const job = told ?? asked; // until the first event the answer to the POST: no moment without words
  const queries = useQueryClient();
  return {
    job,
    isRunning: job !== null && !OVER.has(job.state),
    start: (started: Job) => {
      setAsked(started);
      void queries.invalidateQueries({ queryKey: ["get", "/v1/jobs"] });
    },
    forget: () => setAsked(null),
  };
}

/** Work whose result stands at an address, whoever started it: this page, another one, or a colleague. */
export function useWork(resultUrl: string | null) {
  const started = useStartedJob();
  const running = useJobs().data?.find((job) => job.result_url === resultUrl && !OVER.has(job.state));
  const other = useJob(started.job || started.isRunning || !resultUrl ? null : (running?.id ?? null));
  const job = started.job ?? other;
  return { ...started, job, isRunning: started.isRunning || (other !== null && !OVER.has(other.state)) };
}
