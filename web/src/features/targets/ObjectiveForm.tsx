import { Alert, Anchor, Box, Button, Grid, Group, Paper, SegmentedControl, Select, Stack, TagsInput, Text, Textarea } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import dayjs from "dayjs";
import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { api, client, type Model } from "@/api";
import { useFormat } from "@/format";
import { FieldMerge, Loaded, Page, Problem, Section, SmartList, Warnings } from "@/parts";
import { CompareFields, GroupFields, OutcomeFields, WhoFields } from "./ObjectiveFields";
import { NEW_OBJECTIVE, OBJECTIVE_FIELDS, type Stored } from "./draft";
import { makeName, sayObjective } from "./sentences";
import { checkObjective } from "./smart";
import { useSaved } from "./useSaved";

type Definition = Model<"ObjectiveDefinition">;

const KINDS = [
  { value: "groups", label: "Which groups stand out?" },
  { value: "compare", label: "How do groups differ?" },
];

/** A question being written: the form, and beside it what makes it SMART, with the present figures. */
export function ObjectivePage() {
  const { name } = useParams();
  const stored = api.useQuery("get", "/v1/definitions");
  return (
    <Page title={name ? "Change the question" : "Ask a question"} lead="A question that data can answer, with what counts as an answer, by when and for whom.">
      <Loaded query={stored} what="Reading the questions">
        {(found) => <ObjectiveForm key={name ?? ""} name={name ?? null} stored={found} />}
      </Loaded>
    </Page>
  );
}

