import type { RouteModule } from "../context.ts";
import { notFound } from "../http/api-error.ts";
import { listed, ok } from "../http/reply.ts";
import type { UserRecord } from "../records.ts";
import { renderFullOrganization, renderFullUser, renderUser } from "../render/user.ts";

/** Users and organisations. */
export const addUserRoutes: RouteModule = (app, context) => {
  app.route("GET", "/user", {}, (request) => ok(renderFullUser(context.url, request.actor.user)));
  app.route("GET", "/users", {}, (request) =>
    listed(request, context.store.collection<UserRecord>("users").all(), (user) =>
      renderUser(context.url, user),
    ),
  );
  app.route("GET", "/users/:login", {}, (request) => {
    const user = context.findUser(request.params["login"] ?? "");
    if (!user) throw notFound();
    return ok(renderFullUser(context.url, user));
  });
  app.route("GET", "/orgs/:org", {}, (request) => {
    const user = context.findUser(request.params["org"] ?? "");
    if (user?.type !== "Organization") throw notFound();
    return ok(renderFullOrganization(context.url, user));
  });
};
