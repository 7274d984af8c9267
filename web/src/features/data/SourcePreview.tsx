import { Group, ScrollArea, Stack, Table, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client, type Model } from "@/api";
import { useFormat } from "@/format";
import { Problem, Section, Working } from "@/parts";
import { words } from "@/parts/sourceWords";
import { AccountBar, AccountNumbers, Reasons } from "./Account";
import type { SourceDefinition } from "./flat";

const WAIT_MS = 600;
const SHOWN = 4;

/** What the definition makes of the first rows, before it is saved. */
export function SourcePreview({ name, definition, changed }: { name: string; definition: SourceDefinition; /** Shown first. */ changed: ReadonlySet<string> }) {
  const format = useFormat();
  const [asked] = useDebouncedValue(definition, WAIT_MS);
  const query = useQuery({
    queryKey: ["source-preview", name, asked],
    queryFn: async ({ signal }) => (await client.POST("/v1/sources/{name}/preview", { params: { path: { name } }, body: asked, signal })).data!,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const found = query.data;
  const isBehind = query.isFetching || asked !== definition;
  return (
    <Section title="Preview" about="What becomes of the first rows with what you chose.">
      <Stack gap="md" aria-live="polite" aria-busy={isBehind}>
        {query.error && !isBehind ? <Problem error={query.error} /> : null}
        {!found && query.isFetching && <Working what="Reading the first rows" p={0} />}
        {found && !query.error && (
          <Stack gap="md" style={{ opacity: isBehind ? 0.55 : 1, transition: "opacity 120ms" }}>
            <Stack gap={6}>
              <AccountBar account={asAccount(found)} />
              <AccountNumbers account={asAccount(found)} />
              {found.first_date && <Text size="sm" c="dimmed">{format.day(found.first_date)} – {format.day(found.last_date)}</Text>}
            </Stack>
            <Reasons title="Set aside" reasons={found.set_aside} />
            <Reasons title="Left out on purpose" reasons={found.excluded} />
            <ScrollArea.Autosize mah={420} type="auto" viewportProps={{ tabIndex: 0, role: "region", "aria-label": "What the columns become" }}>
              <Table verticalSpacing={6}>
                <Table.Thead><Table.Tr><Table.Th>Column</Table.Th><Table.Th>In the file → read as</Table.Th></Table.Tr></Table.Thead>
                <Table.Tbody>{[...found.columns].sort((a, b) => Number(changed.has(b.name)) - Number(changed.has(a.name))).map((column) => <Column key={column.name} column={column} isChanged={changed.has(column.name)} />)}</Table.Tbody>
              </Table>
            </ScrollArea.Autosize>
            {(found.unused ?? []).length > 0 && <Text size="sm" c="dimmed">Not used: {found.unused!.join(", ")}</Text>}
            {(found.notes ?? []).map((note) => <Text key={note} size="sm" c="dimmed">{note}</Text>)}
          </Stack>
        )}
      </Stack>
    </Section>
  );
}

function Column({ column, isChanged }: { column: Model<"ColumnPreview">; isChanged: boolean }) {
  const format = useFormat();
  return (
    <Table.Tr style={{ verticalAlign: "top" }}>
      <Table.Td>
        <Text size="sm" fw={isChanged ? 650 : undefined} style={{ overflowWrap: "anywhere" }}>{words(column.name)}</Text>
        <Text size="xs" c="dimmed">{column.kind}{column.masked ? " · masked" : ""}</Text>
      </Table.Td>
      <Table.Td>
        <Group gap="sm" style={{ rowGap: 4 }}>
          {column.values.slice(0, SHOWN).map(({ raw, read }, index) => (
            <Text key={index} size="sm" style={{ overflowWrap: "anywhere" }}>
              {raw ?? "(empty)"}
              {raw !== read && <Text span size="sm" c={read === null && raw !== null ? "red" : "dimmed"}> → {read ?? "missing"}</Text>}
            </Text>
          ))}
        </Group>
        {(column.unreadable > 0 || column.missing > 0) && (
          <Text size="xs" c={column.unreadable > 0 ? "red" : "dimmed"}>
            {[column.unreadable > 0 && `${format.count(column.unreadable)} cannot be read`, column.missing > 0 && `${format.count(column.missing)} missing`].filter(Boolean).join(" · ")}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function asAccount(found: Model<"SourcePreview">): Model<"SourceAccount"> {
  return { source: found.name, role: "", unit: null, rows_in: found.rows, rows_kept: found.kept, excluded: found.excluded ?? [], quarantined: found.set_aside ?? [], merged: found.merged ?? [], future_rows: 0 };
}
