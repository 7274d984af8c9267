import type { Model } from "@/api";
import type { Format } from "@/format";

export type VerdictName = Model<"DiscoveryResult">["verdict"];
export type Algorithm = Model<"StudyRow">["algorithm"];
export type Line = Model<"SegmentLine">;

export const ALGORITHMS: Record<Algorithm, string> = {
  "k-means": "k-means: numbers, compact groups",
  "latent classes": "Latent classes: yes–no and categories",
  "gaussian mixture": "Gaussian mixture: numbers, stretched groups",
  medoids: "Medoids: mixed kinds, a typical customer each",
  density: "Density: groups of any form, outliers left out",
};

export interface Stability {
  word: "solid" | "usable" | "fragile";
  said: string;
  colour: string;
}

/** How much of a group comes back when customers are drawn again (median Jaccard), in words; the thresholds are the study's. */
export function sayStability(share: number): Stability {
  if (share >= 0.75) return { word: "solid", said: "comes back when customers are drawn again", colour: "teal" };
  if (share >= 0.6) return { word: "usable", said: "mostly comes back when customers are drawn again", colour: "yellow" };
  return { word: "fragile", said: "does not come back when customers are drawn again", colour: "red" };
}

/** A line's name: the variable, with its level where that is not simply yes. */
export function nameLine(line: Line): string {
  return line.level && line.level !== "yes" ? `${line.title}: ${line.level}` : line.title;
}

export function writeLine(line: Line, value: number | null | undefined, format: Format): string {
  return line.level !== null && line.level !== undefined ? format.share(value) : format.value(value, line.kind);
}

/** The strongest differences on what did not make the groups, one a variable. */
export function chooseMarkers(segment: Model<"ProposedSegment">, most = 4): Line[] {
  const best = new Map<string, Line>();
  const lines = segment.lines.filter((line) => line.marker && line.role !== "basis" && !line.suppressed && line.value !== null);
  for (const line of lines.sort((a, b) => Math.abs(b.effect ?? 0) - Math.abs(a.effect ?? 0))) if (!best.has(line.variable)) best.set(line.variable, line);
  return [...best.values()].slice(0, most);
}

/** What made the groups, a row each; where there are many, those that differ most between groups. Of yes and no only yes. */
export function chooseRows(segments: readonly Model<"ProposedSegment">[], most = 16): Line[] {
  const firsts = new Map<string, Line>();
  const widest = new Map<string, number>();
  for (const segment of segments)
    for (const line of segment.lines) {
      if (line.role !== "basis" || line.level === "no" || line.value === null || line.suppressed) continue;
      const key = keyOf(line);
      if (!firsts.has(key)) firsts.set(key, line);
      widest.set(key, Math.max(widest.get(key) ?? 0, Math.abs(line.effect ?? 0)));
    }
  const kept = new Set([...firsts.keys()].sort((a, b) => widest.get(b)! - widest.get(a)!).slice(0, most));
  return [...firsts].filter(([key]) => kept.has(key)).map(([, line]) => line);
}

export function keyOf(line: Line): string {
  return `${line.variable}|${line.level ?? ""}`;
}

/** A name that files and addresses carry, from what a person typed; another one where it is taken. */
export function makeName(title: string, taken: readonly string[]): string {
  const plain = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 60) || "study";
  if (!taken.includes(plain)) return plain;
  let number = 2;
  while (taken.includes(`${plain}-${number}`)) number += 1;
  return `${plain}-${number}`;
}

/** The terminal's options in words that a page can act on. */
export function forPages(text: string): string {
  return text
    .replace(/; without --quick it is thorough\./, "; a thorough study takes longer and is surer.")
    .replace(/ with --k if the study has one that nothing speaks against/, " below if there is one that nothing speaks against")
    .replace(/Compare with 'ipsatise: true'\./, "Compare with answers relative to each person’s own mean: change the study.")
    .replace(/--k\b/g, "a number of groups");
}
