import type { RouteModule, SandboxContext } from "../context.ts";
import type { RefEntry } from "../git/git-repository.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiRequest, JsonObject } from "../http/messages.ts";
import { listed, listedLater, ok } from "../http/reply.ts";
import type { RepositoryRecord } from "../records.ts";
import { renderCommit } from "../render/commit.ts";
import { nodeId } from "../render/node-id.ts";
import { repositoryPage, repositoryUrl } from "../render/repository.ts";
import { findProtection } from "./branch-rules.ts";
import { renderProtection } from "./branch-protection.ts";
import { rulesetsOf, type RulesetRecord } from "./ruleset-records.ts";

function renderShort(context: SandboxContext, request: ApiRequest, entry: RefEntry): JsonObject {
  const { repository } = request;
  const name = entry.ref.replace(/^refs\/heads\//, "");
  const api = repositoryUrl(context, repository);
  const url = `${api}/branches/${encodeURIComponent(name)}/protection`;
  return {
    name,
    commit: { sha: entry.sha, url: `${api}/commits/${entry.sha}` },
    protected: findProtection(context, repository, name) !== undefined,
    protection: { enabled: findProtection(context, repository, name) !== undefined },
    protection_url: url,
  };
}

/** A branch with its last commit. @throws {ApiError} 404 */
export async function renderBranch(
  context: SandboxContext,
  repository: RepositoryRecord,
  name: string,
): Promise<JsonObject> {
  const found = await context.git(repository).readRef(`refs/heads/${name}`);
  const commit = found ? await context.git(repository).readCommit(found.sha) : undefined;
  if (!found || !commit) throw new ApiError(404, "Branch not found");
  const rule = findProtection(context, repository, name);
  const api = `${repositoryUrl(context, repository)}/branches/${encodeURIComponent(name)}`;
  return {
    name,
    commit: renderCommit(context, repository, commit),
    _links: { self: api, html: `${repositoryPage(context, repository)}/tree/${name}` },
    protected: rule !== undefined,
    protection: rule ? { enabled: true, ...renderProtection(context, repository, rule) } : { enabled: false },
    protection_url: `${api}/protection`,
  };
}

function sourceOfRule(
  context: SandboxContext,
  repository: RepositoryRecord,
  { organizationId }: RulesetRecord,
): JsonObject {
  const login = organizationId === undefined ? undefined : context.userById(organizationId)?.login;
  return login === undefined
    ? { ruleset_source_type: "Repository", ruleset_source: repository.fullName }
    : { ruleset_source_type: "Organization", ruleset_source: login };
}

/** Branches and tags, read only; refs change through git/refs. */
export const addBranchRoutes: RouteModule = (app, context) => {
  const repo = "/repos/:owner/:repo";
  const read = { permission: "contents:read" } as const;
  app.route("GET", `${repo}/branches`, read, async (request) => {
    const refs = await context.git(request.repository).listRefs("refs/heads/");
    return listed(request, refs, (entry) => renderShort(context, request, entry));
  });
  app.route("GET", `${repo}/branches/*branch`, read, async (request) =>
    ok(await renderBranch(context, request.repository, request.params["branch"] ?? "")),
  );
  app.route("GET", `${repo}/rules/branches/*branch`, {}, (request) => {
    const { repository } = request;
    const rules = rulesetsOf(context, repository, `refs/heads/${request.params["branch"] ?? ""}`).flatMap(
      (ruleset) =>
        ruleset.rules.map((rule) => ({
          ...rule,
          ...sourceOfRule(context, repository, ruleset),
          ruleset_id: ruleset.id,
        })),
    );
    return listed(request, rules, (rule) => rule);
  });
  app.route("GET", `${repo}/tags`, {}, async (request) => {
    const { repository } = request;
    const refs = await context.git(repository).listRefs("refs/tags/");
    const api = repositoryUrl(context, repository);
    return listedLater(request, refs.toReversed(), async ({ ref, sha, peeledSha }) => {
      const name = ref.replace(/^refs\/tags\//, "");
      const commit = peeledSha ?? sha;
      const path = encodeURIComponent(name);
      return {
        name,
        commit: { sha: commit, url: `${api}/commits/${commit}` },
        zipball_url: `${api}/zipball/refs/tags/${path}`,
        tarball_url: `${api}/tarball/refs/tags/${path}`,
        node_id: nodeId("REF", `${repository.id}:${ref}`),
      };
    });
  });
};
