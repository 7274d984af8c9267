import { Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { makeFormat } from "@/format";
import { type Draft, listCurrencies, listTimezones } from "./draft";

/** The project's name, and how its numbers and days are written. */
export function Name({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const timezones = useMemo(() => listTimezones(), []);
  const currencies = useMemo(() => listCurrencies(), []);
  const locales = useMemo(() => [...new Set([draft.locale, "en-GB", "en-US", "de-DE", "de-AT", "de-CH", "fr-FR", "es-ES", "it-IT", "nl-NL", "pt-BR", "pl-PL", "sv-SE", "da-DK", "ja-JP"])], [draft.locale]);
  const format = makeFormat(draft.locale, draft.currency, "UTC");
  return (
    <Stack gap="xl" maw={640}>
      <TextInput size="md" label="Name" description="Your company's, or what the work is about." maxLength={80} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />
      <Group grow preventGrowOverflow={false} align="flex-start" gap="md">
        <Select label="Time zone" description="When a day begins." searchable allowDeselect={false} data={timezones} value={draft.timezone} onChange={(value) => value && change({ timezone: value })} limit={100} miw={190} />
        <Select label="Currency" description="Where the files do not say." searchable clearable placeholder="As in the files" data={currencies} value={draft.currency} onChange={(currency) => change({ currency })} limit={200} miw={150} />
        <Select label="Numbers and days" description="How they are written." searchable allowDeselect={false} data={locales.map((value) => ({ value, label: nameLocale(value) }))} value={draft.locale} onChange={(value) => value && change({ locale: value })} miw={190} />
      </Group>
      <Text size="sm" c="dimmed">
        Like this: {format.money(12345.6)} · {format.share(0.318)} · {format.day("2026-06-30")}
      </Text>
    </Stack>
  );
}

function nameLocale(tag: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
