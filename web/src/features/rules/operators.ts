/** The statements that can be made of a value, by its kind; choosing one turns a condition into another form. */
import { isLiteral, number, type Condition, type Literal, type Sign, text, type Value, type Window } from "./tree";
import { type Field, type Ground, isNumeric, type Kind, typeOf } from "./vocabulary";

export interface Operator {
  key: string;
  words: string;
}

/** A condition that is one statement about one value. */
export type Statement = Extract<
  Condition,
  { op: "compare" | "in-range" | "one-of" | "text-match" | "missing" | "flag" | "set-has" | "date-is" | "anniversary" | "rank" | "percentile-range" }
>;

export function subjectOf(node: Statement): Value {
  if (node.op === "compare") return node.left;
  return node.op === "rank" || node.op === "percentile-range" ? node.by : node.value;
}

export function operatorOf(node: Statement): string {
  switch (node.op) {
    case "compare":
      return `compare ${node.sign}`;
    case "one-of":
    case "missing":
      return node.negated ? `not ${node.op}` : node.op;
    case "text-match":
    case "set-has":
      return `${node.op} ${node.how}`;
    case "rank":
      return `rank ${node.side}`;
    default:
      return node.op;
  }
}

const AMOUNT: Record<Sign, string> = { "=": "is exactly", "!=": "is known and not", ">=": "is at least", ">": "is more than", "<=": "is at most", "<": "is less than" };
const LEVEL: Record<Sign, string> = { "=": "is", "!=": "is known and not", ">=": "is this or above", ">": "is above", "<=": "is this or below", "<": "is below" };
const DAY: Record<Sign, string> = { "=": "is on", "!=": "is known and not on", ">=": "is on or after", ">": "is after", "<=": "is on or before", "<": "is before" };

const compares = (words: Record<Sign, string>, signs: readonly Sign[]) => signs.map((sign) => ({ key: `compare ${sign}`, words: words[sign] }));
const KNOWN: Operator[] = [{ key: "not missing", words: "is known" }, { key: "missing", words: "is not known" }];
const ANY_OF: Operator[] = [{ key: "one-of", words: "is one of" }, { key: "not one-of", words: "is known and none of" }];
const SEARCH: Operator[] = ["contains", "starts with", "ends with"].map((how) => ({ key: `text-match ${how}`, words: how }));
const PATTERN: Operator = { key: "text-match matches", words: "matches the pattern" };
const AMONG: Operator[] = [
  { key: "rank top", words: "is in the top" },
  { key: "rank bottom", words: "is in the bottom" },
  { key: "percentile-range", words: "is between percentiles" },
];
const RANGE: Operator = { key: "in-range", words: "is between" };
const SIGNS: readonly Sign[] = [">=", ">", "<=", "<", "=", "!="];

/** What can be said of a kind, the usual first. Inside a filter of events there are no ranks. */
export function operatorsFor(kind: Kind | undefined, ground: Ground): Operator[] {
  const among = ground.event === undefined ? AMONG : [];
  switch (kind) {
    case "number":
    case "money":
    case "share":
      return [...compares(AMOUNT, SIGNS), RANGE, ...ANY_OF, ...among, ...KNOWN];
    case "ordered":
      return [...ANY_OF, ...compares(LEVEL, [">=", "<=", ">", "<", "=", "!="]), RANGE, ...SEARCH, PATTERN, ...KNOWN];
    case "flag":
      return [{ key: "flag", words: "is yes" }, ...compares(LEVEL, ["=", "!="]), ...ANY_OF, ...KNOWN];
    case "date":
      return [{ key: "date-is", words: "lies" }, { key: "anniversary", words: "has its anniversary" }, ...compares(DAY, SIGNS), RANGE, ...ANY_OF, ...among, ...KNOWN];
    case "set":
      return [{ key: "set-has any", words: "has any of" }, { key: "set-has all", words: "has all of" }, { key: "set-has none", words: "is known and has none of" }, ...KNOWN];
    default:
      return [...ANY_OF, ...compares(LEVEL, ["=", "!="]), ...SEARCH, PATTERN, ...KNOWN];
  }
}

