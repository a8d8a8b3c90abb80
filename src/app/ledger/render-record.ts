import { PawlError } from "../../errors.ts";
import { canonicalJson } from "../../registry/canonical-json.ts";
import { type LedgerRecord, ledgerRecordSchema } from "../../runs/ledger-record.ts";
import type { NewRecord } from "../../runs/plan-append.ts";
import { longestRecord } from "../../runs/segments.ts";

/**
 * A record as the ledger keeps it. Readers pass over members that they do not know; a writer may write none.
 *
 * @throws PawlError `ledger.record-invalid` when it does not fit its schema (NaN in a number, a text that is too long, a
 *   member that the schema does not have) or is longer than 200,000 characters.
 */
export function renderRecord(record: LedgerRecord): NewRecord {
  const parsed = ledgerRecordSchema.safeParse(record);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .slice(0, 5)
      .map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new PawlError("ledger.record-invalid", {
      message: `The record ${record.key.slice(0, 100)} cannot be kept: ${problems.join("; ")}`,
    });
  }
  const text = canonicalJson(parsed.data).toWellFormed();
  if (canonicalJson(fixedMembers(record)) !== canonicalJson(fixedMembers(parsed.data))) {
    throw new PawlError("ledger.record-invalid", {
      message: `The record ${parsed.data.key} has members that ${parsed.data.schema} does not know.`,
      hint: "Add them to the schema in src/runs/ as optional members.",
    });
  }
  if (text.length <= longestRecord) return { key: parsed.data.key, text };
  throw new PawlError("ledger.record-invalid", {
    message: `The record ${parsed.data.key} has ${text.length} characters; the ledger takes ${longestRecord}.`,
    hint: "Leave out params or inputs: list what stages really depend on.",
  });
}

/** All but the params, whose names are the repository's own. */
function fixedMembers(record: LedgerRecord): object {
  return record.schema === "pawl.run/1" ? { ...record, params: {} } : record;
}
