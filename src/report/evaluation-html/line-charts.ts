import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import type { CurvePoints } from "../../evaluation/report-sections-schema.ts";
import { colorBySide, frame, guide, type ReportChart, sides } from "./chart-parts.ts";

interface LinePlot {
  readonly champion: CurvePoints | null;
  readonly challenger: CurvePoints;
  readonly xTitle: string;
  readonly yTitle: string;
  /** Both axes from 0 to 1. */
  readonly isShare: boolean;
  /** A dashed line from corner to corner. */
  readonly hasDiagonal: boolean;
  readonly hasPoints: boolean;
}

/** ROC, precision and recall, and calibration; nothing where the report has none. */
export function curveCharts({ curves }: EvaluationReport): readonly ReportChart[] {
  if (curves === undefined) return [];
  const share = { isShare: true, hasDiagonal: false, hasPoints: false, section: "plots" };
  const kinds = [
    {
      ...share,
      id: "roc",
      title: "ROC curve",
      pair: curves.roc,
      xTitle: "False positive rate",
      yTitle: "True positive rate",
      hasDiagonal: true,
    },
    {
      ...share,
      id: "precision-recall",
      title: "Precision and recall",
      pair: curves.precisionRecall,
      xTitle: "Recall",
      yTitle: "Precision",
    },
    {
      ...share,
      id: "calibration",
      title: "Calibration",
      pair: curves.calibration,
      xTitle: "Mean predicted probability",
      yTitle: "Share of positives",
      hasDiagonal: true,
      hasPoints: true,
    },
  ];
  return kinds.flatMap(({ pair, id, title, section, ...plot }) =>
    pair === null || pair.challenger.length === 0
      ? []
      : [
          {
            id,
            section,
            title,
            description: `${plot.yTitle} over ${plot.xTitle.toLowerCase()} of champion and this PR`,
            ...lineSpecifications({ ...plot, ...pair }),
          },
        ],
  );
}

const mostLearningCurves = 12;

/** Series of training at base and head. */
export function learningCharts({ learningCurves = [] }: EvaluationReport): readonly ReportChart[] {
  return learningCurves.slice(0, mostLearningCurves).flatMap(({ name, base, head }, index) =>
    head.length === 0
      ? []
      : [
          {
            id: `learning-${index}`,
            section: "learning",
            title: name,
            description: "A series of training at base and in this PR, by step",
            ...lineSpecifications({
              champion: base,
              challenger: head,
              xTitle: "Step",
              yTitle: "Value",
              isShare: false,
              hasDiagonal: false,
              hasPoints: head.length <= 50,
            }),
          },
        ],
  );
}

function lineSpecifications(plot: LinePlot): Pick<ReportChart, "specification" | "picture"> {
  const scale = plot.isShare ? { domain: [0, 1] } : { zero: false };
  const x = { field: "x", type: "quantitative", title: plot.xTitle, scale };
  const y = { field: "y", type: "quantitative", title: plot.yTitle, scale };
  const values = (["champion", "challenger"] as const).flatMap((side) =>
    (plot[side] ?? []).map(([px, py]) => ({ x: px, y: py, side: sides[side] })),
  );
  const tooltip = [
    { field: "side", title: "Model" },
    { field: "x", title: plot.xTitle, format: ".4~g" },
    { field: "y", title: plot.yTitle, format: ".4~g" },
  ];
  const opacity = { condition: { param: "picked", value: 1 }, value: 0.15 };
  const diagonal = {
    data: {
      values: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    },
    mark: guide,
    encoding: { x, y },
  };
  const lines = {
    params: [{ name: "picked", select: { type: "point", fields: ["side"] }, bind: "legend" }, zoomByShift],
    mark: { type: "line", clip: true, ...(plot.hasPoints ? { point: { size: 36 } } : {}) },
    encoding: { x, y, color: colorBySide, opacity, order: null },
  };
  const points = {
    params: [{ name: "near", select: nearest }],
    mark: { type: "point", filled: true, size: 70, clip: true },
    encoding: {
      x,
      y,
      color: colorBySide,
      tooltip,
      opacity: { condition: { param: "near", empty: false, value: 1 }, value: 0 },
    },
  };
  const still = [...(plot.hasDiagonal ? [diagonal] : []), lines];
  const shared = { ...frame(300), data: { values } };
  return {
    specification: { ...shared, layer: [...still, points] },
    picture: { ...shared, layer: still },
  };
}

/** The wheel alone scrolls the page: a plot zooms and moves with the shift key held. */
const zoomByShift = {
  name: "zoom",
  bind: "scales",
  select: {
    type: "interval",
    zoom: "wheel![event.shiftKey]",
    translate: "[pointerdown[event.shiftKey], window:pointerup] > window:pointermove!",
  },
};

const nearest = { type: "point", on: "pointerover", nearest: true, clear: "pointerout" };
