export { api, client, type Model } from "./client";
export { download, saveFile } from "./download";
export { ProblemError, readProblem, type Finding, type ProblemBody } from "./problem";
export { ProjectProvider, useProject, useProjectQuery, type ProjectStanding } from "./project";
export { useJob, useJobs, useStartedJob, useWork, type Job } from "./jobs";
export { type DataFile, type Upload, useUploads } from "./uploads";
export { type Conflict, type DefinitionModels, type DefinitionSection, type EditResult, putDefinition, useDefinitions, useEditing } from "./definitions";
