import { Anchor, Box, Button, Grid, Group, Paper, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowLeft, IconDatabaseOff } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { api, type Model, useEditing } from "@/api";
import { Empty, FieldMerge, Loaded, Page, Problem, RunAgain } from "@/parts";
import { describeSource, entitle } from "@/parts/sourceWords";
import { Columns } from "./Columns";
import { flatten, listChanged, listChangedColumns, type SourceDefinition, unflatten } from "./flat";
import { RowRules } from "./RowRules";
import { SourceFields } from "./SourceFields";
import { SourcePreview } from "./SourcePreview";

/** One source in full: what was understood, and a correction with its preview before it is saved. */
export function SourcePage() {
  const { name = "" } = useParams();
  const query = api.useQuery("get", "/v1/sources");
  return (
    <Loaded query={query} what="Reading the source">
      {({ sources }) => {
        const source = sources.find((each) => each.name === name);
        return source ? (
          <Editor key={name} source={source} />
        ) : (
          <Page title={entitle(name)}><Empty icon={IconDatabaseOff} title="There is no such source" actions={<Button component={Link} to="/data">All sources</Button>}>It was removed or renamed.</Empty></Page>
        );
      }}
    </Loaded>
  );
}

function Editor({ source }: { source: Model<"SourceStanding"> }) {
  const [began, setBegan] = useState({ definition: source.definition, etag: source.etag }); // what this person began with
  const [draft, setDraft] = useState<SourceDefinition>(source.definition);
  const editing = useEditing("sources");
  const changed = listChanged(began.definition, draft);
  const change = (part: Partial<SourceDefinition>) => setDraft((was) => ({ ...was, ...part }));
  const save = async (definition: SourceDefinition, etag: string) => {
    const made = await editing.save(source.name, definition, etag);
    if (!made) return;
    setBegan({ definition, etag: made.etag ?? etag });
    setDraft(definition);
    notifications.show({ title: `Saved: ${entitle(source.name)}`, message: "It counts from the next run on." });
  };
  const theirs = editing.conflict;
  const isBehind = changed.length === 0 && source.etag !== began.etag;
  return (
    <Page
      title={entitle(source.name)}
      lead={describeSource({ role: draft.role, unit: draft.unit, key: draft.key, time: draft.time, event: source.events?.join(", ") || null })}
      actions={<RunAgain isUrgent={source.changed && changed.length === 0} />}
      wide
    >
      <Anchor component={Link} to="/data" size="sm" w="fit-content"><IconArrowLeft size={14} aria-hidden /> All sources</Anchor>
      {isBehind && (
        <Group gap="sm" role="status">
          <Text size="sm">Somebody changed this source meanwhile.</Text>
          <Button size="xs" variant="default" onClick={() => { setBegan({ definition: source.definition, etag: source.etag }); setDraft(source.definition); }}>Show how it is now</Button>
        </Group>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="lg">
            <SourceFields draft={draft} change={change} reasons={source.reasons ?? {}} amount={source.amount} />
            <Columns draft={draft} change={change} columns={source.columns ?? []} />
            <RowRules draft={draft} change={change} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Box style={{ position: "sticky", top: 76 }}><SourcePreview name={source.name} definition={draft} changed={listChangedColumns(began.definition, draft)} /></Box>
        </Grid.Col>
      </Grid>
      {changed.length > 0 && (
        <Paper withBorder shadow="md" radius="lg" p="md" role="region" aria-label="Changes not saved" style={{ position: "sticky", bottom: 12, zIndex: 20 }}>
          {editing.error ? <Box mb="sm" mah="40vh" style={{ overflowY: "auto" }}><Problem error={editing.error}>Nothing you chose is lost.</Problem></Box> : null}
          <Group justify="space-between" gap="sm">
            <Text size="sm" style={{ overflowWrap: "anywhere", flex: "1 1 200px" }}>Not saved: {changed.slice(0, 4).join(", ")}{changed.length > 4 ? ` and ${changed.length - 4} more` : ""}</Text>
            <Group gap="sm">
              <Button variant="default" onClick={() => { setDraft(began.definition); editing.reset(); }}>Discard</Button>
              <Button onClick={() => void save(draft, began.etag)} loading={editing.isSaving}>Save</Button>
            </Group>
          </Group>
        </Paper>
      )}
      {theirs?.present && (
        <FieldMerge base={flatten(began.definition)} mine={flatten(draft)} theirs={flatten(theirs.present)} labels={{}} onClose={editing.reset} onSave={(merged) => void save(unflatten(merged), theirs.etag ?? began.etag)} />
      )}
      {theirs && !theirs.present && <Problem error={new Error("Somebody removed this source meanwhile. Add its files again to have it back.")} />}
    </Page>
  );
}
