import { PawlError } from "../../errors.ts";
import type { Ref } from "../../ports/github/commits.ts";
import type { NewRecord } from "../../runs/plan-append.ts";
import { commitRecords, type KnownHead, lookAtLedger } from "./commit-records.ts";
import type { LedgerPorts } from "./ledger-ports.ts";
import { leaveWaiting, listWaiting, readWaiting, removeWaiting, waitingRef } from "./waiting-records.ts";

/** What a writer learned from the calls before. */
export interface WriterMemory {
  known?: KnownHead | undefined;
  /** Milliseconds since 1970; until then records are left for the winner without a try of one's own. */
  crowdedUntil: number;
}

/** After a lost race others are about for so long. */
const crowdedMs = 5000;
/** Between looks at whether another has written our records. */
const shortestWaitMs = 50;
const longestWaitMs = 800;
/** Looks at our own ref alone, which costs less, between looks at the whole line; fewer near its head. */
const mostCheapLooks = 4;
/** Who is not the first in line writes all the same when the branch has stood still for so long, or up to twice as long. */
const patienceMs = 10_000;
/** So many in line are no leftover of a crash: who comes joins them. */
const aLine = 2;
/** Failures of one call, such as lost answers, that are looked into and tried again. */
const mostFailures = 4;
const giveUpMs = 120_000;

/**
 * Writes records, each once. A writer alone makes one commit and one compare-and-swap. Writers that meet leave their
 * records under a ref each, and the first in line writes all of them in one commit (group commit); the others see their
 * refs go. Records that somebody left and never came back for are taken along by the next writer.
 *
 * @returns the keys that were not in the ledger when this call looked first.
 * @throws PawlError `ledger.contended` after two minutes, and what the ports throw the fifth time; records that were left
 *   waiting by then are written by the next append.
 */
export async function appendRecords(
  records: readonly NewRecord[],
  ports: LedgerPorts,
  memory: WriterMemory,
): Promise<ReadonlySet<string>> {
  const started = ports.clock.now().getTime();
  const attempt: Attempt = { records, missing: undefined };
  for (let failures = 0; ;) {
    try {
      if (await tryOnce(attempt, ports, memory)) return new Set(attempt.missing?.map(({ key }) => key));
    } catch (error) {
      failures += 1;
      if (!(error instanceof PawlError) || failures > mostFailures) throw error;
      memory.known = undefined;
      ports.log.debug(`The ledger is tried again: ${error.message}`);
      await ports.clock.sleep(ports.random() * 300 * 2 ** failures);
    }
    if (ports.clock.now().getTime() - started > giveUpMs) {
      throw new PawlError("ledger.contended", {
        message: `${records.length} records could not be written to ${ports.branch} within ${giveUpMs / 1000} s; the first is ${records[0]?.key ?? ""}.`,
      });
    }
  }
}

interface Attempt {
  readonly records: readonly NewRecord[];
  /** What the ledger did not have at the first look. */
  missing: readonly NewRecord[] | undefined;
}

/** One look and one write. @returns whether everything is in the ledger */
async function tryOnce(attempt: Attempt, ports: LedgerPorts, memory: WriterMemory): Promise<boolean> {
  if (ports.clock.now().getTime() < memory.crowdedUntil) {
    const { missing } = await lookAtLedger(attempt.records, ports);
    attempt.missing ??= missing;
    if (missing.length === 0) return true;
    await leaveWaiting(missing, ports);
    return await awaitTurn(missing, ports, memory);
  }
  const line = await listWaiting(ports);
  if (line.length < aLine && (await writeWithWaiting(attempt, line, ports, memory))) return true;
  // From now on, not from the beginning of the race: a slow one is longer than that, and its writer would race for ever.
  memory.crowdedUntil = ports.clock.now().getTime() + crowdedMs;
  return false;
}

/**
 * Waits until somebody has written the records that wait under our ref, or does it when it is our turn.
 *
 * @returns false when the ref is gone and the records are not in the ledger, or it took too long.
 */
async function awaitTurn(
  records: readonly NewRecord[],
  ports: LedgerPorts,
  memory: WriterMemory,
): Promise<boolean> {
  const own = waitingRef(records, ports);
  const until = ports.clock.now().getTime() + giveUpMs;
  let moved: Moved = { head: undefined, at: ports.clock.now().getTime() };
  let patience = patienceMs * (1 + ports.random());
  for (let cheapLooks = 0; ports.clock.now().getTime() < until; cheapLooks -= 1) {
    await ports.clock.sleep(shortestWaitMs + ports.random() * (longestWaitMs - shortestWaitMs));
    if ((await ports.gitData.resolveRef(own)) === undefined) {
      memory.crowdedUntil = ports.clock.now().getTime() + crowdedMs;
      return (await lookAtLedger(records, ports)).missing.length === 0;
    }
    if (cheapLooks > 0) continue;
    const waiting = await listWaiting(ports);
    const place = waiting.findIndex(({ name }) => name === own);
    cheapLooks = Math.min(Math.max(place, 0), mostCheapLooks);
    moved = await lookAtHead(moved, ports);
    if (place !== 0 && ports.clock.now().getTime() - moved.at < patience) continue;
    if (await writeWithWaiting({ records, missing: records }, waiting, ports, memory)) return true;
    patience *= 1 + ports.random();
  }
  return false;
}

/** When the branch was first seen at its head. */
interface Moved {
  readonly head: string | undefined;
  readonly at: number;
}

async function lookAtHead(moved: Moved, ports: LedgerPorts): Promise<Moved> {
  const head = await ports.gitData.resolveRef(`refs/heads/${ports.branch}`);
  return head === moved.head ? moved : { head, at: ports.clock.now().getTime() };
}

/** Writes what is missing of the attempt, and what waits. @returns false when another was first */
async function writeWithWaiting(
  attempt: Attempt,
  refs: readonly Ref[],
  ports: LedgerPorts,
  memory: WriterMemory,
): Promise<boolean> {
  const waiting = await readWaiting(refs, ports);
  const look = await lookAtLedger([...attempt.records, ...waiting.flatMap(({ records }) => records)], ports);
  attempt.missing ??= look.missing.filter((record) => attempt.records.includes(record));
  if (look.missing.length > 0) {
    const head = await commitRecords(look, ports, memory.known);
    memory.known = head === "conflict" ? undefined : head;
    if (head === "conflict") return false;
  }
  await removeWaiting(
    waiting.map(({ ref }) => ref),
    ports,
  );
  return true;
}
