import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEndState, type EndState } from "./crash-points/end-state.ts";
import { startKillSwitch, type CrashPoint, type KillSwitch } from "./crash-points/kill-switch.ts";
import {
  prepareCommand,
  prepareRegistration,
  prepareReport,
  type Prepared,
} from "./crash-points/workflows.ts";
import { copyWorld, goingOn, startStep, type Step } from "./crash-points/world.ts";

/** `PAWL_CRASH_POINTS=all`: every gap between two writes from both sides and with every way to go on; minutes. */
const isFull = process.env["PAWL_CRASH_POINTS"] === "all";
const retraining = "/ml retrain delay";
const promotion = "/ml promote delay@v1.0.0 --to staging";
const rollback = '/ml rollback delay --in staging --reason "bad numbers"';
const workflows: readonly (readonly [string, (root: string) => Promise<Prepared>])[] = [
  ["registration", prepareRegistration],
  ["rollback by command", (root) => prepareCommand(root, rollback)],
  ["report as comment and checks", prepareReport],
  // Its writes are those of a rollback but one; test/bot/promotion-storm.test.ts kills it at its ports.
  ...(isFull ? [["promotion by command", (root: string) => prepareCommand(root, promotion)] as const] : []),
  ["retraining by command", (root) => prepareCommand(root, retraining)],
];
/** Points that are tried at the same time. */
const lanes = 2;

let root = "";
let switches: readonly KillSwitch[] = [];
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "pawl-crash-points-"));
  switches = await Promise.all(Array.from({ length: lanes }, startKillSwitch));
});
afterEach(async () => {
  await Promise.all(switches.map((one) => one.close()));
  rmSync(root, { recursive: true, force: true, maxRetries: 3 });
});

/** A point, and which way to go on from there. */
interface Trial {
  readonly point: CrashPoint;
  readonly way: number;
}

/**
 * Points for n writes. A process that died before write k + 1 and one that died after write k leave the same on GitHub, so
 * that one of both is enough for a gap; sides and ways take turns.
 */
function trialsOf(writes: number, ways: number): readonly Trial[] {
  const sides = Array.from({ length: writes + 1 }, (_, gap) => [
    ...(gap > 0 ? [{ write: gap, when: "after" as const }] : []),
    ...(gap < writes ? [{ write: gap + 1, when: "before" as const }] : []),
  ]);
  if (!isFull)
    return sides.flatMap((points, gap) =>
      points
        .slice(gap % points.length)
        .map((point) => ({ point, way: (gap >> 1) % ways }))
        .slice(0, 1),
    );
  return sides.flatMap((points) =>
    points.flatMap((point) => Array.from({ length: ways }, (_, way) => ({ point, way }))),
  );
}

/** What is there in the end, and the writes that the workflow got done. */
interface Reached {
  readonly end: EndState;
  readonly writes: readonly string[];
}

/** Starts the workflow, kills it at the point, and goes on with `again` in a process of its own. */
async function reach(
  first: Step,
  { point, again, place }: { point?: CrashPoint; again: Step; place: string },
  gate: KillSwitch,
): Promise<Reached> {
  await using world = await copyWorld(join(root, "template"), join(root, place));
  const { url } = world.github;
  const started = startStep(first, world, gate.url);
  gate.watch(url, point, started.kill);
  const killed = await started.ended;
  if (point === undefined) expect(killed.status, killed.output).toBe(0);
  else expect(killed.signal, killed.output).toBe("SIGKILL");
  const writes = [...gate.writes];
  gate.watch(url);
  const { status, output } = await startStep(goingOn(again), world, gate.url).ended;
  expect(status, output).toBe(0);
  await world.github.idle();
  return { end: await readEndState(world, gate.url), writes };
}

/** Works through the list, as many at a time as there are lanes. */
async function inLanes<T>(
  items: readonly T[],
  work: (item: T, gate: KillSwitch) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const ended = await Promise.allSettled(
    switches.map(async (gate) => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item, gate);
    }),
  );
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}

describe("SIGKILL of a real process between every pair of API writes, over HTTP and real git (S4)", () => {
  it.each(workflows)(
    "of a %s ends as without it once the next process has looked",
    async (name, prepare) => {
      const { first, again } = await prepare(join(root, "template"));
      const whole: Reached[] = [];
      await inLanes([...again.entries()], async ([way, step], gate) => {
        whole[way] = await reach(first, { again: step, place: `whole-${way}` }, gate);
      });
      const writes = whole[0]?.writes ?? [];
      const trials = trialsOf(writes.length, again.length);
      expect(trials.length).toBeGreaterThan(writes.length);
      await inLanes(trials, async ({ point, way }, gate) => {
        const place = `${point.when}-${point.write}-${way}`;
        const reached = await reach(first, { point, again: again[way] ?? first, place }, gate);
        expect(reached.end, `${place}: ${writes[point.write - 1]}`).toEqual(whole[way]?.end);
      });
      const gaps = new Set(trials.map(({ point }) => point.write - (point.when === "after" ? 0 : 1))).size;
      process.stdout.write(
        `S4 ${name}: ${writes.length} writes, ${gaps} gaps, ${trials.length} processes killed, every one converged\n`,
      );
    },
    isFull ? 3_600_000 : 900_000,
  );
});
