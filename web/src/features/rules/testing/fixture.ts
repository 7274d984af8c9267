import type { Condition } from "../tree";
import type { Field, Kind, Vocabulary } from "../vocabulary";
import examples from "./examples.json";

/** A rule of the language in both forms, made by its own reader. */
export interface Example {
  unit: string;
  text: string;
  tree: Condition;
}

export const EXAMPLES = examples as unknown as readonly Example[];

const UPPER = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1).replaceAll("_", " ");

function fields(kinds: Record<string, Kind>): Field[] {
  return Object.entries(kinds).map(([name, kind]) => ({ name, title: UPPER(name), kind, family: null, levels: kind === "ordered" ? ["bronze", "silver", "gold"] : null, currency: kind === "money" ? "EUR" : null }));
}

const event = (name: string, kinds: Record<string, Kind>) => ({ name, title: UPPER(name), properties: fields(kinds) });

/** The shop that the examples of docs/rules.md are about. */
export const VOCABULARY: Vocabulary = {
  mainUnit: "customer",
  units: {
    customer: {
      name: "customer",
      fields: fields({ age: "number", balance: "money", rate: "share", country: "category", tier: "ordered", name: "text", member: "flag", signup: "date", birth: "date", interests: "set", revenue_ever: "money", first_order: "date" }),
      events: [
        event("order", { amount: "money", channel: "category", gift: "flag", delivered: "date", labels: "set" }),
        event("cart", { amount: "money", channel: "category" }),
        event("click", { seconds: "number" }),
      ],
      segments: [{ name: "buyers", title: "Buyers" }, { name: "tiers/upper", title: "Tiers: upper" }],
      people: null,
      account: "account",
    },
    account: {
      name: "account",
      fields: fields({ employees: "number", revenue: "money", industry: "category", founded: "date" }),
      events: [event("contract", { amount: "money", channel: "category" })],
      segments: [{ name: "big", title: "Big" }],
      people: "customer",
      account: null,
    },
  },
};
