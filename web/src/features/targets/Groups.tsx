import { Badge, Box, Group, Stack, Table, Text } from "@mantine/core";
import type { Model } from "@/api";
import { type Format, useFormat } from "@/format";
import { Interval } from "@/parts";
import { writeRate } from "./smart";

type Answer = Model<"AnswerResult">;
type Found = Model<"Group">;

/** How an answer's rates are written; a mean of shares looks like its own numbers. */
function writer(format: Format, answer: Answer) {
  const look = { is_percent: answer.measure === "share", currency: answer.currency ?? null, measure: answer.measure ?? "share", per: answer.per ?? null, per_factor: answer.per_factor ?? 1 };
  return (value: number | null | undefined) => writeRate(format, look, value);
}

/** Held-out figures where there are any: choosing the best flatters. */
export function figuresOf(group: Found) {
  const { held_out_rate: rate, held_out_low: low, held_out_high: high } = group;
  if (rate === null || rate === undefined || low === null || low === undefined || high === null || high === undefined) return { value: group.rate, low: group.low, high: group.high };
  return { value: rate, low, high };
}

/** Groups with their intervals on one scale, everyone as a tick. */
export function Groups({ answer, groups }: { answer: Answer; groups: readonly Found[] }) {
  const format = useFormat();
  const write = writer(format, answer);
  const seen = groups.map(figuresOf);
  const to = Math.max(...seen.map((each) => each.high), ...groups.map((group) => group.everyone)) * 1.05 || 1;
  const from = Math.min(0, ...seen.map((each) => each.low));
  return (
    <Stack gap="lg">
      {groups.map((group, index) => {
        const { value, low, high } = seen[index]!;
        return (
          <Box key={group.title} style={{ display: "grid", gap: "4px 24px", gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 260px), 1fr))", alignItems: "center" }}>
            <Stack gap={2}>
              <Text fw={600}>{group.title}</Text>
              <Group gap="xs">
                <Text size="sm" c="dimmed" className="figures">{format.count(group.customers)} customers</Text>
                {group.flag && <Badge size="sm" color="yellow" variant="light" tt="none">{group.flag}</Badge>}
              </Group>
            </Stack>
            <Stack gap={2}>
              <Interval value={value} low={low} high={high} everyone={group.everyone} from={from} to={to} label={`${group.title}: ${write(value)}, ${write(low)} to ${write(high)}, everyone ${write(group.everyone)}`} />
              <Group justify="space-between">
                <Text size="sm" className="figures"><b>{write(value)}</b> <Text span c="dimmed" size="sm">({write(low)} to {write(high)})</Text></Text>
                <Text size="sm" c="dimmed" className="figures">{group.everyone ? `${format.number(value / group.everyone)}× everyone's ${write(group.everyone)}` : ""}</Text>
              </Group>
            </Stack>
          </Box>
        );
      })}
    </Stack>
  );
}

/** All groups of all variables, and the combinations, as tables. */
export function RankingTables({ answer }: { answer: Answer }) {
  const format = useFormat();
  const write = writer(format, answer);
  const tables = [
    ...(answer.rankings ?? []).map((ranking) => ({ title: `By ${ranking.title}`, groups: ranking.groups })),
    ...((answer.combinations ?? []).length ? [{ title: `Combinations, of ${format.count(answer.searched)} looked at`, groups: (answer.combinations ?? []).slice(0, 40) }] : []),
  ];
  return (
    <>
      {tables.map(({ title, groups }) => (
        <Table.ScrollContainer key={title} minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table captionSide="top" verticalSpacing={6}>
            <Table.Caption ta="left">{title}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Group</Table.Th>
                {["Customers", "Seen", "95 % interval", "Shrunk", "Lift", "Rank", "In the top", "On others"].map((head) => <Table.Th key={head} ta="right">{head}</Table.Th>)}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {groups.map((group) => (
                <Table.Tr key={group.title}>
                  <Table.Td>{group.title}</Table.Td>
                  {[format.count(group.customers), write(group.rate), `${write(group.low)} to ${write(group.high)}`, write(group.shrunk), group.lift ? `${format.number(group.lift)}×` : "–", group.rank_low === group.rank_high ? format.count(group.rank_low) : `${group.rank_low}–${group.rank_high}`, format.share(group.in_top), write(group.held_out_rate)].map((cell, index) => <Table.Td key={index} ta="right">{cell}</Table.Td>)}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ))}
    </>
  );
}
