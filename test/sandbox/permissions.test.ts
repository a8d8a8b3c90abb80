import { describe, expect, it } from "vitest";
import { actionsModule } from "../../sandbox/github/actions/actions-module.ts";
import { saveApp } from "../../sandbox/github/app-records.ts";
import type { Permissions, TokenRecord } from "../../sandbox/github/records.ts";
import { hiddenWithoutMembers, permissionRows, withoutPermission } from "./permission-table.ts";
import { callApi, startGitHub, type Answer } from "./support.ts";

const refusal = "Resource not accessible by integration";

/** Every permission at its highest level. */
const everything: Permissions = Object.fromEntries(
  permissionRows.flatMap(({ sets }) => sets.split(/[;,] ?/)).map((one) => [one.split("=")[0] ?? "", "write"]),
);

interface Place {
  readonly operations: readonly string[];
  readonly ask: (permissions: Permissions, route: string, body?: unknown) => Promise<Answer>;
}

/** A private repository acme/demo with issue 1 and pull request 2, a comment on each, team leads, and the App on acme. */
async function startPlace(): Promise<Place & { readonly comments: readonly [number, number] }> {
  const github = await startGitHub({
    users: [{ login: "ada" }],
    organisations: ["acme"],
    modules: [actionsModule],
  });
  const { context, url } = github;
  saveApp(context, { ...context.app, permissions: everything });
  const ada = (route: string, body?: unknown) => callApi({ url, token: github.adminToken }, route, body);
  await ada("POST /orgs/acme/repos", { name: "demo", auto_init: true, private: true });
  await ada("POST /orgs/acme/teams", { name: "leads" });
  await ada("POST /repos/acme/demo/issues", { title: "an issue" });
  const main = await ada("GET /repos/acme/demo/git/ref/heads/main");
  await ada("POST /repos/acme/demo/git/refs", { ref: "refs/heads/topic", sha: main.body.object.sha });
  const content = Buffer.from("text").toString("base64");
  await ada("PUT /repos/acme/demo/contents/a.txt", { message: "a", branch: "topic", content });
  await ada("POST /repos/acme/demo/pulls", { title: "a pull request", head: "topic", base: "main" });
  const comments = await Promise.all(
    [1, 2].map(async (number) => {
      const answer = await ada(`POST /repos/acme/demo/issues/${number}/comments`, { body: "text" });
      return answer.body.id as number;
    }),
  );
  const tokens = context.store.collection<TokenRecord>("tokens");
  const installation = context.store
    .collection<{ readonly id: number; readonly accountId: number }>("installations")
    .all()
    .find(({ accountId }) => accountId === context.findUser("acme")?.id);
  const ask: Place["ask"] = (permissions, route, body) => {
    const token = `ghs_${Object.entries(permissions).join("_").replaceAll(",", "-")}`;
    tokens.put("", token, {
      token,
      kind: "installation",
      userId: context.app.botId,
      appId: context.app.id,
      installationId: installation?.id ?? 0,
      accountId: installation?.accountId ?? null,
      permissions,
      repositoryIds: null,
      runId: null,
      expiresAt: null,
    });
    return callApi({ url, token }, route, body);
  };
  return { operations: github.operations, ask, comments: [comments[0] ?? 0, comments[1] ?? 0] };
}

function patternOf(route: string): string {
  return route.replace("{repo}", "/repos/:owner/:repo");
}

/** A path of a pattern: of the repository acme/demo and the pull request 2, all else is not there. */
function pathOf(route: string): string {
  return patternOf(route)
    .replace(":owner/:repo", "acme/demo")
    .replace(":org", "acme")
    .replace(":team_slug", "leads")
    .replace(/:(issue|pull)_number/, "2")
    .replaceAll(/:\w+_id\b/g, "999999")
    .replace("*basehead", "main...main")
    .replaceAll(/[:*]\w+/g, "nowhere");
}

/** Bodies of the requests that GitHub's description takes only with one; the rest is asked with `{}`. */
const bodies: Readonly<Record<string, unknown>> = {
  "PUT {repo}/topics": { names: [] },
  "DELETE {repo}/issues/:issue_number/assignees": { assignees: [] },
  "PUT {repo}/pulls/:pull_number/reviews/:review_id": { body: "text" },
  "PUT {repo}/pulls/:pull_number/reviews/:review_id/dismissals": { message: "text" },
  "DELETE {repo}/pulls/:pull_number/requested_reviewers": { reviewers: [] },
};

function bodyOf(route: string): unknown {
  return route.startsWith("GET ") ? undefined : (bodies[route] ?? {});
}

/** The permissions that a header names, each set as what a token holds. */
function setsOf(header: string): readonly Permissions[] {
  return header.split("; ").map((set) => Object.fromEntries(set.split(",").map((one) => one.split("="))));
}

