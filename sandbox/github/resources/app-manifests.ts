import { randomBytes } from "node:crypto";
import { convertManifest } from "../app-manifest.ts";
import type { RouteModule } from "../context.ts";
import { notFound } from "../http/api-error.ts";
import { created } from "../http/reply.ts";
import { renderApp } from "../render/app.ts";

/** The end of the manifest flow: who has the code of a confirmed App gets the App with its credentials, once. */
export const addAppManifestRoutes: RouteModule = (app, context) => {
  app.route("POST", "/app-manifests/:code/conversions", {}, async (request) => {
    const made = await convertManifest(context, request.params["code"] ?? "");
    if (made === undefined) throw notFound();
    return created({
      ...renderApp(context, made.id),
      client_id: made.clientId,
      client_secret: randomBytes(20).toString("hex"),
      webhook_secret: made.webhookSecret,
      pem: made.privateKey,
    });
  });
};
