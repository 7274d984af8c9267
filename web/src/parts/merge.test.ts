import { expect, it } from "vitest";
import { findChanges, isSame, mergeFields } from "./merge";

const base = { title: "A", goal: 1, teams: { Shop: "x", Board: "y" } };

it("tells who changed what, and loses nothing of either", () => {
  const mine = { ...base, title: "B", by: "2027-01-01" };
  const theirs = { ...base, goal: 2, title: "C", teams: { Board: "y", Shop: "x" } };
  const changes = findChanges(base, mine, theirs);
  expect(changes.map(({ field, by }) => [field, by])).toEqual([["title", "both"], ["goal", "them"], ["by", "me"]]);
  expect(mergeFields<object>(mine, theirs, { goal: "theirs", title: "mine" })).toEqual({ ...mine, goal: 2 });
});

it("takes nothing, null and empty for the same", () => {
  expect(isSame({ a: null, b: "" }, {})).toBe(true);
  expect(isSame(["a", "b"], ["b", "a"])).toBe(false);
});
