/** One edit for each form of the language: what a person does in the editors, and the rule that must come out. */
import { act, fireEvent, screen, within } from "@testing-library/react";
import type { Condition, ConditionOp, ValueOp, WindowOp } from "../tree";
import { EXAMPLES } from "./fixture";

export interface Case {
  /** The example's text. */
  rule: string;
  edit: () => void;
  /** The tree after it, made of the example's. */
  expected: (tree: never) => unknown;
}

export const choose = (label: string | RegExp, value: string, at = 0) => fireEvent.change(screen.getAllByRole("combobox", { name: label })[at]!, { target: { value } });
export const write = (label: string | RegExp, value: string, at = 0) => fireEvent.change(screen.getAllByLabelText(label)[at]!, { target: { value } });

export function addTag(label: string, value: string) {
  const input = screen.getByRole("combobox", { name: label });
  act(() => input.focus());
  fireEvent.change(input, { target: { value } });
  fireEvent.keyDown(input, { key: "Enter", code: "Enter" });
}

export function pick(button: RegExp, title: string) {
  fireEvent.click(screen.getByRole("button", { name: button }));
  const list = screen.getAllByRole("listbox").find((element) => within(element).queryByText(title))!;
  fireEvent.click(within(list).getByText(title));
}

export function exampleOf(text: string): { tree: Condition; unit: string } {
  const found = EXAMPLES.find((example) => example.text === text);
  if (!found) throw new Error(`no example '${text}'`);
  return found;
}

type Any = Record<string, unknown>;
const into = (change: Record<string, unknown>) => (tree: never) => ({ ...(tree as Any), ...change });
const inLeft = (change: Record<string, unknown>) => (tree: never) => ({ ...(tree as Any), left: { ...((tree as Any).left as object), ...change } });
const inWindow = (change: Record<string, unknown>) => (tree: never) => ({ ...(tree as Any), window: { ...((tree as Any).window as object), ...change } });
const asWindow = (window: unknown) => (tree: never) => ({ ...(tree as Any), window });
const inEvents = (window: unknown) => (tree: never) => ({ ...(tree as Any), events: { ...((tree as Any).events as object), window } });
const day = (text: string) => ({ op: "date", day: text });
const OPERATOR = "What is said of it";

export const CONDITION_CASES: Record<ConditionOp, Case> = {
  everyone: { rule: "everyone", edit: () => pick(/^Add a condition$/, "Age"), expected: () => ({ op: "everyone" }) },
  compare: { rule: "age >= 40", edit: () => write("Compared with", "45.50"), expected: into({ right: { op: "number", value: "45.5" } }) },
  "in-range": { rule: "age between 40 and 60", edit: () => write("From", "41"), expected: into({ low: { op: "number", value: "41" } }) },
  "one-of": { rule: 'country in ("US", "DE")', edit: () => addTag("Which ones", "F, R"), expected: into({ options: ["US", "DE", "F, R"].map((value) => ({ op: "text", value })) }) },
  "text-match": { rule: 'name contains "Ann"', edit: () => choose(OPERATOR, "text-match starts with"), expected: into({ how: "starts with" }) },
  missing: { rule: "name is missing", edit: () => choose(OPERATOR, "not missing"), expected: into({ negated: true }) },
  flag: { rule: "member", edit: () => choose(OPERATOR, "compare ="), expected: () => ({ op: "compare", sign: "=", left: { op: "variable", name: "member" }, right: { op: "yes-no", value: true } }) },
  "set-has": { rule: 'interests has any ("US", "DE")', edit: () => choose(OPERATOR, "set-has all"), expected: into({ how: "all" }) },
  "date-is": { rule: "signup in last 30 days", edit: () => write("How many", "60"), expected: inWindow({ count: 60 }) },
  anniversary: { rule: "anniversary of birth in next 14 days", edit: () => choose("Unit of time", "weeks"), expected: inWindow({ span: "weeks" }) },
  done: { rule: "has(order)", edit: () => choose("At least one or none", "none"), expected: into({ negated: true }) },
  sequence: {
    rule: "sequence(cart then order within 7 days)",
    edit: () => choose("Followed or not", "not"),
    expected: into({ negated_last: true }),
  },
  rank: { rule: "top 10% by revenue_ever", edit: () => choose(OPERATOR, "rank bottom"), expected: into({ side: "bottom" }) },
  "percentile-range": { rule: "between the 40th and 60th percentile of age", edit: () => write("To percentile", "70"), expected: into({ high: "70" }) },
  "random-share": { rule: 'random 10% of "spring"', edit: () => write("Name of the draw", "autumn"), expected: into({ salt: "autumn" }) },
  "in-segment": { rule: "in segment buyers", edit: () => choose("Which segment", "tiers/upper"), expected: into({ name: "tiers/upper" }) },
  people: { rule: "all(people, member)", edit: () => choose("How many of its people", "none"), expected: into({ quantifier: "none" }) },
  and: { rule: "age >= 40 and has(order) and not member", edit: () => choose("How many of these must hold", "or"), expected: into({ op: "or" }) },
  or: { rule: "(age >= 40 and member) or in segment buyers", edit: () => choose("How many of these must hold", "and"), expected: into({ op: "and" }) },
  not: { rule: "not (age >= 40 or member)", edit: () => choose("How many of these must hold", "or"), expected: (tree: never) => (tree as Any).condition },
};

