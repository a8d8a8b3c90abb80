import { z } from "zod";
import type { PlacedLine } from "./chain.ts";
import type { LedgerEntry, LedgerProblem } from "./ledger-content.ts";
import { ledgerRecordSchema } from "./ledger-record.ts";
import { parseJson } from "../parse-json.ts";

const named = z.looseObject({ schema: z.string().max(200) });

/**
 * Parses the records of lines. A later version's record and what fits no schema are problems and no entries; a second
 * record of one key is named and left out: the first counts.
 */
export function readEntries(lines: readonly PlacedLine[]): {
  readonly entries: readonly LedgerEntry[];
  readonly problems: readonly LedgerProblem[];
} {
  const entries: LedgerEntry[] = [];
  const problems: LedgerProblem[] = [];
  const keys = new Map<string, string>();
  for (const { recordText, sequence, digest, segment, line, isIntact } of lines) {
    const where = `${segment}:${line}`;
    const read = readRecord(recordText);
    if ("kind" in read) {
      problems.push({ ...read, where });
      continue;
    }
    const first = keys.get(read.record.key);
    if (first !== undefined) {
      const message = `Entry ${sequence} has the key ${read.record.key} of ${first}, which counts.`;
      problems.push({ kind: "duplicate-key", where, message });
      continue;
    }
    keys.set(read.record.key, where);
    entries.push({ sequence, digest, segment, isIntact, record: read.record });
  }
  return { entries, problems };
}

function readRecord(text: string): Pick<LedgerEntry, "record"> | Pick<LedgerProblem, "kind" | "message"> {
  const value = parseJson(text);
  const parsed = ledgerRecordSchema.safeParse(value);
  if (parsed.success) return { record: parsed.data };
  const schema = named.safeParse(value).data?.schema;
  if (schema === undefined)
    return { kind: "unreadable", message: "The record is no JSON object with a schema." };
  if (schema !== "pawl.run/1" && schema !== "pawl.audit/1") {
    const message = `The record is of ${JSON.stringify(schema.slice(0, 60).toWellFormed())}, which this version of Pawl does not read.`;
    return { kind: "unknown-schema", message };
  }
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".").slice(0, 100) ?? "";
  return {
    kind: "unreadable",
    message: `The record does not fit ${schema}: ${where}: ${issue?.message.slice(0, 200) ?? ""}`,
  };
}
