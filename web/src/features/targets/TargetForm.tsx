import { Alert, Anchor, Box, Button, Grid, Group, Paper, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import dayjs from "dayjs";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { api, client, type Model } from "@/api";
import { useFormat } from "@/format";
import { Chart, FieldMerge, Loaded, Page, Problem, Section, SmartList } from "@/parts";
import { Benchmark, KpiFields, Teams } from "./TargetFields";
import { NEW_TARGET, readTarget, refuseTarget, type Stored, TARGET_FIELDS, writeTarget } from "./draft";
import { makeName, sayTarget } from "./sentences";
import { checkTarget } from "./smart";
import { useSaved } from "./useSaved";

/** A target being written: the form, and beside it what makes it SMART, told while one types. */
export function TargetPage() {
  const { name } = useParams();
  const stored = api.useQuery("get", "/v1/definitions");
  return (
    <Page title={name ? "Change the target" : "A new target"} lead="A business problem, the number that shows it, and how far it should move by when.">
      <Loaded query={stored} what="Reading the targets">
        {(found) => <TargetForm key={name ?? ""} name={name ?? null} stored={found} />}
      </Loaded>
    </Page>
  );
}

function TargetForm({ name, stored }: { name: string | null; stored: Stored }) {
  const [began] = useState(stored);
  const format = useFormat();
  const go = useNavigate();
  const base = name ? (began.definitions.targets?.[name] ?? null) : null;
  const [draft, setDraft] = useState(() => (base ? readTarget(base) : NEW_TARGET));
  const [told, setTold] = useState<string | null>(null);
  const [asked] = useDebouncedValue(draft, 250);
  const prospects = api.useQuery(
    "get",
    "/v1/prospects/{kpi}",
    { params: { path: { kpi: asked.kpi ?? "" }, query: { measure: asked.measure, direction: asked.direction, goal: asked.goal, by: asked.by, unit: asked.unit } } },
    { enabled: Boolean(asked.kpi), placeholderData: keepPreviousData },
  );
  const shown = asked.kpi ? prospects.data : undefined;
  const prospect = shown?.result.kpi === draft.kpi ? shown.result : undefined;
  const saved = useSaved<Model<"TargetDefinition">>({
    base,
    etag: name ? (began.etags.targets?.[name] ?? null) : null,
    complete: (definition) => writeTarget(readTarget(definition)),
    put: (definition, etag) => {
      const called = name ?? makeName(definition.title ?? definition.problem, Object.keys(stored.definitions.targets ?? {}), "_");
      return client.PUT("/v1/definitions/targets/{name}", { params: { path: { name: called }, header: etag ? { "if-match": etag } : { "if-none-match": "*" } }, body: definition });
    },
    onSaved: () => void go("/targets"),
  });
  const sentence = sayTarget(draft, prospect, format);
  const submit = () => {
    const refused = refuseTarget(draft);
    setTold(refused);
    if (!refused) void saved.save(writeTarget(draft));
  };
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });

  return (
    <form onSubmit={(event) => { event.preventDefault(); submit(); }} noValidate>
      <Grid gap="lg" align="flex-start">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <Section title="The problem">
              <Textarea label="What is the problem?" description="As you would say it to a colleague." autosize minRows={2} required value={draft.problem} onChange={(event) => set({ problem: event.currentTarget.value })} />
              <Textarea label="What will be different when it is solved?" autosize minRows={2} value={draft.ideal} onChange={(event) => set({ ideal: event.currentTarget.value })} />
              <TextInput label="A short name" description="For lists and reports; made of the problem if left empty." value={draft.title} onChange={(event) => set({ title: event.currentTarget.value })} />
            </Section>
            <Section title="The number that shows it">
              <KpiFields draft={draft} set={set} prospect={prospect} isAsking={prospects.isFetching} />
              {prospects.error && asked.kpi ? <Problem error={prospects.error} /> : null}
            </Section>
            <Section title="Who will use it, and why">
              <Teams teams={draft.teams} onChange={(teams) => set({ teams })} />
            </Section>
            <Section title="What others reach" about="A benchmark needs its source: a number without one convinces nobody.">
              <Benchmark draft={draft} set={set} prospect={prospect} />
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }} style={{ position: "sticky", top: 72 }}>
          <Stack gap="lg">
            <Paper withBorder radius="lg" p="lg">
              <SmartList label="What makes it SMART" points={checkTarget(draft, prospect, dayjs().format("YYYY-MM-DD"), format)} />
            </Paper>
            {prospect && shown?.charts?.history && (
              <Paper withBorder radius="lg" p="lg">
                <Chart spec={shown.charts.history} label={`${prospect.title} over time, with the goal`} height={200} />
              </Paper>
            )}
            {sentence && (
              <Box component="blockquote" m={0} pl="md" style={{ borderLeft: "3px solid var(--mantine-primary-color-filled)" }}>
                <Text fw={550} fz="lg" lh={1.4}>{sentence}</Text>
              </Box>
            )}
            {told && <Alert color="red" role="alert">{told}</Alert>}
            {saved.problem ? <Problem error={saved.problem} /> : null}
            <Group>
              <Button type="submit" loading={saved.isSaving}>Save the target</Button>
              <Anchor component={Link} to="/targets" size="sm">Leave without saving</Anchor>
            </Group>
          </Stack>
        </Grid.Col>
      </Grid>
      {saved.conflict && saved.base && (
        <FieldMerge base={saved.base} mine={saved.conflict.mine} theirs={saved.conflict.theirs} labels={TARGET_FIELDS} onClose={saved.dropConflict} onSave={(merged) => { setDraft(readTarget(merged)); void saved.save(merged, saved.conflict?.etag ?? null); }} />
      )}
    </form>
  );
}
