import { z } from "zod";
import { auditSchema } from "./audit-schema.ts";
import { runSchema } from "./run-schema.ts";

/** What the ledger keeps: runs and decisions. */
export const ledgerRecordSchema = z.discriminatedUnion("schema", [runSchema, auditSchema]);

/** A run or a decision. */
export type LedgerRecord = z.infer<typeof ledgerRecordSchema>;
