import type { useDefinitions } from "@/api";
import { entitle } from "@/parts/sourceWords";

type Definitions = NonNullable<ReturnType<typeof useDefinitions>["data"]>["definitions"];

export interface SensitiveField {
  name: string;
  title: string;
}

/** What the data know of people that is kept hidden until somebody allows it, each name once. */
export function listSensitive(definitions: Definitions): SensitiveField[] {
  const found = new Map<string, SensitiveField>();
  const note = (name: string, title: string | null | undefined) => found.set(name, { name, title: title ?? found.get(name)?.title ?? entitle(name) });
  for (const source of Object.values(definitions.sources ?? {}))
    for (const [name, column] of Object.entries(source.columns ?? {})) if (column.sensitivity === "sensitive") note(name, column.title);
  for (const [name, variable] of Object.entries(definitions.variables ?? {})) if (variable.sensitivity === "sensitive") note(name, variable.title);
  return [...found.values()].sort((a, b) => a.title.localeCompare(b.title));
}
