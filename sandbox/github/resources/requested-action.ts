import type { RouteModule } from "../context.ts";
import { notFound, validationFailed } from "../http/api-error.ts";
import { created, numberParam } from "../http/reply.ts";
import type { CheckRunRecord } from "./check-records.ts";
import { renderCheckRun } from "./check-render.ts";

/** The buttons of a check run. GitHub has them on its pages only; here a request of the sandbox's own presses one. */
export const addRequestedActionRoute: RouteModule = (app, context) => {
  const pattern = "/_sandbox/repos/:owner/:repo/check-runs/:check_run_id/actions/:identifier";
  app.route("POST", pattern, { permission: "contents:write" }, (request) => {
    const { repository, actor, params } = request;
    const runs = context.store.collection<CheckRunRecord>("check-runs");
    const run = runs.get(repository.id, numberParam(request, "check_run_id"));
    if (!run) throw notFound();
    const { identifier = "" } = params;
    if (!run.actions.some((action) => action["identifier"] === identifier)) {
      throw validationFailed({
        resource: "CheckRun",
        field: "identifier",
        code: "invalid",
        value: identifier,
      });
    }
    const payload = {
      check_run: renderCheckRun(context, repository, run),
      requested_action: { identifier },
    };
    context.emit({ event: "check_run", action: "requested_action", repository, actor, payload });
    return created({});
  });
};
