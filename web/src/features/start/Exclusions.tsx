import { Stack, Switch, Text } from "@mantine/core";
import { useDefinitions, useEditing } from "@/api";
import { Problem, Section } from "@/parts";
import { words } from "@/parts/sourceWords";

/** Rows that are probably no customers' (tests, staff): proposed, and left out only when a person says so. */
export function Exclusions() {
  const stored = useDefinitions();
  const editing = useEditing("sources");
  const sources = Object.entries(stored.data?.definitions.sources ?? {});
  const proposed = sources.flatMap(([name, source]) => (source.exclude ?? []).map((rule, index) => ({ name, source, rule, index })));
  if (!proposed.length) return null;
  const toggle = (name: string, index: number, enabled: boolean) => {
    const source = stored.data?.definitions.sources?.[name];
    const etag = stored.data?.etags.sources?.[name];
    if (!source || !etag) return;
    const exclude = (source.exclude ?? []).map((rule, at) => (at === index ? { ...rule, enabled } : rule));
    void editing.save(name, { ...source, exclude }, etag);
  };
  return (
    <Section title="Leave these rows out?" about="They look as if they were no customers’. They are counted, and left out only where you say so.">
      <Stack gap="md">
        {proposed.map(({ name, rule, index }) => (
          <Switch
            key={`${name} ${index}`}
            checked={rule.enabled}
            disabled={editing.isSaving}
            onChange={(event) => toggle(name, index, event.currentTarget.checked)}
            label={`${rule.name} (${words(name)})`}
            description={<Text span size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: "anywhere" }}>{rule.where}</Text>}
          />
        ))}
        {editing.error ? <Problem error={editing.error} /> : null}
        {editing.conflict && <Text size="sm" role="alert">Somebody else changed this source just now. This is how it is; choose again.</Text>}
      </Stack>
    </Section>
  );
}
