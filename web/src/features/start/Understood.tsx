import { Accordion, Anchor, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconArrowRight, IconPencil, IconPlayerPlay } from "@tabler/icons-react";
import { useEffect } from "react";
import { Link, useNavigate } from "react-router";
import { api, type Model, useProject, useStartedJob } from "@/api";
import { useFormat } from "@/format";
import { Figure, JobProgress, Loaded, Page, Problem, Section } from "@/parts";
import { describeSource, entitle, inOrder, ROLES, words } from "@/parts/sourceWords";
import { Exclusions } from "./Exclusions";
import { Kpi } from "./Kpi";

/** After the files were looked at: what they mean, what is asked, what may be left out; then the first run. */
export default function Understood() {
  const query = api.useQuery("get", "/v1/start");
  return (
    <Page title="This is what Satsuma understood" lead="Look whether it is right. Nothing is fixed: everything can be corrected now or later.">
      <Loaded query={query} what="Reading what was understood">{(found) => <Content found={found} />}</Loaded>
      {query.error && <FirstRun />}
    </Page>
  );
}

function Content({ found }: { found: Model<"InitResult"> }) {
  const format = useFormat();
  const questions = found.questions ?? [];
  const notes = found.notes ?? [];
  return (
    <Stack gap="lg">
      <Group gap={40}>
        <Figure value={format.count(found.sources.length)} label={found.sources.length === 1 ? "source" : "sources"} />
        <Figure value={format.count(found.sources.reduce((sum, { rows }) => sum + rows, 0))} label="rows" />
        <Figure value={format.count(found.variables.length)} label="variables suggested" />
        <Figure value={format.count(found.segments.length)} label="segments suggested" />
      </Group>
      {questions.length > 0 && (
        <Section title="Questions" about="Where Satsuma was not sure. It goes on with its guess; correct it where it is wrong.">
          <List spacing="xs">{questions.map((question) => <List.Item key={question}>{question}</List.Item>)}</List>
        </Section>
      )}
      <Section title="Your sources" actions={<Button component={Link} to="/data" variant="default" size="xs" leftSection={<IconPencil size={14} aria-hidden />}>Correct something</Button>}>
        <Stack gap={0}>{inOrder(found.sources).map((source) => <Source key={source.name} source={source} />)}</Stack>
      </Section>
      <Exclusions />
      <Kpi />
      {(notes.length > 0 || (found.unavailable ?? []).length > 0) && (
        <Accordion variant="contained" radius="lg">
          {notes.length > 0 && (
            <Accordion.Item value="notes">
              <Accordion.Control>Worth knowing ({notes.length})</Accordion.Control>
              <Accordion.Panel><List size="sm" spacing={4}>{notes.map((note) => <List.Item key={note}>{note}</List.Item>)}</List></Accordion.Panel>
            </Accordion.Item>
          )}
          {(found.unavailable ?? []).length > 0 && (
            <Accordion.Item value="unavailable">
              <Accordion.Control>Segments that need more data ({found.unavailable.length})</Accordion.Control>
              <Accordion.Panel>
                <List size="sm" spacing={4}>{found.unavailable.map(({ name, title, needs }) => <List.Item key={name}>{title} <Text span c="dimmed">{needs}</Text></List.Item>)}</List>
              </Accordion.Panel>
            </Accordion.Item>
          )}
        </Accordion>
      )}
      <FirstRun />
    </Stack>
  );
}

function Source({ source }: { source: Model<"UnderstoodSource"> }) {
  const format = useFormat();
  const reasons = Object.entries(source.reasons ?? {});
  return (
    <Stack gap={4} py="sm" style={{ borderTop: "1px solid light-dark(var(--mantine-color-gray-2), var(--mantine-color-dark-5))" }}>
      <Group justify="space-between" gap="sm">
        <Text fw={600} style={{ overflowWrap: "anywhere" }}>{entitle(source.name)}</Text>
        <Text size="sm" c="dimmed" className="figures">{format.count(source.rows)} rows · {ROLES[source.role]?.label ?? source.role}</Text>
      </Group>
      <Text size="sm">{describeSource(source)}{source.recognised_as ? ` Recognised as: ${source.recognised_as}.` : ""}</Text>
      {reasons.length > 0 && (
        <details>
          <Text component="summary" size="sm" c="dimmed" style={{ cursor: "pointer" }}>Why, and its {format.count(Object.keys(source.kinds).length)} columns</Text>
          <Stack gap={6} pt={6}>
            <List size="sm" spacing={2}>{reasons.map(([what, why]) => <List.Item key={what}><b>{words(what)}</b>: {why}.</List.Item>)}</List>
            <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>{Object.entries(source.kinds).map(([column, kind]) => `${words(column)} (${kind})`).join(", ")}</Text>
          </Stack>
        </details>
      )}
    </Stack>
  );
}

/** The run, how far it is, and then Home. */
function FirstRun() {
  const navigate = useNavigate();
  const project = useProject();
  const { job, isRunning, start } = useStartedJob();
  const ask = api.useMutation("post", "/v1/runs");
  useEffect(() => {
    if (job?.state === "done") void navigate("/");
  }, [job?.state, navigate]);
  return (
    <Section>
      {job && <JobProgress job={job} />}
      {ask.error ? <Problem error={ask.error} /> : null}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={520}>The run reads all rows, cleans them, measures every customer and counts the segments. What does not fit is set aside, never lost.</Text>
        <Group gap="sm">
          {project.has_run && <Anchor component={Link} to="/">Go to Home <IconArrowRight size={14} aria-hidden /></Anchor>}
          <Button size="md" leftSection={<IconPlayerPlay size={18} aria-hidden />} loading={isRunning || ask.isPending} onClick={() => void ask.mutateAsync({ body: {} }).then(start).catch(() => {})}>
            {job?.state === "failed" || job?.state === "cancelled" ? "Run again" : "It is right: run"}
          </Button>
        </Group>
      </Group>
    </Section>
  );
}
