import { Button, Group, List, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { Section } from "@/parts";
import type { Card, Persona } from "./useCard";

interface VoiceProperties {
  card: Card;
  author: string;
  onChange: (part: Partial<Persona>) => Promise<boolean>;
}

/** How to speak to them: tone, do and don't, a sample subject line. All of it is a choice of people, and says so. */
export function Voice({ card, author, onChange }: VoiceProperties) {
  const [isEditing, setEditing] = useState(false);
  const isEmpty = !card.tone && card.do.length + card.dont.length === 0 && !card.subject_line;
  return (
    <Section title="How to speak to them" about={card.tone_guidance} actions={!isEditing && <Button size="xs" variant="default" className="no-print" onClick={() => setEditing(true)}>{isEmpty ? "Write it" : "Edit"}</Button>}>
      {isEditing ? (
        <VoiceForm card={card} author={author} onChange={onChange} onClose={() => setEditing(false)} />
      ) : (
        <Stack gap="md">
          {isEmpty && <Text size="sm" c="dimmed">Nobody has written down how to speak to them yet.</Text>}
          {card.tone && <Text size="sm"><strong>Tone:</strong> {card.tone}</Text>}
          {card.do.length + card.dont.length > 0 && (
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <Stack gap={4}><Title order={3}>Do</Title><List size="sm">{card.do.map((each) => <List.Item key={each}>{each}</List.Item>)}</List></Stack>
              <Stack gap={4}><Title order={3}>Don't</Title><List size="sm">{card.dont.map((each) => <List.Item key={each}>{each}</List.Item>)}</List></Stack>
            </SimpleGrid>
          )}
          {card.subject_line && (
            <Text size="sm">
              <strong>Sample subject line:</strong> “{card.subject_line}” <Text span size="xs" c="dimmed">written by {card.subject_author ?? "a person"}</Text>
            </Text>
          )}
        </Stack>
      )}
    </Section>
  );
}

const asLines = (text: string) => text.split("\n").map((line) => line.trim()).filter(Boolean);

function VoiceForm({ card, author, onChange, onClose }: VoiceProperties & { onClose: () => void }) {
  const [tone, setTone] = useState(card.definition.tone ?? "");
  const [dos, setDos] = useState(card.definition.do.join("\n"));
  const [donts, setDonts] = useState(card.definition.dont.join("\n"));
  const [subject, setSubject] = useState(card.definition.subject_line ?? "");
  const save = async () => {
    const line = subject.trim() || null;
    const part = { tone: tone.trim() || null, do: asLines(dos), dont: asLines(donts), subject_line: line, subject_author: line ? (line === card.definition.subject_line ? card.definition.subject_author : author) : null };
    if (await onChange(part)) onClose();
  };
  return (
    <Stack gap="sm">
      <TextInput label="Tone" placeholder="Warm and brief; one neighbour to another" maxLength={600} value={tone} onChange={(event) => setTone(event.currentTarget.value)} autoFocus />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Textarea label="Do" description="One a line" autosize minRows={2} value={dos} onChange={(event) => setDos(event.currentTarget.value)} />
        <Textarea label="Don't" description="One a line" autosize minRows={2} value={donts} onChange={(event) => setDonts(event.currentTarget.value)} />
      </SimpleGrid>
      <TextInput label="Sample subject line" description={`Marked as written by ${author}`} maxLength={120} value={subject} onChange={(event) => setSubject(event.currentTarget.value)} />
      <Group gap="xs">
        <Button size="xs" onClick={() => void save()}>Save</Button>
        <Button size="xs" variant="default" onClick={onClose}>Cancel</Button>
      </Group>
    </Stack>
  );
}
