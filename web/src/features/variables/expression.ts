/** The text of a value as the rule language reads it, made of what a person chose. */

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
  { value: "share", label: "Share of those that fit the filter", needs: "none" },
] as const;

export type Aggregate = (typeof AGGREGATES)[number]["value"];

export interface Filter {
  property: string;
  kind: string;
  comparison: "=" | "!=" | ">" | ">=" | "<" | "<=" | "contains";
  value: string;
}

export type Window =
  | { is: "ever" }
  | { is: "last"; amount: number; unit: "days" | "weeks" | "months" | "years" }
  | { is: "ago"; from: number; to: number }
  | { is: "since"; day: string }
  | { is: "calendar"; which: "this month" | "last month" | "this quarter" | "last quarter" | "this year" | "last year" };

export interface Parts {
  event: string;
  aggregate: Aggregate;
  property: string | null;
  filters: readonly Filter[];
  window: Window;
}

const NUMERIC = new Set(["number", "money", "share"]);
const RESERVED = new Set(
  "and or not in is between has any all none where yes no true false missing known contains starts ends with matches before after since last next this first top bottom by within among random of segment everyone sequence then followed count sum average minimum maximum min max distinct days months years date anniversary ago today yesterday tomorrow percentile the to and of people account day week month quarter year hours weeks".split(" "),
);

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

/** A name as the language reads it: in backticks where it is no plain word. */
export function writeName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `\`${name.replace(/`/g, "")}\``;
}

export function writeText(text: string): string {
  return `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}

function writeFilter({ property, kind, comparison, value }: Filter): string {
  const name = writeName(property);
  if (kind === "flag") return comparison === "!=" || value === "no" ? `${name} = no` : name;
  if (comparison === "contains") return kind === "set" ? `${name} has any (${writeText(value)})` : `${name} contains ${writeText(value)}`;
  if (kind === "set") return `${name} has ${comparison === "!=" ? "none" : "any"} (${writeText(value)})`;
  if (NUMERIC.has(kind)) return `${name} ${comparison} ${value.trim().replace(",", ".") || "0"}`;
  if (kind === "date") return `${name} ${{ ">": "after", ">=": "since", "<": "before", "<=": "before", "=": "=", "!=": "!=" }[comparison]} ${value}`;
  return `${name} ${comparison} ${writeText(value)}`;
}

export function writeWindow(window: Window): string {
  switch (window.is) {
    case "ever":
      return "";
    case "last":
      return `last ${window.amount} ${window.unit}`;
    case "ago":
      return `${Math.max(window.from, window.to)} to ${Math.min(window.from, window.to)} days ago`;
    case "since":
      return `since ${window.day}`;
    case "calendar":
      return window.which;
  }
}

/** The whole expression, such as `sum(order.amount where channel = "phone", last 90 days)`. */
export function writeExpression({ event, aggregate, property, filters, window }: Parts): string {
  const usable = filters.filter(({ property: name, value, kind }) => name && (value.trim() !== "" || kind === "flag"));
  const where = usable.length ? ` where ${usable.map(writeFilter).join(" and ")}` : "";
  const when = writeWindow(window);
  const inside = (filter: string, what = writeName(event)) => `${what}${filter}${when ? `, ${when}` : ""}`;
  if (aggregate === "share") return `count(${inside(where)}) / count(${inside("")})`;
  const what = needsProperty(aggregate) && property ? `${writeName(event)}.${writeName(property)}` : writeName(event);
  return `${aggregate}(${inside(where, what)})`;
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
  share: "share",
};

/** A title to begin with, in plain words; the person may write another. */
export function suggestTitle({ event, aggregate, property, filters, window }: Parts, eventTitle = event): string {
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
    share: `share of ${subject}`,
  }[aggregate];
  const narrowed = filters.filter(({ value }) => value).map(({ value }) => value);
  const when = writeWindow(window);
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
