import { ActionIcon, Button, Group, MultiSelect, NumberInput, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { api, type Model } from "@/api";
import { useFormat } from "@/format";
import { Figure, ForAnalysts } from "@/parts";
import { entitle } from "@/parts/sourceWords";
import { useVariableChoices } from "./TargetFields";
import { type Outcome, readOutcome, writeOutcome } from "./outcome";
import { makeName } from "./sentences";
import { writeRate } from "./smart";

type Definition = Model<"ObjectiveDefinition">;
interface Fields {
  draft: Definition;
  set: (change: Partial<Definition>) => void;
  trial?: Model<"ObjectiveTrial"> | undefined;
}

const TYPED = { input: { fontFamily: "var(--mantine-font-family-monospace)" } };
const FORMS = [
  { value: "event", label: "They did something" },
  { value: "variable", label: "A variable" },
  { value: "rule", label: "A rule" },
];

function useEvents(): string[] {
  const sources = api.useQuery("get", "/v1/definitions").data?.definitions.sources ?? {};
  const found = Object.entries(sources).flatMap(([name, source]) => (source.role === "event" ? [source.event ?? name, ...(source.groups ? [source.groups.event] : [])] : []));
  return [...new Set(found)].sort();
}

/** What the groups are compared by: something done, a variable, or any rule. */
export function OutcomeFields({ draft, set, trial }: Fields) {
  const format = useFormat();
  const events = useEvents();
  const choices = useVariableChoices(draft.unit ?? "customer", (info) => ["number", "money", "share", "flag"].includes(info.kind));
  const names = choices.flatMap((family) => family.items.map((item) => item.value));
  const [form, setForm] = useState<Outcome["form"] | null>(null);
  const read = readOutcome(draft.outcome, names);
  const chosen = form ?? (draft.outcome ? read.form : "event");
  const outcome: Outcome = chosen === read.form ? read : chosen === "event" ? { form: "event", event: "", times: 1, days: 365 } : chosen === "variable" ? { form: "variable", variable: "" } : { form: "rule", text: draft.outcome ?? "" };
  const change = (next: Outcome, window: number | null | undefined = draft.window_days) => set({ outcome: writeOutcome(next, Boolean(window)), window_days: window ?? null });
  return (
    <>
      <SegmentedControl aria-label="What is counted" data={FORMS} value={chosen} onChange={(value) => setForm(value as Outcome["form"])} />
      {outcome.form === "event" && (
        <>
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <Select label="What they did" data={events.map((value) => ({ value, label: value.replace(/_/g, " ") }))} value={outcome.event || null} searchable onChange={(event) => change({ ...outcome, event: event ?? "" })} />
            <NumberInput label="At least … times" min={1} value={outcome.times} onChange={(times) => change({ ...outcome, times: Number(times) || 1 })} />
            <NumberInput label="Within … days" min={1} value={draft.window_days ?? outcome.days ?? ""} placeholder="ever" onChange={(days) => (draft.window_days ? set({ window_days: Number(days) || 90 }) : change({ ...outcome, days: Number(days) || null }))} />
          </SimpleGrid>
          <SegmentedControl
            aria-label="Seen from when"
            data={[{ value: "back", label: "In the days before" }, { value: "ahead", label: "In the days that followed" }]}
            value={draft.window_days ? "ahead" : "back"}
            onChange={(value) => (value === "ahead" ? change({ ...outcome, days: null }, outcome.days ?? 90) : change({ ...outcome, days: draft.window_days ?? 365 }, null))}
          />
          <Text size="sm" c="dimmed">{draft.window_days ? "Groups are formed as customers were before, and judged by what they did since: what a group did later cannot have made it." : "Groups are formed as customers are now."}</Text>
        </>
      )}
      {outcome.form === "variable" && <Select label="Variable" data={choices} searchable value={outcome.variable || null} onChange={(variable) => change({ form: "variable", variable: variable ?? "" }, null)} />}
      {outcome.form === "rule" && <Textarea label="Rule or value" description='For example has(order_line where category = "Garden furniture")' autosize styles={TYPED} value={outcome.text} onChange={(event) => change({ form: "rule", text: event.currentTarget.value })} />}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select label="Asked for" data={[{ value: "highest", label: "The highest" }, { value: "lowest", label: "The lowest" }]} value={draft.direction ?? null} onChange={(value) => set({ direction: value as Definition["direction"] })} />
        <NumberInput label="A success from … times everyone's" min={0} step={0.1} decimalScale={2} value={draft.lift ?? ""} onChange={(lift) => set({ lift: Number(lift) || null })} />
      </SimpleGrid>
      {trial?.everyone !== null && trial?.everyone !== undefined && (
        <Figure value={writeRate(format, trial, trial.everyone)} label={`everyone now: ${trial.outcome ?? ""}`} note={`95 % interval ${writeRate(format, trial, trial.low)} to ${writeRate(format, trial, trial.high)}`} />
      )}
    </>
  );
}

/** Two or more named groups, each a segment or a rule. */
export function CompareFields({ draft, set, trial }: Fields) {
  const format = useFormat();
  const segments = useSegmentRules(draft.unit ?? "customer");
  const [rows, setRows] = useState<[string, string][]>(() => {
    const given = Object.entries(draft.compare ?? {});
    return given.length > 1 ? given : [...given, ...Array.from({ length: 2 - given.length }, (): [string, string] => ["", ""])];
  });
  const change = (next: [string, string][]) => {
    setRows(next);
    const named: Record<string, string> = {};
    for (const [name, rule] of next) if (rule.trim()) named[name.trim() ? makeName(name, Object.keys(named), "-") : makeName("group", Object.keys(named), "-")] = rule;
    set({ compare: named });
  };
  const edit = (index: number, name: string, rule: string) => change(rows.map((row, at) => (at === index ? [name, rule] : row)));
  return (
    <Stack gap="lg">
      {rows.map(([name, rule], index) => {
        const size = trial?.compared?.[makeName(name.trim() || "group", [], "-")];
        return (
          <Stack key={index} gap="xs">
            <Group align="flex-end" wrap="nowrap">
              <TextInput label={`Group ${index + 1}`} placeholder="families" value={name} onChange={(event) => edit(index, event.currentTarget.value, rule)} style={{ flex: 1 }} />
              <Select label="A segment" placeholder="or write a rule" data={segments} searchable value={segments.some((each) => each.value === rule) ? rule : null} onChange={(value) => value && edit(index, name || (segments.find((each) => each.value === value)?.label ?? ""), value)} style={{ flex: 1.4 }} />
              {rows.length > 2 && <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Remove group ${index + 1}`} onClick={() => change(rows.filter((_, at) => at !== index))}><IconTrash size={16} /></ActionIcon>}
            </Group>
            <TextInput aria-label={`Rule of group ${index + 1}`} styles={TYPED} size="xs" placeholder='household = "family"' value={rule} onChange={(event) => edit(index, name, event.currentTarget.value)} />
            {size !== undefined && <Text size="xs" c="dimmed">{size === null ? "too few to show" : `${format.count(size)} customers`}</Text>}
          </Stack>
        );
      })}
      <Group><Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => change([...rows, ["", ""]])}>Add a group</Button></Group>
    </Stack>
  );
}

/** Segments as rules, by title. */
export function useSegmentRules(unit: string) {
  const sizes = api.useQuery("get", "/v1/segments", {}, { staleTime: 300_000 }).data;
  return (sizes?.segments ?? []).filter((size) => size.unit === unit).map((size) => ({ value: `in segment ${size.name}`, label: size.title }));
}

export function GroupFields({ draft, set, isComparing }: Fields & { isComparing: boolean }) {
  const choices = useVariableChoices(draft.unit ?? "customer");
  const families = choices.filter(({ group }) => group !== "other").map(({ group }) => ({ value: group, label: entitle(group) }));
  return (
    <>
      <MultiSelect label="Variables" searchable clearable hidePickedOptions data={choices} value={[...(draft.candidates ?? [])]} onChange={(value) => set({ candidates: value })} maxDropdownHeight={320} placeholder={draft.candidates?.length ? "" : "Age, household, area …"} />
      <MultiSelect label="And all of these families" data={families} value={[...(draft.families ?? [])]} onChange={(value) => set({ families: value as Definition["families"] })} clearable />
      <ForAnalysts>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: isComparing ? 1 : 3 }}>
            <NumberInput label="Smallest group" min={1} value={draft.minimum_group ?? 30} onChange={(value) => set({ minimum_group: Number(value) || 30 })} />
            {!isComparing && <NumberInput label="How many groups" min={1} max={20} value={draft.top ?? 3} onChange={(value) => set({ top: Number(value) || 3 })} />}
            {!isComparing && <NumberInput label="Variables a group combines" min={1} max={3} value={draft.depth ?? 2} onChange={(value) => set({ depth: Number(value) || 2 })} />}
          </SimpleGrid>
          {!isComparing && <TextInput label="As a rate over" description="How long each could have done it, such as tenure_days: new customers are then not called disloyal." styles={TYPED} value={draft.exposure ?? ""} onChange={(event) => set({ exposure: event.currentTarget.value || null })} />}
          <MultiSelect label="Held constant" description="Left empty, the strongest confounders are chosen." searchable data={choices} value={[...(draft.adjust ?? [])]} onChange={(value) => set({ adjust: value })} />
        </Stack>
      </ForAnalysts>
    </>
  );
}

export function WhoFields({ draft, set, trial }: Fields) {
  const format = useFormat();
  const segments = useSegmentRules(draft.unit ?? "customer");
  const [isRule, setRule] = useState(() => Boolean(draft.population) && !segments.some((each) => each.value === draft.population));
  const how = isRule ? "rule" : draft.population ? "segment" : "all";
  const [form, setForm] = useState<string>(how);
  return (
    <>
      <SegmentedControl
        aria-label="About whom"
        data={[{ value: "all", label: "Everyone" }, { value: "segment", label: "A segment" }, { value: "rule", label: "A rule" }]}
        value={form}
        onChange={(value) => {
          setForm(value);
          setRule(value === "rule");
          if (value === "all") set({ population: null });
        }}
      />
      {form === "segment" && <Select aria-label="Segment" data={segments} searchable value={draft.population ?? null} onChange={(value) => set({ population: value })} />}
      {form === "rule" && <TextInput aria-label="Rule" styles={TYPED} placeholder="orders_ever >= 1" value={draft.population ?? ""} onChange={(event) => set({ population: event.currentTarget.value || null })} />}
      {trial?.population !== null && trial?.population !== undefined && <Text size="sm" c="dimmed" aria-live="polite">{format.count(trial.population)} customers</Text>}
    </>
  );
}
