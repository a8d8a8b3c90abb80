import type { Clock } from "../../ports/clock.ts";
import type { Digest } from "../../ports/digest.ts";
import type { GitHub } from "../../ports/github/github.ts";
import type { Log } from "../../ports/log.ts";

/** What the ledger is written with. */
export type LedgerPorts = Pick<GitHub, "commits" | "gitData"> & {
  readonly clock: Clock;
  readonly digest: Pick<Digest, "sha256">;
  readonly log: Pick<Log, "warning" | "debug">;
  /** In [0, 1): spreads writers that wait for each other. */
  readonly random: () => number;
  /** The branch, without `refs/heads/`. */
  readonly branch: string;
};

/** Default of `runs.branch`. */
export const defaultLedgerBranch = "pawl/ledger";
