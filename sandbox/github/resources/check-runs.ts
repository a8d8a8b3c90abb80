import type { RouteModule, SandboxContext } from "../context.ts";
import { isSha } from "../git/ref-grammar.ts";
import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { choiceField, objectField, objectListField, requiredText, textField } from "../http/fields.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
import { counted, created, listed, numberParam, ok } from "../http/reply.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import {
  checkStatuses,
  conclusions,
  latestCheckRuns,
  listCheckRuns,
  type CheckRunRecord,
} from "./check-records.ts";
import { renderAnnotation, renderCheckRun } from "./check-render.ts";
import { ensureSuite, settleSuite } from "./check-suites.ts";

/** Where a check is written, and by whom. */
export interface CheckScope {
  readonly context: SandboxContext;
  readonly repository: RepositoryRecord;
  readonly actor: Actor;
}

type Output = Pick<CheckRunRecord, "title" | "summary" | "text" | "annotations">;

function readOutput(body: JsonObject, old: Output): Output {
  const output = objectField(body, "output", "CheckRun");
  if (!output) return old;
  const added = objectListField(output, "annotations", "CheckRun") ?? [];
  if (added.length > 50) {
    throw validationFailed({ resource: "CheckRun", field: "annotations", code: "invalid" });
  }
  const summary = textField(output, "summary", "CheckRun") ?? old.summary;
  if ((summary?.length ?? 0) > 65_535) {
    throw validationFailed({ resource: "CheckRun", field: "summary", code: "invalid" });
  }
  return {
    title: textField(output, "title", "CheckRun") ?? old.title,
    summary,
    text: textField(output, "text", "CheckRun") ?? old.text,
    annotations: [...old.annotations, ...added],
  };
}

function readActions(body: JsonObject, old: readonly JsonObject[]): readonly JsonObject[] {
  const actions = objectListField(body, "actions", "CheckRun");
  if (!actions) return old;
  const isTooLong = (action: JsonObject): boolean =>
    requiredText(action, "label", "CheckRun").length > 20 ||
    requiredText(action, "description", "CheckRun").length > 40 ||
    requiredText(action, "identifier", "CheckRun").length > 20;
  if (actions.length > 3 || actions.some(isTooLong)) {
    throw validationFailed({ resource: "CheckRun", field: "actions", code: "invalid" });
  }
  return actions;
}

type Progress = Pick<CheckRunRecord, "status" | "conclusion" | "startedAt" | "completedAt">;

function readProgress(context: SandboxContext, body: JsonObject, old: Progress): Progress {
  const conclusion = choiceField(body, "conclusion", conclusions, "CheckRun") ?? old.conclusion;
  const asked = choiceField(body, "status", checkStatuses, "CheckRun");
  const status = body["conclusion"] ? "completed" : (asked ?? old.status);
  const isDone = status === "completed";
  if (isDone && conclusion === null) {
    throw validationFailed({ resource: "CheckRun", field: "conclusion", code: "missing_field" });
  }
  const startedAt = textField(body, "started_at", "CheckRun") ?? old.startedAt ?? context.timestamp();
  const completedAt = textField(body, "completed_at", "CheckRun") ?? old.completedAt ?? context.timestamp();
  return {
    status,
    conclusion: isDone ? conclusion : null,
    startedAt,
    completedAt: isDone ? completedAt : null,
  };
}

// GitHub tells that a run was made and that it ended, not what changes between.
function save(
  scope: CheckScope,
  run: CheckRunRecord,
  action: "created" | "completed" | undefined,
): CheckRunRecord {
  const { context, repository, actor } = scope;
  context.store.collection<CheckRunRecord>("check-runs").put(repository.id, run.id, run);
  if (action === undefined) return run;
  const payload = { check_run: renderCheckRun(context, repository, run) };
  context.emit({ event: "check_run", action, repository, actor, payload });
  return run;
}

/** Makes a check run from the body of `POST /check-runs`; tells `check_run` and, when all are done, `check_suite`. */
export function createCheckRun(scope: CheckScope, body: JsonObject): CheckRunRecord {
  const { context, actor } = scope;
  const name = requiredText(body, "name", "CheckRun");
  const headSha = requiredText(body, "head_sha", "CheckRun");
  const appId = actor.appId ?? context.app.id;
  const suite = ensureSuite(scope, headSha, appId);
  const none = { status: "queued", conclusion: null, startedAt: null, completedAt: null } as const;
  const run: CheckRunRecord = {
    id: context.store.nextId(),
    suiteId: suite.id,
    name,
    headSha,
    detailsUrl: textField(body, "details_url", "CheckRun") ?? null,
    externalId: textField(body, "external_id", "CheckRun") ?? "",
    ...readProgress(context, body, none),
    ...readOutput(body, { title: null, summary: null, text: null, annotations: [] }),
    actions: readActions(body, []),
    appId,
  };
  save(scope, run, run.status === "completed" ? "completed" : "created");
  settleSuite(scope, suite.id);
  return run;
}

