/** What the builder asks of the server. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, client, type Model } from "@/api";
import type { Suggest } from "./context";
import type { Condition, Value } from "./tree";
import type { EventType, Field, UnitWords, Vocabulary } from "./vocabulary";

export type LiveCount = Model<"LiveCount">;
export type RuleRead = Model<"RuleRead">;
export type ValueRead = Model<"ValueRead">;

type Words = Model<"Words">;
type Property = Words["events"][number]["properties"][number];

function fieldOf(word: Property): Field {
  return { name: word.name, title: word.title, kind: word.kind, currency: word.currency ?? null, levels: word.levels ?? null };
}

function unitWords(words: Words): UnitWords {
  return {
    name: words.unit,
    fields: words.variables.map((word): Field => ({ ...fieldOf(word), family: word.family ?? null, asKnownOn: word.as_known_on ?? null })),
    events: words.events.map((event): EventType => ({ name: event.name, title: event.title, properties: event.properties.map(fieldOf) })),
    segments: words.segments,
    people: words.people ?? null,
    account: words.account ?? null,
  };
}

const wordsOf = (unit: string | undefined) => api.queryOptions("get", "/v1/vocabulary", { params: { query: unit ? { unit } : {} } }, { staleTime: 60_000 });

/** All that a rule about a unit may use, its account's and its people's words included. */
export function useVocabulary(unit?: string) {
  const first = useQuery(wordsOf(unit));
  const others = [first.data?.account, first.data?.people].filter((name): name is string => Boolean(name));
  const further = useQueries({ queries: others.map(wordsOf) });
  const all = [first.data, ...further.map((query) => query.data)];
  const key = all.map((words) => words?.unit).join() + first.dataUpdatedAt;
  const vocabulary = useMemo((): Vocabulary | undefined => {
    if (!first.data || all.some((words) => !words)) return undefined;
    return { mainUnit: first.data.unit, units: Object.fromEntries(all.map((words) => [words!.unit, unitWords(words!)])) };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for all the answers
  }, [key]);
  return { vocabulary, unit: first.data?.unit, isPending: !vocabulary && !first.error, error: first.error ?? further.find((query) => query.error)?.error ?? null, refetch: first.refetch };
}

export const suggest: Suggest = async ({ unit, event, name, search }) => {
  const { data } = await client.GET("/v1/vocabulary/values", { params: { query: { variable: name, starts: search, most: 30, unit, ...(event ? { event } : {}) } } });
  return data?.values.map((found) => found.value) ?? [];
};

export async function readRule(asked: { text: string } | { tree: Condition }, unit: string | undefined, signal?: AbortSignal): Promise<RuleRead> {
  const { data } = await client.POST("/v1/rules/read", { body: { ...asked, unit: unit ?? null }, ...(signal ? { signal } : {}) });
  return data!;
}

export async function readValue(asked: { text: string } | { tree: Value }, unit: string | undefined, signal?: AbortSignal): Promise<ValueRead> {
  const { data } = await client.POST("/v1/values/read", { body: { ...asked, unit: unit ?? null }, ...(signal ? { signal } : {}) });
  return data!;
}

export async function countRule(tree: Condition, unit: string | undefined, asOf: string | undefined, signal: AbortSignal): Promise<LiveCount> {
  const { data } = await client.POST("/v1/rules/count", { body: { tree, unit: unit ?? null, as_of: asOf ?? null }, signal });
  return data!;
}
