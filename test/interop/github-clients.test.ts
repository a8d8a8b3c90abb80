import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { peer } from "./peers.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const run = promisify(execFile);

describe("PyGithub on the sandbox", () => {
  it("finds a GitHub: contents, issues, pull requests, Releases, checks as an App, refusals", async () => {
    const directory = temporaryDirectory();
    const actions = startActions({ workRoot: join(directory, "work") });
    const github = await startSandboxGitHub({ users: [{ login: "ada" }], modules: [actions.module] });
    onTestFinished(() => github.close());
    const key = join(directory, "app.pem");
    writeFileSync(key, github.app.privateKey);
    const program = "test/interop/python/pygithub_client.py";
    const args = [program, github.url, github.adminToken, String(github.app.id), key];
    const { stdout } = await run(peer("clients/bin/python"), args);
    expect(JSON.parse(stdout)).toEqual({
      login: "ada",
      contents: "rate: 0.2\n",
      commits: ["raise", "params"],
      issues: 35,
      closed: [1],
      timeline: ["labeled", "commented", "labeled", "closed"],
      files: [["b.txt", 1]],
      status: "success",
      merged: true,
      review_comments: ["here"],
      assets: [["model.bin", 256]],
      tags: ["flights@v1.0.0"],
      hooks: [["push"]],
      protection: ["gate"],
      deployment: ["success"],
      variable: "0.2",
      limit: 5000,
      check: ["failure", "pawl"],
      author: "pawl[bot]",
      refused: [
        ["UnknownObjectException", 404],
        ["GithubException", 422],
        ["BadCredentialsException", 401],
        ["GithubException", 422],
      ],
    });
  });
});
