import { useMemo } from "react";
import { api, type Model, useDefinitions } from "@/api";

export type SegmentDefinition = Model<"SegmentDefinition">;
export type SegmentationDefinition = Model<"SegmentationDefinition">;
export type SegmentSize = Model<"SegmentSize">;

export interface Listed {
  name: string;
  title: string;
  definition: SegmentDefinition;
  /** As of the last run; none for a segment that is off or newer than it. */
  size: SegmentSize | null;
  trend: readonly number[];
  /** Edited since the last run, so its size is that of the rule before. */
  isEdited: boolean;
}

export interface ListedDivision {
  name: string;
  title: string;
  definition: SegmentationDefinition;
  sizes: Model<"SegmentationSizes"> | null;
  isEdited: boolean;
}

/** Addresses of the pages of segments. */
export const addressOf = (name: string) => `/segments/of/${name.split("/").map(encodeURIComponent).join("/")}`;
export const addressOfDivision = (name: string) => `/segments/divide/${encodeURIComponent(name)}`;

/** All segments and segmentations: what they are, and how large they were in the last run. */
export function useListing(asOf: string | undefined) {
  const definitions = useDefinitions();
  const sizes = api.useQuery("get", "/v1/segments", { params: { query: asOf ? { as_of: asOf } : {} } });
  const history = api.useQuery("get", "/v1/history", {});
  const overview = api.useQuery("get", "/v1/overview", {});
  const listing = useMemo(() => {
    if (!definitions.data) return undefined;
    const found = definitions.data.definitions;
    const pending = new Set(overview.data?.pending.definitions ?? []);
    const bySegment = new Map((sizes.data?.segments ?? []).map((size) => [size.name, size]));
    const byDivision = new Map((sizes.data?.segmentations ?? []).map((size) => [size.name, size]));
    const trends = new Map<string, number[]>();
    for (const row of history.data?.rows ?? []) trends.set(row.name, [...(trends.get(row.name) ?? []), row.customers]);
    const segments = Object.entries(found.segments ?? {}).map(([name, definition]): Listed => ({
      name,
      title: definition.title ?? plain(name),
      definition,
      size: bySegment.get(name) ?? null,
      trend: trends.get(name) ?? [],
      isEdited: pending.has(`segment ${name}`),
    }));
    const divisions = Object.entries(found.segmentations ?? {}).map(([name, definition]): ListedDivision => ({
      name,
      title: definition.title ?? plain(name),
      definition,
      sizes: byDivision.get(name) ?? null,
      isEdited: pending.has(`segmentation ${name}`),
    }));
    return { segments, divisions, warnings: sizes.data?.warnings ?? [], asOf: sizes.data?.as_of };
  }, [definitions.data, sizes.data, history.data, overview.data]);
  return { data: listing, error: definitions.error ?? (sizes.error && !sizes.data ? sizes.error : null), isPending: definitions.isPending, isSizing: sizes.isFetching, refetch: () => { void definitions.refetch(); void sizes.refetch(); } };
}

export function plain(name: string): string {
  const words = name.replace(/[-_]+/g, " ").replace("/", ": ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** A name for files and rules, made of a title; one that is taken gets a number. */
export function nameFor(title: string, taken: ReadonlySet<string>): string {
  const words = title.toLowerCase().normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
  const joined = words.join("-").slice(0, 70).replace(/-+$/, "").replace(/^\p{N}/u, "s-$&");
  const base = joined || "segment";
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(name)) return name;
  }
}
