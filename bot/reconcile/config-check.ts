import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { CheckContent } from "../../src/ports/github/checks.ts";
import { escapeText } from "../../src/report/escape.ts";
import type { BotContext } from "./context.ts";
import { lintHead, type ConfigProblem } from "./lint-head.ts";
import { applyCheck, findOwnCheck } from "./own-check.ts";

/** Problems that are written out; the others are counted. */
const maxShown = 100;

/**
 * Brings the check `ml/config` of the live head to what linting its own policy and pipeline says; all problems at once,
 * each on its line. A head is linted once: its files cannot change.
 */
export async function reconcileConfigCheck(
  pull: PullRequest,
  context: Pick<BotContext, "github">,
): Promise<"valid" | "invalid"> {
  const earlier = await findOwnCheck("ml/config", pull.headSha, context);
  if (earlier?.status === "completed") return earlier.conclusion === "failure" ? "invalid" : "valid";
  const lint = await lintHead(pull.headSha, context);
  const content = describeLint(lint);
  await applyCheck("ml/config", pull.headSha, content, context);
  return content.conclusion === "failure" ? "invalid" : "valid";
}

function describeLint(lint: Awaited<ReturnType<typeof lintHead>>): CheckContent {
  const { problems, files } = lint;
  if (files.length === 0) {
    return { title: "No policy", summary: "There is no `.github/pawl.yml`.", conclusion: "neutral" };
  }
  if (problems.length === 0) {
    return {
      title: "The configuration is valid",
      summary: `Read: ${files.join(", ")}.`,
      conclusion: "success",
    };
  }
  const lines = problems.slice(0, maxShown).map(renderProblem);
  const more = problems.length > maxShown ? [`- and ${problems.length - maxShown} more`] : [];
  return {
    title: problems.length === 1 ? "1 problem" : `${problems.length} problems`,
    summary: [...lines, ...more].join("\n"),
    conclusion: "failure",
    annotations: problems.slice(0, maxShown).map((problem) => ({
      path: problem.path,
      startLine: problem.line,
      endLine: problem.line,
      level: "failure" as const,
      message: problem.message.slice(0, 1000),
    })),
  };
}

function renderProblem({ path, line, message }: ConfigProblem): string {
  return `- \`${path}\` line ${line}: ${escapeText(message, 500)}`;
}
