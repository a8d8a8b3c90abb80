import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { callApi } from "./support.ts";

const firstLine = z.strictObject({
  url: z.url(),
  git: z.url(),
  token: z.string().startsWith("ghp_"),
  app: z.strictObject({
    id: z.int(),
    private_key: z.string().startsWith("-----BEGIN PRIVATE KEY-----"),
    webhook_secret: z.string().min(20),
  }),
});

function run(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): ChildProcess {
  const child = spawn(process.execPath, ["src/cli/main.ts", "sandbox", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: environment,
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function serve(args: readonly string[], environment?: NodeJS.ProcessEnv) {
  const child = run(["--json", ...args], environment);
  const [line]: readonly unknown[] = await once(child.stdout ?? child, "data");
  const told = firstLine.parse(JSON.parse(String(line)));
  return { ...told, line: String(line), child };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const ended = once(child, "exit");
  child.kill(signal);
  return ended;
}

/** How a command line that does not serve ends. */
async function end(args: readonly string[], environment?: NodeJS.ProcessEnv) {
  const child = run(args, environment);
  const [[status], errors, output] = await Promise.all([
    once(child, "exit"),
    text(child.stderr ?? process.stdin),
    text(child.stdout ?? process.stdin),
  ]);
  return { status: Number(status), errors, output };
}

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "pawl-verb-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

/** Temporary states of sandboxes; Node keeps its compile cache beside them. */
async function statesIn(directory: string): Promise<readonly string[]> {
  return (await readdir(directory)).filter((name) => name.startsWith("pawl-"));
}

const sleeper = `on: push
jobs:
  wait:
    runs-on: ubuntu-latest
    steps:
      - run: echo $$ > "$PID_FILE"; exec sleep 600
        env:
          PID_FILE: PID_PATH
`;

describe("pawl sandbox", () => {
  it("tells one line of JSON, serves git and REST, and leaves nothing behind when it is stopped", async () => {
    const temporary = await folder();
    const sandbox = await serve([], { ...process.env, TMPDIR: temporary });
    expect(sandbox.line.endsWith("}\n")).toBe(true);
    expect(await statesIn(temporary)).toHaveLength(1);
    await callApi(sandbox, "POST /user/repos", { name: "demo", auto_init: true });
    const refs = execFileSync("git", ["ls-remote", `${sandbox.git}/octocat/demo.git`], { encoding: "utf8" });
    expect(refs).toContain("refs/heads/main");
    expect(await stop(sandbox.child, "SIGTERM")).toEqual([0, null]);
    expect(await statesIn(temporary)).toEqual([]);
    await expect(fetch(sandbox.url)).rejects.toThrow("fetch failed");
  });

  it("goes on with what its state folder holds, with the same token and App, also for a person", async () => {
    const state = join(await folder(), "new", "state");
    const first = await serve([
      "--state",
      state,
      "--user",
      "ada",
      "--user",
      "grace",
      "--organisation",
      "lab",
    ]);
    await callApi(first, "POST /orgs/lab/repos", { name: "demo", auto_init: true });
    expect(await stop(first.child, "SIGINT")).toEqual([0, null]);
    const second = await serve(["--state", state, "--user", "ada"]);
    expect({ ...second, url: "", git: "", line: "", child: 0 }).toEqual({
      ...first,
      url: "",
      git: "",
      line: "",
      child: 0,
    });
    expect((await callApi(second, "GET /user")).body).toMatchObject({ login: "ada" });
    expect((await callApi(second, "GET /repos/lab/demo")).body).toMatchObject({ name: "demo" });
    await stop(second.child, "SIGTERM");
    const third = run(["--state", state, "--user", "ada"]);
    const [shown]: readonly unknown[] = await once(third.stdout ?? third, "data");
    expect(String(shown)).toContain(`token  ${first.token}`);
  });

  it("ends the jobs that run", async () => {
    const directory = await folder();
    const pidFile = join(directory, "pid");
    const sandbox = await serve([]);
    await callApi(sandbox, "POST /user/repos", { name: "demo", auto_init: true });
    await callApi(sandbox, "PUT /repos/octocat/demo/contents/.github/workflows/wait.yml", {
      message: "wait",
      content: Buffer.from(sleeper.replace("PID_PATH", pidFile)).toString("base64"),
    });
    await expect.poll(() => existsSync(pidFile), { timeout: 20_000 }).toBe(true);
    const pid = Number(execFileSync("cat", [pidFile], { encoding: "utf8" }));
    expect(process.kill(pid, 0)).toBe(true);
    expect(await stop(sandbox.child, "SIGINT")).toEqual([0, null]);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  }, 60_000);
});

describe("pawl sandbox says what to do when", () => {
  it("the port is taken, and leaves no folder", async () => {
    const temporary = await folder();
    const { url } = await serve([]);
    const { port } = new URL(url);
    const { status, errors, output } = await end(["--port", port], { ...process.env, TMPDIR: temporary });
    expect(errors).toBe(
      `pawl: 127.0.0.1:${port} cannot be listened on (EADDRINUSE).\nChoose another --port; 0 takes any that is free. (sandbox.port-taken)\n`,
    );
    expect([status, output]).toEqual([1, ""]);
    expect(await statesIn(temporary)).toEqual([]);
  });

  it("another sandbox works on the folder, which goes on", async () => {
    const state = await folder();
    const sandbox = await serve(["--state", state]);
    const { status, errors } = await end(["--state", state]);
    expect(errors).toContain(`Another sandbox works on ${state}.`);
    expect(errors).toContain("(sandbox.state-busy)");
    expect(status).toBe(1);
    expect((await callApi(sandbox, "GET /user")).body).toMatchObject({ login: "octocat" });
  });

  it.each([
    ["a file", async (state: string) => writeFile(state, "text")],
    [
      "not the store of a sandbox",
      async (state: string) => store(state, "this is no database, but long enough"),
    ],
    [
      "a store that was cut",
      async (state: string) => store(state, "SQLite format 3\0".padEnd(600, "\u0001")),
    ],
    [
      "a folder where the store should be",
      async (state: string) => mkdir(join(state, "sandbox.sqlite"), { recursive: true }),
    ],
  ])("the state is %s", async (_, make) => {
    const state = join(await folder(), "state");
    await make(state);
    const { status, errors } = await end(["--state", state]);
    expect(errors).toContain(`pawl: ${state} cannot be used: `);
    expect(errors).toContain("(sandbox.state-invalid)");
    expect(status).toBe(1);
  });

  it("git is not there", async () => {
    const { status, errors } = await end([], { PATH: await folder() });
    expect(errors).toContain("git is not on PATH");
    expect(errors).toContain("(sandbox.unavailable)");
    expect(status).toBe(1);
  });

  it.each([
    [["--port", "65536"]],
    [["--port", "80a"]],
    [["--user", "../ada"]],
    [["--user", "ada--b"]],
    [["--organisation", "a".repeat(40)]],
    [["--rate-limit", "0"]],
  ])("the arguments are wrong: %j", async (args) => {
    const { status, output } = await end(args);
    expect([status, output]).toEqual([2, ""]);
  });
});

async function store(state: string, bytes: string): Promise<void> {
  await mkdir(state);
  await writeFile(join(state, "sandbox.sqlite"), bytes);
}
