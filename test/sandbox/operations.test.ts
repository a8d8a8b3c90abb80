import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createSign } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Exchange } from "../../sandbox/github/http/exchange.ts";
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { walkOrganizationRulesets, walkRestrictions } from "./walk-rules.ts";
import { callApi, type Answer } from "./support.ts";

// One walk through the whole API. The contract of test/support/github-contract looks at every answer; at the end every
// route must have answered well at least once.
let github: SandboxGitHub;
let workRoot = "";
const answered = new Set<string>();

const note = (message: unknown): void => {
  const { method, pattern, status } = message as Exchange;
  if (status < 400) answered.add(`${method} ${pattern}`);
};

function jwt(): string {
  const seconds = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part({ iat: seconds - 5, exp: seconds + 300, iss: String(github.app.id) })}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(github.app.privateKey, "base64url")}`;
}

/** Calls as ada and wants an answer below 400; `R/` stands for the repository. */
async function call(route: string, body?: unknown, token = github.adminToken): Promise<Answer["body"]> {
  const [method = "", path = ""] = route.split(" ", 2);
  const place = path.replace(/^R(?=\/|$|\?)/, "/repos/acme/demo");
  const answer = await callApi({ url: github.url, token }, `${method} ${place}`, body);
  expect([route, answer.status < 400 ? "ok" : JSON.stringify(answer.body)]).toEqual([route, "ok"]);
  return answer.body;
}

beforeAll(async () => {
  subscribe("pawl.sandbox.exchange", note);
  workRoot = await mkdtemp(join(tmpdir(), "pawl-work-"));
  const actions = startActions({ workRoot });
  const users = [{ login: "ada" }, { login: "wes" }];
  github = await startSandboxGitHub({ users, organisations: ["acme"], modules: [actions.module] });
  await call("POST /orgs/acme/repos", { name: "demo", auto_init: true, description: "d" });
});

afterAll(async () => {
  unsubscribe("pawl.sandbox.exchange", note);
  await github.close();
  await rm(workRoot, { recursive: true, force: true, maxRetries: 3 });
});

const text = (value: string) => Buffer.from(value).toString("base64");
const read = async (...routes: readonly string[]) => {
  for (const route of routes) await call(`GET ${route}`);
};

describe("every operation", () => {
  it("of accounts, repositories and rights", async () => {
    await read("/user", "/users", "/users/ada", "/orgs/acme", "/orgs/acme/members", "/meta", "/zen");
    await read("/rate_limit", "/user/repos", "/orgs/acme/repos", "/users/ada/repos", "R", "R/languages");
    await call("POST /user/repos", { name: "own", auto_init: true });
    await call("PATCH R", { description: "other", has_wiki: true });
    await call("PUT R/topics", { names: ["mlops"] });
    await call("POST R/forks", { name: "forked" }, github.tokenOf("wes"));
    await read("R/topics", "R/forks");
    await call("PUT R/collaborators/wes", { permission: "push" });
    await read("R/collaborators", "R/collaborators/wes", "R/collaborators/wes/permission", "R/assignees");
    await call("DELETE R/collaborators/wes");
    await call("PUT R/collaborators/wes", { permission: "push" });
    await call("POST /orgs/acme/teams", { name: "Data" });
    await call("PATCH /orgs/acme/teams/data", { name: "Data Team", description: "d", privacy: "closed" });
    const team = "/orgs/acme/teams/data-team";
    await call(`PUT ${team}/memberships/wes`, { role: "member" });
    const wes = github.tokenOf("wes");
    await call("GET /user/memberships/orgs/acme", undefined, wes);
    await call("PATCH /user/memberships/orgs/acme", { state: "active" }, wes);
    await call("PUT /orgs/acme/memberships/wes", { role: "member" });
    await call(`PUT ${team}/repos/acme/demo`, { permission: "triage" });
    await read("/orgs/acme/teams", team, `${team}/members`, `${team}/memberships/wes`, "R/teams");
    await read(
      `${team}/repos`,
      `${team}/repos/acme/demo`,
      "/orgs/acme/memberships/wes",
      "/orgs/acme/members/wes",
    );
    await call(`DELETE ${team}/memberships/wes`);
    await call("DELETE /orgs/acme/members/wes");
    await call("PUT /orgs/acme/memberships/wes", { role: "member" });
    await call("DELETE /orgs/acme/memberships/wes");
    await call(`DELETE ${team}/repos/acme/demo`);
    await call(`DELETE ${team}`);
    await call("POST /repos/ada/own/transfer", { new_owner: "acme" });
    await call("DELETE /repos/acme/own");
  });

  it("of git", async () => {
    const blob = await call("POST R/git/blobs", { content: "hi", encoding: "utf-8" });
    const main = await call("GET R/git/ref/heads/main");
    const tree = await call("POST R/git/trees", {
      base_tree: main.object.sha,
      tree: [{ path: "hi.txt", mode: "100644", type: "blob", sha: blob.sha }],
    });
    const commit = await call("POST R/git/commits", {
      message: "m",
      tree: tree.sha,
      parents: [main.object.sha],
    });
    const object = { tag: "v0", message: "m", object: commit.sha, type: "commit" };
    const tag = await call("POST R/git/tags", object);
    await call("POST R/git/refs", { ref: "refs/tags/v0", sha: tag.sha });
    await call("POST R/git/refs", { ref: "refs/heads/gone", sha: commit.sha });
    await call("PATCH R/git/refs/heads/gone", { sha: main.object.sha, force: true });
    await call("DELETE R/git/refs/heads/gone");
    await read(
      `R/git/blobs/${blob.sha}`,
      `R/git/trees/${tree.sha}?recursive=1`,
      `R/git/commits/${commit.sha}`,
    );
    await read(
      `R/git/tags/${tag.sha}`,
      "R/git/matching-refs/tags/v",
      "R/branches",
      "R/branches/main",
      "R/tags",
    );
    const file = await call("PUT R/contents/d/a.txt", { message: "m", content: text("needle") });
    await read("R/contents/d/a.txt", "R/contents", "R/readme", "R/commits", "R/commits/main");
    await read(`R/compare/${main.object.sha}...main`, `R/commits/${main.object.sha}/pulls`);
    await read("R/tarball", "R/tarball/main", "R/zipball", "R/zipball/main");
    await read("/search/code?q=needle+repo:acme/demo", "R/legacy.tar.gz/main", "R/legacy.zip/main");
    await call("DELETE R/contents/d/a.txt", { message: "m", sha: file.content.sha });
  });

  it("of issues", async () => {
    await call("POST R/milestones", { title: "m", description: "d" });
    await call("PATCH R/milestones/1", { title: "n" });
    await call("POST R/labels", { name: "ml/drift", color: "ff0000" });
    await call("PATCH R/labels/ml/drift", { description: "d" });
    await call("POST R/issues", {
      title: "t",
      body: "b",
      labels: ["ml/drift"],
      milestone: 1,
      assignees: ["wes"],
    });
    await call("PATCH R/issues/1", { title: "u", state: "closed", state_reason: "completed" });
    await call("PATCH R/issues/1", { state: "open", milestone: null });
    await call("POST R/issues/1/assignees", { assignees: ["ada"] });
    await call("DELETE R/issues/1/assignees", { assignees: ["ada"] });
    await call("PUT R/issues/1/lock");
    await call("DELETE R/issues/1/lock");
    const comment = await call("POST R/issues/1/comments", { body: "c" });
    const one = `R/issues/comments/${comment.id}`;
    await call(`PATCH ${one}`, { body: "d" });
    for (const place of ["R/issues/1", one]) {
      const reaction = await call(`POST ${place}/reactions`, { content: "rocket" });
      await read(`${place}/reactions`);
      await call(`DELETE ${place}/reactions/${reaction.id}`);
    }
    await read("R/issues", "R/issues/1", "R/issues/1/comments", "R/issues/comments", one, "R/labels");
    await read("R/labels/ml/drift", "R/issues/1/labels", "R/issues/1/timeline", "R/issues/1/events");
    await read("R/milestones", "R/milestones/1", "/search/issues?q=u+repo:acme/demo");
    const { id } = await call("GET R");
    await read(`/search/labels?repository_id=${id}&q=drift`);
    await call("POST R/issues/1/labels", { labels: ["a", "b"] });
    await call("PUT R/issues/1/labels", { labels: ["a"] });
    await call("DELETE R/issues/1/labels/a");
    await call("DELETE R/issues/1/labels");
    await call(`DELETE ${one}`);
    await call("DELETE R/labels/ml/drift");
    await call("DELETE R/milestones/1");
  });

  it("of pull requests", async () => {
    const main = await call("GET R/git/ref/heads/main");
    await call("POST R/git/refs", { ref: "refs/heads/next", sha: main.object.sha });
    await call("PUT R/contents/n.txt", { message: "m", content: text("1\n2\n"), branch: "next" });
    await call("PUT R/contents/m.txt", { message: "m", content: text("1"), branch: "main" });
    const { number } = await call("POST R/pulls", { title: "p", head: "next", base: "main", draft: false });
    const pull = `R/pulls/${number}`;
    await call(`PATCH ${pull}`, { title: "q" });
    await call(`POST ${pull}/requested_reviewers`, { reviewers: ["wes"] });
    await read("R/pulls", pull, `${pull}/files`, `${pull}/commits`, `${pull}/requested_reviewers`);
    await call(`DELETE ${pull}/requested_reviewers`, { reviewers: ["wes"] });
    const { head } = await call(`GET ${pull}`);
    const line = { body: "c", path: "n.txt", line: 1, side: "RIGHT" };
    const comment = await call(`POST ${pull}/comments`, { ...line, commit_id: head.sha });
    await call(`POST ${pull}/comments/${comment.id}/replies`, { body: "r" });
    const one = `R/pulls/comments/${comment.id}`;
    await call(`PATCH ${one}`, { body: "d" });
    const reaction = await call(`POST ${one}/reactions`, { content: "+1" });
    await read(`${one}/reactions`, one, "R/pulls/comments", `${pull}/comments`);
    await call(`DELETE ${one}/reactions/${reaction.id}`);
    await call(`DELETE ${one}`);
    const wes = github.tokenOf("wes");
    const pending = await call(`POST ${pull}/reviews`, { comments: [line] }, wes);
    await read(`${pull}/reviews`, `${pull}/reviews/${pending.id}`, `${pull}/reviews/${pending.id}/comments`);
    await call(`POST ${pull}/reviews/${pending.id}/events`, { event: "APPROVE", body: "b" }, wes);
    await call(`PUT ${pull}/reviews/${pending.id}`, { body: "c" }, wes);
    await call(`PUT ${pull}/reviews/${pending.id}/dismissals`, { message: "m" });
    const other = await call(`POST ${pull}/reviews`, {}, wes);
    await call(`DELETE ${pull}/reviews/${other.id}`, undefined, wes);
    await call(`PUT ${pull}/update-branch`);
    await call(`PUT ${pull}/merge`, { merge_method: "squash" });
    await read(`${pull}/merge`);
  });

  it("of checks, statuses and deployments", async () => {
    const { object } = await call("GET R/git/ref/heads/main");
    const annotations = [
      { path: "n.txt", start_line: 1, end_line: 1, annotation_level: "warning", message: "m" },
    ];
    const actions = [{ label: "l", description: "d", identifier: "retrain" }];
    const run = await call("POST R/check-runs", { name: "gate", head_sha: object.sha, actions });
    const output = { title: "t", summary: "s", annotations };
    const one = `R/check-runs/${run.id}`;
    await call(`PATCH ${one}`, { conclusion: "success", output });
    await call(`POST ${one}/rerequest`);
    await call(`POST /_sandbox/repos/acme/demo/check-runs/${run.id}/actions/retrain`);
    await call("POST /_sandbox/faults/requests", { route: "GET /never", effect: { kind: "timeout" } });
    await call("POST /_sandbox/faults/deliveries", { event: "never", effect: { kind: "drop" } });
    await call("DELETE /_sandbox/faults");
    const suite = `R/check-suites/${run.check_suite.id}`;
    await call(`POST ${suite}/rerequest`);
    await read(one, `${one}/annotations`, suite, `${suite}/check-runs`);
    await call(`POST R/statuses/${object.sha}`, { state: "success", context: "eval", description: "d" });
    await read("R/commits/main/check-runs", "R/commits/main/check-suites", "R/commits/main/status");
    await read("R/commits/main/statuses");
    await call("PUT R/environments/production", { wait_timer: 1 });
    const { id } = await call("POST R/deployments", {
      ref: "main",
      environment: "production",
      required_contexts: [],
    });
    const deployment = `R/deployments/${id}`;
    const status = await call(`POST ${deployment}/statuses`, { state: "success" });
    await read("R/deployments", deployment, `${deployment}/statuses`, `${deployment}/statuses/${status.id}`);
    await read("R/environments", "R/environments/production");
    await call(`POST ${deployment}/statuses`, { state: "inactive" });
    await call(`DELETE ${deployment}`);
    await call("DELETE R/environments/production");
  });

  it("of Releases, rules and hooks", async () => {
    const release = await call("POST R/releases", { tag_name: "v1", body: "b" });
    const one = `R/releases/${release.id}`;
    const asset = await call(`POST ${one}/assets?name=a.bin`, "bytes");
    const file = `R/releases/assets/${asset.id}`;
    await call(`PATCH ${file}`, { label: "l" });
    await call(`PATCH ${one}`, { name: "n" });
    await call("POST R/releases/generate-notes", { tag_name: "v1" });
    await read("R/releases", one, "R/releases/latest", "R/releases/tags/v1", `${one}/assets`, file);
    const headers = { accept: "application/octet-stream" };
    const asked = { url: github.url, token: github.adminToken };
    const bytes = await callApi(
      asked,
      `GET /repos/acme/demo/releases/assets/${asset.id}`,
      undefined,
      headers,
    );
    expect(bytes.body).toBe("bytes");
    await call(`DELETE ${file}`);
    await call("PUT R/immutable-releases");
    await read("R/immutable-releases");
    await call("DELETE R/immutable-releases");
    await call(`DELETE ${one}`);
    const protection = "R/branches/main/protection";
    await call(`PUT ${protection}`, {
      required_status_checks: { strict: true, contexts: ["gate"] },
      enforce_admins: null,
      required_pull_request_reviews: null,
      restrictions: null,
    });
    await call(`POST ${protection}/enforce_admins`);
    await read(protection, `${protection}/enforce_admins`, `${protection}/required_status_checks`);
    await call(`DELETE ${protection}/enforce_admins`);
    const checks = `${protection}/required_status_checks`;
    for (const method of ["POST", "PUT", "DELETE"])
      await call(`${method} ${checks}/contexts`, { contexts: ["a"] });
    await call(`PATCH ${checks}`, { strict: false });
    await call(`PATCH ${protection}/required_pull_request_reviews`, { required_approving_review_count: 1 });
    await read(`${checks}/contexts`, `${protection}/required_pull_request_reviews`);
    await call(`DELETE ${checks}`);
    await call(`DELETE ${protection}/required_pull_request_reviews`);
    await call(`POST ${protection}/required_signatures`);
    await read(`${protection}/required_signatures`);
    await call(`DELETE ${protection}/required_signatures`);
    await walkRestrictions(call, protection, github.app.slug);
    await call(`DELETE ${protection}`);
    await call("POST R/branches/main/rename", { new_name: "trunk" });
    await call("POST R/branches/trunk/rename", { new_name: "main" });
    await call("POST R/merges", { base: "main", head: "main" });
    const { id } = await call("POST R/rulesets", { name: "r", target: "branch", enforcement: "disabled" });
    await call(`PUT R/rulesets/${id}`, { name: "s" });
    await read("R/rulesets", `R/rulesets/${id}`, "R/rules/branches/main");
    await call(`DELETE R/rulesets/${id}`);
    await walkOrganizationRulesets(call);
    const config = { url: "http://127.0.0.1:9/", content_type: "json" };
    const hook = await call("POST R/hooks", { config, events: ["issues"] });
    const place = `R/hooks/${hook.id}`;
    await call(`PATCH ${place}`, { add_events: ["push"] });
    await call(`PATCH ${place}/config`, { content_type: "form" });
    await call(`POST ${place}/pings`);
    await github.idle();
    const [delivery] = await call(`GET ${place}/deliveries`);
    await call(`POST ${place}/deliveries/${delivery.id}/attempts`);
    await read("R/hooks", place, `${place}/config`, `${place}/deliveries/${delivery.id}`);
    await call(`DELETE ${place}`);
  });

  it("of Apps", async () => {
    const app = jwt();
    await call("GET /app", undefined, app);
    const [installation] = await call("GET /app/installations", undefined, app);
    await call(`GET /app/installations/${installation.id}`, undefined, app);
    for (const place of ["R", "/users/ada", "/orgs/acme"])
      await call(`GET ${place}/installation`, undefined, app);
    await call("PATCH /app/hook/config", { url: "http://127.0.0.1:9/" }, app);
    await call("POST R/labels", { name: "told" });
    await github.idle();
    await call("GET /app/hook/config", undefined, app);
    const [delivery] = await call("GET /app/hook/deliveries", undefined, app);
    await call(`GET /app/hook/deliveries/${delivery.id}`, undefined, app);
    await call(`POST /app/hook/deliveries/${delivery.id}/attempts`, undefined, app);
    github.setAppWebhook(null);
    const manifest = { url: github.url, redirect_url: "http://127.0.0.1:9/" };
    const form = new URLSearchParams({ manifest: JSON.stringify(manifest), name: "made", state: "s" });
    const confirmed = await fetch(`${github.url}/settings/apps`, {
      method: "POST",
      body: form,
      redirect: "manual",
    });
    const code = new URL(confirmed.headers.get("location") ?? "").searchParams.get("code") ?? "";
    await call(`POST /app-manifests/${code}/conversions`);
    await call(`GET /apps/${github.app.slug}`);
    const { token } = await call(`POST /app/installations/${installation.id}/access_tokens`, {}, app);
    await call("GET /installation/repositories", undefined, token);
    await call("DELETE /installation/token", undefined, token);
  });

  it("has answered, but those of the runner, which its own tests ask", () => {
    const own = /\/actions\/|\/:environment_name\/|\/dispatches$|\/_actions\/|\/twirp\/|\/graphql$/;
    expect(github.operations.filter((operation) => !own.test(operation) && !answered.has(operation))).toEqual(
      [],
    );
  });
});
