import { ActionIcon, Box, Code, Group, HoverCard, Stack, Text } from "@mantine/core";
import { IconAsterisk, IconEyeOff, IconPencil } from "@tabler/icons-react";
import { useFormat } from "@/format";
import type { Line } from "./useCard";

/** One sentence of a card; what is behind it on hover and focus, and in a footnote's words for everyone else. */
export function LineText({ line, onHide }: { line: Line; onHide?: (() => void) | undefined }) {
  const { prose } = useFormat();
  if (line.kind === "note") return <Note line={line} onHide={onHide} />;
  if (line.kind === "no data") return <Text size="sm" c="dimmed" fs="italic">{prose(line.sentence)}</Text>;
  return (
    <Group gap={4} wrap="nowrap" align="flex-start" justify="space-between">
      <Group gap={6} wrap="nowrap" align="flex-start">
        {line.marker && <IconAsterisk size={11} aria-label="Sets them apart" role="img" style={{ marginTop: 5, flexShrink: 0, color: "light-dark(var(--mantine-color-satsuma-7), var(--mantine-color-satsuma-4))" }} />}
        <HoverCard width={340} shadow="md" radius="md" openDelay={150} position="bottom-start">
          <HoverCard.Target>
            <Text size="sm" component="button" type="button" className="persona-line" aria-label={`${prose(line.sentence)} What is behind it`}>{prose(line.sentence)}</Text>
          </HoverCard.Target>
          <HoverCard.Dropdown><Behind line={line} /></HoverCard.Dropdown>
        </HoverCard>
      </Group>
      {onHide && <ActionIcon className="no-print persona-hide" variant="subtle" color="gray" size="sm" aria-label={`Take off the card: ${line.title}`} onClick={onHide}><IconEyeOff size={14} /></ActionIcon>}
    </Group>
  );
}

function Note({ line, onHide }: { line: Line; onHide?: (() => void) | undefined }) {
  const format = useFormat();
  return (
    <Group wrap="nowrap" align="flex-start" gap="xs" className="persona-note">
      <IconPencil size={14} aria-label="Written by a person" role="img" style={{ marginTop: 4, flexShrink: 0 }} />
      <Box style={{ flex: 1 }}>
        <Text size="sm">{line.sentence}</Text>
        <Text size="xs" c="dimmed">{line.author}, {format.day(line.date)}</Text>
      </Box>
      {onHide && <ActionIcon className="no-print" variant="subtle" color="gray" size="sm" aria-label="Remove this note" onClick={onHide}><IconEyeOff size={14} /></ActionIcon>}
    </Group>
  );
}

function Behind({ line }: { line: Line }) {
  const format = useFormat();
  const write = (value: number | null | undefined) =>
    line.measure === "share" ? format.share(value, 1) : line.measure === "money" ? format.money(value) : line.measure === "days" ? `${format.number(value)} days` : format.number(value);
  const rows: [string, string][] = [["Here", write(line.value)]];
  if (line.low !== null && line.low !== undefined) rows.push(["95 % interval", `${write(line.low)} to ${write(line.high)}`]);
  if (line.everyone !== null && line.everyone !== undefined) rows.push(["Everyone", write(line.everyone)]);
  rows.push(["Counted", `${format.count(line.n)} ${line.of ?? "customers"}${line.customers && line.customers !== line.n ? ` of ${format.count(line.customers)}` : ""}`]);
  if (line.p !== null && line.p !== undefined) rows.push(["By chance", line.p < 0.001 ? "p < 0.001" : `p = ${format.number(line.p)}`]);
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>{line.title}</Text>
      {rows.map(([what, told]) => (
        <Group key={what} justify="space-between" gap="sm" wrap="nowrap">
          <Text size="xs" c="dimmed">{what}</Text>
          <Text size="xs" className="figures">{told}</Text>
        </Group>
      ))}
      {line.in_rule && <Text size="xs" c="dimmed">Made of the same data as the segment's rule: it differs by definition.</Text>}
      {line.query && <Code block fz={11} style={{ whiteSpace: "pre-wrap" }}>{line.query}</Code>}
    </Stack>
  );
}
