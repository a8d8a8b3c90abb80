import { describe, expect, it } from "vitest";
import { listedQueries } from "../../sandbox/github/graphql/listed-queries.ts";
import { startWorld, type World } from "./support.ts";

const textOf = (name: string): string => listedQueries.find((listed) => listed.name === name)?.text ?? "";

async function ask({ call }: World, name: string, variables: object, who = "ada") {
  return (await call(who, "POST /graphql", { query: textOf(name), variables })).body;
}

const demo = { owner: "acme", repo: "demo" };

describe("GraphQL", () => {
  it("answers a listed query whatever its white space, and no other one", async () => {
    const { call } = await startWorld();
    const viewer = await call("rob", "POST /graphql", { query: "query{\n viewer  { login }\n}" });
    expect([viewer.status, viewer.body]).toEqual([200, { data: { viewer: { login: "rob" } } }]);
    const other = await call("rob", "POST /graphql", { query: "query { viewer { login id } }" });
    expect([other.status, other.body.message]).toEqual([
      501,
      "Not implemented in the sandbox: POST /graphql with this query",
    ]);
  });

  it("tells pull requests with labels, files and merge commit, page by page", async () => {
    const world = await startWorld();
    const { call, branch, put } = world;
    for (const name of ["one", "two"]) {
      await branch(name);
      await put(name, `${name}.txt`, name);
      const made = await call("ada", "POST /repos/acme/demo/pulls", {
        title: name,
        head: name,
        base: "main",
      });
      await call("ada", `POST /repos/acme/demo/issues/${made.body.number}/labels`, {
        labels: ["ml/gate:pass"],
      });
    }
    const merged = await call("ada", "PUT /repos/acme/demo/pulls/1/merge", { merge_method: "squash" });
    const wanted = { ...demo, num: 1, targetBranch: "main", maxFilesChanged: 10 };
    const first = await ask(world, "mergedPullRequests", { ...wanted, states: ["MERGED", "OPEN"] });
    expect(first.data.repository.pullRequests.nodes).toEqual([
      {
        number: 2,
        title: "two",
        baseRefName: "main",
        headRefName: "two",
        labels: { nodes: [{ name: "ml/gate:pass" }] },
        body: "",
        mergeCommit: null,
        files: { nodes: [{ path: "two.txt" }], pageInfo: { endCursor: "Y3Vyc29yOjE=", hasNextPage: false } },
      },
    ]);
    const { endCursor: cursor, hasNextPage } = first.data.repository.pullRequests.pageInfo;
    expect(hasNextPage).toBe(true);
    const next = await ask(world, "mergedPullRequests", { ...wanted, states: ["MERGED", "OPEN"], cursor });
    expect(next.data.repository.pullRequests).toMatchObject({
      nodes: [{ number: 1, mergeCommit: { oid: merged.body.sha } }],
      pageInfo: { hasNextPage: false },
    });
    const open = await ask(world, "mergedPullRequests", { ...wanted, num: 9, states: "OPEN" });
    expect(open.data.repository.pullRequests.nodes).toHaveLength(1);
  });

  it("tells the history of a branch with the pull requests of each commit, and null for a missing branch", async () => {
    const world = await startWorld();
    const { call, branch, put } = world;
    await branch("one");
    await put("one", "one.txt", "1");
    await call("ada", "POST /repos/acme/demo/pulls", { title: "one", head: "one", base: "main" });
    const { body } = await call("ada", "PUT /repos/acme/demo/pulls/1/merge", { merge_method: "squash" });
    const variables = { ...demo, num: 1, targetBranch: "main", maxFilesChanged: 100 };
    const answer = await ask(world, "pullRequestsSince", variables);
    const { history } = answer.data.repository.ref.target;
    expect(history.pageInfo).toMatchObject({ hasNextPage: true });
    expect(history.nodes).toMatchObject([
      {
        sha: body.sha,
        message: "one (#1)",
        author: { name: "ada", user: { login: "ada" } },
        associatedPullRequests: { nodes: [{ number: 1, mergeCommit: { oid: body.sha } }] },
      },
    ]);
    const none = await ask(world, "pullRequestsSince", { ...variables, targetBranch: "gone" });
    expect(none).toEqual({ data: { repository: { ref: null } } });
  });

  it("shows draft Releases to writers only, and no tag for them", async () => {
    const world = await startWorld();
    const { call } = world;
    await call("ada", "POST /repos/acme/demo/releases", { tag_name: "v1", body: "notes" });
    await call("ada", "POST /repos/acme/demo/releases", { tag_name: "v2", draft: true });
    const seen = await ask(world, "releases", { ...demo, num: 5 });
    expect(seen.data.repository.releases.nodes).toMatchObject([
      { isDraft: true, tag: null, tagCommit: null },
      { isDraft: false, tag: { name: "v1" }, description: "notes" },
    ]);
    const read = await ask(world, "releases", { ...demo, num: 5 }, "rob");
    expect(read.data.repository.releases.nodes).toHaveLength(1);
  });

  it("says what is wrong in GitHub's words", async () => {
    const world = await startWorld();
    const { call } = world;
    const messages = async (variables: object, name = "releases"): Promise<string[]> =>
      (await ask(world, name, variables)).errors.map((error: { message: string }) => error.message);
    expect(await messages({ ...demo, num: 101 })).toEqual([
      "Requesting 101 records on the `releases` connection exceeds the `first` limit of 100 records.",
    ]);
    expect(await messages({ ...demo, num: 5, cursor: "x" })).toEqual([
      "`x` does not appear to be a valid cursor.",
    ]);
    expect(await messages({ owner: 5, repo: "demo" })).toEqual([
      "Variable $owner of type String! was provided invalid value",
      "Variable $num of type Int! was provided invalid value",
    ]);
    const states = { ...demo, num: 1, targetBranch: "main", states: ["GONE"] };
    expect((await ask(world, "mergedPullRequests", states)).errors[0].extensions.problems).toEqual([
      { path: [0], explanation: 'Expected "GONE" to be one of: CLOSED, MERGED, OPEN' },
    ]);
    const missing = await ask(world, "releases", { owner: "acme", repo: "gone", num: 1 });
    expect(missing).toMatchObject({
      data: { repository: null },
      errors: [
        {
          type: "NOT_FOUND",
          path: ["repository"],
          message: "Could not resolve to a Repository with the name 'acme/gone'.",
          locations: [{ line: 1, column: 80 }],
        },
      ],
    });
    expect((await call("ada", "POST /graphql", {})).body.errors[0].message).toBe(
      "A query attribute must be specified and must be a string.",
    );
    expect((await call("", "POST /graphql", { query: textOf("viewer") })).status).toBe(401);
  });

  it("hides a private repository as if there were none", async () => {
    const world = await startWorld();
    await world.call("ada", "PATCH /repos/acme/demo", { private: true });
    expect((await ask(world, "releases", { ...demo, num: 1 }, "rob")).errors[0].type).toBe("NOT_FOUND");
    expect((await ask(world, "releases", { ...demo, num: 1 })).errors).toBeUndefined();
  });
});

