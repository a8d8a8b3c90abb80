import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract } from "tar";
import { runGit } from "../github/git/run-git.ts";
import type { RunnerHost } from "./host.ts";
import type { ActionPlace, JobState } from "./job-state.ts";
import { resolveCommit } from "./repository-reader.ts";
import { WorkflowError } from "./workflow-error.ts";

/** `owner/repo[/path]@ref`, cut up. */
export interface ActionReference {
  readonly repository: string;
  /** Folder in the repository; "" for its root. */
  readonly path: string;
  readonly ref: string;
}

/** Cuts a `uses:` up; `undefined` for a local path. @throws WorkflowError when it is neither */
export function parseActionReference(uses: string): ActionReference | undefined {
  if (uses.startsWith("./") || uses.startsWith("../") || uses === ".") return undefined;
  const found = /^([\w.-]+\/[\w.-]+)((?:\/[\w.-]+)*)@([^\s@]+)$/.exec(uses);
  const [, repository, path, ref] = found ?? [];
  if (repository === undefined || ref === undefined || /(^|\/)\.\.(\/|$)/.test(path ?? "")) {
    throw new WorkflowError(`uses: ${uses} is neither ./path nor owner/repo[/path]@ref`);
  }
  return { repository, path: (path ?? "").slice(1), ref };
}

async function commitOf(
  host: RunnerHost,
  { repository, ref }: ActionReference,
): Promise<{ gitDirectory: string; sha: string }> {
  const found = host.findRepository(repository);
  if (found === undefined) {
    throw new WorkflowError(
      `Unable to resolve action ${repository}@${ref}: the sandbox has no repository ${repository}. Push the action to it, or take one that the runner has built in`,
    );
  }
  for (const name of [`refs/tags/${ref}`, `refs/heads/${ref}`, ref]) {
    const sha = await resolveCommit(found.gitDirectory, name);
    if (sha !== undefined) return { gitDirectory: found.gitDirectory, sha };
  }
  throw new WorkflowError(`Unable to resolve action ${repository}@${ref}, unable to find version ${ref}`);
}

async function unpack(gitDirectory: string, sha: string, target: string): Promise<void> {
  const archive = await runGit(gitDirectory, ["archive", "--format=tar", sha]);
  if (archive.status !== 0) throw new WorkflowError(`git archive ${sha}: ${archive.stderr.trim()}`);
  const partial = `${target}.${randomUUID()}`;
  mkdirSync(partial, { recursive: true });
  await pipeline(Readable.from(archive.stdout), extract({ cwd: partial }));
  try {
    renameSync(partial, target);
  } catch {
    // Another job unpacked the same commit first.
    rmSync(partial, { recursive: true, force: true });
  }
}

const unpacking = new Map<string, Promise<void>>();

/** Brings an action of one of the sandbox's repositories to disk; the folder is kept per commit. */
export async function fetchAction(
  host: RunnerHost,
  cache: string,
  reference: ActionReference,
): Promise<ActionPlace> {
  const { gitDirectory, sha } = await commitOf(host, reference);
  const name = createHash("sha256").update(reference.repository.toLowerCase()).digest("hex").slice(0, 12);
  const root = join(cache, `${name}-${sha}`);
  if (!existsSync(root)) {
    const work = unpacking.get(root) ?? unpack(gitDirectory, sha, root);
    unpacking.set(root, work);
    await work.finally(() => unpacking.delete(root));
  }
  return { directory: join(root, reference.path), repository: reference.repository, ref: reference.ref };
}

/** The folder of `uses: ./path`. @throws WorkflowError when it leaves the workspace */
export function localAction(job: JobState, uses: string): ActionPlace {
  const { workspace } = job.paths;
  const directory = resolve(workspace, uses);
  if (directory !== workspace && !directory.startsWith(workspace + sep)) {
    throw new WorkflowError(`uses: ${uses} leaves the workspace`);
  }
  return { directory, repository: "", ref: "" };
}
