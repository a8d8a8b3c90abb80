import type { RouteModule, SandboxContext } from "../context.ts";
import { zeroSha } from "../git/git-repository.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { ApiRequest, JsonObject } from "../http/messages.ts";
import { created, numberParam, ok, pageOf } from "../http/reply.ts";
import type { Actor, RepositoryRecord } from "../records.ts";
import { renderRepository } from "../render/repository.ts";
import { latestCheckRuns, type CheckRunRecord, type CheckSuiteRecord } from "./check-records.ts";
import { renderSuite, suiteVerdict, type SuiteVerdict } from "./check-render.ts";
import { listPulls } from "./pull-records.ts";

interface Scope {
  readonly context: SandboxContext;
  readonly repository: RepositoryRecord;
  readonly actor: Actor;
}

function suites(context: SandboxContext) {
  return context.store.collection<CheckSuiteRecord>("check-suites");
}

/** The suite of an App on a commit, made when it is missing. */
export function ensureSuite(
  { context, repository }: Scope,
  headSha: string,
  appId: number,
): CheckSuiteRecord {
  const found = suites(context)
    .list(repository.id)
    .find((suite) => suite.headSha === headSha && suite.appId === appId);
  if (found) return found;
  const at = context.timestamp();
  const id = context.store.nextId();
  const headBranch = listPulls(context, repository).find((pull) => pull.headSha === headSha)?.headRef ?? null;
  return suites(context).put(repository.id, id, {
    id,
    headSha,
    headBranch,
    before: zeroSha,
    appId,
    createdAt: at,
    updatedAt: at,
    lastStatus: "queued",
  });
}

function verdictOf(
  context: SandboxContext,
  repository: RepositoryRecord,
  suite: CheckSuiteRecord,
): SuiteVerdict {
  const runs = context.store.collection<CheckRunRecord>("check-runs").list(repository.id);
  return suiteVerdict(latestCheckRuns(runs.filter((run) => run.suiteId === suite.id)));
}

/** Tells `check_suite` completed when the last open run of a suite has ended. */
export function settleSuite({ context, repository, actor }: Scope, suiteId: number): void {
  const suite = suites(context).get(repository.id, suiteId);
  if (!suite) return;
  const verdict = verdictOf(context, repository, suite);
  if (verdict.status === suite.lastStatus) return;
  const at = context.timestamp();
  const saved = suites(context).put(repository.id, suiteId, {
    ...suite,
    updatedAt: at,
    lastStatus: verdict.status,
  });
  if (verdict.status !== "completed") return;
  const tellSuite = async (): Promise<void> => {
    const head_commit = await renderHead(context, repository, saved);
    const payload = { check_suite: { ...renderSuite(context, repository, saved, verdict), head_commit } };
    context.emit({ event: "check_suite", action: "completed", repository, actor, payload });
  };
  context.track(tellSuite());
}

async function renderHead(
  context: SandboxContext,
  repository: RepositoryRecord,
  suite: CheckSuiteRecord,
): Promise<JsonObject> {
  const commit = await context.git(repository).readCommit(suite.headSha);
  const { message, tree, author, committer } = commit ?? {
    message: "",
    tree: zeroSha,
    author: null,
    committer: null,
  };
  return {
    id: suite.headSha,
    tree_id: tree,
    message,
    timestamp: committer?.date ?? suite.createdAt,
    author: { name: author?.name ?? "", email: author?.email ?? "" },
    committer: { name: committer?.name ?? "", email: committer?.email ?? "" },
  };
}

async function render(
  context: SandboxContext,
  repository: RepositoryRecord,
  suite: CheckSuiteRecord,
): Promise<JsonObject> {
  return {
    ...renderSuite(context, repository, suite, verdictOf(context, repository, suite)),
    head_commit: await renderHead(context, repository, suite),
    repository: renderRepository(context, repository),
  };
}

function suiteOf(context: SandboxContext, request: ApiRequest): CheckSuiteRecord {
  const suite = suites(context).get(request.repository.id, numberParam(request, "check_suite_id"));
  if (!suite) throw notFound();
  return suite;
}

/** Check suites. */
export const addCheckSuiteRoutes: RouteModule = (app, context) => {
  const repo = "/repos/:owner/:repo";
  const read = { permission: "checks:read" } as const;
  app.route("GET", `${repo}/check-suites/:check_suite_id`, read, async (request) =>
    ok(await render(context, request.repository, suiteOf(context, request))),
  );
  app.route(
    "POST",
    `${repo}/check-suites/:check_suite_id/rerequest`,
    { permission: "checks:write" },
    async (request) => {
      const { repository, actor } = request;
      const suite = suiteOf(context, request);
      const body = renderSuite(context, repository, suite, verdictOf(context, repository, suite));
      const payload = {
        check_suite: { ...body, head_commit: await renderHead(context, repository, suite) },
      };
      context.emit({ event: "check_suite", action: "rerequested", repository, actor, payload });
      return created({});
    },
  );
  app.route("GET", `${repo}/commits/*ref/check-suites`, read, async (request) => {
    const sha = await context.git(request.repository).resolveCommit(request.params["ref"] ?? "");
    if (sha === undefined) throw new ApiError(422, `No commit found for SHA: ${request.params["ref"] ?? ""}`);
    const found = suites(context)
      .list(request.repository.id)
      .filter((suite) => suite.headSha === sha);
    const page = pageOf(request, found);
    const items = await Promise.all(page.items.map((suite) => render(context, request.repository, suite)));
    return { status: 200, body: { total_count: found.length, check_suites: items }, headers: page.headers };
  });
};
