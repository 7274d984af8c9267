import { Button, Group, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { IconArrowsSplit, IconPlus, IconSearch, IconTopologyStar } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { useProject } from "@/api";
import { AsOfInput, Empty, Loaded, Page, Section, useAsOf, Warnings } from "@/parts";
import { Division } from "./Division";
import { type Listed, useListing } from "./listing";
import { SegmentTable } from "./SegmentTable";

const STATES = [{ value: "on", label: "On" }, { value: "off", label: "Off" }, { value: "all", label: "All" }];

/** All segments with their sizes, and the segmentations that divide everyone. */
export function SegmentList() {
  const project = useProject();
  const [asOf] = useAsOf();
  const listing = useListing(asOf);
  const [search, setSearch] = useState("");
  const [state, setState] = useState("on");
  const [owner, setOwner] = useState<string | null>(null);
  const isWanted = ({ definition, title, name }: Listed) =>
    (state === "all" || definition.enabled === (state === "on")) &&
    (!owner || definition.owner === owner) &&
    search.toLowerCase().split(/\s+/).every((word) => `${title} ${name} ${definition.description ?? ""} ${definition.owner ?? ""}`.toLowerCase().includes(word));
  const actions = (
    <>
      <Button component={Link} to="/segments/overlaps" variant="default" leftSection={<IconTopologyStar size={16} />}>Overlaps</Button>
      <Button component={Link} to="/segments/divide/new" variant="default" leftSection={<IconArrowsSplit size={16} />}>New segmentation</Button>
      <Button component={Link} to="/segments/new" leftSection={<IconPlus size={16} />}>New segment</Button>
    </>
  );
  return (
    <Page title="Segments" lead="Named groups of customers, each with a rule that anybody can read. Segments may overlap; a segmentation puts everyone in exactly one place." actions={actions}>
      <Loaded query={listing} what="Reading the segments">
        {({ segments, divisions, warnings }) => {
          const owners = [...new Set(segments.map((segment) => segment.definition.owner).filter((name): name is string => Boolean(name)))].sort();
          if (!segments.length && !divisions.length)
            return (
              <Empty title="No segments yet" actions={<Button component={Link} to="/segments/new">Make the first one</Button>}>
                A segment is a rule such as “ordered at least twice in the last 90 days”. Begin from a template that fits your data, or build your own; sizes are counted while you choose.
              </Empty>
            );
          return (
            <Stack gap="lg">
              {divisions.length > 0 && (
                <Section title="Segmentations" about="Everyone is in exactly one part; the first rule that fits decides." bare>
                  <Stack gap="md">{divisions.map((division) => <Division key={division.name} division={division} />)}</Stack>
                </Section>
              )}
              <Section
                title="Segments"
                actions={
                  <Group gap="xs" align="flex-end">
                    <TextInput size="xs" w={190} placeholder="Search" aria-label="Search segments" leftSection={<IconSearch size={14} />} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
                    {owners.length > 0 && <Select size="xs" w={150} placeholder="Any owner" aria-label="Owner" data={owners} value={owner} onChange={setOwner} clearable />}
                    <SegmentedControl size="xs" aria-label="State" data={STATES} value={state} onChange={setState} />
                    {project.has_run && <AsOfInput last={project.as_of} />}
                  </Group>
                }
              >
                <SegmentTable segments={segments.filter(isWanted)} isSizing={listing.isSizing} />
              </Section>
              <Warnings warnings={warnings} />
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}