describe("pinned issues", () => {
  async function startIssue() {
    const world = await startWorld();
    const { body } = await world.call("rob", "POST /repos/acme/demo/issues", { title: "Read me" });
    const look = async (who = "ada") =>
      (await ask(world, "issuePin", { ...demo, number: body.number }, who)).data.repository;
    return { ...world, issueId: body.node_id as string, number: Number(body.number), look };
  }

  it("are pinned by who may write, with events of the timeline and webhooks", async () => {
    const world = await startIssue();
    const { issueId, number, look } = world;
    const told: unknown[] = [];
    world.github.context.onEvent(({ event, action }) => {
      if (event === "issues") told.push(action);
    });
    expect(await look("rob")).toEqual({
      pinnedIssues: { totalCount: 0 },
      issue: { id: issueId, isPinned: false, timelineItems: { nodes: [] } },
    });
    const refused = await ask(world, "pinIssue", { issueId }, "rob");
    expect(refused).toMatchObject({ data: { pinIssue: null }, errors: [{ type: "FORBIDDEN" }] });
    const pinned = await ask(world, "pinIssue", { issueId }, "wes");
    expect(pinned).toEqual({ data: { pinIssue: { issue: { id: issueId, isPinned: true } } } });
    expect((await ask(world, "pinIssue", { issueId }, "wes")).errors[0].type).toBe("UNPROCESSABLE");
    const unpinned = await ask(world, "unpinIssue", { issueId }, "ada");
    expect(unpinned.data.unpinIssue.issue.isPinned).toBe(false);
    expect(await look()).toMatchObject({
      pinnedIssues: { totalCount: 0 },
      issue: { timelineItems: { nodes: [{ __typename: "PinnedEvent" }] } },
    });
    const timeline = await world.call("ada", `GET /repos/acme/demo/issues/${number}/timeline`);
    expect(timeline.body.map((entry: { event: string }) => entry.event)).toEqual(["pinned", "unpinned"]);
    expect(told).toEqual(["pinned", "unpinned"]);
  });

  it("are three of a repository, and a fourth is refused in GitHub's words", async () => {
    const world = await startIssue();
    for (const title of ["one", "two", "three"]) {
      const { body } = await world.call("ada", "POST /repos/acme/demo/issues", { title });
      expect((await ask(world, "pinIssue", { issueId: body.node_id })).errors).toBeUndefined();
    }
    expect((await ask(world, "pinIssue", { issueId: world.issueId })).errors).toMatchObject([
      { type: "UNPROCESSABLE", path: ["pinIssue"], message: "Maximum 3 pinned issues per repository" },
    ]);
  });

  it("are pinned by a workflow that may write issues, and by none that may only read", async () => {
    const world = await startIssue();
    const repository = world.github.context.findRepository("acme", "demo");
    if (repository === undefined) throw new Error("no acme/demo");
    const tokenOf = (issues: "read" | "write") =>
      world.github.context.issueJobToken({ repository, permissions: { issues }, runId: 1 });
    const { issueId } = world;
    const refused = await ask(world, "pinIssue", { issueId }, tokenOf("read"));
    expect(refused.errors).toMatchObject([
      { type: "FORBIDDEN", message: "Resource not accessible by integration" },
    ]);
    const done = await ask(world, "pinIssue", { issueId }, tokenOf("write"));
    expect(done.data.pinIssue.issue.isPinned).toBe(true);
  });

  it("that are none answer as GitHub does: unknown ids, pull requests, another's private repository", async () => {
    const world = await startIssue();
    const { call, branch, put, issueId } = world;
    expect((await ask(world, "pinIssue", { issueId: "I_../x" })).errors[0].type).toBe("NOT_FOUND");
    expect((await ask(world, "issuePin", { ...demo, number: 99 })).errors[0]).toMatchObject({
      type: "NOT_FOUND",
      path: ["repository", "issue"],
      message: "Could not resolve to an Issue with the number of 99.",
    });
    await branch("one");
    await put("one", "one.txt", "1");
    const pull = await call("ada", "POST /repos/acme/demo/pulls", { title: "1", head: "one", base: "main" });
    const number = pull.body.number;
    expect((await ask(world, "issuePin", { ...demo, number })).errors[0].type).toBe("NOT_FOUND");
    expect((await ask(world, "pinIssue", { issueId: pull.body.node_id })).errors[0].type).toBe("NOT_FOUND");
    await call("ada", "PATCH /repos/acme/demo", { private: true });
    expect((await ask(world, "pinIssue", { issueId }, "rob")).errors[0].type).toBe("NOT_FOUND");
  });
});

