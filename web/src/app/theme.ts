import { createTheme, DEFAULT_THEME, type MantineColorsTuple } from "@mantine/core";

/** The one accent colour: step 7 carries white text at 4.5:1, step 5 is the fruit itself. */
const satsuma: MantineColorsTuple = [
  "#fff5eb",
  "#fde6d0",
  "#fac9a0",
  "#f6aa6d",
  "#f28f42",
  "#ea7a22",
  "#d95f0e",
  "#b84c08",
  "#963d07",
  "#732f06",
];

/** Warm greys, so that pages look like paper and not like steel. */
const gray: MantineColorsTuple = [
  "#faf8f5",
  "#f3f0eb",
  "#e8e3dc",
  "#d8d1c7",
  "#bdb4a8",
  "#94897c",
  "#6e6459",
  "#544b42",
  "#3a332c",
  "#241f1a",
];

const dark: MantineColorsTuple = [
  "#e9e4de",
  "#cfc8c0",
  "#b0a79d",
  "#8b8279",
  "#5a534c",
  "#443e38",
  "#332e29",
  "#26221e",
  "#1d1a17",
  "#141210",
];

/** A kept palette whose darkest step is dark enough for text on its own tint (4.5:1). */
function darken(name: keyof typeof DEFAULT_THEME.colors, ink: string, tint?: string): MantineColorsTuple {
  const steps = [...DEFAULT_THEME.colors[name]!];
  steps[9] = ink;
  if (tint) steps[1] = tint;
  return steps as unknown as MantineColorsTuple;
}

export const theme = createTheme({
  primaryColor: "satsuma",
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  colors: {
    satsuma,
    gray,
    dark,
    teal: darken("teal", "#06573f", "#dff3ea"),
    yellow: darken("yellow", "#7a4300", "#fdf0cf"),
    red: darken("red", "#9b1c1c"),
    blue: darken("blue", "#12508f"),
    orange: darken("orange", "#8f3305"),
    green: darken("green", "#1d5a2a"),
  },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, monospace",
  defaultRadius: "md",
  cursorType: "pointer",
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.85rem", lineHeight: "1.2" },
      h2: { fontSize: "1.25rem", lineHeight: "1.3" },
      h3: { fontSize: "1.05rem", lineHeight: "1.35" },
    },
  },
  components: {
    DateInput: { defaultProps: { clearButtonProps: { "aria-label": "Clear the date" } } },
    Select: { defaultProps: { clearButtonProps: { "aria-label": "Clear" } } },
    MultiSelect: { defaultProps: { clearButtonProps: { "aria-label": "Clear all" } } },
    Button: { defaultProps: { radius: "md" } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } } },
    Drawer: { defaultProps: { closeButtonProps: { "aria-label": "Close" }, attributes: { header: { role: "presentation" } } } }, // its <header> is no page banner
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    Modal: { defaultProps: { closeButtonProps: { "aria-label": "Close" }, attributes: { header: { role: "presentation" } }, radius: "lg", centered: true, overlayProps: { backgroundOpacity: 0.4, blur: 2 } } },
  },
});
