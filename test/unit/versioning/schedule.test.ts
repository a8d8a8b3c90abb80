import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emptyLock,
  type LockFile,
  lockedStages,
  withLockEntry,
  writeLock,
} from "../../../src/versioning/lock-file.ts";
import { buildGraph } from "../../../src/versioning/pipeline-graph.ts";
import { listNodes, type PipelineNode } from "../../../src/versioning/pipeline-node.ts";
import { planRun } from "../../../src/versioning/plan-run.ts";
import { isOverlap } from "../../../src/versioning/repository-path.ts";
import { blockersOf, findExcess, nextStarts } from "../../../src/versioning/schedule.ts";
import type { Stage, StageResources } from "../../../src/versioning/stage.ts";

interface Shape {
  readonly deps?: readonly string[];
  readonly outs?: readonly string[];
  readonly isFrozen?: boolean;
  readonly resources?: StageResources;
}

function stage(name: string, shape: Shape): Stage {
  const path = (one: string) => ({ path: one, lockPath: one });
  return {
    name,
    address: name,
    file: "dvc.yaml",
    cmd: name,
    wdir: "",
    deps: (shape.deps ?? []).map(path),
    params: [],
    outs: (shape.outs ?? []).map((one) => ({
      ...path(one),
      kind: "out" as const,
      isCached: true,
      isPersistent: false,
      isPushed: true,
    })),
    isFrozen: shape.isFrozen ?? false,
    isAlwaysChanged: false,
    ...(shape.resources === undefined ? {} : { resources: shape.resources }),
    line: 1,
    column: 1,
  };
}

function planOf(shapes: Readonly<Record<string, Shape>>): readonly PipelineNode[] {
  const nodes = listNodes(
    Object.entries(shapes).map(([name, shape]) => stage(name, shape)),
    [],
  );
  return planRun(buildGraph(nodes), [], "all");
}

const machine = { cpus: 4, memoryBytes: 100, gpus: ["0", "1"] };

/** Each stage may need outputs, or parts of them, of earlier ones. */
const shapes = fc
  .array(
    fc.record({
      deps: fc.uniqueArray(fc.nat(11), { maxLength: 3 }),
      isFrozen: fc.boolean(),
      resources: fc.record({ cpus: fc.nat(4), memoryBytes: fc.nat(100), gpus: fc.nat(2) }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) =>
    Object.fromEntries(
      list.map(({ deps, ...rest }, index) => [
        `s${index}`,
        { ...rest, outs: [`o${index}`], deps: deps.filter((one) => one < index).map((one) => `o${one}/x`) },
      ]),
    ),
  );

/** Runs a plan; `choose` says which of those at work ends next. Calls `look` after each start. */
function run(
  plan: readonly PipelineNode[],
  jobs: number,
  at: {
    readonly choose: (count: number) => number;
    readonly look: (running: ReadonlyMap<PipelineNode, readonly string[]>) => void;
  },
): readonly PipelineNode[] {
  const [running, settled] = [new Map<PipelineNode, readonly string[]>(), new Set<PipelineNode>()];
  const blockers = blockersOf(plan);
  const started: PipelineNode[] = [];
  for (let guard = 0; guard <= plan.length; guard += 1) {
    for (const { node, gpus } of nextStarts({ plan, running, settled }, { jobs, machine }, blockers)) {
      running.set(node, gpus);
      started.push(node);
    }
    at.look(running);
    const ended = [...running.keys()][at.choose(running.size)];
    if (ended === undefined) return started;
    running.delete(ended);
    settled.add(ended);
  }
  return started;
}

describe("the schedule", () => {
  it("comes to its end, whatever ends first, and never over what the machine has", () => {
    fc.assert(
      fc.property(
        shapes,
        fc.integer({ min: 1, max: 6 }),
        fc.infiniteStream(fc.nat()),
        (all, jobs, choices) => {
          const plan = planOf(all);
          const started = run(plan, jobs, {
            choose: (count) => (count === 0 ? 0 : (choices.next().value ?? 0) % count),
            look: (running) => {
              expect(running.size).toBeLessThanOrEqual(jobs);
              const total = (of: "cpus" | "memoryBytes"): number =>
                [...running.keys()].reduce((sum, { stage: one }) => sum + (one?.resources?.[of] ?? 0), 0);
              expect(total("cpus")).toBeLessThanOrEqual(machine.cpus);
              expect(total("memoryBytes")).toBeLessThanOrEqual(machine.memoryBytes);
              const gpus = [...running.values()].flat();
              expect(new Set(gpus).size).toBe(gpus.length);
              for (const [node, held] of running) expect(held.length).toBe(node.stage?.resources?.gpus ?? 0);
            },
          });
          expect(new Set(started)).toEqual(new Set(plan));
          expect(started.length).toBe(plan.length);
        },
      ),
    );
  });

  it("never has two at work of which one writes what the other reads or writes", () => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.nat()), (all, choices) => {
        run(planOf(all), 6, {
          choose: (count) => (count === 0 ? 0 : (choices.next().value ?? 0) % count),
          look: (running) => {
            const nodes = [...running.keys()];
            for (const one of nodes) {
              for (const other of nodes.filter((node) => node !== one)) {
                const touched = [...other.needs, ...other.makes];
                expect(one.makes.some((out) => touched.some((path) => isOverlap(out, path)))).toBe(false);
              }
            }
          },
        });
      }),
    );
  });

  it("is that of one by one when one may run at once", () => {
    fc.assert(
      fc.property(shapes, (all) => {
        const plan = planOf(all);
        expect(run(plan, 1, { choose: () => 0, look: () => undefined })).toEqual(plan);
      }),
    );
  });

  it("lets a small stage pass one that waits for room", () => {
    const plan = planOf({
      a: { outs: ["a"], resources: { cpus: 3 } },
      b: { outs: ["b"], resources: { cpus: 3 } },
      c: { outs: ["c"], resources: { cpus: 1 } },
    });
    const state = { plan, running: new Map(), settled: new Set<PipelineNode>() };
    const starts = nextStarts(state, { jobs: 3, machine }, blockersOf(plan));
    expect(starts.map(({ node }) => node.address)).toEqual(["a", "c"]);
  });

  it("names what no machine like this can run, with both numbers", () => {
    const plan = planOf({ big: { outs: ["o"], resources: { cpus: 8, memoryBytes: 2e9, gpus: 3 } } });
    expect(findExcess(plan, machine)).toEqual([
      "big asks for 8 processors, and this machine has 4 processors",
      "big asks for 2.00 GB of memory, and this machine has 0.00 GB of memory",
      "big asks for 3 GPUs, and this machine has 2 GPUs",
    ]);
  });
});

