import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Files, WorkflowSandbox } from "../sandbox-runner/workflow-sandbox.ts";
import { finish, output, peer } from "./peers.ts";

/** What a runner did, by key of the job: sorted lines `result …`, `summary …` and what steps said after `TELL `. */
export type Observed = Readonly<Record<string, readonly string[]>>;

const lineSchema = z.object({
  jobID: z.string().optional(),
  jobResult: z.string().optional(),
  msg: z.string().default(""),
  raw_output: z.boolean().default(false),
  command: z.string().optional(),
  content: z.string().optional(),
});

function sorted(seen: Readonly<Record<string, readonly string[]>>): Observed {
  return Object.fromEntries(Object.entries(seen).map(([key, lines]) => [key, lines.toSorted()]));
}

function told(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => /(?:^|Z )TELL (.*)$/.exec(line)?.[1] ?? []);
}

/** Commits the files to a new repository and runs its workflows for a push with act 0.2.89 on this machine. */
export async function runWithAct(files: Files): Promise<Observed> {
  const root = mkdtempSync(join(tmpdir(), "pawl-act-"));
  const directory = join(root, "repository");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, dirname(path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const git = ["-C", directory, "-c", "user.name=o", "-c", "user.email=o@example.com"];
  await output("git", ["-C", directory, "init", "-q", "-b", "main"]);
  await output("git", [...git, "add", "-A"]);
  await output("git", [...git, "commit", "-q", "-m", "commit"]);
  const platform = ["-P", "ubuntu-latest=-self-hosted"];
  const places = ["--no-cache-server", "--artifact-server-addr", "127.0.0.1", "-C", directory];
  const secrets = ["-s", "KEY=sesame-street", "--var", "COLOUR=blue"];
  const workflow = ["-W", ".github/workflows/w.yml"];
  const env = { ...process.env, HOME: root, XDG_CACHE_HOME: join(root, "cache") };
  const args = ["push", ...workflow, ...platform, "--json", ...places, ...secrets];
  const { stdout, stderr } = await finish(peer("go/act"), args, { cwd: directory, env });
  rmSync(root, { recursive: true, force: true });
  const seen: Record<string, string[]> = {};
  for (const text of `${stdout}\n${stderr}`.split("\n").filter((line) => line.startsWith("{"))) {
    const { jobID, jobResult, msg, raw_output, command, content } = lineSchema.parse(JSON.parse(text));
    if (jobID === undefined) continue;
    const lines = (seen[jobID] ??= []);
    if (jobResult !== undefined) lines.push(`result ${jobResult}`);
    if (command === "summary") lines.push(`summary ${content?.trim()}`);
    if (raw_output) lines.push(...told(msg));
  }
  return sorted(seen);
}

/** The same in the sandbox. Jobs that were skipped are left out, as act does not name them. */
export async function runInSandbox(sandbox: WorkflowSandbox, files: Files): Promise<Observed> {
  const repository = await sandbox.createRepository(`act${sandbox.github.context.store.nextId()}`);
  sandbox.runner.setSecret(repository.fullName, "KEY", "sesame-street");
  sandbox.runner.setVariable(repository.fullName, "COLOUR", "blue");
  sandbox.push(repository, files);
  const [finished] = await sandbox.finished(repository);
  const seen: Record<string, string[]> = {};
  for (const job of finished?.jobs ?? []) {
    if (job.conclusion === "skipped") continue;
    const lines = (seen[job.key] ??= []);
    lines.push(`result ${job.conclusion}`);
    if (job.summary.trim() !== "") {
      const steps = job.summary.split("\n").filter((line) => line !== "");
      lines.push(...steps.map((line) => `summary ${line}`));
    }
    // The heads of steps show their scripts.
    const log = (finished?.logs[job.name] ?? "").replaceAll(/##\[group\]Run [^]*?##\[endgroup\]/g, "");
    lines.push(...told(log));
  }
  return sorted(seen);
}
