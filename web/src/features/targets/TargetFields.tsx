import { ActionIcon, Button, Group, NumberInput, Select, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { api, type Model } from "@/api";
import { useFormat, writeKpi } from "@/format";
import { Figure, Working } from "@/parts";
import { type TargetDraft, type TeamDraft } from "./smart";

const COUNTABLE = new Set(["number", "money", "share", "flag"]);
const MEASURES = [
  { value: "average", label: "Average" },
  { value: "total", label: "Total" },
  { value: "share", label: "Share who have any" },
];

interface Fields {
  draft: TargetDraft;
  set: (change: Partial<TargetDraft>) => void;
  prospect: Model<"Prospect"> | undefined;
}

/** Variables to choose from by title, in their families. */
export function useVariableChoices(unit: string, isFit: (info: Model<"VariableInfo">) => boolean = () => true) {
  const infos = api.useQuery("get", "/v1/variables", {}, { staleTime: 300_000 }).data ?? [];
  const fitting = infos.filter((info) => info.unit === unit && info.allowed && isFit(info));
  const families = [...new Set(fitting.map((info) => info.family ?? "other"))].sort();
  return families.map((family) => ({ group: family, items: fitting.filter((info) => (info.family ?? "other") === family).map((info) => ({ value: info.name, label: info.title })) }));
}

export function KpiFields({ draft, set, prospect, isAsking }: Fields & { isAsking: boolean }) {
  const format = useFormat();
  const stored = api.useQuery("get", "/v1/definitions").data;
  const names = new Set(Object.keys(stored?.definitions.variables ?? {}));
  const choices = useVariableChoices(draft.unit, (info) => COUNTABLE.has(info.kind) && names.has(info.name));
  const isPercent = prospect?.is_percent ?? draft.measure === "share";
  const now = prospect?.now;
  return (
    <>
      <Select label="KPI" description="A variable of every customer." searchable required data={choices} value={draft.kpi} nothingFoundMessage={choices.length ? "No variable is called so" : "Reading the variables …"} onChange={(kpi) => set({ kpi })} maxDropdownHeight={320} />
      <Stack gap={4}>
        <Text size="sm" fw={500} id="measure">As one number</Text>
        <SegmentedControl aria-labelledby="measure" data={MEASURES} value={draft.measure} onChange={(measure) => set({ measure: measure as TargetDraft["measure"], goal: null })} />
      </Stack>
      {draft.kpi && !prospect && isAsking && <Working what="Looking at its present value and its past" p={0} />}
      {prospect && now && (
        <Figure
          value={writeKpi(format, prospect, now.value)}
          label={`${prospect.title}, looking back from ${format.day(now.as_of)}`}
          note={now.low !== null && now.low !== undefined ? `95 % interval ${writeKpi(format, prospect, now.low)} to ${writeKpi(format, prospect, now.high)}, ${format.count(now.n)} customers` : undefined}
        />
      )}
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Select label="Which way is better" data={[{ value: "higher", label: "Higher" }, { value: "lower", label: "Lower" }]} allowDeselect={false} value={draft.direction} onChange={(direction) => set({ direction: (direction as TargetDraft["direction"]) ?? "higher" })} />
        <Percentable label="Goal" isPercent={isPercent} currency={prospect?.currency} value={draft.goal} onChange={(goal) => set({ goal })} />
        <DateInput label="Until" value={draft.by} onChange={(by) => set({ by })} valueFormat="YYYY-MM-DD" placeholder="YYYY-MM-DD" clearable />
      </SimpleGrid>
    </>
  );
}

/** A number, typed in percent where it is a share. */
function Percentable({ label, isPercent, currency, value, onChange }: { label: string; isPercent: boolean; currency: string | null | undefined; value: number | null; onChange: (value: number | null) => void }) {
  const factor = isPercent ? 100 : 1;
  const typed = value === null ? "" : Number((value * factor).toPrecision(12));
  return (
    <NumberInput
      label={label}
      value={typed}
      onChange={(text) => onChange(text === "" || Number.isNaN(Number(text)) ? null : Number(text) / factor)}
      suffix={isPercent ? " %" : currency ? ` ${currency}` : ""}
      thousandSeparator=" "
      hideControls
    />
  );
}

export function Teams({ teams, onChange }: { teams: TeamDraft[]; onChange: (teams: TeamDraft[]) => void }) {
  const set = (index: number, change: Partial<TeamDraft>) => onChange(teams.map((team, at) => (at === index ? { ...team, ...change } : team)));
  return (
    <Stack gap="sm">
      {teams.map((team, index) => (
        <Group key={index} wrap="nowrap" align="flex-end" gap="sm">
          <TextInput label={index ? undefined : "Team"} aria-label={`Team ${index + 1}`} placeholder="Marketing" value={team.name} w={{ base: 110, xs: 180 }} onChange={(event) => set(index, { name: event.currentTarget.value })} />
          <TextInput label={index ? undefined : "What they will do with it"} aria-label={`What team ${index + 1} will do with it`} placeholder="decides who gets which mailing" value={team.why} style={{ flex: 1 }} onChange={(event) => set(index, { why: event.currentTarget.value })} />
          {teams.length > 1 && (
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Remove ${team.name || `team ${index + 1}`}`} onClick={() => onChange(teams.filter((_, at) => at !== index))}>
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      <Group>
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={() => onChange([...teams, { name: "", why: "" }])}>Add a team</Button>
      </Group>
    </Stack>
  );
}

export function Benchmark({ draft, set, prospect }: Fields) {
  const { benchmark } = draft;
  const change = (part: Partial<TargetDraft["benchmark"]>) => set({ benchmark: { ...benchmark, ...part } });
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }}>
      <Percentable label="Value" isPercent={prospect?.is_percent ?? draft.measure === "share"} currency={prospect?.currency} value={benchmark.value} onChange={(value) => change({ value })} />
      <TextInput label="Who said so" value={benchmark.source} onChange={(event) => change({ source: event.currentTarget.value })} />
      <DateInput label="When" value={benchmark.date} onChange={(date) => change({ date })} valueFormat="YYYY-MM-DD" placeholder="YYYY-MM-DD" clearable />
    </SimpleGrid>
  );
}
