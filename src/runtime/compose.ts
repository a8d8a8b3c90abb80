import type { Policy } from "../config/schema.ts";
import { systemClock } from "../adapters/clock/system.ts";
import type { ClientOptions, GitHubAuth } from "../adapters/github/client.ts";
import type { GateOptions } from "../adapters/github/request-gate.ts";
import type { PostgresQueueOptions } from "../adapters/key-queue/postgres.ts";
import type { ZipLimits } from "../adapters/github/read-zip.ts";
import type { convertAppManifest as ConvertAppManifest } from "../adapters/github/app-manifests.ts";
import type {
  AppCredentials,
  ClientShare,
  Installation,
  ReadRepositoryName,
} from "../adapters/github/create-github.ts";
import type { OpenedDataStore } from "../adapters/data-store/open-data-store.ts";
import type { ViewOptions } from "../adapters/file-system/workspace-view.ts";
import type { HubAccess } from "../adapters/model-hub/hugging-face.ts";
import type { GitOptions } from "../adapters/git/simple-git.ts";
import type { SqlOptions } from "../adapters/sql/duckdb.ts";
import type { Artifacts } from "../ports/artifacts.ts";
import type { Clock } from "../ports/clock.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { GitConfig } from "../ports/git-config.ts";
import type { GitState } from "../ports/git-state.ts";
import type { KeyQueue } from "../ports/key-queue.ts";
import type { ConfigFiles } from "../ports/config-files.ts";
import type { GitRepository } from "../ports/git.ts";
import type { GitWorkTree } from "../ports/git-work-tree.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { HookDeliveries } from "../ports/github/hook-deliveries.ts";
import type { ModelHub } from "../ports/model-hub.ts";
import type { ModelServers } from "../ports/model-servers.ts";
import type { IgnoreRules } from "../ports/ignore-rules.ts";
import type { Machine } from "../ports/machine.ts";
import type { ModelRuntime } from "../ports/model-runtime.ts";
import type { PlotRenderer } from "../ports/plot-renderer.ts";
import type { ProvenanceVerifying } from "../ports/provenance.ts";
import type { Processes } from "../ports/process.ts";
import type { RegistryTags } from "../ports/registry-tags.ts";
import type { RefHistory } from "../ports/ref-history.ts";
import type { SbomWriter } from "../ports/sbom-writer.ts";
import type { RepositoryView } from "../ports/repository-view.ts";
import type { Revisions } from "../ports/revisions.ts";
import type { RunGuard } from "../ports/run-guard.ts";
import type { Worktrees } from "../ports/worktrees.ts";
import type { Sql } from "../ports/sql.ts";
import { findModelEntry, findServerEntry } from "./server-entry.ts";

/** The only place that builds adapters. Each is loaded when it is first asked for, so that a door pays for what it uses. */

/** The machine's clock. */
export function createClock(): Clock {
  return systemClock;
}

/** Model repositories of a Hugging Face Hub. */
export async function createModelHub(access: HubAccess): Promise<ModelHub> {
  const { createHuggingFaceHub } = await import("../adapters/model-hub/hugging-face.ts");
  return createHuggingFaceHub(access);
}

/** Files below a directory of this machine. */
export async function createFileSystem(root: string): Promise<FileSystem> {
  const local = await import("../adapters/file-system/local.ts");
  return local.createFileSystem(root);
}

/** Files below a directory of this machine that is made when it is not there. */
export async function createOutputDirectory(path: string): Promise<FileSystem> {
  const { mkdir } = await import("node:fs/promises");
  await mkdir(path, { recursive: true });
  return createFileSystem(path);
}

/** Cache, run cache and remotes of the repository at `files.root`. `home`: another `.dvc` directory than its own. */
export async function openDataStore(files: FileSystem, home?: string): Promise<OpenedDataStore> {
  const store = await import("../adapters/data-store/open-data-store.ts");
  return store.openDataStore(files, home);
}

/** What git says about the work tree at `root`. */
export async function openGitState(root: string): Promise<GitState> {
  const state = await import("../adapters/git/git-state.ts");
  return state.openGitState(root);
}

/** DVC's configuration as it applies in a directory. */
export async function openConfigFiles(directory: string): Promise<ConfigFiles> {
  const config = await import("../adapters/config-files/dvc-config-files.ts");
  return config.openConfigFiles(directory, process.env);
}

