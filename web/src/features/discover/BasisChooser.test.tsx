import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import type { Model } from "@/api";
import { show } from "@/testing/show";
import { advise, BasisChooser, ChosenBasis } from "./BasisChooser";

type Described = Model<"DescribedVariable">;

function variable(name: string, title: string, family: string, usable: "yes" | "with care" | "no" | null, reason = "Known for everyone."): Described {
  const distribution = usable && { variable: name, title, family, kind: "number", usable, reasons: [reason], bins: [], n: 100, missing: 0, missing_share: 0, distinct: 9, quantiles: [], outliers: 0, transform: "none" };
  return { info: { name, title, family, kind: "number", unit: "customer", allowed: usable !== null }, distribution, used_by: [] } as unknown as Described;
}

const VARIABLES = [
  variable("orders", "Orders", "behavioural", "yes"),
  variable("gap", "Days between orders", "behavioural", "with care", "29 % of the customers have no value."),
  variable("age", "Age", "demographic", "yes"),
  variable("email_domain", "Domain", "demographic", "no", "It names customers and cannot group them."),
  variable("religion", "Religion", "demographic", null),
];
const PROPOSALS = [{ name: "recommended", title: "Recommended", why: "Nothing speaks against it.", variables: ["orders", "age"], titles: ["Orders", "Age"] }];

function Chooser({ first = [] }: { first?: string[] }) {
  const [chosen, setChosen] = useState<string[]>(first);
  return (
    <>
      <BasisChooser variables={VARIABLES} proposals={PROPOSALS} chosen={chosen} onChange={setChosen} />
      <ChosenBasis chosen={chosen} variables={VARIABLES} onChange={setChosen} />
    </>
  );
}

describe("choosing what to group by", () => {
  it("takes a suggestion, and lets it be changed", async () => {
    const user = userEvent.setup();
    show(<Chooser />);
    await user.click(screen.getByRole("radio", { name: /Recommended/ }));
    expect(screen.getByRole("checkbox", { name: "Orders" })).toBeChecked();
    expect(screen.getByRole("checkbox", { name: "Age" })).toBeChecked();
    await user.click(screen.getByRole("checkbox", { name: "Age" }));
    expect(screen.getByRole("radio", { name: /Recommended/ })).not.toBeChecked();
    expect(screen.getByText(/One variable divides customers into tiers/)).toBeVisible();
  });

  it("says why a variable needs care, and keeps what cannot make groups from being chosen", async () => {
    const user = userEvent.setup();
    show(<Chooser />);
    expect(screen.getByText("29 % of the customers have no value.")).toBeVisible();
    expect(screen.queryByRole("checkbox", { name: "Domain" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("switch", { name: "Show 1 that cannot make groups" }));
    expect(screen.getByRole("checkbox", { name: "Domain" })).toBeDisabled();
    expect(screen.getByText("It names customers and cannot group them.")).toBeVisible();
  });

  it("never shows what the project does not allow", async () => {
    const user = userEvent.setup();
    show(<Chooser />);
    await user.type(screen.getByRole("textbox", { name: "All variables" }), "religion");
    expect(screen.getByText("No variable has these words in its title.")).toBeVisible();
  });

  it("groups by family, and finds by words", async () => {
    const user = userEvent.setup();
    show(<Chooser />);
    const family = screen.getByRole("group", { name: "demographic" });
    expect(within(family).getByRole("checkbox", { name: "Age" })).toBeVisible();
    await user.type(screen.getByRole("textbox", { name: "All variables" }), "days orders");
    expect(screen.queryByRole("checkbox", { name: "Age" })).not.toBeInTheDocument();
    expect(screen.getByRole("checkbox", { name: "Days between orders" })).toBeVisible();
  });

  it("works by keyboard, and takes a variable out again", async () => {
    const user = userEvent.setup();
    show(<Chooser first={["orders", "age"]} />);
    screen.getByRole("checkbox", { name: "Days between orders" }).focus();
    await user.keyboard(" ");
    expect(screen.getByText(/3 variables/)).toBeVisible();
    screen.getByRole("button", { name: "Leave out Orders" }).focus();
    await user.keyboard("{Enter}");
    expect(screen.getByRole("checkbox", { name: "Orders" })).not.toBeChecked();
  });

  it("advises against too many variables", () => {
    const many = Array.from({ length: 14 }, (_, index) => `v${index}`);
    expect(advise(many, new Map())).toMatch(/so many blur groups/);
  });
});
