import { Box, Group, Stack, Text, VisuallyHidden } from "@mantine/core";
import { IconMail, IconMapPin, IconPhone } from "@tabler/icons-react";
import { useFormat } from "@/format";
import { Warnings } from "@/parts";
import type { Live } from "./useLiveCount";

const CHANNELS: Record<string, { icon: typeof IconMail; words: string }> = {
  email: { icon: IconMail, words: "by e-mail" },
  phone: { icon: IconPhone, words: "by phone" },
  post: { icon: IconMapPin, words: "by post" },
};

/** How many satisfy the whole rule, whom of them one can reach, and the rule in English. */
export function Reach({ live, isBroken }: { live: Live; isBroken: boolean }) {
  const format = useFormat();
  const { count, isStale } = live;
  const share = count?.share ?? 0;
  const said = count?.customers === null || !count ? "" : `${format.count(count.customers)} of ${format.count(count.population)}: ${format.share(count.share)}`;
  return (
    <Stack gap="sm">
      <VisuallyHidden role="status" aria-live="polite">{isStale || isBroken ? "" : said}</VisuallyHidden>
      {isBroken && <Text size="xs" fw={600}>The rule before the mistake:</Text>}
      <Box style={{ opacity: isStale ? 0.55 : 1, transition: "opacity 120ms" }}>
        <Group gap={8} align="baseline">
          <Text fz={38} fw={680} lh={1} className="figures" style={{ letterSpacing: "-0.03em" }}>{count?.customers === null || !count ? "–" : format.count(count.customers)}</Text>
          <Text c="dimmed" size="sm">{count ? `of ${format.count(count.population)} · ${format.share(count.share)}` : "counting …"}</Text>
        </Group>
        <Box mt={8} aria-hidden style={{ height: 8, borderRadius: 4, overflow: "hidden", background: "light-dark(var(--mantine-color-gray-2), var(--mantine-color-dark-5))" }}>
          <Box style={{ width: `${share * 100}%`, height: "100%", background: "light-dark(var(--mantine-color-satsuma-6), var(--mantine-color-satsuma-5))", transition: "width 200ms" }} />
        </Box>
        <Group gap="md" mt={8}>
          {Object.entries(count?.contactable ?? {}).map(([channel, customers]) => {
            const { icon: Icon, words } = CHANNELS[channel] ?? { icon: IconMail, words: `by ${channel}` };
            return (
              <Group key={channel} gap={5} wrap="nowrap">
                <Icon size={15} stroke={1.6} aria-hidden style={{ opacity: 0.65 }} />
                <Text size="sm"><b>{format.count(customers)}</b> <Text span c="dimmed" size="sm">{words}</Text></Text>
              </Group>
            );
          })}
        </Group>
      </Box>
      {count?.sentence && <Text size="sm" style={{ opacity: isStale ? 0.6 : 1 }}>{count.sentence}</Text>}
      <Warnings warnings={count?.warnings} />
    </Stack>
  );
}
