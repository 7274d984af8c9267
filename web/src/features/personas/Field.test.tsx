import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Model } from "@/api";
import { show } from "@/testing/show";
import { Field } from "./Field";
import type { Line, Persona } from "./useCard";

const line = (id: string, parts: Partial<Line> = {}): Line => ({ id, kind: "data", title: id, sentence: `${id} is so.`, marker: false, in_rule: false, ...parts }) as Line;

const EMPTY = { notes: [], hidden: [], plays: [], quotes: [], do: [], dont: [], avatar: {} } as unknown as Persona;

function showField(lines: Line[], definition: Persona = EMPTY, hidden: Line[] = []) {
  const onChange = vi.fn().mockResolvedValue(true);
  const section = { field: "needs", title: "Needs and limits", lines, hidden } as Model<"PersonaSection">;
  show(<Field section={section} definition={definition} author="Ada" today="2026-11-22" onChange={onChange} />);
  return onChange;
}

describe("a field of a persona card", () => {
  it("keeps a note with its author and date", async () => {
    const onChange = showField([line("top need")]);
    await userEvent.click(screen.getByRole("button", { name: "Add a note to Needs and limits" }));
    await userEvent.type(screen.getByLabelText("Your note"), "  They garden at night.  ");
    await userEvent.click(screen.getByRole("button", { name: "Save the note" }));
    expect(onChange).toHaveBeenCalledWith({ notes: [{ field: "needs", text: "They garden at night.", author: "Ada", date: "2026-11-22" }] });
  });

  it("saves nothing for an empty note", async () => {
    const onChange = showField([]);
    await userEvent.click(screen.getByRole("button", { name: "Add a note to Needs and limits" }));
    await userEvent.click(screen.getByRole("button", { name: "Save the note" }));
    expect(onChange).not.toHaveBeenCalled();
  });

  it("takes a line off the card and puts it back", async () => {
    const taken = { ...EMPTY, hidden: ["gone", "elsewhere"] } as Persona;
    const onChange = showField([line("top need")], taken, [line("gone")]);
    await userEvent.click(screen.getByRole("button", { name: "Take off the card: top need" }));
    expect(onChange).toHaveBeenLastCalledWith({ hidden: ["gone", "elsewhere", "top need"] });
    await userEvent.click(screen.getByRole("button", { name: "Put back 1 hidden" }));
    expect(onChange).toHaveBeenLastCalledWith({ hidden: ["elsewhere"] });
  });

  it("removes just the note that was pointed at", async () => {
    const notes = [
      { field: "needs", text: "One", author: "Ada", date: "2026-01-01" },
      { field: "place", text: "Another field", author: "Ada", date: "2026-01-01" },
      { field: "needs", text: "Two", author: "Bo", date: "2026-01-02" },
    ] as Persona["notes"];
    const shown = [line("n1", { kind: "note", sentence: "One", author: "Ada", date: "2026-01-01" }), line("n2", { kind: "note", sentence: "Two", author: "Bo", date: "2026-01-02" })];
    const onChange = showField(shown, { ...EMPTY, notes } as Persona);
    await userEvent.click(screen.getAllByRole("button", { name: "Remove this note" })[1]!);
    expect(onChange).toHaveBeenCalledWith({ notes: [notes[0], notes[1]] });
  });

  it("shows what is behind a line to those who ask, and no way to hide what is unknown", async () => {
    showField([line("age", { value: 0.37, everyone: 0.32, low: 0.35, high: 0.39, n: 2184, measure: "share", query: "column age" }), line("none", { kind: "no data", sentence: "Needs: no data." })]);
    await userEvent.hover(screen.getByRole("button", { name: /age is so/ }));
    expect(await screen.findByText("column age")).toBeVisible();
    expect(screen.getByText(/35% to 39%/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Take off the card: none" })).toBeNull();
  });

  it("shows names with markup as text", () => {
    showField([line("x", { sentence: "<img src=x onerror=alert(1)> 🌱" })]);
    expect(screen.getByText("<img src=x onerror=alert(1)> 🌱")).toBeVisible();
    expect(document.querySelector("img")).toBeNull();
  });
});
