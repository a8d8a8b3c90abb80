import { join } from "node:path";
import { bringUpModels } from "../app/bring-up-models.ts";
import type { ComparedRevision } from "../app/compare.ts";
import { explain } from "../app/explain.ts";
import { artifactNames } from "../app/evaluate-run/workflow-files.ts";
import { planChampion } from "../app/evaluation/champion.ts";
import { selectModels } from "../config/select-models.ts";
import { PawlError } from "../errors.ts";
import type { Explanation } from "../evaluation/explanation-schema.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { GitRepository } from "../ports/git.ts";
import type { Log } from "../ports/log.ts";
import { readArtifactState } from "../registry/registry-state.ts";
import { renderExplanation } from "../report/explanation.ts";
import { createArtifacts, createFileSystem, createGitHub, openGitRepository } from "./compose.ts";
import { restoreEvaluated } from "./evaluate-trained.ts";
import { abortOnTermination, openPipeline } from "./open-pipeline.ts";
import { requireValidConfiguration } from "./require-valid-configuration.ts";
import type { ActionOutcome } from "./run-action.ts";
import { readBasePolicy, requireCommit } from "./run-evaluate.ts";
import { openExplainPorts } from "./run-explain.ts";

/** What the root action gives for `step: explain`. */
export interface ExplainActionOptions {
  /** Absolute path of the repository's work tree, which is at the head. */
  readonly directory: string;
  readonly config: string;
  /** The base branch: its policy counts. */
  readonly base?: string | undefined;
  /** This model only. */
  readonly model?: string | undefined;
  readonly set: readonly string[];
  readonly github: { readonly token: string; readonly repository: string; readonly apiUrl: string };
  readonly log: Log;
}

/**
 * Explains the head's models against their champions as `evaluate` chooses them, on the head's rows, and leaves `<model>.json` in
 * the artifact that the bot reads. Nothing is committed and nothing sent to the remote.
 *
 * @returns negative when a model's difference cannot be attributed.
 * @throws PawlError as `explain`; `input.invalid` with `set`; `git.failed` when the clone lacks a champion's commit.
 */
export async function runExplainAction(options: ExplainActionOptions): Promise<ActionOutcome> {
  if (options.set.length > 0) {
    throw new PawlError("input.invalid", {
      message: "set does not go with step: explain, which explains commits.",
    });
  }
  const explanations = await explainHead(options);
  const documents = explanations.map((one) => ({
    path: `${one.model}.json`,
    content: JSON.stringify(one, null, 2),
  }));
  const temporary = await createFileSystem(process.env["RUNNER_TEMP"] ?? process.cwd());
  const folder = artifactNames.explanations;
  for (const { path, content } of documents) await temporary.write(`${folder}/${path}`, content);
  await (await createArtifacts()).upload(folder, documents);
  const failed = explanations.find(({ outcome }) => outcome === "not attributable");
  return {
    decision: failed === undefined ? "positive" : "negative",
    reasonCode: failed === undefined ? "explanation.done" : "explanation.not-attributable",
    reason: failed === undefined ? "" : `${failed.model}: ${failed.reason ?? ""}`,
    outputs: { report: join(temporary.root, folder), "head-sha": explanations[0]?.head.commit ?? "" },
    result: { schema: "pawl.explanations/1", explanations },
    summary: explanations.map(renderExplanation).join("\n\n"),
  };
}

async function explainHead(options: ExplainActionOptions): Promise<readonly Explanation[]> {
  const { directory, config, log } = options;
  using termination = abortOnTermination();
  const { signal } = termination;
  const pipeline = await openPipeline(directory, log);
  await requireValidConfiguration(config, pipeline);
  const git = await openGitRepository(directory);
  const github = await createGitHub({ ...options.github, auth: { token: options.github.token } });
  const policy = await readBasePolicy({ base: options.base, config }, { git, files: pipeline.files });
  const models = selectModels(policy, options.model);
  // The head's rows are those on which everything is scored.
  const chosen = Object.values(models);
  await bringUpModels({ models: chosen, listJudged: () => Promise.resolve(models), signal }, pipeline);
  for (const own of chosen) await restoreEvaluated(own, pipeline);
  const head = { name: "head", commit: await requireCommit(git, "HEAD") };
  await using opened = await openExplainPorts(directory, log);
  const explanations: Explanation[] = [];
  for (const [model, own] of Object.entries(models)) {
    const base = await findBase(model, { base: options.base, head: head.commit }, { git, github });
    const request = { model, policy: own, base, head, mode: "run", signal } as const;
    explanations.push(await explain(request, opened.ports));
  }
  return explanations;
}

/** The commit of the champion: of the version in production, else the greatest, else the merge base. */
async function findBase(
  model: string,
  { base, head }: { readonly base: string | undefined; readonly head: string },
  { git, github }: { readonly git: GitRepository; readonly github: Pick<GitHub, "gitData"> },
): Promise<ComparedRevision> {
  const released = planChampion(readArtifactState(await github.gitData.listTags(model), model));
  if (released !== undefined)
    return { name: released.tag, commit: await requireCommit(git, released.commitSha) };
  const asked = base ?? "HEAD~1";
  const commit = await requireCommit(git, asked);
  return { name: "merge base", commit: (await git.mergeBase(commit, head)) ?? commit };
}
