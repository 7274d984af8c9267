import { Box, Group, Stack, Table, Text, ThemeIcon, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconChevronRight, IconMinus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { layRows, listMust } from "./criteria";
import styles from "./scorecard.module.css";

/** Segmentations as columns: the knock-outs in words first, then the points of every criterion, its reason on request. */
export function SideBySide({ cards }: { cards: readonly Model<"Scorecard">[] }) {
  const format = useFormat();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (name: string) => setOpen((before) => { const after = new Set(before); if (!after.delete(name)) after.add(name); return after; });
  const column = (index: number) => (index === 0 && cards.length > 1 && cards[0]!.points !== null ? styles.best : undefined);
  return (
    <Table.ScrollContainer minWidth={220 + 230 * cards.length} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": "Segmentations side by side" } }}>
      <table className={styles.table}>
        <thead>
          <tr>
            <td><VisuallyHidden>Criterion</VisuallyHidden></td>
            {cards.map((card, index) => (
              <th key={card.name} scope="col" className={column(index)}>
                <Stack gap={2}>
                  <Text fw={600}>{card.title}</Text>
                  <Group gap={6} align="baseline">
                    <Text fz={34} fw={650} lh={1.1} className="figures" style={{ letterSpacing: "-0.03em" }}>{card.points === null ? "–" : format.number(card.points, 0)}</Text>
                    <Text size="sm" c="dimmed" fw={400}>{card.points === null ? "knocked out" : "of 100 points"}</Text>
                  </Group>
                  <Text size="xs" c="dimmed" fw={400}>{card.judged < 0.995 ? `${format.share(card.judged)} of the weights could be judged` : card.origin === "model" ? "found by a model" : "made of rules"}</Text>
                </Stack>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              Has to have
              <Text size="xs" c="dimmed" fw={400}>without one of these it is not used</Text>
            </th>
            {cards.map((card, index) => <td key={card.name} className={column(index)}><Must card={card} /></td>)}
          </tr>
          {layRows(cards).map((row) => (
            <tr key={row.criterion}>
              <th scope="row">
                <UnstyledButton aria-expanded={open.has(row.criterion)} onClick={() => toggle(row.criterion)} fw={600} fz="sm" style={{ display: "flex", gap: 6, alignItems: "center" }}>
                  <IconChevronRight size={14} aria-hidden style={{ transform: open.has(row.criterion) ? "rotate(90deg)" : undefined, transition: "transform 120ms" }} />
                  {row.title}
                  <VisuallyHidden>, why</VisuallyHidden>
                </UnstyledButton>
                <Text size="xs" c="dimmed" fw={400} pl={20}>weight {format.number(row.weight)}</Text>
              </th>
              {row.scores.map((score, index) => <td key={index} className={column(index)}>{score ? <Points score={score} isOpen={open.has(row.criterion)} /> : "–"}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </Table.ScrollContainer>
  );
}

function Must({ card }: { card: Model<"Scorecard"> }) {
  return (
    <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: "none" }}>
      {listMust(card).map(({ criterion, title, isMet, said }) => (
        <Group component="li" key={criterion} gap={8} wrap="nowrap" align="flex-start">
          <ThemeIcon size={18} radius="xl" variant="light" color={isMet === null ? "gray" : isMet ? "teal" : "red"} style={{ flex: "none", marginTop: 1 }} aria-hidden>
            {isMet === null ? <IconMinus size={11} /> : isMet ? <IconCheck size={11} stroke={3} /> : <IconX size={11} stroke={3} />}
          </ThemeIcon>
          <Box>
            <Text size="sm">{title}: {isMet === null ? "not to be judged" : isMet ? "met" : "not met"}</Text>
            {isMet === false && <Text size="sm" c="dimmed">{said}</Text>}
          </Box>
        </Group>
      ))}
    </Stack>
  );
}

function Points({ score, isOpen }: { score: Model<"Score">; isOpen: boolean }) {
  const format = useFormat();
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" className="figures">{score.figure}</Text>
        <Text size="sm" c="dimmed" className="figures">{score.points === null ? "no data" : format.number(score.points * 100, 0)}</Text>
      </Group>
      {score.points !== null && (
        <div className={styles.rail} aria-hidden>
          <div className={`${styles.bar} ${score.knocks_out ? styles.out : ""}`} style={{ width: `${Math.max(1, score.points * 100)}%` }} />
        </div>
      )}
      {isOpen && <Text size="sm" c="dimmed">{score.sentence}</Text>}
    </Stack>
  );
}
