import { Text, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconClockExclamation, IconPlayerPlayFilled } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import styles from "./home.module.css";
import { layPath, sayProgress, type Stop } from "./path";

/** The whole chain as a path: what is done, what is out of date, what comes next. Every stop leads to its page. */
export function ChainPath({ steps }: { steps: readonly Model<"ChainStep">[] }) {
  const { prose } = useFormat();
  const stops = layPath(steps);
  return (
    <nav aria-label={`The chain: ${sayProgress(stops)}`}>
      <ol className={styles.path}>
        {stops.map((stop, index) => (
          <li key={stop.page} className={`${styles.stop} ${stop.isWalked ? styles.walked : ""}`}>
            <Link to={stop.address} className={styles.link} aria-current={stop.isNext ? "step" : undefined}>
              <span className={`${styles.mark} ${styles[stop.state]}`} aria-hidden><Mark stop={stop} number={index + 1} /></span>
              <span className={styles.words}>
                <span className={styles.title}>{stop.title}</span>
                <VisuallyHidden>, {stop.word}: </VisuallyHidden>
                <span className={styles.state}>{prose(stop.sentence)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Mark({ stop, number }: { stop: Stop; number: number }) {
  if (stop.state === "done") return <IconCheck size={18} stroke={2.6} />;
  if (stop.state === "stale") return <IconClockExclamation size={18} stroke={2} />;
  if (stop.isNext) return <IconPlayerPlayFilled size={14} />;
  return <Text span size="sm" fw={600} c="inherit">{number}</Text>;
}
