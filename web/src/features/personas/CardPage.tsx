import "./personas.css";
import { Anchor, Breadcrumbs, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { api } from "@/api";
import { AsOfInput, Chart, FieldMerge, Loaded, Page, Problem, Section, useAsOf, Warnings } from "@/parts";
import { EditHead } from "./EditHead";
import { ExportMenu } from "./ExportMenu";
import { Field } from "./Field";
import { Header } from "./Header";
import { LineText } from "./LineText";
import { Plays } from "./Plays";
import { Quotes } from "./Quotes";
import { type Card, type Editor, useCard } from "./useCard";
import { Voice } from "./Voice";

const LABELS: Record<string, string> = {
  name: "Name", story: "Story", avatar: "Portrait", owner: "Owner", review_by: "Review by", tone: "Tone", do: "Do", dont: "Don't",
  subject_line: "Subject line", subject_author: "Who wrote the subject line", notes: "Notes", quotes: "Quotes", hidden: "Lines taken off", plays: "Plays chosen",
};

/** One segment as a card that a team reads, trusts and writes on. */
export function CardPage() {
  const segment = useParams()["*"] ?? "";
  const [asOf] = useAsOf();
  const editor = useCard(segment, asOf);
  return (
    <Page
      title={editor.card.data?.name ?? "Persona"}
      untitled={Boolean(editor.card.data)}
      actions={<><AsOfInput last={editor.card.data?.as_of} /><ExportMenu name={segment} asOf={asOf} /></>}
      lead={<Breadcrumbs><Anchor component={Link} to="/personas" size="sm">Personas</Anchor><Anchor component={Link} to={`/segments/${segment}`} size="sm">The segment's rule</Anchor></Breadcrumbs>}
    >
      <Loaded query={editor.card} what="Drawing the card">{(card) => <Sheet card={card} editor={editor} />}</Loaded>
    </Page>
  );
}

function Sheet({ card: shown, editor }: { card: Card; editor: Editor }) {
  const card = { ...shown, definition: editor.definition ?? shown.definition };
  const [isEditing, setEditing] = useState(false);
  const who = api.useQuery("get", "/v1/session").data?.who ?? "somebody";
  const today = new Date().toISOString().slice(0, 10);
  const editing = { definition: card.definition, author: who, today, onChange: editor.change };
  return (
    <Stack gap="md">
      {Boolean(editor.error) && <Problem error={editor.error} />}
      {editor.merge && <FieldMerge base={editor.merge.base} mine={editor.merge.mine} theirs={editor.merge.theirs} labels={LABELS} onSave={(merged) => void editor.merge?.save(merged)} onClose={editor.merge.close} />}
      {isEditing && <EditHead card={card} isSaving={editor.isSaving} onSave={editor.change} onClose={() => setEditing(false)} />}
      <Header card={card} onEdit={() => setEditing(true)} onName={() => void editor.change({ name: card.name })} />
      <Warnings warnings={card.warnings} />
      {card.suppressed && <Text c="dimmed">Too few customers to describe them without giving persons away. Widen the rule, or join this segment with another.</Text>}
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="md">
        {card.sections.map((section) => <Field key={section.field} section={section} {...editing} />)}
      </SimpleGrid>
      {card.business.length > 0 && (
        <Section title="Doing business with them" about="Who decides, how long it takes, what is won, what speaks against it.">
          <Stack component="ul" gap={7} p={0} m={0} style={{ listStyle: "none" }}>
            {card.business.map((line) => <li key={line.id}><LineText line={line} /></li>)}
          </Stack>
        </Section>
      )}
      <Plays card={card} onChange={editor.change} />
      <Voice card={card} author={who} onChange={editor.change} />
      <Quotes card={card} onChange={editor.change} />
      {Object.keys(card.charts).length > 0 && (
        <Section title="In pictures">
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
            {Object.entries(card.charts).map(([name, spec]) => <Chart key={name} spec={spec} />)}
          </SimpleGrid>
        </Section>
      )}
    </Stack>
  );
}
