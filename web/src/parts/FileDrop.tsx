import { ActionIcon, Button, Group, Progress, Stack, Text, ThemeIcon } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconCheck, IconFileImport, IconRefresh, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import type { Upload } from "@/api";
import { useFormat } from "@/format";
import { Problem } from "./Problem";

/** A place to drop files on, or to choose them from the disk. */
export function FileDrop({ add, isLarge = false }: { add: (files: File[]) => void; isLarge?: boolean }) {
  const open = useRef<() => void>(null);
  return (
    <Dropzone openRef={open} onDrop={add} radius="lg" p={isLarge ? "xl" : "md"} activateOnClick={false} activateOnKeyboard={false} tabIndex={-1} enablePointerEvents inputProps={{ "aria-label": "Files", tabIndex: -1 }} useFsAccessApi={false}>
      <Group justify="center" gap="md" mih={isLarge ? 170 : 72}>
        <ThemeIcon size={isLarge ? 60 : 40} radius="xl" variant="light" aria-hidden><IconFileImport size={isLarge ? 30 : 20} stroke={1.6} /></ThemeIcon>
        <Stack gap={4} maw={420}>
          <Text fw={600} size={isLarge ? "lg" : "md"}>Drop files here</Text>
          <Text size="sm" c="dimmed">CSV, Excel, Parquet, JSON, text or zip; many at once.</Text>
        </Stack>
        <Button variant={isLarge ? "filled" : "default"} onClick={() => open.current?.()}>Choose files</Button>
      </Group>
    </Dropzone>
  );
}

/** A file's size as people say it. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}

/** How far each file is, with a way to send a failed one again. */
export function UploadList({ uploads, again, remove }: { uploads: readonly Upload[]; again: (id: number) => void; remove: (id: number) => void }) {
  if (!uploads.length) return null;
  return (
    <Stack gap="sm" role="list" aria-label="Files on their way">
      {uploads.map((upload) => (
        <UploadLine key={upload.id} upload={upload} again={() => again(upload.id)} remove={() => remove(upload.id)} />
      ))}
    </Stack>
  );
}

function UploadLine({ upload, again, remove }: { upload: Upload; again: () => void; remove: () => void }) {
  const format = useFormat();
  const { file, sent, state } = upload;
  const share = file.size ? sent / file.size : 0;
  const isReceived = state === "sending" && sent >= file.size && file.size > 0;
  const said = { waiting: "Waiting", sending: isReceived ? "Being written to the disk" : `${format.share(share, 0)} sent`, done: upload.stored?.was_there ? "Was there already" : "Added", failed: "Did not arrive" }[state];
  return (
    <Stack gap={4} role="listitem">
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Group gap="xs" wrap="nowrap" miw={0}>
          {state === "done" && <IconCheck size={16} aria-hidden style={{ flexShrink: 0 }} />}
          <Text size="sm" truncate>{file.name}</Text>
        </Group>
        <Group gap={4} wrap="nowrap">
          <Text size="xs" c="dimmed" className="figures" style={{ whiteSpace: "nowrap" }}>{formatBytes(file.size)} · {said}</Text>
          {state === "failed" && <ActionIcon size="sm" variant="subtle" aria-label={`Send ${file.name} again`} onClick={again}><IconRefresh size={15} /></ActionIcon>}
          {state !== "done" && <ActionIcon size="sm" variant="subtle" color="gray" aria-label={state === "failed" ? `Leave ${file.name} out` : `Stop ${file.name}`} onClick={remove}><IconX size={15} /></ActionIcon>}
        </Group>
      </Group>
      {state === "sending" && <Progress value={share * 100} size="sm" radius="xl" aria-label={`${file.name}: how much is sent`} animated={isReceived} />}
      {state === "failed" && upload.problem && <Problem error={upload.problem} />}
    </Stack>
  );
}
