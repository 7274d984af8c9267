import { Group, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { keepPreviousData } from "@tanstack/react-query";
import { api, type Model } from "@/api";
import { Chart, Problem, Section, Warnings, Working } from "@/parts";

export interface Traced {
  variable: string;
  level: string | null;
}

interface OverTimeProperties {
  segments: readonly string[];
  unit: string;
  until: string | undefined;
  traced: Traced;
  onTrace: (traced: Traced) => void;
  since: string | null;
  onSince: (day: string | null) => void;
  membership: "now" | "then";
  onMembership: (membership: "now" | "then") => void;
}

/** Any variable as of past days, for the chosen segments and everyone. */
export function OverTime({ segments, unit, until, traced, onTrace, since, onSince, membership, onMembership }: OverTimeProperties) {
  const described = api.useQuery("get", "/v1/distributions", { params: { query: { unit } } }, { staleTime: 300_000 }).data?.variables ?? [];
  const choices = described.filter((each) => each.info.allowed && !["date", "text"].includes(each.info.kind));
  const families = [...new Set(choices.map((each) => each.info.family ?? "other"))];
  const chosen = choices.find((each) => each.info.name === traced.variable);
  const levels = chosen && ["category", "ordered", "set"].includes(chosen.info.kind) ? (chosen.distribution?.bins ?? []).map((bin) => bin.label) : [];
  const level = levels.length ? (traced.level ?? levels[0]!) : null;
  const trace = api.useQuery(
    "get",
    "/v1/trace",
    { params: { query: { variable: traced.variable, segment: [...segments], membership, ...(level ? { level } : {}), ...(since ? { since } : {}), ...(until ? { until } : {}) } } },
    { enabled: Boolean(chosen), placeholderData: keepPreviousData },
  );
  return (
    <Section title="Over time" about="As of past days: what one would have seen then.">
      <Group align="flex-end" gap="md">
        <Select label="Variable" searchable allowDeselect={false} data={families.map((family) => ({ group: family, items: choices.filter((each) => (each.info.family ?? "other") === family).map((each) => ({ value: each.info.name, label: each.info.title })) }))} value={traced.variable} onChange={(variable) => variable && onTrace({ variable, level: null })} style={{ flex: "1 1 260px" }} maxDropdownHeight={360} />
        {levels.length > 0 && <Select label="Which value" allowDeselect={false} data={levels} value={level} onChange={(value) => onTrace({ ...traced, level: value })} w={200} />}
        <DateInput label="From" value={since ?? trace.data?.result.since ?? null} onChange={onSince} valueFormat="YYYY-MM-DD" maxDate={until} w={150} clearable={Boolean(since)} />
        <Stack gap={4}>
          <Text size="sm" fw={500} id="membership">Members as of</Text>
          <SegmentedControl aria-labelledby="membership" data={[{ value: "then", label: "each day" }, { value: "now", label: "the last day" }]} value={membership} onChange={(value) => onMembership(value as "now" | "then")} />
        </Stack>
      </Group>
      <Text size="sm" c="dimmed">{membership === "then" ? "Who is in a segment is asked anew for every day." : "The same customers throughout, those who are in the segment at the end."}</Text>
      {trace.error ? <Problem error={trace.error} retry={trace.refetch} /> : null}
      {trace.isPending && chosen && <Working what="Looking at past days" p={0} />}
      {trace.data && !trace.error && <Drawn page={trace.data} />}
    </Section>
  );
}

function Drawn({ page }: { page: Model<"TracePage"> }) {
  const spec = page.charts?.trace;
  return (
    <>
      {spec ? <Chart spec={spec} height={320} /> : <Text c="dimmed">There is nothing to draw on these days.</Text>}
      <Warnings warnings={page.result.warnings} />
    </>
  );
}
