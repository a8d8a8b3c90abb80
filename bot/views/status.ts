import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { ArtifactState } from "../../src/registry/registry-state.ts";
import type { DashboardView } from "../../src/report/dashboard-view.ts";
import { escapeText } from "../../src/report/escape.ts";
import type { Candidate } from "../reconcile/dashboard-facts.ts";

/** One model's line of the status. */
export interface StatusRow {
  readonly model: string;
  /** In the order of the policy. */
  readonly environments: readonly string[];
  readonly state: ArtifactState;
  readonly retraining: PullRequest | undefined;
  /** Newest first. */
  readonly candidates: readonly Pick<Candidate, "pull" | "gate">[];
}

/** What the rows have in common. */
export interface StatusSurroundings extends Pick<DashboardView, "locks" | "waiting"> {
  /** Runs of the pipeline. */
  readonly queue: { readonly waiting: number; readonly working: number };
}

const most = 20;
const mostCandidates = 5;

/** The reply to `/ml status`: one table for all models, then locks and promotions that wait, 20 of each at most. */
export function renderStatus(rows: readonly StatusRow[], around: StatusSurroundings): string {
  if (rows.length === 0) return "The policy has no such model. (`unknown.model`)";
  const environments = [...new Set(rows.flatMap((row) => row.environments))];
  const header = ["Model", ...environments, "Newest", "Candidates", "Retraining"];
  const lines = rows.map((row) => [
    escapeText(row.model),
    ...environments.map((name) => cell(row, name)),
    ...tail(row),
  ]);
  const table = [header, header.map(() => "---"), ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
  return [table, listOf(waitingLines(around)), listOf(lockLines(around)), queueLine(around)]
    .filter((part) => part !== "")
    .join("\n\n");
}

function listOf(lines: readonly string[]): string {
  const rest = lines.length - most;
  return [...lines.slice(0, most), ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n");
}

function waitingLines({ waiting }: StatusSurroundings): readonly string[] {
  return waiting.map(({ model, version, environment, requester, approvals, plan }) => {
    const what = `${escapeText(model)} ${escapeText(version)} to ${escapeText(environment)}`;
    return `- ⏳ ${what}, asked for by ${escapeText(requester)}, approvals so far: ${approvals}: \`/ml approve ${plan}\``;
  });
}

function lockLines({ locks }: StatusSurroundings): readonly string[] {
  return locks.map(({ environment, model, login, pull, reason, expiresAt }) => {
    const what = model === null ? environment : `${model} in ${environment}`;
    const holder = `${escapeText(login)}${pull === null ? "" : ` in #${pull}`}`;
    return `- 🔒 ${escapeText(what)}: ${holder}, until ${expiresAt.slice(0, 16)}Z: ${escapeText(reason, 200)}`;
  });
}

function queueLine({ queue }: StatusSurroundings): string {
  return `Pipeline runs: ${queue.waiting} waiting, ${queue.working} working.`;
}

function cell({ state, environments }: StatusRow, environment: string): string {
  if (!environments.includes(environment)) return "";
  const current = state.environments.get(environment)?.current;
  if (current?.version === undefined || current.version === null) return "–";
  return `**${current.version}** since ${current.assignedAt.slice(0, 10)}`;
}

const gates = { pass: "✅", warn: "⚠️", fail: "❌", pending: "⏳" } as const;

function tail({ state, retraining, candidates }: StatusRow): readonly string[] {
  const shown = candidates.slice(0, mostCandidates).map(({ pull, gate }) => `${gates[gate]} #${pull.number}`);
  const rest = candidates.length - shown.length;
  return [
    state.versions[0]?.version ?? "–",
    [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(", ") || "–",
    retraining === undefined ? "–" : `#${retraining.number}`,
  ];
}
