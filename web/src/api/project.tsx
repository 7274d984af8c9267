import { createContext, type ReactNode, useContext } from "react";
import { api, type Model } from "./client";

export type ProjectView = Model<"ProjectView">;

const Project = createContext<ProjectView | null>(null);

export function useProjectQuery() {
  return api.useQuery("get", "/v1/project", {}, { staleTime: 60_000 });
}

export function ProjectProvider({ value, children }: { value: ProjectView; children: ReactNode }) {
  return <Project.Provider value={value}>{children}</Project.Provider>;
}

/** The project that is served. */
export function useProject(): ProjectView {
  const project = useContext(Project);
  if (!project) throw new Error("useProject outside ProjectProvider");
  return project;
}
