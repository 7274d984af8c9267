import { Text } from "@mantine/core";
import { useState } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import classes from "./overlaps.module.css";

interface MatrixProperties {
  overlap: Model<"Overlap">;
  names: readonly string[];
}

/** A heat map of pairs: rows are the whole, columns the share of it. */
export function Matrix({ overlap, names }: MatrixProperties) {
  const format = useFormat();
  const [said, setSaid] = useState<string | null>(null);
  const shown = names.map((name) => overlap.names.indexOf(name)).filter((index) => index >= 0);
  const sentence = (row: number, column: number) => {
    const [shared, size] = [overlap.counts[row]![column], overlap.counts[row]![row]];
    if (row === column) return `${overlap.titles[row]}: ${format.count(size)} customers.`;
    if (shared === null || shared === undefined) return `Fewer than can be shown are in both ${overlap.titles[row]} and ${overlap.titles[column]}.`;
    return `${format.share(size ? shared / size : 0)} of ${overlap.titles[row]} are also in ${overlap.titles[column]}: ${format.count(shared)} of ${format.count(size)}.`;
  };
  const written = (row: number, column: number) => {
    const [shared, size] = [overlap.counts[row]![column] ?? null, overlap.counts[row]![row] ?? 0];
    return row === column ? format.count(size) : shared === null ? "few" : format.share(size ? shared / size : 0, 0);
  };
  return (
    <div>
      <Text size="sm" mih={44} mb={4} role="status" aria-live="polite" c={said ? undefined : "dimmed"}>{said ?? "Point at a cell, or move to it with the keyboard, to read it as a sentence."}</Text>
      <div className={classes.scroll}>
        <table className={classes.matrix}>
          <thead>
            <tr>
              <td />
              {shown.map((column) => <th key={column} scope="col" className={classes.above}><span>{overlap.titles[column]}</span></th>)}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row}>
                <th scope="row" className={classes.beside}>{overlap.titles[row]}</th>
                {shown.map((column) => {
                  const [shared, size] = [overlap.counts[row]![column] ?? null, overlap.counts[row]![row] ?? 0];
                  const share = shared === null || !size ? 0 : shared / size;
                  const isSelf = row === column;
                  return (
                    <td key={column}>
                      <button
                        type="button"
                        className={classes.cell}
                        data-self={isSelf || undefined}
                        style={isSelf ? undefined : { background: `color-mix(in oklab, var(--heat) ${Math.round(share * 100)}%, transparent)` }}
                        aria-label={`${written(row, column)}. ${sentence(row, column)}`}
                        onMouseEnter={() => setSaid(sentence(row, column))}
                        onFocus={() => setSaid(sentence(row, column))}
                      >
                        {written(row, column)}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
