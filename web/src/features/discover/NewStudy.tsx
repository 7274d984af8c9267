import { Stack } from "@mantine/core";
import { useNavigate, useSearchParams } from "react-router";
import { api, client, type Model, ProblemError } from "@/api";
import { useQuery } from "@tanstack/react-query";
import { Loaded, Page, Problem, useAsOf } from "@/parts";
import { draftOf, type Definition, EMPTY } from "./drafting";
import { StudyForm } from "./StudyForm";

/** A new study, or what a known one groups by. */
export function NewStudy() {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const [asOf] = useAsOf();
  const from = parameters.get("from");
  const variables = api.useQuery("get", "/v1/distributions", { params: { query: { as_of: asOf ?? null } } });
  const bases = api.useQuery("get", "/v1/bases", { params: { query: { as_of: asOf ?? null } } });
  const studies = api.useQuery("get", "/v1/studies");
  const known = useQuery({ queryKey: ["definition", "discoveries", from], queryFn: () => readDefinition(from!), enabled: !!from, staleTime: 0, refetchOnWindowFocus: false });
  const done = (name: string) => void navigate(`/discover/${encodeURIComponent(name)}`);
  return (
    <Page wide title={from ? "Change the study" : "New study"} lead="Choose what customers are grouped by. A study tries every number of groups many times, and says whether they are real.">
      {known.error && <Problem error={known.error} />}
      <Loaded query={variables} what="Looking at every variable: can groups be made of it?">
        {(described) => (
          <Loaded query={studies} what="Reading the studies">
            {(list) =>
              from && !known.data ? (
                <Stack />
              ) : (
                <StudyForm
                  key={from ?? "new"}
                  described={described}
                  proposals={bases.data?.proposals ?? []}
                  taken={list.map((study) => study.name)}
                  before={known.data ?? null}
                  draft={known.data ? draftOf(known.data.definition) : { ...EMPTY, basis: named(parameters.get("basis"), described) }}
                  asOf={asOf}
                  done={done}
                />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

async function readDefinition(name: string): Promise<{ name: string; definition: Definition; etag: string | null }> {
  const { data, response } = await client.GET("/v1/definitions/discoveries/{name}", { params: { path: { name } } });
  if (!data) throw new ProblemError({ type: "about:blank", title: "There is no such study", status: 404, code: "unknown-name", findings: [] });
  return { name, definition: data as Definition, etag: response.headers.get("ETag") };
}

/** The variables of an address that there are. */
function named(basis: string | null, described: Model<"DescribedVariables">): string[] {
  const known = new Set(described.variables.filter((each) => each.distribution).map((each) => each.info.name));
  return [...new Set((basis ?? "").split(",").filter((name) => known.has(name)))];
}
