// Speed of the sandbox, held to the figures of docs/guides/sandbox.md.
//   npm exec -- node bench/sandbox/run.ts
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AddressInfo } from "node:net";

interface Served {
  readonly url: string;
  readonly token: string;
  readonly startMs: number;
  readonly pid: number;
  stop(): void;
}

const root = mkdtempSync(join(tmpdir(), "pawl-sandbox-bench-"));

/** Starts the sandbox in a process of its own, with its runner, on a new state directory. */
async function serve(state: string): Promise<Served> {
  const started = performance.now();
  const child = spawn(process.execPath, ["sandbox/main.ts", "--state", state, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
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

async function call({ url, token }: Served, route: string, body?: unknown): Promise<unknown> {
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

function pushFiles(served: Served): number {
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

async function deliver(served: Served, count: number): Promise<number> {
  let received = 0;
  const sink = createServer((request, response) => {
    request.resume().on("end", () => {
      received += 1;
      response.end();
    });
  });
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  const { port } = sink.address() as AddressInfo;
  const config = { url: `http://127.0.0.1:${port}/`, content_type: "json" };
  await call(served, "POST /repos/octocat/bench/hooks", { config, events: ["label"] });
  const before = received;
  const started = performance.now();
  for (let index = 0; index < count; index += 1) {
    await call(served, "PATCH /repos/octocat/bench/labels/bench", {
      color: (index % 4096).toString(16).padStart(6, "0"),
    });
  }
  while (received - before < count) await new Promise((resolve) => setTimeout(resolve, 20));
  const perSecond = (count * 1000) / (performance.now() - started);
  sink.closeAllConnections();
  sink.close();
  return perSecond;
}

async function main(): Promise<void> {
  const issues = Number(process.argv[2] ?? 10_000);
  const deliveries = Number(process.argv[3] ?? 50_000);
  const served = await serve(join(root, "state"));
  show("start until the first line", served.startMs, "ms", "at most 300");
  await call(served, "POST /user/repos", { name: "bench", auto_init: true });
  await call(served, "POST /repos/octocat/bench/labels", { name: "bench" });
  show("resident memory after the start", residentMiB(served.pid), "MiB", "at most 120");
  show("push of 1,000 files", pushFiles(served), "ms", "at most 2,000");
  const make = (index: number) =>
    call(served, "POST /repos/octocat/bench/issues", { title: `issue ${index}`, labels: ["bench"] });
  show(`issues made, ${issues} of them`, await rate(issues, make), "/s", "at least 200");
  const list = () => call(served, "GET /repos/octocat/bench/issues?labels=bench&per_page=30");
  show(`list of issues, ${issues} there`, await rate(500, list), "/s", "at least 200");
  const get = (index: number) => call(served, `GET /repos/octocat/bench/issues/${(index % issues) + 1}`);
  show(`one issue, ${issues} there`, await rate(1000, get), "/s", "at least 200");
  show(`changes with a webhook each, ${deliveries}`, await deliver(served, deliveries), "/s", "at least 200");
  show("one issue after that", await rate(1000, get), "/s", "at least 200");
  show("resident memory at the end", residentMiB(served.pid), "MiB", "no limit");
  served.stop();
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}

await main();
