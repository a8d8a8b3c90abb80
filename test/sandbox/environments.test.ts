import sodium from "libsodium-wrappers";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { callApi, startGitHub, type Answer } from "./support.ts";

type Call = (route: string, body?: unknown, who?: string) => Promise<Answer>;

interface Place {
  readonly call: Call;
  readonly idle: () => Promise<void>;
}

/** `acme/demo` with a runner; `R/` stands for it and `E/` for its environment `production`. */
async function start(): Promise<Place> {
  const actions = startActions({ workRoot: temporaryDirectory() });
  const users = ["ada", "wes", "rob"].map((login) => ({ login }));
  const github = await startGitHub({ users, organisations: ["acme"], modules: [actions.module] });
  const call: Call = (route, body, who = "ada") => {
    const path = route
      .replace(/ E(?=\/|$)/, " R/environments/production")
      .replace(/ R(?=\/|$)/, " /repos/acme/demo");
    return callApi({ url: github.url, token: github.tokenOf(who) }, path, body);
  };
  await call("POST /orgs/acme/repos", { name: "demo", auto_init: true });
  await call("PUT R/collaborators/wes", { permission: "push" });
  return { call, idle: () => actions.runner.idle() };
}

async function pushWorkflow(call: Call, steps: string, branch = "main"): Promise<void> {
  const text = `
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps: ${steps}
  other: { runs-on: ubuntu-latest, steps: [{ run: "echo other [\${{ secrets.KEY }}] [\${{ vars.WHERE }}]" }] }
`;
  const content = Buffer.from(text).toString("base64");
  await call("PUT R/contents/.github/workflows/w.yml", { message: "w", content, branch });
}

async function logOf(call: Call, name: string): Promise<string> {
  const { body } = await call("GET R/actions/runs");
  const { body: jobs } = await call(`GET R/actions/runs/${body.workflow_runs[0].id}/jobs`);
  const job = jobs.jobs.find((one: { name: string }) => one.name === name);
  return (await call(`GET R/actions/jobs/${job.id}/logs`)).body;
}

async function waitingRun(call: Call): Promise<number> {
  for (;;) {
    const { body } = await call("GET R/actions/runs?status=waiting");
    if (body.total_count > 0) return body.workflow_runs[0].id;
    await sleep(20);
  }
}

async function seal(call: Call, place: string, value: string): Promise<object> {
  await sodium.ready;
  const { body } = await call(`GET ${place}/public-key`);
  const box = sodium.crypto_box_seal(value, Buffer.from(body.key, "base64"));
  return { encrypted_value: Buffer.from(box).toString("base64"), key_id: body.key_id };
}

describe("secrets and variables of an environment", () => {
  it("go before those of the repository, in its jobs only", async () => {
    const { call, idle } = await start();
    await call("PUT E", {});
    await call("PUT R/actions/secrets/KEY", await seal(call, "R/actions/secrets", "everywhere"));
    expect((await call("PUT E/secrets/KEY", await seal(call, "E/secrets", "production only"))).status).toBe(
      201,
    );
    await call("POST R/actions/variables", { name: "WHERE", value: "anywhere" });
    expect((await call("POST E/variables", { name: "where", value: "live" })).status).toBe(201);
    await pushWorkflow(
      call,
      `[{ env: { KEY: "\${{ secrets.KEY }}" }, run: "echo \${#KEY} \${{ vars.WHERE }} $KEY" }]`,
    );
    await idle();
    expect(await logOf(call, "deploy")).toContain("15 live ***");
    expect(await logOf(call, "other")).toContain("other [***] [anywhere]");
  });

  it("are read, changed and deleted, and belong to an environment that is there", async () => {
    const { call } = await start();
    expect((await call("GET E/variables")).status).toBe(404);
    expect((await call("GET E/secrets/public-key")).status).toBe(404);
    await call("PUT E", {});
    await call("POST E/variables", { name: "LIMIT", value: "1" });
    expect((await call("POST E/variables", { name: "LIMIT", value: "1" })).status).toBe(409);
    await call("PATCH E/variables/LIMIT", { value: "2" });
    expect((await call("GET E/variables/LIMIT")).body.value).toBe("2");
    expect((await call("GET R/actions/variables")).body.total_count).toBe(0);
    await call("DELETE E/variables/LIMIT");
    expect((await call("GET E/variables")).body.total_count).toBe(0);
    await call("PUT E/secrets/KEY", await seal(call, "E/secrets", "x"));
    expect((await call("GET E/secrets/KEY")).body).not.toHaveProperty("value");
    expect((await call("GET E/secrets")).body.total_count).toBe(1);
    await call("DELETE E/secrets/KEY");
    expect((await call("GET E/secrets/KEY")).status).toBe(404);
    expect((await call("GET E/secrets", undefined, "rob")).status).toBe(403);
  });
});

