import { Group, Paper, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconBulb, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface EmptyProperties {
  title: string;
  icon?: Icon;
  /** Teaches: what would be here, and why one wants it. */
  children: ReactNode;
  actions?: ReactNode;
}

export function Empty({ title, icon: Picture = IconBulb, children, actions }: EmptyProperties) {
  return (
    <Paper withBorder radius="lg" p="xl" style={{ borderStyle: "dashed" }}>
      <Stack align="center" gap="sm" ta="center" maw={560} mx="auto">
        <ThemeIcon size={52} radius="xl" variant="light" aria-hidden><Picture size={26} stroke={1.6} /></ThemeIcon>
        <Title order={2}>{title}</Title>
        <Text c="dimmed" component="div">{children}</Text>
        {actions && <Group gap="sm" justify="center">{actions}</Group>}
      </Stack>
    </Paper>
  );
}
