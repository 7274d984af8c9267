import type { Model } from "@/api";
import { type Format, writeKpi } from "@/format";

export type Letter = "Specific" | "Measurable" | "Achievable" | "Relevant" | "Time-bound";

/** One of the five marks of a SMART aim: met, missing (something has to be said), or to be thought about again. */
export interface Point {
  letter: Letter;
  state: "met" | "missing" | "care";
  said: string;
}

export interface TeamDraft {
  name: string;
  why: string;
}

/** A target while it is being written. Shares are parts of one here, percent on the screen. */
export interface TargetDraft {
  title: string;
  problem: string;
  ideal: string;
  unit: string;
  kpi: string | null;
  measure: "total" | "average" | "share";
  direction: "higher" | "lower";
  goal: number | null;
  by: string | null;
  teams: TeamDraft[];
  benchmark: { value: number | null; source: string; date: string | null };
}

type Prospect = Model<"Prospect">;
type Trial = Model<"ObjectiveTrial">;
type Objective = Model<"ObjectiveDefinition">;

const LONG_ENOUGH = 12;
const HOW = { total: "in total", average: "on average", share: "of everyone" } as const;

export function checkTarget(draft: TargetDraft, prospect: Prospect | undefined, today: string, format: Format): Point[] {
  return [specific(draft), measurable(draft, prospect, format), achievable(draft, prospect, format), relevant(draft), timeBound(draft.by, today, format)];
}

function specific({ problem, kpi }: TargetDraft): Point {
  if (problem.trim().length < LONG_ENOUGH) return { letter: "Specific", state: "missing", said: "Say the problem in a sentence." };
  if (!kpi) return { letter: "Specific", state: "missing", said: "Choose the KPI that shows whether it is solved." };
  return { letter: "Specific", state: "met", said: "One problem, one number that shows it." };
}

function measurable({ kpi, goal, measure }: TargetDraft, prospect: Prospect | undefined, format: Format): Point {
  const letter = "Measurable";
  if (!kpi) return { letter, state: "missing", said: "Choose a KPI and the value it should reach." };
  const now = prospect && prospect.now.value !== null ? `Now it is ${writeKpi(format, prospect, prospect.now.value)} ${HOW[measure]}.` : "";
  if (goal === null) return { letter, state: "missing", said: `Write the value to reach. ${now}`.trim() };
  return { letter, state: "met", said: prospect ? `From ${writeKpi(format, prospect, prospect.now.value)} to ${writeKpi(format, prospect, goal)} ${HOW[measure]}.` : "A KPI with a goal." };
}

function achievable(draft: TargetDraft, prospect: Prospect | undefined, format: Format): Point {
  const letter = "Achievable";
  if (draft.goal === null || !prospect) return { letter, state: "missing", said: "With a goal, history and benchmark say how far it is." };
  const said = (prospect.sentences ?? []).join(" ");
  const bench = draft.benchmark.value;
  const sign = draft.direction === "higher" ? 1 : -1;
  const others = bench !== null ? sign * (bench - draft.goal) >= 0 : null;
  const beside = bench === null ? "" : others ? ` Others reach ${writeKpi(format, prospect, bench)}.` : ` The benchmark, ${writeKpi(format, prospect, bench)}, is not as far.`;
  if (prospect.judgement === "reached") return { letter, state: "care", said: `${said} Aim further, or keep it as it is.` };
  if (prospect.judgement === "within" || others) return { letter, state: "met", said: `${said}${beside}` };
  if (prospect.judgement === "beyond") return { letter, state: "care", said: `${said}${beside}` };
  return { letter, state: "care", said: `${said} There is no past to hold it against: add a benchmark with its source.` };
}

function relevant({ teams }: TargetDraft): Point {
  const named = teams.filter((team) => team.name.trim());
  if (!named.length) return { letter: "Relevant", state: "missing", said: "Name a team that will use it, and why." };
  const silent = named.find((team) => !team.why.trim());
  if (silent) return { letter: "Relevant", state: "missing", said: `Say what ${silent.name.trim()} will do with it.` };
  return { letter: "Relevant", state: "met", said: `${list(named.map((team) => team.name.trim()))} will use it.` };
}

export function timeBound(day: string | null | undefined, today: string, format: Format): Point {
  const letter = "Time-bound";
  if (!day) return { letter, state: "missing", said: "Choose a date." };
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  if (days < 0) return { letter, state: "care", said: `${format.day(day)} has passed: choose a new date.` };
  return { letter, state: "met", said: `${format.day(day)}, in ${format.count(days)} days.` };
}

