import { Badge, Button, Code, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, client, type Model } from "@/api";
import { useFormat } from "@/format";
import { Loaded, Problem, Section } from "@/parts";

/** Who changed a definition, when, and what; the last change can be taken back. */
export function EditList({ section, name }: { section: string; name: string }) {
  const format = useFormat();
  const queries = useQueryClient();
  const query = api.useQuery("get", "/v1/edits", { params: { query: { section, name, limit: 100 } } });
  const [problem, setProblem] = useState<unknown>(null);
  const undo = async (sequence: number) => {
    setProblem(null);
    try {
      await client.POST("/v1/edits/{sequence}/undo", { params: { path: { sequence } } });
      void queries.invalidateQueries();
    } catch (failure) {
      setProblem(failure);
    }
  };
  return (
    <Section title="Edits" about="The newest first. What was changed by hand or by git shows here too.">
      {problem !== null && <Problem error={problem} />}
      <Loaded query={query} what="Reading the history">
        {({ edits }) => edits.length === 0 ? <Text size="sm" c="dimmed">Nobody changed it since edits are written down.</Text> : (
          <Stack gap="md" component="ol" m={0} p={0} style={{ listStyle: "none" }}>
            {edits.map((edit, index) => (
              <Stack component="li" gap={4} key={edit.sequence ?? `outside ${index}`}>
                <Group gap="xs">
                  <Text size="sm" fw={500}>{edit.sentence}</Text>
                  {edit.outside && <Badge size="sm" variant="light" color="gray" tt="none">outside of Satsuma</Badge>}
                </Group>
                <Text size="xs" c="dimmed">{edit.who} · {format.moment(edit.time)}</Text>
                <Differences edit={edit} />
                {edit.undoable && edit.sequence !== null && <Group><Button size="compact-xs" variant="default" onClick={() => void undo(edit.sequence!)}>Take it back</Button></Group>}
              </Stack>
            ))}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function Differences({ edit }: { edit: Model<"Edit"> }) {
  if (edit.change !== "changed" || !edit.before || !edit.after) return null;
  const [before, after] = [edit.before, edit.after].map((text) => JSON.parse(text) as Record<string, unknown>);
  return (edit.fields ?? []).map((field) => (
    <Text size="xs" key={field} style={{ overflowWrap: "anywhere" }}>
      {field}: <Code>{show(before![field])}</Code> → <Code>{show(after![field])}</Code>
    </Text>
  ));
}

const show = (value: unknown) => (value === null || value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value));
