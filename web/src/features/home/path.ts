import type { Model } from "@/api";

type Step = Model<"ChainStep">;

/** A step as the path draws it: where it leads, what is said of its state, and whether the way to the next one is walked. */
export interface Stop {
  page: Step["page"];
  title: string;
  sentence: string;
  state: Step["state"];
  address: string;
  word: string;
  isNext: boolean;
  isWalked: boolean;
}

const WORDS: Record<Step["state"], string> = { done: "done", stale: "out of date", missing: "not done yet", next: "next" };

/** The chain as stops of a path. At most one is the next one, whatever the server says. */
export function layPath(steps: readonly Step[]): Stop[] {
  const next = steps.findIndex((step) => step.state === "next");
  return steps.map((step, index) => ({
    page: step.page,
    title: step.title,
    sentence: step.sentence,
    state: step.state === "next" && index !== next ? "missing" : step.state,
    address: `/${step.page}`,
    word: WORDS[step.state === "next" && index !== next ? "missing" : step.state],
    isNext: index === next,
    isWalked: step.state === "done" && (steps[index + 1]?.state === "done" || index + 1 === next),
  }));
}

/** How much is done, for those who hear the page: '5 of 8 steps are done'. */
export function sayProgress(stops: readonly Stop[]): string {
  const done = stops.filter((stop) => stop.state === "done").length;
  return `${done} of ${stops.length} steps are done`;
}

/** Segments that can stand side by side in one picture: those of one segmentation, or those by themselves. */
export function chooseSegments(segments: readonly Model<"SegmentStanding">[], segmentation: string | null): Model<"SegmentStanding">[] {
  const chosen = segments.filter((each) => (each.segmentation ?? null) === segmentation);
  return segmentation === null ? [...chosen].sort((first, second) => second.customers - first.customers) : chosen;
}
