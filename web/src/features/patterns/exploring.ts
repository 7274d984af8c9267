import { useEffect, useState } from "react";
import { client, type Job, useStartedJob } from "@/api";

export interface ExploreOrder {
  variables?: readonly string[];
  kpi?: string | null;
  /** Known before the outcome, however well they tell it. */
  confirm?: readonly string[];
}

/** Starts explorations: of everything, kept for the report, or of chosen variables, shown when they are done. */
export function useExplore(asOf: string | undefined, startAll: (job: Job) => void, show: (job: string | null) => void) {
  const chosen = useStartedJob();
  const [problem, setProblem] = useState<unknown>(null);
  const done = chosen.job?.state === "done" ? chosen.job.id : null;
  const { forget } = chosen;
  useEffect(() => {
    if (!done) return;
    show(done);
    forget();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each job that is done
  }, [done]);
  const explore = async (order: ExploreOrder) => {
    setProblem(null);
    const variables = [...(order.variables ?? [])];
    try {
      const { data } = await client.POST("/v1/exploration", {
        params: { query: { again: true } },
        body: { variables, kpi: order.kpi ?? null, confirm: [...(order.confirm ?? [])], as_of: asOf ?? null, unit: null },
      });
      if (!data) return;
      if (variables.length) return chosen.start(data);
      show(null);
      startAll(data);
    } catch (error) {
      setProblem(error);
    }
  };
  return { explore: (order: ExploreOrder) => void explore(order), problem, chosen };
}
