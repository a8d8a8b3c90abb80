import type { RouteModule } from "../context.ts";
import { ok } from "../http/reply.ts";

/** Addresses that clients ask first: root, meta, rate limit, a health answer. */
export const addMetaRoutes: RouteModule = (app, context) => {
  app.route("GET", "/rate_limit", {}, (request) => {
    const { core, search } = context.rateLimits(request.isAnonymous ? undefined : request.actor);
    return ok({ resources: { core, search, graphql: core }, rate: core });
  });
  app.route("GET", "/meta", {}, () =>
    ok({ verifiable_password_authentication: false, installed_version: "3.17.0" }),
  );
  app.route("GET", "/zen", {}, () => ({
    status: 200,
    bytes: "Keep it logically awesome.",
    headers: { "content-type": "text/plain; charset=utf-8" },
  }));
};
