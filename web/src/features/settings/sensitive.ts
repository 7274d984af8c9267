import type { useDefinitions } from "@/api";
import { entitle, words } from "@/parts/sourceWords";

type Definitions = NonNullable<ReturnType<typeof useDefinitions>["data"]>["definitions"];

export interface SensitiveField {
  name: string;
  title: string;
}

/** What the data know of people that is kept hidden until somebody allows it, each name once. */
export function listSensitive(definitions: Definitions): SensitiveField[] {
  const found = new Map<string, SensitiveField>();
  const unitOf = new Map<string, string>();
  const note = (name: string, title: string | null | undefined, unit: string | null | undefined) => {
    found.set(name, { name, title: title ?? found.get(name)?.title ?? entitle(name) });
    if (unit) unitOf.set(name, unit);
  };
  for (const source of Object.values(definitions.sources ?? {}))
    for (const [name, column] of Object.entries(source.columns ?? {})) if (column.sensitivity === "sensitive") note(name, column.title, source.unit);
  for (const [name, variable] of Object.entries(definitions.variables ?? {})) if (variable.sensitivity === "sensitive") note(name, variable.title, variable.unit);
  const all = [...found.values()];
  const isTwice = (title: string) => all.filter((each) => each.title === title).length > 1;
  return all.map((each) => (isTwice(each.title) ? { ...each, title: `${each.title} (${words(unitOf.get(each.name) ?? each.name)})` } : each)).sort((a, b) => a.title.localeCompare(b.title));
}
