import { Box, Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

interface PageProperties {
  title: string;
  /** One sentence: what a person does here. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** For pages that need the whole width (the builder, tables). */
  wide?: boolean;
  /** Where something on the page carries the title already. */
  untitled?: boolean;
  children: ReactNode;
}

/** A page: its title, what it is for, what one can do at once, then its sections. */
export function Page({ title, lead, actions, wide = false, untitled = false, children }: PageProperties) {
  useDocumentTitle(`${title} · Satsuma`);
  return (
    <Box px={{ base: "md", sm: "xl" }} py={{ base: "md", sm: "lg" }} maw={wide ? 1680 : 1240} mx="auto">
      <Stack gap="lg">
        <Group justify="space-between" align="flex-end" gap="md">
          <Stack gap={4} maw={760}>
            {!untitled && <Title order={1}>{title}</Title>}
            {lead && <Text c="dimmed" component="div">{lead}</Text>}
          </Stack>
          {actions && <Group gap="sm" className="no-print">{actions}</Group>}
        </Group>
        {children}
      </Stack>
    </Box>
  );
}