export function checkObjective(draft: Objective, trial: Trial | undefined, today: string, format: Format): Point[] {
  return [asksOneThing(draft, trial), hasSuccess(draft, trial, format), canBeFound(draft, trial, format), isFor(draft), timeBound(draft.deadline, today, format)];
}

function asksOneThing(draft: Objective, trial: Trial | undefined): Point {
  const letter = "Specific";
  const compares = Object.keys(draft.compare ?? {}).length;
  const wrong = trial?.findings.find((finding) => finding.severity === "error" && finding.code !== "objective");
  if (wrong) return { letter, state: "missing", said: [wrong.message, wrong.hint].filter(Boolean).join(" ") };
  if (draft.question.trim().length < LONG_ENOUGH) return { letter, state: "missing", said: "Write the question in a sentence." };
  if (!draft.outcome && compares < 2) return { letter, state: "missing", said: compares ? "Choose a second group to compare with." : "Say what is to be counted, or which groups to compare." };
  if (!(draft.candidates ?? []).length && !(draft.families ?? []).length) return { letter, state: "missing", said: compares ? "Choose what they are compared on." : "Choose the variables that groups are made of." };
  const refused = Object.entries(trial?.left_out ?? {});
  if (trial?.population && !(trial.candidates ?? []).length && refused.length) return { letter, state: "missing", said: `None of the variables can be used. ${refused[0]![0]}: ${refused[0]![1]}` };
  if (draft.outcome && !draft.direction) return { letter, state: "missing", said: "Choose whether the highest or the lowest is asked for." };
  return { letter, state: "met", said: trial?.outcome ?? "One question about named groups." };
}

/** A rate as the answer will write it. */
export function writeRate(format: Format, seen: Pick<Trial, "is_percent" | "currency" | "measure" | "per" | "per_factor">, value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (seen.is_percent) return format.share(value);
  const scaled = seen.measure === "rate" ? value * (seen.per_factor ?? 1) : value;
  const text = seen.currency ? format.money(scaled, seen.currency) : format.number(scaled);
  return seen.measure === "rate" && seen.per ? `${text} ${seen.per}` : text;
}

function hasSuccess(draft: Objective, trial: Trial | undefined, format: Format): Point {
  const letter = "Measurable";
  const now = trial?.everyone !== null && trial?.everyone !== undefined ? `For everyone it is ${writeRate(format, trial, trial.everyone)} now.` : "";
  if (!draft.lift && !draft.success?.trim()) return { letter, state: "missing", said: draft.outcome ? `Say from when on the answer is a success. ${now}`.trim() : "Say in words what counts as success." };
  if (draft.lift && trial?.needed) return { letter, state: "met", said: `${now} A success from ${writeRate(format, trial, trial.needed)} on.` };
  return { letter, state: "met", said: now || "What counts as success is said." };
}

function canBeFound(draft: Objective, trial: Trial | undefined, format: Format): Point {
  const letter = "Achievable";
  if (!trial || trial.population === null || trial.population === undefined) return { letter, state: "missing", said: "Once the question can be read, the data say whom it is about." };
  const people = format.count(trial.population);
  const least = draft.minimum_group ?? 30;
  if (trial.population < 2 * least) return { letter, state: "care", said: `It is about ${people} customers only: too few for groups of ${format.count(least)}.` };
  if (trial.is_percent && (trial.needed ?? 0) > 1) return { letter, state: "care", said: `No group can reach more than 100 %: ${format.number(draft.lift)} times everyone's is too much.` };
  const small = Object.entries(trial.compared ?? {}).find(([, size]) => size === null || size < least);
  if (small) return { letter, state: "care", said: `${small[0]} has too few customers to compare.` };
  return { letter, state: "met", said: `${people} customers, groups of at least ${format.count(least)}.` };
}

function isFor(draft: Objective): Point {
  const letter = "Relevant";
  if (!draft.target) return { letter, state: "missing", said: "Choose the target that the answer serves." };
  if (!(draft.teams ?? []).length) return { letter, state: "missing", said: "Name a team that will use the answer." };
  return { letter, state: "met", said: `${list([...draft.teams])} will use it.` };
}

/** 'a', 'a and b', 'a, b and c'. */
export function list(things: readonly string[], last = "and"): string {
  return things.length < 2 ? (things[0] ?? "") : `${things.slice(0, -1).join(", ")} ${last} ${things[things.length - 1]}`;
}
