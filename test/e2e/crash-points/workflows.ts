import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SandboxEvent } from "../../../sandbox/github/context.ts";
import { createFlightsWorld, type FlightsWorld } from "./flights-world.ts";
import { repository, type Step, type World } from "./world.ts";

/** A workflow that is killed: what starts it, and what may start it again. */
export interface Prepared {
  readonly first: Step;
  /** Ways to go on, each by itself. */
  readonly again: readonly Step[];
}

/** A commit on main whose model has no version yet. */
export async function prepareRegistration(root: string): Promise<Prepared> {
  const world = await createFlightsWorld(root);
  await world.commitModel("logistic-good");
  const env = { INPUT_TOKEN: world.github.adminToken, "INPUT_SIGNING-KEY": world.signingKey };
  await world.close();
  const first = { action: "register", env };
  return { first, again: [first] };
}

/** A pull request whose pipeline has ended: the bot's event, or a sweep. */
export async function prepareReport(root: string): Promise<Prepared> {
  const world = await createFlightsWorld(root);
  await world.commitModel("logistic-good");
  const seen = await watchEvents(world, () => openPull(world));
  const { workflow_runs: runs } = await world.call<{ workflow_runs: { id: number }[] }>(
    "GET",
    "/actions/runs",
  );
  return finish(world, { name: "pull_request", seen, runId: runs[0]?.id ?? 0 });
}

/** Two versions that were in staging one after the other, and a command about them. */
export async function prepareCommand(root: string, command: string): Promise<Prepared> {
  const world = await createFlightsWorld(root);
  await world.commitModel("logistic-weak");
  await world.releaseModel("v1.0.0");
  await world.commitModel("logistic-good");
  await world.releaseModel("v1.0.1");
  const issue = await world.call<{ number: number }>("POST", "/issues", { title: "Numbers" });
  const seen = await watchEvents(world, async () => {
    await world.call("POST", `/issues/${issue.number}/comments`, { body: command }, "mia");
  });
  return finish(world, { name: "issue_comment", seen, runId: 1 });
}

async function watchEvents({ github }: World, act: () => Promise<void>): Promise<readonly SandboxEvent[]> {
  const seen: SandboxEvent[] = [];
  const stop = github.context.onEvent((event) => seen.push(event));
  await act();
  await github.idle();
  stop();
  return seen;
}

async function openPull({ call }: World): Promise<void> {
  const { object } = await call<{ object: { sha: string } }>("GET", "/git/ref/heads/main");
  await call("POST", "/git/refs", { ref: "refs/heads/better", sha: object.sha });
  const content = Buffer.from("depth: 4\n").toString("base64");
  await call("PUT", "/contents/params.yaml", { message: "depth", content, branch: "better" });
  await call("POST", "/pulls", { title: "Better", head: "better", base: "main" }, "will");
  for (let waited = 0; waited < 600; waited += 1) {
    const answer = await call<{ workflow_runs: { conclusion: string | null }[] }>("GET", "/actions/runs");
    if (answer.workflow_runs[0]?.conclusion === "success") return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new RangeError("the pipeline has not ended well in 30 s");
}

interface Occasion {
  readonly name: string;
  readonly seen: readonly SandboxEvent[];
  /** The run that the bot is the last job of. */
  readonly runId: number;
}

async function finish(world: FlightsWorld, { name, seen, runId }: Occasion): Promise<Prepared> {
  const token = tokenOfJob(world, runId);
  const step = (eventName: string, payload: object): Step => {
    const path = join(world.work, ".git", `${eventName}.json`);
    writeFileSync(path, JSON.stringify(payload));
    const env = { INPUT_TOKEN: token, GITHUB_EVENT_NAME: eventName, GITHUB_EVENT_PATH: path };
    return { action: "bot", env: { ...env, GITHUB_RUN_ID: String(runId) } };
  };
  const event = seen.find((one) => one.event === name);
  if (event === undefined) throw new RangeError(`there was no event ${name}`);
  const first = step(name, event.payload);
  const sweep = step("schedule", {});
  await world.close();
  return { first, again: [first, sweep] };
}

/** The `GITHUB_TOKEN` of the bot's job, with the rights that the workflow of the templates gives it. */
function tokenOfJob({ github }: World, runId: number): string {
  const [owner = "", name = ""] = repository.split("/");
  const found = github.context.findRepository(owner, name);
  if (found === undefined) throw new RangeError(`the sandbox has no ${repository}`);
  const scopes = ["actions", "checks", "contents", "deployments", "issues", "pull_requests"];
  const permissions = Object.fromEntries(scopes.map((scope) => [scope, "write" as const]));
  return github.context.issueJobToken({
    repository: found,
    permissions: { ...permissions, metadata: "read" },
    runId,
  });
}
