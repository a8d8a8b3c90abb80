import type { InputKind } from "../../evaluation/changed-inputs.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { lockFileOf } from "../../versioning/stage.ts";
import { type LockEntry, type LockFile, withLockEntry, writeLock } from "../../versioning/lock-file.ts";
import { mixParams } from "../../versioning/mix-params.ts";
import { lockedEntry, lockOf } from "../pipeline/load-pipeline.ts";
import type { InputChanges, InputSide } from "./compare-inputs.ts";

/** From where each kind of input is taken. */
export interface TreeSides {
  /** Its commit is checked out; the rest is laid over it. */
  readonly code: InputSide;
  readonly params: InputSide;
  readonly data: InputSide;
}

/** Chooses the sides of a combination. Where code does not differ, the base is what all but the challenger begin with. */
export function chooseSides(
  combination: readonly InputKind[],
  { kinds }: Pick<InputChanges, "kinds">,
  { base, head }: { readonly base: InputSide; readonly head: InputSide },
): TreeSides {
  if (combination.length === kinds.length && kinds.length > 0)
    return { code: head, params: head, data: head };
  const sideOf = (kind: InputKind): InputSide => (combination.includes(kind) ? head : base);
  return { code: sideOf("code"), params: sideOf("params"), data: sideOf("data") };
}

/**
 * Makes a checkout of `sides.code` the tree of a combination: values of parameter files, data files, and what the lock says
 * of stages that only data feeds. What other stages made is not touched: their inputs tell whether it still holds.
 *
 * @param files of the checkout, away from the user's work tree.
 * @returns what could not be told apart, one line each.
 * @throws PawlError `path.refused`, `file.unreadable`.
 */
export async function composeTree(
  sides: TreeSides,
  changes: InputChanges,
  files: Pick<FileSystem, "write" | "remove">,
): Promise<readonly string[]> {
  const hasCode = changes.kinds.includes("code");
  const notes: string[] = [];
  if (sides.params !== sides.code) {
    for (const path of changes.paramFiles) notes.push(...(await layParams(path, sides, { hasCode, files })));
  }
  if (sides.data !== sides.code) {
    for (const path of changes.dataFiles) await layFile(path, sides, { hasCode, files });
    for (const [path, lock] of mixLocks(sides, changes, hasCode)) await files.write(path, writeLock(lock));
  }
  return notes;
}

interface Laying {
  readonly hasCode: boolean;
  readonly files: Pick<FileSystem, "write" | "remove">;
}

/** A file that only one side has belongs to its code, where code differs. */
async function layFile(
  path: string,
  { code, data }: Pick<TreeSides, "code" | "data">,
  { hasCode, files }: Laying,
): Promise<void> {
  const [own, other] = [await code.view.readBytes(path), await data.view.readBytes(path)];
  if (hasCode && (own === undefined || other === undefined)) return;
  if (other === undefined) await files.remove(path);
  else await files.write(path, other);
}

async function layParams(
  path: string,
  { code, params }: TreeSides,
  { hasCode, files }: Laying,
): Promise<readonly string[]> {
  if (!hasCode) {
    await layFile(path, { code, data: params }, { hasCode, files });
    return [];
  }
  const [structure, values] = [await code.view.readText(path), await params.view.readText(path)];
  if (structure === undefined || values === undefined) return [];
  const mixed = await mixParams({ structure, values, path });
  await files.write(path, mixed ?? values);
  return mixed === undefined
    ? [`${path} went with the parameters as a whole: its values cannot be set alone`]
    : [];
}

/** The lock files of the code's side in which stages that only data feeds have made what they made at the data's side. */
function mixLocks(
  { code, data }: TreeSides,
  { sources }: InputChanges,
  hasCode: boolean,
): ReadonlyMap<string, LockFile> {
  const locks = new Map<string, LockFile>();
  for (const address of sources) {
    const stage = code.stages.find((one) => one.address === address);
    const theirs = data.stages.find((one) => one.address === address);
    const other = theirs && lockedEntry(data.loaded, theirs);
    if (stage === undefined || other === undefined) continue;
    const own = lockedEntry(code.loaded, stage);
    if (own === undefined && hasCode) continue;
    const file = lockFileOf(stage.file);
    const entry = own === undefined ? other : withOuts(own, other);
    locks.set(file, withLockEntry(locks.get(file) ?? lockOf(code.loaded, stage), stage.name, entry));
  }
  return locks;
}

function withOuts(own: LockEntry, other: LockEntry): LockEntry {
  return { ...own, outs: own.outs.map((out) => other.outs.find(({ path }) => path === out.path) ?? out) };
}
