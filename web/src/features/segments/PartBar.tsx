import { Tooltip } from "@mantine/core";
import { useFormat } from "@/format";
import classes from "./segments.module.css";

interface Part {
  name: string;
  title: string;
  share: number;
  customers: number;
}

/** The fruit from dark to light; everyone else, the last part, in grey. */
export function partColour(index: number, of: number): string {
  if (index === of - 1) return "light-dark(var(--mantine-color-gray-3), var(--mantine-color-dark-4))";
  const tones = ["8", "6", "4", "3", "7", "5", "2", "9"];
  return `var(--mantine-color-satsuma-${tones[index % tones.length]})`;
}

/** Parts of a whole, side by side. */
export function PartBar({ parts, label }: { parts: readonly Part[]; label: string }) {
  const format = useFormat();
  const said = parts.map((part) => `${part.title}: ${format.share(part.share)}`).join(", ");
  return (
    <div className={classes.bar} role="img" aria-label={`${label}: ${said}`}>
      {parts.map((part, index) => (
        <Tooltip key={part.name} label={`${part.title}: ${format.count(part.customers)} · ${format.share(part.share)}`}>
          <span style={{ width: `${part.share * 100}%`, background: partColour(index, parts.length) }} />
        </Tooltip>
      ))}
    </div>
  );
}
