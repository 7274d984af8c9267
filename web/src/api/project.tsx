import { createContext, type ReactNode, useContext } from "react";
import { api, type Model } from "./client";

export type ProjectStanding = Model<"ProjectStanding">;

const Project = createContext<ProjectStanding | null>(null);

export function useProjectQuery() {
  return api.useQuery("get", "/v1/project", {}, { staleTime: 60_000 });
}

export function ProjectProvider({ value, children }: { value: ProjectStanding; children: ReactNode }) {
  return <Project.Provider value={value}>{children}</Project.Provider>;
}

/** The project that is served. */
export function useProject(): ProjectStanding {
  const project = useContext(Project);
  if (!project) throw new Error("useProject outside ProjectProvider");
  return project;
}
