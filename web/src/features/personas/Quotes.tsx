import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Section } from "@/parts";
import type { Card, Persona } from "./useCard";

interface QuotesProperties {
  card: Card;
  onChange: (part: Partial<Persona>) => Promise<boolean>;
}

/** What customers said, attached as evidence by a person; names and addresses are masked. */
export function Quotes({ card, onChange }: QuotesProperties) {
  const { quotes } = card.definition;
  const open = card.suggested_quotes.filter((each) => !quotes.some((quote) => quote.text === each.text));
  if (quotes.length + open.length === 0) return null;
  return (
    <Section title="In their own words" about="From your interviews, reviews and posts. Attach what speaks for this segment.">
      <Stack gap="md">
        {card.quotes.map((quote) => (
          <Group key={quote.text} justify="space-between" wrap="nowrap" align="flex-start">
            <Text component="blockquote" m={0} fz="md" style={{ borderLeft: "3px solid light-dark(var(--mantine-color-satsuma-6), var(--mantine-color-satsuma-5))", paddingLeft: 14 }}>
              “{quote.text}” <Text span size="sm" c="dimmed">{quote.source}</Text>
            </Text>
            <ActionIcon variant="subtle" color="gray" className="no-print" aria-label={`Take off: ${quote.text.slice(0, 40)}`} onClick={() => void onChange({ quotes: quotes.filter((each) => each.text !== quote.text) })}><IconX size={14} /></ActionIcon>
          </Group>
        ))}
        {open.slice(0, 4).map((quote) => (
          <Group key={quote.text} justify="space-between" wrap="nowrap" align="flex-start" className="no-print">
            <Text size="sm" c="dimmed">“{quote.text}” ({quote.source}{quote.is_member ? ", said by a member" : ""})</Text>
            <Button size="compact-xs" variant="default" style={{ flexShrink: 0 }} aria-label={`Attach: ${quote.text.slice(0, 40)}`} onClick={() => void onChange({ quotes: [...quotes, { text: quote.text, source: quote.source }] })}>Attach</Button>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
