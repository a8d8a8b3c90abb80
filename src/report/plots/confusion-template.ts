/**
 * Counts of pairs of classes as a matrix, a matrix a revision.
 *
 * @param frame what every template has; `isNormalized`: shares of each row instead of counts.
 */
export function confusion({
  isNormalized,
  ...frame
}: Readonly<Record<string, unknown>> & { readonly isNormalized: boolean }): object {
  const shown = isNormalized ? "share" : "count";
  const axis = (name: "X" | "Y"): object => ({
    field: `<DVC_METRIC_${name}>`,
    type: "nominal",
    sort: "ascending",
    title: `<DVC_METRIC_${name}_LABEL>`,
  });
  return {
    ...frame,
    facet: { column: { field: "rev", sort: [], title: null }, row: "<DVC_METRIC_ROW>" },
    spec: {
      transform: [
        { aggregate: [{ op: "count", as: "count" }], groupby: ["<DVC_METRIC_Y>", "<DVC_METRIC_X>"] },
        { impute: "count", groupby: "<DVC_METRIC_GROUP_BY_Y>", key: "<DVC_METRIC_X>", value: 0 },
        { impute: "count", groupby: "<DVC_METRIC_GROUP_BY_X>", key: "<DVC_METRIC_Y>", value: 0 },
        { joinaggregate: [{ op: "sum", field: "count", as: "row_sum" }], groupby: ["<DVC_METRIC_Y>"] },
        { joinaggregate: [{ op: "max", field: "count", as: "greatest" }], groupby: [] },
        { calculate: "datum.row_sum == 0 ? 0 : datum.count / datum.row_sum", as: "share" },
        { calculate: isNormalized ? "datum.share" : "datum.count / datum.greatest", as: "depth" },
      ],
      encoding: { x: { ...axis("X"), axis: { labelAngle: -30 } }, y: axis("Y") },
      layer: [
        {
          width: "<DVC_METRIC_PLOT_WIDTH>",
          height: "<DVC_METRIC_PLOT_HEIGHT>",
          mark: { type: "rect", tooltip: true },
          encoding: {
            color: {
              field: shown,
              type: "quantitative",
              title: shown,
              scale: { scheme: "blues", ...(isNormalized ? { domain: [0, 1] } : { domainMin: 0 }) },
            },
          },
        },
        {
          mark: { type: "text" },
          encoding: {
            text: { field: shown, type: "quantitative", ...(isNormalized ? { format: ".2f" } : {}) },
            color: { condition: { test: "datum.depth > 0.5", value: "white" }, value: "black" },
          },
        },
      ],
    },
  };
}
