import { ActionIcon, Button, Group, Indicator, Popover, Progress, Stack, Text } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { client, type Job, useJob, useJobs } from "@/api";
import { useFormat } from "@/format";
import { Problem } from "./Problem";
import { ProblemError } from "@/api/problem";

const STATES: Record<string, string> = { waiting: "Waiting for its turn", running: "Working", done: "Done", failed: "Failed", cancelled: "Cancelled" };

/** How far a job is, in words and as a bar, with a way to stop it. */
export function JobProgress({ job }: { job: Job }) {
  const format = useFormat();
  const isOver = job.state === "done" || job.state === "failed" || job.state === "cancelled";
  const said = job.state === "running" ? (job.what ?? "Starting") : STATES[job.state];
  return (
    <Stack gap={6} role="group" aria-label={job.title}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} truncate>{job.title}</Text>
        {isOver ? (
          <Text size="xs" c="dimmed">{format.seconds(job.seconds)}</Text>
        ) : (
          <Button size="compact-xs" variant="default" onClick={() => void client.DELETE("/v1/jobs/{id}", { params: { path: { id: job.id } } })}>Cancel</Button>
        )}
      </Group>
      {!isOver && <Progress value={(job.share ?? 1) * 100} animated={job.share === null} aria-label={job.title} size="sm" radius="xl" />}
      <Text size="sm" c="dimmed" role="status" aria-live="polite">{said}</Text>
      {job.state === "failed" && job.problem && <Problem error={new ProblemError({ ...job.problem, findings: job.problem.findings ?? [] })} />}
    </Stack>
  );
}

/** In the header: what is being worked on, and what was done lately. */
export function JobCentre() {
  const jobs = useJobs().data ?? [];
  const active = jobs.filter((job) => job.state === "running" || job.state === "waiting");
  return (
    <Popover width={340} position="bottom-end" shadow="md" radius="lg" trapFocus>
      <Indicator disabled={!active.length} processing size={9} offset={6}>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={active.length ? `Work in progress: ${active.length}` : "Work done lately"}>
            <IconActivity size={18} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="md">
          {jobs.length === 0 && <Text size="sm" c="dimmed">Nothing was worked on yet. Runs and studies show here how far they are.</Text>}
          {jobs.slice(0, 6).map((job) => (job.state === "running" || job.state === "waiting" ? <Live key={job.id} job={job} /> : <JobProgress key={job.id} job={job} />))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Live({ job }: { job: Job }) {
  return <JobProgress job={useJob(job.id) ?? job} />;
}
