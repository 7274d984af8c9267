import { Alert, Box, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconDroplet } from "@tabler/icons-react";
import type { Model } from "@/api";

type Refused = Model<"Refused">;

interface LeftOutProperties {
  refused: readonly Refused[];
  confirm: (variable: string) => void;
}

/** Variables that may already hold the outcome, to be confirmed by a person; then the others that were left out, and why. */
export function LeftOut({ refused, confirm }: LeftOutProperties) {
  const leaks = refused.filter((each) => each.must_confirm);
  const others = byReason(refused.filter((each) => !each.must_confirm));
  return (
    <Stack gap="md">
      {leaks.map((each) => (
        <Alert key={each.variable} color="yellow" variant="light" radius="md" icon={<IconDroplet aria-hidden />} title={`${each.title} may give the answer away`}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{each.reason}</Text>
            <Group gap="sm">
              <Button size="xs" variant="default" onClick={() => confirm(each.variable)} aria-label={`${each.title} was known before: use it`}>It was known before: use it</Button>
              <Text size="sm" c="dimmed">Otherwise leave it out, as now.</Text>
            </Group>
          </Stack>
        </Alert>
      ))}
      {others.length > 0 && (
        <Box component="details">
          <Text component="summary" size="sm" fw={600} c="dimmed" style={{ cursor: "pointer" }}>
            {refused.length - leaks.length} {refused.length - leaks.length === 1 ? "variable" : "variables"} left out, and why
          </Text>
          <List size="sm" spacing={6} pt="sm">
            {others.map(([reason, titles]) => (
              <List.Item key={reason}>
                <strong>{titles.join(", ")}:</strong> {reason}
              </List.Item>
            ))}
          </List>
        </Box>
      )}
    </Stack>
  );
}

/** Titles by reason, the reason that most share first. */
export function byReason(refused: readonly Refused[]): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const each of refused) {
    const reason = each.reason.replace(/^Its column \S+ holds/, "It holds");
    found.set(reason, [...(found.get(reason) ?? []), each.title]);
  }
  return [...found].sort(([, a], [, b]) => b.length - a.length);
}
