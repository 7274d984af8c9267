import { Alert, List, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useFormat } from "@/format";

/** What a result wants to be read with. */
export function Warnings({ warnings }: { warnings: readonly string[] | undefined }) {
  const { prose } = useFormat();
  if (!warnings?.length) return null;
  return (
    <Alert color="yellow" variant="light" radius="md" icon={<IconInfoCircle aria-hidden />} aria-label="Worth knowing">
      {warnings.length === 1 ? <Text size="sm">{prose(warnings[0]!)}</Text> : <List size="sm">{warnings.map((warning) => <List.Item key={warning}>{prose(warning)}</List.Item>)}</List>}
    </Alert>
  );
}
