import { z } from "zod";
import { auditSchema } from "./audit-schema.ts";
import { runSchema } from "./run-schema.ts";

/** What the ledger keeps: runs and decisions. */
export const ledgerRecordSchema = z.discriminatedUnion("schema", [runSchema, auditSchema]);

/** A run or a decision. */
export type LedgerRecord = z.infer<typeof ledgerRecordSchema>;

/** When a run ended or a decision was made, ISO 8601. */
export function endOf(record: LedgerRecord): string {
  return record.schema === "pawl.run/1" ? record.endedAt : record.at;
}
