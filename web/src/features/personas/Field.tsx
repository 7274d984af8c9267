import { Button, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Model } from "@/api";
import { LineText } from "./LineText";
import type { Persona } from "./useCard";

interface FieldProperties {
  section: Model<"PersonaSection">;
  definition: Persona;
  author: string;
  today: string;
  onChange: (part: Partial<Persona>) => Promise<boolean>;
}

const SHOWN = 6;

/** One of the six fields: what data say, what people add, what neither can say yet. */
export function Field({ section, definition, author, today, onChange }: FieldProperties) {
  const [isAll, setAll] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  const lines = isAll ? section.lines : section.lines.slice(0, SHOWN);
  const hide = (id: string, kind: string) => {
    if (kind !== "note") return onChange({ hidden: [...definition.hidden, id] });
    const notes = definition.notes.filter((each) => each.field === section.field);
    const position = section.lines.filter((line) => line.kind === "note").findIndex((line) => line.id === id);
    return onChange({ notes: definition.notes.filter((each) => each !== notes[position]) });
  };
  const save = async () => {
    const text = note?.trim();
    if (!text) return setNote(null);
    if (await onChange({ notes: [...definition.notes, { field: section.field, text, author, date: today }] })) setNote(null);
  };
  return (
    <Paper withBorder radius="lg" p="md" component="section" aria-label={section.title}>
      <Stack gap="sm" h="100%">
        <Title order={2} fz="h3">{section.title}</Title>
        <Stack component="ul" gap={7} p={0} m={0} style={{ listStyle: "none" }}>
          {lines.map((line) => (
            <li key={line.id}>
              <LineText line={line} onHide={line.kind === "no data" ? undefined : () => void hide(line.id, line.kind)} />
            </li>
          ))}
        </Stack>
        {note !== null && (
          <Stack gap="xs">
            <Textarea label="Your note" description={`Shown as yours: ${author}, today.`} autosize minRows={2} maxLength={600} autoFocus value={note} onChange={(event) => setNote(event.currentTarget.value)} />
            <Group gap="xs">
              <Button size="xs" onClick={() => void save()}>Save the note</Button>
              <Button size="xs" variant="default" onClick={() => setNote(null)}>Cancel</Button>
            </Group>
          </Stack>
        )}
        <Group gap="xs" mt="auto" className="no-print">
          {note === null && <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={13} aria-hidden />} onClick={() => setNote("")} aria-label={`Add a note to ${section.title}`}>Note</Button>}
          {section.lines.length > SHOWN && <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setAll(!isAll)} aria-expanded={isAll}>{isAll ? "Fewer lines" : `${section.lines.length - SHOWN} more`}</Button>}
          {section.hidden.length > 0 && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void onChange({ hidden: definition.hidden.filter((id) => !section.hidden.some((line) => line.id === id)) })}>
              Put back {section.hidden.length} hidden
            </Button>
          )}
        </Group>
        {section.lines.length === 0 && <Text size="sm" c="dimmed">Nothing is known yet.</Text>}
      </Stack>
    </Paper>
  );
}
