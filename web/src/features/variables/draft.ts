import type { DefinitionModels } from "@/api";
import type { Parts } from "./expression";

export type VariableDefinition = DefinitionModels["variables"];

/** A variable as it is being made: by choosing (`parts`) or written by hand (`text`). */
export interface Draft {
  mode: "parts" | "text";
  parts: Parts;
  text: string;
  title: string;
  family: VariableDefinition["family"];
  sensitivity: NonNullable<VariableDefinition["sensitivity"]>;
  note: string;
}

export const EMPTY: Draft = {
  mode: "parts",
  parts: { event: "", aggregate: "count", property: null, filters: [], window: { is: "last", amount: 12, unit: "months" } },
  text: "",
  title: "",
  family: "behavioural",
  sensitivity: "ordinary",
  note: "",
};

/** What is there already, opened for change: its expression as text. */
export function openDefinition(definition: VariableDefinition): Draft {
  return {
    ...EMPTY,
    mode: "text",
    text: definition.value ?? "",
    title: definition.title ?? "",
    family: definition.family,
    sensitivity: definition.sensitivity ?? "ordinary",
    note: definition.note ?? "",
  };
}

/** The definition that is saved; what the page does not ask for stays as it was. */
export function writeDefinition(draft: Draft, expression: string, unit: string, before: VariableDefinition | null): VariableDefinition {
  const said = {
    title: draft.title.trim() || null,
    family: draft.family,
    sensitivity: draft.sensitivity,
    note: draft.note.trim() || null,
  };
  if (before && !before.value) return { ...before, ...said };
  return { ...(before ?? { unit }), ...said, value: expression } as VariableDefinition;
}
