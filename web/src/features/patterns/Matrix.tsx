import { Box, ScrollArea, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { useMemo } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import classes from "./patterns.module.css";

type Found = Model<"Associations">;

const MOST = 16;
const FAINT = 0.1;

/** The variables with the strongest ties, in the order in which those that go together stand together. */
export function chooseNames(found: Found): string[] {
  const best = new Map<string, number>(found.order.map((name) => [name, 0]));
  for (const pair of found.pairs)
    for (const name of [pair.first, pair.second]) best.set(name, Math.max(best.get(name) ?? 0, pair.duplicate ? 0 : pair.strength));
  const kept = new Set([...best].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).slice(0, MOST).map(([name]) => name));
  return found.order.filter((name) => kept.has(name));
}

/** A heat map as a table, so that it can be scrolled on a phone and read aloud. */
export function Matrix({ found }: { found: Found }) {
  const format = useFormat();
  const names = useMemo(() => chooseNames(found), [found]);
  const titles = useMemo(() => new Map(found.pairs.flatMap((pair) => [[pair.first, pair.first_title], [pair.second, pair.second_title]])), [found]);
  const pairs = useMemo(() => new Map(found.pairs.flatMap((pair) => [[`${pair.first}|${pair.second}`, pair], [`${pair.second}|${pair.first}`, pair]])), [found]);
  if (names.length < 3) return null;
  return (
    <Stack gap="xs">
      <div>
        <Title order={3}>The map</Title>
        <Text size="sm" c="dimmed">Stronger colour: more strongly associated. A minus: one falls when the other rises. Columns carry the rows’ numbers; ties under 0.1 are empty.</Text>
      </div>
      <ScrollArea type="auto" offsetScrollbars viewportProps={{ tabIndex: 0, role: "region", "aria-label": "Strength of association" }}>
        <table className={classes.matrix}>
          <caption><VisuallyHidden>Strength of association between the {names.length} variables with the strongest ties</VisuallyHidden></caption>
          <thead>
            <tr>
              <th scope="col"><VisuallyHidden>Variable</VisuallyHidden></th>
              {names.map((name, index) => <th key={name} scope="col" title={titles.get(name)} aria-label={titles.get(name)}>{index + 1}</th>)}
            </tr>
          </thead>
          <tbody>
            {names.map((first, index) => (
              <tr key={first}>
                <th scope="row" title={titles.get(first)}>
                  <Text span c="dimmed" size="xs" className="figures" mr={6}>{index + 1}</Text>
                  {titles.get(first)}
                </th>
                {names.map((second) => {
                  if (first === second) return <td key={second} className={classes.self}>·</td>;
                  const pair = pairs.get(`${first}|${second}`);
                  if (!pair || pair.strength < FAINT) return <td key={second} />;
                  return (
                    <td key={second} title={pair.sentence} style={shade(pair.strength)}>
                      {format.number(pair.value, 2)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <Box />
    </Stack>
  );
}

/** Shades that carry text at 4.5:1 in both colour schemes. */
function shade(strength: number) {
  const part = Math.round(Math.min(strength, 0.9) * 55);
  return { background: `color-mix(in srgb, var(--mantine-color-satsuma-5) ${part}%, transparent)` };
}
