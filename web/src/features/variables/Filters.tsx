import { ActionIcon, Autocomplete, Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { Model } from "@/api";
import type { Filter } from "./expression";

type Property = Model<"WordProperty">;
const NUMERIC = new Set(["number", "money", "share"]);

const COMPARISONS: Record<string, { value: Filter["comparison"]; label: string }[]> = {
  number: [{ value: ">=", label: "at least" }, { value: ">", label: "more than" }, { value: "<=", label: "at most" }, { value: "<", label: "less than" }, { value: "=", label: "exactly" }, { value: "!=", label: "not" }],
  date: [{ value: ">=", label: "since" }, { value: "<", label: "before" }, { value: "=", label: "on" }],
  set: [{ value: "=", label: "includes" }, { value: "!=", label: "does not include" }],
  words: [{ value: "=", label: "is" }, { value: "!=", label: "is not" }, { value: "contains", label: "contains" }],
};

const comparisonsOf = (kind: string) => COMPARISONS[NUMERIC.has(kind) ? "number" : kind] ?? COMPARISONS.words!;

/** Which of the events count: all of these must hold. */
export function Filters({ properties, value, onChange }: { properties: readonly Property[]; value: readonly Filter[]; onChange: (value: Filter[]) => void }) {
  const change = (index: number, part: Partial<Filter>) => onChange(value.map((each, at) => (at === index ? { ...each, ...part } : each)));
  const choose = (index: number, name: string) => {
    const kind = properties.find((each) => each.name === name)?.kind ?? "text";
    change(index, { property: name, kind, comparison: comparisonsOf(kind)[0]!.value, value: kind === "flag" ? "yes" : "" });
  };
  const add = () => {
    const first = properties[0];
    if (first) onChange([...value, { property: first.name, kind: first.kind, comparison: comparisonsOf(first.kind)[0]!.value, value: first.kind === "flag" ? "yes" : "" }]);
  };
  return (
    <Stack gap="sm" role="group" aria-label="Only those where">
      <Text size="sm" fw={500}>Only those where</Text>
      {value.length === 0 && <Text size="sm" c="dimmed">No filter: all of them count.</Text>}
      {value.map((filter, index) => {
        const property = properties.find((each) => each.name === filter.property);
        return (
          <Group key={index} gap="xs" align="flex-end" wrap="wrap">
            <Select aria-label={`Property ${index + 1}`} searchable allowDeselect={false} data={properties.map((each) => ({ value: each.name, label: each.title }))} value={filter.property} onChange={(name) => name && choose(index, name)} flex="1 1 150px" />
            {filter.kind !== "flag" && <Select aria-label={`Comparison ${index + 1}`} allowDeselect={false} data={comparisonsOf(filter.kind)} value={filter.comparison} onChange={(comparison) => comparison && change(index, { comparison: comparison as Filter["comparison"] })} w={125} />}
            <ValueInput label={`Value ${index + 1}`} property={property} filter={filter} change={(next) => change(index, { value: next })} />
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Remove filter ${index + 1}`} onClick={() => onChange(value.filter((_, at) => at !== index))}><IconX size={16} /></ActionIcon>
          </Group>
        );
      })}
      <Button variant="default" size="xs" w="fit-content" leftSection={<IconPlus size={14} aria-hidden />} onClick={add} disabled={!properties.length}>Add a filter</Button>
    </Stack>
  );
}

function ValueInput({ label, property, filter, change }: { label: string; property: Property | undefined; filter: Filter; change: (value: string) => void }) {
  if (filter.kind === "flag") return <Select aria-label={label} allowDeselect={false} data={["yes", "no"]} value={filter.value || "yes"} onChange={(value) => value && change(value)} w={125} />;
  if (NUMERIC.has(filter.kind)) return <NumberInput aria-label={label} placeholder="0" value={filter.value} onChange={(value) => change(String(value))} flex="1 1 120px" />;
  if (filter.kind === "date") return <DateInput aria-label={label} valueFormat="YYYY-MM-DD" value={filter.value || null} onChange={(value) => change(value ?? "")} flex="1 1 130px" />;
  return <Autocomplete aria-label={label} placeholder={property?.hidden ? "Values are not shown" : "Value"} data={[...(property?.values ?? [])]} limit={40} value={filter.value} onChange={change} flex="1 1 150px" />;
}
