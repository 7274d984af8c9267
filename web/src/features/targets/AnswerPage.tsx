import { Alert, Anchor, Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconPencil, IconQuestionMark } from "@tabler/icons-react";
import { Link, useParams } from "react-router";
import { api, type Model, useStartedJob } from "@/api";
import { useFormat } from "@/format";
import { Chart, Empty, Findings, ForAnalysts, JobProgress, Loaded, Page, Problem, Section, Warnings } from "@/parts";
import { daysLeft } from "./AimsPage";
import { Differences } from "./Differences";
import { Groups, RankingTables } from "./Groups";
import { StateBadge } from "./Question";

/** Sentences that are read at once; the others follow for analysts. */
const MOST = 4;

/** One question with its answer: the sentence first, then the groups, then everything for those who check. */
export function AnswerPage() {
  const { name = "" } = useParams();
  const page = api.useQuery("get", "/v1/objectives/{name}", { params: { path: { name } } });
  const work = useStartedJob();
  const start = api.useMutation("post", "/v1/answers/{name}");
  const answer = async () => work.start(await start.mutateAsync({ params: { path: { name } } }));
  const state = page.data?.standing.state;
  return (
    <Page
      title={page.data?.definition.question ?? "A question"}
      lead={<Anchor component={Link} to="/targets" size="sm"><IconArrowLeft size={14} aria-hidden style={{ verticalAlign: -2 }} /> All targets and questions</Anchor>}
      actions={
        <>
          <Button component={Link} to={`/targets/questions/${name}/change`} variant="default" leftSection={<IconPencil size={15} />}>Change</Button>
          <Button onClick={() => void answer()} disabled={work.isRunning || state === "lacking"}>{state === "open" || state === "lacking" ? "Answer now" : "Answer again"}</Button>
        </>
      }
    >
      {work.job && work.job.state !== "done" && <Section><JobProgress job={{ ...work.job, title: page.data?.definition.question ?? work.job.title }} /></Section>}
      {start.error ? <Problem error={start.error} /> : null}
      <Loaded query={page} what="Reading the answer">{(found) => <Answer page={found} />}</Loaded>
    </Page>
  );
}

function Answer({ page }: { page: Model<"ShownAnswerPage"> }) {
  const format = useFormat();
  const { standing, result, charts } = page;
  const lacks = (standing.findings ?? []).filter((finding) => finding.severity === "error");
  const wishes = (standing.findings ?? []).filter((finding) => finding.severity !== "error");
  const about = [
    result && `looking back from ${format.day(result.as_of)}`,
    result?.cut && `groups as of ${format.day(result.cut)}`,
    standing.deadline && `due ${format.day(standing.deadline)}${standing.days_left !== null && standing.days_left !== undefined ? `, ${daysLeft(standing.days_left, format.count)}` : ""}`,
    (standing.teams ?? []).join(", "),
  ].filter(Boolean);
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <StateBadge state={standing.state} />
        {result?.success_reached !== null && result?.success_reached !== undefined && <Badge variant="light" color={result.success_reached ? "teal" : "gray"} tt="none">{result.success_reached ? "Success reached" : "Success not reached"}</Badge>}
        <Text size="sm" c="dimmed">{about.join(" · ")}</Text>
      </Group>
      {lacks.length > 0 && (
        <Alert color="red" variant="light" radius="lg" title="It cannot be answered yet" maw={760}>
          <Findings findings={lacks} />
        </Alert>
      )}
      {standing.state === "stale" && <Alert color="yellow" variant="light" radius="lg" maw={760}>The question or the data have changed since this answer. Answer it again.</Alert>}
      {!result && !lacks.length && <Empty title="Not answered yet" icon={IconQuestionMark}>The answer names groups with their intervals, says when nothing stands out, and holds constant what could deceive.</Empty>}
      {result && <Found result={result} charts={charts ?? {}} />}
      {wishes.length > 0 && <Section title="What would make the question better"><Findings findings={wishes} /></Section>}
    </Stack>
  );
}

function Found({ result, charts }: { result: Model<"AnswerResult">; charts: Record<string, Record<string, unknown>> }) {
  const shown = new Set((result.differences ?? []).map((each) => each.sentence));
  const said = result.sentences.filter((sentence) => !shown.has(sentence));
  const leftOut = Object.entries(result.left_out ?? {});
  return (
    <>
      <Title order={2} fz={result.headline.length > 140 ? { base: 19, sm: 22 } : { base: 22, sm: 28 }} lh={1.3} fw={600} maw={900} style={{ letterSpacing: "-0.02em" }}>{capitalise(result.headline)}</Title>
      {(result.top ?? []).length > 0 && (
        <Section title="The groups that stand out" about={<GroupsNote result={result} />}>
          <Groups answer={result} groups={result.top ?? []} />
        </Section>
      )}
      {(result.differences ?? []).length > 0 && <Section title="Where they differ"><Differences answer={result} /></Section>}
      {said.length > 0 && <Section title="In words"><Sentences sentences={said.slice(0, MOST)} /></Section>}
      {charts.groups && <Section title="A picture for a deck"><Chart spec={charts.groups} /></Section>}
      <Warnings warnings={result.warnings} />
      <ForAnalysts title="All figures, for analysts">
        <Stack gap="lg">
          {said.length > MOST && <Sentences sentences={said.slice(MOST)} />}
          <RankingTables answer={result} />
          {leftOut.length > 0 && <Stack gap={4}><Text fw={600} size="sm">Left out</Text>{leftOut.map(([name, why]) => <Text key={name} size="sm" c="dimmed">{name}: {why}</Text>)}</Stack>}
        </Stack>
      </ForAnalysts>
    </>
  );
}

function Sentences({ sentences }: { sentences: readonly string[] }) {
  const { prose } = useFormat();
  return (
    <Stack component="ul" gap="xs" m={0} pl="md" maw={820}>
      {sentences.map((sentence) => <li key={sentence}>{prose(sentence)}</li>)}
    </Stack>
  );
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function GroupsNote({ result }: { result: Model<"AnswerResult"> }) {
  const held = (result.top ?? []).some((group) => group.held_out_rate !== null && group.held_out_rate !== undefined);
  return <>{result.outcome} {held ? "On customers that the groups were not found with, so that chance does not flatter." : ""} The tick is everyone; the band is the 95 % interval.</>;
}