describe("reviewers of an environment", () => {
  it("may be a team: who is in it approves, who is pending or outside does not", async () => {
    const { call, idle } = await start();
    const { body: team } = await call("POST /orgs/acme/teams", { name: "leads" });
    await call("PUT /orgs/acme/teams/leads/memberships/wes", {});
    const made = await call("PUT E", { reviewers: [{ type: "Team", id: team.id }] });
    expect(made.body.protection_rules).toMatchObject([
      { type: "required_reviewers", reviewers: [{ type: "Team", reviewer: { slug: "leads" } }] },
    ]);
    await pushWorkflow(call, "[{ run: echo deployed }]");
    const run = await waitingRun(call);
    const pending = await call(`GET R/actions/runs/${run}/pending_deployments`, undefined, "wes");
    const [{ environment, current_user_can_approve: canApprove }] = pending.body;
    expect(canApprove).toBe(false);
    const review = { environment_ids: [environment.id], state: "approved", comment: "" };
    const approve = (who: string) => call(`POST R/actions/runs/${run}/pending_deployments`, review, who);
    expect((await approve("wes")).status).toBe(422);
    expect((await approve("rob")).status).toBe(422);
    await call("PATCH /user/memberships/orgs/acme", { state: "active" }, "wes");
    expect((await approve("wes")).status).toBe(200);
    await idle();
    expect(await logOf(call, "deploy")).toContain("deployed");
  });

  it("are at most six who can read the repository", async () => {
    const { call } = await start();
    const put = async (reviewers: object[]) => (await call("PUT E", { reviewers })).status;
    expect(await put([{ type: "User", id: 999_999 }])).toBe(422);
    expect(await put([{ type: "Team", id: 999_999 }])).toBe(422);
    const { body: ada } = await call("GET /users/ada");
    expect(await put(Array.from({ length: 7 }, () => ({ type: "User", id: ada.id })))).toBe(422);
    expect((await call("GET E")).status).toBe(404);
  });
});

describe("branches that an environment takes", () => {
  it("are patterns of its own", async () => {
    const { call, idle } = await start();
    const custom = { protected_branches: false, custom_branch_policies: true };
    await call("PUT E", { deployment_branch_policy: custom });
    await pushWorkflow(call, "[{ run: echo deployed }]");
    await idle();
    expect(await logOf(call, "deploy")).toContain('Branch "main" is not allowed to deploy to production');
    const policy = await call("POST E/deployment-branch-policies", { name: "release/*" });
    expect(policy.body).toMatchObject({ name: "release/*", type: "branch" });
    const main = await call("GET R/git/ref/heads/main");
    for (const name of ["release/1", "release/2/x"]) {
      await call("POST R/git/refs", { ref: `refs/heads/${name}`, sha: main.body.object.sha });
      await idle();
      const { body } = await call(`GET R/actions/runs?branch=${encodeURIComponent(name)}`);
      expect([name, body.workflow_runs[0].conclusion]).toEqual([
        name,
        name === "release/1" ? "success" : "failure",
      ]);
    }
  });

  it("are listed, changed and deleted; both kinds at once, or neither, are refused", async () => {
    const { call } = await start();
    const put = async (is: boolean, own: boolean) => {
      const deployment_branch_policy = { protected_branches: is, custom_branch_policies: own };
      return (await call("PUT E", { deployment_branch_policy })).status;
    };
    expect([await put(true, true), await put(false, false), await put(true, false)]).toEqual([422, 422, 200]);
    expect((await call("POST E/deployment-branch-policies", { name: "main" })).status).toBe(404);
    await put(false, true);
    const { body } = await call("POST E/deployment-branch-policies", { name: "v*", type: "tag" });
    const one = `E/deployment-branch-policies/${body.id}`;
    expect((await call("POST E/deployment-branch-policies", { name: "v*", type: "tag" })).body.id).toBe(
      body.id,
    );
    expect((await call(`PUT ${one}`, { name: "w*" })).body).toMatchObject({ name: "w*", type: "tag" });
    expect((await call(`GET ${one}`)).body.name).toBe("w*");
    await call(`DELETE ${one}`);
    expect((await call("GET E/deployment-branch-policies")).body.total_count).toBe(0);
  });
});
