import { rm } from "node:fs/promises";
import { isAtLeast } from "../auth/rights.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import { zeroSha } from "../git/git-repository.ts";
import { isRefName } from "../git/ref-grammar.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { booleanField, requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { created, listed, noContent, numberParam, ok } from "../http/reply.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import { refusePush } from "./push-rules.ts";
import { announceRefUpdate } from "./ref-updates.ts";
import {
  assetFile,
  listAssets,
  listReleases,
  putReleasePolicy,
  releasePolicy,
  renderRelease,
  type ReleaseRecord,
} from "./release-records.ts";
import { refuseOldWorkflows } from "./workflow-rights.ts";

/** The Release of `:release_id`. @throws {ApiError} 404 */
export function releaseOf(context: SandboxContext, request: ApiRequest): ReleaseRecord {
  const id = numberParam(request, "release_id");
  const release = context.store.collection<ReleaseRecord>("releases").get(request.repository.id, id);
  if (!release || (release.draft && !isDraftOpen(context, request))) throw notFound();
  return release;
}

/** Whether drafts are shown to who asks; `undefined` for who does not sign. */
export function maySeeDrafts(
  context: SandboxContext,
  repository: RepositoryRecord,
  actor: Actor | undefined,
): boolean {
  if (actor === undefined) return false;
  if (actor.kind !== "user") return actor.permissions?.["contents"] === "write";
  return isAtLeast(context.roleOf(actor.user, repository), "write");
}

function isDraftOpen(context: SandboxContext, request: ApiRequest): boolean {
  return maySeeDrafts(context, request.repository, request.isAnonymous ? undefined : request.actor);
}

function emitRelease(
  context: SandboxContext,
  request: ApiRequest,
  release: ReleaseRecord,
  change: string | { readonly action: string; readonly changes: JsonObject },
): void {
  const { repository, actor } = request;
  const { action, ...extra } = typeof change === "string" ? { action: change } : change;
  const payload = { ...extra, release: renderRelease(context, repository, release) };
  context.emit({ event: "release", action, repository, actor, payload });
}

/** What stands against the tag of a Release is told as a validation of the Release. @throws {ApiError} 422 */
function refuseTag(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const refusal = { resource: "Release", code: "custom" } as const;
    const message = "Published releases must have a valid tag";
    throw new ApiError(422, "Validation Failed", {
      errors: [
        { ...refusal, field: "pre_receive", message: `pre_receive ${error.message}` },
        { ...refusal, message },
      ],
    });
  }
}

async function ensureTag(
  context: SandboxContext,
  request: ApiRequest,
  release: ReleaseRecord,
): Promise<void> {
  const { repository, actor } = request;
  const git = context.git(repository);
  const ref = `refs/tags/${release.tagName}`;
  if (await git.readRef(ref)) return;
  const after = await git.resolveCommit(release.targetCommitish);
  if (after === undefined) {
    throw validationFailed({ resource: "Release", field: "target_commitish", code: "invalid" });
  }
  refuseTag(() => {
    refusePush(context, { repository, ref, before: zeroSha, after, actor, isForced: false });
  });
  await refuseOldWorkflows(context, { repository, before: zeroSha, after, actor });
  if (await git.updateRef(ref, after, zeroSha)) {
    await announceRefUpdate(context, { repository, ref, before: zeroSha, after, actor });
  }
}

function save(context: SandboxContext, request: ApiRequest, release: ReleaseRecord): ReleaseRecord {
  return context.store.collection<ReleaseRecord>("releases").put(request.repository.id, release.id, release);
}

async function publish(
  context: SandboxContext,
  request: ApiRequest,
  release: ReleaseRecord,
): Promise<ReleaseRecord> {
  await ensureTag(context, request, release);
  const { repository } = request;
  const { immutable, usedTags } = releasePolicy(context, repository);
  const publishedAt = context.timestamp();
  const saved = save(context, request, { ...release, draft: false, publishedAt, immutable });
  if (immutable) putReleasePolicy(context, repository, { usedTags: [...usedTags, release.tagName] });
  emitRelease(context, request, saved, "published");
  emitRelease(context, request, saved, saved.prerelease ? "prereleased" : "released");
  return saved;
}

function checkTagName(
  context: SandboxContext,
  request: ApiRequest,
  tagName: string,
  own?: ReleaseRecord,
): void {
  if (!isRefName(tagName)) {
    throw validationFailed({
      resource: "Release",
      field: "tag_name",
      code: "custom",
      message: "tag_name is not a valid tag",
    });
  }
  const isUsed = releasePolicy(context, request.repository).usedTags.includes(tagName);
  if (isUsed && own?.tagName !== tagName) {
    const message = "tag_name was used by an immutable release";
    throw validationFailed({ resource: "Release", field: "tag_name", code: "custom", message });
  }
  const twin = listReleases(context, request.repository).find((one) => one.tagName === tagName && !one.draft);
  if (twin && twin.id !== own?.id) {
    throw validationFailed({ resource: "Release", field: "tag_name", code: "already_exists" });
  }
}

async function createRelease(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const { repository, actor } = request;
  const body = await request.json();
  const tagName = requiredText(body, "tag_name", "Release");
  const draft = booleanField(body, "draft", "Release") ?? false;
  if (!draft) checkTagName(context, request, tagName);
  const release: ReleaseRecord = {
    id: context.store.nextId(),
    tagName,
    targetCommitish: textField(body, "target_commitish", "Release") || repository.defaultBranch,
    name: textField(body, "name", "Release") ?? null,
    body: textField(body, "body", "Release") ?? null,
    draft: true,
    prerelease: booleanField(body, "prerelease", "Release") ?? false,
    authorId: actor.user.id,
    createdAt: context.timestamp(),
    publishedAt: null,
  };
  if (!draft) await ensureTag(context, request, release);
  const saved = save(context, request, release);
  if (draft) emitRelease(context, request, saved, "created");
  else emitRelease(context, request, { ...saved, draft: false }, "created");
  const result = draft ? saved : await publish(context, request, saved);
  return created(renderRelease(context, repository, result));
}

