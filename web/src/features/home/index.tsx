import { Anchor, Box, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconArrowRight, IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "react-router";
import { api, type Model, useJobs, useProject, useStartedJob } from "@/api";
import { useFormat, writeKpi } from "@/format";
import { Figure, Findings, JobProgress, Loaded, Page, Problem, Section, Warnings } from "@/parts";
import { words } from "@/parts/sourceWords";
import { ChainPath } from "./ChainPath";
import { Changed } from "./Changed";
import styles from "./home.module.css";
import { KpiBySegment } from "./KpiBySegment";
import { Runs } from "./Runs";

/** How far the work is, what comes next, where the KPI stands, and what changed. */
export default function Home() {
  const project = useProject();
  const overview = api.useQuery("get", "/v1/overview");
  const work = useStartedJob();
  const start = api.useMutation("post", "/v1/runs");
  const run = async () => work.start(await start.mutateAsync({ body: {} }));
  const isRun = overview.data?.run_again ?? false;
  const latest = useJobs().data?.find((job) => job.command === "run");
  const broke = !work.job && latest?.state === "failed" && Date.parse(latest.finished ?? "") > Date.parse(overview.data?.finished ?? "1970-01-01") ? latest : null;
  return (
    <Page
      title={project.name}
      lead={project.problem}
      actions={!isRun && <Button variant="default" leftSection={<IconPlayerPlay size={16} />} disabled={work.isRunning} onClick={() => void run()}>Run now</Button>}
    >
      {work.job && work.job.state !== "done" && <Section><JobProgress job={work.job} /></Section>}
      {broke && <Section><JobProgress job={broke} /></Section>}
      {start.error ? <Problem error={start.error} /> : null}
      <Loaded query={overview} what="Looking at how far the work is">
        {(found) => <Whole overview={found} onRun={() => void run()} isRunning={work.isRunning} />}
      </Loaded>
    </Page>
  );
}

function Whole({ overview, onRun, isRunning }: { overview: Model<"Overview">; onRun: () => void; isRunning: boolean }) {
  const sizes = api.useQuery("get", "/v1/segments", {}, { enabled: Boolean(overview.run), staleTime: 60_000 }).data;
  const titles = Object.fromEntries((sizes?.segmentations ?? []).map((each) => [each.name, each.title]));
  return (
    <Stack gap="lg">
      <Paper withBorder radius="lg" p={{ base: "md", sm: "xl" }} component="section" aria-label="Where the work stands">
        <Stack gap="xl">
          <Group justify="space-between" gap="md">
            <Stack gap={0} style={{ flex: "1 1 300px" }}>
              <Text size="sm" c="dimmed" fw={500}>Next</Text>
              <Title order={2} fz={{ base: 20, sm: 24 }}>{overview.next_step}</Title>
            </Stack>
            {overview.run_again ? (
              <Button size="md" leftSection={<IconPlayerPlay size={18} />} disabled={isRunning} onClick={onRun}>Run now</Button>
            ) : (
              <Button size="md" component={Link} to={`/${overview.next_page}`} rightSection={<IconArrowRight size={18} />}>{nameAction(overview)}</Button>
            )}
          </Group>
          <ChainPath steps={overview.steps} />
        </Stack>
      </Paper>
      <Warnings warnings={overview.warnings} />
      {overview.run && <Sizes overview={overview} />}
      {overview.kpi && <KpiBySegment kpi={overview.kpi} segments={overview.segments ?? []} titles={titles} />}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Changed overview={overview} />
        <Stack gap="lg">
          <Runs />
          <Checks />
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}

function nameAction(overview: Model<"Overview">): string {
  const step = overview.steps.find((each) => each.page === overview.next_page);
  return `Go to ${step?.title ?? overview.next_page}`;
}

/** How many customers, whom one can reach, and where the KPI stands. */
function Sizes({ overview }: { overview: Model<"Overview"> }) {
  const format = useFormat();
  const { kpi } = overview;
  const how = kpi && { total: "in total", average: "on average", share: "of everyone" }[kpi.measure];
  return (
    <Section>
      <Box className={styles.sizes}>
        {Object.entries(overview.units ?? {}).map(([unit, count]) => <Figure key={unit} value={format.count(count)} label={`${words(unit)}s`} note={overview.as_of ? `looking back from ${format.day(overview.as_of)}` : undefined} />)}
        {Object.entries(overview.contactable ?? {}).map(([channel, count]) => <Figure key={channel} value={format.count(count)} label={`contactable by ${channel}`} />)}
        {kpi && <Figure value={writeKpi(format, kpi, kpi.value)} label={`${kpi.title} ${how}`} note={kpi.low !== null ? `${writeKpi(format, kpi, kpi.low)} to ${writeKpi(format, kpi, kpi.high)}` : undefined} />}
        {kpi?.goal !== null && kpi?.goal !== undefined && (
          <Figure
            value={writeKpi(format, kpi, kpi.goal)}
            label={kpi.by ? `goal by ${format.day(kpi.by)}` : "goal"}
            note={kpi.reached ? "reached" : kpi.needed ? `${writeKpi(format, kpi, Math.abs(kpi.needed))} ${kpi.direction === "higher" ? "to go" : "too much"}${kpi.days_left !== null && kpi.days_left !== undefined && kpi.days_left > 0 ? `, ${format.count(kpi.days_left)} days left` : ""}` : undefined}
          />
        )}
      </Box>
    </Section>
  );
}

/** What 'check' finds in the definitions; silence where all is in order. */
function Checks() {
  const check = api.useQuery("get", "/v1/check");
  return (
    <Section title="Checks" actions={<Anchor component={Link} to="/data" size="sm">Data quality</Anchor>}>
      <Loaded query={check} what="Checking the definitions">
        {(found) => (found.length ? <Findings findings={found} /> : <Text size="sm" c="dimmed">No mistakes in the definitions.</Text>)}
      </Loaded>
    </Section>
  );
}
