import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { findChanges, mergeFields } from "./merge";

interface FieldMergeProperties<Definition extends object> {
  /** What it was when I began, what I made of it, and what somebody else made of it meanwhile. */
  base: Definition;
  mine: Definition;
  theirs: Definition;
  labels: Readonly<Record<string, string>>;
  write?: (field: string, value: unknown) => string;
  onSave: (merged: Definition) => void;
  onClose: () => void;
}

/** Somebody else saved first: field by field, whose shall stand. Nothing is lost, whatever is chosen. */
export function FieldMerge<Definition extends object>({ base, mine, theirs, labels, write = writePlainly, onSave, onClose }: FieldMergeProperties<Definition>) {
  const changes = findChanges(base as Record<string, unknown>, mine as Record<string, unknown>, theirs as Record<string, unknown>);
  const [chosen, setChosen] = useState<Record<string, "mine" | "theirs">>(() => Object.fromEntries(changes.map(({ field, by }) => [field, by === "them" ? "theirs" : "mine"])));
  return (
    <Modal opened onClose={onClose} title="Somebody else changed this meanwhile" size="lg">
      <Stack gap="lg">
        <Text size="sm" c="dimmed">Their change is saved already. Choose for each difference which shall stand; your own text is kept until you save.</Text>
        {changes.map(({ field, by }) => (
          <Radio.Group
            key={field}
            label={labels[field] ?? field}
            description={by === "both" ? "Both of you changed this." : by === "them" ? "Only they changed this." : "Only you changed this."}
            value={chosen[field] ?? "mine"}
            onChange={(side) => setChosen({ ...chosen, [field]: side as "mine" | "theirs" })}
          >
            <Stack gap={6} pt="xs">
              <Radio value="mine" label={`Yours: ${write(field, (mine as Record<string, unknown>)[field])}`} />
              <Radio value="theirs" label={`Theirs: ${write(field, (theirs as Record<string, unknown>)[field])}`} />
            </Stack>
          </Radio.Group>
        ))}
        {changes.length === 0 && <Text>You both made the same changes: nothing is left to decide.</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>Back to my text</Button>
          <Button onClick={() => onSave(mergeFields(mine, theirs, chosen))}>Save this</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function writePlainly(_field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (Array.isArray(value)) return value.length ? value.join(", ") : "nothing";
  if (typeof value !== "object") return String(value);
  return Object.entries(value).map(([key, inner]) => `${key}: ${String(inner)}`).join("; ") || "nothing";
}
