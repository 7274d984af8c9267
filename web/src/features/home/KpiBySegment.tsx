import { Anchor, Box, Group, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { Model } from "@/api";
import { useTrends } from "./useTrends";
import { useFormat, writeKpi } from "@/format";
import { Interval, Section, Trend } from "@/parts";
import styles from "./home.module.css";
import { chooseSegments } from "./path";

const ALONE = "";
const MOST = 12;

/** The KPI of every segment with its interval, everyone as a tick and the goal as a line through all of them. */
export function KpiBySegment({ kpi, segments, titles }: { kpi: Model<"KpiStanding">; segments: readonly Model<"SegmentStanding">[]; titles: Readonly<Record<string, string>> }) {
  const format = useFormat();
  const divisions = [...new Set(segments.map((each) => each.segmentation).filter((name): name is string => Boolean(name)))];
  const [division, setDivision] = useState<string>(divisions[0] ?? ALONE);
  const [isWhole, setWhole] = useState(false);
  const all = chooseSegments(segments, division || null).filter((each) => each.unit === kpi.unit);
  const rows = isWhole ? all : all.slice(0, MOST);
  const known = rows.filter((row) => row.value !== null && row.value !== undefined);
  const isPart = kpi.measure === "total";
  const bounds = known.flatMap((row) => [row.low ?? 0, row.high ?? 0]);
  const marks = isPart ? [] : [kpi.value ?? 0, kpi.goal ?? 0];
  const from = Math.min(0, ...bounds);
  const to = Math.max(...bounds, ...marks) * 1.04 || 1;
  const write = (value: number | null | undefined) => writeKpi(format, kpi, value);
  const hasGoal = kpi.goal !== null && kpi.goal !== undefined;
  const sayWay = (row: Model<"SegmentStanding">, isGoal: boolean) => {
    if (!isGoal) return format.share(row.kpi_share);
    if (row.needed === null || row.needed === undefined) return "–";
    return row.needed > 0 ? `${write(row.needed)} to go` : "reached";
  };
  const how = { total: "in total", average: "on average", share: "of everyone" }[kpi.measure];
  const trends = useTrends(kpi, rows.map((row) => row.name));
  const choices = [...divisions.map((name) => ({ value: name, label: titles[name] ?? name })), ...(segments.some((each) => !each.segmentation) ? [{ value: ALONE, label: "Single segments" }] : [])];
  return (
    <Section
      title={`${kpi.title} by segment`}
      about={`${how[0]!.toUpperCase()}${how.slice(1)}, with the 95 % interval.${isPart ? "" : ` The tick is everyone, ${write(kpi.value)}.`}${hasGoal && !isPart ? ` The dashed line is the goal, ${write(kpi.goal)}${kpi.by ? ` by ${format.day(kpi.by)}` : ""}.` : ""}`}
      actions={choices.length > 1 ? <Select aria-label="Which segments" size="xs" w={200} allowDeselect={false} data={choices} value={division} onChange={(value) => setDivision(value ?? ALONE)} /> : undefined}
    >
      <Box role="table" aria-label={`${kpi.title} by segment`}>
        <Box role="row" className={`${styles.row} ${styles.head}`}>
          <span role="columnheader">Segment</span>
          <span role="columnheader">Interval</span>
          <span role="columnheader" style={{ textAlign: "right" }}>{kpi.title.length < 14 ? kpi.title : "KPI"}</span>
          <span role="columnheader">Trend</span>
          <span role="columnheader" style={{ textAlign: "right" }}>{hasGoal ? "To the goal" : "Share of all"}</span>
        </Box>
        {rows.map((row) => (
          <Box role="row" key={row.name} className={styles.row}>
            <Stack role="cell" gap={0} style={{ minWidth: 0 }}>
              <Anchor component={Link} to={`/segments/${row.name}`} c="inherit" fw={550} size="sm">{row.title}</Anchor>
              <Text size="xs" c="dimmed" className="figures">{format.count(row.customers)} · {format.share(row.share)}</Text>
            </Stack>
            <Box role="cell" className={styles.wide}>
              {row.value !== null && row.value !== undefined ? (
                <Interval value={row.value} low={row.low ?? row.value} high={row.high ?? row.value} everyone={isPart ? null : kpi.value} goal={isPart ? row.goal : kpi.goal} from={from} to={to} label={`${row.title}: ${write(row.value)}, ${write(row.low)} to ${write(row.high)}`} />
              ) : (
                <Text size="xs" c="dimmed">too few to show</Text>
              )}
            </Box>
            <Text role="cell" size="sm" fw={600} ta="right" className="figures">{write(row.value)}</Text>
            <Box role="cell" className={styles.rest}><Trend values={trends[row.name] ?? knownValues(row.trend ?? [])} label={`${row.title} over time`} /></Box>
            <Text role="cell" size="sm" c="dimmed" ta="right" className={`figures ${styles.rest}`}>{sayWay(row, hasGoal)}</Text>
          </Box>
        ))}
      </Box>
      {all.length > MOST && (
        <Group><Anchor component="button" type="button" size="sm" onClick={() => setWhole(!isWhole)}>{isWhole ? "Show fewer" : `Show all ${format.count(all.length)}`}</Anchor></Group>
      )}
    </Section>
  );
}

function knownValues(points: readonly Model<"TrendPoint">[]): number[] {
  return points.flatMap((point) => (point.value === null || point.value === undefined ? [] : [point.value]));
}
