import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemError } from "@/api";

interface Saving<Definition> {
  /** How it was when the form was opened; null for a new one. */
  base: Definition | null;
  etag: string | null;
  /** Fills in what the other's version leaves out, so that only true differences are asked about. */
  complete: (definition: Definition) => Definition;
  put: (definition: Definition, etag: string | null) => Promise<unknown>;
  onSaved: () => void;
}

/** Saving a definition: mistakes as a problem, an edit that came second as the other's version to be merged. */
export function useSaved<Definition extends object>({ base, etag, complete, put, onSaved }: Saving<Definition>) {
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setSaving] = useState(false);
  const [conflict, setConflict] = useState<{ mine: Definition; theirs: Definition; etag: string | null } | null>(null);
  const queries = useQueryClient();

  const save = async (definition: Definition, tag: string | null = etag) => {
    setSaving(true);
    setProblem(null);
    try {
      await put(definition, tag);
      setConflict(null);
      await queries.invalidateQueries();
      onSaved();
    } catch (error) {
      const body = error instanceof ProblemError ? error.body : null;
      if (body?.status === 412 && body.present) setConflict({ mine: complete(definition), theirs: complete(body.present as Definition), etag: body.etag ?? null });
      else setProblem(error);
    } finally {
      setSaving(false);
    }
  };

  return { save, isSaving, problem, conflict, base: base && complete(base), dropConflict: () => setConflict(null) };
}
