import { Anchor, Button, Tabs, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Link, useParams, useSearchParams } from "react-router";
import { api, useDefinitions } from "@/api";
import { useFormat } from "@/format";
import { Empty, Loaded, Page, Section, useAsOf } from "@/parts";
import { Why } from "@/features/rules";
import { After } from "./After";
import { EditList } from "./EditList";
import { addressOfDivision, plain, type SegmentDefinition } from "./listing";
import { Markers } from "./Markers";
import { Remove } from "./Remove";
import { SegmentForm } from "./SegmentForm";
import classes from "./segments.module.css";
import { Using } from "./Using";

/** One segment, or one part of a segmentation. */
export function SegmentPage() {
  const name = useParams()["*"] ?? "";
  const query = useDefinitions();
  return (
    <Loaded query={query} what="Reading the segment">
      {({ definitions, etags }) => {
        const definition = definitions.segments?.[name];
        const [division, part] = name.split("/");
        const owner = part ? definitions.segmentations?.[division!] : undefined;
        if (!definition && !owner) return <Page title="No such segment"><Empty title="There is no such segment" actions={<Button component={Link} to="/segments">All segments</Button>}>It may have been renamed or removed.</Empty></Page>;
        const priority = owner?.priorities.find((one) => one.name === part);
        const source = definition ?? (priority?.segment ? definitions.segments?.[priority.segment] : undefined);
        return <One key={name} name={name} definition={definition} etag={etags.segments?.[name] ?? null} division={division!} title={definition?.title ?? priority?.title ?? source?.title ?? (part === owner?.residual ? owner?.residual_title : undefined) ?? plain(part ?? name)} usedBy={users(definitions.segmentations ?? {}, name)} />;
      }}
    </Loaded>
  );
}

function users(segmentations: Readonly<Record<string, { title?: string | null; priorities: readonly { segment?: string | null }[] }>>, name: string) {
  return Object.entries(segmentations).filter(([, each]) => each.priorities.some((part) => part.segment === name)).map(([key, each]) => ({ name: key, title: each.title ?? plain(key) }));
}

interface OneProperties {
  name: string;
  title: string;
  /** None for a part of a segmentation. */
  definition: SegmentDefinition | undefined;
  etag: string | null;
  division: string;
  usedBy: readonly { name: string; title: string }[];
}

function One({ name, title, definition, etag, division, usedBy }: OneProperties) {
  const format = useFormat();
  const [asOf, setAsOf] = useAsOf();
  const [search, setSearch] = useSearchParams();
  const profile = api.useQuery("get", "/v1/profiles/{name}", { params: { path: { name }, query: asOf ? { as_of: asOf } : {} } }, { retry: false });
  const tab = search.get("tab") ?? (definition ? "rule" : "who");
  const show = (next: string | null) => setSearch((before) => { before.set("tab", next ?? "rule"); return before; }, { replace: true });
  const size = profile.data?.size;
  return (
    <Page
      title={title}
      wide
      lead={
        <>
          {size ? `${format.count(size.customers)} customers, ${format.share(size.share)} of everyone${asOf ? `, looking back from ${format.day(asOf)}` : ""}.` : profile.isPending ? "Counting …" : "Not counted in a run yet."}
          {!definition && <> A part of the segmentation <Anchor component={Link} to={addressOfDivision(division)}>{plain(division)}</Anchor>.</>}
        </>
      }
      actions={
        <>
          <Button component={Link} variant="default" to={`/personas/${name}`}>Persona and plays</Button>
          {definition && etag && <Remove section="segments" name={name} title={title} etag={etag} usedBy={usedBy.map((each) => each.title)} />}
        </>
      }
    >
      {usedBy.length > 0 && <Text size="sm" c="dimmed">Used by {usedBy.map((each, index) => <span key={each.name}>{index > 0 && ", "}<Anchor component={Link} to={addressOfDivision(each.name)} size="sm">{each.title}</Anchor></span>)}.</Text>}
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="lg" className={classes.tabs}>
          {definition && <Tabs.Tab value="rule">Rule</Tabs.Tab>}
          <Tabs.Tab value="who">What sets them apart</Tabs.Tab>
          <Tabs.Tab value="next">What happened next</Tabs.Tab>
          <Tabs.Tab value="use">Use elsewhere</Tabs.Tab>
          <Tabs.Tab value="one">One customer</Tabs.Tab>
          {definition && <Tabs.Tab value="edits">Edits</Tabs.Tab>}
        </Tabs.List>
        {definition && (
          <Tabs.Panel value="rule" keepMounted>
            <SegmentForm name={() => name} first={definition} etag={etag} asOf={asOf} onAsOf={setAsOf} onSaved={() => notifications.show({ title: "Saved", message: `${title} is saved. Run again to report with it.` })} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="who"><Loaded query={profile} what="Comparing with everyone">{(found) => <Markers profile={found} />}</Loaded></Tabs.Panel>
        <Tabs.Panel value="next"><After name={name} /></Tabs.Panel>
        <Tabs.Panel value="use"><Using name={name} asOf={asOf} action={definition?.action ?? size?.action ?? null} /></Tabs.Panel>
        <Tabs.Panel value="one"><Section title="One customer" about="Why somebody is in this segment, or what keeps them out."><Why segment={name} unit={definition?.unit} asOf={asOf} /></Section></Tabs.Panel>
        <Tabs.Panel value="edits"><EditList section="segments" name={name} /></Tabs.Panel>
      </Tabs>
    </Page>
  );
}
