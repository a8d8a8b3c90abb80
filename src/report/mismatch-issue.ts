import type { Finding } from "../registry/finding.ts";
import { escapeText } from "./escape.ts";

const mostFindings = 50;

/** The first line of the issue about a model's registry; its natural key. Names follow the policy's grammar. */
export function mismatchMarker(repositoryId: number, model: string): string {
  return `<!-- pawl:registry v=1 repo=${repositoryId} model=${model} -->`;
}

const titleStart = "Registry contradicts:";

/** Whether the title of a check is that of {@link renderMismatchCheck}. */
export function isMismatchTitle(title: string): boolean {
  return title.startsWith(titleStart);
}

/** The failed check of a commit whose tags are contradicted; the issues of its models have the same lines. */
export function renderMismatchCheck(findings: readonly Finding[]): {
  readonly title: string;
  readonly summary: string;
  readonly conclusion: "failure";
} {
  const models = [...new Set(findings.map(({ model }) => model))].toSorted();
  const summary = [
    "Tags, Releases and manifests contradict. What runs in an environment was not changed by that.",
    renderFindings(findings),
  ].join("\n\n");
  return { title: `${titleStart} ${models.join(", ").slice(0, 150)}`, summary, conclusion: "failure" };
}

/**
 * The issue about what contradicts in the registry of one model; the same for the same findings. Without findings it says
 * that nothing contradicts any more. Names are untrusted and are escaped; at most 50 findings are listed.
 */
export function renderMismatchIssue(
  marker: string,
  model: string,
  findings: readonly Finding[],
): { readonly title: string; readonly body: string } {
  const parts =
    findings.length === 0
      ? ["🟢 Tags, Releases and manifests agree again."]
      : [
          "🔴 Tags, Releases and manifests contradict. What runs in an environment was not changed by that.",
          renderFindings(findings),
          `\`npx pawl models verify --model ${model} --repository owner/name\` looks at all of it.`,
        ];
  return { title: `Registry of ${model}: contradictions`, body: `${[marker, ...parts].join("\n\n")}\n` };
}

function renderFindings(findings: readonly Finding[]): string {
  const lines = findings
    .slice(0, mostFindings)
    .map(({ reasonCode, reason, hint }) => `- \`${reasonCode}\`: ${escapeText(reason, 400)}. ${hint}`);
  const rest = findings.length - lines.length;
  return [lines.join("\n"), ...(rest > 0 ? [`${rest} more are not shown.`] : [])].join("\n\n");
}
