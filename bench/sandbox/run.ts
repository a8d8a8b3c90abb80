// Speed of the sandbox, held to the figures of docs/guides/sandbox.md.
//   npm exec -- node bench/sandbox/run.ts
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { openDeliveryLog } from "../../sandbox/github/events/delivery-log.ts";
import type { HookRecord } from "../../sandbox/github/events/webhooks.ts";
import type { IssueRecord } from "../../sandbox/github/resources/issue-records.ts";
import { startSandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";

interface Client {
  readonly url: string;
  readonly token: string;
}

interface Served extends Client {
  readonly startMs: number;
  readonly pid: number;
  stop(): void;
}

const root = mkdtempSync(join(tmpdir(), "pawl-sandbox-bench-"));

/** Starts the sandbox in a process of its own, with its runner, on a new state directory. */
async function serve(state: string): Promise<Served> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ["sandbox/main.ts", "--state", state, "--rate-limit", "10000000", "--json"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const line = await new Promise<string>((resolve) => {
    child.stdout.once("data", (chunk: Buffer) => {
      resolve(chunk.toString());
    });
  });
  const startMs = performance.now() - started;
  const { url, token } = JSON.parse(line) as { url: string; token: string };
  return { url, token, startMs, pid: child.pid ?? 0, stop: () => child.kill("SIGKILL") };
}

function residentMiB(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(match?.[1] ?? 0) / 1024;
}

async function call({ url, token }: Client, route: string, body?: unknown): Promise<unknown> {
  const [method = "", path = ""] = route.split(" ", 2);
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `token ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

/** Calls one after the other for `count` times; requests per second. */
async function rate(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let index = 0; index < count; index += 1) await work(index);
  return (count * 1000) / (performance.now() - started);
}

function show(name: string, value: number, unit: string, limit: string): void {
  process.stdout.write(
    `${name.padEnd(52)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit}  (${limit})\n`,
  );
}

function pushFiles(served: Client): number {
  const clone = join(root, "clone");
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=b", "-c", "user.email=b@example.com", ...args], {
      cwd: clone,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  mkdirSync(clone);
  const address = served.url.replace("://", `://x-access-token:${served.token}@`);
  git("clone", "-q", `${address}/octocat/bench.git`, ".");
  for (let index = 0; index < 1000; index += 1) {
    const folder = join(clone, `d${index % 20}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `f${index}.txt`), `file ${index}\n`.repeat(20));
  }
  git("add", ".");
  git("commit", "-qm", "a thousand files");
  const started = performance.now();
  git("push", "-q");
  return performance.now() - started;
}

/** Fills a state directory with a repository that has many issues, and a hook with many deliveries in its log. */
async function seed(state: string, issues: number, deliveries: number): Promise<void> {
  const github = await startSandboxGitHub({ stateDirectory: state, users: [{ login: "octocat" }] });
  const served = { url: github.url, token: github.adminToken };
  await call(served, "POST /user/repos", { name: "bench", auto_init: true });
  await call(served, "POST /repos/octocat/bench/issues", {
    title: "issue 1",
    body: "text",
    labels: ["bench"],
  });
  const config = { url: "http://127.0.0.1:9/", content_type: "json" };
  await call(served, "POST /repos/octocat/bench/hooks", { config, events: ["label"] });
  await github.idle();
  const { store } = github.context;
  const repository = github.context.findRepository("octocat", "bench");
  const collection = store.collection<IssueRecord>("issues");
  const first = collection.get(repository?.id ?? 0, 1);
  const [hook] = store.collection<HookRecord>("hooks").list(repository?.id ?? 0);
  const log = openDeliveryLog(store);
  const [newest] = log.list(String(hook?.id));
  const ping = log.get(String(hook?.id), newest?.id ?? 0);
  if (!repository || !first || !ping) throw new Error("the seed is not complete");
  store.database.exec("BEGIN");
  for (let count = 1; count < issues; count += 1) {
    const number = store.nextNumber(`issues ${repository.id}`);
    collection.put(repository.id, number, { ...first, id: store.nextId(), number, title: `issue ${number}` });
  }
  for (let count = 1; count < deliveries; count += 1) log.add({ ...ping, id: store.nextId() });
  store.database.exec("COMMIT");
  await github.close();
}

/** Changes a label `count` times; each change is delivered to a webhook. Changes per second until all have arrived. */
async function deliver(served: Client, count: number): Promise<number> {
  let received = 0;
  const sink = createServer((request, response) => {
    request.resume().on("end", () => {
      if (request.headers["x-github-event"] === "label") received += 1;
      response.end();
    });
  });
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  const { port } = sink.address() as AddressInfo;
  const [hook] = (await call(served, "GET /repos/octocat/bench/hooks")) as readonly { id: number }[];
  await call(served, `PATCH /repos/octocat/bench/hooks/${hook?.id ?? 0}`, {
    config: { url: `http://127.0.0.1:${port}/`, content_type: "json" },
  });
  const started = performance.now();
  for (let index = 0; index < count; index += 1) {
    const color = (index % 4096).toString(16).padStart(6, "0");
    await call(served, "PATCH /repos/octocat/bench/labels/bench", { color });
  }
  while (received < count) await new Promise((resolve) => setTimeout(resolve, 20));
  const perSecond = (count * 1000) / (performance.now() - started);
  sink.closeAllConnections();
  sink.close();
  return perSecond;
}

async function main(): Promise<void> {
  const [issues, deliveries] = [10_000, 50_000];
  const empty = await serve(join(root, "empty"));
  show("start until the first line", empty.startMs, "ms", "at most 300");
  show("resident memory after the start", residentMiB(empty.pid), "MiB", "at most 120");
  await call(empty, "POST /user/repos", { name: "bench", auto_init: true });
  show("push of 1,000 files", pushFiles(empty), "ms", "at most 2,000");
  empty.stop();
  const state = join(root, "full");
  await seed(state, issues, deliveries);
  const full = await serve(state);
  show("start with 10,000 issues and 50,000 deliveries", full.startMs, "ms", "no limit");
  const get = (index: number) => call(full, `GET /repos/octocat/bench/issues/${(index % issues) + 1}`);
  show("one issue", await rate(1000, get), "/s", "at least 200");
  const list = () => call(full, "GET /repos/octocat/bench/issues?labels=bench&per_page=30");
  show("list of issues by label", await rate(300, list), "/s", "at least 200");
  const comment = () => call(full, "POST /repos/octocat/bench/issues/1/comments", { body: "text" });
  show("comments made", await rate(300, comment), "/s", "at least 200");
  show("changes with a webhook each", await deliver(full, 300), "/s", "at least 200");
  const [hook] = (await call(full, "GET /repos/octocat/bench/hooks")) as readonly { id: number }[];
  const log = () => call(full, `GET /repos/octocat/bench/hooks/${hook?.id ?? 0}/deliveries?per_page=30`);
  show("delivery log", await rate(300, log), "/s", "at least 200");
  show("resident memory", residentMiB(full.pid), "MiB", "no limit");
  full.stop();
  const load = loadavg()[0] ?? 0;
  process.stdout.write(`${availableParallelism()} cores, load ${load.toFixed(1)}, Node ${process.version}\n`);
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}

await main();
