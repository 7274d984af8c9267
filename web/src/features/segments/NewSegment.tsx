import { Anchor, Badge, Button, Group, SegmentedControl, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPencil, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { api, type Model, putDefinition, useDefinitions, useProject } from "@/api";
import { Loaded, Page, Section, useAsOf } from "@/parts";
import { addressOf, nameFor, type SegmentDefinition } from "./listing";
import { LiveSize } from "./LiveSize";
import { SegmentForm } from "./SegmentForm";
import classes from "./segments.module.css";

type Offer = Model<"TemplateOffer">;
interface Beginning {
  definition: SegmentDefinition;
  requires: Readonly<Record<string, SegmentDefinition>>;
}

/** A new segment: from nothing, from a template as it fits this company, or with the rule of the address (`?rule=`). */
export function NewSegment() {
  const project = useProject();
  const go = useNavigate();
  const [asOf, setAsOf] = useAsOf();
  const definitions = useDefinitions();
  const [search] = useSearchParams();
  const brought = search.get("rule");
  const [unit, setUnit] = useState(search.get("unit") ?? project.main_unit);
  const [begun, setBegun] = useState<Beginning | null>(() => (brought ? { definition: { rule: brought, unit, title: null, enabled: true }, requires: {} } : null));
  if (!begun) {
    const blank: SegmentDefinition = { rule: "everyone", unit, title: null, enabled: true };
    return (
      <Page title="New segment" lead="Begin with a rule of your own, or with a template: its windows come from how often your own customers buy again.">
        <Section title="From nothing">
          <Group>
            {(project.units?.length ?? 0) > 1 && <SegmentedControl aria-label="About whom" value={unit} onChange={setUnit} data={(project.units ?? []).map((name) => ({ value: name, label: name }))} />}
            <Button leftSection={<IconPencil size={16} />} onClick={() => setBegun({ definition: blank, requires: {} })}>Build a rule</Button>
          </Group>
        </Section>
        <Templates onPick={(offer) => setBegun({ definition: offer.definition!, requires: offer.requires ?? {} })} />
      </Page>
    );
  }
  const taken = new Set(Object.keys(definitions.data?.definitions.segments ?? {}));
  const makeRequired = async () => {
    for (const [name, definition] of Object.entries(begun.requires)) if (!taken.has(name)) await putDefinition("segments", name, definition, null);
    return true;
  };
  return (
    <Page title="New segment" wide lead={<Anchor component="button" type="button" onClick={() => setBegun(null)}>Begin in another way</Anchor>}>
      <SegmentForm
        name={(title) => nameFor(title, taken)}
        first={begun.definition}
        etag={null}
        asOf={asOf}
        onAsOf={setAsOf}
        before={makeRequired}
        onSaved={(name) => {
          notifications.show({ title: "Saved", message: "The segment is part of the project. Run again to report with it." });
          setTimeout(() => void go(addressOf(name)), 0);
        }}
      />
    </Page>
  );
}

function Templates({ onPick }: { onPick: (offer: Offer) => void }) {
  const query = api.useQuery("get", "/v1/templates", {}, { staleTime: 60_000 });
  const [search, setSearch] = useState("");
  return (
    <Section title="Templates" about="Those that your data do not allow yet say what they need." actions={<TextInput size="xs" placeholder="Search" aria-label="Search templates" leftSection={<IconSearch size={14} />} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />}>
      <Loaded query={query} what="Fitting the templates to your data">
        {({ templates }) => {
          const found = templates.filter((offer) => `${offer.title} ${offer.action} ${offer.sentence ?? ""}`.toLowerCase().includes(search.toLowerCase()));
          const sorted = [...found.filter((offer) => offer.available), ...found.filter((offer) => !offer.available)];
          return <div className={classes.templates}>{sorted.map((offer) => <Template key={offer.name} offer={offer} onPick={() => onPick(offer)} />)}</div>;
        }}
      </Loaded>
    </Section>
  );
}

function Template({ offer, onPick }: { offer: Offer; onPick: () => void }) {
  const canUse = offer.available && offer.definition;
  return (
    <UnstyledButton className={classes.template} disabled={!canUse} data-lacking={!canUse || undefined} onClick={onPick}>
      <Stack gap={6} h="100%">
        <Group gap={6} justify="space-between" wrap="nowrap" align="flex-start">
          <Text fw={600} size="sm">{offer.title}</Text>
          {offer.market === "B2B" && <Badge size="xs" variant="light" color="gray">B2B</Badge>}
        </Group>
        <Text size="xs" c="dimmed" lineClamp={3}>{offer.sentence ?? offer.action}</Text>
        <div style={{ marginTop: "auto" }}>
          {canUse ? <LiveSize rule={offer.definition!.rule} unit={offer.definition!.unit} title={offer.title} /> : <Text size="xs" fw={500}>{offer.lacks ?? "needs data that are not there"}</Text>}
        </div>
        {(offer.segments?.length ?? 0) > 0 && <Text size="xs" c="dimmed">Already in the project</Text>}
      </Stack>
    </UnstyledButton>
  );
}
