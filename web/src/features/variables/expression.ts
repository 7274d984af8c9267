/** A value of the rule language as what a person chose, and back. */
import { type AggregateFunction, type Condition, finishFilter, lacksValue, type Value, type Window } from "@/features/rules";

export const AGGREGATES = [
  { value: "count", label: "How many", needs: "none" },
  { value: "sum", label: "Total of", needs: "number" },
  { value: "average", label: "Average of", needs: "number" },
  { value: "minimum", label: "Lowest", needs: "ordered" },
  { value: "maximum", label: "Highest", needs: "ordered" },
  { value: "distinct", label: "How many different", needs: "any" },
  { value: "first", label: "First", needs: "any" },
  { value: "last", label: "Latest", needs: "any" },
  { value: "days since last", label: "Days since the latest", needs: "none" },
  { value: "days since first", label: "Days since the first", needs: "none" },
  { value: "date of last", label: "Date of the latest", needs: "none" },
  { value: "date of first", label: "Date of the first", needs: "none" },
  { value: "share", label: "Share of those that fit the filter", needs: "none" },
] as const satisfies readonly { value: Aggregate; label: string; needs: string }[];

export type Aggregate = AggregateFunction | "share";

export interface Parts {
  event: string;
  aggregate: Aggregate;
  property: string | null;
  where: Condition | null;
  window: Window;
}

const NUMERIC = new Set(["number", "money", "share"]);
/** What an aggregate can take of an event's properties. */
export function fits(aggregate: Aggregate, kind: string): boolean {
  const needs = AGGREGATES.find(({ value }) => value === aggregate)?.needs;
  if (needs === "number") return NUMERIC.has(kind);
  if (needs === "ordered") return NUMERIC.has(kind) || kind === "date";
  return needs === "any";
}

export function needsProperty(aggregate: Aggregate): boolean {
  return AGGREGATES.find(({ value }) => value === aggregate)?.needs !== "none";
}

/** What is chosen, as the language has it; null while something is still to be chosen. Filters without their values are left
 * out. */
export function valueOf({ event, aggregate, property, where, window }: Parts): Value | null {
  const made = (name: AggregateFunction, filter: Condition | null): Value => ({ op: "aggregate", function: name, events: { event, where: filter, window }, property: needsProperty(name) ? (property ?? "") : null });
  const filter = finishFilter(where);
  const value: Value = aggregate === "share" ? { op: "arithmetic", sign: "/", left: made("count", filter), right: made("count", null) } : made(aggregate, filter);
  return lacksValue(value) ? null : value;
}

/** The choices that make a value; null where none do. */
export function partsOf(value: Value): Parts | null {
  if (value.op === "aggregate") {
    const { event, where, window } = value.events;
    return { event, aggregate: value.function, property: value.property ?? null, where: where ?? null, window: window ?? { op: "ever" } };
  }
  if (value.op !== "arithmetic" || value.sign !== "/") return null;
  const [some, all] = [partsOf(value.left), partsOf(value.right)];
  const isShare = some?.aggregate === "count" && all?.aggregate === "count" && !all.where && some.event === all.event && JSON.stringify(some.window) === JSON.stringify(all.window);
  return isShare ? { ...some, aggregate: "share" } : null;
}

const SUFFIXES: Record<Aggregate, string> = {
  count: "count",
  sum: "total",
  average: "average",
  minimum: "lowest",
  maximum: "highest",
  distinct: "different",
  first: "first",
  last: "latest",
  "days since last": "days_since",
  "days since first": "days_since_first",
  "date of last": "latest_date",
  "date of first": "first_date",
  share: "share",
};

/** The fixed texts, numbers and days inside. */
function listLiterals(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap((each) => (typeof each === "string" ? [each] : listLiterals(each)));
  if (typeof node !== "object" || node === null) return [];
  const { op, value, day, pattern } = node as Record<string, unknown>;
  if ((op === "number" || op === "text") && value !== undefined) return [String(value as string)];
  if (op === "date") return [String(day)];
  return [...(typeof pattern === "string" ? [pattern] : []), ...Object.values(node).flatMap(listLiterals)];
}

function nameWindow(window: Window): string {
  const bound = (each: Extract<Window, { op: "since" }>["bound"]) => (each.op === "date" ? each.day : each.name.replace(/_/g, " "));
  switch (window.op) {
    case "ever":
      return "";
    case "last":
    case "next":
      return `${window.op} ${window.count} ${window.span}`;
    case "ago":
      return `${window.furthest} to ${window.nearest} days ago`;
    case "calendar":
      return `${window.which} ${window.period}`;
    case "between-dates":
      return `${bound(window.start)} to ${bound(window.end)}`;
    default:
      return `${window.op} ${bound(window.bound)}`;
  }
}

/** A title to begin with, in plain words; the person may write another. */
export function suggestTitle({ event, aggregate, property, where, window }: Parts, eventTitle = event): string {
  const subject = eventTitle.replace(/_/g, " ");
  const of = property?.replace(/_/g, " ");
  const head = {
    count: `${subject} count`,
    sum: `${subject} ${of ?? ""} total`,
    average: `${subject} ${of ?? ""} average`,
    minimum: `lowest ${of ?? ""} of ${subject}`,
    maximum: `highest ${of ?? ""} of ${subject}`,
    distinct: `different ${of ?? ""} of ${subject}`,
    first: `${of ?? ""} of first ${subject}`,
    last: `${of ?? ""} of latest ${subject}`,
    "days since last": `days since ${subject}`,
    "days since first": `days since first ${subject}`,
    "date of last": `date of latest ${subject}`,
    "date of first": `date of first ${subject}`,
    share: `share of ${subject}`,
  }[aggregate];
  const narrowed = listLiterals(finishFilter(where));
  const when = nameWindow(window);
  const text = [head, narrowed.length ? `(${narrowed.join(", ")})` : "", when].filter(Boolean).join(" ").replace(/\s+/g, " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A code name for a title: lower case, plain letters, no longer than a line can bear; free of the `taken` ones. */
export function suggestName(title: string, taken: ReadonlySet<string>, aggregate: Aggregate = "count"): string {
  const plain = title.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/ß/g, "ss").toLowerCase();
  const base = plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").replace(/^(\d)/, "v_$1").slice(0, 48) || `variable_${SUFFIXES[aggregate]}`;
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`;
  return name;
}
