import type { Model } from "@/api";
import type { TargetDraft } from "./smart";

type Definition = Model<"TargetDefinition">;

const LONGEST_TITLE = 60;

export const NEW_TARGET: TargetDraft = {
  title: "",
  problem: "",
  ideal: "",
  unit: "customer",
  kpi: null,
  measure: "average",
  direction: "higher",
  goal: null,
  by: null,
  teams: [{ name: "", why: "" }],
  benchmark: { value: null, source: "", date: null },
};

export const NEW_OBJECTIVE: Model<"ObjectiveDefinition"> = {
  question: "",
  target: null,
  unit: "customer",
  outcome: null,
  window_days: null,
  candidates: [],
  families: [],
  population: null,
  compare: {},
  minimum_group: 30,
  top: 3,
  depth: 2,
  direction: "highest",
  exposure: null,
  adjust: [],
  success: null,
  lift: 1.3,
  deadline: null,
  teams: [],
};

export const TARGET_FIELDS: Readonly<Record<string, string>> = {
  title: "Name",
  problem: "Problem",
  ideal: "Solved when",
  unit: "About",
  kpi: "KPI",
  measure: "As",
  direction: "Which way is better",
  goal: "Goal",
  by: "Until",
  teams: "Teams",
  benchmark: "Benchmark",
};

export const OBJECTIVE_FIELDS: Readonly<Record<string, string>> = {
  question: "Question",
  target: "Target",
  outcome: "What is counted",
  window_days: "Days that are followed",
  candidates: "Groups are made of",
  families: "Families of variables",
  population: "About whom",
  compare: "Groups to compare",
  minimum_group: "Smallest group",
  top: "How many groups",
  depth: "Variables a group combines",
  direction: "Highest or lowest",
  exposure: "As a rate over",
  adjust: "Held constant",
  success: "Success",
  lift: "Success, times everyone's",
  deadline: "Deadline",
  teams: "Teams",
};

export function readTarget(definition: Definition): TargetDraft {
  const teams = Object.entries(definition.teams ?? {}).map(([name, why]) => ({ name, why }));
  return {
    title: definition.title ?? "",
    problem: definition.problem,
    ideal: definition.ideal ?? "",
    unit: definition.unit ?? "customer",
    kpi: definition.kpi,
    measure: definition.measure ?? "total",
    direction: definition.direction ?? "higher",
    goal: definition.goal ?? null,
    by: definition.by ?? null,
    teams: teams.length ? teams : [{ name: "", why: "" }],
    benchmark: { value: definition.benchmark?.value ?? null, source: definition.benchmark?.source ?? "", date: definition.benchmark?.date ?? null },
  };
}

/** What is written down: empty fields are left out, a benchmark without its source or date is none. */
export function writeTarget(draft: TargetDraft): Definition {
  const { value, source, date } = draft.benchmark;
  const teams = draft.teams.filter((team) => team.name.trim());
  return {
    title: draft.title.trim() || shorten(draft.problem.trim()) || null,
    problem: draft.problem.trim(),
    ideal: draft.ideal.trim() || null,
    unit: draft.unit,
    kpi: draft.kpi ?? "",
    measure: draft.measure,
    direction: draft.direction,
    goal: draft.goal,
    by: draft.by,
    teams: Object.fromEntries(teams.map((team) => [team.name.trim(), team.why.trim()])),
    benchmark: value !== null && source.trim() && date ? { value, source: source.trim(), date } : null,
  };
}

/** Why a target cannot be written down yet; null when it can. */
export function refuseTarget(draft: TargetDraft): string | null {
  if (!draft.problem.trim()) return "Say the problem first.";
  if (!draft.kpi) return "Choose a KPI first.";
  const { value, source, date } = draft.benchmark;
  if (value !== null && !(source.trim() && date)) return "Say who gave the benchmark, and when.";
  return null;
}

/** What the forms read of all definitions. */
export interface Stored {
  definitions: { targets?: Record<string, Definition>; objectives?: Record<string, Model<"ObjectiveDefinition">> };
  etags: Record<string, Record<string, string>>;
}

/** The first sentence, or as many of its words as a title can hold. */
function shorten(problem: string): string {
  const sentence = problem.split(/[.:;?!]\s/)[0] ?? "";
  if (sentence.length <= LONGEST_TITLE) return sentence;
  return `${sentence.slice(0, LONGEST_TITLE).replace(/\s+\S*$/, "")} …`;
}
