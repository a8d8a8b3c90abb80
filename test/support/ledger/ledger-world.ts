import { setImmediate as turn } from "node:timers/promises";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { createApiLedgerFiles } from "../../../src/app/ledger/api-ledger-files.ts";
import type { LedgerPorts } from "../../../src/app/ledger/ledger-ports.ts";
import { openRunLedger } from "../../../src/app/ledger/open-run-ledger.ts";
import type { RunLedger } from "../../../src/ports/run-ledger.ts";
import type { GitHub } from "../../../src/ports/github/github.ts";
import { createRandom } from "../../../src/math/random.ts";

/** Where these tests keep the ledger. */
export const branch = "pawl/ledger";

/** Time that passes only while somebody sleeps; others get their turn meanwhile. */
export function sleepingClock(): LedgerPorts["clock"] {
  let ms = Date.UTC(2026, 2, 1);
  return {
    now: () => new Date(ms),
    sleep: async (durationMs) => {
      const until = ms + durationMs;
      while (ms < until) {
        await turn();
        ms = Math.max(ms, Math.min(until, ms + 20));
      }
    },
  };
}

/** A writer with a memory of its own, as another process would be. `warnings` are what it said. */
export function openWriter(
  github: Pick<GitHub, "commits" | "gitData">,
  seed = 1,
  clock = sleepingClock(),
): { readonly ledger: RunLedger; readonly warnings: string[] } {
  const warnings: string[] = [];
  const random = createRandom(seed);
  const ports: LedgerPorts = {
    commits: github.commits,
    gitData: github.gitData,
    branch,
    clock,
    digest: nodeDigest,
    random: () => random.nextFloat(),
    log: { warning: (message) => void warnings.push(message), debug: () => undefined },
  };
  return { ledger: openRunLedger(ports, createApiLedgerFiles(github, branch)), warnings };
}
