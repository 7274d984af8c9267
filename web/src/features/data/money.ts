import type { Model } from "@/api";

type MoneyAccount = Model<"MoneyAccount">;

/** Exact decimal text as a number to draw and to format; sums stay the server's. */
export const amount = (text: string): number => Number(text);

export interface MoneyLine {
  label: string;
  value: number;
  of: "total" | "part";
}

/** Money in = kept + what was left out, by reason; then from gross to net: what finance looks for. */
export function listLines(account: MoneyAccount): { reconciled: MoneyLine[]; net: MoneyLine[] } {
  const parts = [
    ["Left out: ", account.excluded],
    ["Set aside: ", account.quarantined],
    ["Merged: ", account.merged],
  ] as const;
  const reconciled: MoneyLine[] = [
    { label: "In the files", value: amount(account.total_in), of: "total" },
    ...parts.flatMap(([word, reasons]) => Object.entries(reasons ?? {}).map(([reason, value]): MoneyLine => ({ label: word + reason, value: -amount(value), of: "part" }))),
    { label: "Kept", value: amount(account.total_kept), of: "total" },
  ];
  const net: MoneyLine[] = [
    { label: "Gross", value: amount(account.gross), of: "total" },
    { label: "Tax", value: -amount(account.tax), of: "part" },
    { label: "Discounts", value: -amount(account.discount), of: "part" },
    { label: "Returns", value: -amount(account.returns), of: "part" },
    { label: "Net", value: amount(account.net), of: "total" },
  ];
  return { reconciled, net: net.filter(({ of, value }) => of === "total" || value !== 0) };
}

/** Net money by month, returns below. */
export function drawMonths(account: MoneyAccount): Record<string, unknown> {
  const months = account.months ?? [];
  const hasReturns = months.some(({ returns }) => amount(returns) !== 0);
  const values = months.flatMap(({ month, net, returns, orders }) => [
    { month, of: "Net", amount: amount(net), orders },
    ...(hasReturns ? [{ month, of: "Returns", amount: -Math.abs(amount(returns)), orders }] : []),
  ]);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: `Net by month${account.currency ? ` (${account.currency})` : ""}`,
    data: { values },
    height: 220,
    mark: { type: "bar", width: { band: 0.7 } },
    encoding: {
      x: { field: "month", type: "temporal", timeUnit: "yearmonth", title: null, axis: { format: "%b %Y", tickCount: "month", labelOverlap: true, labelAngle: 0 } },
      y: { field: "amount", type: "quantitative", title: null },
      ...(hasReturns ? { color: { field: "of", type: "nominal", title: null } } : {}),
      tooltip: [
        { field: "month", title: "Month" },
        { field: "amount", type: "quantitative", format: ",.2f", title: "Amount" },
        { field: "orders", type: "quantitative", format: ",", title: "Orders" },
      ],
    },
  };
}
