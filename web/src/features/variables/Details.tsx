import { Anchor, Button, Code, Drawer, Group, List, Stack, Text, Title } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link } from "react-router";
import { useFormat } from "@/format";
import { FamilyBadge, Figure, Histogram, Usable } from "@/parts";
import type { Described } from "./listing";
import { Remove } from "./Remove";
import { describeKind } from "./Row";

const WORDS = new Set(["category", "set", "flag", "text", "identifier"]);
const PLACES: Record<string, { word: string; to: string }> = {
  variables: { word: "variable", to: "/variables?variable=" },
  segments: { word: "segment", to: "/segments/" },
  segmentations: { word: "segmentation", to: "/segments/" },
  targets: { word: "target", to: "/targets/" },
  objectives: { word: "objective", to: "/targets/" },
  discoveries: { word: "study", to: "/discover/" },
};

/** Everything about one variable, beside the list. */
export function Details({ found, population, close }: { found: Described | null; population: number; close: () => void }) {
  return (
    <Drawer opened={found !== null} onClose={close} position="right" size="lg" title={found?.info.title ?? ""} styles={{ title: { fontWeight: 650, fontSize: "1.3rem", overflowWrap: "anywhere" } }}>
      {found && <Content found={found} population={population} close={close} />}
    </Drawer>
  );
}

function Content({ found, population, close }: { found: Described; population: number; close: () => void }) {
  const format = useFormat();
  const { info, distribution, used_by: uses = [] } = found;
  const show = (value: number | null | undefined) => (info.kind === "share" ? format.share(value) : format.value(value, info.kind, info.currency));
  const quantiles = distribution?.quantiles ?? [];
  return (
    <Stack gap="lg" pb="xl">
      <Group gap="sm">
        <FamilyBadge family={info.family} />
        <Text size="sm" c="dimmed">{describeKind(info.kind, info.currency)}</Text>
        {info.sensitivity !== "ordinary" && <Text size="sm" c="dimmed">{info.sensitivity}</Text>}
      </Group>
      {distribution ? (
        <>
          <Histogram bins={distribution.bins ?? []} isOrdered={!WORDS.has(info.kind)} label={`How ${info.title} is spread`} />
          <Group gap="xl">
            <Figure value={format.share(population ? distribution.n / population : 0)} label="known for" note={`${format.count(distribution.n)} of ${format.count(population)}`} />
            {quantiles.length === 7 && info.kind !== "date" && <Figure value={show(quantiles[3])} label="median" note={`middle 90 %: ${show(quantiles[1])} – ${show(quantiles[5])}`} />}
            {distribution.mean !== null && distribution.mean !== undefined && <Figure value={show(distribution.mean)} label="average" />}
            {quantiles.length !== 7 && <Figure value={format.count(distribution.distinct)} label={distribution.distinct === 1 ? "value" : "different values"} />}
          </Group>
          <Stack gap="xs">
            <Title order={3}>Can groups be made of it?</Title>
            <Usable usable={distribution.usable} />
            <List size="sm" spacing={4}>
              {distribution.reasons.map((reason) => <List.Item key={reason}>{reason}</List.Item>)}
            </List>
          </Stack>
        </>
      ) : (
        <Text size="sm">
          {info.allowed === false
            ? "This variable is sensitive. It is neither used nor shown until the project allows it."
            : "This variable holds personal values. Rules can use it; its values are not shown."}
        </Text>
      )}
      {info.as_known_on && <Text size="sm" c="dimmed">Looking back, it is still as known on {format.day(info.as_known_on)}.</Text>}
      <Stack gap="xs">
        <Title order={3}>Where it comes from</Title>
        {info.expression ? <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{info.expression}</Code> : <Text size="sm">{info.origin === "column" ? "A column of your files." : "A model of this project."}</Text>}
      </Stack>
      <Stack gap="xs">
        <Title order={3}>Where it is used</Title>
        {uses.length === 0 && <Text size="sm" c="dimmed">Nowhere yet.</Text>}
        {uses.length > 0 && (
          <List size="sm" spacing={4}>
            {uses.map((use) => (
              <List.Item key={`${use.section}/${use.name}`}>
                <Anchor component={Link} size="sm" to={`${PLACES[use.section]?.to ?? "/"}${encodeURIComponent(use.name)}`}>{use.title}</Anchor>{" "}
                <Text span c="dimmed">({PLACES[use.section]?.word})</Text>
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
      <Group gap="sm">
        <Button component={Link} to={`/variables/edit/${encodeURIComponent(info.name)}`} variant="default" leftSection={<IconPencil size={16} aria-hidden />}>Edit</Button>
        <Remove name={info.name} title={info.title} uses={uses} removed={close} />
      </Group>
    </Stack>
  );
}
