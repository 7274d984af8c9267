import { Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { useEditing } from "@/api";
import { Problem } from "@/parts";

interface RemoveProperties {
  section: "segments" | "segmentations";
  name: string;
  title: string;
  etag: string;
  /** What refers to it, as far as the page knows; the server knows all of it and refuses then. */
  usedBy?: readonly string[];
}

/** Removes a definition, after a question that says what still needs it. */
export function Remove({ section, name, title, etag, usedBy = [] }: RemoveProperties) {
  const editing = useEditing(section);
  const go = useNavigate();
  const [opened, dialog] = useDisclosure(false);
  const close = () => {
    editing.reset();
    dialog.close();
  };
  const remove = async () => {
    if (await editing.remove(name, etag)) void go("/segments");
  };
  return (
    <>
      <Button variant="subtle" color="red" leftSection={<IconTrash size={15} />} onClick={dialog.open}>Remove</Button>
      <Modal opened={opened} onClose={close} title={`Remove “${title}”?`}>
        <Stack>
          {usedBy.length > 0 ? (
            <>
              <Text size="sm">It is still used; take it out there first:</Text>
              <List size="sm">{usedBy.map((one) => <List.Item key={one}>{one}</List.Item>)}</List>
            </>
          ) : (
            <Text size="sm">Results of earlier runs keep it, and its history of edits can bring it back.</Text>
          )}
          {editing.error !== null && <Problem error={editing.error} />}
          {editing.conflict && <Text size="sm" role="alert">Somebody changed it meanwhile. Close this, look at how it is now, and remove it then.</Text>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>Keep it</Button>
            <Button color="red" onClick={() => void remove()} loading={editing.isSaving} disabled={usedBy.length > 0}>Remove</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
