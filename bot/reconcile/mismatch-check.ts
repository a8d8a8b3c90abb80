import type { CheckContent, CheckRun } from "../../src/ports/github/checks.ts";
import type { Finding } from "../../src/registry/finding.ts";
import { isMismatchTitle, renderMismatchCheck } from "../../src/report/mismatch-issue.ts";
import type { BotContext } from "./context.ts";
import { applyCheck, findOwnCheck } from "./own-check.ts";

const agreeAgain: CheckContent = {
  title: "The registry agrees again",
  summary: "Tags, Releases and manifests of this commit agree again.",
  conclusion: "neutral",
};

/**
 * Fails the check `ml/promotion` on each commit whose tags are contradicted. As long as that stands no promotion
 * and no Deployment writes over it ({@link applyPromotionCheck}); afterwards the next look at them says their state.
 *
 * @param findings of all models: two may be on one commit.
 * @param hasChanged whether the findings are others than last time: then it is taken back from commits without any.
 */
export async function applyMismatchChecks(
  findings: readonly Finding[],
  hasChanged: boolean,
  { github }: Pick<BotContext, "github">,
): Promise<void> {
  if (findings.length === 0 && !hasChanged) return;
  const commits = new Map((await github.gitData.listTags("")).map((tag) => [tag.name, tag.commitSha]));
  const contradicted = Map.groupBy(findings, ({ tag }) => commits.get(tag));
  for (const [commit, found] of contradicted) {
    if (commit !== undefined)
      await applyCheck("ml/promotion", commit, renderMismatchCheck(found), { github });
  }
  if (!hasChanged) return;
  for (const commit of new Set(commits.values())) {
    if (contradicted.has(commit)) continue;
    if (saysMismatch(await findOwnCheck("ml/promotion", commit, { github })))
      await applyCheck("ml/promotion", commit, agreeAgain, { github });
  }
}

/** Brings the check `ml/promotion` of a commit to what a promotion or a Deployment says, unless it fails because the registry contradicts. */
export async function applyPromotionCheck(
  commit: string,
  content: CheckContent,
  context: Pick<BotContext, "github">,
): Promise<"unchanged" | "changed" | "contradictions"> {
  if (saysMismatch(await findOwnCheck("ml/promotion", commit, context))) return "contradictions";
  return await applyCheck("ml/promotion", commit, content, context);
}

function saysMismatch(own: CheckRun | undefined): boolean {
  return own?.conclusion === "failure" && isMismatchTitle(own.title ?? "");
}
