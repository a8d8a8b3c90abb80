import { availableParallelism } from "node:os";
import { nodeDigest } from "../adapters/digest/node-digest.ts";
import { openScratchFolder } from "../adapters/file-system/scratch-folder.ts";
import { openLedgerCache } from "../adapters/git/ledger-cache.ts";
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
  /** Reads and checks all of it, whatever was checked before. Default false. */
  readonly isAnew?: boolean | undefined;
  readonly warn: (message: string) => void;
}

/** The ledger of the clone, fetched, all of it read and checked. */
export async function readCloneLedger(options: LedgerDatabaseOptions): Promise<LedgerLines> {
  const branch = options.branch ?? (await configuredBranch(options));
  const files = openLedgerFiles(options.directory, { branch, warn: options.warn });
  return await readLedgerLines(files, sha256);
}

function sha256(content: string | Uint8Array): string {
  return nodeDigest.sha256(content);
}

/** The ledger of the clone as tables, for as long as `use` works with it. What was checked before is not checked again. */
export async function withLedgerDatabase<Result>(
  options: LedgerDatabaseOptions,
  use: (database: LedgerDatabase) => Promise<Result>,
): Promise<Result> {
  const branch = options.branch ?? (await configuredBranch(options));
  const clone = { branch, warn: options.warn };
  const files = openLedgerFiles(options.directory, clone);
  const cache = options.isAnew === true ? undefined : openLedgerCache(options.directory, clone);
  const folder = await openScratchFolder();
  const head = files.head();
  head.catch(() => undefined);
  const temporaryDirectory = folder.root;
  const engines = {
    most: availableParallelism(),
    open: () => createSql({ temporaryDirectory, threads: 1 }),
  };
  const sql = await createSql({ temporaryDirectory });
  try {
    const known = { ...files, head: () => head };
    return await use(await openLedgerDatabase({ files: known, sql, engines, folder, cache, sha256 }));
  } finally {
    await sql.close();
    await folder.close();
  }
}

async function configuredBranch({ directory, config }: LedgerDatabaseOptions): Promise<string> {
  const files = await createFileSystem(directory);
  if ((await files.stat(config)) === undefined) return defaultLedgerBranch;
  return (await readPolicyFile(files, config)).runs?.branch ?? defaultLedgerBranch;
}
