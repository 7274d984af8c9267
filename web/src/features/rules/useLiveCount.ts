import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { countRule, type LiveCount } from "./api";
import type { Counts, NodeCount } from "./context";
import type { Finished } from "./draft";

const WAIT_MS = 140;
const MOST_KEPT = 30;

export interface Live {
  count: LiveCount | undefined;
  counts: Counts;
  isStale: boolean;
  error: unknown;
}

/** Counts a rule, and every condition in it, while it is edited. Answers that came too late are dropped; until a new one is
 * there, the numbers before stay and are marked. */
export function useLiveCount(finished: Finished, unit: string | undefined, asOf: string | undefined): Live {
  const rule = useMemo(() => JSON.stringify(finished.rule), [finished]);
  const [asked] = useDebouncedValue(rule, WAIT_MS);
  const places = useRef(new Map<string, Map<string, string[]>>());
  useEffect(() => {
    places.current.delete(rule);
    places.current.set(rule, finished.names);
    if (places.current.size > MOST_KEPT) places.current.delete(places.current.keys().next().value!);
  }, [rule, finished]);
  const query = useQuery({
    queryKey: ["rules", "count", unit, asOf, asked],
    queryFn: async ({ signal }) => ({ of: asked, count: await countRule(JSON.parse(asked) as Finished["rule"], unit, asOf, signal) }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const isStale = asked !== rule || query.isPlaceholderData || query.isPending;
  const unfinished = useMemo(() => new Set(finished.unfinished), [finished]);
  const answered = query.data;
  const byName = useMemo(() => {
    const found = new Map<string, NodeCount>();
    // eslint-disable-next-line react-hooks/refs -- written before the question was asked, read with its answer
    const names = answered && places.current.get(answered.of);
    for (const part of answered?.count.conditions ?? [])
      for (const name of names?.get(part.path) ?? []) found.set(name, { customers: part.customers, share: part.share, findings: part.findings });
    return found;
  }, [answered]);
  return { count: answered?.count, counts: useMemo(() => ({ byName, isStale, unfinished }), [byName, isStale, unfinished]), isStale, error: query.error };
}