/** Draws plots as SVG. */
export async function createPlotRenderer(): Promise<PlotRenderer> {
  const { vegaPlots } = await import("../adapters/plots/vega-plots.ts");
  return vegaPlots;
}

/** Child processes of this machine, each in a process group of its own. */
export async function createProcesses(): Promise<Processes> {
  const childProcess = await import("../adapters/process/child-process.ts");
  return childProcess.createProcesses();
}

/** The same, each measured: memory, GPUs, energy. */
export async function createMeasuredProcesses(): Promise<Processes> {
  const [measured, processes] = await Promise.all([
    import("../adapters/process/measured-processes.ts"),
    createProcesses(),
  ]);
  return measured.measureProcesses(processes);
}

/** The git work tree at `root`. */
export async function openGitRepository(root: string, options: GitOptions = {}): Promise<GitRepository> {
  const git = await import("../adapters/git/simple-git.ts");
  return git.openGitRepository(root, options);
}

/** The history of the repository at `root`. */
export async function openRevisions(root: string): Promise<Revisions> {
  const revisions = await import("../adapters/git/revisions.ts");
  return revisions.openRevisions(root);
}

/** Everything that names commits in the repository at `root`. */
export async function openRefHistory(root: string): Promise<RefHistory> {
  const history = await import("../adapters/git/ref-history.ts");
  return history.openRefHistory(root);
}

/** The tags of the repository at `root`. */
export async function openRegistryTags(root: string): Promise<RegistryTags> {
  const tags = await import("../adapters/git/registry-tags.ts");
  return tags.openRegistryTags(root);
}

/** Writes bills of materials as CycloneDX. */
export async function createSbomWriter(): Promise<SbomWriter> {
  const { cycloneDx } = await import("../adapters/sbom/cyclonedx.ts");
  return cycloneDx;
}

/** The work tree of `files`, to read pipelines from. */
export async function createWorkspaceView(files: FileSystem, options?: ViewOptions): Promise<RepositoryView> {
  const view = await import("../adapters/file-system/workspace-view.ts");
  return view.createWorkspaceView(files, options);
}

/** Settings of the repository that `root` is in. */
export async function openGitConfig(root: string): Promise<GitConfig> {
  const config = await import("../adapters/git/git-config.ts");
  return config.openGitConfig(root, await createProcesses());
}

/** What git knows of the directory `root`, which need not be in a work tree. */
export async function openGitWorkTree(root: string): Promise<GitWorkTree> {
  const git = await import("../adapters/git/git-work-tree.ts");
  return git.openGitWorkTree(root, await createProcesses());
}

/** Lets one run at a time work in the repository at `root`. `command` tells others who it is. */
export async function createRunGuard(root: string, command: string): Promise<RunGuard> {
  const guard = await import("../adapters/process/run-guard.ts");
  return guard.createRunGuard(root, command);
}

/** This machine's processors, memory and GPUs. */
export async function createMachine(): Promise<Machine> {
  const machine = await import("../adapters/process/machine.ts");
  return machine.createMachine(process.env);
}

/** The same files, staged when they are written. */
export async function stageOnWrite(files: FileSystem, ignoreRules: IgnoreRules): Promise<FileSystem> {
  const staging = await import("../adapters/git/stage-on-write.ts");
  return staging.stageOnWrite(files, ignoreRules);
}

/** Other revisions of the repository at `root`, checked out beside its work tree. */
export async function openWorktrees(root: string): Promise<Worktrees> {
  const worktrees = await import("../adapters/git/worktrees.ts");
  return worktrees.openWorktrees(root);
}

/** What git ignores in the work tree at `root`. */
export async function openIgnoreRules(root: string, processes: Processes): Promise<IgnoreRules> {
  const rules = await import("../adapters/git/ignore-rules.ts");
  return rules.openIgnoreRules(root, processes);
}

/** An in-memory DuckDB; close it after use. */
export async function createSql(options: SqlOptions = {}): Promise<Sql> {
  const { openSql } = await import("../adapters/sql/duckdb.ts");
  return openSql(options);
}

/** ONNX Runtime on the CPU. */
export async function createModelRuntime(): Promise<ModelRuntime> {
  const onnx = await import("../adapters/model-runtime/onnx.ts");
  return onnx.createModelRuntime();
}

