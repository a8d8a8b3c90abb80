import type { RouteModule } from "../context.ts";
import { ok } from "../http/reply.ts";

/** Addresses that clients ask first: root, meta, rate limit, a health answer. */
export const addMetaRoutes: RouteModule = (app, context) => {
  const limit = () => {
    const reset = Math.floor(context.now().getTime() / 3_600_000) * 3600 + 3600;
    return { limit: 5000, used: 1, remaining: 4999, reset };
  };
  app.route("GET", "/rate_limit", {}, () =>
    ok({ resources: { core: limit(), search: limit(), graphql: limit() }, rate: limit() }),
  );
  app.route("GET", "/meta", {}, () =>
    ok({ verifiable_password_authentication: false, installed_version: "3.17.0" }),
  );
  app.route("GET", "/zen", {}, () => ({
    status: 200,
    bytes: "Keep it logically awesome.",
    headers: { "content-type": "text/plain; charset=utf-8" },
  }));
};
