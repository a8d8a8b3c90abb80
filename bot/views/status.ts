import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { ArtifactState } from "../../src/registry/registry-state.ts";
import { escapeText } from "../../src/report/escape.ts";

/** One model's line of the status. */
export interface StatusRow {
  readonly model: string;
  /** In the order of the policy. */
  readonly environments: readonly string[];
  readonly state: ArtifactState;
  readonly retraining: PullRequest | undefined;
}

/** The reply to `/ml status`: one table for all models. */
export function renderStatus(rows: readonly StatusRow[]): string {
  if (rows.length === 0) return "The policy has no such model. (`unknown.model`)";
  const environments = [...new Set(rows.flatMap((row) => row.environments))];
  const header = ["Model", ...environments, "Newest", "Retraining"];
  const lines = rows.map((row) => [
    escapeText(row.model),
    ...environments.map((name) => cell(row, name)),
    ...tail(row),
  ]);
  return [header, header.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cell({ state, environments }: StatusRow, environment: string): string {
  if (!environments.includes(environment)) return "";
  const current = state.environments.get(environment)?.current;
  if (current?.version === undefined || current.version === null) return "–";
  return `**${current.version}** since ${current.assignedAt.slice(0, 10)}`;
}

function tail({ state, retraining }: StatusRow): readonly string[] {
  return [state.versions[0]?.version ?? "–", retraining === undefined ? "–" : `#${retraining.number}`];
}