describe("the permissions of routes", () => {
  it("are in the table for every route of a repository or an organisation", async () => {
    const { operations } = await startPlace();
    const known = [
      ...permissionRows.map(({ route }) => route),
      ...withoutPermission,
      ...hiddenWithoutMembers,
    ].map(patternOf);
    const asked = operations.filter((operation) =>
      /^\w+ (\/_sandbox)?\/(repos\/:owner|orgs\/:org)\b/.test(operation),
    );
    expect(asked.filter((operation) => !known.includes(operation))).toEqual([]);
    expect(known.filter((operation) => !operations.includes(operation))).toEqual([]);
    expect(known.length).toBe(new Set(known).size);
  });

  it("are told in x-accepted-github-permissions, and a token with all others is refused", async () => {
    const { ask } = await startPlace();
    const told: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const { route, sets } of permissionRows) {
      const names = setsOf(sets).flatMap((set) => Object.keys(set));
      const isRead = sets.includes("=read");
      const [readable, none] = [{ [names[0] ?? ""]: "read" }, {}] as const;
      const others = Object.fromEntries(Object.entries(everything).filter(([name]) => !names.includes(name)));
      // To write, reading is not enough; metadata may always be read.
      const held: Permissions = { ...others, ...(isRead ? none : readable) };
      const { status, body, headers } = await ask(held, pathOf(route));
      told[route] = [headers.get("x-accepted-github-permissions"), status === 403 && body.message];
      expected[route] = [sets, sets === "metadata=read" ? false : refusal];
    }
    expect(told).toEqual(expected);
  });

  it("let a token pass that holds one of the sets and nothing else", async () => {
    const { ask } = await startPlace();
    const refused: string[] = [];
    for (const { route, sets } of permissionRows) {
      // Deleting or giving away the repository would end the walk.
      if (/^(DELETE|PATCH) \{repo\}$|\/transfer$/.test(route)) continue;
      for (const held of setsOf(sets)) {
        const { status, body } = await ask(held, pathOf(route), bodyOf(route));
        if (status === 401 || (status === 403 && body.message === refusal))
          refused.push(`${route} with ${JSON.stringify(held)}`);
      }
    }
    expect(refused).toEqual([]);
  });

  it("tell an App without members that there is no such team", async () => {
    const { ask } = await startPlace();
    const { members: _, ...others } = everything;
    const statuses = await Promise.all(
      hiddenWithoutMembers.map((route) => ask(others, pathOf(route), bodyOf(route))),
    );
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([404]));
    expect((await ask({ members: "read" }, pathOf("GET /orgs/:org/teams/:team_slug"))).status).toBe(200);
  });

  it("of issue routes: pull_requests does on a pull request, not on an issue and not to make one", async () => {
    const { ask, comments } = await startPlace();
    const [onIssue, onPull] = comments;
    const repo = "/repos/acme/demo";
    const rowsOfIssues: readonly (readonly [string, unknown])[] = [
      [`POST ${repo}/issues/N/comments`, { body: "text" }],
      [`PATCH ${repo}/issues/comments/C`, { body: "other text" }],
      [`POST ${repo}/issues/N/labels`, { labels: ["ml/running"] }],
      [`PUT ${repo}/issues/N/labels`, { labels: ["ml/running"] }],
      [`DELETE ${repo}/issues/N/labels/ml%2Frunning`, undefined],
      [`POST ${repo}/issues/N/assignees`, { assignees: ["ada"] }],
      [`PUT ${repo}/issues/N/lock`, {}],
      [`DELETE ${repo}/issues/N/lock`, undefined],
      [`PATCH ${repo}/issues/N`, { title: "another title" }],
      [`GET ${repo}/issues/N/timeline`, undefined],
    ];
    const place = (route: string, number: number, comment: number) =>
      route.replace("/N", `/${number}`).replace("/C", `/${comment}`);
    for (const [route, body] of rowsOfIssues) {
      const answers = await Promise.all([
        ask({ pull_requests: "write" }, place(route, 1, onIssue), body),
        ask({ pull_requests: "write" }, place(route, 2, onPull), body),
      ]);
      const again = await ask({ issues: "write" }, place(route, 1, onIssue), body);
      const statuses = [...answers, again].map(({ status }) => status);
      expect([route, statuses[0]]).toEqual([route, 403]);
      expect([route, (statuses[1] ?? 500) < 300]).toEqual([route, true]);
      // A label that was never put on the issue is not there to be taken off.
      expect([route, (statuses[2] ?? 500) < 300]).toEqual([route, true]);
    }
    const made = await ask({ pull_requests: "write" }, `POST ${repo}/issues`, { title: "a drift issue" });
    expect([made.status, made.body.message]).toEqual([403, refusal]);
    expect((await ask({ issues: "write" }, `POST ${repo}/issues`, { title: "a drift issue" })).status).toBe(
      201,
    );
  });
});