/** Changes a check run by the body of `PATCH /check-runs/:id`. */
export function updateCheckRun(scope: CheckScope, run: CheckRunRecord, body: JsonObject): CheckRunRecord {
  const { context } = scope;
  const changed: CheckRunRecord = {
    ...run,
    ...readOutput(body, run),
    name: textField(body, "name", "CheckRun") ?? run.name,
    detailsUrl: textField(body, "details_url", "CheckRun") ?? run.detailsUrl,
    externalId: textField(body, "external_id", "CheckRun") ?? run.externalId,
    ...readProgress(context, body, run),
    actions: readActions(body, run.actions),
  };
  const isFinished = changed.status === "completed" && run.status !== "completed";
  const isOpened = changed.status !== "completed" && run.status === "completed";
  const saved = save(scope, changed, isFinished ? "completed" : isOpened ? "created" : undefined);
  settleSuite(scope, run.suiteId);
  return saved;
}

function runOf(context: SandboxContext, request: ApiRequest): CheckRunRecord {
  const id = numberParam(request, "check_run_id");
  const run = context.store.collection<CheckRunRecord>("check-runs").get(request.repository.id, id);
  if (!run) throw notFound();
  return run;
}

async function create(context: SandboxContext, request: ApiRequest): Promise<ApiResponse> {
  const scope = { context, repository: request.repository, actor: request.actor };
  const body = await request.json();
  const sha = requiredText(body, "head_sha", "CheckRun");
  const isKnown = isSha(sha) && (await context.git(request.repository).statObject(sha))?.type === "commit";
  if (!isKnown) throw new ApiError(422, `No commit found for SHA: ${sha}`);
  return created(renderCheckRun(context, request.repository, createCheckRun(scope, body)));
}

function applyFilters(request: ApiRequest, runs: readonly CheckRunRecord[]): readonly CheckRunRecord[] {
  const { query } = request;
  const latest = query.get("filter") === "all" ? runs : latestCheckRuns(runs);
  const app = query.get("app_id");
  return latest
    .filter((run) => !query.has("check_name") || run.name === query.get("check_name"))
    .filter((run) => !query.has("status") || run.status === query.get("status"))
    .filter((run) => app === null || String(run.appId) === app);
}

/** Check runs. On GitHub only Apps and workflows may write them; here a user's token may too. */
export const addCheckRunRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo/check-runs";
  const repo = "/repos/:owner/:repo";
  const read = { permission: "checks:read" } as const;
  const write = { permission: "checks:write" } as const;
  const render = (request: ApiRequest) => (run: CheckRunRecord) =>
    renderCheckRun(context, request.repository, run);
  app.route("POST", base, write, (request) => create(context, request));
  app.route("GET", `${base}/:check_run_id`, read, (request) => ok(render(request)(runOf(context, request))));
  app.route("PATCH", `${base}/:check_run_id`, write, async (request) => {
    const scope = { context, repository: request.repository, actor: request.actor };
    return ok(render(request)(updateCheckRun(scope, runOf(context, request), await request.json())));
  });
  app.route("GET", `${base}/:check_run_id/annotations`, read, (request) => {
    const run = runOf(context, request);
    const page = `${context.url}/${request.repository.fullName}/blob/${run.headSha}`;
    return listed(request, run.annotations, (annotation) => renderAnnotation(annotation, page));
  });
  app.route("POST", `${base}/:check_run_id/rerequest`, write, (request) => {
    const { repository, actor } = request;
    const payload = { check_run: render(request)(runOf(context, request)) };
    context.emit({ event: "check_run", action: "rerequested", repository, actor, payload });
    return created({});
  });
  app.route("GET", `${repo}/commits/*ref/check-runs`, read, async (request) => {
    const sha = await context.git(request.repository).resolveCommit(request.params["ref"] ?? "");
    if (sha === undefined) throw new ApiError(422, `No commit found for SHA: ${request.params["ref"] ?? ""}`);
    const runs = applyFilters(request, listCheckRuns(context, request.repository, sha));
    return counted(request, "check_runs", runs.toReversed(), render(request));
  });
  app.route("GET", `${repo}/check-suites/:check_suite_id/check-runs`, read, (request) => {
    const suite = numberParam(request, "check_suite_id");
    const all = context.store.collection<CheckRunRecord>("check-runs").list(request.repository.id);
    const runs = applyFilters(
      request,
      all.filter((run) => run.suiteId === suite),
    );
    return counted(request, "check_runs", runs, render(request));
  });
};
