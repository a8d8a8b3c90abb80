import { describe, expect, it } from "vitest";
import {
  appPermissions,
  createManifest,
  subscribedEvents,
  type PermissionName,
} from "../../bot/app-manifest.ts";
import { eventNames } from "../../bot/events.ts";
import { actionsModule } from "../../sandbox/github/actions/actions-module.ts";
import { saveApp } from "../../sandbox/github/app-records.ts";
import type { Permissions } from "../../sandbox/github/records.ts";
import { createGitHub, listInstallations } from "../../src/adapters/github/create-github.ts";
import type { GitHub } from "../../src/ports/github/github.ts";
import { callApi, startGitHub } from "../sandbox/support.ts";

const address = "http://127.0.0.1/";
const { default_permissions: all } = createManifest({
  name: "pawl",
  webhookUrl: address,
  redirectUrl: address,
  onboards: true,
});

/** The bot's GitHub in acme/flights, with an App that holds these permissions; and the head of main. */
async function open(permissions: Permissions): Promise<{ readonly github: GitHub; readonly sha: string }> {
  const sandbox = await startGitHub({
    users: [{ login: "ada" }],
    organisations: ["acme"],
    modules: [actionsModule],
  });
  saveApp(sandbox.context, { ...sandbox.context.app, permissions });
  const ada = { url: sandbox.url, token: sandbox.adminToken };
  await callApi(ada, "POST /orgs/acme/repos", { name: "flights", auto_init: true });
  await callApi(ada, "POST /orgs/acme/teams", { name: "leads", maintainers: ["ada"] });
  const { body } = await callApi(ada, "GET /repos/acme/flights/git/ref/heads/main");
  const app = { apiUrl: sandbox.url, appId: sandbox.app.id, privateKey: sandbox.app.privateKey };
  const place = (await listInstallations(app)).find(({ repository }) => repository === "acme/flights");
  const auth = { ...app, installationId: place?.installationId ?? 0 };
  const sha: string = body.object.sha;
  return { github: createGitHub({ apiUrl: sandbox.url, repository: "acme/flights", auth }), sha };
}

/** A write of the bot for each permission to write that the sandbox, as GitHub, asks for. */
const writes: Partial<Record<PermissionName, (github: GitHub, sha: string) => Promise<unknown>>> = {
  actions: ({ workflows }) => workflows.cancel(1),
  checks: ({ checks }, sha) =>
    checks.create("ml/metrics", sha, { title: "t", summary: "s", conclusion: "neutral" }),
  contents: ({ commits }, sha) => commits.createRef("refs/pawl/test", sha),
  deployments: ({ deployments }, sha) =>
    deployments.create({ ref: sha, environment: "staging", description: "", payload: {} }),
  issues: ({ issues }) => issues.create({ title: "t", body: "b", labels: [] }),
  // The other permissions are asked for by a write of their own, this one by what is written.
  workflows: ({ commits }, sha) =>
    commits.create({ message: "m", parent: sha, files: { ".github/workflows/pawl.yml": "on: push\n" } }),
  pull_requests: ({ pullRequests }) =>
    pullRequests.create({ title: "t", body: "", head: "main", base: "main" }),
};

describe("the permissions of the manifest", () => {
  it.each(Object.entries(writes))(
    "hold %s to write, without which the bot is refused",
    async (name, write) => {
      const { [name]: _, ...others } = all;
      // Of `workflows` there is no level to read.
      const held = name === "workflows" ? others : { ...others, [name]: "read" as const };
      const { github, sha } = await open(held);
      await expect(write(github, sha)).rejects.toMatchObject({
        code: "github.request-failed",
        message: expect.stringContaining("(403): Resource not accessible by integration"),
      });
    },
  );

  it("are named by the error of a write that lacks one, with the next step", async () => {
    const { github } = await open({ ...all, issues: "read" });
    await expect(github.issues.create({ title: "t", body: "b", labels: [] })).rejects.toMatchObject({
      message: expect.stringContaining("It takes a token with `issues: write`"),
      hint: expect.stringContaining("bot-installation.md"),
    });
    const reader = await open({ ...all, issues: "read", pull_requests: "read" });
    await expect(reader.github.labels.add(1, "ml/running")).rejects.toThrow(
      "It takes a token with `issues: write` or `pull_requests: write`",
    );
  });

  it("hold members to read, without which nobody is in a team", async () => {
    const { members, ...others } = all;
    expect(members).toBe("read");
    for (const [permissions, isIn] of [
      [all, true],
      [others, false],
    ] as const) {
      const { github } = await open(permissions);
      expect(await github.members.isInTeam("ada", "@acme/leads")).toBe(isIn);
    }
  });

  it("are those of the table, and a repository without onboarding gives no workflows", () => {
    const levels = Object.entries(appPermissions).map(([name, { access }]) => [name, access]);
    expect(all).toEqual(Object.fromEntries(levels));
    const { default_permissions: fewer } = createManifest({
      name: "pawl",
      webhookUrl: address,
      redirectUrl: address,
      onboards: false,
    });
    expect(Object.keys(all).filter((name) => !Object.hasOwn(fewer, name))).toEqual(["workflows"]);
  });

  it("go with events that the bot listens to, but for those that come to every App", () => {
    const unasked = eventNames.filter((name) => !subscribedEvents.includes(name));
    expect(unasked).toEqual(["installation", "installation_repositories"]);
  });
});
