import { Badge, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Model, useProject } from "@/api";
import { useFormat } from "@/format";
import { Loaded, Problem, Section } from "@/parts";
import { words } from "@/parts/sourceWords";

const STATES: Record<Model<"RunRecord">["status"], { word: string; colour: string }> = {
  published: { word: "Good", colour: "teal" },
  running: { word: "Running", colour: "blue" },
  failed: { word: "Failed", colour: "red" },
  withdrawn: { word: "Taken back", colour: "gray" },
};

/** The runs so far, and taking the last one back. */
export function Runs() {
  const runs = api.useQuery("get", "/v1/runs");
  const undo = api.useMutation("post", "/v1/runs/undo");
  const queries = useQueryClient();
  const format = useFormat();
  const { main_unit } = useProject();
  const [isAsking, { open, close }] = useDisclosure();
  const good = (runs.data ?? []).filter((run) => run.status === "published");
  const takeBack = async () => {
    const done = await undo.mutateAsync({});
    close();
    notifications.show({ message: done.message });
    await queries.invalidateQueries();
  };
  return (
    <Section title="Runs" actions={good.length > 1 ? <Button size="xs" variant="default" onClick={open}>Take the last run back</Button> : undefined}>
      <Loaded query={runs} what="Reading the runs">
        {(found) => (
          <Stack gap={0}>
            {found.slice(0, 8).map((run, index) => (
              <Group key={run.id} justify="space-between" wrap="nowrap" py={8} style={{ borderTop: index ? "1px solid var(--mantine-color-default-border)" : undefined }}>
                <Stack gap={0}>
                  <Text size="sm" fw={550}>{format.moment(run.finished ?? run.started)}</Text>
                  <Text size="xs" c="dimmed">looking back from {format.day(run.as_of)}{run.customers ? ` · ${format.count(run.customers)} ${words(main_unit)}s` : ""}</Text>
                  {run.message && run.status === "failed" && <Text size="xs" c="dimmed" lineClamp={2}>{run.message}</Text>}
                </Stack>
                <Badge variant="light" tt="none" color={STATES[run.status].colour} style={{ flex: "none" }}>{run.id === good[0]?.id ? "Counts now" : STATES[run.status].word}</Badge>
              </Group>
            ))}
          </Stack>
        )}
      </Loaded>
      <Modal opened={isAsking} onClose={close} title="Take the last run back?">
        <Stack>
          <Text size="sm">The run before it counts again: sizes, profiles and the report are as they were. Your files and definitions stay as they are; run again whenever you like.</Text>
          {undo.error ? <Problem error={undo.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>Keep it</Button>
            <Button color="red" loading={undo.isPending} onClick={() => void takeBack()}>Take it back</Button>
          </Group>
        </Stack>
      </Modal>
    </Section>
  );
}
