import { Box, Group, Stack, Text } from "@mantine/core";
import type { Model } from "@/api";
import { useFormat } from "@/format";

type Bin = Model<"Bin">;

const ACCENT = "light-dark(var(--mantine-color-satsuma-5), var(--mantine-color-satsuma-5))";
const QUIET = "light-dark(var(--mantine-color-gray-2), var(--mantine-color-dark-5))";

/** A distribution's outline, small enough for a row. */
export function Outline({ bins, label, width = 120, height = 28 }: { bins: readonly Bin[]; label: string; width?: number; height?: number }) {
  if (!bins.length) return null;
  const highest = Math.max(...bins.map((bin) => bin.share ?? 0), 0.0001);
  const step = width / Math.max(bins.length, 4);
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ display: "block" }}>
      {bins.map((bin, index) => {
        const tall = bin.share === null || bin.share === undefined ? 2 : Math.max(2, (bin.share / highest) * (height - 2));
        return <rect key={index} x={index * step} y={height - tall} width={Math.max(1.5, step - 1.5)} height={tall} rx={1} fill={bin.share === null ? QUIET : ACCENT} />;
      })}
    </svg>
  );
}

/** A distribution with its words: upright bars for numbers and days, lying ones for words. */
export function Histogram({ bins, label, isOrdered }: { bins: readonly Bin[]; label: string; isOrdered: boolean }) {
  const format = useFormat();
  const highest = Math.max(...bins.map((bin) => bin.share ?? 0), 0.0001);
  if (!bins.length) return <Text size="sm" c="dimmed">Too few customers to show how it is spread.</Text>;
  return isOrdered ? (
    <Upright bins={bins} highest={highest} label={label} />
  ) : (
    <Stack gap={6} role="list" aria-label={label}>
      {bins.map((bin, index) => (
        <Group key={index} gap="sm" wrap="nowrap" role="listitem">
          <Text size="sm" w={150} truncate title={bin.label} style={{ flexShrink: 0 }}>{bin.label}</Text>
          <Box style={{ flex: 1, minWidth: 30 }} aria-hidden>
            <Box style={{ height: 10, borderRadius: 3, width: `${((bin.share ?? 0) / highest) * 100}%`, minWidth: 2, background: bin.share === null ? QUIET : ACCENT }} />
          </Box>
          <Text size="sm" w={90} ta="right" className="figures" c="dimmed" style={{ flexShrink: 0 }}>
            {bin.share === null || bin.share === undefined ? "a few" : format.share(bin.share)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}

function Upright({ bins, highest, label }: { bins: readonly Bin[]; highest: number; label: string }) {
  const format = useFormat();
  const first = bins[0]!;
  const last = bins[bins.length - 1]!;
  return (
    <Stack gap={4}>
      <Group gap={3} align="flex-end" wrap="nowrap" h={130} role="list" aria-label={label}>
        {bins.map((bin, index) => (
          <Box key={index} role="listitem" aria-label={`${bin.label}: ${bin.share === null || bin.share === undefined ? "a few" : format.share(bin.share)}`} title={`${bin.label}: ${bin.customers === null ? "a few" : `${format.count(bin.customers)} (${format.share(bin.share)})`}`} style={{ flex: 1, height: "100%", display: "flex", alignItems: "flex-end" }}>
            <Box style={{ width: "100%", height: `${Math.max(2, ((bin.share ?? 0) / highest) * 100)}%`, borderRadius: "3px 3px 0 0", background: bin.share === null ? QUIET : ACCENT }} />
          </Box>
        ))}
      </Group>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed" className="figures">{first.label}</Text>
        {bins.length > 1 && <Text size="xs" c="dimmed" className="figures">{last.label}</Text>}
      </Group>
    </Stack>
  );
}
