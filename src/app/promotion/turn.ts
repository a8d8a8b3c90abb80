import { PawlError } from "../../errors.ts";
import { promotionSchema, type Promotion } from "../../registry/promotion-document.ts";
import { promotionRef } from "./promotion-refs.ts";
import type { PromotionPorts, Worker } from "./ports.ts";
import { readState, writeState, type StateDocument } from "./state-document.ts";

/** The right to carry out a promotion, which one has at a time. */
export interface Turn {
  readonly promotion: Promotion;
  /** Resolves when something may be created that GitHub would create twice. @throws PawlError `registry.contended` */
  hold(): Promise<void>;
  /** Leaves the promotion to the next attempt of the same worker; without a worker's name, to whoever has waited long enough. */
  leave(): void;
}

/**
 * How long a turn is left to who has it, in milliseconds: longer than {@link freshMs}, the longest wait before GitHub's
 * limits (30 s) and the limit of one request (20 s) together.
 */
const turnMs = 60_000;
/** Age from which a turn is taken anew before anything is created, in milliseconds. */
const freshMs = 8000;
const longestPauseMs = 2000;
/** Takers that may die one after the other before we give up. */
const maxTakers = 20;

/**
 * Takes the turn of a decided promotion, by compare-and-swap on its document, so that of several workers, doors and
 * machines one creates its Deployment and its issue, which nothing on GitHub makes unique. Who finds it taken waits for
 * the end of the promotion. A turn of which nothing was seen for a minute is of somebody who is gone: it goes to the
 * next. Only our own waiting counts for that minute, so that no two clocks have to agree. A worker that finds a turn of its
 * own name that it has not taken is the successor of who took it, and goes on at once.
 *
 * @returns the turn, or the promotion as it ended.
 * @throws PawlError `registry.contended` when others take it all the time; `registry.state-invalid`
 */
export async function takeTurn(id: string, ports: PromotionPorts): Promise<Turn | Promotion> {
  let seen: string | undefined;
  let waitedMs = 0;
  let pauseMs = 100;
  for (let takers = 0; takers < maxTakers;) {
    const found = await read(id, ports);
    if (found.value.state !== "executing") return found.value;
    const { carrier } = found.value;
    if (carrier !== seen) {
      [seen, waitedMs, pauseMs] = [carrier, 0, 100];
      takers += 1;
    }
    if (carrier === undefined || waitedMs >= turnMs || isOfPredecessor(carrier, ports.worker)) {
      const taken = await take(found, ports);
      if (taken !== undefined) return openTurn(taken, ports);
      takers += 1;
      continue;
    }
    await ports.clock.sleep(pauseMs);
    waitedMs += pauseMs;
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }
  throw contended(id);
}

async function read(id: string, ports: PromotionPorts): Promise<StateDocument<Promotion>> {
  const found = await readState(promotionRef(id), promotionSchema, ports);
  if (found !== undefined) return found;
  throw new PawlError("registry.state-invalid", { message: `The promotion ${id} has no document any more.` });
}

function isOfPredecessor(carrier: string, worker: Worker | undefined): boolean {
  return worker !== undefined && carrier.startsWith(`${worker.name}/`) && !worker.turns.has(carrier);
}

/** A mark that nobody else draws: two commits of one second with the same text would be one and the same. */
async function take(
  { sha, value }: StateDocument<Promotion>,
  ports: PromotionPorts,
): Promise<StateDocument<Promotion> | undefined> {
  const { worker } = ports;
  const carrier = `${worker === undefined ? "" : `${worker.name}/`}${crypto.randomUUID()}`;
  worker?.turns.add(carrier);
  const change = { value: { ...value, carrier }, previous: sha, message: `${value.id}: carried out` };
  const written = await writeState(promotionRef(value.id), change, ports);
  return written === "conflict" ? undefined : written;
}

function openTurn(taken: StateDocument<Promotion>, ports: PromotionPorts): Turn {
  let held = taken;
  let heldMs = ports.clock.now().getTime();
  return {
    promotion: taken.value,
    hold: async () => {
      const ageMs = ports.clock.now().getTime() - heldMs;
      if (ageMs >= 0 && ageMs < freshMs) return;
      const startedMs = ports.clock.now().getTime();
      const renewed = await take(held, ports);
      if (renewed === undefined) throw contended(taken.value.id);
      [held, heldMs] = [renewed, startedMs];
    },
    leave: () => void ports.worker?.turns.delete(held.value.carrier ?? ""),
  };
}

function contended(id: string): PawlError {
  return new PawlError("registry.contended", { message: `Somebody else carries out the promotion ${id}.` });
}
