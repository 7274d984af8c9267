import { Box, Button, Group } from "@mantine/core";
import { IconDatabase, IconPlus, IconVariable } from "@tabler/icons-react";
import { Link, Route, Routes, useSearchParams } from "react-router";
import { api, useProject } from "@/api";
import { AsOfInput, Empty, Loaded, Page, RunAgain, useAsOf, Warnings } from "@/parts";
import { Details } from "./Details";
import { List } from "./List";
import { Maker } from "./Maker";

export default function Variables() {
  return (
    <Routes>
      <Route index element={<Overview />} />
      <Route path="new" element={<Maker />} />
      <Route path="edit/:name" element={<Maker />} />
    </Routes>
  );
}

/** All that is known of each customer, by family; one of them in detail beside it. */
function Overview() {
  const project = useProject();
  const [asOf] = useAsOf();
  const [parameters, setParameters] = useSearchParams();
  const unit = parameters.get("unit") ?? undefined;
  const query = api.useQuery("get", "/v1/distributions", { params: { query: { as_of: asOf, unit } } }, { enabled: project.has_run });
  const chosen = parameters.get("variable");
  const open = (name: string | null) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      if (name) after.set("variable", name);
      else after.delete("variable");
      return after;
    });
  const make = (
    <Button component={Link} to="/variables/new" leftSection={<IconPlus size={16} aria-hidden />}>Make a variable</Button>
  );
  return (
    <Page
      title="Variables"
      lead="What is known of each customer. Segments are made of these, and described by these."
      actions={project.has_run && <><AsOfInput last={project.as_of} />{make}</>}
    >
      {!project.has_run ? (
        <Empty icon={IconVariable} title="No variables measured yet" actions={<Button component={Link} to="/data" leftSection={<IconDatabase size={16} aria-hidden />}>Go to Data</Button>}>
          After the first run you see here what is known of each customer: age, orders, revenue, what they click. Check your sources and run.
        </Empty>
      ) : (
        <Loaded query={query} what="Measuring the variables">
          {(data) => (
            <>
              {(data.warnings ?? []).length > 0 && (
                <Group justify="space-between" align="flex-start" gap="sm">
                  <Box style={{ flex: "1 1 300px" }}><Warnings warnings={data.warnings} /></Box>
                  <RunAgain />
                </Group>
              )}
              <List data={data} open={(name) => open(name)} />
              <Details found={data.variables.find(({ info }) => info.name === chosen) ?? null} population={data.population} close={() => open(null)} />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}
