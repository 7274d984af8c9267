import createFetchClient from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import { ProblemError, readProblem } from "./problem";
import type { components, paths } from "./schema";

/** Any named model of the API: `Model<"SegmentSize">`. */
export type Model<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** The typed client for calls that are not queries. Every failure is a ProblemError. */
export const client = createFetchClient<paths>({
  baseUrl: "/",
  headers: { "X-Requested-With": "satsuma" }, // what a form on another site cannot send
  querySerializer: { array: { style: "form", explode: true } },
});

client.use({
  async onResponse({ response }) {
    if (!response.ok) throw new ProblemError(await readProblem(response));
    return response;
  },
  onError: ({ error }) => (error instanceof ProblemError ? error : new ProblemError(unreachable)),
});

const unreachable = {
  type: "about:blank",
  title: "The server does not answer",
  status: 0,
  code: "unreachable",
  detail: "Is 'satsuma serve' still running? Your last saved work is on its disk.",
  findings: [],
};

/** Queries and mutations with the API's types: `api.useQuery("get", "/v1/segments")`. */
export const api = createQueryClient(client);
