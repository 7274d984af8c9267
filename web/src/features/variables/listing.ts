import type { Model } from "@/api";
import type { Usability } from "@/parts";

export type Described = Model<"DescribedVariable">;

export const FAMILIES = [
  "demographic",
  "psychographic",
  "firmographic",
  "behavioural",
  "geographic",
  "needs",
  "technographic",
  "engagement",
  "intent",
  "journey",
  "value",
] as const;

export interface Wanted {
  text: string;
  usable: Usability | null;
  family: string | null;
}

/** Those that fit the search: in title, name, family or kind. */
export function choose(variables: readonly Described[], wanted: Wanted): Described[] {
  const words = wanted.text.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return variables.filter(({ info, distribution }) => {
    const text = `${info.title} ${info.name} ${info.family ?? ""} ${info.kind}`.toLocaleLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (!wanted.usable || distribution?.usable === wanted.usable) &&
      (!wanted.family || info.family === wanted.family)
    );
  });
}

/** By family in the order of the field; within one those that groups can be made of first. */
export function byFamily(variables: readonly Described[]): [string, Described[]][] {
  const order: (Usability | undefined)[] = ["yes", "with care", "no", undefined];
  const named = [...FAMILIES, "other"] as const;
  return named
    .map((family): [string, Described[]] => [
      family,
      variables
        .filter(({ info }) => (info.family ?? "other") === family)
        .sort((a, b) => order.indexOf(a.distribution?.usable) - order.indexOf(b.distribution?.usable) || a.info.title.localeCompare(b.info.title)),
    ])
    .filter(([, members]) => members.length > 0);
}

export function count<Key>(variables: readonly Described[], key: (each: Described) => Key): Map<Key, number> {
  const found = new Map<Key, number>();
  for (const each of variables) found.set(key(each), (found.get(key(each)) ?? 0) + 1);
  return found;
}
