import { describe, expect, it } from "vitest";
import type { Condition, Value } from "@/features/rules";
import { fits, type Parts, partsOf, suggestName, suggestTitle, valueOf } from "./expression";

const PARTS: Parts = { event: "order", aggregate: "count", property: null, where: null, window: { op: "ever" } };
const PHONE: Condition = { op: "compare", left: { op: "variable", name: "channel" }, sign: "=", right: { op: "text", value: "phone" } };
const EMPTY: Condition = { op: "compare", left: { op: "variable", name: "amount" }, sign: ">", right: { op: "number", value: "" } };
const YEAR = { op: "last", count: 12, span: "months" } as const;

describe("a value made by choosing", () => {
  it.each<[string, Partial<Parts>]>([
    ["a count", {}],
    ["a sum in a time", { aggregate: "sum", property: "amount", window: { op: "ago", furthest: 180, nearest: 91 } }],
    ["days since", { aggregate: "days since last" }],
    ["any filter", { where: { op: "or", conditions: [PHONE, { op: "not", condition: PHONE }] } }],
    ["a share", { aggregate: "share", where: PHONE, window: YEAR }],
  ])("opens as it was chosen: %s", (_, part) => {
    const parts = { ...PARTS, ...part };
    expect(partsOf(valueOf(parts)!)).toEqual(parts);
  });

  it("leaves out filters without a value, and is nothing yet where its own is missing", () => {
    expect(valueOf({ ...PARTS, where: EMPTY })).toEqual(valueOf(PARTS));
    expect(valueOf({ ...PARTS, where: { op: "and", conditions: [PHONE, EMPTY] } })).toEqual(valueOf({ ...PARTS, where: PHONE }));
    expect(valueOf({ ...PARTS, window: { op: "since", bound: { op: "date", day: "" } } })).toBeNull();
    expect(valueOf({ ...PARTS, aggregate: "sum" })).toBeNull();
  });

  it("divides those that fit by all for a share", () => {
    expect(valueOf({ ...PARTS, aggregate: "share", where: PHONE })).toMatchObject({ op: "arithmetic", sign: "/", left: { events: { where: PHONE } }, right: { events: { where: null } } });
  });

  it("is no choice where it is made otherwise", () => {
    const [some, all] = [valueOf({ ...PARTS, where: PHONE }), valueOf({ ...PARTS, window: YEAR })] as [Value, Value];
    expect(partsOf({ op: "variable", name: "age" })).toBeNull();
    expect(partsOf({ op: "arithmetic", sign: "/", left: some, right: all })).toBeNull();
    expect(partsOf({ op: "arithmetic", sign: "+", left: all, right: all })).toBeNull();
  });

  it("adds up numbers only", () => {
    expect(fits("sum", "money")).toBe(true);
    expect(fits("sum", "category")).toBe(false);
    expect(fits("last", "category")).toBe(true);
  });
});

describe("a title and a name to begin with", () => {
  it("say what is measured", () => {
    expect(suggestTitle({ ...PARTS, aggregate: "sum", property: "amount", window: YEAR })).toBe("Order amount total last 12 months");
    expect(suggestTitle({ ...PARTS, where: PHONE, window: { op: "calendar", which: "last", period: "quarter" } })).toBe("Order count (phone) last quarter");
    expect(suggestName("Größte Käufe, 12 Monate", new Set())).toBe("grosste_kaufe_12_monate");
  });

  it("never take a name that is taken", () => {
    expect(suggestName("Orders", new Set(["orders", "orders_2"]))).toBe("orders_3");
    expect(suggestName("🍊", new Set())).toBe("variable_count");
    expect(suggestName("3 orders", new Set())).toBe("v_3_orders");
  });
});
