import { actionsAppId } from "../accounts.ts";
import { appById } from "../app-records.ts";
import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import { nodeId } from "./node-id.ts";
import { renderUser } from "./user.ts";

/** An App as it stands inside other answers; `null` for no App. */
export function renderApp(context: SandboxContext, appId: number | null): JsonObject | null {
  if (appId === null) return null;
  const { url } = context;
  const isActions = appId === actionsAppId;
  const app = appById(context, appId);
  const owner = context.userById(app.ownerId);
  const slug = isActions ? "github-actions" : app.slug;
  return {
    id: appId,
    slug,
    client_id: isActions ? "Iv1.github-actions" : app.clientId,
    node_id: nodeId("A", appId),
    owner: owner ? renderUser(url, owner) : null,
    name: isActions ? "GitHub Actions" : app.name,
    description: isActions ? "Automate your workflow" : (app.description ?? ""),
    external_url: isActions ? url : (app.homepage ?? url),
    html_url: `${url}/apps/${slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
  };
}
