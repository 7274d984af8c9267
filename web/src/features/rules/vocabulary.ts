/** What a rule may talk about, in the words that people see. */
import type { AggregateFunction, Value } from "./tree";

export type Kind = "number" | "money" | "share" | "category" | "ordered" | "flag" | "date" | "set" | "text" | "identifier";

export interface Field {
  name: string;
  title: string;
  kind: Kind;
  family?: string | null;
  levels?: readonly string[] | null;
  currency?: string | null;
  /** The share of customers that have a value, where known. */
  known?: number | null;
  /** Set where looking back sees today's value. */
  asKnownOn?: string | null;
}

export interface EventType {
  name: string;
  title: string;
  properties: readonly Field[];
}

export interface SegmentEntry {
  name: string;
  title: string;
  customers?: number | null;
}

export interface UnitWords {
  name: string;
  fields: readonly Field[];
  events: readonly EventType[];
  segments: readonly SegmentEntry[];
  /** The unit whose members belong to this one's. */
  people?: string | null;
  /** The unit that this one's members belong to. */
  account?: string | null;
}

export interface Vocabulary {
  units: Readonly<Record<string, UnitWords>>;
  mainUnit: string;
}

/** Whom or what a condition is about: customers of a unit, or the events inside a filter. */
export interface Ground {
  vocabulary: Vocabulary;
  unit: string;
  event?: string | undefined;
}

const NOBODY: UnitWords = { name: "", fields: [], events: [], segments: [] };

export const unitOf = (ground: Ground): UnitWords => ground.vocabulary.units[ground.unit] ?? NOBODY;
export const accountOf = (ground: Ground): UnitWords | null => ground.vocabulary.units[unitOf(ground).account ?? ""] ?? null;
export const eventOf = (ground: Ground, name: string): EventType | undefined => unitOf(ground).events.find((event) => event.name === name);

export function peopleGround(ground: Ground): Ground {
  return { vocabulary: ground.vocabulary, unit: unitOf(ground).people ?? ground.unit };
}

/** The fields that a condition may name here: the event's properties inside a filter, else the unit's variables. */
export function fieldsOf(ground: Ground): readonly Field[] {
  return ground.event !== undefined ? (eventOf(ground, ground.event)?.properties ?? []) : unitOf(ground).fields;
}

export const fieldOf = (ground: Ground, name: string): Field | undefined => fieldsOf(ground).find((field) => field.name === name);

/** A name as words, where nothing better is known. */
export function plain(name: string): string {
  return name.replace(/[_-]+/g, " ").replace("/", ": ");
}

export const titleOf = (ground: Ground, name: string): string => fieldOf(ground, name)?.title ?? plain(name);

const COUNT: Field = { name: "", title: "", kind: "number" };

/** What kind of thing a value is; undefined where that is not known. */
export function typeOf(value: Value, ground: Ground): Field | undefined {
  switch (value.op) {
    case "number":
    case "elapsed":
    case "people-count":
      return COUNT;
    case "text":
      return { ...COUNT, kind: "text" };
    case "yes-no":
      return { ...COUNT, kind: "flag" };
    case "date":
      return { ...COUNT, kind: "date" };
    case "variable":
      return fieldOf(ground, value.name);
    case "account-variable":
      return accountOf(ground)?.fields.find((field) => field.name === value.name);
    case "aggregate":
      return typeOfAggregate(value.function, eventOf(ground, value.events.event)?.properties.find((field) => field.name === value.property));
    case "arithmetic": {
      const sides = [typeOf(value.left, ground), typeOf(value.right, ground)];
      const money = sides.filter((side) => side?.kind === "money");
      return money.length === 1 && value.sign !== "/" ? money[0] : money.length === 2 && (value.sign === "+" || value.sign === "-") ? money[0] : COUNT;
    }
  }
}

function typeOfAggregate(name: AggregateFunction, property: Field | undefined): Field | undefined {
  if (name === "date of first" || name === "date of last") return { ...COUNT, kind: "date" };
  if (name === "count" || name === "distinct" || name.startsWith("days")) return COUNT;
  return property;
}

export const isNumeric = (kind: Kind | undefined) => kind === "number" || kind === "money" || kind === "share";
