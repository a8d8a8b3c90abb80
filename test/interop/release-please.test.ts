import { describe, expect, it, onTestFinished } from "vitest";
import { startSandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { callApi, type Answer } from "../sandbox/support.ts";
import { output, peer } from "./peers.ts";

interface Place {
  readonly call: (route: string, body?: unknown) => Promise<Answer["body"]>;
  readonly releasePlease: (command: string, ...args: readonly string[]) => Promise<string>;
  /** Commits a file to a branch; the commit's id. */
  readonly commit: (branch: string, path: string, text: string, message: string) => Promise<string>;
}

/** A repository `acme/flights` whose version 0.1.0 is out. */
async function start(): Promise<Place> {
  const github = await startSandboxGitHub({ users: [{ login: "ada" }], organisations: ["acme"] });
  onTestFinished(() => github.close());
  const { url, adminToken: token } = github;
  const call: Place["call"] = async (route, body) => {
    const answer = await callApi({ url, token }, route.replace("R/", "/repos/acme/flights/"), body);
    expect([route, answer.status < 400 ? "ok" : JSON.stringify(answer.body)]).toEqual([route, "ok"]);
    return answer.body;
  };
  await call("POST /orgs/acme/repos", { name: "flights", auto_init: true });
  const commit: Place["commit"] = async (branch, path, text, message) => {
    const content = Buffer.from(text).toString("base64");
    return (await call(`PUT R/contents/${path}`, { message, content, branch })).commit.sha;
  };
  await commit("main", "package.json", '{"name":"flights","version":"0.1.0"}\n', "chore: begin");
  await call("POST R/releases", { tag_name: "v0.1.0", target_commitish: "main" });
  const place = ["--repo-url", "acme/flights", "--token", token, "--api-url", url, "--graphql-url", url];
  return {
    call,
    commit,
    releasePlease: (command, ...args) =>
      output(peer("npm/node_modules/.bin/release-please"), [
        command,
        ...place,
        "--release-type",
        "node",
        ...args,
      ]),
  };
}

/** A change by pull request, merged as one commit with the title as its message. */
async function mergeChange({ call, commit }: Place, branch: string, title: string): Promise<void> {
  const { object } = await call("GET R/git/ref/heads/main");
  await call("POST R/git/refs", { ref: `refs/heads/${branch}`, sha: object.sha });
  await commit(branch, `${branch}.txt`, `${branch}\n`, "work");
  const { number } = await call("POST R/pulls", { title, head: branch, base: "main" });
  await call(`PUT R/pulls/${number}/merge`, { merge_method: "squash" });
}

describe("release-please on the sandbox", () => {
  it("opens its release pull request, keeps it up to date, and makes the Release after the merge", async () => {
    const place = await start();
    const { call, commit, releasePlease } = place;
    await mergeChange(place, "drift", "feat: watch the drift of distance");
    await commit("main", "fix.txt", "fixed\n", "fix: read dates as UTC");
    await releasePlease("release-pr");
    const [first, ...others] = await call("GET R/pulls");
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      title: "chore(main): release 0.2.0",
      head: { ref: "release-please--branches--main--components--flights" },
      labels: [{ name: "autorelease: pending" }],
    });
    expect(first.body).toContain("### Features\n\n* watch the drift of distance");
    expect(first.body).toContain("### Bug Fixes\n\n* read dates as UTC");

    await mergeChange(place, "serving", "feat!: serve two inputs");
    await releasePlease("release-pr");
    const [second] = await call("GET R/pulls");
    expect(second).toMatchObject({ number: first.number, title: "chore(main): release 1.0.0" });
    const files = await call(`GET R/pulls/${second.number}/files`);
    expect(files.map((file: { filename: string }) => file.filename)).toEqual([
      "CHANGELOG.md",
      "package.json",
    ]);

    await call(`PUT R/pulls/${second.number}/merge`, { merge_method: "squash" });
    await releasePlease("github-release");
    const release = await call("GET R/releases/latest");
    expect(release).toMatchObject({ tag_name: "v1.0.0", name: "v1.0.0", draft: false });
    expect(release.body).toContain("serve two inputs");
    const merged = await call(`GET R/pulls/${second.number}`);
    expect(merged.labels.map((label: { name: string }) => label.name)).toEqual(["autorelease: tagged"]);
    const tag = await call("GET R/git/ref/tags/v1.0.0");
    expect(tag.object.sha).toBe(merged.merge_commit_sha);

    await releasePlease("release-pr");
    expect(await call("GET R/pulls")).toEqual([]);
  });
});
