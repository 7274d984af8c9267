import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, client, type Model } from "./client";
import { ProblemError } from "./problem";

/** The sections of a project's definitions, with the model of one definition in each. */
export interface DefinitionModels {
  sources: Model<"SourceDefinition">;
  variables: Model<"VariableDefinition">;
  segments: Model<"SegmentDefinition">;
  segmentations: Model<"SegmentationDefinition">;
  targets: Model<"TargetDefinition">;
  objectives: Model<"ObjectiveDefinition">;
  discoveries: Model<"DiscoveryDefinition">;
  personas: Model<"PersonaDefinition">;
}
export type DefinitionSection = keyof DefinitionModels;
export type EditResult = Model<"EditResult">;

/** All definitions as they stand in the project's files, each with its fingerprint. */
export function useDefinitions(enabled = true) {
  return api.useQuery("get", "/v1/definitions", {}, { enabled });
}

/** What stands in the way of a save: somebody else's version, with the fingerprint to save over it. */
export interface Conflict<Definition> {
  present: Definition | null;
  etag: string | null;
}

/** Saves and removes one section's definitions with If-Match. A `conflict` is what another editor made of it meanwhile. */
export function useEditing<Section extends DefinitionSection>(section: Section) {
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict<DefinitionModels[Section]> | null>(null);
  const [isSaving, setSaving] = useState(false);
  const attempt = async (name: string, work: () => Promise<EditResult>): Promise<EditResult | null> => {
    setSaving(true);
    setError(null);
    setConflict(null);
    try {
      const made = await work();
      void queries.invalidateQueries();
      return made;
    } catch (problem) {
      if (problem instanceof ProblemError && problem.status === 412) {
        setConflict(await readConflict(section, name, problem));
      } else setError(problem);
      return null;
    } finally {
      setSaving(false);
    }
  };
  return {
    error,
    conflict,
    isSaving,
    /** `etag` null: a new definition; `called` renames it. */
    save: (name: string, definition: DefinitionModels[Section], etag: string | null, called?: string) =>
      attempt(name, () => putDefinition(section, name, definition, etag, called)),
    remove: (name: string, etag: string) => attempt(name, () => deleteDefinition(section, name, etag)),
    reset: () => {
      setError(null);
      setConflict(null);
    },
  };
}

/** The definition as it is now in its full form: the problem's own leaves defaults out, which would look like differences. */
async function readConflict<Section extends DefinitionSection>(section: Section, name: string, problem: ProblemError): Promise<Conflict<DefinitionModels[Section]>> {
  const told = problem.body as typeof problem.body & { etag?: string | null };
  try {
    const { data, response } = await client.GET(addressOf(section), { params: { path: { name } } });
    const etag = response.headers.get("etag")?.replace(/^W\//, "").replace(/"/g, "") ?? told.etag ?? null;
    return { present: data as unknown as DefinitionModels[Section], etag };
  } catch {
    return { present: null, etag: told.etag ?? null }; // it has gone
  }
}

export async function putDefinition<Section extends DefinitionSection>(section: Section, name: string, definition: DefinitionModels[Section], etag: string | null, called?: string): Promise<EditResult> {
  const { data } = await client.PUT(addressOf(section), {
    params: { path: { name }, query: called ? { called } : {}, header: etag ? { "if-match": `"${etag}"` } : { "if-none-match": "*" } },
    body: definition as never,
  });
  return data!;
}

async function deleteDefinition(section: DefinitionSection, name: string, etag: string): Promise<EditResult> {
  const { data } = await client.DELETE(addressOf(section), { params: { path: { name }, header: { "if-match": `"${etag}"` } } });
  return data!;
}

/** All sections have the same form of address; the client knows them one by one. */
const addressOf = (section: DefinitionSection) => `/v1/definitions/${section}/{name}` as "/v1/definitions/variables/{name}";
