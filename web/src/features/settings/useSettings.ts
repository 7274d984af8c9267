import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Model, ProblemError } from "@/api";

type Settings = Model<"ProjectDefinition">;

/** Saves the settings where nobody changed them meanwhile; `theirs` is what somebody else made of them, with its fingerprint. */
export function useSettings() {
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [theirs, setTheirs] = useState<{ settings: Settings; etag: string } | null>(null);
  const [isSaving, setSaving] = useState(false);
  const save = async (settings: Settings, etag: string): Promise<boolean> => {
    setSaving(true);
    setError(null);
    setTheirs(null);
    try {
      await client.PUT("/v1/definitions/project", { params: { header: { "if-match": `"${etag}"` } }, body: settings });
      await queries.invalidateQueries();
      return true;
    } catch (problem) {
      const now = problem instanceof ProblemError && problem.status === 412 ? await readNow() : null;
      if (now) setTheirs(now);
      else setError(problem);
      return false;
    } finally {
      setSaving(false);
    }
  };
  return { error, theirs, isSaving, save, reset: () => setTheirs(null) };
}

async function readNow(): Promise<{ settings: Settings; etag: string } | null> {
  const { data } = await client.GET("/v1/definitions");
  const etag = data?.etags.project?.[""];
  return data && etag ? { settings: data.definitions.project, etag } : null;
}
