import { Group, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconDots } from "@tabler/icons-react";

interface Mark {
  letter: string;
  state: "met" | "missing" | "care";
  said: string;
}

const LOOKS = {
  met: { icon: IconCheck, colour: "teal", word: "met" },
  care: { icon: IconAlertTriangle, colour: "yellow", word: "think again" },
  missing: { icon: IconDots, colour: "gray", word: "still missing" },
} as const;

/** What something has to have, one line each, told as it changes. */
export function SmartList({ points, label }: { points: readonly Mark[]; label: string }) {
  const met = points.filter((point) => point.state === "met").length;
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} size="sm">{label}</Text>
        <Text size="sm" c="dimmed" className="figures" role="status" aria-live="polite">{met} of {points.length}</Text>
      </Group>
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {points.map(({ letter, state, said }) => {
          const { icon: Mark, colour, word } = LOOKS[state];
          return (
            <Group component="li" key={letter} gap="sm" wrap="nowrap" align="flex-start">
              <ThemeIcon size={22} radius="xl" variant={state === "missing" ? "outline" : "light"} color={colour} aria-label={word} role="img" style={{ flex: "none", borderStyle: state === "missing" ? "dashed" : undefined }}>
                <Mark size={13} stroke={2.4} aria-hidden />
              </ThemeIcon>
              <Stack gap={0} style={{ minWidth: 0 }}>
                <Text size="sm" fw={600}>{letter}</Text>
                <Text size="sm" c="dimmed">{said}</Text>
              </Stack>
            </Group>
          );
        })}
      </Stack>
    </Stack>
  );
}
