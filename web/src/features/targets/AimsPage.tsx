import { Badge, Box, Button, Group, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { IconPencil, IconPlus, IconTarget } from "@tabler/icons-react";
import { Link } from "react-router";
import { api, type Model, useStartedJob } from "@/api";
import { useFormat, writeKpi } from "@/format";
import { Chart, Empty, Figure, Findings, JobProgress, Loaded, Page, Problem, Section } from "@/parts";
import { Question } from "./Question";

/** All targets with where they stand, and the questions that are to help with each. */
export function AimsPage() {
  const aims = api.useQuery("get", "/v1/aims");
  const work = useStartedJob();
  const all = api.useMutation("post", "/v1/answers");
  const answer = async () => work.start(await all.mutateAsync({}));
  const hasQuestions = (aims.data?.objectives.length ?? 0) > 0;
  return (
    <Page
      title="Targets and objectives"
      lead="What the business wants to change, and the questions whose answers will help."
      actions={
        <>
          {hasQuestions && <Button variant="default" onClick={() => void answer()} disabled={work.isRunning}>Answer all questions</Button>}
          <Button component={Link} to="/targets/new" leftSection={<IconPlus size={16} />}>New target</Button>
        </>
      }
    >
      {work.job && work.job.state !== "done" && <Section><JobProgress job={work.job} /></Section>}
      {all.error ? <Problem error={all.error} /> : null}
      <Loaded query={aims} what="Measuring the targets">{(found) => <Aims aims={found} />}</Loaded>
    </Page>
  );
}

function Aims({ aims }: { aims: Model<"Aims"> }) {
  const without = aims.objectives.filter((each) => !aims.targets.some((target) => target.name === each.target));
  const problems = aims.problems ?? [];
  if (!aims.targets.length && !without.length && !problems.length)
    return (
      <Empty title="Begin with what should change" icon={IconTarget} actions={<Button component={Link} to="/targets/new">Write the first target</Button>}>
        Segments are good for something when a target says what: a business problem, the number that shows whether it is being solved, how far it should move and by when. Questions and segmentations are then judged by it.
      </Empty>
    );
  return (
    <Stack gap="xl">
      {problems.length > 0 && <Section title="Not to be measured now"><Findings findings={problems} /></Section>}
      {aims.targets.map((target) => (
        <Target key={target.name} target={target} questions={aims.objectives.filter((each) => each.target === target.name)} />
      ))}
      {without.length > 0 && <Section title="Questions without a target">{without.map((each) => <Question key={each.name} question={each} />)}</Section>}
    </Stack>
  );
}

function Target({ target, questions }: { target: Model<"TargetResult">; questions: Model<"ObjectiveStanding">[] }) {
  const prospect = api.useQuery("get", "/v1/prospects/{kpi}", {
    params: { path: { kpi: target.kpi }, query: { measure: target.measure, direction: target.direction, goal: target.goal, by: target.by, unit: target.unit } },
  }).data;
  const teams = Object.entries(target.teams);
  return (
    <Paper component="article" withBorder radius="lg" p={{ base: "md", sm: "xl" }} aria-labelledby={`target-${target.name}`}>
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Stack gap={4} maw={760}>
            <Title order={2} id={`target-${target.name}`}>{target.title}</Title>
            {target.problem !== target.title && <Text>{target.problem}</Text>}
            {target.ideal && <Text c="dimmed">Solved when: {target.ideal}</Text>}
          </Stack>
          <Button component={Link} to={`/targets/change/${target.name}`} variant="subtle" color="gray" size="sm" leftSection={<IconPencil size={15} />} style={{ flex: "none" }}>Change</Button>
        </Group>
        <Box style={{ display: "grid", gap: 24, gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 320px), 1fr))", alignItems: "center" }}>
          <Standing target={target} seen={prospect?.result} />
          {prospect?.charts?.history && <Chart spec={prospect.charts.history} label={`${target.kpi_title} over time, with the goal`} height={190} />}
        </Box>
        {teams.length > 0 && (
          <Group gap="xl" align="flex-start">
            {teams.map(([team, why]) => (
              <Stack key={team} gap={0} maw={260}>
                <Text size="sm" fw={600}>{team}</Text>
                <Text size="sm" c="dimmed">{why}</Text>
              </Stack>
            ))}
          </Group>
        )}
        <Stack gap={0}>
          <Group justify="space-between" pb="xs">
            <Title order={3}>Questions that will help</Title>
            <Button component={Link} to={`/targets/questions/new?target=${encodeURIComponent(target.name)}`} size="xs" variant="light" leftSection={<IconPlus size={14} />}>Ask a question</Button>
          </Group>
          {questions.length === 0 && <Text c="dimmed" size="sm" py="sm">None yet. Ask for example which groups buy most often, or how families differ from singles.</Text>}
          {questions.map((each) => <Question key={each.name} question={each} />)}
        </Stack>
      </Stack>
    </Paper>
  );
}

/** Now, the goal and how much of the way is left. */
function Standing({ target, seen }: { target: Model<"TargetResult">; seen: Model<"Prospect"> | undefined }) {
  const format = useFormat();
  const look = { is_percent: seen?.is_percent ?? target.measure === "share", currency: target.currency ?? null };
  const write = (value: number | null | undefined) => writeKpi(format, look, value);
  const how = { total: "in total", average: "on average", share: "of everyone" }[target.measure];
  const wayShare = target.goal && target.now !== null ? (target.direction === "higher" ? target.now / target.goal : target.goal / target.now) : null;
  return (
    <Stack gap="md">
      <Group gap="xl" align="flex-end">
        <Figure value={write(target.now)} label={`${target.kpi_title} ${how}`} note={target.low !== null && target.low !== undefined ? `${write(target.low)} to ${write(target.high)}` : undefined} />
        {target.goal !== null && <Figure value={write(target.goal)} label={target.by ? `goal by ${format.day(target.by)}` : "goal"} note={target.days_left !== null ? daysLeft(target.days_left, format.count) : undefined} />}
      </Group>
      {wayShare !== null && <Progress value={Math.min(100, wayShare * 100)} aria-label={`${format.share(wayShare)} of the goal`} radius="xl" size="md" color={target.reached ? "teal" : "satsuma"} />}
      <Group gap="xs">
        {target.reached && <Badge color="teal" variant="light" tt="none">The goal is reached</Badge>}
        {target.overdue && <Badge color="red" variant="light" tt="none">Overdue</Badge>}
        {target.benchmark && target.against_benchmark && (
          <Badge color={target.against_benchmark === "worse" ? "red" : "gray"} variant="light" tt="none">
            {target.against_benchmark === "cannot be told apart" ? "Level with" : target.against_benchmark === "better" ? "Better than" : "Worse than"} the benchmark of {write(target.benchmark.value)}
          </Badge>
        )}
      </Group>
      {target.benchmark && <Text size="xs" c="dimmed">Benchmark: {target.benchmark.source}, {format.day(target.benchmark.date)}</Text>}
      {(target.warnings ?? []).map((warning) => <Text key={warning} size="sm" c="dimmed">{warning.replace(/: add --.*$/, ".")}</Text>)}
    </Stack>
  );
}

export function daysLeft(days: number, count: (value: number) => string): string {
  if (days === 0) return "today";
  return days > 0 ? `${count(days)} ${days === 1 ? "day" : "days"} left` : `${count(-days)} ${days === -1 ? "day" : "days"} ago`;
}
