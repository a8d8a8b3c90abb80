import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import type { OpenedDataStore } from "../adapters/data-store/open-data-store.ts";
import type { Log } from "../ports/log.ts";
import {
  createFileSystem,
  createMachine,
  createMeasuredProcesses,
  createProcesses,
  createRunGuard,
  createWorkspaceView,
  openDataStore,
  openIgnoreRules,
  openRevisions,
  stageOnWrite,
} from "./compose.ts";

/** Variables that belong to the step that runs the stages, not to the stages: tokens above all. */
const ownVariables =
  /^(INPUT_|(GITHUB|GH)_TOKEN$|PAWL_(PRIVATE_KEY|WEBHOOK_SECRET)$|ACTIONS_(RUNTIME|ID_TOKEN|CACHE|RESULTS)_|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/;

/**
 * Everything that running the pipeline at `root` needs.
 *
 * @throws PawlError `remote.missing` when the default remote has no url.
 */
export async function openPipeline(
  root: string,
  log: Log,
  place: PipelinePlace = {},
): Promise<PipelinePorts> {
  const [files, processes] = await Promise.all([createFileSystem(root), createProcesses()]);
  const store = await openDataStore(files, place.home);
  const ignoreRules = await openIgnoreRules(files.root, processes);
  const isStaged = store.options.get("core.autostage")?.toLowerCase() === "true";
  return {
    files: isStaged ? await stageOnWrite(files, ignoreRules) : files,
    workspace: await createWorkspaceView(files),
    processes: await createMeasuredProcesses(),
    data: store.data,
    runCache: store.runCache,
    digest: store.digest,
    ...openRemotes(store, files.root, {}),
    guard: await createRunGuard(files.root, commandLine()),
    machine: await createMachine(),
    ignoreRules,
    log,
    environment: stageEnvironment(process.env),
  };
}

/** Where a pipeline's data is kept. */
export interface PipelinePlace {
  /** The `.dvc` directory whose configuration and cache count; absolute. Default: that of the root. */
  readonly home?: string;
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
  const isThere = remote !== undefined || store.defaultRemote !== undefined;
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
