import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useFormat } from "@/format";
import { Section } from "@/parts";
import type { Card, Persona } from "./useCard";

interface PlaysProperties {
  card: Card;
  onChange: (part: Partial<Persona>) => Promise<boolean>;
}

/** What to do with them. The data recommend; people choose. */
export function Plays({ card, onChange }: PlaysProperties) {
  const { prose } = useFormat();
  if (card.plays.length === 0) return null;
  const chosen = card.definition.plays;
  return (
    <Section title="Plays" about="What to do with them: recommended where the data speak for it. Choose what your team will do.">
      <Stack gap="md" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {card.plays.map((play) => (
          <Group key={play.id} component="li" wrap="nowrap" justify="space-between" align="flex-start" gap="md">
            <Stack gap={2} miw={0}>
              <Group gap="xs">
                <Text fw={600} size="sm">{play.title}</Text>
                {play.is_recommended && <Badge size="sm" variant="light" tt="none">Recommended</Badge>}
              </Group>
              <Text size="sm" c="dimmed">{prose(play.sentence)}</Text>
            </Stack>
            <Button
              size="xs"
              className="no-print"
              variant={play.chosen ? "filled" : "default"}
              aria-pressed={play.chosen}
              aria-label={`${play.chosen ? "Chosen" : "Choose"}: ${play.title}`}
              leftSection={play.chosen ? <IconCheck size={14} aria-hidden /> : undefined}
              style={{ flexShrink: 0 }}
              onClick={() => void onChange({ plays: play.chosen ? chosen.filter((id) => id !== play.id) : [...chosen, play.id] })}
            >
              {play.chosen ? "Chosen" : "Choose"}
            </Button>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
