import { Badge, Box, Group, Stack, Text, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { useFormat } from "@/format";

/** One number that matters, with what it is below. */
export function Figure({ value, label, note }: { value: ReactNode; label: string; note?: ReactNode }) {
  return (
    <Stack gap={0}>
      <Text fz={26} fw={650} lh={1.15} className="figures" style={{ letterSpacing: "-0.02em" }}>{value}</Text>
      <Text size="sm" c="dimmed">{label}</Text>
      {note && <Text size="xs" c="dimmed">{note}</Text>}
    </Stack>
  );
}

/** A share as a bar, its number beside it. */
export function Meter({ share, label, colour = "satsuma" }: { share: number; label: string; colour?: string }) {
  const format = useFormat();
  return (
    <Group gap="xs" wrap="nowrap">
      <Box aria-hidden style={{ flex: 1, minWidth: 40, height: 6, borderRadius: 3, background: "light-dark(var(--mantine-color-gray-2), var(--mantine-color-dark-5))" }}>
        <Box style={{ width: `${Math.min(100, Math.max(0, share * 100))}%`, height: "100%", borderRadius: 3, background: `light-dark(var(--mantine-color-${colour}-6), var(--mantine-color-${colour}-5))` }} />
      </Box>
      <Text size="sm" className="figures" w={48} ta="right">
        <VisuallyHidden>{label}: </VisuallyHidden>
        {format.share(share)}
      </Text>
    </Group>
  );
}

/** Colours of groups side by side, the accent first; the charts' own. */
export const SERIES: readonly string[] = [
  "light-dark(#d95f0e, #ea7a22)",
  "light-dark(#2f6f73, #6fb3b8)",
  "light-dark(#7a4f9a, #b794d6)",
  "light-dark(#b58a1b, #dcb450)",
  "light-dark(#3b5b92, #86a5dc)",
];

interface IntervalProperties {
  value: number;
  low: number;
  high: number;
  everyone?: number | null;
  /** What is aimed at: a dashed line through all rows. */
  goal?: number | null | undefined;
  /** The scale's ends; all rows of a table share one. */
  from?: number;
  to?: number;
  label: string;
  colour?: string | undefined;
}

/** A value with its 95 % interval as a whisker, everyone's value as a tick. */
export function Interval({ value, low, high, everyone, goal, from = 0, to = 1, label, colour }: IntervalProperties) {
  const at = (x: number) => `${Math.min(100, Math.max(0, ((x - from) / (to - from || 1)) * 100))}%`;
  const line = "light-dark(var(--mantine-color-gray-3), var(--mantine-color-dark-4))";
  const accent = colour ?? "light-dark(var(--mantine-color-satsuma-6), var(--mantine-color-satsuma-5))";
  return (
    <Box role="img" aria-label={label} style={{ position: "relative", height: 18, minWidth: 80 }}>
      <Box style={{ position: "absolute", left: 0, right: 0, top: 8, height: 2, background: line }} />
      {goal !== null && goal !== undefined && goal >= from && goal <= to && <Box style={{ position: "absolute", left: at(goal), top: -8, bottom: -8, borderLeft: "1.5px dashed light-dark(var(--mantine-color-gray-5), var(--mantine-color-dark-2))" }} />}
      <Box style={{ position: "absolute", left: at(low), width: `calc(${at(high)} - ${at(low)})`, top: 7, height: 4, borderRadius: 2, background: accent, opacity: 0.45 }} />
      <Box style={{ position: "absolute", left: `calc(${at(value)} - 5px)`, top: 4, width: 10, height: 10, borderRadius: 5, background: accent }} />
      {everyone !== null && everyone !== undefined && (
        <Box style={{ position: "absolute", left: at(everyone), top: 1, width: 2, height: 16, background: "light-dark(var(--mantine-color-gray-7), var(--mantine-color-dark-1))" }} />
      )}
    </Box>
  );
}

/** A small line of values over time, oldest first. */
export function Trend({ values, label, width = 84, height = 24 }: { values: readonly number[]; label: string; width?: number; height?: number }) {
  if (values.length < 2) return <Text size="xs" c="dimmed">one run</Text>;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const points = values.map((value, index) => {
    const x = 2 + (index / (values.length - 1)) * (width - 4);
    const y = high === low ? height / 2 : height - 3 - ((value - low) / (high - low)) * (height - 6);
    return [x, y] as const;
  });
  const [x, y] = points[points.length - 1]!;
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ color: "light-dark(var(--mantine-color-satsuma-6), var(--mantine-color-satsuma-5))" }}>
      <polyline points={points.map((point) => point.join(",")).join(" ")} fill="none" stroke="currentColor" strokeWidth={1.6} strokeLinejoin="round" />
      <circle cx={x} cy={y} r={2.4} fill="currentColor" />
    </svg>
  );
}

const FAMILY_COLOURS: Record<string, string> = {
  demographic: "grape",
  psychographic: "pink",
  firmographic: "indigo",
  behavioural: "orange",
  geographic: "teal",
  needs: "red",
  technographic: "cyan",
  engagement: "blue",
  intent: "lime",
  journey: "violet",
  value: "yellow",
};

export function FamilyBadge({ family }: { family: string | null | undefined }) {
  if (!family) return null;
  return <Badge variant="dot" color={FAMILY_COLOURS[family] ?? "gray"} tt="none" fw={500} radius="sm" styles={{ root: { borderColor: "transparent", paddingInline: 4 } }}>{family}</Badge>;
}