async function updateRelease(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const old = releaseOf(context, request);
  const body = await request.json();
  const tagName = textField(body, "tag_name", "Release") || old.tagName;
  const draft = booleanField(body, "draft", "Release") ?? old.draft;
  if (old.immutable && (tagName !== old.tagName || draft)) {
    throw new ApiError(422, "Cannot change the tag of an immutable release, or make it a draft.");
  }
  if (!draft) checkTagName(context, request, tagName, old);
  const text = (field: string, fallback: string | null): string | null =>
    field in body ? (textField(body, field, "Release") ?? null) : fallback;
  const changed: ReleaseRecord = {
    ...old,
    tagName,
    targetCommitish: textField(body, "target_commitish", "Release") ?? old.targetCommitish,
    name: text("name", old.name),
    body: text("body", old.body),
    prerelease: booleanField(body, "prerelease", "Release") ?? old.prerelease,
  };
  if (old.draft && !draft)
    return ok(renderRelease(context, request.repository, await publish(context, request, changed)));
  const saved = save(context, request, { ...changed, draft });
  if (tagName !== old.tagName && !draft) await ensureTag(context, request, saved);
  const changes = {
    ...(saved.name === old.name ? {} : { name: { from: old.name ?? "" } }),
    ...(saved.body === old.body ? {} : { body: { from: old.body ?? "" } }),
  };
  emitRelease(context, request, saved, { action: "edited", changes });
  return ok(renderRelease(context, request.repository, saved));
}

async function deleteRelease(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const release = releaseOf(context, request);
  for (const asset of listAssets(context, request.repository, release.id)) {
    context.store.collection("assets").remove(request.repository.id, asset.id);
    await rm(assetFile(context, asset), { force: true });
  }
  context.store.collection("releases").remove(request.repository.id, release.id);
  emitRelease(context, request, release, "deleted");
  return noContent();
}

function latest(context: SandboxContext, request: ApiRequest): ReleaseRecord {
  const published = listReleases(context, request.repository).filter((one) => !one.draft && !one.prerelease);
  const first = published.toSorted(
    (a, b) => (b.publishedAt ?? "").localeCompare(a.publishedAt ?? "") || b.id - a.id,
  )[0];
  if (!first) throw notFound();
  return first;
}

function byTag(context: SandboxContext, request: ApiRequest): ReleaseRecord {
  const tag = request.params["tag"] ?? "";
  const found = listReleases(context, request.repository).find((one) => one.tagName === tag && !one.draft);
  if (!found) throw notFound();
  return found;
}

async function generateNotes(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const body = await request.json();
  const tagName = requiredText(body, "tag_name", "Release");
  const git = context.git(request.repository);
  const to =
    (await git.resolveCommit(`refs/tags/${tagName}`)) ??
    (await git.resolveCommit(
      textField(body, "target_commitish", "Release") ?? request.repository.defaultBranch,
    ));
  if (to === undefined) throw new ApiError(422, "Invalid target_commitish parameter");
  const previous = textField(body, "previous_tag_name", "Release");
  const from = previous === undefined ? undefined : await git.resolveCommit(`refs/tags/${previous}`);
  const out = await git.run(["log", "--format=* %s", to, ...(from ? [`^${from}`] : []), "--"]);
  return ok({ name: tagName, body: `## What's Changed\n${out.toString()}` });
}

const addPolicyRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/immutable-releases";
  const write = { permission: "administration:write" } as const;
  app.route("GET", base, { permission: "administration:read", role: "admin" }, (request) => {
    if (!releasePolicy(context, request.repository).immutable) throw notFound();
    return ok({ enabled: true, enforced_by_owner: false });
  });
  for (const [method, immutable] of [
    ["PUT", true],
    ["DELETE", false],
  ] as const) {
    app.route(method, base, write, (request) => {
      putReleasePolicy(context, request.repository, { immutable });
      return noContent();
    });
  }
};

/** Releases, and whether they are immutable; their files are in release-assets. */
export const addReleaseRoutes: RouteModule = (app, context) => {
  addPolicyRoutes(app, context);
  const base = "/repos/:owner/:repo/releases";
  const read = { permission: "contents:read" } as const;
  const write = { permission: "contents:write" } as const;
  const render =
    (request: ApiRequest) =>
    (release: ReleaseRecord): JsonObject =>
      renderRelease(context, request.repository, release);
  app.route("GET", base, read, (request) => {
    const all = listReleases(context, request.repository);
    const kept = isDraftOpen(context, request) ? all : all.filter((release) => !release.draft);
    return listed(request, kept, render(request));
  });
  app.route("POST", base, { ...write, changesWorkflows: true }, (request) => createRelease(context, request));
  app.route("POST", `${base}/generate-notes`, write, (request) => generateNotes(context, request));
  app.route("GET", `${base}/latest`, read, (request) => ok(render(request)(latest(context, request))));
  app.route("GET", `${base}/tags/*tag`, read, (request) => ok(render(request)(byTag(context, request))));
  app.route("GET", `${base}/:release_id`, read, (request) =>
    ok(render(request)(releaseOf(context, request))),
  );
  app.route("PATCH", `${base}/:release_id`, write, (request) => updateRelease(context, request));
  app.route("DELETE", `${base}/:release_id`, write, (request) => deleteRelease(context, request));
};
