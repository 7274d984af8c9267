import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { ProjectProvider, type ProjectStanding } from "@/api";
import { answerWith } from "@/testing/server";
import { show } from "@/testing/show";
import { guessPlace, loadDraft, suggestName, writeOrder } from "./draft";
import Start from "./index";

const EMPTY = { state: "empty", name: "my-shop", folder: "my-shop", timezone: "UTC", locale: "en" } as ProjectStanding;
const FILES = [
  { path: "data/orders.csv", name: "orders.csv", bytes: 2_000_000, was_there: false },
  { path: "data/<b>🍊.csv", name: "<b>🍊.csv", bytes: 10, was_there: false },
];
const REFUSED = { type: "x", title: "A file cannot be used as it is.", status: 422, code: "file", detail: "", findings: [{ code: "file", message: "orders.csv is empty.", hint: "Export it again." }] };
let posted: unknown[] = [];
let files: unknown[] = [];

beforeEach(() => {
  localStorage.clear();
  posted = [];
  files = FILES;
  answerWith(async (request, path) => {
    if (path === "/v1/files") return files;
    if (path !== "/v1/start") return [];
    posted.push(await request.json());
    return Response.json(REFUSED, { status: 422, headers: { "content-type": "application/problem+json" } });
  });
});

const begin = () => show(<ProjectProvider value={EMPTY}><Start /></ProjectProvider>);

it("goes on only with a file to read", async () => {
  files = [];
  begin();
  expect(await screen.findByText("What works well")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Next" })).toBeDisabled();
});

it("leads from files over three questions to a name, and loses nothing when it fails", async () => {
  const person = userEvent.setup();
  begin();
  await person.click(await screen.findByRole("checkbox", { name: "<b>🍊.csv" }));
  expect(screen.getByText("1 of 2 will be read.")).toBeInTheDocument();
  await person.click(screen.getByRole("button", { name: "Next" }));
  await person.type(screen.getByLabelText("What is the problem?"), "Revenue is flat");
  await person.type(screen.getByRole("combobox", { name: "Who will use the answer?" }), "Sales{Enter}");
  await person.click(screen.getByRole("button", { name: "Next" }));
  const name = screen.getByLabelText("Name");
  expect(name).toHaveValue("My shop");
  await person.click(screen.getByRole("button", { name: "Understand my files" }));
  expect(await screen.findByText("orders.csv is empty.")).toBeInTheDocument();
  expect(posted).toEqual([expect.objectContaining({ files: ["data/orders.csv"], name: "My shop", problem: "Revenue is flat", teams: ["Sales"] })]);
  await person.click(screen.getByRole("button", { name: "Back" }));
  expect(screen.getByLabelText("What is the problem?")).toHaveValue("Revenue is flat");
  await waitFor(() => expect(loadDraft("my-shop").problem).toBe("Revenue is flat"));
});

it("lets the questions be skipped", async () => {
  const person = userEvent.setup();
  begin();
  await screen.findByRole("checkbox", { name: "orders.csv" });
  await person.click(screen.getByRole("button", { name: "Next" }));
  await person.click(screen.getByRole("button", { name: "Skip" }));
  expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
  expect(screen.getByLabelText("Name")).toBeInTheDocument();
});

it("guesses place, currency and name", () => {
  expect(guessPlace("de-AT", "Europe/Vienna")).toEqual({ locale: "de-AT", timezone: "Europe/Vienna", currency: "EUR" });
  expect(guessPlace("en", "UTC").currency).toBeNull();
  expect(suggestName("my-shop_2026")).toBe("My shop 2026");
});

it("asks for nothing that was left open", () => {
  const order = writeOrder({ name: " ", problem: "", kpi: "", teams: [" "], timezone: "UTC", currency: null, locale: "", left: [] }, ["data/a.csv"]);
  expect(order).toEqual({ files: ["data/a.csv"], teams: [], timezone: "UTC", locale: "en", name: undefined, problem: undefined, kpi: undefined, currency: undefined });
});
