import type { SandboxContext } from "../context.ts";
import type { DiffFile } from "../git/diff.ts";
import type { CommitObject, Signature, TagObject } from "../git/parse-objects.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord, UserRecord } from "../records.ts";
import { nodeId } from "./node-id.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";
import { renderUser } from "./user.ts";

const unsigned = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

/** The account behind an e-mail address of a commit. */
export function findCommitUser(context: SandboxContext, signature: Signature): UserRecord | undefined {
  const email = signature.email.toLowerCase();
  return context.store
    .collection<UserRecord>("users")
    .all()
    .find(
      (user) => user.email?.toLowerCase() === email || `${user.login}@users.noreply.github.com` === email,
    );
}

/** A commit as `git/commits/:sha` has it. */
export function renderGitCommit(
  context: SandboxContext,
  repository: RepositoryRecord,
  commit: CommitObject,
): JsonObject {
  const api = repositoryUrl(context, repository);
  const page = repositoryPage(context, repository);
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: unsigned,
  };
}

/** A commit as `commits/:ref` has it, without its files. */
export function renderCommit(
  context: SandboxContext,
  repository: RepositoryRecord,
  commit: CommitObject,
): JsonObject {
  const api = repositoryUrl(context, repository);
  const page = repositoryPage(context, repository);
  const author = findCommitUser(context, commit.author);
  const committer = findCommitUser(context, commit.committer);
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: author ? renderUser(context.url, author) : null,
    committer: committer ? renderUser(context.url, committer) : null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
  };
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** One file of a difference. */
export function renderDiffFile(
  context: SandboxContext,
  repository: RepositoryRecord,
  file: DiffFile,
  ref: string,
): JsonObject {
  const path = encodePath(file.path);
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repositoryPage(context, repository)}/blob/${ref}/${path}`,
    raw_url: `${repositoryPage(context, repository)}/raw/${ref}/${path}`,
    contents_url: `${repositoryUrl(context, repository)}/contents/${path}?ref=${ref}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

/** An annotated tag. */
export function renderTag(context: SandboxContext, repository: RepositoryRecord, tag: TagObject): JsonObject {
  const api = repositoryUrl(context, repository);
  return {
    node_id: nodeId("T", tag.sha),
    sha: tag.sha,
    url: `${api}/git/tags/${tag.sha}`,
    tagger: tag.tagger,
    object: { sha: tag.object, type: tag.type, url: `${api}/git/${tag.type}s/${tag.object}` },
    tag: tag.tag,
    message: tag.message,
    verification: unsigned,
  };
}
