import { Text } from "@mantine/core";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import classes from "./overlaps.module.css";

const MOST_COLUMNS = 20;
const [STEP, ROW, TALL, LEFT, TOP] = [34, 28, 170, 250, 22];

/** Combinations as columns: a bar for how many customers, dots for which segments. */
export function UpSet({ result }: { result: Model<"CombinationResult"> }) {
  const format = useFormat();
  const columns = result.combinations.filter((one) => one.customers !== null && one.names.length > 0).slice(0, MOST_COLUMNS);
  if (!columns.length) return <Text size="sm" c="dimmed">No combination is large enough to be shown.</Text>;
  const order = result.names.map((_, index) => index).sort((a, b) => result.sizes[b]! - result.sizes[a]!);
  const most = Math.max(...columns.map((one) => one.customers ?? 0));
  const largest = Math.max(...result.sizes, 1);
  const width = LEFT + columns.length * STEP + 16;
  const height = TOP + TALL + 18 + order.length * ROW;
  const rowAt = (place: number) => TOP + TALL + 18 + place * ROW + ROW / 2;
  const said = columns.slice(0, 5).map((one) => `${format.count(one.customers)} in ${one.names.map((name) => result.titles[result.names.indexOf(name)]).join(" and ")}`).join("; ");
  const left = (result.hidden ?? 0) + (result.more ?? 0) + (result.combinations.length - columns.length);
  return (
    <div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is scrolled is scrolled by keys too */}
      <div className={classes.scroll} tabIndex={0} role="group" aria-label="Combinations of segments">
        <svg width={width} height={height} role="img" aria-label={`The commonest combinations: ${said}`} className={classes.upset}>
          {order.map((segment, place) => (
            <g key={segment}>
              {place % 2 === 0 && <rect x={0} y={rowAt(place) - ROW / 2} width={width} height={ROW} className={classes.stripe} />}
              <text x={LEFT - 82} y={rowAt(place)} textAnchor="end" dominantBaseline="central" className={classes.name}>{shorten(result.titles[segment]!)}</text>
              <rect x={LEFT - 74} y={rowAt(place) - 4} width={Math.max(2, (result.sizes[segment]! / largest) * 56)} height={8} rx={2} className={classes.size}><title>{`${result.titles[segment]}: ${format.count(result.sizes[segment])}`}</title></rect>
            </g>
          ))}
          {columns.map((one, index) => {
            const x = LEFT + index * STEP + STEP / 2;
            const tall = Math.max(2, ((one.customers ?? 0) / most) * TALL);
            const places = order.flatMap((segment, place) => (one.names.includes(result.names[segment]!) ? [place] : []));
            return (
              <g key={one.names.join()}>
                <title>{`${format.count(one.customers)} customers: ${one.names.map((name) => result.titles[result.names.indexOf(name)]).join(" and ")}`}</title>
                <rect x={x - STEP / 2} y={0} width={STEP} height={height} fill="transparent" />
                <rect x={x - 10} y={TOP + TALL - tall} width={20} height={tall} rx={3} className={places.length > 1 ? classes.shared : classes.alone} />
                <text x={x} y={TOP + TALL - tall - 6} textAnchor="middle" className={classes.value}>{format.count(one.customers)}</text>
                {order.map((_, place) => <circle key={place} cx={x} cy={rowAt(place)} r={4.5} className={classes.off} />)}
                {places.length > 1 && <line x1={x} x2={x} y1={rowAt(places[0]!)} y2={rowAt(places.at(-1)!)} className={classes.link} />}
                {places.map((place) => <circle key={place} cx={x} cy={rowAt(place)} r={6} className={classes.on} />)}
              </g>
            );
          })}
        </svg>
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        {result.outside > 0 && `${format.count(result.outside)} customers are in none of these. `}
        {left > 0 && `${format.count(left)} further combinations are smaller than those shown.`}
      </Text>
    </div>
  );
}

const shorten = (title: string) => (title.length > 22 ? `${title.slice(0, 21)}…` : title);
