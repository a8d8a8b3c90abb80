import type { Tokens } from "../auth/tokens.ts";
import type { SandboxContext } from "../context.ts";
import type { Webhooks } from "../events/webhooks.ts";
import type { Router } from "../http/messages.ts";
import type { ServerHooks } from "../http/server.ts";
import { addUserRoutes } from "./users.ts";

/** What the core routes need besides the context. */
export interface CoreParts {
  readonly context: SandboxContext;
  readonly tokens: Tokens;
  readonly webhooks: Webhooks;
}

/** Adds all routes but those of workflows; returns what answers requests without a route (pages, git). */
export function coreModules(app: Router, { context }: CoreParts): ServerHooks["fallback"] {
  addUserRoutes(app, context);
  return () => Promise.resolve(undefined);
}
