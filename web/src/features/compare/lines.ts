import type { Model } from "@/api";

type Line = Model<"ComparedLine">;

/** One line's scale: from nothing (or the lowest) to a little above the highest, for all segments and everyone. */
export function findScale(line: Line): { from: number; to: number } {
  const seen = [...line.cells.flatMap((cell) => [cell.low, cell.high, cell.value]), line.everyone].filter((value): value is number => value !== null && value !== undefined);
  if (!seen.length) return { from: 0, to: 1 };
  const from = Math.min(0, ...seen);
  const to = Math.max(...seen);
  return { from, to: to + (to - from) * 0.04 || 1 };
}

/** Lines with something to show; those that a segment's own rule makes differ come out where they are not wanted. */
export function chooseLines(lines: readonly Line[], family: string | null, hasRules: boolean): Line[] {
  return lines.filter((line) => line.cells.some((cell) => cell.value !== null || cell.text) && (!family || line.family === family) && (hasRules || !(line.in_rule ?? []).length));
}

/** Families in the order of their largest difference. */
export function listFamilies(lines: readonly Line[]): string[] {
  return [...new Set(lines.flatMap((line) => (line.family ? [line.family] : [])))];
}

/** How much of two segments is the same, in words: 'no customer in both', '120 in both: 48 % of VIPs, 6 % of Loyal'. */
export function sayShared(first: Model<"SegmentSize">, second: Model<"SegmentSize">, shared: number | null, write: { count: (value: number) => string; share: (value: number) => string }): string {
  if (shared === null) return "a few customers in both, too few to show";
  if (shared === 0) return "no customer in both";
  return `${write.count(shared)} in both: ${write.share(shared / first.customers)} of ${first.title}, ${write.share(shared / second.customers)} of ${second.title}`;
}
