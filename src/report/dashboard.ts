import { formatAction, renderBox, type DashboardAction } from "./dashboard-boxes.ts";
import { escapeText } from "./escape.ts";
import { renderTable } from "./markdown-table.ts";

/** One model as the dashboard shows it. Names follow the policy's grammar; titles are untrusted. */
export interface DashboardModel {
  readonly model: string;
  /** In the order of the policy. */
  readonly environments: readonly {
    readonly name: string;
    /** `null`: nothing is there. */
    readonly version: string | null;
    /** ISO 8601. */
    readonly since: string | null;
  }[];
  readonly newest: { readonly version: string; readonly registeredAt: string } | null;
  /** Open pull requests with a report on the model, newest first. */
  readonly candidates: readonly {
    readonly number: number;
    readonly gate: "pass" | "warn" | "fail" | "pending";
  }[];
  /** Open drift issues. */
  readonly drift: readonly { readonly number: number; readonly environment: string; readonly kind: string }[];
  /** The open pull request of a retraining. */
  readonly retraining: number | null;
}

/** Everything that the dashboard shows. */
export interface DashboardView {
  readonly repositoryId: number;
  /** Of the default branch, 40 hexadecimal digits. */
  readonly policySha: string;
  readonly models: readonly DashboardModel[];
  /** Whether a tick may approve: only where nobody but us can write as we do. */
  readonly takesApprovals?: boolean;
  readonly waiting: readonly {
    /** As `/ml approve` takes it. */
    readonly plan: string;
    readonly model: string;
    readonly version: string;
    readonly environment: string;
    readonly requester: string;
    /** Given, of this plan or an earlier one; whether each counts is found out when it is carried out. */
    readonly approvals: number;
    /** Approvals that the environment needs; absent where the policy has it no more. */
    readonly needed?: number;
    readonly pull: number | null;
    readonly expiresAt: string;
  }[];
  readonly locks: readonly {
    readonly environment: string;
    readonly model: string | null;
    readonly login: string;
    readonly pull: number | null;
    readonly reason: string;
    readonly at: string;
    readonly expiresAt: string;
  }[];
  readonly problems: readonly { readonly path: string; readonly line: number; readonly message: string }[];
}

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
const levels = [200, 60, 20, 5] as const;
const mostEnvironments = 8;
const mostCandidates = 5;

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
    renderBox({ kind: "refresh" }, "Refresh this page now"),
    "<sub>A tick is a request: the bot looks who ticked and what they may do, unticks it, and answers in a comment. What somebody writes into this page is written over.</sub>",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderHeadline({ models, waiting, locks, problems, policySha }: DashboardView): string {
  const drifting = models.filter((model) => model.drift.length > 0).length;
  const counts = [
    `${models.length - drifting} without drift`,
    ...(drifting > 0 ? [`${drifting} drifting`] : []),
    ...(waiting.length > 0 ? [count(waiting.length, "promotion waits", "promotions wait")] : []),
    ...(locks.length > 0 ? [count(locks.length, "lock", "locks")] : []),
  ];
  const warning = problems.length === 0 ? "" : ` ⚠️ ${count(problems.length, "problem", "problems")}`;
  return `**${counts.join(" · ")}** · policy \`.github/pawl.yml@${policySha.slice(0, 7)}\`${warning}`;
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

function renderModels({ models }: DashboardView, most: number): string {
  if (models.length === 0) return "The policy has no model.";
  const shown = models.slice(0, most);
  const names = [...new Set(models.flatMap(({ environments }) => environments.map(({ name }) => name)))];
  const columns = names.slice(0, mostEnvironments);
  const headings = ["Model", ...columns.map((name) => escapeText(name)), "Newest", "Candidates", "Drift"];
  const rows = shown.map((model) => [
    `**${escapeText(model.model)}**`,
    ...columns.map((name) => environmentCell(model, name)),
    model.newest === null
      ? "–"
      : `${escapeText(model.newest.version)}, ${model.newest.registeredAt.slice(0, 10)}`,
    candidatesCell(model),
    driftCell(model),
  ]);
  const table = renderTable(
    headings.map((heading) => ({ heading })),
    rows,
  );
  const rest = models.length - shown.length;
  const hidden = names.length - columns.length;
  return [
    table,
    ...(rest > 0 ? [`${rest} more models are not shown.`] : []),
    ...(hidden > 0 ? [`${hidden} more environments are not shown.`] : []),
  ].join("\n\n");
}

function environmentCell({ environments }: DashboardModel, name: string): string {
  const found = environments.find((environment) => environment.name === name);
  if (found === undefined) return "";
  if (found.version === null) return "–";
  return `${escapeText(found.version)}, since ${found.since?.slice(0, 10) ?? "?"}`;
}

const gates = { pass: "✅", warn: "⚠️", fail: "❌", pending: "⏳" } as const;

function candidatesCell({ candidates, retraining }: DashboardModel): string {
  const shown = candidates.slice(0, mostCandidates).map(({ number, gate }) => `${gates[gate]} #${number}`);
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
  const lines = offered.slice(0, most).map((action) => renderBox(action, describeAction(action)));
  return cut(lines, offered.length);
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
