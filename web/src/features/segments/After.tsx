import { Group, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useState } from "react";
import { api, type Model, useProject } from "@/api";
import { monthsBefore } from "@/features/rules";
import { useFormat } from "@/format";
import { Chart, Empty, Figure, Loaded, Section, Warnings } from "@/parts";

/** A segment as it was on a past day, and what its members did since, against everyone. */
export function After({ name }: { name: string }) {
  const project = useProject();
  const format = useFormat();
  const last = project.as_of ?? "";
  const [since, setSince] = useState(() => (last ? monthsBefore(last, 3) : ""));
  const [kpi, setKpi] = useState<string | null>(project.kpi ?? null);
  const variables = api.useQuery("get", "/v1/variables", {});
  const query = api.useQuery("get", "/v1/after", { params: { query: { segment: name, since, ...(kpi ? { kpi } : {}) } } }, { enabled: Boolean(since && kpi), retry: false });
  if (!last) return <Empty title="No run yet">After the first run you can go back to any past day and see what these customers did next.</Empty>;
  const offered = (variables.data ?? []).filter((one) => one.allowed && ["number", "money", "share", "flag"].includes(one.kind)).map((one) => ({ value: one.name, label: one.title }));
  const quick = [1, 3, 6, 12].map((months) => ({ months, day: monthsBefore(last, months) }));
  return (
    <Section title="What happened next" about="Who was in this segment on a past day, and what came of them since, against everyone of that day.">
      <Group align="flex-end" gap="sm">
        <DateInput label="Members on" size="sm" w={150} value={since} maxDate={last} onChange={(day) => day && setSince(day)} valueFormat="YYYY-MM-DD" />
        <Select label="And since then their" size="sm" w={280} maw="100%" data={offered} value={kpi} onChange={setKpi} searchable placeholder="Choose a variable" />
        <Group gap={4} role="group" aria-label="How long ago">
          {quick.map(({ months, day }) => (
            <Text key={months} component="button" type="button" size="xs" onClick={() => setSince(day)} aria-pressed={since === day} style={{ border: 0, borderRadius: 6, padding: "5px 9px", cursor: "pointer", color: "inherit", background: since === day ? "var(--mantine-primary-color-light)" : "transparent" }}>{months} mo ago</Text>
          ))}
        </Group>
      </Group>
      {kpi === null && <Text size="sm" c="dimmed">Choose what to look at: the project has no KPI yet.</Text>}
      {kpi && (
        <Loaded query={query} what={`Looking back from ${format.day(since)}`}>
          {({ result, charts }) => (
            <Stack gap="md">
              <Text fw={600} maw={760}>{format.prose(result.sentence)}</Text>
              {result.whole && <Sides result={result} />}
              {charts?.after && <Chart spec={charts.after} label={`${result.kpi_title} since ${format.day(result.since)}: ${result.title} against everyone`} height={300} />}
              <Warnings warnings={result.warnings} />
            </Stack>
          )}
        </Loaded>
      )}
    </Section>
  );
}

function Sides({ result }: { result: Model<"AfterResult"> }) {
  const format = useFormat();
  const { members, everyone, similar } = result.whole!;
  const write = (value: number | null | undefined) => format.value(value, result.kind, result.currency);
  const note = (figure: Model<"Figure">) => (figure.suppressed ? "too few to show" : `n = ${format.count(figure.n)}${figure.low !== null && figure.low !== undefined ? ` · ${write(figure.low)} to ${write(figure.high)}` : ""}`);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="lg">
      <Figure value={write(members.mean)} label="each of them, on average" note={note(members)} />
      <Figure value={write(everyone.mean)} label="everyone" note={note(everyone)} />
      {similar !== null && similar !== undefined && <Figure value={write(similar)} label="others like them" note={`n = ${format.count(result.similar)}, who had ordered as often`} />}
      {members.active !== null && members.active !== undefined && result.is_since && <Figure value={format.share(members.active)} label="of them did anything" note={`everyone: ${format.share(everyone.active)}`} />}
    </SimpleGrid>
  );
}
