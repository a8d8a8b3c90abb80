import type { HostEvent, HostRepository } from "./host.ts";
import { type Json, memberAt, stringAt } from "./json.ts";

/** Which commit and ref a change starts its workflows on. */
export interface RunSubject {
  readonly ref: string;
  /** The commit whose workflow files run, `github.sha`. */
  readonly sha: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly headRepositoryId: number | null;
  readonly pullNumbers: readonly number[];
  readonly isFromFork: boolean;
}

const pullRequestEvents = new Set(["pull_request", "pull_request_review", "pull_request_review_comment"]);

function shortName(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, "");
}

async function subjectOfRef(repository: HostRepository, ref: string): Promise<RunSubject | undefined> {
  const sha = await repository.resolveRef(ref);
  if (sha === undefined) return undefined;
  return {
    ref,
    sha,
    headSha: sha,
    headBranch: shortName(ref),
    headRepositoryId: repository.id,
    pullNumbers: [],
    isFromFork: false,
  };
}

/** The subject of the default branch: events without a commit of their own run there. */
export function subjectOfDefaultBranch(repository: HostRepository): Promise<RunSubject | undefined> {
  return subjectOfRef(repository, `refs/heads/${repository.defaultBranch}`);
}

/** The subject of a full ref, for dispatches; `undefined` when the ref is not there. */
export function subjectOfDispatch(repository: HostRepository, ref: string): Promise<RunSubject | undefined> {
  return subjectOfRef(repository, ref);
}

async function subjectOfPullRequest(
  repository: HostRepository,
  pull: Json | undefined,
): Promise<RunSubject | undefined> {
  const number = Number(memberAt(pull, "number"));
  const headSha = stringAt(pull, "head", "sha");
  if (headSha === undefined) return undefined;
  const headRepositoryId = Number(memberAt(pull, "head", "repo", "id"));
  const merge = await mergeCommit(repository, number, pull);
  return {
    ref: `refs/pull/${number}/${merge === undefined ? "head" : "merge"}`,
    sha: merge ?? headSha,
    headSha,
    headBranch: stringAt(pull, "head", "ref") ?? null,
    headRepositoryId: Number.isNaN(headRepositoryId) ? null : headRepositoryId,
    pullNumbers: [number],
    isFromFork: headRepositoryId !== repository.id,
  };
}

/** The test merge, when the sandbox made one and the pull request is still open. */
async function mergeCommit(
  repository: HostRepository,
  number: number,
  pull: Json | undefined,
): Promise<string | undefined> {
  if (stringAt(pull, "state") !== "open") return undefined;
  return repository.resolveRef(`refs/pull/${number}/merge`);
}

async function subjectOfDeployment(
  repository: HostRepository,
  deployment: Json | undefined,
): Promise<RunSubject | undefined> {
  const sha = stringAt(deployment, "sha");
  const name = stringAt(deployment, "ref") ?? "";
  if (sha === undefined) return undefined;
  const candidates = name === sha ? [] : [`refs/heads/${name}`, `refs/tags/${name}`];
  for (const ref of candidates) {
    const subject = await subjectOfRef(repository, ref);
    if (subject !== undefined) return { ...subject, sha, headSha: sha };
  }
  return {
    ref: "",
    sha,
    headSha: sha,
    headBranch: null,
    headRepositoryId: repository.id,
    pullNumbers: [],
    isFromFork: false,
  };
}

/**
 * Finds the commit and ref of a change, by the table of GitHub's page "Events that trigger workflows".
 *
 * A pull request runs on its test merge `refs/pull/N/merge` when the sandbox has one, else on its head; a Deployment
 * on its own commit; a Release on its tag; a push on what was pushed; everything else on the default branch.
 *
 * @returns `undefined` when there is no such commit, e.g. for a push that deletes a branch
 */
export async function findRunSubject(
  repository: HostRepository,
  change: HostEvent,
): Promise<RunSubject | undefined> {
  const { event, payload } = change;
  if (pullRequestEvents.has(event)) return subjectOfPullRequest(repository, payload["pull_request"]);
  if (event === "push") {
    const after = stringAt(payload, "after") ?? "";
    const subject = await subjectOfRef(repository, after);
    const ref = stringAt(payload, "ref") ?? "";
    return subject === undefined ? undefined : { ...subject, ref, headBranch: shortName(ref) };
  }
  if (event === "create") {
    const kind = stringAt(payload, "ref_type") === "tag" ? "tags" : "heads";
    return subjectOfRef(repository, `refs/${kind}/${stringAt(payload, "ref") ?? ""}`);
  }
  if (event === "deployment" || event === "deployment_status") {
    return subjectOfDeployment(repository, payload["deployment"]);
  }
  if (event === "release") {
    const subject = await subjectOfRef(
      repository,
      `refs/tags/${stringAt(payload, "release", "tag_name") ?? ""}`,
    );
    return subject ?? subjectOfDefaultBranch(repository);
  }
  return subjectOfDefaultBranch(repository);
}
