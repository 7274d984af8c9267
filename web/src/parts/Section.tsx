import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

interface SectionProperties {
  title?: string;
  about?: ReactNode;
  actions?: ReactNode;
  /** Without the frame, for sections that are cards already. */
  bare?: boolean;
  children: ReactNode;
}

export function Section({ title, about, actions, bare = false, children }: SectionProperties) {
  const id = useId();
  const head = title && (
    <Group justify="space-between" align="flex-start" gap="sm">
      <Stack gap={2} maw={720}>
        <Title order={2} id={id}>{title}</Title>
        {about && <Text c="dimmed" size="sm">{about}</Text>}
      </Stack>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  );
  const inside = <Stack gap="md">{head}{children}</Stack>;
  if (bare) return <section aria-labelledby={title ? id : undefined}>{inside}</section>;
  return (
    <Paper component="section" aria-labelledby={title ? id : undefined} withBorder radius="lg" p={{ base: "md", sm: "lg" }} style={{ minWidth: 0 }}>
      {inside}
    </Paper>
  );
}
