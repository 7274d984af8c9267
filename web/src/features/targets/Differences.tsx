import { Box, Group, Stack, Text } from "@mantine/core";
import { api, type Model } from "@/api";
import { useFormat } from "@/format";
import { Interval, SERIES } from "@/parts";

const SURE = 0.05;
const MOST = 12;

/** The compared groups side by side, the clearest difference first, each variable on a scale of its own. */
export function Differences({ answer }: { answer: Model<"AnswerResult"> }) {
  const format = useFormat();
  const infos = api.useQuery("get", "/v1/variables", {}, { staleTime: 300_000 }).data ?? [];
  const all = [...(answer.differences ?? [])].sort((first, second) => Number(first.adjusted_p > SURE) - Number(second.adjusted_p > SURE) || Math.abs(second.effect) - Math.abs(first.effect));
  const sure = all.filter((each) => each.adjusted_p <= SURE);
  const shown = (sure.length ? sure : all).slice(0, MOST);
  const names = answer.compared ?? [];
  return (
    <Stack gap="lg">
      <Group gap="lg">
        {names.map((name, index) => (
          <Group key={name} gap={6}><Box w={10} h={10} style={{ borderRadius: 5, background: SERIES[index % SERIES.length] }} /><Text size="sm">{name} <Text span c="dimmed" size="sm">({format.count(answer.compared_sizes?.[index])})</Text></Text></Group>
        ))}
      </Group>
      {shown.map((each) => {
        const info = infos.find((known) => known.name === each.variable);
        const write = (value: number | null | undefined) => (each.level ? format.share(value) : format.value(value, info?.kind === "flag" ? "flag" : (info?.kind ?? "number"), info?.currency));
        const bounds = [...each.lows, ...each.highs].filter((value): value is number => value !== null);
        const isShare = Boolean(each.level);
        const from = isShare ? 0 : Math.min(0, ...bounds);
        const to = Math.max(...bounds) * 1.05 || 1;
        return (
          <Box key={`${each.variable}/${each.level ?? ""}`} style={{ display: "grid", gap: "4px 24px", gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 280px), 1fr))" }}>
            <Stack gap={2}>
              <Text fw={600}>{each.level ? `${each.title}: ${each.level}` : each.title}</Text>
              <Text size="sm" c="dimmed">{format.prose(each.sentence)}</Text>
              {each.flag && <Text size="sm">{each.flag}</Text>}
            </Stack>
            <Stack gap={2}>
              {names.map((name, index) => {
                const [value, low, high] = [each.values[index], each.lows[index], each.highs[index]];
                if (value === null || value === undefined) return <Text key={name} size="sm" c="dimmed">{name}: too few</Text>;
                return (
                  <Group key={name} gap="sm" wrap="nowrap">
                    <Box style={{ flex: 1 }}><Interval value={value} low={low ?? value} high={high ?? value} from={from} to={to} colour={SERIES[index % SERIES.length]} label={`${name}: ${write(value)}, ${write(low)} to ${write(high)}`} /></Box>
                    <Text size="sm" className="figures" w={72} ta="right">{write(value)}</Text>
                  </Group>
                );
              })}
            </Stack>
          </Box>
        );
      })}
      {!sure.length && <Text size="sm" c="dimmed">None of these differences is more than chance explains.</Text>}
      {sure.length > MOST && <Text size="sm" c="dimmed">{format.count(sure.length - MOST)} more differ; they are in the table below.</Text>}
    </Stack>
  );
}
