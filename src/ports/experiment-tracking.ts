import type { TrackedBatch } from "../runs/tracked-batches.ts";
import type { TrackedPair } from "../runs/tracked-names.ts";
import type { TrackedDataset, TrackedRun } from "../runs/tracked-run.ts";

/** A run that the server has. */
export interface FoundRun {
  /** The server's own id. */
  readonly serverId: string;
  /** The ledger's id, by its tag; `undefined` for a run that is not ours. */
  readonly id: string | undefined;
  /** Everything was sent: it is no longer running. */
  readonly isComplete: boolean;
  readonly isDeleted: boolean;
}

/** A tracking server, one experiment of it. Every call throws PawlError `mlflow.…` when the server does not take it. */
export interface ExperimentTracking {
  /** Id of the experiment of that name, made when there is none. */
  experiment(name: string): Promise<string>;
  /** Every run of it, deleted ones too. */
  listRuns(experiment: string): Promise<readonly FoundRun[]>;
  /** Makes a running run with its tag; the server's id of it. */
  createRun(experiment: string, run: TrackedRun): Promise<string>;
  /** Sent twice, it changes nothing. */
  logBatch(serverId: string, batch: TrackedBatch): Promise<void>;
  logDatasets(serverId: string, datasets: readonly TrackedDataset[]): Promise<void>;
  /** Ends a run: from then on it is complete. */
  finishRun(serverId: string, run: TrackedRun): Promise<void>;
  deleteRun(serverId: string): Promise<void>;
}

/** A registered model that the server has. */
export interface FoundModel {
  readonly tags: ReadonlyMap<string, string>;
  /** Alias → the server's number of the version. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** A version that the server has. */
export interface FoundVersion {
  /** The server's number: `1`, `2` … */
  readonly number: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** A version to register. */
export interface NewVersion {
  readonly source: string;
  readonly description: string;
  /** The server's id of the run that made it. */
  readonly runId: string | undefined;
  readonly tags: readonly TrackedPair[];
}

/** The model registry of a tracking server. Every call throws PawlError `mlflow.…` when the server does not take it. */
export interface ModelMirror {
  findModel(name: string): Promise<FoundModel | undefined>;
  createModel(name: string, tags: readonly TrackedPair[]): Promise<void>;
  listVersions(name: string): Promise<readonly FoundVersion[]>;
  /** The server's number of the new version. */
  createVersion(name: string, version: NewVersion): Promise<string>;
  setModelTag(name: string, tag: TrackedPair): Promise<void>;
  setVersionTag(name: string, number: string, tag: TrackedPair): Promise<void>;
  setAlias(name: string, alias: string, number: string): Promise<void>;
  removeAlias(name: string, alias: string): Promise<void>;
}
