import { Center, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { ProblemError, ProjectProvider, useProjectQuery } from "@/api";
import { FormatProvider } from "@/format";
import { Problem, Working } from "@/parts";
import { SignIn } from "@/features/start/SignIn";
import Start from "@/features/start";
import { router } from "./routes";

/** Nothing is drawn before it is known which project this is: a folder without one begins with its files. */
export function ProjectGate({ children }: { children: ReactNode }) {
  const query = useProjectQuery();
  if (query.isPending) return <Center h="100vh"><Working what="Opening the project" /></Center>;
  if (query.error instanceof ProblemError && query.error.status === 401) return <SignIn />;
  if (query.error || !query.data) return <Center component="main" h="100vh" p="md"><VisuallyHidden component="h1">Satsuma</VisuallyHidden><Problem error={query.error} retry={() => query.refetch()} /></Center>;
  return (
    <ProjectProvider value={query.data}>
      <FormatProvider locale={query.data.locale} currency={query.data.currency} timezone={query.data.timezone}>
        {query.data.state === "empty" ? <Start begun={goToUnderstood} /> : children}
      </FormatProvider>
    </ProjectProvider>
  );
}

/** The app is not drawn yet when a project begins; its first page is then what was understood. */
function goToUnderstood() {
  void router.navigate("/start", { replace: true });
}
