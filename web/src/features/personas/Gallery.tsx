import "./personas.css";
import { Anchor, Button, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconId } from "@tabler/icons-react";
import { Link } from "react-router";
import { api, type Model } from "@/api";
import { AsOfInput, Empty, Loaded, Page, Section, useAsOf, Warnings } from "@/parts";
import { ExportMenu } from "./ExportMenu";
import { Tile } from "./Tile";

/** All cards at a glance: whom a team is about to talk to. */
export function Gallery() {
  const [asOf] = useAsOf();
  const query = api.useQuery("get", "/v1/personas", { params: { query: { as_of: asOf } } });
  const cards = query.data ? [...query.data.segments, ...Object.values(query.data.segmentations).flat()] : [];
  return (
    <Page
      title="Personas"
      lead="A card for each segment: who they are, what they need, how to talk to them. Filled from your data; what data cannot say, you write."
      actions={cards.length > 0 && <><AsOfInput last={query.data?.as_of} /><ExportMenu asOf={asOf} /></>}
    >
      <Loaded query={query} what="Drawing the cards">
        {(overview) => (
          <>
            <Warnings warnings={overview.warnings} />
            {cards.length === 0 && (
              <Empty title="No segments yet" icon={IconId} actions={<Button component={Link} to="/segments">Go to Segments</Button>}>
                A persona is the face of a segment. Make a segment by rule, or let a study find groups, and its card is here.
              </Empty>
            )}
            {Object.entries(overview.segmentations).map(([name, parts]) => (
              <Section key={name} bare title={overview.titles[name] ?? name} about="Together these are everyone." actions={<ExportMenu of={name} title={overview.titles[name] ?? name} asOf={asOf} />}>
                <Tiles cards={parts} />
              </Section>
            ))}
            {overview.segments.length > 0 && (
              <Section bare title="Segments" about="They may overlap: one customer can be in several.">
                <Tiles cards={overview.segments} />
              </Section>
            )}
            {cards.length > 0 && (
              <Text size="sm" c="dimmed">
                Two cards side by side? <Anchor component={Link} to="/compare" underline="always">Compare segments</Anchor>
              </Text>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Tiles({ cards }: { cards: readonly Model<"PersonaSummary">[] }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
      {cards.map((card) => (
        <Stack key={card.segment} component="li" gap={0}>
          <Tile card={card} />
        </Stack>
      ))}
    </SimpleGrid>
  );
}
