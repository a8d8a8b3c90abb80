import { PawlError } from "../../errors.ts";
import type { Log } from "../../ports/log.ts";
import type { RunLedger } from "../../ports/run-ledger.ts";
import type { LedgerRecord } from "../../runs/ledger-record.ts";

/**
 * Appends records without failing what they are about: what cannot be written is a warning with the next step, and a later
 * run that finds it missing appends it.
 *
 * @returns whether everything is in the ledger.
 */
export async function appendBestEffort(
  records: readonly LedgerRecord[],
  ledger: Pick<RunLedger, "append">,
  log: Pick<Log, "warning">,
): Promise<boolean> {
  try {
    await ledger.append(records);
    return true;
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    const what = records.map(({ key }) => key).join(", ");
    log.warning(
      `The run ledger lacks ${what}: ${error.message} ${error.hint} The token needs contents: write; the next run of the same verb appends decisions that are missing.`,
    );
    return false;
  }
}
