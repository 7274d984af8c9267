import { Group, ScrollArea, Stack, Table, Text } from "@mantine/core";
import { useMemo } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Chart, Figure, Section } from "@/parts";
import { words } from "@/parts/sourceWords";
import { amount, drawMonths, listLines, type MoneyLine } from "./money";

/** One source's money: what came in, what was kept, gross to net, month by month, as finance has it. */
export function Money({ account, isNamed }: { account: Model<"MoneyAccount">; isNamed: boolean }) {
  const format = useFormat();
  const spec = useMemo(() => drawMonths(account), [account]);
  const lines = useMemo(() => listLines(account), [account]);
  const money = (value: string) => format.money(amount(value), account.currency);
  return (
    <Section title={isNamed ? `Money reconciled: ${words(account.source)}` : "Money reconciled"} about="Money in the files = money kept + money left out or set aside, to the cent.">
      <Group gap={40}>
        <Figure value={money(account.net)} label="net" />
        <Figure value={format.count(account.orders)} label="orders" note={account.lines !== account.orders ? `${format.count(account.lines)} lines` : undefined} />
      </Group>
      <Group align="flex-start" gap="xl">
        <Lines title="In the files, and kept" lines={lines.reconciled} currency={account.currency} />
        <Lines title="From gross to net" lines={lines.net} currency={account.currency} />
      </Group>
      {(account.months ?? []).length > 1 && <Chart spec={spec} />}
      {(account.months ?? []).length > 0 && (
        <details>
          <Text component="summary" size="sm" fw={600} style={{ cursor: "pointer" }}>Month by month</Text>
          <ScrollArea type="auto" tabIndex={0} role="region" aria-label={`Money by month: ${words(account.source)}`}>
            <Table miw={720} mt="xs" striped>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Month</Table.Th>
                  {["Gross", "Tax", "Discounts", "Returns", "Net", "Orders", "Lines"].map((each) => <Table.Th key={each} ta="right">{each}</Table.Th>)}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {account.months!.map((month) => (
                  <Table.Tr key={month.month}>
                    <Table.Td>{month.month}</Table.Td>
                    {[month.gross, month.tax, month.discount, month.returns, month.net].map((value, index) => <Table.Td key={index} ta="right">{format.number(amount(value), 2)}</Table.Td>)}
                    <Table.Td ta="right">{format.count(month.orders)}</Table.Td>
                    <Table.Td ta="right">{format.count(month.lines)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea>
        </details>
      )}
    </Section>
  );
}

function Lines({ title, lines, currency }: { title: string; lines: readonly MoneyLine[]; currency: string | null | undefined }) {
  const format = useFormat();
  return (
    <Stack gap={4} style={{ flex: "1 1 300px" }}>
      <Text size="sm" fw={600}>{title}</Text>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {lines.map(({ label, value, of }) => (
            <Table.Tr key={label}>
              <Table.Td fw={of === "total" ? 600 : undefined} pl={of === "part" ? "md" : undefined} style={{ overflowWrap: "anywhere" }}>{label}</Table.Td>
              <Table.Td ta="right" fw={of === "total" ? 600 : undefined} style={{ whiteSpace: "nowrap" }}>{format.number(value, 2)}{currency ? ` ${currency}` : ""}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
