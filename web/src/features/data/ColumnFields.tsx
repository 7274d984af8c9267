import { Select, SimpleGrid, Switch, TagsInput, TextInput } from "@mantine/core";
import { KINDS } from "./Columns";
import type { ColumnDefinition } from "./flat";

const FAMILIES = ["demographic", "psychographic", "firmographic", "behavioural", "geographic", "needs", "technographic", "engagement", "intent", "journey", "value"];
const NUMERIC = new Set(["number", "money", "share"]);
const FORMATS = ["iso", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "epoch s", "epoch ms", "excel"];

/** All that can be said of a column, as far as its kind asks for it. */
export function ColumnFields({ column, set }: { column: ColumnDefinition; set: (part: Partial<ColumnDefinition>) => void }) {
  const words = (values: string[]) => values.map((value) => value.trim()).filter(Boolean);
  const isNumeric = NUMERIC.has(column.kind);
  const limit = (text: string) => (text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text));
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <TextInput label="Title" placeholder="as people call it" maxLength={120} value={column.title ?? ""} onChange={(event) => set({ title: event.currentTarget.value || null })} />
      <Select label="Kind" allowDeselect={false} data={[...KINDS]} value={column.kind} onChange={(kind) => kind && set({ kind: kind as ColumnDefinition["kind"] })} />
      <Select label="Family" placeholder="none" clearable clearButtonProps={{ "aria-label": "No family" }} data={FAMILIES} value={column.family ?? null} onChange={(family) => set({ family: family as ColumnDefinition["family"] })} />
      <Select label="Sensitivity" allowDeselect={false} data={[{ value: "ordinary", label: "Ordinary" }, { value: "personal", label: "Personal: tells who it is" }, { value: "sensitive", label: "Sensitive: off until allowed" }]} value={column.sensitivity ?? "ordinary"} onChange={(value) => value && set({ sensitivity: value as ColumnDefinition["sensitivity"] })} />
      <TagsInput label="Also means missing" placeholder={(column.missing ?? []).length ? "" : "-999, n/a"} value={[...(column.missing ?? [])]} onChange={(values) => set({ missing: words(values) })} acceptValueOnBlur />
      {column.kind === "date" && <Select label="Written as" placeholder="found out by itself" searchable clearable clearButtonProps={{ "aria-label": "Find out by itself" }} data={[...new Set([...(column.date_format ? [column.date_format] : []), ...FORMATS])]} value={column.date_format ?? null} onChange={(value) => set({ date_format: value })} />}
      {column.kind === "flag" && (
        <>
          <TagsInput label="Words for yes" placeholder={(column.yes ?? []).length ? "" : "yes, Y, 1"} value={[...(column.yes ?? [])]} onChange={(values) => set({ yes: words(values) })} acceptValueOnBlur />
          <TagsInput label="Words for no" placeholder={(column.no ?? []).length ? "" : "no, N, 0"} value={[...(column.no ?? [])]} onChange={(values) => set({ no: words(values) })} acceptValueOnBlur />
        </>
      )}
      {column.kind === "ordered" && <TagsInput label="Levels, from low to high" value={[...(column.levels ?? [])]} onChange={(values) => set({ levels: words(values) })} acceptValueOnBlur />}
      {column.kind === "set" && <TextInput label="What separates the values" placeholder=";" maxLength={4} value={column.separator ?? ""} onChange={(event) => set({ separator: event.currentTarget.value || null })} />}
      {isNumeric && (
        <>
          <Select label="Decimal sign" placeholder="found out by itself" clearable clearButtonProps={{ "aria-label": "Find out by itself" }} data={[".", ","]} value={column.decimal ?? null} onChange={(value) => set({ decimal: value as ColumnDefinition["decimal"] })} />
          <TextInput label="Lowest that can be" description="Rows below are set aside." defaultValue={column.minimum ?? ""} inputMode="decimal" onBlur={(event) => set({ minimum: limit(event.currentTarget.value) })} />
          <TextInput label="Highest that can be" description="Rows above are set aside." defaultValue={column.maximum ?? ""} inputMode="decimal" onBlur={(event) => set({ maximum: limit(event.currentTarget.value) })} />
        </>
      )}
      {column.kind === "money" && <TextInput label="Currency" placeholder="as the project’s" maxLength={3} value={column.currency ?? ""} onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() || null })} />}
      <Switch label="Never changes" description="Such as a birth date: known when looking back too." checked={column.stable ?? false} onChange={(event) => set({ stable: event.currentTarget.checked })} />
    </SimpleGrid>
  );
}
