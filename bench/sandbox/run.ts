// Speed of the sandbox as users run it, out of its bundle, held to the figures of docs/guides/sandbox.md.
//   npm exec -- node bench/sandbox/run.ts
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { openDeliveryLog } from "../../sandbox/github/events/delivery-log.ts";
import type { HookRecord } from "../../sandbox/github/events/webhooks.ts";
import type { IssueRecord } from "../../sandbox/github/resources/issue-records.ts";
import { startSandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { build } from "../../scripts/build.ts";

interface Client {
  readonly url: string;
  readonly token: string;
}

interface Served extends Client {
  readonly startMs: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const root = mkdtempSync(join(tmpdir(), "pawl-sandbox-bench-"));

/** Puts the bundle where nothing else of the sources is; gives its command line. */
async function install(): Promise<string> {
  const directory = join(root, "pawl");
  mkdirSync(directory);
  await build(join(directory, "dist"));
  copyFileSync("package.json", join(directory, "package.json"));
  return join(directory, "dist", "pawl.js");
}

/** Starts the sandbox in a process of its own, with its runner, on a state directory. */
async function serve(program: string, state: string): Promise<Served> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [program, "sandbox", "--state", state, "--rate-limit", "10000000", "--json"],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, NODE_COMPILE_CACHE: join(root, "compile-cache") },
    },
  );
  const line = await new Promise<string>((resolve) => {
    child.stdout.once("data", (chunk: Buffer) => {
      resolve(chunk.toString());
    });
  });
  const startMs = performance.now() - started;
  const { url, token } = JSON.parse(line) as { url: string; token: string };
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  };
  return { url, token, startMs, pid: child.pid ?? 0, stop };
}

/** The first start compiles; then the median of `count` starts, each on a new state directory. */
async function starts(program: string, count: number): Promise<{ firstMs: number; medianMs: number }> {
  const times: number[] = [];
  for (let index = 0; index <= count; index += 1) {
    const served = await serve(program, join(root, `start-${index}`));
    times.push(served.startMs);
    await served.stop();
  }
  const [firstMs = 0, ...later] = times;
  return { firstMs, medianMs: later.sort((a, b) => a - b)[Math.floor(count / 2)] ?? 0 };
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

/** Calls `count` times, `clients` at once; requests per second. */
async function rate(
  count: number,
  clients: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: clients }, client));
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
  const arrived = Promise.withResolvers<void>();
  let received = 0;
  const sink = createServer((request, response) => {
    request.resume().on("end", () => {
      if (request.headers["x-github-event"] === "label") received += 1;
      if (received === count) arrived.resolve();
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
  await arrived.promise;
  const perSecond = (count * 1000) / (performance.now() - started);
  sink.closeAllConnections();
  sink.close();
  return perSecond;
}

/** A kind of request: its name, how often it is made, and the request. */
type Case = readonly [string, number, (index: number) => Promise<unknown>];

async function requestCases(served: Served, issues: number): Promise<readonly Case[]> {
  const to = (route: string, body?: unknown) =>
    call(served, route.replace("R", "/repos/octocat/bench"), body);
  const [hook] = (await to("GET R/hooks")) as readonly { id: number }[];
  const log = `GET R/hooks/${hook?.id ?? 0}/deliveries?per_page=30`;
  const branch = (await to("GET R/branches/main")) as { commit: { sha: string } };
  const page = () => fetch(`${served.url}/octocat/bench/issues`).then((answer) => answer.text());
  return [
    ["one issue", 1000, (index) => to(`GET R/issues/${(index % issues) + 1}`)],
    ["list of issues by label", 300, () => to("GET R/issues?labels=bench&per_page=30")],
    ["list of issues, far page", 300, () => to("GET R/issues?per_page=30&page=300&sort=updated")],
    ["issues made", 300, (index) => to("POST R/issues", { title: `new ${index}`, labels: ["bench"] })],
    ["issues closed", 300, (index) => to(`PATCH R/issues/${index + 10}`, { state: "closed" })],
    ["comments made", 300, () => to("POST R/issues/1/comments", { body: "text" })],
    ["comments read", 300, () => to("GET R/issues/1/comments?per_page=30")],
    ["timeline", 300, (index) => to(`GET R/issues/${index + 10}/timeline`)],
    [
      "commit statuses made",
      300,
      (index) => to(`POST R/statuses/${branch.commit.sha}`, { state: "success", context: `c${index % 5}` }),
    ],
    ["files read", 300, () => to("GET R/contents/README.md")],
    ["delivery log", 300, () => to(log)],
    ["page of issues in a browser", 200, page],
  ];
}

async function main(): Promise<void> {
  const [issues, deliveries] = [10_000, 50_000];
  const program = await install();
  const { firstMs, medianMs } = await starts(program, 9);
  show("start until the first line", medianMs, "ms", "at most 300");
  show("start, the very first", firstMs, "ms", "at most 300");
  const empty = await serve(program, join(root, "empty"));
  show("resident memory after the start", residentMiB(empty.pid), "MiB", "at most 114.4, which are 120 MB");
  await call(empty, "POST /user/repos", { name: "bench", auto_init: true });
  show("push of 1,000 files", pushFiles(empty), "ms", "at most 2,000");
  await empty.stop();
  const state = join(root, "full");
  await seed(state, issues, deliveries);
  const full = await serve(program, state);
  show("start with 10,000 issues and 50,000 deliveries", full.startMs, "ms", "no limit");
  for (const [name, count, work] of await requestCases(full, issues)) {
    for (const clients of [1, 16, 64]) {
      show(`${name}, ${clients} at once`, await rate(count, clients, work), "/s", "at least 200");
    }
  }
  // GitHub's limit lets 30 searches pass in a minute.
  const search = () => call(full, "GET /search/issues?q=repo:octocat/bench+is:open+9999");
  show("search of issues", await rate(28, 1, search), "/s", "at least 200");
  show("changes with a webhook each", await deliver(full, 300), "/s", "at least 200");
  show("resident memory", residentMiB(full.pid), "MiB", "no limit");
  await full.stop();
  const load = loadavg()[0] ?? 0;
  process.stdout.write(`${availableParallelism()} cores, load ${load.toFixed(1)}, Node ${process.version}\n`);
}

try {
  await main();
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
