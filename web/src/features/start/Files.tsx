import { Checkbox, Group, List, Stack, Text, Title } from "@mantine/core";
import type { DataFile, useUploads } from "@/api";
import { FileDrop, formatBytes, Problem, UploadList } from "@/parts";
import type { Draft } from "./draft";

interface FilesProperties {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  files: { data?: readonly DataFile[]; error: unknown; refetch: () => unknown };
  sending: ReturnType<typeof useUploads>;
}

const MOST_SHOWN = 60;

/** The first step: files dropped, those that lie in the folder, and which of them are read. */
export function Files({ draft, change, files, sending }: FilesProperties) {
  const there = files.data ?? [];
  const unsettled = sending.uploads.filter((upload) => upload.state !== "done" || !there.some(({ path }) => path === upload.stored?.path));
  const toggle = (path: string, isRead: boolean) => change({ left: isRead ? draft.left.filter((each) => each !== path) : [...draft.left, path] });
  return (
    <Stack gap="lg">
      <FileDrop isLarge add={sending.add} />
      <UploadList uploads={unsettled} again={sending.again} remove={sending.remove} />
      {files.error ? <Problem error={files.error} retry={files.refetch} /> : null}
      {there.length > 0 ? (
        <Stack gap="xs">
          <Title order={2} fz="h3">In the folder ({there.length})</Title>
          <Text size="sm" c="dimmed" role="status" aria-live="polite">
            {there.length - draft.left.filter((left) => there.some(({ path }) => path === left)).length} of {there.length} will be read.
          </Text>
          <Stack gap={2}>
            {there.slice(0, MOST_SHOWN).map((file) => (
              <Group key={file.path} justify="space-between" wrap="nowrap" gap="sm" py={4}>
                <Checkbox label={file.path.replace(/^data\//, "")} checked={!draft.left.includes(file.path)} onChange={(event) => toggle(file.path, event.currentTarget.checked)} styles={{ label: { overflowWrap: "anywhere" } }} />
                <Text size="xs" c="dimmed" className="figures" style={{ whiteSpace: "nowrap" }}>{formatBytes(file.bytes)}</Text>
              </Group>
            ))}
            {there.length > MOST_SHOWN && <Text size="sm" c="dimmed">and {there.length - MOST_SHOWN} more</Text>}
          </Stack>
        </Stack>
      ) : (
        <Hints />
      )}
    </Stack>
  );
}

/** What to bring, for those who do not know where to begin. */
function Hints() {
  return (
    <Stack gap="xs">
      <Title order={2} fz="h3">What works well</Title>
      <List size="sm" spacing={6} c="dimmed">
        <List.Item><b>Orders</b> with a date, an amount and who ordered: an export of your shop or till is enough to start.</List.Item>
        <List.Item><b>Contacts</b> with age, place, language, consent: an export of your CRM.</List.Item>
        <List.Item><b>What else happened</b>: e-mail clicks, visits, tickets, returns, survey answers, interview notes.</List.Item>
      </List>
      <Text size="sm" c="dimmed">
        The files stay where Satsuma runs, in the project’s folder; nothing is sent anywhere else.
      </Text>
    </Stack>
  );
}
