import { useState } from "react";
import { client, type Model, ProblemError } from "@/api";
import { makeName } from "./words";

export type Definition = Model<"DiscoveryDefinition">;

/** What a person says about a study; everything else stays as it is. */
export interface Draft {
  title: string;
  basis: string[];
  descriptors: string[];
  outcomes: string[];
  fewest: number;
  most: number;
  algorithms: Definition["algorithms"];
  ipsatise: boolean;
}

export const EMPTY: Draft = { title: "", basis: [], descriptors: [], outcomes: [], fewest: 2, most: 10, algorithms: [], ipsatise: false };

export const LABELS: Record<keyof Draft, string> = {
  title: "Title",
  basis: "Grouped by",
  descriptors: "Described by",
  outcomes: "Judged by",
  fewest: "Fewest groups",
  most: "Most groups",
  algorithms: "Method",
  ipsatise: "Answers relative to each person’s own mean",
};

export function draftOf(definition: Definition): Draft {
  const { title, basis, descriptors, outcomes, fewest, most, algorithms, ipsatise } = definition;
  return { title: title ?? "", basis: [...basis], descriptors: [...descriptors], outcomes: [...outcomes], fewest, most, algorithms: [...algorithms], ipsatise };
}

/** The draft as fields of a definition: a variable has one role, the basis first. */
export function settle(draft: Draft): Omit<Draft, "title"> & { title: string | null } {
  const taken = new Set(draft.basis);
  const outcomes = draft.outcomes.filter((name) => !taken.has(name));
  const named = new Set([...draft.basis, ...outcomes]);
  return { ...draft, title: draft.title.trim() || null, outcomes, descriptors: draft.descriptors.filter((name) => !named.has(name)) };
}

interface Conflict {
  theirs: Definition;
  etag: string | null;
}

/** Writes a study's definition: a new one under a free name, a known one only over what was looked at. */
export function useWrite(before: { name: string; definition: Definition; etag: string | null } | null, taken: readonly string[]) {
  const [problem, setProblem] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [isWriting, setIsWriting] = useState(false);
  const write = async (draft: Draft, etag = before?.etag ?? null): Promise<string | null> => {
    setProblem(null);
    setConflict(null);
    setIsWriting(true);
    const name = before?.name ?? makeName(draft.title || "groups", taken);
    try {
      await client.PUT("/v1/definitions/discoveries/{name}", {
        params: { path: { name }, header: before ? { "if-match": etag } : { "if-none-match": "*" } },
        body: { ...before?.definition, ...settle(draft) } as Definition,
      });
      return name;
    } catch (error) {
      if (before && error instanceof ProblemError && error.status === 412 && error.body.present)
        setConflict({ theirs: error.body.present as Definition, etag: error.body.etag ?? null });
      else setProblem(error);
      return null;
    } finally {
      setIsWriting(false);
    }
  };
  return { write, problem, conflict, forget: () => setConflict(null), isWriting };
}
