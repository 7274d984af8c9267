/** All that a rule can be begun with, in sections that a marketer would look for. */
import { begin } from "./operators";
import { type Aggregate, type AggregateFunction, type Condition, number, type Value, variable, WITH_PROPERTY } from "./tree";
import { accountOf, type EventType, type Field, fieldsOf, type Ground, isNumeric, type Kind, unitOf } from "./vocabulary";
import { eventWords, FAMILY_WORDS, valueWords } from "./words";

export interface Entry<Made> {
  id: string;
  section: string;
  title: string;
  about?: string | undefined;
  /** Shown only when it is searched for. */
  isFurther?: boolean;
  /** Further words that find it. */
  search?: string;
  make: () => Made;
}

const KIND_WORDS: Record<Kind, string> = {
  number: "a number",
  money: "an amount of money",
  share: "a share",
  category: "a category",
  ordered: "levels in order",
  flag: "yes or no",
  date: "a date",
  set: "several at once",
  text: "a text",
  identifier: "a text",
};

const UPPER = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1);

function about(field: Field): string {
  const known = field.known === null || field.known === undefined ? "" : ` · known for ${Math.round(field.known * 100)} %`;
  return `${KIND_WORDS[field.kind]}${field.kind === "ordered" && field.levels?.length ? `: ${field.levels.slice(0, 3).join(", ")}${field.levels.length > 3 ? " …" : ""}` : ""}${known}`;
}

const aggregate = (event: EventType, name: AggregateFunction, property?: Field): Aggregate => ({
  op: "aggregate",
  function: name,
  events: { event: event.name, where: null, window: { op: "ever" } },
  property: property && WITH_PROPERTY.has(name) ? property.name : null,
});

const didWhat = (ground: Ground, event: EventType) => `What people did: ${eventWords(ground, event.name)}`;

/** Every value that can be asked of a unit, or inside a filter of its events. */
export function listValues(ground: Ground): Entry<Value>[] {
  const fields = fieldsOf(ground).map((field): Entry<Value> => ({
    id: `field ${field.name}`,
    section: ground.event === undefined ? (FAMILY_WORDS[field.family ?? ""] ?? "Other columns") : `Of the ${eventWords(ground, ground.event)}`,
    title: field.title,
    about: about(field),
    search: field.name,
    make: () => variable(field.name),
  }));
  if (ground.event !== undefined) return [...fields, ...listCalculations(ground)];
  const account = accountOf(ground);
  const ofAccount = (account?.fields ?? []).map((field): Entry<Value> => ({
    id: `account ${field.name}`,
    section: "Their account",
    title: field.title,
    about: about(field),
    search: `account ${field.name}`,
    make: () => ({ op: "account-variable", name: field.name }),
  }));
  return [...listAggregates(ground), ...fields, ...ofAccount, ...listCalculations(ground)];
}

const OF_NUMBERS: AggregateFunction[] = ["sum", "average", "minimum", "maximum", "distinct", "first", "last"];
const OF_DATES: AggregateFunction[] = ["minimum", "maximum", "distinct", "first", "last"];
const OF_OTHERS: AggregateFunction[] = ["distinct", "first", "last"];
const USUAL = new Set<AggregateFunction>(["count", "days since last", "sum"]);

function listAggregates(ground: Ground): Entry<Value>[] {
  return unitOf(ground).events.flatMap((event) => {
    const plainOnes: AggregateFunction[] = ["count", "days since last", "days since first", "date of last", "date of first"];
    const ofProperties = event.properties.flatMap((property) =>
      (isNumeric(property.kind) ? OF_NUMBERS : property.kind === "date" ? OF_DATES : property.kind === "set" ? [] : OF_OTHERS).map((name) => aggregate(event, name, property)),
    );
    return [...plainOnes.map((name) => aggregate(event, name)), ...ofProperties].map((value): Entry<Value> => ({
      id: `event ${value.function} ${event.name} ${value.property ?? ""}`,
      section: didWhat(ground, event),
      title: UPPER(valueWords(value, ground)),
      about: value.function === "count" ? "how often, in any time and with any filter" : undefined,
      isFurther: !USUAL.has(value.function),
      search: event.name,
      make: () => structuredClone(value),
    }));
  });
}

function listCalculations(ground: Ground): Entry<Value>[] {
  const section = "Calculations";
  const dates = fieldsOf(ground).filter((field) => field.kind === "date");
  const numeric = fieldsOf(ground).find((field) => isNumeric(field.kind));
  const side = (): Value => (numeric ? variable(numeric.name) : number("1"));
  const since = dates.map((field): Entry<Value> => ({
    id: `since ${field.name}`,
    section,
    title: `Time since ${field.title.toLowerCase()}`,
    about: "in whole days, months or years",
    make: () => ({ op: "elapsed", span: "days", value: variable(field.name) }),
  }));
  const people: Entry<Value>[] =
    ground.event === undefined && unitOf(ground).people
      ? [{ id: "people-count", section: "Their people", title: "Number of people …", about: "who satisfy a condition", make: () => ({ op: "people-count", where: { op: "everyone" } }) }]
      : [];
  return [
    ...people,
    ...since,
    { id: "arithmetic", section, title: "A calculation", about: "plus, minus, times or divided by", search: "sum ratio difference", make: () => ({ op: "arithmetic", sign: "/", left: side(), right: side() }) },
  ];
}

