import { Anchor, Button, Group, List, Paper, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { api, useStartedJob, useUploads } from "@/api";
import { FileDrop, JobProgress, Problem, UploadList } from "@/parts";
import { words } from "@/parts/sourceWords";

/** Further files for a project that is there: dropped, looked at, and put to the sources that they belong to. */
export function AddFiles() {
  const sending = useUploads();
  const { job, isRunning, start } = useStartedJob();
  const ask = api.useMutation("post", "/v1/sources");
  const stored = sending.uploads.flatMap(({ stored: file }) => (file ? [file.path] : []));
  const add = () => void ask.mutateAsync({ body: { files: stored } }).then(start).catch(() => {});
  return (
    <Stack gap="md">
      <FileDrop add={sending.add} />
      <UploadList uploads={sending.uploads} again={sending.again} remove={sending.remove} />
      {stored.length > 0 && job?.state !== "done" && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">{stored.length === 1 ? "One file is" : `${stored.length} files are`} in the folder. Satsuma now finds out what {stored.length === 1 ? "it means" : "they mean"}.</Text>
          <Button onClick={add} loading={isRunning || ask.isPending} disabled={sending.isSending}>Look at the new files</Button>
        </Group>
      )}
      {job && job.state !== "done" && <Paper withBorder radius="lg" p="md"><JobProgress job={job} /></Paper>}
      {ask.error ? <Problem error={ask.error} /> : null}
      {job?.state === "done" && <Added />}
    </Stack>
  );
}

function Added() {
  const query = api.useQuery("get", "/v1/sources/added");
  const found = query.data;
  if (!found) return null;
  const extended = Object.entries(found.extended ?? {});
  return (
    <Paper withBorder radius="lg" p="md" role="status">
      <Stack gap="sm">
        <Text fw={600}>What became of your files</Text>
        <List size="sm" spacing={4}>
          {found.sources.map(({ name, rows }) => <List.Item key={name}>New source: <Anchor component={Link} size="sm" to={`/data/source/${encodeURIComponent(name)}`}>{words(name)}</Anchor>, {rows} rows</List.Item>)}
          {extended.map(([name, files]) => <List.Item key={name}>{files.length} {files.length === 1 ? "file" : "files"} put to {words(name)}</List.Item>)}
          {(found.known ?? []).length > 0 && <List.Item>{found.known!.length} {found.known!.length === 1 ? "file was" : "files were"} there already</List.Item>}
          {(found.variables ?? []).length > 0 && <List.Item>{found.variables!.length} new variables</List.Item>}
          {[...(found.questions ?? []), ...(found.notes ?? [])].map((note) => <List.Item key={note}>{note}</List.Item>)}
        </List>
        <Text size="sm" c="dimmed">{found.next_step}</Text>
      </Stack>
    </Paper>
  );
}
