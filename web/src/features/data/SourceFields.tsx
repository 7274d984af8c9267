import { List, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { Section } from "@/parts";
import { ROLES, words } from "@/parts/sourceWords";
import type { SourceDefinition } from "./flat";

interface SourceFieldsProperties {
  draft: SourceDefinition;
  change: (part: Partial<SourceDefinition>) => void;
  reasons: Readonly<Record<string, string>>;
  amount: string | null | undefined;
}

const ROW_NUMBER = "row number";
/** Reasons that stand below their own field. */
const SHOWN = new Set(["role", "unit", "key", "time", "amount", "groups", "unknown_customers"]);

/** What the rows are, whose they are, when they happened and what they are worth. */
export function SourceFields({ draft, change, reasons, amount }: SourceFieldsProperties) {
  const all = Object.entries(draft.columns);
  const name = (column: string) => ({ value: column, label: draft.columns[column]?.title ?? words(column) });
  const columns = all.map(([column]) => name(column));
  const dates = all.filter(([, { kind }]) => kind === "date").map(([column]) => name(column));
  const money = all.filter(([, { kind }]) => kind === "money" || kind === "number").map(([column]) => name(column));
  const isDated = draft.role === "event" || draft.role === "survey" || draft.role === "text";
  const isComputed = typeof draft.amount === "object" && draft.amount !== null;
  const others = Object.entries(reasons).filter(([what]) => !SHOWN.has(what));
  const why = (what: string) => (reasons[what] ? `Because ${reasons[what]}.` : undefined);
  return (
    <Section title="What it is">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Select label="Its rows are" description={why("role")} allowDeselect={false} data={Object.entries(ROLES).map(([value, { label, about }]) => ({ value, label: `${label}: ${about}` }))} value={draft.role} onChange={(role) => role && change({ role: role as SourceDefinition["role"] })} inputWrapperOrder={ORDER} />
        {draft.role !== "lookup" && <TextInput label="Of whom" description={why("unit")} placeholder="customer" value={draft.unit ?? ""} onChange={(event) => change({ unit: event.currentTarget.value.trim() || null })} inputWrapperOrder={ORDER} />}
        <Select label="Told apart by" description={why("key")} searchable clearable clearButtonProps={{ "aria-label": "No key" }} data={[...columns, { value: ROW_NUMBER, label: "Each row is somebody else" }]} value={draft.key ?? null} onChange={(key) => change({ key })} inputWrapperOrder={ORDER} />
        {isDated && <Select label="When it happened" description={why("time")} searchable clearable clearButtonProps={{ "aria-label": "No time" }} data={dates} value={draft.time ?? null} onChange={(time) => change({ time })} inputWrapperOrder={ORDER} />}
        {draft.role === "event" && (
          <>
            <TextInput label="What it is called in rules" description={why("groups")} placeholder={draft.event_column ? "by the column that names it" : "the source’s name"} value={draft.event ?? ""} onChange={(event) => change({ event: event.currentTarget.value.trim() || null })} inputWrapperOrder={ORDER} />
            {isComputed ? (
              <TextInput label="Its amount" description={why("amount") ?? "Computed for each row."} value={amount ?? ""} readOnly inputWrapperOrder={ORDER} />
            ) : (
              <Select label="Its amount" description={why("amount")} searchable clearable clearButtonProps={{ "aria-label": "No amount" }} placeholder="none" data={money} value={typeof draft.amount === "string" ? draft.amount : null} onChange={(column) => change({ amount: column })} inputWrapperOrder={ORDER} />
            )}
            <Select label="Returns" allowDeselect={false} data={[{ value: "none", label: "None in this source" }, { value: "negative amount", label: "Rows with a negative amount" }]} value={draft.returns ?? "none"} onChange={(returns) => returns && change({ returns: returns as SourceDefinition["returns"] })} />
          </>
        )}
        {draft.role !== "profile" && draft.role !== "lookup" && (
          <Select label="Customers that no other file knows" description={why("unknown_customers")} allowDeselect={false} data={[{ value: "add", label: "Are customers too" }, { value: "quarantine", label: "Set their rows aside" }]} value={draft.unknown_customers ?? "add"} onChange={(value) => value && change({ unknown_customers: value as SourceDefinition["unknown_customers"] })} inputWrapperOrder={ORDER} />
        )}
      </SimpleGrid>
      {others.length > 0 && (
        <Stack gap={4}>
          <Text size="sm" fw={600}>Also understood</Text>
          <List size="sm" spacing={2}>{others.map(([what, reason]) => <List.Item key={what}><b>{words(what)}</b>: {reason}.</List.Item>)}</List>
        </Stack>
      )}
    </Section>
  );
}

/** The reason stands below what was chosen, where one looks next. */
const ORDER: ("label" | "input" | "description" | "error")[] = ["label", "input", "description", "error"];