describe("a plan", () => {
  const nodes = listNodes(
    [
      stage("d", { deps: ["c", "b"], outs: ["d"] }),
      stage("b", { deps: ["a/x"], outs: ["b"] }),
      stage("c", { deps: ["a"], outs: ["c"] }),
      stage("a", { outs: ["a"] }),
      stage("e", { deps: ["d"], outs: ["e"] }),
      stage("z", { outs: ["z"] }),
    ],
    [],
  );
  const graph = buildGraph(nodes);
  const named = (name: string) => nodes.filter((node) => node.address === name);
  it.each([
    ["all", "d", "a c b d e z"],
    ["upstream", "b", "a b"],
    ["downstream", "b", "b d e"],
    ["pipeline", "b", "a c b d e"],
    ["single", "d", "d"],
  ] as const)("%s from %s is %s", (extent, from, expected) => {
    expect(
      planRun(graph, named(from), extent)
        .map((node) => node.address)
        .join(" "),
    ).toBe(expected);
  });

  it("puts every node after those that it needs, and has each once", () => {
    fc.assert(
      fc.property(shapes, (all) => {
        const plan = planOf(all);
        expect(new Set(plan).size).toBe(plan.length);
        const places = new Map(plan.map((node, index) => [node, index]));
        for (const [node, above] of buildGraph(plan).upstream) {
          for (const one of above) expect(places.get(one)).toBeLessThan(places.get(node) ?? -1);
        }
      }),
    );
  });

  it("takes a chain of a hundred thousand stages", () => {
    const count = 100_000;
    const chain = Array.from({ length: count }, (_, index) =>
      stage(`s${index}`, { deps: index + 1 < count ? [`o${index + 1}`] : [], outs: [`o${index}`] }),
    );
    expect(planRun(buildGraph(listNodes(chain, [])), [], "all")[0]?.address).toBe(`s${count - 1}`);
  });
});

describe("a lock file", () => {
  it("ends in the order of a run one by one, whatever ends first and whoever goes on after a crash", () => {
    const names = Array.from({ length: 8 }, (_, index) => `s${index}`);
    const place = new Map(names.map((name, index) => [name, index]));
    const entry = { cmd: "x", deps: [], params: new Map(), outs: [] };
    fc.assert(
      fc.property(fc.shuffledSubarray(names), fc.shuffledSubarray(names, { minLength: 8 }), (old, order) => {
        const start = old.reduce((lock, name) => withLockEntry(lock, name, entry), emptyLock);
        const fresh = new Set(names.filter((name) => !old.includes(name)));
        const write = (lock: LockFile, name: string): LockFile =>
          withLockEntry(
            lock,
            name,
            entry,
            (other) => fresh.has(other) && (place.get(other) ?? 0) > (place.get(name) ?? 0),
          );
        expect(writeLock(order.reduce(write, start))).toBe(writeLock(names.reduce(write, start)));
        expect(lockedStages(names.reduce(write, start))).toEqual([...old, ...fresh]);
      }),
    );
  });
});
