import { expect, it } from "vitest";
import type { Model } from "@/api";
import { layRows, listMust, recommend } from "./criteria";

const score = (criterion: string, weight: number, more: object = {}) => ({ criterion, title: criterion, weight, points: 1, knocks_out: false, figure: "", sentence: "", ...more }) as Model<"Score">;
const card = (title: string, points: number | null, scores: Model<"Score">[]) => ({ name: title, title, points, scores, sentence: `${title}.`, knocked_out: [] }) as unknown as Model<"Scorecard">;

it("puts criteria side by side, the heaviest first, with a gap where a card has none", () => {
  const rows = layRows([card("a", 90, [score("stable", 15), score("manageable", 5)]), card("b", 80, [score("stable", 15)])]);
  expect(rows.map((row) => row.criterion)).toEqual(["stable", "manageable"]);
  expect(rows[1]!.scores[1]).toBeNull();
});

it("tells knock-outs apart from what could not be judged", () => {
  const must = listMust(card("a", null, [score("stable", 15, { knocks_out: true, points: 0 }), score("distinct", 15, { points: null }), score("covering", 10)]));
  expect(must.map((each) => [each.criterion, each.isMet])).toEqual([["distinct", null], ["stable", false]]);
});

it("recommends the best, says when two are as good, and when none can be used", () => {
  expect(recommend([])).toBeNull();
  expect(recommend([card("a", 90, []), card("b", 70, [])])).toEqual({ title: "Use a", said: "a." });
  expect(recommend([card("a", 90, []), card("b", 89, [])])!.said).toContain("b is as good");
  expect(recommend([card("a", null, [])])!.title).toBe("a cannot be used yet");
});
