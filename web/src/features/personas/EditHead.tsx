import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useState } from "react";
import { AvatarChooser } from "./AvatarChooser";
import type { Card, Persona } from "./useCard";

interface EditHeadProperties {
  card: Card;
  isSaving: boolean;
  onSave: (part: Partial<Persona>) => Promise<boolean>;
  onClose: () => void;
}

/** Name, story, portrait, owner and the day to look again. Left empty, the suggestion stands. */
export function EditHead({ card, isSaving, onSave, onClose }: EditHeadProperties) {
  const { definition } = card;
  const [name, setName] = useState(definition.name ?? "");
  const [story, setStory] = useState(definition.story ?? "");
  const [owner, setOwner] = useState(definition.owner ?? "");
  const [reviewBy, setReviewBy] = useState<string | null>(definition.review_by ?? null);
  const [avatar, setAvatar] = useState(definition.avatar);
  const save = async () => {
    const part = { name: name.trim() || null, story: story.trim() || null, owner: owner.trim() || null, review_by: reviewBy, avatar };
    if (await onSave(part)) onClose();
  };
  return (
    <Modal opened onClose={onClose} title="The card's head" size="lg">
      <Stack gap="md">
        <TextInput label="Name" description="A name that a team remembers, about what they do." placeholder={card.name} maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <Textarea label="One-line story" placeholder={card.story} autosize maxLength={600} value={story} onChange={(event) => setStory(event.currentTarget.value)} />
        <Group grow align="flex-start">
          <TextInput label="Owner" description="Who keeps this card true" maxLength={120} value={owner} onChange={(event) => setOwner(event.currentTarget.value)} />
          <DateInput label="Review by" description="When to look again" clearable valueFormat="YYYY-MM-DD" value={reviewBy} onChange={setReviewBy} />
        </Group>
        <AvatarChooser segment={card.segment} name={name || card.name} choice={avatar} drawn={card.avatar} onChange={setAvatar} />
        <Text size="xs" c="dimmed">The portrait shows nobody: it is drawn from shapes and from what sets the segment apart.</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <Button onClick={() => void save()} disabled={isSaving}>{isSaving ? "Saving …" : "Save"}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
