/** Two people changed the same definition: what each field was, is now, and should become. */
export interface FieldChange {
  field: string;
  mine: unknown;
  theirs: unknown;
  /** Only they changed it, only I did, or both differently. */
  by: "them" | "me" | "both";
}

type Fields = Record<string, unknown>;

/** The fields in which mine and theirs differ. What only they changed is theirs already. */
export function findChanges(base: Fields, mine: Fields, theirs: Fields): FieldChange[] {
  const fields = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  return fields
    .filter((field) => !isSame(mine[field], theirs[field]))
    .map((field) => ({
      field,
      mine: mine[field],
      theirs: theirs[field],
      by: isSame(mine[field], base[field]) ? "them" : isSame(theirs[field], base[field]) ? "me" : "both",
    }));
}

/** Mine, with theirs in the fields that were chosen so. */
export function mergeFields<Definition extends object>(mine: Definition, theirs: Definition, chosen: Readonly<Record<string, "mine" | "theirs">>): Definition {
  const merged: Fields = { ...(mine as Fields) };
  for (const [field, side] of Object.entries(chosen)) if (side === "theirs") merged[field] = (theirs as Fields)[field];
  return merged as Definition;
}

/** Equal as JSON, whatever the order of keys; nothing, null and empty are the same to a reader. */
export function isSame(first: unknown, second: unknown): boolean {
  return spell(first) === spell(second);
}

function spell(value: unknown): string {
  if (value === null || value === undefined || value === "") return "null";
  if (Array.isArray(value)) return `[${value.map(spell).join()}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => spell(inner) !== "null");
  return entries.length ? `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${spell(inner)}`).sort().join()}}` : "null";
}
