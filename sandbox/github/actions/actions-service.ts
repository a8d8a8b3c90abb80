import type { RunController } from "../../runner/host.ts";
import type { SandboxContext } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import { type ActionsStore, openActionsStore } from "./actions-store.ts";
import { BlobUploads } from "./blob-uploads.ts";
import { CacheFiles } from "./cache-files.ts";
import { ArtifactFiles } from "./artifact-files.ts";
import { StoredEnvironmentGates } from "./environment-gates.ts";
import { JobLogs } from "./job-logs.ts";
import { StoredRunLedger } from "./stored-run-ledger.ts";

/** The Actions side of one sandbox: what routes and runner share. */
export class ActionsService {
  readonly context: SandboxContext;
  readonly store: ActionsStore;
  readonly logs: JobLogs;
  readonly artifacts: ArtifactFiles;
  readonly caches: CacheFiles;
  readonly blobs = new BlobUploads();
  readonly ledger: StoredRunLedger;
  readonly environments: StoredEnvironmentGates;
  #controller: RunController | undefined;

  constructor(context: SandboxContext) {
    this.context = context;
    this.store = openActionsStore(context);
    this.logs = new JobLogs(context.stateDirectory);
    this.artifacts = new ArtifactFiles(context, this.store);
    this.caches = new CacheFiles(context, this.store);
    this.ledger = new StoredRunLedger(context, this.store, this.logs);
    this.environments = new StoredEnvironmentGates(context, this.ledger);
  }

  /** The runner. @throws {ApiError} 503 when none was started */
  get controller(): RunController {
    if (this.#controller !== undefined) return this.#controller;
    throw new ApiError(503, "This sandbox runs no workflows: no runner was started (startRunner)");
  }

  /** Takes the runner that dispatches, cancels and re-runs go to; `undefined` when it stops. */
  attach(controller: RunController | undefined): void {
    this.#controller = controller;
  }
}

const services = new WeakMap<SandboxContext, ActionsService>();

/** The service of a sandbox; made at the first call. */
export function actionsService(context: SandboxContext): ActionsService {
  const found = services.get(context);
  if (found !== undefined) return found;
  const made = new ActionsService(context);
  services.set(context, made);
  return made;
}