function ObjectiveForm({ name, stored }: { name: string | null; stored: Stored }) {
  const [began] = useState(stored);
  const [parameters] = useSearchParams();
  const format = useFormat();
  const go = useNavigate();
  const targets = stored.definitions.targets ?? {};
  const base = name ? (began.definitions.objectives?.[name] ?? null) : null;
  const first = parameters.get("target") ?? Object.keys(targets)[0] ?? null;
  const [draft, setDraft] = useState<Definition>(() => base ?? { ...NEW_OBJECTIVE, target: first, unit: targets[first ?? ""]?.unit ?? "customer" });
  const [isComparing, setComparing] = useState(() => Object.keys(base?.compare ?? {}).length > 0);
  const [told, setTold] = useState<string | null>(null);
  const asked = clean(draft, isComparing);
  const [settled] = useDebouncedValue(JSON.stringify(asked), 250);
  const trials = api.useQuery("post", "/v1/objectives/trial", { body: JSON.parse(settled) as Definition }, { placeholderData: keepPreviousData, staleTime: 60_000 });
  const trial = trials.data;
  const saved = useSaved<Definition>({
    base,
    etag: name ? (began.etags.objectives?.[name] ?? null) : null,
    complete: (definition) => ({ ...NEW_OBJECTIVE, direction: null, lift: null, ...definition }),
    put: (definition, etag) => {
      const called = name ?? makeName(definition.question, Object.keys(stored.definitions.objectives ?? {}), "-");
      return client.PUT("/v1/definitions/objectives/{name}", { params: { path: { name: called }, header: etag ? { "if-match": etag } : { "if-none-match": "*" } }, body: definition });
    },
    onSaved: () => void go(name ? `/targets/questions/${name}` : "/targets"),
  });
  const target = targets[draft.target ?? ""];
  const sentence = sayObjective(asked, trial, target?.title ?? target?.problem, format);
  const set = (change: Partial<Definition>) => setDraft({ ...draft, ...change });
  const submit = () => {
    const refused = draft.question.trim() ? null : "Write the question first.";
    setTold(refused);
    if (!refused) void saved.save(asked);
  };
  const teams = Object.keys(target?.teams ?? {});

  return (
    <form onSubmit={(event) => { event.preventDefault(); submit(); }} noValidate>
      <Grid gap="lg" align="flex-start">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <Section title="The question">
              <Textarea label="In one sentence" placeholder="Which three groups buy most often?" autosize minRows={2} required value={draft.question} onChange={(event) => set({ question: event.currentTarget.value })} />
              <SegmentedControl aria-label="Kind of question" data={KINDS} value={isComparing ? "compare" : "groups"} onChange={(kind) => setComparing(kind === "compare")} />
            </Section>
            {isComparing ? (
              <Section title="Groups to compare"><CompareFields draft={draft} set={set} trial={trial} /></Section>
            ) : (
              <Section title="What is counted"><OutcomeFields draft={draft} set={set} trial={trial} /></Section>
            )}
            <Section title={isComparing ? "What they are compared on" : "What groups are made of"}>
              <GroupFields draft={draft} set={set} isComparing={isComparing} />
            </Section>
            <Section title="About whom"><WhoFields draft={draft} set={set} trial={trial} /></Section>
            <Section title="For whom, and by when">
              <Select label="Target that the answer serves" data={Object.entries(targets).map(([value, each]) => ({ value, label: each.title ?? each.problem }))} value={draft.target ?? null} onChange={(value) => set({ target: value })} clearable />
              <TagsInput label="Teams that will use it" data={teams} value={[...(draft.teams ?? [])]} onChange={(value) => set({ teams: value })} placeholder={draft.teams?.length ? "" : "Marketing"} acceptValueOnBlur />
              <DateInput label="Deadline" value={draft.deadline ?? null} onChange={(value) => set({ deadline: value })} valueFormat="YYYY-MM-DD" placeholder="YYYY-MM-DD" clearable />
              <Textarea label="What counts as success, in words" autosize value={draft.success ?? ""} onChange={(event) => set({ success: event.currentTarget.value })} />
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }} style={{ position: "sticky", top: 72 }}>
          <Stack gap="lg">
            <Paper withBorder radius="lg" p="lg">
              <SmartList label="What makes it SMART" points={checkObjective(asked, trial, dayjs().format("YYYY-MM-DD"), format)} />
            </Paper>
            {sentence && (
              <Box component="blockquote" m={0} pl="md" style={{ borderLeft: "3px solid var(--mantine-primary-color-filled)" }}>
                <Text fw={550} fz="lg" lh={1.4}>{sentence}</Text>
              </Box>
            )}
            <Warnings warnings={[...(trial?.warnings ?? []), ...Object.entries(trial?.left_out ?? {}).map(([title, why]) => `${title} is left out: ${why}`)]} />
            {trials.error ? <Problem error={trials.error} /> : null}
            {told && <Alert color="red" role="alert">{told}</Alert>}
            {saved.problem ? <Problem error={saved.problem} /> : null}
            <Group>
              <Button type="submit" loading={saved.isSaving}>Save the question</Button>
              <Anchor component={Link} to="/targets" size="sm">Leave without saving</Anchor>
            </Group>
          </Stack>
        </Grid.Col>
      </Grid>
      {saved.conflict && saved.base && (
        <FieldMerge base={saved.base} mine={saved.conflict.mine} theirs={saved.conflict.theirs} labels={OBJECTIVE_FIELDS} onClose={saved.dropConflict} onSave={(merged) => { setDraft(merged); void saved.save(merged, saved.conflict?.etag ?? null); }} />
      )}
    </form>
  );
}

/** Only what belongs to the kind of question, nothing empty. */
function clean(draft: Definition, isComparing: boolean): Definition {
  const compared = Object.entries(draft.compare ?? {}).filter(([, rule]) => rule.trim());
  return {
    ...draft,
    question: draft.question.trim(),
    success: draft.success?.trim() || null,
    population: draft.population?.trim() || null,
    compare: isComparing ? Object.fromEntries(compared) : {},
    outcome: isComparing ? null : draft.outcome || null,
    direction: isComparing ? null : draft.direction,
    window_days: isComparing ? null : draft.window_days,
    exposure: isComparing ? null : draft.exposure || null,
    lift: isComparing ? null : draft.lift,
  };
}
