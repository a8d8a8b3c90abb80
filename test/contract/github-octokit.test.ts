import { createManifest } from "../../bot/app-manifest.ts";
import { saveApp } from "../../sandbox/github/app-records.ts";
import { createGitHub, listInstallations } from "../../src/adapters/github/create-github.ts";
import { actionsModule } from "../../sandbox/github/actions/actions-module.ts";
import { listedQueries } from "../../sandbox/github/graphql/listed-queries.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { describeCommitsContract } from "./commits-contract.ts";
import { describeGitHubContract } from "./github-contract.ts";
import type { GitHubWorld } from "./github-world.ts";

type Call = (method: string, path: string, body?: object, login?: string) => Promise<Record<string, unknown>>;

/** Speaks to the sandbox as a person, without the code under test. */
function personalCalls(sandbox: SandboxGitHub): Call {
  return async (method, path, body, login = "ada") => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: { authorization: `token ${sandbox.tokenOf(login)}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
}

async function openSandboxWorld(auth: "installation" | "job"): Promise<GitHubWorld> {
  const people = ["ada", "mia", "will", "tom", "mallory"];
  const sandbox = await startSandboxGitHub({
    users: people.map((login) => ({ login })),
    organisations: ["acme"],
    modules: [actionsModule],
  });
  // The bot's App has to do with what its manifest asks for.
  const { default_permissions: permissions } = createManifest({
    name: "pawl",
    webhookUrl: sandbox.url,
    redirectUrl: sandbox.url,
    onboards: true,
  });
  saveApp(sandbox.context, { ...sandbox.context.app, permissions });
  const call = personalCalls(sandbox);
  await call("POST", "/orgs/acme/repos", { name: "flights", auto_init: false });
  const roles = { mia: "maintain", will: "push", tom: "triage" };
  for (const [login, permission] of Object.entries(roles)) {
    await call("PUT", `/repos/acme/flights/collaborators/${login}`, { permission });
  }
  const put = async (path: string, text: string, branch?: string): Promise<string> => {
    const content = Buffer.from(text).toString("base64");
    const body = { message: "test", content, ...(branch === undefined ? {} : { branch }) };
    const { commit } = await call("PUT", `/repos/acme/flights/contents/${path}`, body);
    return (commit as { sha: string }).sha;
  };
  const mainSha = await put("README.md", "flights\n");
  const repository = "acme/flights";
  const github = createGitHub({ apiUrl: sandbox.url, repository, auth: await credentials(sandbox, auth) });
  return {
    github,
    mainSha,
    pushBranch: async (branch, path, text) => {
      await call("POST", "/repos/acme/flights/git/refs", { ref: `refs/heads/${branch}`, sha: mainSha });
      return put(path, text, branch);
    },
    commentAs: async (login, number, body) =>
      Number((await call("POST", `/repos/acme/flights/issues/${number}/comments`, { body }, login))["id"]),
    labelAs: async (login, number, label) => {
      await call("POST", `/repos/acme/flights/issues/${number}/labels`, { labels: [label] }, login);
    },
    unpinAs: async (login, number) => {
      const { node_id: issueId } = await call("GET", `/repos/acme/flights/issues/${number}`);
      const query = listedQueries.find(({ name }) => name === "unpinIssue")?.text;
      const answer = await call("POST", "/graphql", { query, variables: { issueId } }, login);
      if (answer["errors"] !== undefined) throw new Error(JSON.stringify(answer));
    },
    close: () => sandbox.close(),
  };
}

async function credentials(
  sandbox: SandboxGitHub,
  auth: "installation" | "job",
): Promise<Parameters<typeof createGitHub>[0]["auth"]> {
  const app = { apiUrl: sandbox.url, appId: sandbox.app.id, privateKey: sandbox.app.privateKey };
  const found = (await listInstallations(app)).find((entry) => entry.repository === "acme/flights");
  if (auth === "installation") return { ...app, installationId: found?.installationId ?? 0 };
  const repository = sandbox.context.findRepository("acme", "flights");
  if (repository === undefined) throw new Error("the sandbox has no acme/flights");
  const names = ["actions", "checks", "contents", "deployments", "issues", "pull_requests"];
  const permissions = Object.fromEntries(names.map((name) => [name, "write" as const]));
  return { token: sandbox.context.issueJobToken({ repository, permissions, runId: 1 }) };
}

describeGitHubContract("octokit as an App, over the sandbox", () => openSandboxWorld("installation"));
describeCommitsContract("octokit, over the sandbox", () => openSandboxWorld("installation"));
describeGitHubContract("octokit as a workflow, over the sandbox", () => openSandboxWorld("job"));
