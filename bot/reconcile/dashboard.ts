import type { Policy } from "../../src/config/schema.ts";
import type { Issue, IssueChange } from "../../src/ports/github/issues.ts";
import {
  dashboardTitle,
  parseDashboardMarker,
  renderDashboard,
  withMarker,
  withoutMarker,
} from "../../src/report/dashboard.ts";
import type { Key } from "../key.ts";
import type { BotContext } from "./context.ts";
import { readDashboard } from "./dashboard-facts.ts";
import {
  dashboardLabel,
  findDashboard,
  hasDashboard,
  keepNumber,
  openDashboard,
  type FoundDashboard,
} from "./dashboard-issue.ts";
import { pinOnce } from "./dashboard-pin.ts";
import type { Outcome } from "./outcome.ts";
import { readPolicy } from "./policy.ts";
import { leastPauseMs, writePauseMs } from "./write-pause.ts";

/** The key of the dashboard, where there is one or should be one. */
export async function dashboardKeys(
  policy: Policy | undefined,
  context: Pick<BotContext, "github" | "repository">,
): Promise<readonly Key[]> {
  const isWanted = policy?.dashboard === true || (await hasDashboard(context));
  return isWanted ? [{ kind: "dashboard", repository: context.repository }] : [];
}

/**
 * Brings the model dashboard to what the repository's state says: opened, written when it changed and at most every 10 seconds,
 * put right when people changed it, closed when the policy does not want it any more. Doubles are closed with a link.
 * A policy that is broken closes nothing: its problems are shown.
 */
export async function reconcileDashboard(context: BotContext): Promise<Outcome> {
  const { defaultBranch } = await context.github.members.repository();
  const policy = await readPolicy(defaultBranch, context);
  if (policy?.dashboard !== true && !(await hasDashboard(context))) {
    return { decision: "ignored", reasonCode: "dashboard.off" };
  }
  const found = await findDashboard(context);
  if (policy?.dashboard === false) return closeDashboard(found, context);
  const { id: repositoryId } = await context.github.members.repository();
  const text = renderDashboard({ repositoryId, ...(await readDashboard(policy, context)) });
  return applyDashboard(found, { repositoryId, text }, context);
}

interface Rendering {
  readonly repositoryId: number;
  readonly text: string;
}

async function applyDashboard(
  { issue, doubles }: FoundDashboard,
  rendering: Rendering,
  context: BotContext,
): Promise<Outcome> {
  if (issue === undefined) {
    const opened = await openDashboard(toBody(rendering, 1, context), context);
    await pinOnce(opened.number, await keepNumber(opened.number, context), context);
    return { decision: "done", reasonCode: "dashboard.opened" };
  }
  const pin = await keepNumber(issue.number, context);
  for (const double of doubles) await closeDouble(double, issue, context);
  if (!issue.labels.includes(dashboardLabel)) await context.github.labels.add(issue.number, dashboardLabel);
  const outcome = await writeChanges(issue, rendering, context);
  await pinOnce(issue.number, pin, context);
  return outcome;
}

async function writeChanges(issue: Issue, rendering: Rendering, context: BotContext): Promise<Outcome> {
  const marker = parseDashboardMarker(issue.body);
  const isSame = marker !== undefined && withoutMarker(issue.body) === rendering.text.trimEnd();
  const isIntact = issue.title === dashboardTitle && issue.state === "open";
  if (isSame && isIntact) return { decision: "unchanged", reasonCode: "dashboard" };
  const dueInMs = writePauseMs(Date.parse(marker?.at ?? ""), context.clock.now());
  if (dueInMs > 0) return { decision: "waiting", reasonCode: "dashboard.pause", dueInMs };
  // Another process may have written since: ours is the older view then.
  const live = await context.github.issues.get(issue.number);
  if (live === undefined || live.body !== issue.body) {
    return { decision: "waiting", reasonCode: "dashboard.overtaken", dueInMs: leastPauseMs };
  }
  const change: IssueChange = {
    ...(isSame ? {} : { body: toBody(rendering, (marker?.sequence ?? 0) + 1, context) }),
    ...(issue.title === dashboardTitle ? {} : { title: dashboardTitle }),
    ...(issue.state === "open" ? {} : { state: "open", stateReason: "reopened" }),
  };
  await context.github.issues.update(issue.number, change);
  return { decision: "done", reasonCode: "dashboard.written" };
}

function toBody({ repositoryId, text }: Rendering, sequence: number, { clock }: BotContext): string {
  const at = clock
    .now()
    .toISOString()
    .replace(/\.\d{3}Z$/, "Z");
  return withMarker({ repositoryId, sequence, at }, text);
}

async function closeDouble(double: Issue, issue: Issue, { github }: BotContext): Promise<void> {
  const [line = ""] = double.body.split(/\r?\n/, 1);
  const body = `${line}\nThe model dashboard is #${issue.number}.\n`;
  await github.issues.update(double.number, { body, state: "closed", stateReason: "not_planned" });
}

async function closeDashboard({ issue, doubles }: FoundDashboard, { github }: BotContext): Promise<Outcome> {
  const open = [...doubles, ...(issue?.state === "open" ? [issue] : [])];
  for (const { number, body } of open) {
    const [line = ""] = body.split(/\r?\n/, 1);
    const marker = parseDashboardMarker(line) === undefined ? "" : `${line}\n`;
    const text = `${marker}The policy has \`dashboard: false\`.\n`;
    await github.issues.update(number, { body: text, state: "closed", stateReason: "not_planned" });
  }
  return { decision: open.length > 0 ? "done" : "unchanged", reasonCode: "dashboard.off" };
}