export const VALUE_CASES: Record<ValueOp, Case> = {
  number: { rule: "average(order.amount) >= 20.5", edit: () => write("Compared with", "1,234.5"), expected: into({ right: { op: "number", value: "1234.5" } }) },
  text: { rule: 'country != "US"', edit: () => write("Compared with", "F\"R"), expected: into({ right: { op: "text", value: 'F"R' } }) },
  "yes-no": { rule: "member = no", edit: () => choose("Compared with", "yes"), expected: into({ right: { op: "yes-no", value: true } }) },
  date: { rule: "signup = 2019-01-31", edit: () => write("Compared with", "2020-02-29"), expected: into({ right: day("2020-02-29") }) },
  variable: { rule: "age >= 40", edit: () => pick(/^What it is about/, "Balance"), expected: into({ left: { op: "variable", name: "balance" } }) },
  "account-variable": { rule: 'account.industry = "web"', edit: () => pick(/^What it is about/, "Country"), expected: into({ left: { op: "variable", name: "country" } }) },
  aggregate: { rule: "count(order, last 90 days) >= 2", edit: () => choose(/what of the events/, "sum"), expected: inLeft({ function: "sum", property: "amount" }) },
  arithmetic: { rule: "(balance + 10) * 2 > revenue_ever", edit: () => choose("What it is about: calculation", "/"), expected: inLeft({ sign: "/" }) },
  elapsed: { rule: "days since signup > 30", edit: () => choose("What it is about: unit of time", "months"), expected: inLeft({ span: "months" }) },
  "people-count": {
    rule: "count(people, age >= 40) >= 2",
    edit: () => write("Compared with", "50", 0),
    expected: inLeft({ where: { op: "compare", sign: ">=", left: { op: "variable", name: "age" }, right: { op: "number", value: "50" } } }),
  },
};

export const WINDOW_CASES: Record<WindowOp, Case> = {
  ever: { rule: "has(order)", edit: () => choose("When", "last"), expected: inEvents({ op: "last", count: 30, span: "days" }) },
  last: { rule: "has no(order, last 90 days)", edit: () => choose("When", "ever"), expected: inEvents({ op: "ever" }) },
  next: { rule: "signup in next 14 days", edit: () => choose("When", "last"), expected: inWindow({ op: "last" }) },
  ago: { rule: "signup in 180 to 91 days ago", edit: () => write("To how many days ago", "200"), expected: inWindow({ furthest: 200, nearest: 200 }) },
  calendar: { rule: "signup in this month", edit: () => choose("Period", "quarter"), expected: inWindow({ period: "quarter" }) },
  "between-dates": { rule: "signup between 2019-01-01 and 2019-03-31", edit: () => write("To", "2019-06-30"), expected: (tree: never) => asWindow({ op: "between-dates", start: { ...day("2019-01-01"), time: null }, end: day("2019-06-30") })(tree) },
  before: { rule: "signup before 2019-01-01", edit: () => choose("When", "since"), expected: inWindow({ op: "since" }) },
  after: { rule: "signup after 2019-01-01 14:30", edit: () => write("The moment: after: time of day", "15:45:30"), expected: asWindow({ op: "after", bound: { op: "date", day: "2019-01-01", time: "15:45:30" } }) },
  since: { rule: "signup since 2019-01-01", edit: () => choose("The moment: since: a day or a date of theirs", "birth"), expected: asWindow({ op: "since", bound: { op: "variable-bound", name: "birth" } }) },
};
