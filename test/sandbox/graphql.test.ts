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
