import { describe, expect, it } from "vitest";
import { cloneDemo, startWorld, type World } from "./support.ts";

async function openPull({ call, branch, put }: World, name = "work"): Promise<number> {
  await branch(name);
  await put(name, `${name}.txt`, "1\n");
  const answer = await call("ada", "POST /repos/acme/demo/pulls", {
    title: name,
    head: name,
    base: "main",
    body: "Closes #1",
  });
  return answer.body.number;
}

describe("pull requests in the sandbox", () => {
  it("tell of a push to their branch and refresh their refs first", async () => {
    const world = await startWorld();
    const { github, call } = world;
    const number = await openPull(world);
    const seen: unknown[] = [];
    const { git, commit } = await cloneDemo(github, github.adminToken);
    github.context.onEvent((event) => seen.push([event.event, event.action]));
    await git("checkout", "-q", "work");
    const sha = await commit("more.txt", "more");
    await git("push", "-q", "origin", "work");
    expect(seen).toEqual([
      ["push", null],
      ["pull_request", "synchronize"],
    ]);
    expect((await git("ls-remote", "origin", `refs/pull/${number}/head`)).slice(0, 40)).toBe(sha);
    expect(await git("ls-remote", "origin", `refs/pull/${number}/merge`)).not.toBe("");
    const pull = await call("ada", `GET /repos/acme/demo/pulls/${number}`);
    expect([pull.body.head.sha, pull.body.commits, pull.body.changed_files]).toEqual([sha, 2, 2]);
  });

  it("are compared with the base branch as it is when their head is pushed", async () => {
    const world = await startWorld();
    const { call, put, github } = world;
    const number = await openPull(world);
    const base = await put("main", "other.txt", "1\n");
    const { git } = await cloneDemo(github, github.adminToken);
    await git("checkout", "-q", "work");
    await git("rebase", "-q", "origin/main");
    await git("push", "-q", "--force", "origin", "work");
    const files = await call("ada", `GET /repos/acme/demo/pulls/${number}/files`);
    expect(files.body.map((file: { filename: string }) => file.filename)).toEqual(["work.txt"]);
    expect((await call("ada", `GET /repos/acme/demo/pulls/${number}`)).body.base.sha).toBe(base);
  });

  it("are held back by required checks, in GitHub's words", async () => {
    const world = await startWorld();
    const { call } = world;
    const number = await openPull(world);
    await call("ada", "PUT /repos/acme/demo/branches/main/protection", {
      required_status_checks: { strict: false, contexts: ["ml/metrics"] },
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    });
    const merge = () => call("ada", `PUT /repos/acme/demo/pulls/${number}/merge`, {});
    const blocked = await merge();
    expect([blocked.status, blocked.body.message]).toEqual([
      405,
      'Required status check "ml/metrics" is expected.',
    ]);
    expect((await call("ada", `GET /repos/acme/demo/pulls/${number}`)).body.mergeable_state).toBe("blocked");
    const { body } = await call("ada", `GET /repos/acme/demo/pulls/${number}`);
    const check = { name: "ml/metrics", head_sha: body.head.sha, conclusion: "failure" };
    await call("ada", "POST /repos/acme/demo/check-runs", check);
    expect((await merge()).body.message).toBe('Required status check "ml/metrics" is failing.');
    await call("ada", "POST /repos/acme/demo/check-runs", { ...check, conclusion: "success" });
    expect((await merge()).body.merged).toBe(true);
  });

  it.each([
    ["merge", 2],
    ["squash", 1],
    ["rebase", 1],
  ])("merge by %s, close what they mention, and are found by their commit", async (merge_method, parents) => {
    const world = await startWorld();
    const { call, put } = world;
    await call("ada", "POST /repos/acme/demo/issues", { title: "wanted" });
    const number = await openPull(world);
    await put("main", "other.txt", "main moves on");
    const merged = await call("ada", `PUT /repos/acme/demo/pulls/${number}/merge`, { merge_method });
    const commit = await call("ada", `GET /repos/acme/demo/commits/${merged.body.sha}`);
    expect(commit.body.parents).toHaveLength(parents);
    expect((await call("ada", "GET /repos/acme/demo/contents/work.txt")).status).toBe(200);
    expect((await call("ada", "GET /repos/acme/demo/contents/other.txt")).status).toBe(200);
    expect((await call("ada", "GET /repos/acme/demo/issues/1")).body.state).toBe("closed");
    const found = await call("ada", `GET /repos/acme/demo/commits/${merged.body.sha}/pulls`);
    expect(found.body.map((pull: { number: number }) => pull.number)).toEqual([number]);
    expect((await call("ada", `PUT /repos/acme/demo/pulls/${number}/merge`, {})).status).toBe(405);
  });

  it("say that they conflict", async () => {
    const world = await startWorld();
    const { call, put } = world;
    const number = await openPull(world);
    await put("main", "work.txt", "something else\n");
    const pull = await call("ada", `GET /repos/acme/demo/pulls/${number}`);
    expect([pull.body.mergeable, pull.body.mergeable_state]).toEqual([false, "dirty"]);
    const merge = await call("ada", `PUT /repos/acme/demo/pulls/${number}/merge`, {});
    expect([merge.status, merge.body.message]).toEqual([405, "Pull Request is not mergeable"]);
  });

  it("count as merged when their head is pushed to the base", async () => {
    const world = await startWorld();
    const number = await openPull(world);
    const { git } = await cloneDemo(world.github, world.github.adminToken);
    await git("push", "-q", "origin", "origin/work:refs/heads/main");
    const pull = await world.call("ada", `GET /repos/acme/demo/pulls/${number}`);
    expect([pull.body.merged, pull.body.state]).toEqual([true, "closed"]);
  });

  it("exist once per head and base, and come from forks too", async () => {
    const world = await startWorld();
    const { call } = world;
    await openPull(world);
    const twin = await call("ada", "POST /repos/acme/demo/pulls", { title: "t", head: "work", base: "main" });
    expect(twin.body.errors[0].message).toBe("A pull request already exists for acme:work.");
    await call("rob", "POST /repos/acme/demo/forks", {});
    await call("rob", "PUT /repos/rob/demo/contents/f.txt", { message: "m", content: "eA==" });
    const fork = await call("rob", "POST /repos/acme/demo/pulls", {
      title: "f",
      head: "rob:main",
      base: "main",
    });
    expect([fork.status, fork.body.head.repo.fork]).toEqual([201, true]);
    const files = await call("rob", `GET /repos/acme/demo/pulls/${fork.body.number}/files`);
    expect(files.body[0]).toMatchObject({ filename: "f.txt", status: "added", additions: 1 });
  });

  it("start no workflow when a workflow's token pushed", async () => {
    const world = await startWorld();
    const { context } = world.github;
    await openPull(world);
    const repository = context.findRepository("acme", "demo");
    if (!repository) throw new Error("no repository");
    const token = context.issueJobToken({ repository, permissions: { contents: "write" }, runId: 7 });
    const starts: unknown[] = [];
    context.onEvent((event) => starts.push([event.event, event.startsWorkflows]));
    const { git, commit } = await cloneDemo(world.github, token);
    await git("checkout", "-q", "work");
    await commit("dvc.lock", "x");
    await git("push", "-q", "origin", "work");
    expect(starts).toEqual([
      ["push", false],
      ["pull_request", false],
    ]);
  });
});
