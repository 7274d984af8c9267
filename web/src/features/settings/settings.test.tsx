import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answerWith } from "@/testing/server";
import { show } from "@/testing/show";
import Settings from "./index";

const project = { name: "Shop", problem: null, kpi: null, teams: [], main_unit: "customer", timezone: "UTC", currency: "EUR", locale: "en", main_event: null, allow_sensitive: [], smallest_group: 5, keep_runs: 10 };
const CONFLICT = { type: "x", title: "Changed meanwhile.", status: 412, code: "conflict", detail: "", findings: [] };

function serve(answer: (body: Record<string, unknown>, tag: string | null) => unknown) {
  let present = project as Record<string, unknown>;
  answerWith(async (request, path) => {
    if (path === "/v1/definitions/project") {
      const body = (await request.json()) as Record<string, unknown>;
      const answered = answer(body, request.headers.get("if-match"));
      if (answered instanceof Response) present = { ...project, name: "Their shop" };
      else present = body;
      return answered;
    }
    return {
      definitions: { project: present, sources: { people: { role: "profile", columns: { birth_date: { sensitivity: "sensitive" }, city: { sensitivity: "ordinary" } } } }, variables: {} },
      etags: { project: { "": present === project ? "before" : "after" } },
    };
  });
}

it("allows what is sensitive with the fingerprint of what was seen", async () => {
  const sent: unknown[] = [];
  serve((body, tag) => {
    sent.push([body.allow_sensitive, tag]);
    return { message: "Saved." };
  });
  const person = userEvent.setup();
  show(<Settings />);
  const save = await screen.findByRole("button", { name: "Save the settings" });
  expect(save).toBeDisabled();
  expect(screen.queryByRole("checkbox", { name: "City" })).toBeNull();
  await person.click(screen.getByRole("checkbox", { name: "Birth date" }));
  await person.click(save);
  expect(sent).toEqual([[["birth_date"], '"before"']]);
  expect(screen.getByRole("checkbox", { name: "Birth date" })).toBeChecked();
  await waitFor(() => expect(save).toBeDisabled());
});

it("shows what somebody else changed meanwhile and keeps what I wrote", async () => {
  serve(() => Response.json(CONFLICT, { status: 412, headers: { "content-type": "application/problem+json" } }));
  const person = userEvent.setup();
  show(<Settings />);
  await person.type(await screen.findByLabelText("The problem"), "Revenue is flat");
  await person.click(screen.getByRole("button", { name: "Save the settings" }));
  expect(await screen.findByText("Theirs: Their shop")).toBeInTheDocument();
  expect(screen.getByText("Yours: Revenue is flat")).toBeInTheDocument();
});
