import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import type { LedgerRecord } from "../../../src/runs/ledger-record.ts";
import { emptyTail, planAppend } from "../../../src/runs/plan-append.ts";

/** A clone with a ledger on its origin, and annotated tags of its own. */
export interface LedgerClone {
  /** The clone. */
  readonly root: string;
  readonly origin: string;
  /** Writes the branch anew with these records, and only these. */
  readonly commit: (records: readonly LedgerRecord[]) => void;
  /** Commits the origin's work tree as it is. */
  readonly commitFiles: () => void;
  /** Sets an annotated tag on HEAD of the clone, `seconds` since 1970. */
  readonly tag: (name: string, seconds: number, message?: string) => void;
}

/** Makes a clone below `directory`. */
export function makeLedgerClone(directory: string): LedgerClone {
  const origin = join(directory, "origin");
  const root = join(directory, "clone");
  mkdirSync(origin, { recursive: true });
  git(origin, ["init", "--quiet", "--initial-branch", "pawl/ledger"]);
  const commitFiles = (): void => {
    git(origin, ["add", "--all"]);
    git(origin, ["commit", "--quiet", "--allow-empty", "--message", "ledger"]);
  };
  const commit = (records: readonly LedgerRecord[]): void => {
    const sha256 = (text: string): string => nodeDigest.sha256(text);
    const { files } = planAppend(emptyTail, records.map(renderRecord), new Map(), sha256);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(origin, path, ".."), { recursive: true });
      writeFileSync(join(origin, path), text);
    }
    commitFiles();
  };
  commit([]);
  git(directory, ["clone", "--quiet", origin, root]);
  const tag = (name: string, seconds: number, message = name): void => {
    git(root, ["tag", "--annotate", "--message", message, name], seconds);
  };
  return { root, origin, commit, commitFiles, tag };
}

function git(cwd: string, args: readonly string[], seconds = 1_770_000_000): void {
  const person = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  const date = `${seconds} +0000`;
  const env = { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
  execFileSync("git", [...person, ...args], { cwd, env });
}
