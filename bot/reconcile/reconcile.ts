import { rememberFacts } from "../../src/app/remember-reads.ts";
import type { Key } from "../key.ts";
import { reconcileButton } from "./button.ts";
import { reconcileComment } from "./comment.ts";
import type { BotContext } from "./context.ts";
import { reconcileDashboard } from "./dashboard.ts";
import { reconcileTick } from "./dashboard-tick.ts";
import { reconcileDeployment } from "./deployment.ts";
import { reconcileIssue } from "./issue.ts";
import { reconcileOnboarding } from "./onboarding.ts";
import type { Outcome } from "./outcome.ts";
import { reconcilePullRequest } from "./pull-request.ts";
import { reconcileRegistry } from "./registry.ts";
import { reconcileRun } from "./run.ts";
import { listOpenKeys } from "./sweep.ts";

/** Reads the live state of what a key names, and moves it. Run twice it does nothing the second time. */
export async function reconcile(key: Key, given: BotContext): Promise<Outcome> {
  const context = { ...given, github: rememberFacts(given.github) };
  switch (key.kind) {
    case "pull-request":
      return reconcilePullRequest(key.number, context);
    case "issue":
      return reconcileIssue(key.number, context);
    case "comment":
      return reconcileComment(key, context);
    case "run":
      return reconcileRun(key.id, context);
    case "button":
      return reconcileButton(key, context);
    case "tick":
      return reconcileTick(key, context);
    case "dashboard":
      return reconcileDashboard(context);
    case "deployment":
      return reconcileDeployment(key.id, context);
    case "release":
      return reconcileRegistry(context);
    case "repository":
      await reconcileOnboarding(context);
      return { decision: "done", reasonCode: "looked-up", next: await listOpenKeys(context) };
    default:
      return key satisfies never;
  }
}
