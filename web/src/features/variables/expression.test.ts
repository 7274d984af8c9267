import { describe, expect, it } from "vitest";
import { fits, type Parts, suggestName, suggestTitle, writeExpression } from "./expression";

const PARTS: Parts = { event: "order", aggregate: "count", property: null, filters: [], window: { is: "ever" } };
const write = (part: Partial<Parts>) => writeExpression({ ...PARTS, ...part });

describe("an expression made by choosing", () => {
  it("counts, adds up and looks back", () => {
    expect(write({})).toBe("count(order)");
    expect(write({ window: { is: "last", amount: 90, unit: "days" } })).toBe("count(order, last 90 days)");
    expect(write({ aggregate: "sum", property: "amount", window: { is: "ago", from: 91, to: 180 } })).toBe("sum(order.amount, 180 to 91 days ago)");
    expect(write({ aggregate: "days since last" })).toBe("days since last(order)");
    expect(write({ window: { is: "calendar", which: "last quarter" } })).toBe("count(order, last quarter)");
  });

  it("filters by the kind of the property", () => {
    const filters = [
      { property: "channel", kind: "category", comparison: "=", value: "phone" },
      { property: "amount", kind: "money", comparison: ">", value: "50" },
      { property: "gift", kind: "flag", comparison: "=", value: "no" },
      { property: "labels", kind: "set", comparison: "!=", value: "sale" },
      { property: "delivered", kind: "date", comparison: ">=", value: "2026-01-01" },
    ] as const;
    expect(write({ filters })).toBe('count(order where channel = "phone" and amount > 50 and gift = no and labels has none ("sale") and delivered since 2026-01-01)');
  });

  it("leaves out what is not filled in yet", () => {
    expect(write({ filters: [{ property: "channel", kind: "category", comparison: "=", value: " " }] })).toBe("count(order)");
  });

  it("divides those that fit by all for a share", () => {
    const filters = [{ property: "gift", kind: "flag", comparison: "=", value: "yes" }] as const;
    expect(write({ aggregate: "share", filters, window: { is: "last", amount: 1, unit: "years" } })).toBe("count(order where gift, last 1 years) / count(order, last 1 years)");
  });

  it("keeps odd names and texts harmless", () => {
    expect(write({ event: "web visit", filters: [{ property: "where", kind: "text", comparison: "=", value: 'say "<b>🍊</b>" \\' }] })).toBe('count(`web visit` where `where` = "say \\"<b>🍊</b>\\" \\\\")');
  });

  it("adds up numbers only", () => {
    expect(fits("sum", "money")).toBe(true);
    expect(fits("sum", "category")).toBe(false);
    expect(fits("last", "category")).toBe(true);
  });
});

describe("a title and a name to begin with", () => {
  it("say what is measured", () => {
    expect(suggestTitle({ ...PARTS, aggregate: "sum", property: "amount", window: { is: "last", amount: 12, unit: "months" } })).toBe("Order amount total last 12 months");
    expect(suggestName("Größte Käufe, 12 Monate", new Set())).toBe("grosste_kaufe_12_monate");
  });

  it("never take a name that is taken", () => {
    expect(suggestName("Orders", new Set(["orders", "orders_2"]))).toBe("orders_3");
    expect(suggestName("🍊", new Set())).toBe("variable_count");
    expect(suggestName("3 orders", new Set())).toBe("v_3_orders");
  });
});
