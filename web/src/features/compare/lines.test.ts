import { expect, it } from "vitest";
import type { Model } from "@/api";
import { chooseLines, findScale, listFamilies, sayShared } from "./lines";

const line = (variable: string, values: (number | null)[], more: object = {}) =>
  ({ variable, title: variable, family: "value", kind: "number", everyone: null, in_rule: [], cells: values.map((value) => ({ value, low: value, high: value, n: 9 })), ...more }) as unknown as Model<"ComparedLine">;

it("has one scale for all segments and everyone", () => {
  expect(findScale(line("a", [10, 50], { everyone: 100 }))).toEqual({ from: 0, to: 104 });
  expect(findScale(line("a", [-10, 40])).from).toBe(-10);
  expect(findScale(line("a", [null]))).toEqual({ from: 0, to: 1 });
});

it("leaves out what is empty, and on request what the rules are made of", () => {
  const lines = [line("a", [1, 2]), line("b", [null, null]), line("c", [1, 2], { family: "needs", in_rule: ["vips"] })];
  expect(chooseLines(lines, null, true).map((each) => each.variable)).toEqual(["a", "c"]);
  expect(chooseLines(lines, null, false).map((each) => each.variable)).toEqual(["a"]);
  expect(chooseLines(lines, "needs", true).map((each) => each.variable)).toEqual(["c"]);
  expect(listFamilies(lines)).toEqual(["value", "needs"]);
});

it("says how much of two segments is the same", () => {
  const [vips, loyal] = [{ title: "VIPs", customers: 100 }, { title: "Loyal", customers: 400 }] as Model<"SegmentSize">[];
  const write = { count: String, share: (value: number) => `${value * 100} %` };
  expect(sayShared(vips!, loyal!, 50, write)).toBe("50 in both: 50 % of VIPs, 12.5 % of Loyal");
  expect(sayShared(vips!, loyal!, 0, write)).toBe("no customer in both");
  expect(sayShared(vips!, loyal!, null, write)).toContain("too few");
});
