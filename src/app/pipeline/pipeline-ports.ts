import type { DataRemote, DataStore, RunCache } from "../../ports/data-store.ts";
import type { Digest } from "../../ports/digest.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { IgnoreRules } from "../../ports/ignore-rules.ts";
import type { Log } from "../../ports/log.ts";
import type { Machine } from "../../ports/machine.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import type { Revisions } from "../../ports/revisions.ts";
import type { DataItem } from "../../versioning/data-item.ts";
import type { TreeFile } from "../../versioning/data-tree.ts";
import type { Processes } from "../../ports/process.ts";
import type { RunGuard, RunTurn } from "../../ports/run-guard.ts";
import type { Observations } from "./observe.ts";

/** Everything that running a pipeline reaches. */
export interface PipelinePorts {
  /** The repository's work tree. */
  readonly files: FileSystem;
  /** The same files, to read pipelines from. */
  readonly workspace: RepositoryView;
  readonly data: DataStore;
  readonly runCache: RunCache;
  readonly digest: Digest;
  readonly processes: Processes;
  readonly guard: RunGuard;
  readonly machine: Machine;
  readonly ignoreRules: IgnoreRules;
  /** Undefined when the repository has none. */
  readonly remote: DataRemote | undefined;
  /** The remote of an output that has one of its own. @throws PawlError `remote.missing` */
  readonly remoteNamed: (name: string) => DataRemote;
  /** The files of a directory item, from the cache or else the remote. */
  readonly readTree: (item: DataItem) => Promise<readonly TreeFile[] | undefined>;
  /** The history; opened when it is asked for. */
  readonly revisions: () => Promise<Revisions>;
  readonly log: Log;
  /** What the commands of stages see, without the secrets of the step that runs them. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The ports of a run that has its turn in the repository, and what it has seen there. */
export type RunningPorts = PipelinePorts & { readonly turn: RunTurn; readonly seen: Observations };
