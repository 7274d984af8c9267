/** The rule language's tree, as the API describes it: one form per `op`. Numbers are decimal texts. */
import type { Model } from "@/api";

export type Condition = Model<"Condition">;
export type Value = Model<"Value">;
export type Everyone = Model<"Everyone">;
export type Compare = Model<"Compare">;
export type InRange = Model<"InRange">;
export type OneOf = Model<"OneOf">;
export type TextMatch = Model<"TextMatch">;
export type Done = Model<"Done">;
export type Sequence = Model<"Sequence">;
export type Step = Sequence["steps"][number];
export type Rank = Model<"Rank">;
export type PercentileRange = Model<"PercentileRange">;
export type RandomShare = Model<"RandomShare">;
export type InSegment = Model<"InSegment">;
export type People = Model<"People">;
export type And = Model<"And">;
export type Or = Model<"Or">;
export type Not = Model<"Not">;
export type Group = And | Or;

export type NumberLiteral = Model<"Number">;
export type DateLiteral = Model<"Date">;
export type Literal = OneOf["options"][number];
export type Events = Model<"Events">;
export type Aggregate = Model<"Aggregate">;
export type Arithmetic = Model<"Arithmetic">;
export type Elapsed = Model<"Elapsed">;
export type PeopleCount = Model<"PeopleCount">;

export type Window = NonNullable<Model<"DateIs">["window"]>;
export type Bound = Model<"Between">["start"];
export type Span = Model<"Last">["span"];
export type Period = Model<"Calendar">["period"];
export type Sign = Compare["sign"];
export type AggregateFunction = Aggregate["function"];

export type ConditionOp = Condition["op"];
export type ValueOp = Value["op"];
export type WindowOp = Window["op"];

export const FUNCTIONS: readonly AggregateFunction[] = [
  "count", "sum", "average", "minimum", "maximum", "distinct", "first", "last",
  "days since first", "days since last", "date of first", "date of last",
];
export const WITH_PROPERTY: ReadonlySet<AggregateFunction> = new Set(["sum", "average", "minimum", "maximum", "distinct", "first", "last"]);

export const isGroup = (node: Condition): node is Group => node.op === "and" || node.op === "or";
export const isLiteral = (value: Value): value is Literal => value.op === "number" || value.op === "text" || value.op === "yes-no" || value.op === "date";

export const number = (value: string): NumberLiteral => ({ op: "number", value });
export const text = (value: string): Model<"Text"> => ({ op: "text", value });
export const variable = (name: string): Model<"Variable"> => ({ op: "variable", name });
