import type { CheckContent, CheckRun } from "../../src/ports/github/checks.ts";
import { checkExternalId as externalId, isOwnCheck } from "../../src/app/own-check.ts";
import type { BotContext } from "./context.ts";

/** The checks that the bot owns. */
export type CheckName = "ml/config" | "ml/metrics" | "ml/promotion";

/** Our check run of a commit, the newest when a crash left two. */
export async function findOwnCheck(
  name: CheckName,
  headSha: string,
  { github }: Pick<BotContext, "github">,
): Promise<CheckRun | undefined> {
  return (await listOwn(name, headSha, github))[0];
}

/**
 * Brings the check of a commit to `content`. Nothing is written when it says that already.
 * A crash after creating leaves one that the next call finds; two are brought to the same content.
 */
export async function applyCheck(
  name: CheckName,
  headSha: string,
  content: CheckContent,
  { github }: Pick<BotContext, "github">,
): Promise<"unchanged" | "changed"> {
  const own = await listOwn(name, headSha, github);
  const stale = own.filter((run) => !says(run, content));
  if (own.length > 0 && stale.length === 0) return "unchanged";
  for (const run of stale) await github.checks.update(run.id, { ...content, externalId });
  if (own.length === 0) await github.checks.create(name, headSha, { ...content, externalId });
  return "changed";
}

async function listOwn(
  name: CheckName,
  headSha: string,
  github: BotContext["github"],
): Promise<readonly CheckRun[]> {
  const self = await github.members.self();
  const runs = await github.checks.listForCommit(headSha, name);
  return runs.filter((run) => isOwnCheck(run, self)).sort((a, b) => b.id - a.id);
}

function says(run: CheckRun, content: CheckContent): boolean {
  const isConcluded = run.status === "completed";
  return (
    isConcluded === (content.conclusion !== undefined) &&
    (run.conclusion ?? undefined) === content.conclusion &&
    run.title === content.title &&
    run.summary === content.summary
  );
}