/** Every condition that can be added. */
export function listConditions(ground: Ground): Entry<Condition>[] {
  const statements = listValues(ground).map((entry): Entry<Condition> => ({ ...entry, make: () => begin(entry.make(), ground) }));
  if (ground.event !== undefined) return statements;
  return [...listDone(ground), ...statements, ...listSequences(ground), ...listOthers(ground)];
}

function listDone(ground: Ground): Entry<Condition>[] {
  return unitOf(ground).events.flatMap((event): Entry<Condition>[] => {
    const word = eventWords(ground, event.name);
    const one = (negated: boolean): Condition => ({ op: "done", events: { event: event.name, where: null, window: { op: "ever" } }, negated });
    return [
      { id: `done ${event.name}`, section: didWhat(ground, event), title: `Has at least one ${word}`, search: event.name, make: () => one(false) },
      { id: `not done ${event.name}`, section: didWhat(ground, event), title: `Has no ${word}`, about: "also those who never had any", search: event.name, make: () => one(true) },
    ];
  });
}

function listSequences(ground: Ground): Entry<Condition>[] {
  const { events } = unitOf(ground);
  const [first, second] = [events[0], events[1] ?? events[0]];
  if (!first || !second) return [];
  const section = "One after the other";
  const steps = (within: number | null) => [{ event: first.name, where: null, within: null, span: "days" as const }, { event: second.name, where: null, within, span: "days" as const }];
  return [
    { id: "sequence", section, title: "One thing, then another", about: `such as: ${eventWords(ground, first.name)}, then ${eventWords(ground, second.name)}`, search: "sequence followed by", make: () => ({ op: "sequence", steps: steps(null), negated_last: false, window: { op: "ever" } }) },
    { id: "not sequence", section, title: "One thing, and then not another", about: "within some days", search: "sequence not followed by abandoned", make: () => ({ op: "sequence", steps: steps(7), negated_last: true, window: { op: "ever" } }) },
  ];
}

function listOthers(ground: Ground): Entry<Condition>[] {
  const { segments, people, fields, events } = unitOf(ground);
  const ranked = fields.find((field) => field.kind === "money") ?? fields.find((field) => isNumeric(field.kind));
  const by = ranked ? variable(ranked.name) : events[0] ? aggregate(events[0], "count") : null;
  const entries: Entry<Condition>[] = segments.map((segment) => ({
    id: `segment ${segment.name}`,
    section: "Segments",
    title: `In “${segment.title}”`,
    about: segment.customers === null || segment.customers === undefined ? undefined : `${segment.customers.toLocaleString()} customers`,
    search: segment.name,
    make: () => ({ op: "in-segment", name: segment.name }),
  }));
  if (by)
    entries.push(
      { id: "rank", section: "Among others", title: "The top or bottom by a value", about: "the best 10 %, the first 100, within each country …", search: "rank best worst percent", make: () => ({ op: "rank", side: "top", amount: "10", in_percent: true, by }) },
      { id: "percentiles", section: "Among others", title: "Between two percentiles of a value", search: "middle quartile", make: () => ({ op: "percentile-range", low: "40", high: "60", by }) },
    );
  entries.push({ id: "random", section: "Among others", title: "A random share of everyone", about: "always the same people for the same name: for tests", search: "sample control group", make: () => ({ op: "random-share", low: "0", high: "10", salt: "test" }) });
  if (people)
    entries.push({ id: "people", section: "Their people", title: "Any, all or none of its people …", about: "satisfy a condition", search: "account contacts", make: () => ({ op: "people", quantifier: "any", where: { op: "everyone" } }) });
  entries.push({ id: "everyone", section: "Among others", title: "Everyone", make: () => ({ op: "everyone" }) });
  return entries;
}

/** The entries that hold all the words of a search, in their sections; without a search the usual ones. */
export function find<Made>(entries: readonly Entry<Made>[], search: string): Map<string, Entry<Made>[]> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (entry: Entry<Made>) => {
    const all = `${entry.title} ${entry.section} ${entry.search ?? ""}`.toLowerCase();
    return words.length ? words.every((word) => all.includes(word)) : !entry.isFurther;
  };
  const found = new Map<string, Entry<Made>[]>();
  for (const entry of entries.filter(fits).sort((a, b) => distance(a, search) - distance(b, search)))
    found.set(entry.section, [...(found.get(entry.section) ?? []), entry]);
  return found;
}

/** How far an entry is from what was typed: its title first, and what is usual before what is rare. */
function distance<Made>(entry: Entry<Made>, search: string): number {
  const [title, typed] = [entry.title.toLowerCase(), search.trim().toLowerCase()];
  if (!typed) return 0;
  return (title === typed ? 0 : title.startsWith(typed) ? 1 : title.includes(typed) ? 2 : 3) + (entry.isFurther ? 3 : 0);
}
