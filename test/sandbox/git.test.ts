import { describe, expect, it } from "vitest";
import { cloneDemo, startWorld } from "./support.ts";

describe("git in the sandbox", () => {
  it("creates a ref once and moves it only forward", async () => {
    const { call, put } = await startWorld();
    const first = await put("main", "a.txt", "1");
    const second = await put("main", "a.txt", "2");
    const ref = { ref: "refs/tags/name@v1.0.0", sha: first };
    expect((await call("ada", "POST /repos/acme/demo/git/refs", ref)).status).toBe(201);
    const again = await call("ada", "POST /repos/acme/demo/git/refs", ref);
    expect([again.status, again.body.message]).toEqual([422, "Reference already exists"]);
    const back = await call("ada", "PATCH /repos/acme/demo/git/refs/heads/main", { sha: first });
    expect([back.status, back.body.message]).toEqual([422, "Update is not a fast forward"]);
    expect((await call("ada", "GET /repos/acme/demo/git/ref/heads/main")).body.object.sha).toBe(second);
  });

  it("refuses a stale blob and lets one of two writers win", async () => {
    const { call, put } = await startWorld();
    await put("main", "a.txt", "1");
    const { body } = await call("ada", "GET /repos/acme/demo/contents/a.txt");
    const write = (text: string) => {
      const content = Buffer.from(text).toString("base64");
      return call("ada", "PUT /repos/acme/demo/contents/a.txt", { message: "m", content, sha: body.sha });
    };
    const statuses = (await Promise.all([write("2"), write("3")])).map((answer) => answer.status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await write("4")).status).toBe(409);
  });

  it("builds trees of any depth on a base, replaces files by folders and removes paths", async () => {
    const { call, put } = await startWorld();
    const parent = await put("main", "keep/deep/file.txt", "x");
    await put("main", "swap", "a file");
    const head = await call("ada", "GET /repos/acme/demo/git/ref/heads/main");
    const tree = await call("ada", "POST /repos/acme/demo/git/trees", {
      base_tree: head.body.object.sha,
      tree: [
        { path: "swap/inner.txt", mode: "100644", type: "blob", content: "now a folder" },
        { path: "README.md", mode: "100644", type: "blob", sha: null },
      ],
    });
    expect(tree.status).toBe(201);
    const all = await call("ada", `GET /repos/acme/demo/git/trees/${tree.body.sha}?recursive=1`);
    const paths = all.body.tree
      .filter((entry: { type: string }) => entry.type === "blob")
      .map((entry: { path: string }) => entry.path);
    expect(paths).toEqual(["keep/deep/file.txt", "swap/inner.txt"]);
    expect(parent).toMatch(/^[0-9a-f]{40}$/);
  });

  it("takes pushes, tells them, and refuses those without the right", async () => {
    const { github } = await startWorld();
    const events: string[] = [];
    github.context.onEvent((event) => events.push(`${event.event} ${String(event.payload["ref"])}`));
    const { git, commit } = await cloneDemo(github, github.tokenOf("wes"));
    const sha = await commit("b.txt", "x".repeat(200_000));
    await git("push", "-q", "origin", "HEAD:refs/heads/work", "HEAD:refs/pawl/mark");
    expect(events).toEqual(["create work", "push refs/heads/work"]);
    expect(await git("ls-remote", "origin", "refs/pawl/mark")).toContain(sha);
    await git(
      "remote",
      "set-url",
      "origin",
      `${github.url.replace("://", `://x:${github.tokenOf("rob")}@`)}/acme/demo.git`,
    );
    await expect(git("push", "-q", "origin", "HEAD:refs/heads/no")).rejects.toThrow(/403/);
    await git("remote", "set-url", "origin", `${github.url.replace("://", "://x:wrong@")}/acme/demo.git`);
    await expect(git("push", "-q", "origin", "HEAD:refs/heads/no")).rejects.toThrow(
      /Authentication failed|401/,
    );
  });

  it("answers addresses outside owner/name.git as unknown", async () => {
    const { github } = await startWorld();
    const answer = await fetch(`${github.url}/..%2F..%2Fetc/x/info/refs?service=git-upload-pack`);
    expect([404, 501]).toContain(answer.status);
  });
});
