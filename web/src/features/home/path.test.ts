import { describe, expect, it } from "vitest";
import type { Model } from "@/api";
import { chooseSegments, layPath, sayProgress } from "./path";

const step = (page: string, state: string) => ({ page, state, title: page, sentence: "" }) as Model<"ChainStep">;

describe("the chain as a path", () => {
  const stops = layPath([step("targets", "done"), step("data", "done"), step("variables", "stale"), step("patterns", "next"), step("discover", "next"), step("segments", "missing")]);

  it("leads every step to its page and says its state in words", () => {
    expect(stops.map((stop) => stop.address)).toEqual(["/targets", "/data", "/variables", "/patterns", "/discover", "/segments"]);
    expect(stops.map((stop) => stop.word)).toEqual(["done", "done", "out of date", "next", "not done yet", "not done yet"]);
  });

  it("has one next step only", () => {
    expect(stops.filter((stop) => stop.isNext).map((stop) => stop.page)).toEqual(["patterns"]);
  });

  it("is walked between steps that are done, and up to the next one", () => {
    expect(stops.map((stop) => stop.isWalked)).toEqual([true, false, false, false, false, false]);
    expect(layPath([step("targets", "done"), step("data", "next")])[0]!.isWalked).toBe(true);
    expect(layPath([step("targets", "done")])[0]!.isWalked).toBe(false);
  });

  it("counts what is done", () => {
    expect(sayProgress(stops)).toBe("2 of 6 steps are done");
  });
});

it("segments stand beside others of their segmentation, single ones the largest first", () => {
  const made = (name: string, customers: number, segmentation: string | null) => ({ name, customers, segmentation }) as Model<"SegmentStanding">;
  const all = [made("a", 1, null), made("b", 5, null), made("s/x", 2, "s"), made("s/rest", 9, "s")];
  expect(chooseSegments(all, null).map((each) => each.name)).toEqual(["b", "a"]);
  expect(chooseSegments(all, "s").map((each) => each.name)).toEqual(["s/x", "s/rest"]);
});
