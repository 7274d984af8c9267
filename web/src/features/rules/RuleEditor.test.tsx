import { act, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ProjectProvider, type ProjectStanding } from "@/api";
import { show } from "@/testing/show";
import { countRule, readRule, type RuleRead } from "./api";
import { type EditedRule, RuleEditor } from "./RuleEditor";
import { EXAMPLES, VOCABULARY } from "./testing/fixture";
import { rangeOf } from "./TextView";
import type { Condition } from "./tree";

vi.mock("./api", () => ({
  useVocabulary: () => ({ vocabulary: VOCABULARY, unit: "customer", error: null, isPending: false, refetch: vi.fn() }),
  suggest: () => Promise.resolve([]),
  readRule: vi.fn(),
  countRule: vi.fn(),
}));

const WRONG = { code: "rule-syntax", message: "The rule cannot be read: 'and' cannot stand here (column 8).", hint: "Expected: a variable.", place: { line: 1, column: 8 }, severity: "error" as const };
const textOf = (tree: Condition) => EXAMPLES.find((example) => JSON.stringify(example.tree) === JSON.stringify(tree))?.text ?? "written";
let answers: ((customers: number) => void)[] = [];

configure({ asyncUtilTimeout: 8000 });

beforeEach(() => {
  answers = [];
  vi.mocked(readRule).mockImplementation((asked) => {
    const found = "tree" in asked ? { text: textOf(asked.tree), tree: asked.tree } : EXAMPLES.find((example) => example.text === asked.text);
    return Promise.resolve({ text: found?.text ?? "", tree: found?.tree ?? null, sentence: "", unit: "customer", findings: found ? [] : [WRONG] } as RuleRead);
  });
  vi.mocked(countRule).mockImplementation(
    (tree) =>
      new Promise((answer) =>
        answers.push((customers) => answer({ text: textOf(tree), sentence: "Said.", unit: "customer", as_of: "2026-06-30", customers, population: 1000, share: customers / 1000, contactable: {}, conditions: [{ path: "", op: tree.op, unit: "customer", sentence: "", customers, population: 1000, share: customers / 1000, findings: [] }], findings: [], warnings: [], seconds: 0 })),
      ),
  );
});

function begin(rule: string) {
  const told: EditedRule[] = [];
  show(<ProjectProvider value={{ as_of: "2026-06-30" } as ProjectStanding}><RuleEditor rule={rule} onChange={(edited) => told.push(edited)} /></ProjectProvider>);
  return () => told.at(-1)!;
}
const answer = async (index: number, customers: number) => {
  await waitFor(() => expect(answers.length).toBeGreaterThan(index));
  await act(async () => answers[index]!(customers));
};

it("shows the last answer dimmed until the next one is there, and drops one that comes too late", async () => {
  begin("age >= 40");
  await answer(0, 400);
  await waitFor(() => expect(screen.getAllByText("400").length).toBe(2));
  fireEvent.change(screen.getByLabelText("Compared with"), { target: { value: "50" } });
  expect(screen.getAllByText("400").length).toBe(2);
  await waitFor(() => expect(answers.length).toBe(2));
  expect(screen.queryByText("400 of 1,000: 40%")).toBeNull();
  fireEvent.change(screen.getByLabelText("Compared with"), { target: { value: "60" } });
  await waitFor(() => expect(answers.length).toBe(3));
  await answer(2, 100);
  await act(async () => answers[1]!(250));
  await waitFor(() => expect(screen.getAllByText("100").length).toBe(2));
  expect(screen.queryByText("250")).toBeNull();
  expect(screen.getByText("100 of 1,000: 10%")).toHaveAttribute("aria-live", "polite");
});

it("is one rule in two views: text becomes editors, mistakes leave them as they were", async () => {
  const last = begin("age >= 40");
  fireEvent.click(await screen.findByRole("radio", { name: "Text" }));
  const area = await screen.findByLabelText("The rule as text");
  fireEvent.change(area, { target: { value: "age >= and x" } });
  expect(await screen.findByText(WRONG.message)).toBeInTheDocument();
  expect(last()).toMatchObject({ isWhole: false, lacks: "The rule's text cannot be read yet.", tree: { op: "compare" } });
  fireEvent.change(area, { target: { value: "signup in next 14 days" } });
  await waitFor(() => expect(last()).toMatchObject({ isWhole: true, tree: { op: "date-is" } }));
  fireEvent.click(screen.getByRole("radio", { name: "Visual" }));
  expect(screen.getByLabelText("When")).toHaveValue("next");
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(last().tree).toMatchObject({ op: "compare", sign: ">=" });
  fireEvent.click(screen.getByRole("button", { name: "Redo" }));
  expect(last().tree).toMatchObject({ op: "date-is" });
});

it("takes typing in one field as one step of undo", async () => {
  const last = begin("age >= 40");
  const field = await screen.findByLabelText("Compared with");
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now());
  for (const value of ["4", "45", "456"]) fireEvent.change(field, { target: { value } });
  clock.mockRestore();
  expect(last().tree).toMatchObject({ right: { value: "456" } });
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(last().tree).toMatchObject({ right: { value: "40" } });
  expect(screen.getByRole("button", { name: "Undo" })).toBeDisabled();
});

it("marks the word that a mistake stands at", () => {
  expect(rangeOf("age >= and x", WRONG)).toEqual([7, 10]);
  expect(rangeOf("age\n>= and x", { ...WRONG, place: { line: 2, column: 4 } })).toEqual([7, 10]);
  expect(rangeOf("age >=", { ...WRONG, place: { line: 1, column: 7 } })).toEqual([6, 6]);
});
