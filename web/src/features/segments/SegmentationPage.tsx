import { Button, Group, Paper, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { client, useDefinitions, useEditing, useProject } from "@/api";
import { RuleField } from "@/features/rules";
import { useFormat } from "@/format";
import { AsOfInput, FieldMerge, Findings, Loaded, Page, Problem, Section, useAsOf, Warnings } from "@/parts";
import { isSame } from "@/parts/merge";
import { EditList } from "./EditList";
import { addressOfDivision, nameFor, plain, type SegmentationDefinition, type SegmentDefinition } from "./listing";
import { PartBar } from "./PartBar";
import { PartList } from "./PartList";
import { Remove } from "./Remove";
import classes from "./segments.module.css";

const LABELS = { title: "Title", priorities: "Parts and their order", residual: "Name of the rest", residual_title: "Title of the rest", population: "Whom it divides", target: "Target", enabled: "State", unit: "About", discovery: "Study" };

/** A segmentation: parts in the order in which they are tried, put in place by dragging; every size follows. */
export function SegmentationPage() {
  const { name } = useParams();
  const project = useProject();
  const query = useDefinitions();
  return (
    <Loaded query={query} what="Reading the segmentation">
      {({ definitions, etags }) => {
        const first: SegmentationDefinition = (name ? definitions.segmentations?.[name] : undefined) ?? { unit: project.main_unit, title: null, priorities: [], residual: "everyone-else", residual_title: "Everyone else", population: null, target: null, discovery: null, enabled: true };
        const etag = name ? (etags.segmentations?.[name] ?? null) : null;
        if (name && !etag) return <Page title="No such segmentation"><Text>It may have been renamed or removed.</Text></Page>;
        return <Editor key={name ?? "new"} name={name ?? null} first={first} firstTag={etag} segments={definitions.segments ?? {}} taken={new Set(Object.keys(definitions.segmentations ?? {}))} targets={Object.entries(definitions.targets ?? {}).map(([key, target]) => ({ value: key, label: target.title ?? plain(key) }))} />;
      }}
    </Loaded>
  );
}

interface EditorProperties {
  name: string | null;
  first: SegmentationDefinition;
  firstTag: string | null;
  segments: Readonly<Record<string, SegmentDefinition>>;
  taken: ReadonlySet<string>;
  targets: { value: string; label: string }[];
}

function Editor({ name, first, firstTag, segments, taken, targets }: EditorProperties) {
  const format = useFormat();
  const project = useProject();
  const go = useNavigate();
  const [asOf] = useAsOf();
  const [base, setBase] = useState(first);
  const [tag, setTag] = useState(firstTag);
  const [form, setForm] = useState(first);
  const editing = useEditing("segmentations");
  const [asked] = useDebouncedValue(form, 120);
  const preview = useQuery({
    queryKey: ["segmentations", "preview", asOf, asked],
    queryFn: async ({ signal }) => (await client.POST("/v1/segmentations/preview", { params: { query: asOf ? { as_of: asOf } : {} }, body: asked, signal })).data!,
    placeholderData: keepPreviousData,
    enabled: asked.priorities.length > 0,
  });
  const set = (change: Partial<SegmentationDefinition>) => setForm({ ...form, ...change });
  const keep = async (definition: SegmentationDefinition, fingerprint: string | null) => {
    const called = name ?? nameFor(definition.title ?? "segmentation", taken);
    const made = await editing.save(called, definition, fingerprint);
    if (!made) return;
    setBase(definition);
    setForm(definition);
    setTag(made.etag ?? null);
    notifications.show({ title: "Saved", message: "Run again to report with it." });
    if (!name) void go(addressOfDivision(called), { replace: true });
  };
  const isChanged = !isSame(form, base) || (tag === null && form.priorities.length > 0);
  const [seen, setSeen] = useState(firstTag);
  if (firstTag !== seen) {
    setSeen(firstTag);
    if (firstTag !== tag && !isChanged) {
      setBase(first);
      setForm(first);
      setTag(firstTag);
    }
  }
  const isStale = asked !== form || preview.isPlaceholderData;
  const why = !form.title ? "Give it a title first." : form.priorities.length === 0 ? "Add a part first." : null;
  const parts = (preview.data?.parts ?? []).map((part) => ({ name: part.name, title: part.title, share: part.share ?? 0, customers: part.customers ?? 0 }));
  const { conflict } = editing;
  return (
    <Page
      title={name ? (form.title ?? plain(name)) : "New segmentation"}
      lead="The first rule that fits decides where a customer belongs. Drag a part to where it should be tried; everyone whom no part takes is in the last one."
      actions={
        <>
          {project.has_run && <AsOfInput last={project.as_of} />}
          {name && tag && <Remove section="segmentations" name={name} title={form.title ?? plain(name)} etag={tag} />}
        </>
      }
    >
      <Section title="Parts, in the order in which they are tried">
        {parts.length > 0 && (
          <Stack gap={6} style={{ opacity: isStale ? 0.55 : 1 }}>
            <PartBar parts={parts} label="Everyone, divided" />
            <Text size="sm" role="status" aria-live="polite">
              {preview.data && !isStale && `${format.count(preview.data.population)} divided; ${format.share(preview.data.covered)} are in a named part.`}
            </Text>
          </Stack>
        )}
        <PartList form={form} segments={segments} preview={form.priorities.length ? preview.data : undefined} isStale={isStale} onChange={(priorities) => set({ priorities })} />
        {preview.data && (preview.data.findings ?? []).length > 0 && <Findings findings={preview.data.findings!} />}
        <Warnings warnings={preview.data?.warnings} />
        {preview.error && <Problem error={preview.error} />}
      </Section>
      <Section title="What it is">
        <div className={classes.form}>
          <TextInput label="Title" required value={form.title ?? ""} onChange={(event) => set({ title: event.currentTarget.value || null })} />
          <TextInput label="What the rest is called" value={form.residual_title} onChange={(event) => set({ residual_title: event.currentTarget.value })} />
          {targets.length > 0 && <Select label="Target that it serves" data={targets} value={form.target ?? null} onChange={(target) => set({ target })} clearable />}
          <RuleField label="Whom it divides" value={form.population ?? null} unit={form.unit} onChange={(population) => set({ population })} />
        </div>
        <Switch label="On: counted and reported in every run" checked={form.enabled} onChange={(event) => set({ enabled: event.currentTarget.checked })} />
      </Section>
      {editing.error !== null && <Problem error={editing.error} />}
      {isChanged && (
        <Paper withBorder shadow="md" radius="lg" p="sm" className={classes.save} role="region" aria-label="Unsaved changes">
          <Group gap="md">
            <Button onClick={() => void keep(form, tag)} loading={editing.isSaving} disabled={why !== null}>{tag ? "Save changes" : "Save the segmentation"}</Button>
            <Text size="sm" c="dimmed">{why ?? "You have changes that are not saved."}</Text>
          </Group>
        </Paper>
      )}
      {conflict?.present && <FieldMerge base={base} mine={form} theirs={conflict.present} labels={LABELS} write={write} onClose={editing.reset} onSave={(merged) => void keep(merged, conflict.etag)} />}
      {name && <EditList section="segmentations" name={name} />}
    </Page>
  );
}

function write(field: string, value: unknown): string {
  if (field === "priorities") return (value as SegmentationDefinition["priorities"]).map((part) => part.title ?? plain(part.segment ?? part.name)).join(" → ") || "nothing";
  if (field === "enabled") return value ? "on" : "off";
  return value ? String(value) : "nothing";
}