/** The same for models that somebody else made: each in a process of its own, with limits. */
export async function createIsolatedModelRuntime(): Promise<ModelRuntime> {
  const isolated = await import("../adapters/model-runtime/isolated.ts");
  return isolated.createIsolatedRuntime({ entry: findModelEntry() });
}

/** Model servers of this machine, below the serving directory. */
export async function createModelServers(directory: string): Promise<ModelServers> {
  const servers = await import("../adapters/model-server/model-servers.ts");
  return servers.createModelServers({ directory, serverEntry: findServerEntry() });
}

/** Checks provenance by what the policy names: keys and trusted roots are files of the repository. */
export async function openProvenance(
  policy: Policy["provenance"],
  files: FileSystem,
): Promise<ProvenanceVerifying> {
  const { createVerifying } = await import("../adapters/provenance/verify-bundle.ts");
  const keys = new Map<string, string>();
  for (const path of policy.keys) keys.set(path, await files.readText(path));
  const root = policy.trusted_root;
  return createVerifying({ keys, trustedRoots: root === undefined ? undefined : await files.readText(root) });
}

/** The artifacts of the running workflow. */
export async function createArtifacts(): Promise<Artifacts> {
  const { actionsArtifacts } = await import("../adapters/artifacts/actions-artifact.ts");
  return actionsArtifacts;
}

/** GitHub for one repository: `auth` is a token, or an App's installation. */
export async function createGitHub(options: ClientOptions & { readonly auth: GitHubAuth }): Promise<GitHub> {
  const github = await import("../adapters/github/create-github.ts");
  return github.createGitHub(options);
}

/**
 * What all clients of one installation share: GitHub's limits (without `limits` its own), and answers that were read.
 * `onPause` is told until when nothing is sent, in milliseconds since 1970.
 */
export async function createSharedLimits(
  options: GateOptions = {},
): Promise<Required<Pick<ClientOptions, "gate" | "reads">>> {
  const [{ RequestGate }, { ConditionalReads }] = await Promise.all([
    import("../adapters/github/request-gate.ts"),
    import("../adapters/github/conditional-reads.ts"),
  ]);
  return { gate: new RequestGate(options), reads: new ConditionalReads() };
}

/** The queue of keys in a file, for one process; `:memory:` for one that lasts as long as the process. */
export async function openFileQueue(path: string, clock: Clock): Promise<KeyQueue> {
  const queue = await import("../adapters/key-queue/sqlite.ts");
  return queue.openSqliteQueue(path, clock);
}

/** The queue of keys that several processes share. */
export async function openSharedQueue(options: PostgresQueueOptions): Promise<KeyQueue> {
  const queue = await import("../adapters/key-queue/postgres.ts");
  return queue.openPostgresQueue(options);
}

/** Every repository in which an App is installed. */
export async function listInstallations(app: AppCredentials & ClientShare): Promise<readonly Installation[]> {
  const github = await import("../adapters/github/create-github.ts");
  return github.listInstallations(app);
}

/** Reads the names that repositories of an installation have now. */
export async function createRepositoryNames(
  place: AppCredentials & ClientShare & { readonly installationId: number },
): Promise<ReadRepositoryName> {
  const github = await import("../adapters/github/create-github.ts");
  return github.createRepositoryNames(place);
}

/** The log of an App's webhook. */
export async function createAppDeliveries(app: AppCredentials & ClientShare): Promise<HookDeliveries> {
  const github = await import("../adapters/github/create-github.ts");
  return github.createAppDeliveries(app);
}

/** The App that a code of GitHub's manifest flow stands for; `undefined` for a code that counts no more. */
export async function convertAppManifest(
  request: Parameters<typeof ConvertAppManifest>[0],
): ReturnType<typeof ConvertAppManifest> {
  const manifests = await import("../adapters/github/app-manifests.ts");
  return manifests.convertAppManifest(request);
}

/** Unpacks a zip archive that somebody else packed, in memory; every file's name must be allowed. */
export async function readArchive(
  bytes: Uint8Array,
  isAllowed: (name: string) => boolean,
  limits: Pick<ZipLimits, "maxEntryBytes" | "maxTotalBytes"> = {},
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { readZip } = await import("../adapters/github/read-zip.ts");
  return readZip(bytes, { ...limits, isAllowed });
}
