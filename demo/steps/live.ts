import { deliver } from "../flights/landing.ts";
import { daysBetween, type Day } from "../flights/flights-database.ts";
import { driftIssues, reportComments, waitForCheck } from "../observe.ts";
import type { DemoStep } from "../step.ts";
import { findPullRequest } from "../pull-request.ts";
import { dispatch, explainRuns, isBusy, listRuns, rerun } from "../runs.ts";
import { sendDays } from "../send-days.ts";
import { until } from "../until.ts";
import type { Period } from "../timeline.ts";
import type { World } from "../world.ts";
import { requireLive } from "./promotion.ts";

/** Live traffic of some days over HTTP; then the landing zone gets what really happened on them. */
export function trafficStep(
  world: World,
  traffic: { readonly name: string; readonly version: string; readonly period: Period },
): DemoStep {
  const { version, period } = traffic;
  return {
    name: traffic.name,
    run: async () => {
      const serverUrl = await requireLive(world, version);
      const days = daysBetween(period.from, period.to);
      const rows = await sendDays(world, { serverUrl, version, days });
      await deliver(world.landing, period.from, period.to);
      const note = `${rows} flights of ${period.from} to ${period.to} scored by ${version}`;
      return { url: `${serverUrl}/metrics`, note };
    },
  };
}

/** The monitor's runs, newest first; the template names them by their verb. */
async function monitorRuns(world: World) {
  return (await listRuns(world)).filter((run) => run.display_title === "monitor");
}

/** Starts the monitor for a day once: a run that an interrupted demo started is found again, and re-run if it was cut short. */
async function startMonitor(world: World, end: string): Promise<number> {
  const memory = `monitor-before-${end.slice(0, 10)}`;
  const [newest] = await monitorRuns(world);
  if (world.remembered(memory) === undefined) world.remember(memory, String(newest?.id ?? 0));
  const before = Number(world.remembered(memory));
  if (newest === undefined || newest.id <= before) await dispatch(world, { verb: "monitor", until: end });
  else if (newest.conclusion === "cancelled") await rerun(world, newest.id);
  return before;
}

/** Runs the monitor workflow with windows up to the end of `day` and waits for its end. */
async function monitor(world: World, day: Day): Promise<void> {
  const end = new Date(Date.parse(day) + 86_400_000).toISOString();
  const before = await startMonitor(world, end);
  await until({
    what: `the monitor run up to ${end}`,
    explain: () => explainRuns(world),
    look: async () => {
      const mine = (await monitorRuns(world)).find((run) => run.id > before);
      if (mine?.conclusion === "failure")
        throw new Error(`The monitor run failed.\n${await explainRuns(world)}`);
      return mine?.conclusion === "success";
    },
  });
}

/** Ordinary days: no drift issue may exist after the monitor ran. */
export function quietMonitorStep(world: World, day: Day): DemoStep {
  return {
    name: "The monitor looks at ordinary days and stays quiet",
    run: async () => {
      await monitor(world, day);
      const [first] = await driftIssues(world);
      if (first !== undefined) throw new Error(`A drift issue was opened on ordinary days: ${first.title}`);
      return { url: `${world.pages}/actions`, note: "no drift issue" };
    },
  };
}

/** The one drift issue. */
async function onlyDriftIssue(world: World) {
  const issues = await driftIssues(world);
  const [issue] = issues;
  if (issues.length !== 1 || issue === undefined)
    throw new Error(`There are ${issues.length} drift issues, expected one.`);
  return issue;
}

/** Drifted days: the monitor opens exactly one issue. */
export function driftStep(world: World, day: Day): DemoStep {
  return {
    name: "Live traffic drifts: the monitor opens one issue",
    run: async () => {
      await monitor(world, day);
      const issue = await onlyDriftIssue(world);
      return { url: issue.html_url, note: issue.title };
    },
  };
}

/** The branch on which the retraining for the drift issue is proposed. */
export async function retrainBranch(world: World): Promise<string> {
  const issue = await onlyDriftIssue(world);
  return `pawl/retrain/${world.model}/issue-${issue.number}`;
}

/** Re-runs a retraining that was cut short. */
async function nudgeRetraining(world: World): Promise<void> {
  if (await isBusy(world)) return;
  const [newest] = (await listRuns(world)).filter((run) => run.display_title.startsWith("retrain "));
  if (newest?.conclusion === "cancelled") await rerun(world, newest.id);
}

/** The retraining that the policy started ends in a pull request with the usual comment. */
export function retrainStep(world: World): DemoStep {
  return {
    name: "Retraining on the new data ends in a pull request",
    run: async () => {
      const branch = await retrainBranch(world);
      await until({
        what: `the retraining pull request of ${branch}`,
        look: () => findPullRequest(world, branch),
        explain: () => explainRuns(world),
        nudge: () => nudgeRetraining(world),
      });
      const { pull, conclusion, title } = await waitForCheck(world, branch, "ml/metrics");
      if (conclusion !== "success")
        throw new Error(`ml/metrics is ${conclusion} (${title}), expected success.`);
      const comments = await reportComments(world, pull.number);
      const [comment] = comments;
      if (comments.length !== 1 || comment === undefined)
        throw new Error(`#${pull.number} has ${comments.length} comments.`);
      return { url: comment.url, note: title };
    },
  };
}

/** Clean windows of the new version: the issue closes by itself. */
export function closeStep(world: World, day: Day): DemoStep {
  return {
    name: "The drift issue closes itself",
    run: async () => {
      await monitor(world, day);
      const issue = await onlyDriftIssue(world);
      if (issue.state !== "closed") throw new Error(`${issue.html_url} is still open.`);
      return { url: issue.html_url, note: "closed by the monitor" };
    },
  };
}
