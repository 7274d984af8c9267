import { Group, Select, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { listCurrencies, listLocales, listTimezones, makeFormat, nameLocale } from "@/format";

export interface Place {
  timezone: string;
  currency: string | null;
  locale: string;
}

/** How a project's numbers and days are written, with an example. */
export function PlaceFields({ place, change }: { place: Place; change: (part: Partial<Place>) => void }) {
  const timezones = useMemo(() => listTimezones(Intl.DateTimeFormat().resolvedOptions().timeZone, place.timezone), [place.timezone]);
  const currencies = useMemo(() => listCurrencies(), []);
  const format = makeFormat(place.locale, place.currency, "UTC");
  return (
    <Stack gap="md">
      <Group grow preventGrowOverflow={false} align="flex-start" gap="md">
        <Select label="Time zone" description="When a day begins." searchable allowDeselect={false} data={timezones} value={place.timezone} onChange={(timezone) => timezone && change({ timezone })} limit={100} miw={190} />
        <Select label="Currency" description="Where the files do not say." searchable clearable placeholder="As in the files" data={currencies} value={place.currency} onChange={(currency) => change({ currency })} limit={200} miw={150} />
        <Select label="Numbers and days" description="How they are written." searchable allowDeselect={false} data={listLocales(place.locale).map((value) => ({ value, label: nameLocale(value) }))} value={place.locale} onChange={(locale) => locale && change({ locale })} miw={190} />
      </Group>
      <Text size="sm" c="dimmed">
        Like this: {format.money(12345.6)} · {format.share(0.318)} · {format.day("2026-06-30")}
      </Text>
    </Stack>
  );
}
