import type { DefinitionModels } from "@/api";

export type SourceDefinition = DefinitionModels["sources"];
export type ColumnDefinition = SourceDefinition["columns"][string];
type Flat = Record<string, unknown>;

const COLUMN = "column ";

/** A source with each column as a field of its own, so that two people's corrections of different columns go together. */
export function flatten({ columns, ...rest }: SourceDefinition): Flat {
  return { ...rest, ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [COLUMN + name, column])) };
}

export function unflatten(flat: Flat): SourceDefinition {
  const columns: Flat = {};
  const rest: Flat = {};
  for (const [key, value] of Object.entries(flat)) {
    if (!key.startsWith(COLUMN)) rest[key] = value;
    else if (value !== undefined && value !== null) columns[key.slice(COLUMN.length)] = value;
  }
  return { ...rest, columns } as unknown as SourceDefinition;
}

/** Which fields differ, in words for the one who saves. */
export function listChanged(before: SourceDefinition, after: SourceDefinition): string[] {
  const [was, is] = [flatten(before), flatten(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => JSON.stringify(was[key] ?? null) !== JSON.stringify(is[key] ?? null)).map((key) => key.replace(/_/g, " "));
}

export function listChangedColumns(before: SourceDefinition, after: SourceDefinition): ReadonlySet<string> {
  return new Set(Object.keys(after.columns).filter((name) => JSON.stringify(before.columns[name]) !== JSON.stringify(after.columns[name])));
}
