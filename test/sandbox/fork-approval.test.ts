import { describe, expect, it } from "vitest";
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { callApi, startGitHub, type Answer } from "./support.ts";

type Call = (route: string, body?: unknown, who?: string) => Promise<Answer>;

interface Place {
  readonly call: Call;
  readonly idle: () => Promise<void>;
  /** Runs, newest first, as `event status conclusion`. */
  readonly runs: () => Promise<readonly string[]>;
}

const encode = (text: string): string => Buffer.from(text).toString("base64");

const workflow = `
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps: [{ uses: actions/checkout@v4 }, { run: "cat who.txt" }]
`;

/** `acme/demo` with a runner; `R/` stands for it. eve and mia are strangers, mel is a member of acme, wes has write access. */
async function start(policy?: string): Promise<Place> {
  const actions = startActions({ workRoot: temporaryDirectory() });
  const users = ["ada", "wes", "eve", "mia", "mel"].map((login) => ({ login }));
  const github = await startGitHub({ users, organisations: ["acme"], modules: [actions.module] });
  const call: Call = (route, body, who = "ada") =>
    callApi(
      { url: github.url, token: github.tokenOf(who) },
      route.replace(/ R(?=\/|$)/, " /repos/acme/demo"),
      body,
    );
  await call("POST /orgs/acme/repos", { name: "demo", auto_init: true });
  await call("PUT R/collaborators/wes", { permission: "push" });
  await call("PUT /orgs/acme/memberships/mel", { role: "member" });
  await call("PATCH /user/memberships/orgs/acme", { state: "active" }, "mel");
  await call("PUT R/contents/.github/workflows/w.yml", { message: "w", content: encode(workflow) });
  await call("PUT R/contents/who.txt", { message: "who", content: encode("nobody") });
  if (policy !== undefined)
    await call("PUT R/actions/permissions/fork-pr-contributor-approval", { approval_policy: policy });
  const runs = async (): Promise<readonly string[]> => {
    await actions.runner.idle();
    const { body } = await call("GET R/actions/runs");
    return body.workflow_runs.map(
      ({ event, status, conclusion }: Record<string, string>) => `${event} ${status} ${conclusion}`,
    );
  };
  return { call, runs, idle: () => actions.runner.idle() };
}

/** Writes who.txt on a branch of one's own fork. */
async function writeInFork({ call }: Place, login: string, text: string): Promise<void> {
  await call("POST R/forks", {}, login);
  const path = `/repos/${login}/demo/contents/who.txt`;
  const { sha } = (await call(`GET ${path}`, undefined, login)).body;
  await call(`PUT ${path}`, { message: text, content: encode(text), sha }, login);
}

async function openFromFork(place: Place, login: string): Promise<number> {
  await writeInFork(place, login, login);
  const { body } = await place.call(
    "POST R/pulls",
    { title: login, head: `${login}:main`, base: "main" },
    login,
  );
  return body.number;
}

async function runOfPull({ call }: Place): Promise<number> {
  return (await call("GET R/actions/runs?event=pull_request")).body.workflow_runs[0].id;
}

describe("a pull request from a fork", () => {
  it("runs at once where nothing else is set", async () => {
    const place = await start();
    await openFromFork(place, "eve");
    expect(await place.runs()).toContain("pull_request completed success");
    const { body } = await place.call("GET R/actions/permissions/fork-pr-contributor-approval");
    expect(body).toEqual({ approval_policy: "first_time_contributors_new_to_github" });
  });

  it("of an external contributor waits without a job", async () => {
    const place = await start("all_external_contributors");
    await openFromFork(place, "eve");
    expect(await place.runs()).toEqual(["pull_request completed action_required"]);
    const { body } = await place.call(`GET R/actions/runs/${await runOfPull(place)}/jobs`);
    expect(body.total_count).toBe(0);
    const { body: list } = await place.call("GET R/actions/runs?status=action_required");
    expect(list.total_count).toBe(1);
  });

  it("runs, as the same attempt, once somebody with write access approves; only then, and once", async () => {
    const place = await start("all_external_contributors");
    await openFromFork(place, "eve");
    await place.idle();
    const run = `R/actions/runs/${await runOfPull(place)}`;
    expect((await place.call(`POST ${run}/approve`, undefined, "eve")).status).toBe(403);
    expect((await place.call(`POST ${run}/rerun`, undefined, "wes")).status).toBe(403);
    const both = await Promise.all([
      place.call(`POST ${run}/approve`, undefined, "wes"),
      place.call(`POST ${run}/approve`, undefined, "ada"),
    ]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 403]);
    await place.idle();
    const { body } = await place.call(`GET ${run}`);
    expect(body).toMatchObject({ status: "completed", conclusion: "success", run_attempt: 1 });
    const { body: jobs } = await place.call(`GET ${run}/jobs`);
    const log = (await place.call(`GET R/actions/jobs/${jobs.jobs[0].id}/logs`)).body;
    expect(log).toMatch(/Z eve$/m);
    expect((await place.call(`POST ${run}/approve`)).status).toBe(403);
    expect((await place.call("POST R/actions/runs/999999/approve")).status).toBe(404);
  });

  it("waits again with the next push", async () => {
    const place = await start("all_external_contributors");
    await openFromFork(place, "eve");
    await place.idle();
    await place.call(`POST R/actions/runs/${await runOfPull(place)}/approve`);
    await place.idle();
    await writeInFork(place, "eve", "again");
    expect(await place.runs()).toEqual([
      "pull_request completed action_required",
      "pull_request completed success",
    ]);
  });

  it.each(["wes", "mel"])("of %s, who belongs here, does not wait", async (login) => {
    const place = await start("all_external_contributors");
    await openFromFork(place, login);
    expect(await place.runs()).toContain("pull_request completed success");
  });

  it("waits for first-time contributors until one of theirs is merged", async () => {
    const place = await start("first_time_contributors");
    const number = await openFromFork(place, "eve");
    expect(await place.runs()).toContain("pull_request completed action_required");
    expect((await place.call(`PUT R/pulls/${number}/merge`, { merge_method: "squash" })).status).toBe(200);
    await place.idle();
    await writeInFork(place, "eve", "second");
    await place.call("POST R/pulls", { title: "second", head: "eve:main", base: "main" }, "eve");
    await place.idle();
    expect((await place.runs())[0]).toMatch(/success$/);
    await openFromFork(place, "mia");
    expect(await place.runs()).toContain("pull_request completed action_required");
  });

  it("has a policy that only administrators set, to a value that GitHub has", async () => {
    const { call } = await start();
    const route = "PUT R/actions/permissions/fork-pr-contributor-approval";
    const body = { approval_policy: "all_external_contributors" };
    expect((await call(route, body, "wes")).status).toBe(403);
    expect((await call(route, { approval_policy: "everybody" })).status).toBe(422);
    expect((await call(route, {})).status).toBe(422);
    expect((await call(route, body)).status).toBe(204);
  });
});
