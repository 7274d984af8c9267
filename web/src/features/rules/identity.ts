import type { Condition } from "./tree";

/** Nodes are plain data without names; what is on the screen needs one that survives edits (focus, dragging, counts). */
const names = new WeakMap<object, string>();
let last = 0;

export function nameOf(node: Condition): string {
  let name = names.get(node);
  if (!name) names.set(node, (name = `c${++last}`));
  return name;
}

/** The node that takes another's place goes on under its name. */
export function replaceBy<Kind extends Condition>(node: Condition, next: Kind): Kind {
  if (next !== node && !names.has(next)) names.set(next, nameOf(node));
  return next;
}
