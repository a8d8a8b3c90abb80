import { tagsOnGitHub } from "../../src/app/read-models.ts";
import { verifyModels } from "../../src/app/verify-models.ts";
import type { Issue } from "../../src/ports/github/issues.ts";
import type { Finding } from "../../src/registry/finding.ts";
import { mismatchMarker, renderMismatchIssue } from "../../src/report/mismatch-issue.ts";
import type { BotContext } from "./context.ts";
import { applyMismatchChecks } from "./mismatch-check.ts";

/** Label of issues about contradictions in the registry. */
export const mismatchLabel = "ml/registry";

/** A Release that is being made is not yet there: none of these is a contradiction while the registration runs. */
const unfinished: readonly string[] = [
  "release.missing",
  "release.draft",
  "manifest.missing",
  "asset.incomplete",
];
const settledAfterMs = 3_600_000;

/**
 * Keeps one issue a model about what contradicts in its registry: opened, rewritten when the findings change, closed when
 * there are none; and the check `ml/promotion` fails on the commits of contradicted tags. It reads tags and Releases and writes
 * issues and checks alone: whatever was edited, no environment moves.
 *
 * @param live reads GitHub each time: whether a tag came while others were read shows only in lists that are read again.
 * @param context may remember what it has read, from now on.
 * @returns how many issues were opened, rewritten or closed.
 */
export async function reconcileMismatches(
  models: readonly string[],
  live: Pick<BotContext["github"], "gitData" | "commits">,
  context: BotContext,
): Promise<number> {
  const { github, clock } = context;
  const ports = { tags: tagsOnGitHub(live), github, clock };
  const { findings } = await verifyModels({ models, depth: "live" }, ports);
  const settled = await leaveOutUnfinished(findings, context);
  const { id } = await github.members.repository();
  const { login } = await github.members.self();
  const issues = await github.issues.list({ labels: [mismatchLabel], state: "all" });
  const wanted = models.map((model) => {
    const marker = mismatchMarker(id, model);
    const own = issues.filter((issue) => issue.authorLogin === login && issue.body.startsWith(`${marker}\n`));
    const issue = own.find(({ state }) => state === "open") ?? own.at(-1);
    const found = settled.filter((finding) => finding.model === model);
    return { issue, count: found.length, ...renderMismatchIssue(marker, model, found) };
  });
  // The issues come last: until they say how it is now, the checks are looked at.
  const hasChanged = wanted.some(({ issue, count, body }) =>
    issue === undefined ? count > 0 : issue.body !== body,
  );
  const told = settled.filter(({ model }) => models.includes(model));
  await applyMismatchChecks(told, hasChanged, context);
  let changed = 0;
  for (const { count, ...content } of wanted) changed += await settle(content, count, context);
  return changed;
}

async function settle(
  wanted: { readonly issue: Issue | undefined; readonly title: string; readonly body: string },
  count: number,
  { github }: BotContext,
): Promise<number> {
  const { issue, title, body } = wanted;
  if (issue === undefined) {
    if (count === 0) return 0;
    await github.issues.create({ title, body, labels: [mismatchLabel] });
    return 1;
  }
  // A person who closed it has seen these findings; others open it again.
  if (issue.body === body) return 0;
  const state = count === 0 ? ("closed" as const) : ("open" as const);
  await github.issues.update(issue.number, { title, body, state });
  return 1;
}

/** What may be a registration at work counts only an hour after the tag. */
async function leaveOutUnfinished(
  findings: readonly Finding[],
  { github, clock }: BotContext,
): Promise<readonly Finding[]> {
  if (!findings.some(({ reasonCode }) => unfinished.includes(reasonCode))) return findings;
  const taggedAt = new Map((await github.gitData.listTags("")).map((tag) => [tag.name, tag.taggedAt]));
  const settled = clock.now().getTime() - settledAfterMs;
  return findings.filter(
    ({ reasonCode, tag }) =>
      !unfinished.includes(reasonCode) || Date.parse(taggedAt.get(tag) ?? "1970-01-01") < settled,
  );
}
