import type { SandboxContext } from "../context.ts";
import type { CommitObject } from "../git/parse-objects.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { findCommitUser } from "../render/commit.ts";
import { findPullsOfCommit } from "../resources/pull-records.ts";
import { pageInfo, readSlice, type Slice } from "./connection.ts";
import type { QueryScope } from "./listed-query.ts";
import { renderPullNode } from "./pull-nodes.ts";

const pullsPerCommit = 10;

async function renderCommitNode(
  context: SandboxContext,
  repository: RepositoryRecord,
  commit: CommitObject,
  files: Slice,
): Promise<JsonObject> {
  const { name, email } = commit.author;
  const login = findCommitUser(context, commit.author)?.login;
  const pulls = (await findPullsOfCommit(context, repository, commit.sha)).slice(0, pullsPerCommit);
  const nodes = await Promise.all(pulls.map((pull) => renderPullNode(context, repository, pull, files)));
  return {
    associatedPullRequests: { nodes },
    sha: commit.sha,
    message: commit.message.replace(/\n$/, ""),
    author: { name, email, user: login === undefined ? null : { login } },
  };
}

/** `history` of a branch or tag, newest first; `ref: null` when the repository has no such ref. */
export async function answerHistory(scope: QueryScope, repository: RepositoryRecord): Promise<JsonObject> {
  const { context, variables } = scope;
  const place = ["repository", "ref", "target", "history"];
  const slice = readSlice(place, variables["num"], variables["cursor"]);
  const files = readSlice([...place, "nodes", "files"], variables["maxFilesChanged"]);
  const git = context.git(repository);
  const head = await git.resolveCommit(String(variables["targetBranch"]));
  if (head === undefined) return { ref: null };
  const total = Number((await git.run(["rev-list", "--count", head])).toString());
  const flags = [`--skip=${slice.skipped}`, `--max-count=${slice.first}`];
  const shas = (await git.run(["rev-list", ...flags, head])).toString().split("\n").filter(Boolean);
  const nodes = await Promise.all(
    shas.map(async (sha) => {
      const commit = await git.readCommit(sha);
      return commit ? renderCommitNode(context, repository, commit, files) : null;
    }),
  );
  return { ref: { target: { history: { nodes, pageInfo: pageInfo(slice, total) } } } };
}
