import { MantineProvider, localStorageColorSchemeManager } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { ProjectGate } from "./ProjectGate";
import { router } from "./routes";
import { theme } from "./theme";

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: false, refetchOnWindowFocus: true } },
});
const colours = localStorageColorSchemeManager({ key: "satsuma-colours" });

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colours}>
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queries}>
        <ProjectGate>
          <RouterProvider router={router} />
        </ProjectGate>
      </QueryClientProvider>
    </MantineProvider>
  );
}
