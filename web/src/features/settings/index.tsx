import { useDefinitions } from "@/api";
import { Loaded, Page } from "@/parts";
import { SettingsForm } from "./SettingsForm";

/** What the whole project goes by: its name and problem, its KPI, how things are written, and what may be shown. */
export default function Settings() {
  const stored = useDefinitions();
  return (
    <Page title="Settings" lead="What the whole project goes by.">
      <Loaded query={stored} what="Reading the settings">
        {(found) => <SettingsForm stored={found} />}
      </Loaded>
    </Page>
  );
}
