import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { beforeEach, expect, it } from "vitest";
import { ProjectProvider, type ProjectStanding } from "@/api";
import type { Condition, Value, Window } from "@/features/rules";
import { answerWith } from "@/testing/server";
import { show } from "@/testing/show";
import { Maker } from "./Maker";

const PROJECT = { state: "run", has_run: true, name: "Shop", folder: "shop", timezone: "UTC", locale: "en" } as ProjectStanding;
const WORDS = {
  unit: "customer",
  variables: [],
  segments: [],
  events: [
    { name: "order", title: "Order", properties: [{ name: "amount", title: "Amount", kind: "money" }, { name: "channel", title: "Channel", kind: "category", values: ["phone", "web"] }] },
    { name: "click", title: "Click", properties: [] },
  ],
};
const BEFORE = { value: "count(order)", unit: "customer", title: "Orders", family: "value", sensitivity: "ordinary", output: "segment", note: null };
const PREVIEW = { text: "", sentence: "The number of orders.", unit: "customer", as_of: "2026-06-30", population: 10, findings: [], warnings: [] };

/** What the server would say of the few expressions here. */
function readValue({ text, tree }: { text?: string; tree?: Value }) {
  const known = Object.entries(TREES);
  const found = text === undefined ? known.find(([, each]) => JSON.stringify(sort(each)) === JSON.stringify(sort(tree))) : known.find(([each]) => each === text);
  return { text: found?.[0] ?? text ?? "unknown", tree: found?.[1] ?? tree ?? null, sentence: "", unit: "customer", findings: [] };
}
const sort = (node: unknown): unknown => (Array.isArray(node) ? node.map(sort) : typeof node === "object" && node !== null ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => a.localeCompare(b)).map(([key, value]) => [key, sort(value)])) : node);
const count = (where: Condition | null, window: Window): Value => ({ op: "aggregate", function: "count", property: null, events: { event: "order", where, window } });
const AT_LEAST_5: Condition = { op: "compare", left: { op: "variable", name: "amount" }, sign: ">=", right: { op: "number", value: "5" } };
const YEAR: Window = { op: "last", count: 12, span: "months" };
const TREES: Record<string, Value> = {
  "count(order)": count(null, { op: "ever" }),
  "count(order, last 12 months)": count(null, YEAR),
  "count(order where amount >= 5, last 12 months)": count(AT_LEAST_5, YEAR),
  "age + 1": { op: "arithmetic", sign: "+", left: { op: "variable", name: "age" }, right: { op: "number", value: "1" } },
};
const LONG = { timeout: 8000 };
let put: { path: string; body: Record<string, unknown>; tag: string | null }[] = [];
let isChanged = false;

beforeEach(() => {
  put = [];
  isChanged = false;
  const theirs = { ...BEFORE, note: "theirs" };
  answerWith(async (request, path) => {
    if (path === "/v1/vocabulary") return WORDS;
    if (path === "/v1/variables/preview") return PREVIEW;
    if (path === "/v1/values/read") return readValue((await request.json()) as { text?: string; tree?: Value });
    if (path === "/v1/definitions") return { definitions: { variables: { orders: BEFORE } }, etags: { variables: { orders: "a" } } };
    if (request.method === "GET") return Response.json(theirs, { headers: { etag: '"b"' } });
    put.push({ path, body: (await request.json()) as Record<string, unknown>, tag: request.headers.get("if-match") });
    if (isChanged && put.length === 1) return Response.json({ title: "Changed", code: "conflict", findings: [], etag: "b" }, { status: 412 });
    return { name: "made", etag: "c", message: "made", section: "variables", edit: null };
  });
});

const open = (at: string) =>
  show(
    <ProjectProvider value={PROJECT}>
      <Routes>
        <Route path="/variables/new" element={<Maker />} />
        <Route path="/variables/edit/:name" element={<Maker />} />
        <Route path="*" element={<p>Elsewhere</p>} />
      </Routes>
    </ProjectProvider>,
    at,
  );

it("writes the expression as one chooses, shows what it gives, and saves it under a name of its own", async () => {
  const person = userEvent.setup();
  open("/variables/new");
  await waitFor(() => expect(screen.getByTestId("expression")).toHaveTextContent("count(order, last 12 months)"), LONG);
  await person.click(await screen.findByRole("button", { name: "where … which order" }));
  await person.click(await screen.findByRole("option", { name: /^Amount/ }));
  await person.type(await screen.findByLabelText("Compared with"), "5");
  await waitFor(() => expect(screen.getByTestId("expression")).toHaveTextContent("count(order where amount >= 5, last 12 months)"), LONG);
  expect(await screen.findByText("The number of orders.")).toBeInTheDocument();
  await person.type(screen.getByLabelText("Title"), "Large orders");
  await person.click(screen.getByText("Save"));
  await screen.findByText("Elsewhere");
  expect(put[0]).toMatchObject({ path: "/v1/definitions/variables/large_orders", tag: null, body: { value: "count(order where amount >= 5, last 12 months)", title: "Large orders" } });
});

it("opens an expression as choices, lets it be edited as text, and says where text has no such shape", async () => {
  const person = userEvent.setup();
  open("/variables/edit/orders");
  await waitFor(() => expect(screen.getByTestId("expression")).toHaveTextContent("count(order)"), LONG);
  expect(screen.getByRole("combobox", { name: "When" })).toHaveValue("ever");
  await person.click(screen.getByText("Edit as text"));
  const field = screen.getByLabelText(/^Expression/);
  expect(field).toHaveValue("count(order)");
  await person.clear(field);
  await person.type(field, "age + 1");
  await person.click(screen.getByText("By choosing"));
  expect(await screen.findByText(/cannot be shown as choices/)).toBeInTheDocument();
  expect(field).toHaveValue("age + 1");
});

it("merges with what somebody else saved meanwhile", async () => {
  isChanged = true;
  const person = userEvent.setup();
  open("/variables/edit/orders");
  const title = await screen.findByLabelText("Title");
  await person.clear(title);
  await person.type(title, "All orders");
  await person.click(screen.getByText("Save"));
  expect(await screen.findByText("Somebody else changed this meanwhile")).toBeInTheDocument();
  expect(screen.getByText("Only you changed this.")).toBeInTheDocument();
  expect(screen.getByText("Only they changed this.")).toBeInTheDocument();
  await person.click(screen.getByText("Save this"));
  await waitFor(() => expect(put).toHaveLength(2));
  expect(put[1]).toMatchObject({ tag: '"b"', body: { title: "All orders", note: "theirs" } });
});
