import { Anchor, Group, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { FamilyBadge, Interval, Section, Warnings, WideTable } from "@/parts";

type Line = Model<"ProfileLine">;
const SHORT = 12;

/** What sets a segment apart from everyone, the strongest first. */
export function Markers({ profile }: { profile: Model<"SegmentProfile"> }) {
  const [all, setAll] = useState(false);
  const shown = profile.lines.filter((line) => !line.suppressed);
  const markers = shown.filter((line) => line.marker);
  const rows = all ? shown : markers.slice(0, SHORT);
  return (
    <Section title="What sets them apart" about="Here against everyone, with the 95 % interval; the tick is everyone.">
      <Warnings warnings={profile.warnings} />
      {rows.length === 0 && <Text c="dimmed" size="sm">Nothing that is known sets them clearly apart.</Text>}
      <WideTable label="Variables that set them apart" minWidth={520}>
        <Table verticalSpacing="xs">
          <Table.Thead><Table.Tr><Table.Th>Variable</Table.Th><Table.Th ta="right">Here</Table.Th><Table.Th ta="right">Everyone</Table.Th><Table.Th w={200}>Interval</Table.Th><Table.Th ta="right">n</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{rows.map((line) => <MarkerRow key={`${line.variable} ${line.level ?? ""}`} line={line} />)}</Table.Tbody>
        </Table>
      </WideTable>
      {shown.length > rows.length || all ? <Group><Anchor component="button" type="button" size="sm" onClick={() => setAll(!all)}>{all ? "Only what sets them apart" : `All ${shown.length} lines`}</Anchor></Group> : null}
    </Section>
  );
}

function MarkerRow({ line }: { line: Line }) {
  const format = useFormat();
  const isShare = line.level !== null && line.level !== undefined;
  const write = (value: number | null | undefined) => format.value(value, isShare ? "share" : line.kind);
  const bounds = [line.low, line.high, line.value, line.everyone].filter((value): value is number => typeof value === "number");
  const [low, high] = [Math.min(...bounds), Math.max(...bounds)];
  const margin = (high - low) * 0.12 || Math.abs(high) * 0.1 || 1;
  const hasInterval = line.value !== null && line.value !== undefined && line.low !== null && line.low !== undefined && line.high !== null && line.high !== undefined;
  return (
    <Table.Tr>
      <Table.Td>
        <Stack gap={0}>
          <Text size="sm" fw={500}>{line.title}{line.level ? `: ${line.level}` : ""}</Text>
          <Group gap={6}><FamilyBadge family={line.family} />{line.in_rule && <Text size="xs" c="dimmed">part of the rule</Text>}</Group>
        </Stack>
      </Table.Td>
      <Table.Td ta="right"><Text size="sm" fw={600}>{line.text ?? write(line.value)}</Text></Table.Td>
      <Table.Td ta="right"><Text size="sm" c="dimmed">{write(line.everyone)}</Text></Table.Td>
      <Table.Td>{hasInterval && <Interval value={line.value!} low={line.low!} high={line.high!} everyone={line.everyone ?? null} from={isShare ? 0 : low - margin} to={isShare ? 1 : high + margin} label={line.sentence || line.title} />}</Table.Td>
      <Table.Td ta="right"><Text size="sm" c="dimmed">{format.count(line.n)}</Text></Table.Td>
    </Table.Tr>
  );
}
