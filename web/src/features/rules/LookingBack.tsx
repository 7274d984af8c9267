import { Group, Slider, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useFormat } from "@/format";

interface LookingBackProperties {
  /** The last run's day. */
  last: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
  months?: number;
}

/** The same day of month, `months` earlier; the month's last day where it is shorter. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10);
}

function monthsBetween(day: string, last: string): number {
  const [a, b] = [day.split("-").map(Number), last.split("-").map(Number)];
  return (b[0]! - a[0]!) * 12 + (b[1]! - a[1]!);
}

/** The day that counts look back from, by months. */
export function LookingBack({ last, value, onChange, months = 24 }: LookingBackProperties) {
  const format = useFormat();
  const present = value ? Math.max(0, Math.min(months, monthsBetween(value, last))) : 0;
  const [moving, setMoving] = useState<number | null>(null);
  const back = moving ?? present;
  const marks = useMemo(() => [0, 6, 12, 18, 24].filter((mark) => mark <= months).map((mark) => ({ value: months - mark, label: mark === 0 ? "now" : `−${mark}` })), [months]);
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <Text size="sm" fw={600}>Looking back from</Text>
        <Text size="sm" className="figures">{format.day(back ? monthsBefore(last, back) : last)}</Text>
      </Group>
      <Slider
        min={0}
        max={months}
        value={months - back}
        onChange={(place) => setMoving(months - place)}
        onChangeEnd={(place) => {
          setMoving(null);
          onChange(place === months ? undefined : monthsBefore(last, months - place));
        }}
        label={null}
        size="sm"
        marks={marks}
        thumbLabel="Looking back from"
        thumbProps={{ "aria-valuetext": format.day(back ? monthsBefore(last, back) : last) }}
        styles={{ markLabel: { fontSize: 10.5 } }}
        px={6}
      />
      <Text size="xs" c="dimmed" mt={18}>months before the last data</Text>
    </Stack>
  );
}
