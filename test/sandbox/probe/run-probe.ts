import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ArtifactFiles } from "../../../sandbox/github/actions/artifact-files.ts";
import { openActionsStore } from "../../../sandbox/github/actions/actions-store.ts";
import { startActions } from "../../../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../../sandbox/github/start-sandbox-github.ts";

/** One row of the probe: `Y` works and is read back, `ex` answered without effect, `N` missing, `!` wrong. */
export interface ProbeRow {
  readonly group: string;
  readonly name: string;
  readonly r: "Y" | "ex" | "N" | "!";
  readonly note: string;
}

/** What the probe says. */
export interface ProbeReport {
  readonly rows: readonly ProbeRow[];
  readonly schema: readonly { readonly op: string; readonly ok: boolean; readonly why: string }[];
}

const script = fileURLToPath(new URL("../../fixtures/local-github-probe.mjs", import.meta.url));
const openapi = fileURLToPath(new URL("../../fixtures/github-openapi.json", import.meta.url));

/** The probe asks for artifact 1 and its workflow uploads none: we upload it when that workflow's run starts. */
function uploadForProbe({ context }: SandboxGitHub): void {
  const store = openActionsStore(context);
  const files = new ArtifactFiles(context, store);
  const stop = context.onEvent((event) => {
    const run = event.event === "workflow_run" ? store.runs.list(event.repository?.id ?? 0)[0] : undefined;
    if (!run) return;
    files.save(
      run,
      { backendId: "probe" },
      { name: "probe", zip: Buffer.from("PK\u0005\u0006".padEnd(22, "\0")) },
    );
    stop();
  });
}

async function runScript(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const status = await new Promise((resolve) => child.on("close", resolve));
  if (status !== 0) throw new Error(`the probe ended with status ${String(status)}: ${errors}`);
}

/** A GitHub, or what says that it is one. */
export interface ProbeTarget {
  readonly url: string;
  readonly token: string;
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
}

/** Runs the probe in a process of its own against a server; `directory` takes its files. */
export async function probe(target: ProbeTarget, directory: string): Promise<ProbeReport> {
  const [key, out] = [join(directory, "app.pem"), join(directory, "out.json")];
  await writeFile(key, target.privateKey);
  const app = ["--app-id", String(target.appId), "--key", key];
  const place = ["--base", target.url, "--token", target.token];
  await runScript([...place, ...app, "--openapi", openapi, "--json", out]);
  return JSON.parse(await readFile(out, "utf8")) as ProbeReport;
}

/** Starts a sandbox, runs the probe against it, and reads what it found. */
export async function runProbe(): Promise<ProbeReport> {
  const directory = await mkdtemp(join(tmpdir(), "pawl-probe-"));
  const actions = startActions({ workRoot: join(directory, "work") });
  const github = await startSandboxGitHub({ users: [{ login: "ada" }], modules: [actions.module] });
  try {
    uploadForProbe(github);
    const { url, adminToken: token, app } = github;
    return await probe({ url, token, appId: app.id, privateKey: app.privateKey }, directory);
  } finally {
    await github.close();
    await rm(directory, { recursive: true, force: true });
  }
}
