/** The drawing library, loaded with the first chart. Expressions are interpreted, never compiled: no `unsafe-eval`. */
import embed, { type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import type { Spec } from "./Chart";

interface Look {
  isDark: boolean;
  accent: string;
  ink: string;
  quiet: string;
  height?: number | undefined;
}

/** The specifications' own colours as they are read on a dark page. */
const NIGHT: Readonly<Record<string, string>> = {
  "#d95f0e": "#ea7a22",
  "#2f6f73": "#6fb3b8",
  "#7a4f9a": "#b794d6",
  "#b58a1b": "#dcb450",
  "#3b5b92": "#86a5dc",
  "#8d8377": "#a59a8e",
  "#a3261d": "#e5756c",
};

function recolour(spec: Spec): Spec {
  return JSON.parse(JSON.stringify(spec), (_key, value: unknown) => (typeof value === "string" ? (NIGHT[value] ?? value) : value)) as Spec;
}

export async function draw(element: HTMLElement, spec: Spec, look: Look) {
  const sized = fit(look.isDark ? recolour(spec) : spec, look.height);
  const result = await embed(element, sized as VisualizationSpec, {
    actions: false,
    renderer: "svg",
    ast: true,
    expr: expressionInterpreter,
    tooltip: { theme: look.isDark ? "dark" : "light" },
    config: style(look),
  });
  return { finalize: () => result.finalize(), toImageURL: (type: string, scale?: number) => result.view.toImageURL(type, scale) };
}

/** One plain view fills the page's width; facets and concatenations keep the sizes that they were given. */
function fit(spec: Spec, height?: number): Spec {
  const encoding = (spec.encoding ?? {}) as Record<string, unknown>;
  const isSingle = ("mark" in spec || "layer" in spec) && !["row", "column", "facet"].some((channel) => channel in encoding);
  if (!isSingle || typeof spec.$schema !== "string" || !spec.$schema.includes("vega-lite")) return spec;
  return { ...spec, width: "container", autosize: { type: "fit-x", contains: "padding" }, ...(height ? { height } : {}) };
}

function style({ accent, ink, quiet, isDark }: Look) {
  const font = "'Inter Variable', system-ui, sans-serif";
  return {
    background: "transparent",
    font,
    view: { stroke: "transparent" },
    title: { color: ink, fontSize: 13, fontWeight: 600 as const, anchor: "start" as const, offset: 12 },
    axis: { labelColor: ink, titleColor: ink, labelFontSize: 11.5, titleFontSize: 11.5, titleFontWeight: 500 as const, gridColor: quiet, gridOpacity: 0.6, domainColor: quiet, tickColor: quiet, labelLimit: 220 },
    axisQuantitative: { tickCount: 6 },
    axisTemporal: { tickCount: 6, labelOverlap: true },
    axisY: { domain: false, ticks: false, labelPadding: 8 },
    legend: { labelColor: ink, titleColor: ink, labelFontSize: 11.5, orient: "top" as const, symbolType: "circle" },
    header: { labelColor: ink, titleColor: ink },
    text: { color: ink },
    mark: { color: accent },
    bar: { cornerRadiusEnd: 3 },
    range: { category: [accent, ...(isDark ? ["#6fb3b8", "#b794d6", "#dcb450", "#86a5dc"] : ["#2f6f73", "#7a4f9a", "#b58a1b", "#3b5b92"]), "#8a9a3c", "#6f6259"] },
  };
}
