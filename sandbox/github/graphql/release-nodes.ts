import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import { listReleases, renderRelease, type ReleaseRecord } from "../resources/release-records.ts";
import { maySeeDrafts } from "../resources/releases.ts";
import { connection, readSlice } from "./connection.ts";
import type { QueryScope } from "./listed-query.ts";

async function renderReleaseNode(
  context: SandboxContext,
  repository: RepositoryRecord,
  release: ReleaseRecord,
): Promise<JsonObject> {
  const { name, tagName, body, draft } = release;
  const commit = await context.git(repository).resolveCommit(`refs/tags/${tagName}`);
  return {
    name,
    tag: commit === undefined ? null : { name: tagName },
    tagCommit: commit === undefined ? null : { oid: commit },
    url: renderRelease(context, repository, release)["html_url"],
    description: body,
    isDraft: draft,
  };
}

/** `releases` of a repository, newest first; drafts only for who may write. */
export async function answerReleases(scope: QueryScope, repository: RepositoryRecord): Promise<JsonObject> {
  const { context, actor, variables } = scope;
  const slice = readSlice(["repository", "releases"], variables["num"], variables["cursor"]);
  const all = listReleases(context, repository);
  const kept = maySeeDrafts(context, repository, actor) ? all : all.filter((release) => !release.draft);
  return {
    releases: await connection(kept, slice, (release) => renderReleaseNode(context, repository, release)),
  };
}