/** A statement of the wanted form about a value; what was said before is kept where it still means something. */
export function state(value: Value, key: string, ground: Ground, before?: Statement): Statement {
  const type = typeOf(value, ground);
  const [form, how] = [key.replace(/ .*/, ""), key.slice(key.indexOf(" ") + 1)];
  const kept = before ? literalsOf(before).filter((literal) => fits(literal, type)) : [];
  const blank = blankFor(type);
  if (form === "compare") {
    const right = before?.op === "compare" && (!isLiteral(before.right) || fits(before.right, type)) ? before.right : (kept[0] ?? blank);
    return { op: "compare", sign: how as Sign, left: value, right };
  }
  if (key === "in-range") return { op: "in-range", value, low: kept[0] ?? blank, high: kept[1] ?? kept[0] ?? blank };
  if (key === "one-of" || key === "not one-of") return { op: "one-of", value, options: kept.filter((literal) => !isBlank(literal)), negated: key !== "one-of" };
  if (form === "text-match") return { op: "text-match", how: how as "contains", value, pattern: before?.op === "text-match" ? before.pattern : textOf(kept[0]) };
  if (key === "missing" || key === "not missing") return { op: "missing", value, negated: key !== "missing" };
  if (key === "flag") return { op: "flag", value };
  if (form === "set-has") return { op: "set-has", how: how as "any", value, options: before?.op === "set-has" ? before.options : [] };
  if (key === "date-is" || key === "anniversary") {
    const window: Window = before?.op === "date-is" || before?.op === "anniversary" ? before.window : key === "anniversary" ? { op: "next", count: 30, span: "days" } : { op: "last", count: 30, span: "days" };
    return { op: key, value, window };
  }
  const field = before?.op === "rank" || before?.op === "percentile-range" ? { within: before.within, among: before.among } : {};
  if (form === "rank") return before?.op === "rank" ? { ...before, side: how as "top", by: value } : { op: "rank", side: how as "top", amount: "10", in_percent: true, by: value, ...field };
  return { op: "percentile-range", low: "40", high: "60", by: value, ...field };
}

/** The same statement about another value, in a form that its kind allows. */
export function restate(before: Statement, value: Value, ground: Ground): Statement {
  const allowed = operatorsFor(typeOf(value, ground)?.kind, ground).map((operator) => operator.key);
  const key = operatorOf(before);
  return state(value, allowed.includes(key) ? key : allowed[0]!, ground, before);
}

/** What one begins with when a value is chosen. */
export function begin(value: Value, ground: Ground): Statement {
  const kind = typeOf(value, ground)?.kind;
  return state(value, operatorsFor(kind, ground)[0]!.key, ground);
}

function literalsOf(node: Statement): Literal[] {
  if (node.op === "compare") return isLiteral(node.right) ? [node.right] : [];
  if (node.op === "in-range") return [node.low, node.high].filter(isLiteral);
  if (node.op === "one-of") return node.options;
  return node.op === "text-match" && node.pattern ? [text(node.pattern)] : [];
}

function fits(literal: Literal, type: Field | undefined): boolean {
  return literal.op === blankFor(type).op;
}

const isBlank = (literal: Literal) => (literal.op === "date" ? literal.day === "" : literal.op !== "yes-no" && literal.value === "");
const textOf = (literal: Literal | undefined) => (literal?.op === "text" ? literal.value : "");

/** A literal of a kind, not chosen yet. */
export function blankFor(type: Field | undefined): Literal {
  if (isNumeric(type?.kind)) return number("");
  if (type?.kind === "date") return { op: "date", day: "" };
  if (type?.kind === "flag") return { op: "yes-no", value: true };
  return text(type?.kind === "ordered" ? (type.levels?.[0] ?? "") : "");
}

