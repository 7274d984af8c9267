import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { show } from "@/testing/show";
import { CONDITION_EDITORS } from "./ConditionEditor";
import { draftOf, finish } from "./draft";
import { VALUE_EDITORS } from "./editors/ValueEditor";
import { Bench } from "./testing/Bench";
import { type Case, CONDITION_CASES, exampleOf, VALUE_CASES, WINDOW_CASES } from "./testing/edits";
import { EXAMPLES } from "./testing/fixture";
import type { Condition } from "./tree";

const schemas = (JSON.parse(readFileSync("openapi.json", "utf8")) as { components: { schemas: Record<string, { discriminator?: { mapping: Record<string, string> } }> } }).components.schemas;
const opsOf = (union: string) => Object.keys(schemas[union]!.discriminator!.mapping).sort();

describe("every form of the language", () => {
  it("has an editor", () => {
    expect(Object.keys(CONDITION_EDITORS).sort()).toEqual(opsOf("Condition"));
    expect(Object.keys(VALUE_EDITORS).sort()).toEqual(opsOf("Value"));
  });
  it("is edited in a case of these tests", () => {
    expect(Object.keys(CONDITION_CASES).sort()).toEqual(opsOf("Condition"));
    expect(Object.keys(VALUE_CASES).sort()).toEqual(opsOf("Value"));
    expect(Object.keys(WINDOW_CASES).sort()).toEqual(opsOf("Window"));
  });
  it("is among the examples", () => {
    const seen = JSON.stringify(EXAMPLES);
    for (const op of ["Condition", "Value", "Window"].flatMap(opsOf)) expect(seen).toContain(`"op":"${op}"`);
  });
});

describe("a rule that is shown and not edited stays as it is", () => {
  it.each(EXAMPLES.map((example) => [example.text, example] as const))("%s", (_, { tree, unit }) => {
    let edited: Condition | null = null;
    const { container } = show(<Bench rule={tree} unit={unit} onRule={(rule) => (edited = rule)} />);
    expect(container.querySelectorAll("select, input, button").length).toBeGreaterThan(0);
    expect(edited).toBeNull();
    expect(finish(draftOf(tree))).toMatchObject({ rule: tree, unfinished: [] });
  });
});

const cases: [string, Case][] = [
  ...Object.entries(CONDITION_CASES).map(([op, each]): [string, Case] => [`condition ${op}`, each]),
  ...Object.entries(VALUE_CASES).map(([op, each]): [string, Case] => [`value ${op}`, each]),
  ...Object.entries(WINDOW_CASES).map(([op, each]): [string, Case] => [`window ${op}`, each]),
];

describe("an edit gives the rule that it says", () => {
  it.each(cases)("%s", (_, { rule, edit, expected }) => {
    const { tree, unit } = exampleOf(rule);
    let edited: Condition | null = null;
    show(<Bench rule={tree} unit={unit} onRule={(after) => (edited = after)} />);
    edit();
    expect(edited).toEqual(expected(tree as never));
  });
});
