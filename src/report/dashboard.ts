import { formatAction, renderBox, type DashboardAction } from "./dashboard-boxes.ts";
import { formatHours, renderModels } from "./dashboard-models.ts";
import type { DashboardModel, DashboardView, GpuTotal } from "./dashboard-view.ts";
import { escapeText } from "./escape.ts";
import { renderTable } from "./markdown-table.ts";

/** The first line of the dashboard. */
export interface DashboardMarker {
  readonly repositoryId: number;
  /** Grows with each edit. */
  readonly sequence: number;
  /** ISO 8601 in whole seconds; when it was written. */
  readonly at: string;
}

/** Title of the issue. */
export const dashboardTitle = "🧭 Model dashboard";

const markerLine =
  /^<!-- pawl:dashboard v=1 repo=(\d{1,15}) seq=(\d{1,9}) at=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) -->$/;

/** Reads the marker of a body; `undefined` when there is none of this version. */
export function parseDashboardMarker(body: string): DashboardMarker | undefined {
  const [, repositoryId, sequence, at = ""] = markerLine.exec(body.split(/\r?\n/, 1)[0] ?? "") ?? [];
  if (repositoryId === undefined) return undefined;
  return { repositoryId: Number(repositoryId), sequence: Number(sequence), at };
}

/** A body below its marker. */
export function withMarker(marker: DashboardMarker, text: string): string {
  const { repositoryId, sequence, at } = marker;
  return `<!-- pawl:dashboard v=1 repo=${repositoryId} seq=${sequence} at=${at} -->\n${text}`;
}

/** A body without its first line, line ends as we write them: what GitHub shows of it. */
export function withoutMarker(body: string): string {
  return body.replaceAll("\r\n", "\n").split("\n").slice(1).join("\n").trimEnd();
}

/** Bodies are shorter than this, in UTF-16 units: GitHub takes 65,536. */
export const maxDashboardLength = 58_000;
/** Rows of each list, as many as fit. */
const levels = [200, 120, 60, 20, 5] as const;

/**
 * The dashboard as Markdown, without its marker: the same for the same facts, and shorter than 58,000 characters.
 * Untrusted text is escaped. Where a list is cut, it says how much is not shown.
 */
export function renderDashboard(view: DashboardView): string {
  const texts = levels.map((most) => () => renderAt(view, most));
  for (const render of texts) {
    const text = render();
    if (text.length < maxDashboardLength - 200) return text;
  }
  return renderAt(view, 1);
}

