import {
  IconChartDots3,
  IconCompass,
  IconDatabase,
  IconHome,
  IconLayoutColumns,
  IconScale,
  IconTarget,
  IconUsersGroup,
  IconVariable,
  IconId,
  type Icon,
} from "@tabler/icons-react";

export interface PageEntry {
  path: string;
  title: string;
  icon: Icon;
}

/** The pages in the order of the chain, as the navigation shows them. */
export const PAGES: readonly PageEntry[] = [
  { path: "/", title: "Home", icon: IconHome },
  { path: "/targets", title: "Targets", icon: IconTarget },
  { path: "/data", title: "Data", icon: IconDatabase },
  { path: "/variables", title: "Variables", icon: IconVariable },
  { path: "/patterns", title: "Patterns", icon: IconChartDots3 },
  { path: "/discover", title: "Discover", icon: IconCompass },
  { path: "/segments", title: "Segments", icon: IconUsersGroup },
  { path: "/scorecard", title: "Scorecard", icon: IconScale },
  { path: "/personas", title: "Personas", icon: IconId },
  { path: "/compare", title: "Compare", icon: IconLayoutColumns },
];
