import type { Config } from "vega-lite";

const ink = "#767676";
const grid = "#80808033";
const font = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif";

/** How plots look: one grey that is readable on light and dark, no background, faint grid lines. */
export const plotTheme: Config = {
  background: "transparent",
  font,
  view: { stroke: null },
  title: { color: ink, fontSize: 14, fontWeight: 600, offset: 12 },
  axis: {
    domainColor: ink,
    tickColor: ink,
    gridColor: grid,
    labelColor: ink,
    titleColor: ink,
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 8,
    tickCount: 6,
    labelOverlap: true,
  },
  legend: {
    labelColor: ink,
    titleColor: ink,
    labelFontSize: 11,
    titleFontSize: 12,
    labelLimit: 240,
    symbolOpacity: 1,
  },
  header: { labelColor: ink, titleColor: ink, labelFontSize: 12 },
  line: { strokeWidth: 2 },
  point: { size: 40 },
};
