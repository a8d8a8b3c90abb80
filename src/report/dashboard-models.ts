import type { DashboardModel, DashboardView } from "./dashboard-view.ts";
import { escapeText } from "./escape.ts";
import { renderTable, type TableColumn } from "./markdown-table.ts";

const mostEnvironments = 8;
const mostCandidates = 5;

/**
 * The table of the models, `most` of them. The columns of the run ledger are there only where there is one, and that of accelerator
 * time only where a run had one.
 */
export function renderModels(view: DashboardView, most: number): string {
  const { models } = view;
  if (models.length === 0) return "The policy has no model.";
  const shown = models.slice(0, most);
  const names = [...new Set(models.flatMap(({ environments }) => environments.map(({ name }) => name)))];
  const environments = names.slice(0, mostEnvironments);
  const columns = columnsOf(view, environments);
  const table = renderTable(
    columns,
    shown.map((model) => columns.map(({ render }) => render(model))),
  );
  const rest = models.length - shown.length;
  const hidden = names.length - environments.length;
  return [
    table,
    ...(rest > 0 ? [`${rest} more models are not shown.`] : []),
    ...(hidden > 0 ? [`${hidden} more environments are not shown.`] : []),
  ].join("\n\n");
}

type ModelColumn = TableColumn & { readonly render: (model: DashboardModel) => string };

function columnsOf(view: DashboardView, environments: readonly string[]): readonly ModelColumn[] {
  const { models, gpu, url } = view;
  const hasLedger = models.some(({ runs }) => runs !== undefined);
  const isPartial = gpu?.isPartial === true;
  return [
    { heading: "Model", render: ({ model }) => `**${escapeText(model)}**` },
    ...environments.map((name) => ({
      heading: escapeText(name),
      render: (model: DashboardModel) => environmentCell(model, name, url),
    })),
    { heading: "Newest", render: (model) => newestCell(model, url) },
    { heading: "Candidates and gates", render: candidatesCell },
    { heading: "Drift", render: driftCell },
    ...(hasLedger ? [{ heading: "Last train", render: lastTrainCell }] : []),
    ...(gpu === undefined
      ? []
      : [
          {
            heading: "GPU h, 30 d",
            align: "right" as const,
            render: ({ runs }: DashboardModel) =>
              runs === undefined ? "–" : formatHours(runs.gpuHours, isPartial),
          },
        ]),
  ];
}

/** Hours with one decimal below ten; `≥` where some may be missing. */
export function formatHours(hours: number, isPartial: boolean): string {
  const shown = hours >= 9.95 ? Math.round(hours).toLocaleString("en-US") : hours.toFixed(1);
  return `${isPartial ? "≥ " : ""}${shown}`;
}

function versionLink(version: string, tag: string | undefined, url: string): string {
  const shown = escapeText(version);
  return tag === undefined ? shown : `[${shown}](${url}/releases/tag/${encodeURIComponent(tag)})`;
}

function environmentCell({ environments }: DashboardModel, name: string, url: string): string {
  const found = environments.find((environment) => environment.name === name);
  if (found === undefined) return "";
  if (found.version === null) return "–";
  return `${versionLink(found.version, found.tag, url)}, since ${found.since?.slice(0, 10) ?? "?"}`;
}

function newestCell({ newest }: DashboardModel, url: string): string {
  if (newest === null) return "–";
  return `${versionLink(newest.version, newest.tag, url)}, ${newest.registeredAt.slice(0, 10)}`;
}

const gates = { pass: "✅", warn: "⚠️", fail: "❌", pending: "⏳" } as const;

function candidatesCell({ candidates, retraining }: DashboardModel): string {
  const shown = candidates.slice(0, mostCandidates).map(({ number, gate, verdict }) => {
    const words = verdict === undefined || gate === "pass" ? "" : ` ${escapeText(verdict, 60)}`;
    return `${gates[gate]} #${number}${words}`;
  });
  const rest = candidates.length - shown.length;
  const more = rest > 0 ? [`${rest} more`] : [];
  const isListed = candidates.some(({ number }) => number === retraining);
  const retrained = retraining === null || isListed ? [] : [`retraining #${retraining}`];
  return [...shown, ...retrained, ...more].join(", ") || "–";
}

function driftCell({ drift }: DashboardModel): string {
  const shown = drift.slice(0, mostCandidates);
  const names = shown.map(({ number, environment, kind }) => `🔴 #${number} (${environment}, ${kind})`);
  const rest = drift.length - shown.length;
  return [...names, ...(rest > 0 ? [`${rest} more`] : [])].join(", ") || "🟢";
}

function lastTrainCell({ runs }: DashboardModel): string {
  const last = runs?.lastTrain;
  if (last === undefined || last === null) return "–";
  return `${last.hasFailed ? "❌ " : ""}${last.at.slice(0, 10)}`;
}
