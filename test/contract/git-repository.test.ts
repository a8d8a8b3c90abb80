import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openGitRepository } from "../../src/adapters/git/simple-git.ts";
import { commitAll, createOrigin, git, writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const author = {
  name: "github-actions[bot]",
  email: "41898282+github-actions[bot]@users.noreply.github.com",
};

describe("a git repository", () => {
  it("resolves commits, branches and tags of the registry, and answers undefined for the rest", async () => {
    const { work } = createOrigin(temporaryDirectory(), { a: "1" });
    git(work, "tag", "--annotate", "m@v1.0.0", "--message", "x");
    git(work, "tag", "--annotate", "m#production#1", "--message", "x");
    const head = git(work, "rev-parse", "HEAD");
    const repository = openGitRepository(work);
    for (const revision of ["HEAD", "main", "origin/main", head, "m@v1.0.0", "m#production#1"]) {
      expect(await repository.resolve(revision)).toBe(head);
    }
    expect(await repository.resolve("none")).toBeUndefined();
    expect(await repository.resolve("HEAD~1")).toBeUndefined();
  });

  it("reads the exact bytes of a file at a revision", async () => {
    const { work } = createOrigin(temporaryDirectory(), { "d/a.bin": "\u0000\r\nü" });
    const repository = openGitRepository(work);
    expect(await repository.readFile("HEAD", "d/a.bin")).toEqual(Buffer.from("\u0000\r\nü"));
    expect(await repository.readFile("HEAD", "d")).toBeUndefined();
    expect(await repository.readFile("HEAD", "none")).toBeUndefined();
    expect(await repository.readFile("none", "d/a.bin")).toBeUndefined();
  });

  it("names the files that changed since the merge base", async () => {
    const { work } = createOrigin(temporaryDirectory(), { a: "1", b: "1" });
    git(work, "switch", "--quiet", "--create", "topic");
    writeFiles(work, { a: "2", "é x": "1" });
    commitAll(work, "topic");
    git(work, "switch", "--quiet", "main");
    writeFiles(work, { b: "2" });
    commitAll(work, "main");
    const repository = openGitRepository(work);
    expect(await repository.changedFiles("main", "topic")).toEqual(["a", "é x"]);
    expect(await repository.mergeBase("main", "topic")).toBe(git(work, "rev-parse", "main~1"));
  });

  it("commits the named paths only, and nothing when they did not change", async () => {
    const { work } = createOrigin(temporaryDirectory(), { a: "1", b: "1", gone: "1" });
    writeFiles(work, { a: "2", b: "2" });
    rmSync(join(work, "gone"));
    const repository = openGitRepository(work);
    const id = await repository.commit({ paths: ["a", "gone"], message: "chore: a", author });
    expect(id).toBe(git(work, "rev-parse", "HEAD"));
    expect(git(work, "show", "--name-only", "--format=%an|%s", "HEAD").split("\n")).toEqual([
      "github-actions[bot]|chore: a",
      "",
      "a",
      "gone",
    ]);
    expect(await repository.commit({ paths: ["a"], message: "chore: a", author })).toBeUndefined();
  });

  it("pushes, and says when the remote branch moved on", async () => {
    const directory = temporaryDirectory();
    const { origin, work } = createOrigin(directory, { a: "1" });
    const repository = openGitRepository(work);
    await repository.switchTo("pawl/retrain/m/issue-1");
    writeFiles(work, { a: "2" });
    await repository.commit({ paths: ["a"], message: "a", author });
    expect(await repository.push("pawl/retrain/m/issue-1")).toBe("pushed");
    git(directory, "clone", "--quiet", "--branch", "pawl/retrain/m/issue-1", origin, "other");
    writeFiles(join(directory, "other"), { b: "1" });
    const theirs = commitAll(join(directory, "other"), "theirs");
    git(join(directory, "other"), "push", "--quiet");
    writeFiles(work, { a: "3" });
    await repository.commit({ paths: ["a"], message: "a", author });
    expect(await repository.push("pawl/retrain/m/issue-1")).toBe("rejected");
    expect(await repository.fetchBranch("pawl/retrain/m/issue-1")).toBe(theirs);
    expect(await repository.fetchBranch("none")).toBeUndefined();
    git(origin, "update-ref", "refs/pull/7/head", theirs);
    expect(await repository.fetchBranch("refs/pull/7/head")).toBe(theirs);
    expect(await repository.fetchBranch("refs/pull/8/head")).toBeUndefined();
    // Any other full name is a branch of that name: there is none.
    expect(await repository.fetchBranch("refs/pull/7/merge")).toBeUndefined();
  });

  it.each(["--exec=touch x", "-x", "a..b", "a b", "x;y", "ext::sh", "@{u}", "HEAD:a", ""])(
    "refuses %j as a revision and as a branch",
    async (value) => {
      const { work } = createOrigin(temporaryDirectory(), { a: "1" });
      const repository = openGitRepository(work);
      await expect(repository.resolve(value)).rejects.toMatchObject({ code: "git.argument-refused" });
      await expect(repository.push(value)).rejects.toMatchObject({ code: "git.argument-refused" });
    },
  );

  it.each(["--output=x", ":(glob)*", "../x", "/etc/passwd", ".git/config"])(
    "refuses the path %j",
    async (path) => {
      const { work } = createOrigin(temporaryDirectory(), { a: "1" });
      const repository = openGitRepository(work);
      await expect(repository.readFile("HEAD", path)).rejects.toMatchObject({ code: "git.argument-refused" });
    },
  );

  it("hands the token to the server of origin and to nobody else, and not as an argument", async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { work } = createOrigin(temporaryDirectory(), { a: "1" });
    git(work, "remote", "set-url", "origin", `http://127.0.0.1:${port}/acme/flights.git`);
    const failing = openGitRepository(work, { token: "s3cret" }).push("main");
    await expect(failing).rejects.toSatisfy((error) => !String(error).includes("s3cret"));
    server.close();
    expect(seen[0]).toBe(`basic ${Buffer.from("x-access-token:s3cret").toString("base64")}`);
  });
});
