import { describe, expect, it } from "vitest";
import type { Model } from "@/api";
import { isKept, listChoices, sayOf, together } from "./conditions";
import { nameFor } from "./listing";

type Condition = Model<"Condition">;
const flag = (name: string): Condition => ({ op: "flag", value: { op: "variable", name } });
const all = (...names: string[]): Condition => ({ op: "and", conditions: names.map(flag) });

function merge(base: Condition, theirs: Condition, mine: Condition) {
  const found = listChoices(base, theirs, mine);
  return found && { said: found.choices.map((choice) => `${(choice.condition as { value: { name: string } }).value.name}: ${sayOf(choice)}`), merged: together(found.op, found.choices.filter(isKept).map((choice) => choice.condition)) };
}

describe("two changes of one rule", () => {
  it("keeps what both left, adds what each added, drops what one took out", () => {
    expect(merge(all("a", "b", "c"), all("a", "b", "d"), all("a", "c", "e"))).toEqual({
      said: ["a: unchanged", "c: they took it out", "e: you added it", "b: you took it out", "d: they added it"],
      merged: all("a", "e", "d"),
    });
  });
  it("takes a single condition as a group of one", () => expect(merge(flag("a"), all("a", "b"), flag("a"))?.merged).toEqual(all("a", "b")));
  it("takes everyone as no condition", () => expect(merge({ op: "everyone" }, flag("a"), flag("b"))?.merged).toEqual(all("b", "a")));
  it("is the same whatever is left out of a tree", () => {
    const written: Condition = { op: "missing", value: { op: "variable", name: "a" }, negated: false };
    const short = { negated: false, value: { name: "a", op: "variable" }, op: "missing" } as Condition;
    expect(listChoices(written, short, written)?.choices).toHaveLength(1);
  });
  it("does not join any with all", () => expect(listChoices(all("a", "b"), { op: "or", conditions: [flag("a"), flag("b")] }, all("a", "b"))).toBeNull());
});

describe("a name made of a title", () => {
  it.each([["Slipping VIPs!", "slipping-vips"], ["10 % best", "s-10-best"], ["  ", "segment"], ["Ärzte & Köche", "ärzte-köche"], ["<b>🍊</b>", "b-b"]])("%s", (title, name) => expect(nameFor(title, new Set())).toBe(name));
  it("takes no name twice", () => expect(nameFor("VIPs", new Set(["vips", "vips-2"]))).toBe("vips-3"));
});
