import { ScrollArea, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useMemo } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { chooseRows, keyOf, nameLine, writeLine, type Line } from "./words";
import classes from "./discover.module.css";

const LARGEST = 2;
/** Standard deviations at which a bar is as long as it gets. */

/** All groups against everyone on what made them: a table whose cells are bars, so that it can be scrolled and read aloud. */
export function ProfilePlot({ segments }: { segments: readonly Model<"ProposedSegment">[] }) {
  const format = useFormat();
  const rows = useMemo(() => chooseRows(segments), [segments]);
  const lines = useMemo(() => new Map(segments.map((segment) => [segment.number, new Map(segment.lines.map((line) => [keyOf(line), line]))])), [segments]);
  if (!rows.length) return null;
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">The line in the middle is everyone: bars to the right are above, to the left below. Strong colour: sets them apart.</Text>
      <ScrollArea type="auto" offsetScrollbars viewportProps={{ tabIndex: 0, role: "region", "aria-label": "Profiles, to scroll" }}>
        <table className={classes.plot}>
          <caption><VisuallyHidden>Groups against everyone on what made them</VisuallyHidden></caption>
          <thead>
            <tr>
              <th scope="col">Grouped by</th>
              {segments.map((segment) => (
                <th key={segment.number} scope="col">
                  {segment.title}
                  <Text size="xs" c="dimmed" className="figures">{format.share(segment.share)}</Text>
                </th>
              ))}
              <th scope="col">Everyone</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                <th scope="row">{nameLine(row)}</th>
                {segments.map((segment) => <Cell key={segment.number} line={lines.get(segment.number)?.get(keyOf(row))} />)}
                <td className="figures"><Text size="sm" c="dimmed">{writeLine(row, row.everyone, format)}</Text></td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Stack>
  );
}

function Cell({ line }: { line: Line | undefined }) {
  const format = useFormat();
  if (!line || line.suppressed || line.value === null || line.value === undefined) return <td>–</td>;
  const effect = Math.max(-LARGEST, Math.min(LARGEST, line.effect ?? 0)) / LARGEST;
  const colour = line.marker ? "light-dark(var(--mantine-color-satsuma-6), var(--mantine-color-satsuma-5))" : "light-dark(var(--mantine-color-gray-4), var(--mantine-color-dark-3))";
  return (
    <td className="figures" title={line.effect === null || line.effect === undefined ? undefined : `Effect ${format.number(line.effect, 2)}`}>
      <Text size="sm" fw={line.marker ? 650 : 400}>{writeLine(line, line.value, format)}</Text>
      <div className={classes.diverging} aria-hidden>
        <span className={classes.effect} style={{ left: `${50 + Math.min(0, effect) * 50}%`, width: `${Math.abs(effect) * 50}%`, background: colour }} />
      </div>
    </td>
  );
}
