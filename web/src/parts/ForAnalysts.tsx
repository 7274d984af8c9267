import { Box, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** What only an analyst wants to see: closed until asked for. */
export function ForAnalysts({ children, title = "For analysts" }: { children: ReactNode; title?: string }) {
  return (
    <Box component="details">
      <Text component="summary" size="sm" fw={600} c="dimmed" style={{ cursor: "pointer" }}>{title}</Text>
      <Box pt="sm">{children}</Box>
    </Box>
  );
}
