import { Anchor, Button, Group, Stack, Table, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Model } from "@/api";
import { useFormat } from "@/format";
import { Loaded, WideTable } from "@/parts";
import type { Condition } from "./tree";

interface SampleProperties {
  rule: Condition;
  unit: string | undefined;
  asOf: string | undefined;
  /** Asks why this customer is in. */
  onAsk: (key: string) => void;
}

type Cell = Model<"SampleRow">["values"][number];

/** Some of those who satisfy the rule. */
export function Sample({ rule, unit, asOf, onAsk }: SampleProperties) {
  const format = useFormat();
  const [seed, setSeed] = useState(0);
  const query = useQuery({
    queryKey: ["rules", "members", unit, asOf, JSON.stringify(rule), seed],
    queryFn: async ({ signal }) => (await client.POST("/v1/rules/members", { body: { tree: rule, unit: unit ?? null, as_of: asOf ?? null, customers: 8, seed, variables: [] }, signal })).data!,
    placeholderData: keepPreviousData,
  });
  const write = (value: Cell, column: Model<"SampleColumn">) => {
    if (value === null || value === undefined) return "–";
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (typeof value === "number") return format.value(value, column.kind, column.currency);
    return Array.isArray(value) ? value.join(", ") : column.kind === "date" ? format.day(value as string) : value;
  };
  return (
    <Loaded query={query} what="Drawing some members">
      {(sample) =>
        sample.rows.length === 0 ? (
          <Text size="sm" c="dimmed">Nobody satisfies this rule, so there is nobody to show.</Text>
        ) : (
          <Stack gap="xs">
            <WideTable label="Some of them" minWidth={420}>
              <Table fz="sm" verticalSpacing={5}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Key</Table.Th>
                    {sample.columns.map((column) => <Table.Th key={column.name}>{column.title}</Table.Th>)}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {sample.rows.map((row) => (
                    <Table.Tr key={row.key}>
                      <Table.Td><Anchor component="button" type="button" size="sm" onClick={() => onAsk(row.key)} aria-label={`Why is ${row.key} in?`}>{row.key}</Anchor></Table.Td>
                      {row.values.map((value, index) => <Table.Td key={index}>{write(value, sample.columns[index]!)}</Table.Td>)}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </WideTable>
            <Group><Button size="xs" variant="default" onClick={() => setSeed(seed + 1)}>Draw others</Button></Group>
          </Stack>
        )
      }
    </Loaded>
  );
}
