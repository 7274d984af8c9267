import { Button, Group, Input, Modal, Paper, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "@/parts";
import { readRule } from "./api";
import { type EditedRule, RuleEditor, textOf } from "./RuleEditor";

interface RuleFieldProperties {
  label: string;
  description?: string;
  /** The rule's text; null: nobody is narrowed out. */
  value: string | null;
  onChange: (rule: string | null) => void;
  unit?: string | undefined;
  /** What no rule means. */
  none?: string;
}

/** A rule in a form: its sentence, and the builder in a dialog. */
export function RuleField({ label, description, value, onChange, unit, none = "Everyone" }: RuleFieldProperties) {
  const [opened, dialog] = useDisclosure(false);
  const [edited, setEdited] = useState<EditedRule | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const reading = useQuery({ queryKey: ["rules", "read", unit, value], queryFn: ({ signal }) => readRule({ text: value ?? "" }, unit, signal), enabled: Boolean(value) });
  const take = async () => {
    if (!edited) return dialog.close();
    try {
      onChange(edited.tree.op === "everyone" ? null : await textOf(edited.tree, unit));
      dialog.close();
    } catch (failure) {
      setProblem(failure);
    }
  };
  return (
    <Input.Wrapper label={label} description={description} labelElement="div">
      <Paper withBorder radius="md" p="xs" mt={4}>
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm" c={value ? undefined : "dimmed"}>{value ? (reading.data?.sentence || value) : none}</Text>
          <Group gap={4} wrap="nowrap">
            <Button size="compact-sm" variant="light" leftSection={<IconPencil size={14} />} onClick={dialog.open} aria-label={`${value ? "Change" : "Narrow down"}: ${label}`}>{value ? "Change" : "Narrow down"}</Button>
            {value && <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChange(null)} aria-label={`Clear: ${label}`}><IconX size={14} /></Button>}
          </Group>
        </Group>
      </Paper>
      <Modal opened={opened} onClose={dialog.close} size={1080} title={label}>
        <Stack>
          {problem !== null && <Problem error={problem} />}
          <RuleEditor rule={value ?? ""} unit={unit} onChange={setEdited} isPlain />
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close}>Cancel</Button>
            <Button onClick={() => void take()} disabled={edited !== null && !edited.isWhole}>Use this rule</Button>
          </Group>
        </Stack>
      </Modal>
    </Input.Wrapper>
  );
}
