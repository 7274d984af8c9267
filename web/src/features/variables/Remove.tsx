import { Button, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { type Model, useDefinitions, useEditing } from "@/api";
import { Problem } from "@/parts";

interface RemoveProperties {
  name: string;
  title: string;
  uses: readonly Model<"Use">[];
  removed: () => void;
}

/** Removes a variable after a question; not while others use it. */
export function Remove({ name, title, uses, removed }: RemoveProperties) {
  const [opened, { open, close }] = useDisclosure();
  const stored = useDefinitions();
  const editing = useEditing("variables");
  const etag = stored.data?.etags.variables?.[name];
  const remove = async () => {
    const made = etag && (await editing.remove(name, etag));
    if (!made) return;
    notifications.show({ message: `${title} was removed. It can be taken back under the edits on Home.` });
    close();
    removed();
  };
  const isUsed = uses.length > 0;
  return (
    <>
      <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={open} disabled={!etag}>Remove</Button>
      <Modal opened={opened} onClose={close} title={`Remove ${title}?`}>
        <Stack gap="md">
          {isUsed ? (
            <Text size="sm">It is used by {uses.map((use) => use.title).join(", ")}. Change these first; then it can be removed.</Text>
          ) : (
            <Text size="sm">Nothing uses it. The column or events that it is made of stay as they are.</Text>
          )}
          {editing.error ? <Problem error={editing.error} /> : null}
          {editing.conflict && <Text size="sm" role="alert">Somebody changed it meanwhile. Close this, look at it again, then remove it.</Text>}
          <Button color="red.9" onClick={() => void remove()} loading={editing.isSaving} disabled={isUsed} data-autofocus>Remove</Button>
        </Stack>
      </Modal>
    </>
  );
}
