import { Tabs } from "@mantine/core";
import { IconDatabase, IconFilterX, IconReportMoney, IconZoomQuestion } from "@tabler/icons-react";
import { Route, Routes, useLocation, useNavigate } from "react-router";
import { useProject } from "@/api";
import { Empty, Page, RunAgain } from "@/parts";
import { Coverage } from "./Coverage";
import { Quality } from "./Quality";
import { SetAside } from "./SetAside";
import { SourcePage } from "./SourcePage";
import { Sources } from "./Sources";

const TABS = [
  { path: "sources", title: "Sources", icon: IconDatabase },
  { path: "quality", title: "Quality and money", icon: IconReportMoney },
  { path: "set-aside", title: "Set-aside rows", icon: IconFilterX },
  { path: "known", title: "What is known", icon: IconZoomQuestion },
] as const;

export default function Data() {
  return (
    <Routes>
      <Route path="source/:name" element={<SourcePage />} />
      <Route path="*" element={<Overview />} />
    </Routes>
  );
}

function Overview() {
  const project = useProject();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const open = TABS.find(({ path }) => pathname.startsWith(`/data/${path}`))?.path ?? "sources";
  const needsRun = <Empty title="Not looked at yet">This shows after the first run. Check your sources, then run.</Empty>;
  return (
    <Page title="Data" lead="Where everything comes from: what was understood of each file, what was set aside, and why." actions={<RunAgain />}>
      <Tabs value={open} onChange={(value) => void navigate(value === "sources" ? "/data" : `/data/${value}`)} keepMounted={false}>
        <Tabs.List mb="lg">
          {TABS.map(({ path, title, icon: Icon }) => (
            <Tabs.Tab key={path} value={path} leftSection={<Icon size={16} stroke={1.7} aria-hidden />}>{title}</Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="sources"><Sources /></Tabs.Panel>
        <Tabs.Panel value="quality">{project.has_run ? <Quality /> : needsRun}</Tabs.Panel>
        <Tabs.Panel value="set-aside">{project.has_run ? <SetAside /> : needsRun}</Tabs.Panel>
        <Tabs.Panel value="known">{project.has_run ? <Coverage /> : needsRun}</Tabs.Panel>
      </Tabs>
    </Page>
  );
}
