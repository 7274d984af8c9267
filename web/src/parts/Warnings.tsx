import { Alert, List, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";

/** What a result wants to be read with. */
export function Warnings({ warnings }: { warnings: readonly string[] | undefined }) {
  if (!warnings?.length) return null;
  return (
    <Alert color="yellow" variant="light" radius="md" icon={<IconInfoCircle aria-hidden />} aria-label="Worth knowing">
      {warnings.length === 1 ? <Text size="sm">{warnings[0]}</Text> : <List size="sm">{warnings.map((warning) => <List.Item key={warning}>{warning}</List.Item>)}</List>}
    </Alert>
  );
}
