import { Box, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconArrowsExchange, IconArrowRight } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Interval, Section } from "@/parts";
import { Matrix } from "./Matrix";
import classes from "./patterns.module.css";

type Found = Model<"Associations">;

const FIRST = 6;

/** What goes together, in sentences with intervals; what is not what it seems; the map of all. */
export function Together({ found }: { found: Found }) {
  const [showsAll, setShowsAll] = useState(false);
  const { told, rest } = useMemo(() => sort(found), [found]);
  const flagged = found.adjusted.filter((each) => each.reversed || each.halved).sort((a, b) => Number(b.reversed) - Number(a.reversed));
  const shown = showsAll ? told : told.slice(0, FIRST);
  return (
    <Section title="What goes together" about={found.sentences[0] && withoutFigures(found.sentences[0])}>
      <Stack gap="sm" role="list" aria-label="What goes together">
        {shown.map((pair) => <Pair key={`${pair.first} ${pair.second}`} pair={pair} />)}
      </Stack>
      {told.length > FIRST && (
        <Button variant="subtle" onClick={() => setShowsAll(!showsAll)} aria-expanded={showsAll} style={{ alignSelf: "flex-start" }}>
          {showsAll ? "Show the strongest only" : `Show all ${told.length}`}
        </Button>
      )}
      {flagged.length > 0 && <Reversals flagged={flagged} />}
      {rest.length > 0 && (
        <details>
          <Text component="summary" size="sm" fw={600} c="dimmed" style={{ cursor: "pointer" }}>What is left out here: pairs that say the same, or go together by definition</Text>
          <Stack gap={4} pt="xs">
            {rest.map((sentence) => <Text key={sentence} size="sm" c="dimmed">{sentence}</Text>)}
          </Stack>
        </details>
      )}
      <Matrix found={found} />
    </Section>
  );
}

/** Pairs that a sentence speaks of, in the sentences' order and then by strength; sentences about several pairs apart. */
export function sort(found: Found) {
  const bySentence = new Map(found.pairs.map((pair) => [pair.sentence, pair]));
  const first = found.sentences.map((each) => bySentence.get(each)).filter((pair) => pair !== undefined && !pair.duplicate) as Model<"Association">[];
  const flagged = new Set(found.adjusted.map((each) => each.sentence));
  const rest = found.sentences.slice(1).filter((each) => !bySentence.has(each) && !flagged.has(each));
  const strongest = found.pairs.filter((pair) => pair.adjusted_p <= 0.05 && !pair.duplicate).sort((a, b) => b.strength - a.strength);
  return { told: first.length ? first : strongest, rest };
}

function Pair({ pair }: { pair: Model<"Association"> }) {
  const format = useFormat();
  const isSigned = pair.measure === "spearman";
  const low = isSigned && pair.value < 0 ? -pair.high : pair.low;
  const high = isSigned && pair.value < 0 ? -pair.low : pair.high;
  const label = `Strength ${format.number(pair.strength, 2)}, 95 % interval ${format.number(low, 2)} to ${format.number(high, 2)}`;
  return (
    <Group role="listitem" gap="md" wrap="nowrap" align="flex-start">
      <Text style={{ flex: 1 }}>{plain(pair.sentence)}</Text>
      <Box w={{ base: 84, sm: 180 }} style={{ flexShrink: 0 }} title={label}>
        <Interval value={pair.strength} low={Math.max(0, low)} high={Math.min(1, high)} label={label} />
        <Text size="xs" c="dimmed" className="figures" ta="right">{format.number(pair.strength, 2)} <span style={{ whiteSpace: "nowrap" }}>n = {format.count(pair.n)}</span></Text>
      </Box>
    </Group>
  );
}

/** The sentence without the figures that stand beside it. */
function plain(sentence: string): string {
  return sentence.replace(/ \([^()]*n = [\d,.\s]+\)\.$/, ".");
}

/** What a sentence says without what stands in brackets. */
function withoutFigures(sentence: string): string {
  return sentence.replace(/ \([^()]*\d[^()]*\)/g, "");
}

function Reversals({ flagged }: { flagged: readonly Model<"AdjustedEffect">[] }) {
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? flagged : flagged.slice(0, 3);
  return (
    <Stack gap="sm">
      <div>
        <Group gap="xs">
          <IconArrowsExchange size={20} aria-hidden />
          <Title order={3}>Not what it seems</Title>
        </Group>
        <Text size="sm" c="dimmed">These patterns shrink, vanish or turn round once a third variable is held constant. Do not act on them as they stand.</Text>
      </div>
      {shown.map((each) => (
        <Box key={each.sentence} className={classes.reversal}>
          <Group gap="xs" mb={2}>
            <Text size="sm" fw={650}>{each.reversed ? "Turns round" : "Mostly explained away"}</Text>
            <Text size="sm" className="figures" c="dimmed" aria-label={`${format.number(each.crude, 2)} as seen, ${format.number(each.adjusted, 2)} with the third variable held constant`}>
              {format.number(each.crude, 2)} <IconArrowRight size={13} style={{ verticalAlign: "-2px" }} aria-hidden /> {format.number(each.adjusted, 2)}
            </Text>
          </Group>
          <Text size="sm" title={each.sentence}>{withoutFigures(each.sentence)}</Text>
        </Box>
      ))}
      {flagged.length > 3 && (
        <Button variant="subtle" size="xs" onClick={() => setShowsAll(!showsAll)} aria-expanded={showsAll} style={{ alignSelf: "flex-start" }}>
          {showsAll ? "Show three" : `Show all ${flagged.length}`}
        </Button>
      )}
    </Stack>
  );
}
