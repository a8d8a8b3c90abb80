import type { RunRecord } from "../../src/runs/run-schema.ts";
import type { Comment } from "../../src/ports/github/comments.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import { explainCommand } from "../commands/explain.ts";
import { readCommand } from "../commands/read-command.ts";
import { runCommand } from "../commands/run.ts";
import { parseCommands } from "../parse-commands.ts";
import type { BotContext } from "./context.ts";
import { evaluatedRun, isOnBranchOf, parseTitle } from "./run-facts.ts";

/** Where a workflow run comes from, by what GitHub says. */
export interface RunOrigin {
  /** Who asked for it: for a run that the bot dispatched the author of the comment. */
  readonly actor: RunRecord["actor"];
  /** The comment that asked. */
  readonly request: string | undefined;
  readonly pullRequest: number | null;
  /** The commit that it works on. */
  readonly commit: string;
  readonly step: "feature" | "train" | "evaluate";
  /** The one model that it is for; `undefined` for all. */
  readonly model: string | undefined;
}

/** Whether the code that a run runs is a fork's, or of a pull request that nobody can name. */
export async function runsForkCode(run: WorkflowRun, { github }: BotContext): Promise<boolean> {
  const { id } = await github.members.repository();
  const asked = parseTitle(run);
  if (asked === undefined) {
    const isUnnamed = run.event === "workflow_dispatch" && run.displayTitle?.startsWith("run ") === true;
    return isUnnamed || run.headRepositoryId !== id;
  }
  return (await github.pullRequests.get(asked.pull))?.headRepositoryId !== id;
}

const retrainTitle = /^retrain (?<model>\S{1,200}) #\d*$/;

/** Looks where a run comes from. */
export async function findRunOrigin(run: WorkflowRun, context: BotContext): Promise<RunOrigin> {
  const asked = parseTitle(run);
  if (asked !== undefined) {
    const { step, sha: commit, pull: pullRequest } = asked;
    const origin = { ...(await findAsking(asked.request, run, context)), pullRequest, commit };
    // To explain is to train the combinations.
    return { ...origin, step: step === "explain" ? "train" : step };
  }
  const evaluated = evaluatedRun(run);
  const of = evaluated === undefined ? run : ((await context.github.workflows.getRun(evaluated)) ?? run);
  const isDispatched = run.event === "workflow_dispatch";
  const retrained = isDispatched ? retrainTitle.exec(run.displayTitle ?? "")?.groups : undefined;
  return {
    ...(await findAsking("", run, context)),
    pullRequest: await findPullNumber(of, context),
    commit: of.headSha,
    step: "evaluate",
    model: retrained?.["model"],
  };
}

/** A run that a person started by hand is theirs, whatever it says; one of the bot is that of the comment it names. */
async function findAsking(
  request: string,
  { actor: starter }: WorkflowRun,
  { github }: BotContext,
): Promise<Pick<RunOrigin, "actor" | "request" | "model">> {
  const found = /(?:^|-)comment-(?<id>[1-9]\d{0,15})-(?<line>[1-9])$/.exec(request)?.groups;
  const isOurs = found !== undefined && starter?.login === (await github.members.self()).login;
  const comment = isOurs ? await github.comments.get(Number(found["id"])) : undefined;
  const known = starter ?? { id: null, login: "unknown", type: "User" as const };
  const actor = { id: known.id, login: known.login.slice(0, 100), type: known.type, role: null };
  if (comment === undefined) return { actor, request: undefined, model: undefined };
  const { authorId, authorLogin, authorType } = comment;
  return {
    actor: { id: authorId, login: authorLogin.slice(0, 100), type: authorType, role: null },
    request: `issuecomment-${comment.id}`,
    model: readModel(comment, Number(found?.["line"])),
  };
}

/** The model that a line of a comment names; an edited comment names none. */
function readModel({ body, createdAt, updatedAt }: Comment, line: number): string | undefined {
  const asked = createdAt === updatedAt ? parseCommands(body)[line - 1] : undefined;
  const record = [runCommand, explainCommand].find(({ name }) => name === asked?.name);
  if (asked === undefined || record === undefined) return undefined;
  const command = readCommand(record, asked);
  if ("problem" in command) return undefined;
  return record === runCommand ? command.options["model"] : command.args[0];
}

/** GitHub connects runs with pull requests of the repository's own branches only. */
async function findPullNumber(run: WorkflowRun, { github }: BotContext): Promise<number | null> {
  const [first] = run.pullRequests ?? [];
  if (first !== undefined || run.event !== "pull_request") return first ?? null;
  const open = await github.pullRequests.listOpen();
  const found: PullRequest | undefined = open.find((pull) => isOnBranchOf(run, pull));
  return found?.number ?? null;
}
