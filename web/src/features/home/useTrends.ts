import { useQueries } from "@tanstack/react-query";
import { api, type Model } from "@/api";

const AT_ONCE = 5;
const STEPS = 6;

/** The average KPI of segments as of past days, by name: known without many runs. Empty for totals and shares. */
export function useTrends(kpi: Model<"KpiStanding">, names: readonly string[]): Record<string, number[]> {
  const asked = kpi.measure === "average" ? names : [];
  const chunks = Array.from({ length: Math.ceil(asked.length / AT_ONCE) }, (_, index) => asked.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
  const found = useQueries({
    queries: chunks.map((segment) => api.queryOptions("get", "/v1/trace", { params: { query: { variable: kpi.variable, segment: [...segment], steps: STEPS } } }, { staleTime: 300_000 })),
  });
  const trends: Record<string, number[]> = {};
  for (const { data } of found)
    for (const series of data?.result.series ?? []) {
      const values = series.points.flatMap((point) => (point.value === null || point.value === undefined ? [] : [point.value]));
      if (series.name && values.length > 1) trends[series.name] = values;
    }
  return trends;
}
