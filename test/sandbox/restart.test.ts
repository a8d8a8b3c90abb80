import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { zeroSha } from "../../sandbox/github/git/git-repository.ts";
import { startSandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { contractEnvironment, contractViolations } from "../support/github-contract/child-report.ts";
import { callApi, startSink } from "./support.ts";

interface Served {
  readonly url: string;
  readonly token: string;
  readonly child: ChildProcess;
}

async function serve(state: string): Promise<Served> {
  const child = spawn(process.execPath, ["src/cli/main.ts", "sandbox", "--state", state, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: contractEnvironment(`${state}.contract`),
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
    expect(contractViolations(`${state}.contract`)).toEqual([]);
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (chunk: Buffer) => {
      resolve(chunk.toString());
    });
    child.once("exit", () => {
      reject(new Error("the sandbox ended before it was ready"));
    });
  });
  return { ...(JSON.parse(line) as { url: string; token: string }), child };
}

async function kill({ child }: Served): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

/** A folder for a sandbox's state. */

async function stateDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "pawl-state-"));
  onTestFinished(async () => {
    const report = `${directory}.contract`;
    for (const path of [directory, report]) await rm(path, { recursive: true, force: true, maxRetries: 3 });
  });
  return directory;
}

async function until(isDone: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !isDone(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("a sandbox that is killed", () => {
  it("keeps every answered change and sends the webhooks that were still queued", async () => {
    const state = await stateDirectory();
    const first = await serve(state);
    const sink = await startSink();
    const { port } = new URL(sink.url);
    await callApi(first, "POST /user/repos", { name: "demo", auto_init: true });
    await callApi(first, "POST /repos/octocat/demo/hooks", {
      config: { url: `http://127.0.0.1:${port}/hook`, content_type: "json" },
      events: ["issues"],
    });
    const titles = Array.from({ length: 20 }, (_, index) => `issue ${index}`);
    await Promise.all(titles.map((title) => callApi(first, "POST /repos/octocat/demo/issues", { title })));
    await kill(first);
    const second = await serve(state);
    expect(second.token).toBe(first.token);
    const kept = await callApi(second, "GET /repos/octocat/demo/issues?per_page=100");
    expect(kept.body.map((issue: { title: string }) => issue.title).toSorted()).toEqual(titles.toSorted());
    const told = () =>
      new Set(sink.received.filter(({ event }) => event === "issues").map(({ text }) => text));
    await until(() => told().size === titles.length);
    const delivered: string[] = [...told()].map((text) => JSON.parse(text).issue.title);
    expect(delivered.toSorted()).toEqual(titles.toSorted());
  });

  it("tells the push that git had taken when it was killed", async () => {
    const state = await stateDirectory();
    const options = { stateDirectory: state, users: [{ login: "ada" }] };
    const first = await startSandboxGitHub(options);
    const asked = { url: first.url, token: first.adminToken };
    await callApi(asked, "POST /user/repos", { name: "demo", auto_init: true });
    const repository = first.context.findRepository("ada", "demo");
    if (!repository) throw new Error("no repository");
    const main = await first.context.git(repository).readRef("refs/heads/main");
    // What a kill between git's answer and the event leaves: the ref is there, and the entry says it was not before.
    const userId = first.context.findUser("ada")?.id ?? 0;
    first.context.store.collection("open-pushes").put(repository.id, "push", { userId, refs: [] });
    const sink = await startSink();
    await callApi(asked, "POST /repos/ada/demo/hooks", {
      config: { url: sink.url, content_type: "json" },
      events: ["push"],
    });
    await first.close();
    const second = await startSandboxGitHub(options);
    onTestFinished(() => second.close());
    await second.idle();
    const push = sink.received.find(({ event }) => event === "push");
    expect(JSON.parse(push?.text ?? "{}")).toMatchObject({
      ref: "refs/heads/main",
      before: zeroSha,
      after: main?.sha,
      sender: { login: "ada" },
    });
  });
});
