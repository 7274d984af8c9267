import { Badge, Button, Collapse, Group, Select, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { FamilyBadge, Section } from "@/parts";
import { entitle } from "@/parts/sourceWords";
import { ColumnFields } from "./ColumnFields";
import type { ColumnDefinition, SourceDefinition } from "./flat";

export const KINDS = [
  { value: "number", label: "Number" },
  { value: "money", label: "Money" },
  { value: "share", label: "Share" },
  { value: "category", label: "Category" },
  { value: "ordered", label: "Ordered levels" },
  { value: "flag", label: "Yes or no" },
  { value: "date", label: "Date" },
  { value: "set", label: "Several values" },
  { value: "text", label: "Text" },
  { value: "identifier", label: "Key" },
] as const;

const FEW = 12;

interface ColumnsProperties {
  draft: SourceDefinition;
  change: (part: Partial<SourceDefinition>) => void;
  columns: readonly Model<"SourceColumn">[];
}

/** Every column as it is understood; each opens for correction. */
export function Columns({ draft, change, columns }: ColumnsProperties) {
  const [text, setText] = useState("");
  const [kind, setKind] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const known = new Map(columns.map((column) => [column.name, column]));
  const entries = Object.entries(draft.columns).filter(
    ([name, column]) => `${name} ${column.from} ${column.title ?? ""}`.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()) && (!kind || column.kind === kind),
  );
  const shown = all || text || kind ? entries : entries.slice(0, FEW);
  const set = (name: string, part: Partial<ColumnDefinition>) => change({ columns: { ...draft.columns, [name]: { ...draft.columns[name]!, ...part } } });
  return (
    <Section title={`Columns (${Object.keys(draft.columns).length})`} about="What each holds. Open one to correct it.">
      {Object.keys(draft.columns).length > FEW && (
        <Group gap="sm" align="flex-end">
          <TextInput label="Find" leftSection={<IconSearch size={16} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} flex="1 1 180px" />
          <Select label="Kind" placeholder="All kinds" clearable clearButtonProps={{ "aria-label": "All kinds" }} data={[...KINDS]} value={kind} onChange={setKind} w={160} />
        </Group>
      )}
      <Stack gap={0}>
        {shown.map(([name, column]) => <Column key={name} name={name} column={column} known={known.get(name)} set={(part) => set(name, part)} />)}
        {entries.length === 0 && <Text size="sm" c="dimmed">No column is called like that.</Text>}
      </Stack>
      {shown.length < entries.length && <Button variant="default" size="xs" w="fit-content" onClick={() => setAll(true)}>Show all {entries.length}</Button>}
    </Section>
  );
}

function Column({ name, column, known, set }: { name: string; column: ColumnDefinition; known: Model<"SourceColumn"> | undefined; set: (part: Partial<ColumnDefinition>) => void }) {
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const id = `column-${name}`;
  const actions = known?.actions ?? [];
  return (
    <Stack gap={0} style={{ borderTop: "1px solid light-dark(var(--mantine-color-gray-2), var(--mantine-color-dark-5))" }}>
      <UnstyledButton py="sm" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Stack gap={0} miw={0}>
            <Group gap="xs">
              <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>{column.title ?? entitle(name)}</Text>
              {(known?.uses ?? []).map((use) => <Badge key={use} size="xs" variant="light" tt="none" radius="sm">{use}</Badge>)}
              {column.sensitivity !== "ordinary" && <Badge size="xs" variant="light" color="grape" tt="none" radius="sm">{column.sensitivity}</Badge>}
            </Group>
            <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>{column.from !== name && `“${column.from}” in the file · `}{column.evidence}</Text>
          </Stack>
          <Group gap="xs" wrap="nowrap" style={{ flexShrink: 0 }}>
            <FamilyBadge family={column.family} />
            <Text size="sm">{KINDS.find(({ value }) => value === column.kind)?.label}</Text>
            <IconChevronDown size={16} aria-hidden style={{ transform: isOpen ? "rotate(180deg)" : undefined, transition: "transform 120ms" }} />
          </Group>
        </Group>
      </UnstyledButton>
      <Collapse expanded={isOpen} id={id}>
        <Stack gap="md" pb="md">
          <ColumnFields column={column} set={set} />
          {actions.length > 0 && (
            <Text size="sm" c="dimmed">In the last run: {actions.map(({ action, count }) => `${action} (${format.count(count)})`).join("; ")}</Text>
          )}
        </Stack>
      </Collapse>
    </Stack>
  );
}
