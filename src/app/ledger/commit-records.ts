import {
  emptyTail,
  groupByKeyList,
  type LedgerTail,
  type NewRecord,
  planAppend,
  readTail,
} from "../../runs/plan-append.ts";
import { keyMark, segmentFolder, segmentNumber } from "../../runs/segments.ts";
import type { LedgerPorts } from "./ledger-ports.ts";

/** The ledger as this process wrote it last: spares reading it again when nobody else wrote. */
export interface KnownHead {
  readonly commit: string;
  readonly tail: LedgerTail;
}

/** What a look at the ledger found. */
export interface LedgerLook {
  /** The branch's commit; `undefined` without a ledger. */
  readonly head: string | undefined;
  /** Path → text of the lists of keys that the records belong to. */
  readonly keyLists: ReadonlyMap<string, string>;
  /** The records whose keys the ledger does not have; of two records with one key the first. */
  readonly missing: readonly NewRecord[];
}

/** Looks which records the ledger does not have. */
export async function lookAtLedger(records: readonly NewRecord[], ports: LedgerPorts): Promise<LedgerLook> {
  const head = await ports.gitData.resolveRef(`refs/heads/${ports.branch}`);
  const keyLists = await readKeyLists(records, head, ports);
  return { head, keyLists, missing: selectNew(records, keyLists, ports) };
}

/**
 * Writes what a look found missing, by one commit and one compare-and-swap.
 *
 * @returns the new head, or `conflict` when the branch has moved since the look; then nothing was written.
 */
export async function commitRecords(
  { head, keyLists, missing }: LedgerLook,
  ports: LedgerPorts,
  known?: KnownHead,
): Promise<KnownHead | "conflict"> {
  const ref = `refs/heads/${ports.branch}`;
  const tail = head !== undefined && known?.commit === head ? known.tail : await findTail(head, ports);
  const plan = planAppend(tail, missing, keyLists, ports.digest.sha256);
  const message = describe(tail.last.sequence + 1, plan.tail.last.sequence);
  const commit = await ports.commits.create({ message, parent: head, files: plan.files });
  const moved =
    head === undefined
      ? await ports.commits.createRef(ref, commit)
      : await ports.commits.advanceRef(ref, commit);
  return moved === "created" || moved === "advanced" ? { commit, tail: plan.tail } : "conflict";
}

function describe(first: number, last: number): string {
  return first === last ? `ledger: entry ${first}` : `ledger: entries ${first} to ${last}`;
}

async function readKeyLists(
  records: readonly NewRecord[],
  head: string | undefined,
  ports: LedgerPorts,
): Promise<ReadonlyMap<string, string>> {
  if (head === undefined) return new Map();
  const paths = [...groupByKeyList(records, ports.digest.sha256).keys()];
  const lists = await Promise.all(
    paths.map(async (path): Promise<[string, string]> => [
      path,
      (await ports.gitData.readFile(path, head)) ?? "",
    ]),
  );
  return new Map(lists);
}

/** The first record of each key that no list has. */
function selectNew(
  records: readonly NewRecord[],
  keyLists: ReadonlyMap<string, string>,
  ports: LedgerPorts,
): readonly NewRecord[] {
  const taken = new Set([...keyLists.values()].flatMap((list) => list.split("\n")));
  return records.filter(({ key }) => {
    const mark = keyMark(key, ports.digest.sha256);
    if (taken.has(mark)) return false;
    taken.add(mark);
    return true;
  });
}

async function findTail(head: string | undefined, ports: LedgerPorts): Promise<LedgerTail> {
  if (head === undefined) return emptyTail;
  const files = await ports.commits.listFiles(head, segmentFolder);
  const segments = files
    .map(({ path, sha }) => ({ number: segmentNumber(path) ?? 0, sha }))
    .filter(({ number }) => number > 0)
    .sort((a, b) => b.number - a.number);
  const newest = segments[0]?.number ?? 0;
  for (const { number, sha } of segments) {
    const tail = readTail(number, await ports.commits.readBlob(sha), ports.digest.sha256);
    if (tail === undefined) continue;
    // A later segment without a readable line stays as it is: the chain goes on behind it.
    return number === newest ? tail : { ...tail, number: newest, isSound: false };
  }
  return { ...emptyTail, number: newest, isSound: false };
}
