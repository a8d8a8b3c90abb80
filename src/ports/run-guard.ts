/** Paths, relative to the repository, that a stage is going to read and write. */
export interface PathClaim {
  /** Who makes the claim: the address of the stage. */
  readonly name: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** What a run leaves behind when it is killed, for the run after it. */
export interface RunNote {
  /** Stages that got, or were to get, a new entry in a lock file; by lock file. */
  readonly added: Readonly<Record<string, readonly string[]>>;
}

/** One run's turn in a repository. */
export interface RunTurn {
  /** The note of the run before, when that was killed. */
  readonly leftover: RunNote | undefined;
  /** Keeps a note until the turn is given up. */
  keep(note: RunNote): Promise<void>;
  /** Remembers the process group of a stage that runs now, so that a later run can end what a crash left behind. */
  started(processId: number): void;
  /** What a process group of this run has in its environment: see `started`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Does a short piece of work during which DVC changes nothing of its own: dvc.lock, `.dvc` files, its lists of claims. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Works on paths while DVC keeps its hands off them; waits until nobody else works on them.
   *
   * @throws PawlError `pipeline.busy` when that takes too long.
   */
  claim<T>(paths: PathClaim, work: () => Promise<T>): Promise<T>;
  /** Waits until nobody else writes to the paths. @throws PawlError `pipeline.busy` */
  settled(paths: readonly string[]): Promise<void>;
  /** Gives the turn up. */
  leave(): Promise<void>;
}

/** How to wait for others. */
export interface GuardOptions {
  /** How long to wait before `pipeline.busy`. Milliseconds, ≥ 0. */
  readonly timeoutMs: number;
  /** Told once for each thing that is waited for, with who holds it. */
  onWait(message: string): void;
  /** Aborting ends a wait with `stage.interrupted`. */
  readonly signal?: AbortSignal;
}

/** What short work takes part in without a turn of its own. */
export type SharedLocks = Pick<RunTurn, "exclusively" | "claim" | "settled">;

/** Lets one run at a time work in a repository, and keeps DVC and it apart. */
export interface RunGuard {
  /** Locks for work beside a run, such as adding data that no stage makes. */
  beside(options: GuardOptions): Promise<SharedLocks>;
  /**
   * Waits for the turn. When the last run crashed, what is left of its stages is ended first: it would write into outputs
   * that this run makes.
   *
   * @throws PawlError `pipeline.busy` when another run is at work for too long.
   */
  enter(options: GuardOptions): Promise<RunTurn>;
}
