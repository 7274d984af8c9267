/** The rule language's tree as the API writes it: one form per `op`, numbers as decimal text. */

export interface NumberLiteral { op: "number"; value: string }
export interface TextLiteral { op: "text"; value: string }
export interface YesNoLiteral { op: "yes-no"; value: boolean }
/** A calendar day, or a moment where `time` is given. */
export interface DateLiteral { op: "date"; day: string; time?: string | null }
export type Literal = NumberLiteral | TextLiteral | YesNoLiteral | DateLiteral;

export type Span = "hours" | "days" | "weeks" | "months" | "years";
export type Period = "day" | "week" | "month" | "quarter" | "year";
export interface VariableBound { op: "variable-bound"; name: string }
export type Bound = DateLiteral | VariableBound;
export interface Ever { op: "ever" }
export interface Last { op: "last"; count: number; span: Span }
export interface Next { op: "next"; count: number; span: Exclude<Span, "hours"> }
export interface Ago { op: "ago"; furthest: number; nearest: number }
export interface Calendar { op: "calendar"; which: "this" | "last" | "next"; period: Period }
export interface Between { op: "between-dates"; start: Bound; end: Bound }
export interface Before { op: "before"; bound: Bound }
export interface After { op: "after"; bound: Bound }
export interface Since { op: "since"; bound: Bound }
export type Window = Ever | Last | Next | Ago | Calendar | Between | Before | After | Since;

export interface Variable { op: "variable"; name: string }
export interface AccountVariable { op: "account-variable"; name: string }
export interface Events { event: string; where?: Condition | null; window?: Window }
export const FUNCTIONS = [
  "count", "sum", "average", "minimum", "maximum", "distinct", "first", "last",
  "days since first", "days since last", "date of first", "date of last",
] as const;
export type AggregateFunction = (typeof FUNCTIONS)[number];
export const WITH_PROPERTY: ReadonlySet<AggregateFunction> = new Set(["sum", "average", "minimum", "maximum", "distinct", "first", "last"]);
export interface Aggregate { op: "aggregate"; function: AggregateFunction; events: Events; property?: string | null }
export interface Arithmetic { op: "arithmetic"; sign: "+" | "-" | "*" | "/"; left: Value; right: Value }
export interface Elapsed { op: "elapsed"; span: "days" | "months" | "years"; value: Value }
export interface PeopleCount { op: "people-count"; where: Condition }
export type Value = Literal | Variable | AccountVariable | Aggregate | Arithmetic | Elapsed | PeopleCount;

export type Sign = "=" | "!=" | "<" | "<=" | ">" | ">=";
export interface Everyone { op: "everyone" }
export interface Compare { op: "compare"; sign: Sign; left: Value; right: Value }
export interface InRange { op: "in-range"; value: Value; low: Value; high: Value }
export interface OneOf { op: "one-of"; value: Value; options: Literal[]; negated?: boolean }
export interface TextMatch { op: "text-match"; how: "contains" | "starts with" | "ends with" | "matches"; value: Value; pattern: string }
export interface Missing { op: "missing"; value: Value; negated?: boolean }
export interface Flag { op: "flag"; value: Value }
export interface SetHas { op: "set-has"; how: "any" | "all" | "none"; value: Value; options: string[] }
export interface DateIs { op: "date-is"; value: Value; window: Window }
export interface Anniversary { op: "anniversary"; value: Value; window: Window }
export interface Done { op: "done"; events: Events; negated?: boolean }
export interface Step { event: string; where?: Condition | null; within?: number | null; span?: "minutes" | "hours" | "days" | "weeks" }
export interface Sequence { op: "sequence"; steps: Step[]; negated_last?: boolean; window?: Window }
export interface Rank { op: "rank"; side: "top" | "bottom"; amount: string; in_percent?: boolean; by: Value; within?: string | null; among?: string | null }
export interface PercentileRange { op: "percentile-range"; low: string; high: string; by: Value; within?: string | null; among?: string | null }
export interface RandomShare { op: "random-share"; low: string; high: string; salt: string }
export interface InSegment { op: "in-segment"; name: string }
export interface People { op: "people"; quantifier: "any" | "all" | "none"; where: Condition }
export interface And { op: "and"; conditions: Condition[] }
export interface Or { op: "or"; conditions: Condition[] }
export interface Not { op: "not"; condition: Condition }
export type Condition =
  | Everyone | Compare | InRange | OneOf | TextMatch | Missing | Flag | SetHas | DateIs | Anniversary | Done | Sequence
  | Rank | PercentileRange | RandomShare | InSegment | People | And | Or | Not;

export type ConditionOp = Condition["op"];
export type ValueOp = Value["op"];
export type WindowOp = Window["op"];
export type Group = And | Or;

export const isGroup = (node: Condition): node is Group => node.op === "and" || node.op === "or";
export const isLiteral = (value: Value): value is Literal => value.op === "number" || value.op === "text" || value.op === "yes-no" || value.op === "date";
export const EVER: Ever = { op: "ever" };

export const number = (value: string | number): NumberLiteral => ({ op: "number", value: String(value) });
export const text = (value: string): TextLiteral => ({ op: "text", value });
export const variable = (name: string): Variable => ({ op: "variable", name });
