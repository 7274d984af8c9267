import { Group, Loader, Text } from "@mantine/core";

/** Something takes a moment: always said in words. */
export function Working({ what, p = "md" }: { what: string; p?: string | number }) {
  return (
    <Group gap="sm" p={p} role="status" aria-live="polite">
      <Loader size="sm" type="dots" aria-hidden />
      <Text c="dimmed" size="sm">{what} …</Text>
    </Group>
  );
}
