/** One run's turn in a repository. */
export interface RunTurn {
  /** Remembers the process group of the stage that runs now, so that a later run can end what a crash left behind. */
  started(processId: number): void;
  /** Gives the turn up. */
  leave(): Promise<void>;
}

/** Lets one run at a time work in a repository. */
export interface RunGuard {
  /**
   * Takes the turn. When the last run crashed, what is left of its stage is ended first: it would write into outputs that
   * this run makes.
   *
   * @throws PawlError `pipeline.busy` while another run is at work.
   */
  enter(): Promise<RunTurn>;
}
