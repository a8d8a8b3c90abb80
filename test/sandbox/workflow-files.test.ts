import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nameRefusedWorkflows } from "../../sandbox/github/git/push-report.ts";
import type { Permissions } from "../../sandbox/github/records.ts";
import { cloneDemo, startWorld, type World } from "./support.ts";

const path = ".github/workflows/pawl.yml";
const text = "on: push\njobs: {}\n";
const refusal = [403, "Resource not accessible by integration"];
const words = "refusing to allow a GitHub App to create or update workflow `.github/workflows/pawl.yml`";

function tokenOf({ github }: World, permissions: Permissions): string {
  const repository = github.context.findRepository("acme", "demo");
  if (!repository) throw new Error("no repository");
  return github.context.issueJobToken({ repository, permissions, runId: 1 });
}

/** What a token of a job gets as status and message. */
async function ask(world: World, token: string, route: string, body?: unknown) {
  const answer = await world.call(token, route, body);
  return [answer.status, answer.body.message];
}

const repo = "/repos/acme/demo";
const content = Buffer.from(text).toString("base64");

describe("workflow files over the API", () => {
  it.each(["PUT", "DELETE"])("are refused to a job's token: %s of contents", async (method) => {
    const world = await startWorld();
    const sha = { PUT: undefined, DELETE: "0".repeat(40) }[method];
    await world.put("main", path, text);
    const old = await world.call("ada", `GET ${repo}/contents/${path}`);
    const body = {
      message: "m",
      ...(method === "PUT" ? { content } : {}),
      ...(sha ? { sha: old.body.sha } : {}),
    };
    const place = method === "PUT" ? ".github/workflows/other.yml" : path;
    const job = tokenOf(world, { contents: "write" });
    expect(await ask(world, job, `${method} ${repo}/contents/${place}`, body)).toEqual(refusal);
    const able = tokenOf(world, { contents: "write", workflows: "write" });
    expect((await world.call(able, `${method} ${repo}/contents/${place}`, body)).status).toBeLessThan(300);
  });

  it("are refused to a job's token in a tree, and beside them all else is not", async () => {
    const world = await startWorld();
    const job = tokenOf(world, { contents: "write" });
    const tree = (name: string) => ({ tree: [{ path: name, mode: "100644", type: "blob", content: text }] });
    expect(await ask(world, job, `POST ${repo}/git/trees`, tree(path))).toEqual(refusal);
    expect((await world.call(job, `POST ${repo}/git/trees`, tree(".github/pawl.yml"))).status).toBe(201);
    const able = tokenOf(world, { contents: "write", workflows: "write" });
    expect((await world.call(able, `POST ${repo}/git/trees`, tree(path))).status).toBe(201);
  });

  it("may not come by a ref, unless a branch has them", async () => {
    const world = await startWorld();
    const { call } = world;
    const main = (await call("ada", `GET ${repo}/git/ref/heads/main`)).body.object.sha;
    const blob = { path, mode: "100644", type: "blob", content: text };
    const tree = (await call("ada", `POST ${repo}/git/trees`, { base_tree: main, tree: [blob] })).body.sha;
    const draft = { message: "workflow", tree, parents: [main] };
    const { sha } = (await call("ada", `POST ${repo}/git/commits`, draft)).body;
    const job = tokenOf(world, { contents: "write" });
    const made = { ref: "refs/heads/topic", sha };
    expect(await ask(world, job, `POST ${repo}/git/refs`, made)).toEqual(refusal);
    expect(await ask(world, job, `PATCH ${repo}/git/refs/heads/main`, { sha })).toEqual(refusal);
    await call("ada", `POST ${repo}/git/refs`, made);
    expect((await call(job, `POST ${repo}/git/refs`, { ref: "refs/tags/v1", sha })).status).toBe(201);
    expect((await call(job, `PATCH ${repo}/git/refs/heads/main`, { sha })).status).toBe(200);
  });

  it("of an older commit refuse a Release that makes its tag there, not one whose tag is there", async () => {
    const world = await startWorld();
    const old = await world.put("main", "a.txt", "a");
    await world.put("main", path, text);
    const job = tokenOf(world, { contents: "write" });
    const release = { tag_name: "v1", target_commitish: old };
    expect(await ask(world, job, `POST ${repo}/releases`, release)).toEqual(refusal);
    expect((await world.call(job, `GET ${repo}/git/ref/tags/v1`)).status).toBe(404);
    await world.call("ada", `POST ${repo}/git/refs`, { ref: "refs/tags/v1", sha: old });
    expect((await world.call(job, `POST ${repo}/releases`, release)).status).toBe(201);
    expect((await world.call(job, `POST ${repo}/releases`, { tag_name: "v2" })).status).toBe(201);
  });

  it("of a fork may not be merged by a job's token, as github.com refuses it", async () => {
    const world = await startWorld();
    const { call } = world;
    await call("rob", `POST ${repo}/forks`, {});
    await call("rob", `PUT /repos/rob/demo/contents/${path}`, { message: "m", content, branch: "main" });
    await call("rob", `POST ${repo}/pulls`, { title: "t", head: "rob:main", base: "main" });
    const job = tokenOf(world, { contents: "write", pull_requests: "write" });
    expect(await ask(world, job, `PUT ${repo}/pulls/1/merge`, {})).toEqual(refusal);
    expect((await call("ada", `PUT ${repo}/pulls/1/merge`, {})).status).toBe(200);
  });
});

