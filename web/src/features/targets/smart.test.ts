import { describe, expect, it } from "vitest";
import type { Model } from "@/api";
import { makeFormat } from "@/format";
import { readOutcome, writeOutcome } from "./outcome";
import { makeName, sayObjective, sayTarget } from "./sentences";
import { checkObjective, checkTarget, type Point, type TargetDraft } from "./smart";

const format = makeFormat("en", "EUR", "UTC");
const TODAY = "2026-11-22";
const draft: TargetDraft = {
  title: "",
  problem: "",
  ideal: "",
  unit: "customer",
  kpi: null,
  measure: "average",
  direction: "higher",
  goal: null,
  by: null,
  teams: [],
  benchmark: { value: null, source: "", date: null },
};
const prospect: Model<"Prospect"> = {
  kpi: "revenue",
  title: "Net revenue",
  unit: "customer",
  kind: "money",
  measure: "average",
  currency: "EUR",
  is_percent: false,
  now: { as_of: "2026-06-30", value: 168, low: 160, high: 175, n: 3000 },
  past: [],
  judgement: "beyond",
  sentences: ["The goal asks for 12 more."],
  warnings: [],
};
const whole: TargetDraft = {
  ...draft,
  problem: "Revenue is flat.  Why?",
  kpi: "revenue",
  goal: 180,
  by: "2027-03-31",
  teams: [{ name: "Marketing", why: "plans mailings" }],
};
const objective: Model<"ObjectiveDefinition"> = {
  question: "Which groups buy most often?",
  target: "revenue",
  unit: "customer",
  outcome: "count(order, last 365 days) >= 4",
  candidates: ["age"],
  families: [],
  compare: {},
  minimum_group: 100,
  top: 3,
  depth: 2,
  direction: "highest",
  adjust: [],
  lift: 1.3,
  deadline: "2026-12-31",
  teams: ["Marketing"],
};
const trial: Model<"ObjectiveTrial"> = {
  findings: [],
  outcome: "At least 4 orders.",
  measure: "share",
  is_percent: true,
  per_factor: 1,
  population: 3000,
  compared: {},
  everyone: 0.27,
  low: 0.25,
  high: 0.29,
  needed: 0.351,
  candidates: ["Age", "Household"],
  left_out: {},
  warnings: [],
};
const states = (points: Point[]) => points.map((point) => point.state).join(" ");
const of = (points: Point[], letter: string) => points.find((point) => point.letter === letter)!;

describe("a target's SMART list", () => {
  it("says for every letter what is missing", () => {
    expect(states(checkTarget(draft, undefined, TODAY, format))).toBe("missing missing missing missing missing");
  });

  it("holds the goal against now, the past and the benchmark", () => {
    const points = checkTarget(whole, prospect, TODAY, format);
    expect(states(points)).toBe("met met care met met");
    expect(of(points, "Measurable").said).toBe("From €168 to €180 on average.");
    const others = checkTarget({ ...whole, benchmark: { value: 190, source: "Survey", date: "2026-01-01" } }, prospect, TODAY, format);
    expect(of(others, "Achievable")).toMatchObject({ state: "met" });
    const weaker = checkTarget({ ...whole, benchmark: { value: 165, source: "Survey", date: "2026-01-01" } }, prospect, TODAY, format);
    expect(of(weaker, "Achievable").said).toContain("€165, is not as far");
    expect(of(checkTarget(whole, { ...prospect, judgement: "reached" }, TODAY, format), "Achievable").state).toBe("care");
  });

  it("wants a reason from every team, and a day that is to come", () => {
    const points = checkTarget({ ...whole, by: "2026-01-01", teams: [{ name: "Shop", why: " " }] }, prospect, TODAY, format);
    expect(of(points, "Relevant")).toMatchObject({ state: "missing", said: "Say what Shop will do with it." });
    expect(of(points, "Time-bound").state).toBe("care");
  });

  it("makes one sentence when nothing is missing", () => {
    expect(sayTarget(draft, prospect, format)).toBeNull();
    expect(sayTarget(whole, prospect, format)).toBe("Raise net revenue per customer on average from €168 to at least €180 by Mar 31, 2027, for Marketing.");
  });
});

describe("an objective's SMART list", () => {
  it("is met by a whole question, and says it", () => {
    expect(states(checkObjective(objective, trial, TODAY, format))).toBe("met met met met met");
    expect(sayObjective(objective, trial, "More revenue", format)).toBe(
      "By Dec 31, 2026 we know the three groups of Age and Household, of at least 100 customers each, where “At least 4 orders” is highest. A success is 35% or more, against 27% for everyone. Marketing will use it for “More revenue”.",
    );
  });

  it("tells a mistake in the rule before anything else", () => {
    const finding = { code: "rule", message: "There is no event 'ordr'.", hint: "Did you mean 'order'?", place: null, severity: "error" as const };
    expect(checkObjective(objective, { ...trial, findings: [finding] }, TODAY, format)[0]!.said).toBe("There is no event 'ordr'. Did you mean 'order'?");
  });

  it("says when none of the variables can be used", () => {
    const none = { ...trial, candidates: [], left_out: { Household: "It is known as of today only." } };
    expect(checkObjective(objective, none, TODAY, format)[0]).toMatchObject({ state: "missing", said: "None of the variables can be used. Household: It is known as of today only." });
    expect(sayObjective(objective, none, undefined, format)).toBeNull();
  });

  it("knows what no group can reach, and what is too small", () => {
    expect(of(checkObjective(objective, { ...trial, needed: 1.35 }, TODAY, format), "Achievable").state).toBe("care");
    expect(of(checkObjective(objective, { ...trial, population: 150 }, TODAY, format), "Achievable").said).toContain("150 customers only");
    const compared = { ...objective, outcome: null, direction: null, compare: { families: "a", singles: "b" } };
    expect(of(checkObjective(compared, { ...trial, compared: { families: 900, singles: null } }, TODAY, format), "Achievable").said).toContain("singles");
  });
});

describe("outcomes", () => {
  it.each(["has(order)", "has(order, last 90 days)", "count(order, last 365 days) >= 4", "count(order) >= 2"])("%s is read and written alike", (text) => {
    const read = readOutcome(text, []);
    expect(read.form).toBe("event");
    expect(writeOutcome(read, false)).toBe(text);
  });

  it("leaves every other rule as it is", () => {
    const text = 'has(order_line where category = "Garden furniture")';
    expect(writeOutcome(readOutcome(text, []), false)).toBe(text);
    expect(readOutcome("margin_12m", ["margin_12m"])).toEqual({ form: "variable", variable: "margin_12m" });
  });

  it("leaves the days to the objective's window", () => {
    expect(writeOutcome({ form: "event", event: "order", times: 1, days: 90 }, true)).toBe("has(order)");
  });
});

it("names are made of titles and never taken twice", () => {
  expect(makeName("More revenue, from every customer!", [], "_")).toBe("more_revenue_from_every_customer");
  expect(makeName("More revenue", ["more-revenue"], "-")).toBe("more-revenue-2");
  expect(makeName("🙂", [], "_")).toBe("target");
});
