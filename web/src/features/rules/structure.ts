/** Moves of conditions inside a draft, each by the name of a node. What is not there, or would make nonsense, changes nothing. */
import type { Draft } from "./draft";
import { nameOf, replaceBy } from "./identity";
import { type Condition, type Group, isGroup } from "./tree";

export interface Place {
  group: Group;
  /** The group, or the `not` around the condition, stands at this place of the group's conditions. */
  index: number;
  /** From the root down. */
  above: readonly Group[];
}

/** The group that holds a node; a node inside `not` stands where its `not` stands. */
export function placeOf(root: Draft, name: string, above: readonly Group[] = []): Place | null {
  for (const [index, condition] of root.conditions.entries()) {
    if (standsFor(condition, name)) return { group: root, index, above };
    const inner = innermost(condition);
    const found = isGroup(inner) ? placeOf(inner, name, [...above, root]) : null;
    if (found) return found;
  }
  return null;
}

function standsFor(condition: Condition, name: string): boolean {
  return nameOf(condition) === name || (condition.op === "not" && standsFor(condition.condition, name));
}

function innermost(condition: Condition): Condition {
  return condition.op === "not" ? innermost(condition.condition) : condition;
}

/** The draft with one group's conditions changed. */
function withGroup(root: Draft, group: Group, change: (conditions: Condition[]) => Condition[]): Draft {
  return rewrite(root, nameOf(group), (found) => (isGroup(found) ? { ...found, conditions: change([...found.conditions]) } : found)) as Draft;
}

/** The tree with the named node put in anew; nodes around it keep their names. */
export function rewrite(node: Condition, name: string, change: (node: Condition) => Condition): Condition {
  if (nameOf(node) === name) return replaceBy(node, change(node));
  if (isGroup(node)) {
    const conditions = node.conditions.map((condition) => rewrite(condition, name, change));
    return conditions.every((condition, index) => condition === node.conditions[index]) ? node : replaceBy(node, { ...node, conditions });
  }
  if (node.op === "not") {
    const condition = rewrite(node.condition, name, change);
    return condition === node.condition ? node : replaceBy(node, { ...node, condition });
  }
  return node;
}

/** Adds a condition to the named group, at its end or at a place. */
export function add(root: Draft, group: string, condition: Condition, index?: number): Draft {
  return rewrite(root, group, (found) => (isGroup(found) ? { ...found, conditions: found.conditions.toSpliced(index ?? found.conditions.length, 0, condition) } : found)) as Draft;
}

export function remove(root: Draft, name: string): Draft {
  const place = placeOf(root, name);
  return place ? withGroup(root, place.group, (conditions) => conditions.toSpliced(place.index, 1)) : root;
}

/** One place up (-1) or down (+1) within its group. */
export function shift(root: Draft, name: string, by: -1 | 1): Draft {
  const place = placeOf(root, name);
  const to = place ? place.index + by : -1;
  if (!place || to < 0 || to >= place.group.conditions.length) return root;
  return withGroup(root, place.group, (conditions) => conditions.toSpliced(place.index, 1).toSpliced(to, 0, conditions[place.index]!));
}

/** To where another node stands, or to the end of the named group. */
export function moveTo(root: Draft, name: string, target: string): Draft {
  const from = placeOf(root, name);
  const moved = from?.group.conditions[from.index];
  if (!from || !moved || name === target || holds(moved, target)) return root;
  const to = placeOf(root, target);
  if (to && to.group === from.group)
    return withGroup(root, from.group, (conditions) => conditions.toSpliced(from.index, 1).toSpliced(to.index, 0, moved));
  const without = remove(root, name);
  const place = placeOf(without, target);
  if (place) return withGroup(without, place.group, (conditions) => conditions.toSpliced(place.index, 0, moved));
  return add(without, target, moved);
}

function holds(node: Condition, name: string): boolean {
  if (nameOf(node) === name) return true;
  if (isGroup(node)) return node.conditions.some((condition) => holds(condition, name));
  return node.op === "not" && holds(node.condition, name);
}

/** Into a group of its own, of the other connective. */
export function wrap(root: Draft, name: string): Draft {
  const place = placeOf(root, name);
  if (!place) return root;
  return withGroup(root, place.group, (conditions) =>
    conditions.toSpliced(place.index, 1, { op: place.group.op === "and" ? "or" : "and", conditions: [conditions[place.index]!] }),
  );
}

/** Out of its group, to behind it; a group that is then empty goes. */
export function lift(root: Draft, name: string): Draft {
  const place = placeOf(root, name);
  const outer = place?.above.at(-1);
  if (!place || !outer) return root;
  const moved = place.group.conditions[place.index]!;
  const at = placeOf(root, nameOf(place.group))!.index;
  const isLast = place.group.conditions.length === 1;
  const without = remove(root, isLast ? nameOf(place.group) : name);
  return add(without, nameOf(outer), moved, isLast ? at : at + 1);
}

/** A group's conditions in its place. */
export function dissolve(root: Draft, group: string): Draft {
  const place = placeOf(root, group);
  const found = place?.group.conditions[place.index];
  if (!place || !found || !isGroup(found)) return root;
  return withGroup(root, place.group, (conditions) => conditions.toSpliced(place.index, 1, ...found.conditions));
}

/** Turns a condition round: into `not`, or out of it. */
export function negate(root: Draft, name: string): Draft {
  const place = placeOf(root, name);
  if (!place) return root;
  return withGroup(root, place.group, (conditions) => {
    const found = conditions[place.index]!;
    return conditions.toSpliced(place.index, 1, found.op === "not" ? found.condition : { op: "not", condition: found });
  });
}

/** The same once more, below it. */
export function repeat(root: Draft, name: string): Draft {
  const place = placeOf(root, name);
  if (!place) return root;
  return withGroup(root, place.group, (conditions) => conditions.toSpliced(place.index + 1, 0, structuredClone(conditions[place.index]!)));
}
