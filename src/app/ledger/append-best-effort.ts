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
  const failure = await tryAppend(records, ledger);
  if (failure === undefined) return true;
  warnOfLost(records, failure, log);
  return false;
}

/** Appends records. @returns what went wrong; `undefined` when everything is in the ledger. */
export async function tryAppend(
  records: readonly LedgerRecord[],
  ledger: Pick<RunLedger, "append">,
): Promise<PawlError | undefined> {
  try {
    await ledger.append(records);
    return undefined;
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    return error;
  }
}

/** Names the records that the ledger lacks. */
export function warnOfLost(
  records: readonly LedgerRecord[],
  failure: PawlError,
  log: Pick<Log, "warning">,
): void {
  const what = records.map(({ key }) => key).join(", ");
  log.warning(
    `The run ledger lacks ${what}: ${failure.message} ${failure.hint} The token needs contents: write; the next run of the same verb appends decisions that are missing.`,
  );
}
