import { type ComponentType, lazy, Suspense } from "react";
import { createBrowserRouter } from "react-router";
import { Working } from "@/parts";
import { Lost } from "./Lost";
import { Shell } from "./Shell";

/** Each page is a bundle of its own: the first page is there before the builder is loaded. */
function page(load: () => Promise<{ default: ComponentType }>) {
  const Page = lazy(load);
  return (
    <Suspense fallback={<Working what="Opening the page" />}>
      <Page />
    </Suspense>
  );
}

export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <Lost />,
    children: [
      { path: "/", element: page(() => import("@/features/home")) },
      { path: "/start", element: page(() => import("@/features/start/Understood")) },
      { path: "/targets/*", element: page(() => import("@/features/targets")) },
      { path: "/data/*", element: page(() => import("@/features/data")) },
      { path: "/variables/*", element: page(() => import("@/features/variables")) },
      { path: "/patterns/*", element: page(() => import("@/features/patterns")) },
      { path: "/discover/*", element: page(() => import("@/features/discover")) },
      { path: "/segments/*", element: page(() => import("@/features/segments")) },
      { path: "/scorecard/*", element: page(() => import("@/features/scorecard")) },
      { path: "/personas/*", element: page(() => import("@/features/personas")) },
      { path: "/compare/*", element: page(() => import("@/features/compare")) },
      { path: "/settings", element: page(() => import("@/features/settings")) },
      { path: "*", element: <Lost /> },
    ],
  },
]);
