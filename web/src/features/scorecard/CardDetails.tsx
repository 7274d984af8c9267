import { Anchor, Button, Group, Stack, Table, Text } from "@mantine/core";
import { IconArrowsJoin2 } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Interval, Section, Warnings } from "@/parts";

/** One segmentation: what its segments did since, what could be merged, and what the verdict has to be read with. */
export function CardDetails({ card, kind, currency, isOpen }: { card: Model<"Scorecard">; kind: string; currency: string | null; isOpen: boolean }) {
  const [isShown, setShown] = useState(isOpen);
  const format = useFormat();
  const merges = (card.merges ?? []).length;
  return (
    <Section title={card.title} about={card.cut ? `Segments of ${format.day(card.cut)}, judged by what happened until ${format.day(card.as_of)}.` : undefined}
      actions={<Button size="xs" variant="default" aria-expanded={isShown} onClick={() => setShown(!isShown)}>{isShown ? "Hide the segments" : `Show the segments${merges ? ` and ${merges} to merge` : ""}`}</Button>}
    >
      {isShown && <Segments card={card} kind={kind} currency={currency} />}
    </Section>
  );
}

function Segments({ card, kind, currency }: { card: Model<"Scorecard">; kind: string; currency: string | null }) {
  const format = useFormat();
  const titles = Object.fromEntries(card.segments.map((segment) => [segment.name, segment.title]));
  const full = (name: string) => `${card.name}/${name}`;
  const known = card.segments.filter((each) => each.kpi_after !== null && each.kpi_after !== undefined && !each.too_small);
  const to = Math.max(...known.map((each) => each.kpi_after_high ?? each.kpi_after ?? 0), card.everyone_after ?? 0) * 1.04 || 1;
  const from = Math.min(0, ...known.map((each) => each.kpi_after_low ?? 0));
  const write = (value: number | null | undefined) => format.value(value, kind === "money" ? "money" : "number", currency);
  return (
    <>
      {(card.merges ?? []).map((merge) => (
        <Group key={`${merge.first}/${merge.second}`} gap="md" wrap="nowrap" align="flex-start">
          <IconArrowsJoin2 size={20} aria-hidden style={{ flex: "none", marginTop: 2 }} />
          <Stack gap={4}>
            <Text><b>Think of merging “{titles[merge.first] ?? merge.first}” and “{titles[merge.second] ?? merge.second}”.</b> {merge.reason}</Text>
            <Group gap="xs">
              <Button component={Link} size="xs" variant="light" to={`/compare?segment=${encodeURIComponent(full(merge.first))}&segment=${encodeURIComponent(full(merge.second))}`}>See them side by side</Button>
              <Button component={Link} size="xs" variant="default" to={`/segments/${full(merge.first)}`}>Open {titles[merge.first] ?? merge.first}</Button>
            </Group>
          </Stack>
        </Group>
      ))}
      <Table.ScrollContainer minWidth={680} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": `Segments of ${card.title}` } }}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Segment</Table.Th>
              <Table.Th ta="right">Customers</Table.Th>
              <Table.Th ta="right">{card.origin === "model" ? "Came back" : "Stayed"}</Table.Th>
              {card.kpi && <Table.Th w={260}>{card.kpi_title} since{card.cut ? ` ${format.day(card.cut)}` : ""}</Table.Th>}
              <Table.Th w="34%">What to do</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {card.segments.map((segment) => (
              <Table.Tr key={segment.name}>
                <Table.Td><Anchor component={Link} to={`/segments/${full(segment.name)}`} c="inherit" fw={550} size="sm">{segment.title}</Anchor></Table.Td>
                <Table.Td ta="right">{segment.too_small ? "too few" : <>{format.count(segment.customers)} <Text span size="sm" c="dimmed">{format.share(segment.share)}</Text></>}</Table.Td>
                <Table.Td ta="right">{segment.too_small ? "–" : format.share(segment.stability)}</Table.Td>
                {card.kpi && (
                  <Table.Td>
                    {known.includes(segment) ? (
                      <Group gap="sm" wrap="nowrap">
                        <div style={{ flex: 1 }}><Interval value={segment.kpi_after!} low={segment.kpi_after_low ?? segment.kpi_after!} high={segment.kpi_after_high ?? segment.kpi_after!} everyone={card.everyone_after} from={from} to={to} label={`${segment.title}: ${write(segment.kpi_after)}, everyone ${write(card.everyone_after)}`} /></div>
                        <Text size="sm" fw={600} className="figures" w={56} ta="right">{write(segment.kpi_after)}</Text>
                      </Group>
                    ) : (
                      <Text size="sm" c="dimmed">not to be judged</Text>
                    )}
                  </Table.Td>
                )}
                <Table.Td><Text size="sm">{segment.action ?? "–"}</Text></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Warnings warnings={card.warnings} />
    </>
  );
}
