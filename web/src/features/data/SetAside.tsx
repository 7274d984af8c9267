import { Button, Group, Pagination, ScrollArea, Select, Stack, Table, Text } from "@mantine/core";
import { IconCheck, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { api, client, type Model, saveFile } from "@/api";
import { useFormat } from "@/format";
import { Empty, Loaded, Problem, Section } from "@/parts";
import { words } from "@/parts/sourceWords";
import { writeCsv } from "./csv";

const PAGE = 25;
const FEW = 6;
const MOST = 200;

/** Rows that no result counts, with the reason; personal values masked. */
export function SetAside() {
  const [parameters, setParameters] = useSearchParams();
  const source = parameters.get("source");
  const reason = parameters.get("reason");
  const page = Math.max(1, Number(parameters.get("page") ?? 1) || 1);
  const change = (part: Record<string, string | null>) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      for (const [key, value] of Object.entries(part)) if (value) after.set(key, value); else after.delete(key);
      return after;
    });
  const filter = { ...(source ? { source } : {}), ...(reason ? { reason } : {}) };
  const query = api.useQuery("get", "/v1/set-aside", { params: { query: { ...filter, offset: (page - 1) * PAGE, limit: PAGE } } }, { placeholderData: (before) => before });
  return (
    <Loaded query={query} what="Reading the rows set aside">
      {(found) => {
        const sources = Object.keys(found.reasons);
        const reasons = source ? Object.keys(found.reasons[source] ?? {}) : [...new Set(Object.values(found.reasons).flatMap((each) => Object.keys(each)))];
        if (!sources.length) return <Empty icon={IconCheck} title="No row was set aside">Every row of your files could be used, was left out on purpose, or merged with its twin.</Empty>;
        return (
          <Section title="Rows that no result counts" about="They could not be used as they are. Correct the source, or the file, and run again: they come back. Values of people are masked: letters as x, digits as 0.">
            <Group gap="sm" align="flex-end">
              <Select label="Source" placeholder="All sources" clearable value={source} onChange={(value) => change({ source: value, reason: null, page: null })} data={sources.map((value) => ({ value, label: words(value) }))} w={220} clearButtonProps={{ "aria-label": "All sources" }} />
              <Select label="Reason" placeholder="All reasons" clearable value={reason} onChange={(value) => change({ reason: value, page: null })} data={reasons} flex="1 1 240px" maw={480} clearButtonProps={{ "aria-label": "All reasons" }} />
              <Download filter={filter} total={found.total} />
            </Group>
            <Rows found={found} />
            {found.total > PAGE && <Pagination total={Math.ceil(found.total / PAGE)} value={page} onChange={(next) => change({ page: String(next) })} getControlProps={(control) => ({ "aria-label": `${control} page` })} />}
          </Section>
        );
      }}
    </Loaded>
  );
}

function Rows({ found }: { found: Model<"SetAsideRows"> }) {
  const format = useFormat();
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed" role="status" aria-live="polite">{found.rows.length === 0 ? "None" : `${format.count(found.offset + 1)}–${format.count(found.offset + found.rows.length)}`} of {format.count(found.total)}</Text>
      <ScrollArea type="auto" tabIndex={0} role="region" aria-label="Rows set aside">
        <Table miw={760} verticalSpacing="xs">
          <Table.Thead><Table.Tr><Table.Th w={230}>Why</Table.Th><Table.Th w={190}>Where</Table.Th><Table.Th>The row</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {found.rows.map((row, index) => (
              <Table.Tr key={index} style={{ verticalAlign: "top" }}>
                <Table.Td>{row.reason}</Table.Td>
                <Table.Td>
                  <Text size="sm">{words(row.source)}</Text>
                  <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>{[row.file?.replace(/^.*\//, ""), row.line && `line ${format.count(row.line)}`].filter(Boolean).join(", ")}</Text>
                </Table.Td>
                <Table.Td><Fields values={row.values} /></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Stack>
  );
}

/** A row's fields, the first few at once. */
function Fields({ values }: { values: Readonly<Record<string, string>> }) {
  const [isOpen, setOpen] = useState(false);
  const entries = Object.entries(values);
  const shown = isOpen ? entries : entries.slice(0, FEW);
  return (
    <Group gap="sm" style={{ rowGap: 2 }}>
      {shown.map(([column, value]) => (
        <Text key={column} size="sm" style={{ overflowWrap: "anywhere" }}><Text span size="xs" c="dimmed">{column}</Text> {value}</Text>
      ))}
      {entries.length > FEW && (
        <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? "Less" : `${entries.length - FEW} more fields`}</Button>
      )}
    </Group>
  );
}

/** The rows as a file, page by page from the server. */
function Download({ filter, total }: { filter: { source?: string; reason?: string }; total: number }) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const load = async () => {
    setBusy(true);
    setError(null);
    try {
      const rows: Model<"SetAsideRow">[] = [];
      while (rows.length < total) {
        const { data } = await client.GET("/v1/set-aside", { params: { query: { ...filter, offset: rows.length, limit: MOST } } });
        if (!data?.rows.length) break;
        rows.push(...data.rows);
      }
      saveFile(new Blob(["\ufeff", writeCsv(rows)], { type: "text/csv" }), "set-aside-rows.csv");
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return (
    <>
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void load()} loading={isBusy} disabled={total === 0}>Download</Button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}
