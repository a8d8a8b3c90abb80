import { nodeDigest } from "../adapters/digest/node-digest.ts";
import { createApiLedgerFiles } from "../app/ledger/api-ledger-files.ts";
import { defaultLedgerBranch, type LedgerPorts } from "../app/ledger/ledger-ports.ts";
import { openRunLedger } from "../app/ledger/open-run-ledger.ts";
import type { RunLedger } from "../ports/run-ledger.ts";
import type { GitHub } from "../ports/github/github.ts";
import { createClock } from "./compose.ts";

/** Where the ledger is, and who hears of trouble. */
export interface LedgerPlace {
  readonly github: Pick<GitHub, "commits" | "gitData">;
  readonly log: LedgerPorts["log"];
  /** `runs.branch` of the policy. */
  readonly branch?: string | undefined;
}

/** The ledger of a repository, over the API. */
export function openLedger({ github, log, branch = defaultLedgerBranch }: LedgerPlace): RunLedger {
  const { commits, gitData } = github;
  const ports = {
    commits,
    gitData,
    log,
    branch,
    clock: createClock(),
    digest: nodeDigest,
    random: () => Math.random(),
  };
  return openRunLedger(ports, createApiLedgerFiles(github, branch));
}
