import { ActionIcon, Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { Section } from "@/parts";
import type { SourceDefinition } from "./flat";

/** Rows that are left out on purpose: tests, staff, other markets. */
export function RowRules({ draft, change }: { draft: SourceDefinition; change: (part: Partial<SourceDefinition>) => void }) {
  const rules = draft.exclude ?? [];
  const set = (index: number, part: Partial<(typeof rules)[number]>) => change({ exclude: rules.map((rule, at) => (at === index ? { ...rule, ...part } : rule)) });
  return (
    <Section title="Rows left out on purpose" about="Each is counted by its name. What is switched off is only proposed.">
      <Stack gap="md">
        {rules.length === 0 && <Text size="sm" c="dimmed">None. Test orders and staff accounts are what one would leave out.</Text>}
        {rules.map((rule, index) => (
          <Group key={index} gap="sm" align="flex-end" wrap="wrap" role="group" aria-label={rule.name || "New rule"}>
            <Switch checked={rule.enabled} onChange={(event) => set(index, { enabled: event.currentTarget.checked })} aria-label={`Leave out: ${rule.name}`} mb={8} />
            <TextInput label="Name" value={rule.name} onChange={(event) => set(index, { name: event.currentTarget.value })} flex="1 1 150px" />
            <TextInput label="Rows where" placeholder={'email ends with "@example.com"'} value={rule.where} onChange={(event) => set(index, { where: event.currentTarget.value })} flex="2 1 220px" styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }} spellCheck={false} />
            <ActionIcon variant="subtle" color="gray" size="lg" mb={2} aria-label={`Remove the rule ${rule.name}`} onClick={() => change({ exclude: rules.filter((_, at) => at !== index) })}><IconTrash size={16} /></ActionIcon>
          </Group>
        ))}
        <Button variant="default" size="xs" w="fit-content" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => change({ exclude: [...rules, { name: "", where: "", enabled: true }] })}>Add a rule</Button>
      </Stack>
    </Section>
  );
}
