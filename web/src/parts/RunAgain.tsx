import { Button, Popover, Stack } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { api, useProject, useStartedJob } from "@/api";
import { JobProgress } from "./JobProgress";
import { Problem } from "./Problem";

/** The whole chain anew: data and corrections count from then on. */
export function RunAgain({ isUrgent = false }: { isUrgent?: boolean }) {
  const project = useProject();
  const { job, isRunning, start } = useStartedJob();
  const ask = api.useMutation("post", "/v1/runs");
  const run = () => void ask.mutateAsync({ body: {} }).then(start).catch(() => {});
  return (
    <Popover opened={Boolean((job && job.state !== "done") || ask.error)} position="bottom-end" width={340} shadow="md" radius="lg" withinPortal={false}>
      <Popover.Target>
        <Button variant={isUrgent || !project.has_run ? "filled" : "default"} leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={run} loading={isRunning || ask.isPending}>
          {project.has_run ? "Run again" : "Run"}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {job && <JobProgress job={job} />}
          {ask.error ? <Problem error={ask.error} /> : null}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
