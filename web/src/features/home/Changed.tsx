import { Anchor, Group, List, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Section } from "@/parts";

const MOST = 8;

/** What is different from the run before: members, definitions, files; and what waits for the next run. */
export function Changed({ overview }: { overview: Model<"Overview"> }) {
  const format = useFormat();
  const { changes, pending } = overview;
  const waiting = [...(pending?.definitions ?? []), ...(pending?.files ?? []).map((file) => `${file.change} file ${file.path}`)];
  return (
    <Section title="What changed" about={changes ? `Since the run looking back from ${format.day(changes.as_of_before)}.` : undefined}>
      {waiting.length > 0 && (
        <Stack gap={4}>
          <Text size="sm" fw={600}>Not in the results yet</Text>
          <List size="sm">{waiting.map((each) => <List.Item key={each}>{each}</List.Item>)}</List>
        </Stack>
      )}
      {!changes && <Text size="sm" c="dimmed">This is the first run that is kept. After the next one, who entered and left each segment is shown here.</Text>}
      {changes && <Changes changes={changes} />}
      {(overview.edits ?? []).length > 0 && (
        <Stack gap={4}>
          <Text size="sm" fw={600}>Latest edits</Text>
          {(overview.edits ?? []).slice(0, 5).map((edit, index) => (
            <Text key={index} size="sm">
              {edit.sentence} <Text span size="xs" c="dimmed">{format.moment(edit.time)}</Text>
            </Text>
          ))}
        </Stack>
      )}
    </Section>
  );
}

function Changes({ changes }: { changes: Model<"Changes"> }) {
  const format = useFormat();
  const segments = (changes.segments ?? []).slice(0, MOST);
  return (
    <Stack gap="md">
      <Text>{format.prose(changes.sentence)}</Text>
      {segments.length > 0 && (
        <Stack gap={0}>
          {segments.map((each) => (
            <Group key={each.name} justify="space-between" wrap="nowrap" py={6} style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}>
              <Anchor component={Link} to={`/segments/of/${each.name}`} c="inherit" size="sm" fw={550} truncate>{each.title}</Anchor>
              <Text size="sm" className="figures" style={{ flex: "none" }}>
                {each.entered === null || each.left === null ? `${format.count(each.before)} → ${format.count(each.now)}` : `${format.signed(each.entered)} entered, ${format.count(each.left)} left`}
              </Text>
            </Group>
          ))}
        </Stack>
      )}
      <Listed title="New segments" things={changes.new_segments ?? []} />
      <Listed title="Gone" things={changes.removed_segments ?? []} />
      <Listed title="Changed definitions" things={changes.definitions ?? []} />
      <Listed title="Files" things={(changes.files ?? []).map((file) => `${file.path} (${file.change})`)} />
    </Stack>
  );
}

function Listed({ title, things }: { title: string; things: readonly string[] }) {
  if (!things.length) return null;
  return <Text size="sm"><b>{title}:</b> {things.join(", ")}</Text>;
}
