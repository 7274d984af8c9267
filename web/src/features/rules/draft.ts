import { nameOf, replaceBy } from "./identity";
import { type Condition, type Group, isGroup, type Value, type Window } from "./tree";

/** What is edited: its root is always a group (an empty one is everyone), groups may be too small and values not chosen yet. */
export type Draft = Group;

export function draftOf(rule: Condition): Draft {
  if (isGroup(rule)) return rule;
  return { op: "and", conditions: rule.op === "everyone" ? [] : [rule] };
}

export interface Finished {
  rule: Condition;
  /** The names of the nodes that stand at a path of the rule, as the API writes paths (`conditions.0.condition`). */
  names: Map<string, string[]>;
  /** The names of conditions that are left out until something is chosen in them. */
  unfinished: string[];
}

/** The rule that a draft says: conditions without their values left out, groups of one taken as their condition. */
export function finish(draft: Draft): Finished {
  const names = new Map<string, string[]>();
  const unfinished: string[] = [];
  const rule = prune(draft, unfinished);
  if (rule) note(rule.node, "", names, rule.aliases);
  else names.set("", [nameOf(draft)]);
  return { rule: rule?.node ?? { op: "everyone" }, names, unfinished };
}

interface Pruned {
  node: Condition;
  /** Names of drafts that this node alone stands for, by the node. */
  aliases: Map<Condition, string[]>;
}

function prune(node: Condition, unfinished: string[]): Pruned | null {
  if (isGroup(node)) {
    const parts = node.conditions.map((condition) => prune(condition, unfinished)).filter((part) => part !== null);
    const aliases = new Map(parts.flatMap((part) => [...part.aliases]));
    if (parts.length === 0) return null;
    if (parts.length === 1) {
      const only = parts[0]!.node;
      aliases.set(only, [...(aliases.get(only) ?? []), nameOf(node)]);
      return { node: only, aliases };
    }
    const isSame = parts.length === node.conditions.length && parts.every((part, index) => part.node === node.conditions[index]);
    return { node: isSame ? node : replaceBy(node, { ...node, conditions: parts.map((part) => part.node) }), aliases };
  }
  if (node.op === "not") {
    const inside = prune(node.condition, unfinished);
    if (!inside) return null;
    return { node: inside.node === node.condition ? node : replaceBy(node, { ...node, condition: inside.node }), aliases: inside.aliases };
  }
  if (lacks(node)) {
    unfinished.push(nameOf(node), ...listLacking(node));
    return null;
  }
  return { node, aliases: new Map() };
}

function note(node: Condition, path: string, names: Map<string, string[]>, aliases: Map<Condition, string[]>): void {
  names.set(path, [nameOf(node), ...(aliases.get(node) ?? [])]);
  const at = (step: string) => (path ? `${path}.${step}` : step);
  if (isGroup(node)) node.conditions.forEach((condition, index) => note(condition, at(`conditions.${index}`), names, aliases));
  if (node.op === "not") note(node.condition, at("condition"), names, aliases);
  for (const [step, where] of listPeople(node)) note(where, at(step), names, aliases);
}

/** What is asked of people directly inside a condition, each with its path: it is counted too, in people. */
function listPeople(node: Condition): [string, Condition][] {
  if (node.op === "people") return [["where", node.where]];
  const inside = (step: string, value: Value): [string, Condition][] => {
    if (value.op === "people-count") return [[`${step}.where`, value.where]];
    if (value.op === "arithmetic") return [...inside(`${step}.left`, value.left), ...inside(`${step}.right`, value.right)];
    return value.op === "elapsed" ? inside(`${step}.value`, value.value) : [];
  };
  return Object.entries(node).flatMap(([step, value]) => (isValue(value) ? inside(step, value) : []));
}

const isValue = (value: unknown): value is Value => typeof value === "object" && value !== null && "op" in value;

/** The conditions about people inside that wait for something themselves. */
function listLacking(node: Condition): string[] {
  return listPeople(node).flatMap(([, where]) => {
    const waiting: string[] = [];
    prune(where, waiting);
    return waiting;
  });
}

/** Whether a condition still waits for something to be chosen. */
export function lacks(node: Condition): boolean {
  switch (node.op) {
    case "everyone":
      return false;
    case "compare":
      return lacksValue(node.left) || lacksValue(node.right);
    case "in-range":
      return [node.value, node.low, node.high].some(lacksValue);
    case "one-of":
      return lacksValue(node.value) || node.options.length === 0 || node.options.some(lacksValue);
    case "text-match":
      return lacksValue(node.value) || node.pattern === "";
    case "missing":
    case "flag":
      return lacksValue(node.value);
    case "set-has":
      return lacksValue(node.value) || node.options.length === 0;
    case "date-is":
    case "anniversary":
      return lacksValue(node.value) || lacksWindow(node.window);
    case "done":
      return lacksEvents(node.events);
    case "sequence":
      return node.steps.length < 2 || node.steps.some((step) => !step.event || lacksWhere(step.where)) || lacksWindow(node.window);
    case "rank":
      return node.amount === "" || lacksValue(node.by);
    case "percentile-range":
      return node.low === "" || node.high === "" || lacksValue(node.by);
    case "random-share":
      return node.low === "" || node.high === "" || node.salt === "";
    case "in-segment":
      return node.name === "";
    case "people":
      return lacks(node.where);
    case "and":
    case "or":
      return node.conditions.length < 2 || node.conditions.some(lacks);
    case "not":
      return lacks(node.condition);
  }
}

const lacksWhere = (where: Condition | null | undefined) => where !== null && where !== undefined && lacks(where);

function lacksEvents(events: { event: string; where?: Condition | null; window?: Window }): boolean {
  return !events.event || lacksWhere(events.where) || lacksWindow(events.window);
}

export function lacksValue(value: Value): boolean {
  switch (value.op) {
    case "number":
      return value.value === "" || value.value === "-";
    case "text":
    case "yes-no":
      return false;
    case "date":
      return value.day === "";
    case "variable":
    case "account-variable":
      return value.name === "";
    case "aggregate":
      return lacksEvents(value.events) || value.property === "";
    case "arithmetic":
      return lacksValue(value.left) || lacksValue(value.right);
    case "elapsed":
      return lacksValue(value.value);
    case "people-count":
      return lacks(value.where);
  }
}

function lacksWindow(window: Window | undefined): boolean {
  if (!window) return false;
  switch (window.op) {
    case "between-dates":
      return [window.start, window.end].some((bound) => (bound.op === "date" ? bound.day === "" : bound.name === ""));
    case "before":
    case "after":
    case "since":
      return window.bound.op === "date" ? window.bound.day === "" : window.bound.name === "";
    default:
      return false;
  }
}
