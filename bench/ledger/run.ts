// Appends under contention, held to the figures of docs/guides/runs.md: 32 processes with 100 appends each.
//   npm exec -- node bench/ledger/run.ts [--writers 32] [--appends 100]
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import { openLedger } from "../../src/runtime/open-ledger.ts";

const { values } = parseArgs({
  options: { writers: { type: "string", default: "32" }, appends: { type: "string", default: "100" } },
});
const [writers, appends] = [Number(values.writers), Number(values.appends)];
const root = mkdtempSync(join(tmpdir(), "pawl-ledger-bench-"));
const sandbox = spawn(
  process.execPath,
  ["src/cli/main.ts", "sandbox", "--state", root, "--rate-limit", "10000000", "--json"],
  { stdio: ["ignore", "pipe", "inherit"] },
);

interface Written {
  readonly times: readonly number[];
  readonly appended: number;
  readonly warnings: readonly string[];
}

try {
  const line = await new Promise<string>((resolve) => {
    sandbox.stdout.once("data", (chunk: Buffer) => {
      resolve(chunk.toString());
    });
  });
  const { url, token } = JSON.parse(line) as { url: string; token: string };
  const repository = await createRepository(url, token);
  const started = performance.now();
  const results = await Promise.all(
    Array.from({ length: writers }, (_, index) => write([url, token, repository, `w${index}`])),
  );
  const seconds = (performance.now() - started) / 1000;
  await report({ url, token, repository, results, seconds });
} finally {
  sandbox.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true });
}

async function createRepository(url: string, token: string): Promise<string> {
  const response = await fetch(`${url}/user/repos`, {
    method: "POST",
    headers: { authorization: `token ${token}` },
    body: JSON.stringify({ name: "flights", auto_init: true }),
  });
  return ((await response.json()) as { full_name: string }).full_name;
}

function write(place: readonly string[]): Promise<Written> {
  const child = spawn(process.execPath, ["bench/ledger/writer.ts", ...place, String(appends)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("close", (status) => {
      if (status === 0) resolve(JSON.parse(out) as Written);
      else reject(new Error(`a writer ended with ${status}`));
    });
  });
}

interface Storm {
  readonly url: string;
  readonly token: string;
  readonly repository: string;
  readonly results: readonly Written[];
  readonly seconds: number;
}

async function report({ url, token, repository, results, seconds }: Storm): Promise<void> {
  const github = createGitHub({ apiUrl: url, repository, auth: { token } });
  const log = { warning: console.warn, debug: () => undefined };
  const { entries, problems } = await openLedger({ github, log }).read();
  const keys = new Set(entries.map((entry) => entry.record.key));
  const expected = writers * appends;
  const times = results.flatMap((result) => result.times).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? 0;
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: findBare(), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const fsck = git("fsck", "--strict", "--no-dangling").trim();
  const commits = git("rev-list", "--count", "pawl/ledger").trim();
  const waiting = git("for-each-ref", "refs/pawl/ledger").trim();
  const appended = results.reduce((sum, result) => sum + result.appended, 0);
  console.log(
    `${writers} processes × ${appends} appends, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`,
  );
  show("entries on the branch", entries.length, `of ${expected}`);
  show("lost", expected - keys.size, "0");
  show("doubled", entries.length - keys.size, "0");
  show("said to be appended", appended, `${expected}`);
  show("problems of the chain", problems.length, "0");
  show("refs left waiting", waiting === "" ? 0 : waiting.split("\n").length, "0");
  show("commits", Number(commits), "");
  show("git fsck --strict findings", fsck === "" ? 0 : fsck.split("\n").length, "0");
  show("appends a second", expected / seconds, "");
  show("median append, ms", at(0.5), "< 2000");
  show("p95 append, ms", at(0.95), "");
  show("slowest append, ms", at(1), "");
  const isGood =
    keys.size === expected && entries.length === expected && problems.length === 0 && at(0.5) < 2000;
  process.exitCode = isGood && fsck === "" && waiting === "" ? 0 : 1;
}

function findBare(): string {
  return (
    execFileSync("find", [join(root, "git"), "-name", "HEAD", "-maxdepth", "3"], { encoding: "utf8" })
      .split("\n")[0]
      ?.replace(/\/HEAD$/, "") ?? root
  );
}

function show(name: string, value: number, limit: string): void {
  console.log(`${name.padEnd(32)} ${value.toFixed(Number.isInteger(value) ? 0 : 1).padStart(8)}  ${limit}`);
}
