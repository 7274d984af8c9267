import { Button, Drawer, Group, MultiSelect, Select, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { api, type Model, useProject } from "@/api";
import { Loaded } from "@/parts";
import type { ExploreOrder } from "./exploring";

type Info = Model<"VariableInfo">;

interface ExploreFormProperties {
  opened: boolean;
  /** The KPI that was looked at last. */
  kpi: string | null;
  close: () => void;
  explore: (order: ExploreOrder) => void;
}

/** Which variables to look at, and which KPI. */
export function ExploreForm({ opened, kpi, close, explore }: ExploreFormProperties) {
  const query = api.useQuery("get", "/v1/variables", {}, { enabled: opened });
  return (
    <Drawer opened={opened} onClose={close} position="right" size="md" title="Choose what to explore" closeButtonProps={{ "aria-label": "Close" }}>
      <Loaded query={query} what="Reading the variables">{(infos) => <Fields infos={infos} first={kpi} close={close} explore={explore} />}</Loaded>
    </Drawer>
  );
}

function Fields({ infos, first, close, explore }: { infos: readonly Info[]; first: string | null; close: () => void; explore: (order: ExploreOrder) => void }) {
  const project = useProject();
  const [variables, setVariables] = useState<string[]>([]);
  const [kpi, setKpi] = useState<string | null>(first);
  const [confirm, setConfirm] = useState<string[]>([]);
  const shown = useMemo(() => infos.filter((info) => info.allowed && info.unit === project.main_unit && info.sensitivity !== "personal"), [infos, project.main_unit]);
  const options = useMemo(() => group(shown), [shown]);
  const kpis = useMemo(() => group(shown.filter((info) => ["number", "money", "share", "flag", "ordered"].includes(info.kind))), [shown]);
  return (
    <Stack gap="lg">
      <MultiSelect
        label="Variables"
        description="None: all of them, and the result goes into the report."
        placeholder={variables.length ? undefined : "All variables"}
        data={options}
        value={variables}
        onChange={setVariables}
        searchable
        clearable
        maxDropdownHeight={320}
        clearButtonProps={{ "aria-label": "Choose none" }}
      />
      <Select
        label="What should move"
        description="The KPI. Variables are read as they were a year before; the KPI is what happened since."
        placeholder="The project’s KPI, or none for chosen variables"
        data={kpis}
        value={kpi}
        onChange={setKpi}
        searchable
        clearable
        clearButtonProps={{ "aria-label": "Take the project’s KPI" }}
      />
      <MultiSelect
        label="Known before, I am sure"
        description="Variables that look as if they already held the outcome are left out until a person confirms that they were known before it."
        data={options}
        value={confirm}
        onChange={setConfirm}
        searchable
      />
      <Text size="sm" c="dimmed">Chosen variables are compared with each other and with the KPI; the whole picture in the report stays as it is.</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>Cancel</Button>
        <Button onClick={() => explore({ variables, kpi, confirm })}>Explore</Button>
      </Group>
    </Stack>
  );
}

function group(infos: readonly Info[]) {
  const families = [...new Set(infos.map((info) => info.family ?? "other"))].sort();
  return families.map((family) => ({
    group: family.charAt(0).toUpperCase() + family.slice(1),
    items: infos.filter((info) => (info.family ?? "other") === family).map((info) => ({ value: info.name, label: info.title })),
  }));
}
