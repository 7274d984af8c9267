import { Anchor, Badge, Box, Group, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { useFormat } from "@/format";
import { Meter, Trend } from "@/parts";
import { addressOf, type Listed } from "./listing";
import { LiveSize } from "./LiveSize";
import classes from "./segments.module.css";

type Order = "customers" | "title" | "contactable" | "owner";
const reachOf = (row: Listed) => Math.max(0, ...Object.values(row.size?.contactable ?? {}));
const KEYS: Record<Order, (row: Listed) => number | string> = {
  customers: (row) => -(row.size?.customers ?? -1),
  contactable: (row) => -reachOf(row),
  title: (row) => row.title.toLowerCase(),
  owner: (row) => row.definition.owner?.toLowerCase() ?? "\uffff",
};

/** Segments as rows; on a narrow screen as cards. */
export function SegmentTable({ segments, isSizing }: { segments: readonly Listed[]; isSizing: boolean }) {
  const format = useFormat();
  const [order, setOrder] = useState<Order>("customers");
  const [isTurned, setTurned] = useState(false);
  const key = KEYS[order];
  const rows = [...segments].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.title.localeCompare(b.title)) * (isTurned ? -1 : 1));
  const head = (by: Order, words: string, align: "left" | "right" = "left") => (
    <Table.Th ta={align} aria-sort={order === by ? (isTurned ? "descending" : "ascending") : undefined}>
      <UnstyledButton fz="sm" fw={600} onClick={() => (order === by ? setTurned(!isTurned) : (setOrder(by), setTurned(false)))}>
        <Group gap={4} wrap="nowrap">{words}{order === by && (isTurned ? <IconArrowUp size={13} aria-hidden /> : <IconArrowDown size={13} aria-hidden />)}</Group>
      </UnstyledButton>
    </Table.Th>
  );
  if (!rows.length) return <Text c="dimmed" size="sm">No segment fits what you are looking for.</Text>;
  return (
    <Table className={classes.table} verticalSpacing="sm" style={{ opacity: isSizing ? 0.6 : 1 }}>
      <Table.Thead>
        <Table.Tr>
          {head("title", "Segment")}
          {head("customers", "Size")}
          {head("contactable", "Contactable")}
          <Table.Th>Trend</Table.Th>
          {head("owner", "Owner")}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.name}>
            <Table.Td className={classes.name}>
              <Group gap={8}>
                <Anchor component={Link} to={addressOf(row.name)} fw={600} c="inherit">{row.title}</Anchor>
                {!row.definition.enabled && <Badge size="sm" variant="light" color="gray" tt="none">off</Badge>}
                {row.isEdited && <Badge size="sm" variant="light" tt="none">edited since the last run</Badge>}
              </Group>
              <Text size="xs" c="dimmed" lineClamp={2}>{row.definition.description ?? row.size?.sentence ?? row.definition.rule}</Text>
            </Table.Td>
            <Table.Td data-label="Size" className={classes.size}>
              {row.size && !row.isEdited ? (
                <Stack gap={3}>
                  <Text size="sm" fw={600}>{format.count(row.size.customers)}</Text>
                  <Meter share={row.size.share} label={`Share of everyone in ${row.title}`} />
                </Stack>
              ) : (
                <LiveSize rule={row.definition.rule} unit={row.definition.unit} title={row.title} />
              )}
            </Table.Td>
            <Table.Td data-label="Contactable"><Reach contactable={row.size?.contactable} /></Table.Td>
            <Table.Td data-label="Trend">
              <Group gap={8} wrap="nowrap">
                <Trend values={row.trend} label={`Size of ${row.title} over the last ${row.trend.length} runs`} />
                <Change size={row.size} />
              </Group>
            </Table.Td>
            <Table.Td data-label="Owner"><Text size="sm" c={row.definition.owner ? undefined : "dimmed"}>{row.definition.owner ?? "–"}</Text></Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const CHANNELS: Record<string, string> = { email: "e-mail", phone: "phone", post: "post" };

export function Reach({ contactable }: { contactable: Readonly<Record<string, number>> | undefined }) {
  const format = useFormat();
  const channels = Object.entries(contactable ?? {});
  if (!channels.length) return <Text size="sm" c="dimmed">–</Text>;
  return (
    <Stack gap={0}>
      {channels.map(([channel, customers]) => (
        <Text key={channel} size="xs" style={{ whiteSpace: "nowrap" }}><b>{format.count(customers)}</b> <Text span size="xs" c="dimmed">{CHANNELS[channel] ?? channel}</Text></Text>
      ))}
    </Stack>
  );
}

function Change({ size }: { size: Listed["size"] }) {
  const format = useFormat();
  if (!size || size.entered === null || size.entered === undefined || size.left === null || size.left === undefined || (!size.entered && !size.left)) return null;
  return (
    <Box>
      <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>+{format.count(size.entered)} in</Text>
      <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>−{format.count(size.left)} out</Text>
    </Box>
  );
}
