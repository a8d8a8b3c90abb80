import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import type { OpenedDataStore } from "../adapters/data-store/open-data-store.ts";
import type { Log } from "../ports/log.ts";
import {
  createFileSystem,
  createMachine,
  createProcesses,
  createRunGuard,
  createWorkspaceView,
  openDataStore,
  openIgnoreRules,
  openRevisions,
} from "./compose.ts";

/** Variables that belong to the step that runs the stages, not to the stages: tokens above all. */
const ownVariables =
  /^(INPUT_|(GITHUB|GH)_TOKEN$|PAWL_(PRIVATE_KEY|WEBHOOK_SECRET)$|ACTIONS_(RUNTIME|ID_TOKEN|CACHE|RESULTS)_|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/;

/**
 * Everything that running the pipeline at `root` needs.
 *
 * @throws PawlError `remote.missing` when the default remote has no url.
 */
export async function openPipeline(root: string, log: Log): Promise<PipelinePorts> {
  const [files, processes] = await Promise.all([createFileSystem(root), createProcesses()]);
  const store = await openDataStore(files);
  return {
    files,
    workspace: await createWorkspaceView(files),
    processes,
    data: store.data,
    runCache: store.runCache,
    digest: store.digest,
    ...openRemotes(store, files.root, {}),
    guard: await createRunGuard(files.root, commandLine()),
    machine: await createMachine(),
    ignoreRules: await openIgnoreRules(files.root, processes),
    log,
    environment: stageEnvironment(process.env),
  };
}

/** Which remote to use, and how. */
export interface RemoteChoice {
  /** Default: the default remote. */
  readonly remote?: string | undefined;
  /** Transfers at a time. Default: as the remote's options say. */
  readonly jobs?: number | undefined;
}

function openRemotes(
  store: OpenedDataStore,
  root: string,
  { remote, jobs }: RemoteChoice,
): Pick<PipelinePorts, "remote" | "remoteNamed" | "readTree" | "revisions"> {
  const options = jobs === undefined ? new Map<string, string>() : new Map([["jobs", String(jobs)]]);
  const isThere = remote !== undefined || store.hasRemote;
  return {
    remote: isThere ? store.remote(remote, options) : undefined,
    remoteNamed: (name) => store.remote(name, options),
    readTree: (item) => store.objects(remote).readTree(item, "anywhere"),
    revisions: () => openRevisions(root),
  };
}

/**
 * What bringing and sending data at `root` needs.
 *
 * @throws PawlError `remote.missing` when the remote does not exist or has no url.
 */
export async function openTransfers(
  root: string,
  log: Log,
  choice: RemoteChoice = {},
): Promise<TransferPorts> {
  const files = await createFileSystem(root);
  const [store, workspace] = await Promise.all([openDataStore(files), createWorkspaceView(files)]);
  return { workspace, data: store.data, log, ...openRemotes(store, files.root, choice) };
}

/** What bringing and sending data reaches. */
export type TransferPorts = Pick<
  PipelinePorts,
  "workspace" | "data" | "log" | "remote" | "remoteNamed" | "readTree" | "revisions"
>;

/** What looking at the repository at `root` needs: nothing that runs or fetches. */
export async function openStatus(root: string): Promise<Pick<PipelinePorts, "files" | "workspace" | "data">> {
  const files = await createFileSystem(root);
  const [store, workspace] = await Promise.all([openDataStore(files), createWorkspaceView(files)]);
  return { files, workspace, data: store.data };
}

/** What others are told when they wait for this process. */
export function commandLine(): string {
  return ["pawl", ...process.argv.slice(2)].join(" ");
}

/** A repository, and where in it somebody works. */
export interface RepositoryPlace {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, with `/`; `""` is the root itself. */
  readonly folder: string;
}

/** The repository that a directory is in: up to the first folder with `.dvc`, else with `.git`, else the directory itself. */
export function findRepository(directory: string): RepositoryPlace {
  const start = resolve(directory);
  const root = findUpwards(start, ".dvc") ?? findUpwards(start, ".git") ?? start;
  return { root, folder: relative(root, start).split(sep).join("/") };
}

function findUpwards(start: string, name: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = join(folder, name);
    // A work tree of git has a file `.git`; DVC's home is always a directory.
    if (existsSync(found) && (name === ".git" || statSync(found).isDirectory())) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The environment of a step without its inputs (a token among them), its service tokens and its command files. */
export function stageEnvironment(ambient: NodeJS.ProcessEnv): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(ambient)) {
    if (value !== undefined && !ownVariables.test(name)) environment[name] = value;
  }
  return environment;
}

/** A signal that aborts when this process is asked to end. Dispose of it when the work is done. */
export function abortOnTermination(): { readonly signal: AbortSignal; [Symbol.dispose](): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once("SIGINT", abort);
  process.once("SIGTERM", abort);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      process.off("SIGINT", abort);
      process.off("SIGTERM", abort);
    },
  };
}