async function makeFolder({ git }: Awaited<ReturnType<typeof cloneDemo>>): Promise<void> {
  const root = (await git("rev-parse", "--show-toplevel")).trim();
  await mkdir(join(root, ".github/workflows"), { recursive: true });
}

describe("workflow files over git", () => {
  it("are refused to a job's token in GitHub's words, and what else is pushed goes through", async () => {
    const world = await startWorld();
    const job = await cloneDemo(world.github, tokenOf(world, { contents: "write" }));
    const push = (...refs: string[]) =>
      job.git("push", "origin", ...refs).then(
        () => "pushed",
        (error: unknown) => String((error as { stderr?: string }).stderr),
      );
    await job.commit("a.txt", "a");
    await job.git("branch", "plain");
    await makeFolder(job);
    await job.commit(path, text);
    await job.git("branch", "flows");
    const answer = await push("plain", "flows");
    expect(answer).toContain(
      `! [remote rejected] flows -> flows (${words} without \`workflows\` permission)`,
    );
    expect(answer).toContain("[new branch]      plain -> plain");
    expect(answer).not.toContain("sandbox-workflow");
    expect((await world.call("ada", `GET ${repo}/git/ref/heads/flows`)).status).toBe(404);

    // Once a person has brought it, the token may carry it on.
    await world.put("main", path, text);
    expect(await push("flows")).toBe("pushed");
  });

  it("of an App that holds `workflows: write` go through, and so do a person's", async () => {
    const world = await startWorld();
    const tokens = [tokenOf(world, { contents: "write", workflows: "write" }), world.github.tokenOf("ada")];
    for (const [index, token] of tokens.entries()) {
      const clone = await cloneDemo(world.github, token);
      await makeFolder(clone);
      await clone.commit(path, `${text}# ${index}\n`);
      await clone.git("push", "-q", "origin", `HEAD:refs/heads/topic-${index}`);
    }
    const { body } = await world.call("ada", `GET ${repo}/branches`);
    expect(body.map(({ name }: { name: string }) => name)).toEqual(["main", "topic-0", "topic-1"]);
  });
});

describe("git's report of a push", () => {
  const packet = (bytes: string): string => (bytes.length + 4).toString(16).padStart(4, "0") + bytes;

  it("stays byte for byte as it is when no workflow was refused, or when it is no report", () => {
    const report = packet("\u0001" + packet("unpack ok\n") + packet("ok refs/heads/a\n") + "0000") + "0000";
    for (const bytes of [report, "", "0000", "zzzz", "00ff", packet("unpack ok\n")]) {
      expect(nameRefusedWorkflows(Buffer.from(bytes)).toString()).toBe(bytes);
    }
  });

  it("names the file of the ref that was refused, keeps other messages, and other refs stay", () => {
    const messages = "one\nsandbox-workflow\trefs/heads/a\t.github/workflows/x.yml\ntwo\n";
    const report = ["unpack ok\n", "ng refs/heads/a hook declined\n", "ng refs/heads/b hook declined\n"];
    const inner = `${report.map(packet).join("")}0000`;
    const bytes = `${packet(`\u0002${messages}`)}${packet(`\u0001${inner}`)}0000`;
    const text = nameRefusedWorkflows(Buffer.from(bytes)).toString();
    expect(text).toContain("\u0002one\ntwo\n");
    expect(text).toContain(
      "ng refs/heads/a refusing to allow a GitHub App to create or update workflow `.github",
    );
    expect(text).toContain("ng refs/heads/b hook declined\n");
  });
});
