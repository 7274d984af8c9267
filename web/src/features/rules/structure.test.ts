import { describe, expect, it } from "vitest";
import { type Draft, draftOf, finish } from "./draft";
import { nameOf } from "./identity";
import { add, dissolve, lift, moveTo, negate, placeOf, remove, repeat, shift, wrap } from "./structure";
import type { Condition, Group } from "./tree";

const flag = (name: string): Condition => ({ op: "flag", value: { op: "variable", name } });
const [a, b, c, d] = [flag("a"), flag("b"), flag("c"), flag("d")] as const;
const make = (): { root: Draft; inner: Group } => {
  const inner: Group = { op: "or", conditions: [c, d] };
  return { root: { op: "and", conditions: [a, b, { op: "not", condition: inner }] }, inner };
};

/** The draft as a short text. */
function say(node: Condition): string {
  if (node.op === "and" || node.op === "or") return `${node.op}(${node.conditions.map(say).join(" ")})`;
  if (node.op === "not") return `not ${say(node.condition)}`;
  return node.op === "flag" && node.value.op === "variable" ? node.value.name : node.op;
}

describe("moves", () => {
  const { root, inner } = make();
  it.each<[string, () => Draft, string]>([
    ["down", () => shift(root, nameOf(a), 1), "and(b a not or(c d))"],
    ["up at the top stays", () => shift(root, nameOf(a), -1), "and(a b not or(c d))"],
    ["into a group", () => wrap(root, nameOf(a)), "and(or(a) b not or(c d))"],
    ["out of a group that is turned round", () => lift(root, nameOf(d)), "and(a b not or(c) d)"],
    ["out of the root stays", () => lift(root, nameOf(a)), "and(a b not or(c d))"],
    ["to a place in another group", () => moveTo(root, nameOf(a), nameOf(d)), "and(b not or(c a d))"],
    ["to before another", () => moveTo(root, nameOf(b), nameOf(a)), "and(b a not or(c d))"],
    ["a group into itself stays", () => moveTo(root, nameOf(inner), nameOf(c)), "and(a b not or(c d))"],
    ["a group that is turned round takes its not along", () => shift(root, nameOf(inner), -1), "and(a not or(c d) b)"],
    ["turn round", () => negate(root, nameOf(a)), "and(not a b not or(c d))"],
    ["turn round back", () => negate(root, nameOf(inner)), "and(a b or(c d))"],
    ["dissolve only what is not turned round", () => dissolve(root, nameOf(inner)), "and(a b not or(c d))"],
    ["repeat", () => repeat(root, nameOf(b)), "and(a b b not or(c d))"],
    ["remove", () => remove(root, nameOf(c)), "and(a b not or(d))"],
    ["add", () => add(root, nameOf(inner), flag("e")), "and(a b not or(c d e))"],
  ])("%s", (_, move, expected) => expect(say(move())).toBe(expected));

  it("keeps the names of what moves and of what is around it", () => {
    const moved = moveTo(root, nameOf(a), nameOf(d));
    expect(nameOf(moved)).toBe(nameOf(root));
    expect(placeOf(moved, nameOf(a))?.index).toBe(1);
    expect(nameOf(placeOf(moved, nameOf(a))!.group)).toBe(nameOf(inner));
  });
  it("gives a repeated condition a name of its own", () => {
    const [, first, second] = repeat(root, nameOf(b)).conditions;
    expect(nameOf(second!)).not.toBe(nameOf(first!));
  });
});

describe("a draft's rule", () => {
  it("leaves out what is not chosen yet, and takes a group of one as its condition", () => {
    const waiting: Condition = { op: "one-of", value: { op: "variable", name: "x" }, options: [], negated: false };
    const group: Group = { op: "or", conditions: [waiting, a] };
    const finished = finish({ op: "and", conditions: [b, group] });
    expect(say(finished.rule)).toBe("and(b a)");
    expect(finished.unfinished).toEqual([nameOf(waiting)]);
    expect(finished.names.get("conditions.1")).toEqual([nameOf(a), nameOf(group)]);
  });
  it("is everyone where nothing is asked", () => expect(finish({ op: "or", conditions: [] }).rule).toEqual({ op: "everyone" }));
  it("leaves out a not without its condition", () => {
    expect(say(finish({ op: "and", conditions: [a, { op: "not", condition: { op: "or", conditions: [] } }] }).rule)).toBe("a");
  });
  it("is the rule that it was made of", () => {
    for (const rule of [a, make().root, { op: "not", condition: make().root } as Condition]) expect(finish(draftOf(rule)).rule).toBe(rule);
  });
});

describe("what is asked of people", () => {
  const group: Group = { op: "and", conditions: [a, b] };
  const people: Condition = { op: "people", quantifier: "any", where: group };
  const number: Condition = { op: "compare", sign: ">", left: { op: "people-count", where: c }, right: { op: "number", value: "2" } };

  it("has the paths under which the server counts it", () => {
    const { names, unfinished } = finish({ op: "or", conditions: [people, { op: "not", condition: number }] });
    expect(unfinished).toEqual([]);
    for (const [path, node] of [["conditions.0", people], ["conditions.0.where", group], ["conditions.0.where.conditions.1", b], ["conditions.1.condition.left.where", c]] as const)
      expect(names.get(path)).toEqual([nameOf(node)]);
  });

  it("is unfinished with the condition that holds it", () => {
    const empty: Condition = { op: "text-match", how: "contains", value: { op: "variable", name: "name" }, pattern: "" };
    const waiting: Condition = { op: "people", quantifier: "all", where: { op: "and", conditions: [a, empty] } };
    const { rule, unfinished } = finish({ op: "and", conditions: [a, waiting] });
    expect(rule).toEqual(a);
    expect(unfinished).toEqual([nameOf(waiting), nameOf(empty)]);
  });
});