describe("conversations on a pull request", () => {
  /** A pull request of wes with one conversation of two comments. */
  async function startTalk() {
    const world = await startWorld();
    const { call, branch, put } = world;
    await branch("next");
    await put("next", "a.txt", "a\n");
    await call("wes", "POST /repos/acme/demo/pulls", { title: "next", head: "next", base: "main" });
    const comments = "/repos/acme/demo/pulls/1/comments";
    const { body } = await call("rob", `POST ${comments}`, {
      body: "why?",
      path: "a.txt",
      line: 1,
      commit_id: (await call("ada", "GET /repos/acme/demo/pulls/1")).body.head.sha,
    });
    await call("wes", `POST ${comments}/${body.id}/replies`, { body: "because" });
    const list = async () =>
      (await ask(world, "reviewThreads", { ...demo, number: 1, num: 10 })).data.repository.pullRequest
        .reviewThreads.nodes;
    const merge = (who = "ada") => call(who, "PUT /repos/acme/demo/pulls/1/merge", {});
    return { ...world, list, merge, firstComment: body.id };
  }

  it("are resolved and opened again by those who may, and webhooks hear of it", async () => {
    const world = await startTalk();
    const told: unknown[] = [];
    world.github.context.onEvent(({ event, action, payload }) => {
      const thread = payload["thread"] as { comments: readonly { body: string }[] } | undefined;
      if (event === "pull_request_review_thread")
        told.push([action, thread?.comments.map(({ body }) => body)]);
    });
    const [thread, ...others] = await world.list();
    expect(others).toEqual([]);
    expect(thread).toMatchObject({
      isResolved: false,
      resolvedBy: null,
      path: "a.txt",
      line: 1,
      comments: { nodes: [{ databaseId: world.firstComment }] },
    });
    const threadId = thread.id;
    const refused = await ask(world, "resolveReviewThread", { threadId }, "rob");
    expect(refused).toMatchObject({
      data: { resolveReviewThread: null },
      errors: [{ type: "FORBIDDEN", message: expect.stringContaining("`ResolveReviewThread`") }],
    });
    const done = await ask(world, "resolveReviewThread", { threadId }, "wes");
    expect(done.data.resolveReviewThread.thread).toMatchObject({
      isResolved: true,
      resolvedBy: { login: "wes" },
    });
    await ask(world, "resolveReviewThread", { threadId }, "ada");
    expect((await world.list())[0].resolvedBy).toEqual({ login: "wes" });
    await ask(world, "unresolveReviewThread", { threadId }, "ada");
    expect((await world.list())[0].isResolved).toBe(false);
    expect(told).toEqual([
      ["resolved", ["why?", "because"]],
      ["unresolved", ["why?", "because"]],
    ]);
  });

  it("that are none answer as GitHub does", async () => {
    const world = await startTalk();
    const none = await ask(world, "resolveReviewThread", { threadId: "PRRT_../../x" });
    expect(none.errors[0]).toMatchObject({
      type: "NOT_FOUND",
      message: "Could not resolve to a node with the global id of 'PRRT_../../x'",
    });
    const missing = await ask(world, "reviewThreads", { ...demo, number: 99, num: 1 });
    expect(missing.errors[0].type).toBe("NOT_FOUND");
    const many = await ask(world, "reviewThreads", { ...demo, number: 1, num: 101 });
    expect(many.errors[0].type).toBe("EXCESSIVE_PAGINATION");
  });

  it.each([
    [
      "protection of the branch",
      "PUT /repos/acme/demo/branches/main/protection",
      {
        required_status_checks: null,
        enforce_admins: false,
        required_pull_request_reviews: null,
        restrictions: null,
        required_conversation_resolution: true,
      },
    ],
    [
      "a ruleset",
      "POST /repos/acme/demo/rulesets",
      {
        name: "talk",
        enforcement: "active",
        conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
        rules: [
          {
            type: "pull_request",
            parameters: {
              dismiss_stale_reviews_on_push: false,
              require_code_owner_review: false,
              require_last_push_approval: false,
              required_approving_review_count: 0,
              required_review_thread_resolution: true,
            },
          },
        ],
      },
    ],
  ])("hold back the merge while they are open, by %s", async (_, route, rule) => {
    const world = await startTalk();
    await world.call("ada", route, rule);
    const refused = await world.merge();
    expect([refused.status, refused.body.message]).toEqual([
      405,
      "A conversation must be resolved before this pull request can be merged.",
    ]);
    const [{ id: threadId }] = await world.list();
    await ask(world, "resolveReviewThread", { threadId }, "wes");
    expect((await world.merge()).status).toBe(200);
  });
});
