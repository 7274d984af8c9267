import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { show } from "@/testing/show";
import { Bench } from "./testing/Bench";
import { pick } from "./testing/edits";
import type { Condition } from "./tree";

const flag = (name: string): Condition => ({ op: "flag", value: { op: "variable", name } });
const RULE: Condition = { op: "and", conditions: [{ op: "flag", value: { op: "variable", name: "member" } }, { op: "missing", value: { op: "variable", name: "name" }, negated: false }] };

function begin(rule = RULE) {
  const seen: Condition[] = [];
  show(<Bench rule={rule} onRule={(next) => seen.push(next)} />);
  return { last: () => seen.at(-1), handle: (index: number) => screen.getAllByRole("button", { name: /^Move or change condition/ })[index]! };
}

describe("by keys", () => {
  it("moves a condition and stays with it", () => {
    const { last, handle } = begin();
    handle(0).focus();
    fireEvent.keyDown(handle(0), { key: "ArrowDown", altKey: true });
    expect(last()).toEqual({ op: "and", conditions: [RULE.op === "and" && RULE.conditions[1], flag("member")] });
    expect(document.activeElement).toBe(handle(1));
  });
  it("works from every control of a condition", () => {
    const { last } = begin();
    fireEvent.keyDown(screen.getAllByRole("combobox", { name: "What is said of it" })[0]!, { key: "n", code: "KeyN", altKey: true });
    expect(last()).toMatchObject({ conditions: [{ op: "not", condition: flag("member") }, { op: "missing" }] });
  });
  it("removes a condition and goes on with its neighbour, then with the way to add one", () => {
    const { last, handle } = begin();
    handle(0).focus();
    fireEvent.keyDown(handle(0), { key: "Backspace", altKey: true });
    expect(last()).toMatchObject({ op: "missing" });
    expect(document.activeElement).toBe(handle(0));
    fireEvent.keyDown(handle(0), { key: "Delete", altKey: true });
    expect(last()).toEqual({ op: "everyone" });
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Add a condition" }));
  });
  it("leaves keys without Alt to the controls", () => {
    const { last, handle } = begin();
    fireEvent.keyDown(handle(0), { key: "ArrowDown" });
    expect(last()).toBeUndefined();
  });
});

describe("groups", () => {
  it("puts a condition into a group of the other connective, and back out", () => {
    const { last, handle } = begin();
    fireEvent.keyDown(handle(0), { key: "ArrowRight", altKey: true });
    pick2("Country");
    expect(last()).toMatchObject({ op: "and", conditions: [flag("member"), { op: "missing" }] });
    fireEvent.keyDown(handle(1), { key: "ArrowLeft", altKey: true });
    expect(last()).toMatchObject({ op: "and", conditions: [flag("member"), { op: "missing" }] });
  });
  it("adds a condition from the catalogue, found by its words", () => {
    const { last } = begin({ op: "everyone" });
    fireEvent.click(screen.getByRole("button", { name: "Add a condition" }));
    fireEvent.change(screen.getByLabelText("Search: Add a condition"), { target: { value: "average amount" } });
    fireEvent.click(screen.getByText("Average amount of orders"));
    expect(screen.getByLabelText("Compared with")).toHaveFocus();
    fireEvent.change(screen.getByLabelText("Compared with"), { target: { value: "20" } });
    expect(last()).toMatchObject({ op: "compare", sign: ">=", left: { op: "aggregate", function: "average", property: "amount" }, right: { value: "20" } });
  });
  it("filters events by a tree of its own", () => {
    const { last } = begin({ op: "done", events: { event: "order", where: null, window: { op: "ever" } }, negated: false });
    pick(/^where … which order$/, "Gift");
    expect(last()).toMatchObject({ op: "done", events: { where: flag("gift") } });
    const filter = screen.getByRole("group", { name: "Filter: which order" });
    fireEvent.keyDown(within(filter).getByRole("button", { name: /^Move or change/ }), { key: "Backspace", altKey: true });
    expect(last()).toMatchObject({ op: "done", events: { where: null } });
  });
});

function pick2(title: string) {
  const buttons = screen.getAllByRole("button", { name: "Add a condition" });
  fireEvent.click(buttons[0]!);
  const list = screen.getAllByRole("listbox").find((element) => within(element).queryByText(title))!;
  fireEvent.click(within(list).getByText(title));
}
