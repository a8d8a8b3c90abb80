import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { nodeDigest } from "../adapters/digest/node-digest.ts";
import type { RunEntry } from "../app/ledger/export-runs.ts";
import { PawlError } from "../errors.ts";
import { type LineageContext, toLineageEvents } from "../runs/lineage-events.ts";

const producer = "https://github.com/pawl-ml/pawl";

/** What an export to OpenLineage is told. */
export interface LineageExportOptions {
  /** Absolute path of the file. */
  readonly file: string;
  /** `https://github.com/owner/name`. */
  readonly repositoryUrl: string;
}

/**
 * Writes two events a run, one JSON text a line, oldest run first. The file is there whole or as it was before.
 *
 * @returns the number of events.
 * @throws PawlError `file.write-failed`
 */
export async function exportToOpenLineage(
  entries: readonly RunEntry[],
  { file, repositoryUrl }: LineageExportOptions,
): Promise<number> {
  const runs = new Map(entries.map(({ record }) => [record.id, record]));
  const find: LineageContext["find"] = (id) => runs.get(id);
  const context = { repositoryUrl, producer, sha256: (text: string) => nodeDigest.sha256(text), find };
  function* lines(): Generator<string> {
    for (const { record } of entries) {
      for (const event of toLineageEvents(record, context)) yield `${JSON.stringify(event)}\n`;
    }
  }
  const partial = `${file}.${process.pid}.partial`;
  try {
    await pipeline(Readable.from(lines()), createWriteStream(partial, { flags: "wx", flush: true }));
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PawlError("file.write-failed", { message: `${file} could not be written: ${reason}`, cause });
  }
  return 2 * entries.length;
}
