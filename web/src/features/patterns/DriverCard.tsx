import { ActionIcon, Box, Button, Group, SimpleGrid, Stack, Text, Title, Tooltip } from "@mantine/core";
import { IconCheck, IconPlus, IconUsersPlus } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Interval } from "@/parts";
import type { Basis } from "./Findings";
import classes from "./patterns.module.css";

type Driver = Model<"Driver">;

interface DriverCardProperties {
  rank: number;
  driver: Driver;
  /** One scale for all drivers, so that lengths compare. */
  scale: { largest: number; highest: number };
  write: (value: number) => string;
  kpi: string;
  basis: Basis;
}

/** The builder with a rule filled in. */
export function segmentOf(rule: string): string {
  return `/segments/new?rule=${encodeURIComponent(rule)}`;
}

/** One driver: its sentence, how much it weighs, the KPI along it, and what one can do with it. */
export function DriverCard({ rank, driver, scale, write, kpi, basis }: DriverCardProperties) {
  const { prose } = useFormat();
  return (
    <Box component="article" aria-label={driver.title} className={classes.driver}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="md">
        <Stack gap="sm">
          <Group gap="sm" wrap="nowrap" align="baseline">
            <Text c="dimmed" className="figures" fw={600}>{rank}</Text>
            <Title order={3}>{driver.title}</Title>
          </Group>
          <Text>{prose(driver.sentence)}</Text>
          <Weight driver={driver} largest={scale.largest} />
          <Group gap="xs">
            {driver.rule && driver.threshold && (
              <Button component={Link} to={segmentOf(driver.rule)} size="xs" variant="light" leftSection={<IconUsersPlus size={15} aria-hidden />} aria-label={`Make a segment of this: ${driver.title} ${driver.threshold}`}>
                Make a segment of this
              </Button>
            )}
            <UseAsBasis name={driver.variable} title={driver.title} basis={basis} />
          </Group>
        </Stack>
        {driver.bins.length > 0 && <Bins driver={driver} highest={scale.highest} write={write} kpi={kpi} />}
      </SimpleGrid>
    </Box>
  );
}

export function UseAsBasis({ name, title, basis, compact = false }: { name: string; title: string; basis: Basis; compact?: boolean }) {
  const isChosen = basis.names.includes(name);
  const Icon = isChosen ? IconCheck : IconPlus;
  return (
    <Button size={compact ? "compact-xs" : "xs"} variant={isChosen ? "filled" : "default"} aria-pressed={isChosen} aria-label={`Use as a basis: ${title}`} leftSection={<Icon size={compact ? 13 : 15} aria-hidden />} onClick={() => basis.toggle(name)}>
      Use as a basis
    </Button>
  );
}

function Weight({ driver, largest }: { driver: Driver; largest: number }) {
  const format = useFormat();
  const label = `Importance ${format.number(driver.importance, 3)}, 95 % interval ${format.number(driver.low, 3)} to ${format.number(driver.high, 3)}`;
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>Weight</Text>
      <Box style={{ flex: 1, maxWidth: 260 }}>
        <Tooltip label={`${label}. What the forecast loses without this variable, above chance.`}>
          <div>
            <Interval value={driver.importance} low={Math.max(0, driver.low)} high={driver.high} from={0} to={largest} label={label} />
          </div>
        </Tooltip>
      </Box>
      <Text size="sm" className="figures" c="dimmed">{format.number(driver.importance, 2)}</Text>
    </Group>
  );
}

function Bins({ driver, highest, write, kpi }: { driver: Driver; highest: number; write: (value: number) => string; kpi: string }) {
  const format = useFormat();
  const at = (value: number) => `${Math.min(100, Math.max(0, (value / (highest || 1)) * 100))}%`;
  return (
    <Stack gap={6}>
      <Text size="xs" c="dimmed">{kpi} by {driver.title}, with 95 % intervals</Text>
      <Box role="list" aria-label={`${kpi} by ${driver.title}`}>
        {driver.bins.map((bin) => (
          <Box key={bin.label} role="listitem" className={classes.bin}>
            <Text size="sm" className={classes.label} title={bin.label}>{bin.label}</Text>
            <Box aria-hidden className={classes.track}>
              <Box className={classes.bar} style={{ width: at(bin.value) }} />
              <Box className={classes.whisker} style={{ left: at(bin.low), width: `calc(${at(bin.high)} - ${at(bin.low)})` }} />
            </Box>
            <Text size="sm" className="figures" ta="right" title={`${write(bin.low)} to ${write(bin.high)}, n = ${format.count(bin.customers)}`}>
              {write(bin.value)}
              <Text span size="xs" c="dimmed" display="block">n = {format.count(bin.customers)}</Text>
            </Text>
            {bin.rule ? (
              <Tooltip label="Make a segment of this">
                <ActionIcon component={Link} to={segmentOf(bin.rule)} variant="subtle" color="gray" aria-label={`Make a segment of ${driver.title}: ${bin.label}`}>
                  <IconUsersPlus size={16} />
                </ActionIcon>
              </Tooltip>
            ) : <span />}
          </Box>
        ))}
      </Box>
    </Stack>
  );
}
