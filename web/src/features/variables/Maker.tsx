import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { api, useDefinitions, useEditing, useProject } from "@/api";
import { readValue } from "@/features/rules";
import { Empty, FieldMerge, Loaded, Page, Problem } from "@/parts";
import { type Draft, EMPTY, openDefinition, type VariableDefinition, writeDefinition } from "./draft";
import { suggestName, suggestTitle } from "./expression";
import { MakerForm } from "./MakerForm";
import { useExpression } from "./useExpression";

const LABELS = { value: "Expression", title: "Title", family: "Family", sensitivity: "Sensitivity", note: "Note", kind: "Kind", unit: "Unit", column: "Column", model: "Model", known: "Known" };

/** A variable made or changed: by choosing what to count, or by its expression. */
export function Maker() {
  const { name = null } = useParams();
  const project = useProject();
  const stored = useDefinitions();
  const title = name ? "Change a variable" : "Make a variable";
  if (!project.has_run)
    return <Page title={title}><Empty title="Run first">A variable is measured on your customers. After the first run you can make your own.</Empty></Page>;
  return (
    <Page title={title} lead="Choose what to count or add up, of which events, in which time. The preview follows as you choose." wide>
      <Loaded query={stored} what="Reading the definitions">
        {({ definitions, etags }) => {
          const before = name ? (definitions.variables?.[name] ?? null) : null;
          if (name && !before) return <Empty title="There is no such variable">It was removed or renamed meanwhile.</Empty>;
          return <Opening key={name ?? ""} name={name} before={before} etag={name ? (etags.variables?.[name] ?? null) : null} taken={new Set(Object.keys(definitions.variables ?? {}))} />;
        }}
      </Loaded>
    </Page>
  );
}

interface OpeningProperties {
  name: string | null;
  before: VariableDefinition | null;
  etag: string | null;
  taken: ReadonlySet<string>;
}

/** Reads what the form begins with: the words of the variable's unit, and its expression as choices. */
function Opening({ name, before, etag, taken }: OpeningProperties) {
  const [began] = useState({ before, etag }); // what this person saw, whatever is refetched meanwhile
  const unit = began.before?.unit;
  const text = began.before?.value;
  const words = api.useQuery("get", "/v1/vocabulary", { params: { query: unit ? { unit } : {} } });
  const reading = useQuery({
    queryKey: ["values", "read", unit, text],
    queryFn: async ({ signal }) => (text ? (await readValue({ text }, unit, signal)).tree : null),
    staleTime: Infinity,
  });
  return (
    <Loaded query={words} what="Reading what the data hold">
      {(vocabulary) => (
        <Loaded query={reading} what="Reading the expression">
          {(tree) => <Form name={name} began={began} tree={tree} taken={taken} vocabulary={vocabulary} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface FormProperties {
  name: string | null;
  began: Pick<OpeningProperties, "before" | "etag">;
  tree: Parameters<typeof openDefinition>[1];
  taken: ReadonlySet<string>;
  vocabulary: Parameters<typeof MakerForm>[0]["vocabulary"];
}

function Form({ name, began, tree, taken, vocabulary }: FormProperties) {
  const { before } = began;
  const navigate = useNavigate();
  const editing = useEditing("variables");
  const [draft, setDraft] = useState<Draft>(() =>
    before ? openDefinition(before, tree, vocabulary.events) : { ...EMPTY, parts: { ...EMPTY.parts, event: vocabulary.events[0]?.name ?? "" }, mode: vocabulary.events.length ? "parts" : "text" },
  );
  const suggested = useMemo(() => {
    const event = vocabulary.events.find((each) => each.name === draft.parts.event);
    return draft.mode === "parts" ? suggestTitle(draft.parts, event?.title) : "";
  }, [draft.mode, draft.parts, vocabulary.events]);
  const change = (part: Partial<Draft>) => setDraft((was) => ({ ...was, ...part }));
  const { expression, isBehind, error, choose, refusal } = useExpression(draft, change, vocabulary.unit, vocabulary.events);
  const title = draft.title.trim() || suggested;
  const final = name ?? suggestName(title || "variable", taken, draft.parts.aggregate);
  const isOwnExpression = !before || Boolean(before.value);
  const mine = writeDefinition({ ...draft, title }, expression, vocabulary.unit, began.before);
  const save = async (definition: VariableDefinition, over: string | null) => {
    const made = await editing.save(final, definition, over);
    if (!made) return;
    notifications.show({ title: `Saved: ${definition.title ?? final}`, message: "Segments and reports have it from the next run on." });
    void navigate(`/variables?variable=${encodeURIComponent(made.name)}`);
  };
  const theirs = editing.conflict;
  return (
    <>
      <MakerForm draft={draft} change={change} vocabulary={vocabulary} expression={expression} definition={mine} suggested={suggested} isOwnExpression={isOwnExpression} isBehind={isBehind} onChoose={() => void choose()} refusal={refusal} />
      {error ? <Problem error={error} /> : null}
      {editing.error ? <Problem error={editing.error}>Nothing you typed is lost.</Problem> : null}
      <Group justify="space-between">
        <Text size="sm" c="dimmed">{name ? "" : <>In rules it will be called <code>{final}</code>.</>}</Text>
        <Group gap="sm">
          <Button variant="default" onClick={() => void navigate(-1)}>Cancel</Button>
          <Button onClick={() => void save(mine, began.etag)} loading={editing.isSaving} disabled={isOwnExpression && (!expression || !title || isBehind)}>Save</Button>
        </Group>
      </Group>
      {theirs?.present && began.before && (
        <FieldMerge base={began.before} mine={mine} theirs={theirs.present} labels={LABELS} onClose={editing.reset} onSave={(merged) => void save(merged, theirs.etag)} />
      )}
      {theirs && !theirs.present && <Problem error={new Error("It was removed meanwhile. Go to Variables and make it anew, or leave it.")} />}
    </>
  );
}
