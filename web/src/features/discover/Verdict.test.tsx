import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { show } from "@/testing/show";
import { Verdict, VERDICTS } from "./Verdict";
import type { VerdictName } from "./words";

const HEADLINES: Record<VerdictName, string> = {
  natural: "Clear groups exist",
  reproducible: "The same groups come back",
  constructive: "A useful cut, not a discovery",
  "no segmentation": "No groups here; use tiers or rules",
};

describe("the verdict", () => {
  it.each(Object.entries(HEADLINES))("says %s in the words that people see", (verdict, headline) => {
    show(<Verdict verdict={verdict as VerdictName} nextStep="Do the next thing." reasons={["Because."]} />);
    expect(screen.getByRole("heading", { name: headline })).toBeVisible();
    expect(screen.getByText("Do the next thing.")).toBeVisible();
    expect(screen.getByRole("list", { name: "Why" })).toHaveTextContent("Because.");
  });

  it("calls no groups an answer, and offers what serves better", () => {
    show(<Verdict verdict="no segmentation" nextStep="Take tiers." reasons={[]} actions={<a href="/targets">Ask an objective</a>} />);
    expect(screen.getByText(/That is an answer/)).toBeVisible();
    expect(screen.getByRole("link", { name: "Ask an objective" })).toBeVisible();
    expect(screen.queryByRole("list", { name: "Why" })).not.toBeInTheDocument();
  });

  it("does not speak of the terminal's options", () => {
    show(<Verdict verdict="reproducible" nextStep="Adopt another number with --k if the study has one that nothing speaks against, or change the basis." reasons={[]} />);
    expect(screen.getByText(/Adopt another number below/)).toBeVisible();
    expect(screen.queryByText(/--k/)).not.toBeInTheDocument();
  });

  it("never calls a cut or none a kind of customer", () => {
    for (const verdict of ["constructive", "no segmentation"] as const) expect(VERDICTS[verdict].meaning).not.toMatch(/kinds of customers/);
  });
});
