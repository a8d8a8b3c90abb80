import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deliver } from "../flights/landing.ts";
import { daysBetween, type Day } from "../flights/flights-database.ts";
import { requestsForDay } from "../flights/traffic.ts";
import {
  driftIssues,
  explainRuns,
  findPullRequest,
  liveDeployment,
  reportComments,
  waitForCheck,
} from "../observe.ts";
import type { DemoStep } from "../play.ts";
import { until } from "../until.ts";
import type { Period } from "../timeline.ts";
import type { World } from "../world.ts";

const batchRows = 500;

/** Sends one day's flights to the production server; returns the number of rows that it scored. */
async function sendDay(world: World, serverUrl: string, day: Day): Promise<number> {
  let rows = 0;
  for await (const request of requestsForDay(day, batchRows)) {
    const answer = await fetch(`${serverUrl}/v2/models/${world.model}/infer`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    if (!answer.ok) throw new Error(`The server answered ${answer.status} on ${day}: ${await answer.text()}`);
    const { outputs } = (await answer.json()) as {
      readonly outputs: readonly { readonly data: readonly number[] }[];
    };
    rows += outputs[0]?.data.length ?? 0;
  }
  return rows;
}

/** Live traffic of some days over HTTP; then the landing zone gets what really happened on them. */
export function trafficStep(
  world: World,
  traffic: { readonly name: string; readonly version: string; readonly period: Period },
): DemoStep {
  const { version, period } = traffic;
  return {
    name: traffic.name,
    run: async () => {
      const live = await liveDeployment(world, "production", version);
      if (live === undefined) throw new Error(`${version} is not live in production.`);
      const sent = join(world.directory, "sent");
      mkdirSync(sent, { recursive: true });
      let rows = 0;
      for (const day of daysBetween(period.from, period.to)) {
        if (existsSync(join(sent, `${version}-${day}`))) continue;
        rows += await sendDay(world, live.serverUrl, day);
        writeFileSync(join(sent, `${version}-${day}`), "");
      }
      await deliver(world.landing, period.from, period.to);
      return {
        url: `${live.serverUrl}/metrics`,
        note: `${rows} flights of ${period.from} to ${period.to} scored by ${version}`,
      };
    },
  };
}

/** Runs the monitor workflow with windows up to the end of `day` and waits for its end. */
async function monitor(world: World, day: Day): Promise<void> {
  const end = new Date(Date.parse(day) + 86_400_000).toISOString();
  const { owner, repo } = world;
  const runs = async () => {
    const { data } = await world.ana.rest.actions.listWorkflowRunsForRepo({
      owner,
      repo,
      event: "workflow_dispatch",
      per_page: 100,
    });
    return data.workflow_runs;
  };
  const before = new Set((await runs()).map((run) => run.id));
  await world.ana.rest.actions.createWorkflowDispatch({
    owner,
    repo,
    workflow_id: "pawl.yml",
    ref: "main",
    inputs: { verb: "monitor", until: end },
  });
  await until({
    what: `the monitor run up to ${end}`,
    explain: () => explainRuns(world),
    look: async () => {
      const mine = (await runs()).filter((run) => !before.has(run.id)).at(-1);
      if (mine?.conclusion === "failure")
        throw new Error(`The monitor run failed.\n${await explainRuns(world)}`);
      return mine?.status === "completed";
    },
  });
}

/** Ordinary days: no drift issue may exist after the monitor ran. */
export function quietMonitorStep(world: World, day: Day): DemoStep {
  return {
    name: "The monitor looks at ordinary days and stays quiet",
    run: async () => {
      if ((await driftIssues(world)).length === 0) await monitor(world, day);
      const open = await driftIssues(world);
      const [first] = open;
      const past = await world.hasPassed("drift");
      if (first !== undefined && !past)
        throw new Error(`A drift issue was opened on ordinary days: ${first.title}`);
      return { url: `${world.pages}/actions`, note: "no drift issue" };
    },
  };
}

/** Drifted days: the monitor opens exactly one issue. */
export function driftStep(world: World, day: Day): DemoStep {
  return {
    name: "Live traffic drifts: the monitor opens one issue",
    run: async () => {
      if ((await driftIssues(world)).length === 0) await monitor(world, day);
      const issues = await driftIssues(world);
      const [issue] = issues;
      if (issues.length !== 1 || issue === undefined)
        throw new Error(`There are ${issues.length} drift issues, expected one.`);
      await world.pass("drift");
      return { url: issue.html_url, note: issue.title };
    },
  };
}

/** The branch on which the retraining for the drift issue is proposed. */
export async function retrainBranch(world: World): Promise<string> {
  const [issue] = await driftIssues(world);
  if (issue === undefined) throw new Error("There is no drift issue.");
  return `pawl/retrain/${world.model}/issue-${issue.number}`;
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
      const isOpen = async (): Promise<boolean> =>
        (await driftIssues(world)).some((issue) => issue.state === "open");
      if (await isOpen()) await monitor(world, day);
      const issues = await driftIssues(world);
      const [issue] = issues;
      if (issue === undefined || issues.length !== 1)
        throw new Error(`There are ${issues.length} drift issues, expected one.`);
      if (issue.state !== "closed") throw new Error(`${issue.html_url} is still open.`);
      return { url: issue.html_url, note: "closed by the monitor" };
    },
  };
}
