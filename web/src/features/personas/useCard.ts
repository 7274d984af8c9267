import { useState } from "react";
import { api, type Model, useDefinitions, useEditing } from "@/api";

export type Card = Model<"PersonaCard">;
export type Line = Model<"PersonaLine">;
export type Persona = Model<"PersonaDefinition">;

/** A card and the way to write on it. Each change is saved at once; `merge` is there while somebody else's stands in the way. */
export function useCard(segment: string, asOf: string | undefined) {
  const card = api.useQuery("get", "/v1/personas/{name}", { params: { path: { name: segment }, query: { as_of: asOf } } });
  const stored = useDefinitions();
  const editing = useEditing("personas");
  const [wish, setWish] = useState<{ base: Persona; mine: Persona } | null>(null);
  const etag = stored.data?.etags.personas?.[segment] ?? null;
  // What is written builds on the definition that the fingerprint belongs to; the card may be older.
  const definition = stored.data?.definitions.personas[segment] ?? card.data?.definition;

  const write = async (mine: Persona, over: string | null) => {
    const saved = await editing.save(segment, mine, over);
    if (saved) setWish(null);
    return saved !== null;
  };
  const theirs = editing.conflict;
  return {
    card,
    definition,
    isSaving: editing.isSaving,
    error: editing.error,
    forget: editing.reset,
    change: (part: Partial<Persona>) => {
      const base = definition!;
      const mine = { ...base, ...part };
      setWish({ base, mine });
      return write(mine, etag);
    },
    merge: theirs && wish ? { ...wish, theirs: theirs.present ?? wish.base, save: (merged: Persona) => write(merged, theirs.etag), close: editing.reset } : null,
  };
}

export type Editor = ReturnType<typeof useCard>;
