import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeDigest } from "../adapters/digest/node-digest.ts";
import { openLedgerFiles } from "../adapters/git/ledger-files.ts";
import { defaultLedgerBranch } from "../app/ledger/ledger-ports.ts";
import { type LedgerDatabase, openLedgerDatabase } from "../app/ledger/ledger-database.ts";
import { type LedgerLines, readLedgerLines } from "../app/ledger/read-ledger.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { createFileSystem, createSql } from "./compose.ts";

/** What the doors of `pawl runs` give. */
export interface LedgerDatabaseOptions {
  /** Absolute path of the clone. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  /** Default: `runs.branch` of the policy. */
  readonly branch?: string | undefined;
  readonly warn: (message: string) => void;
}

/** The ledger of the clone, fetched and checked. */
export async function readCloneLedger(options: LedgerDatabaseOptions): Promise<LedgerLines> {
  const branch = options.branch ?? (await configuredBranch(options));
  const files = openLedgerFiles(options.directory, { branch, warn: options.warn });
  return await readLedgerLines(files, (text) => nodeDigest.sha256(text));
}

/** The ledger of the clone as tables, for as long as `use` works with it. */
export async function withLedgerDatabase<Result>(
  options: LedgerDatabaseOptions,
  use: (database: LedgerDatabase) => Promise<Result>,
): Promise<Result> {
  const lines = await readCloneLedger(options);
  const folder = await mkdtemp(join(tmpdir(), "pawl-ledger-"));
  const sql = await createSql({ temporaryDirectory: folder });
  try {
    return await use(await openLedgerDatabase(lines, { sql, files: await createFileSystem(folder) }));
  } finally {
    await sql.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function configuredBranch({ directory, config }: LedgerDatabaseOptions): Promise<string> {
  const files = await createFileSystem(directory);
  if ((await files.stat(config)) === undefined) return defaultLedgerBranch;
  return (await readPolicyFile(files, config)).runs?.branch ?? defaultLedgerBranch;
}
