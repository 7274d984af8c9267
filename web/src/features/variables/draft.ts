import type { DefinitionModels } from "@/api";
import type { Value } from "@/features/rules";
import { type Parts, partsOf } from "./expression";

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
  parts: { event: "", aggregate: "count", property: null, where: null, window: { op: "last", count: 12, span: "months" } },
  text: "",
  title: "",
  family: "behavioural",
  sensitivity: "ordinary",
  note: "",
};

/** The choices that make an expression of these events, if any do. */
export function openValue(tree: Value | null | undefined, events: readonly { name: string }[]): Parts | null {
  const parts = tree ? partsOf(tree) : null;
  return parts && events.some(({ name }) => name === parts.event) ? parts : null;
}

/** What is there already, opened for change: as choices where its expression is made of such, else as text. */
export function openDefinition(definition: VariableDefinition, tree: Value | null | undefined, events: readonly { name: string }[]): Draft {
  const parts = openValue(tree, events);
  return {
    ...EMPTY,
    mode: parts ? "parts" : "text",
    parts: parts ?? { ...EMPTY.parts, event: events[0]?.name ?? "" },
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
