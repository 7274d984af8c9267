import { useState } from "react";
import { client, useWork } from "@/api";

/** The work of one study: starting it, and how far it is, whoever started it. */
export function useLookForGroups(name: string) {
  const work = useWork(`/v1/discoveries/${encodeURIComponent(name)}`);
  const [problem, setProblem] = useState<unknown>(null);
  const look = async (order: { quick: boolean; asOf?: string | undefined }) => {
    setProblem(null);
    try {
      const { data } = await client.POST("/v1/discoveries/{name}", {
        params: { path: { name }, query: { again: true } },
        body: { quick: order.quick, as_of: order.asOf ?? null, basis: [], algorithms: [], k: null },
      });
      if (data) work.start(data);
    } catch (error) {
      setProblem(error);
    }
  };
  return { look, work, problem };
}