function renderAt(view: DashboardView, most: number): string {
  const parts = [
    `# ${dashboardTitle}`,
    renderHeadline(view),
    renderModels(view, most),
    section("Waiting for a person", waitingLines(view, most)),
    section("You may ask for", boxLines(view, most)),
    section("Locks", renderLocks(view, most)),
    section("Problems with this repository", problemLines(view, most)),
    // Without the rule the box would be one more line of the list above it.
    "---",
    renderBox({ kind: "refresh" }, "Refresh this page now"),
    "<sub>A tick is a request: the bot looks who ticked and what they may do, unticks it, and answers in a comment. What somebody writes into this page is written over.</sub>",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderHeadline(view: DashboardView): string {
  const { models, waiting, locks, problems, policySha, gpu } = view;
  const drifting = models.filter((model) => model.drift.length > 0).length;
  const counts = [
    `${models.length - drifting} without drift`,
    ...(drifting > 0 ? [`${drifting} drifting`] : []),
    ...(waiting.length > 0 ? [count(waiting.length, "promotion waits", "promotions wait")] : []),
    ...(locks.length > 0 ? [count(locks.length, "lock", "locks")] : []),
    ...(gpu === undefined ? [] : [gpuLine(gpu)]),
  ];
  const warning = problems.length === 0 ? "" : ` ⚠️ ${count(problems.length, "problem", "problems")}`;
  return `**${counts.join(" · ")}** · policy \`.github/pawl.yml@${policySha.slice(0, 7)}\`${warning}`;
}

function gpuLine({ hours, isPartial, price }: GpuTotal): string {
  const cost = price === undefined ? "" : ` (${price.amount.toFixed(2)} ${price.currency})`;
  return `GPU ${formatHours(hours, isPartial)} h in 30 d${cost}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function section(title: string, body: string): string {
  return body === "" ? "" : `## ${title}\n\n${body}`;
}

function cut(lines: readonly string[], all: number): string {
  const rest = all - lines.length;
  return [lines.join("\n"), ...(rest > 0 ? [`${rest} more are not shown.`] : [])].join("\n\n");
}

function waitingLines({ waiting, takesApprovals }: DashboardView, most: number): string {
  const lines = waiting.slice(0, most).map((entry) => {
    const what = `**${escapeText(entry.model)} ${escapeText(entry.version)}** to ${escapeText(entry.environment)}`;
    const asked = `asked for by ${escapeText(entry.requester)}${entry.pull === null ? "" : ` in #${entry.pull}`}`;
    const { approvals, needed, plan } = entry;
    const given = needed === undefined ? `${approvals} so far` : `${approvals} of ${needed}`;
    const end = `approvals: ${given}, until ${entry.expiresAt.slice(0, 16)}Z`;
    if (takesApprovals !== true) return `- ${what}: ${asked}, ${end}. \`/ml approve ${plan}\``;
    return renderBox(
      { kind: "approve", plan },
      `Approve ${what}: ${asked}, who must not be you; ${end}. \`/ml approve ${plan}\``,
    );
  });
  return cut(lines, waiting.length);
}

/** What the boxes of a dashboard may ask for; nothing else that is ticked counts. */
export function offeredActions(view: Offering): readonly DashboardAction[] {
  const { models, waiting, takesApprovals = false } = view;
  const offered = models.flatMap((model): readonly DashboardAction[] => [
    ...retrainings(model),
    ...promotions(model),
  ]);
  const approvals = takesApprovals ? waiting.map(({ plan }) => ({ kind: "approve" as const, plan })) : [];
  return [{ kind: "refresh" }, ...offered, ...approvals];
}

type Offering = Pick<DashboardView, "models" | "waiting" | "takesApprovals">;

function retrainings({ model, drift, retraining }: DashboardModel): readonly DashboardAction[] {
  if (retraining !== null) return [];
  return drift.slice(0, 1).map(({ number }) => ({ kind: "retrain", model, issue: number }));
}

/** The newest version into the first environment of the policy that has another one. */
function promotions({ model, environments, newest }: DashboardModel): readonly DashboardAction[] {
  const behind = environments.find(({ version }) => version !== newest?.version);
  if (newest === null || behind === undefined) return [];
  return [{ kind: "promote", model, version: newest.version, environment: behind.name }];
}

function boxLines(view: DashboardView, most: number): string {
  const offered = offeredActions(view).filter(({ kind }) => kind === "retrain" || kind === "promote");
  const lines = offered
    .slice(0, most)
    .map((action) => renderBox(action, `${describeAction(action)}${estimate(action, view)}`));
  return cut(lines, offered.length);
}

/** What a retraining is likely to hold of accelerators: as much as the training before. */
function estimate(action: DashboardAction, { models }: DashboardView): string {
  const last =
    action.kind === "retrain"
      ? models.find(({ model }) => model === action.model)?.runs?.lastTrain
      : undefined;
  const hours = last?.gpuHours ?? 0;
  return hours > 0 ? ` (the last training took ${formatHours(hours, false)} GPU h)` : "";
}

/** What an action asks for, as Markdown. */
export function describeAction(action: DashboardAction): string {
  switch (action.kind) {
    case "refresh":
      return "Refresh this page";
    case "retrain":
      return `Retrain **${escapeText(action.model)}** for #${action.issue}`;
    case "approve":
      return `Approve \`${action.plan}\``;
    case "promote":
      return `Promote **${escapeText(action.model)} ${escapeText(action.version)}** to ${escapeText(action.environment)}`;
    default:
      return action satisfies never;
  }
}

/** The offered action of a text, found by `matches` on {@link formatAction}. */
export function findAction(view: Offering, matches: (text: string) => boolean): DashboardAction | undefined {
  return offeredActions(view).find((action) => matches(formatAction(action)));
}

function renderLocks({ locks }: DashboardView, most: number): string {
  const rows = locks
    .slice(0, most)
    .map((lock) => [
      escapeText(lock.model === null ? lock.environment : `${lock.environment} / ${lock.model}`),
      `${lock.pull === null ? "" : `#${lock.pull}, `}${escapeText(lock.login)}`,
      `${lock.at.slice(0, 16)}Z`,
      `${lock.expiresAt.slice(0, 16)}Z`,
      escapeText(lock.reason, 200),
    ]);
  const headings = ["Environment", "Held by", "Since", "Until", "Reason"].map((heading) => ({ heading }));
  const table = renderTable(headings, rows);
  return rows.length < locks.length ? `${table}\n\n${locks.length - rows.length} more are not shown.` : table;
}

function problemLines({ problems }: DashboardView, most: number): string {
  const lines = problems
    .slice(0, most)
    .map(({ path, line, message }) => `- \`${path}\` line ${line}: ${escapeText(message, 300)}`);
  return cut(lines, problems.length);
}
