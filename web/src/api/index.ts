export { api, client, type Model } from "./client";
export { ProblemError, readProblem, type Finding, type ProblemBody } from "./problem";
export { ProjectProvider, useProject, useProjectQuery, type ProjectStanding } from "./project";
export { useJob, useJobs, useStartedJob, type Job } from "./jobs";
