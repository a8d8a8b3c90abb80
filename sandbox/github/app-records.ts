import type { SandboxContext } from "./context.ts";
import type { AppRecord } from "./records.ts";

/** Keeps a changed App, or a new one. The first App has a key of its own, under which older states have it. */
export function saveApp(context: SandboxContext, app: AppRecord): AppRecord {
  const key = app.id === context.app.id ? "app" : app.id;
  return context.store.collection<AppRecord>("apps").put("", key, app);
}

/** The App that an id names; the first one for no id. */
export function appById(context: SandboxContext, id: number | null): AppRecord {
  return context.apps().find((app) => app.id === id) ?? context.app;
}
