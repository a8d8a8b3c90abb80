import { describe, expect, it } from "vitest";
import { promote, rollback } from "../../../src/app/promote.ts";
import type { PromotionPorts } from "../../../src/app/promotion/ports.ts";
import { resumePromotions } from "../../../src/app/promotion/resume.ts";
import { createRandom } from "../../../src/math/random.ts";
import { createRegistryWorld, tagNames } from "../../support/registry/registry-world.ts";

const policy = { environments: { staging: { promote: "manual" as const } } };
const asking = { model: "m", policy, environment: "staging", source: "command" } as const;
const requester = { login: "mia", role: "maintain" } as const;

/** Ports of which each call takes a while of its own, so that several users of them meet everywhere. */
function slowPorts(ports: PromotionPorts, random: () => number): PromotionPorts {
  const slow = (port: object): object =>
    new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]): Promise<unknown> => {
          for (let turn = Math.floor(random() * 4); turn > 0; turn -= 1) await new Promise(setImmediate);
          return Reflect.apply(member, target, args);
        };
      },
    });
  const { clock, worker, ...github } = ports;
  const entries = Object.entries(github).map(([name, port]) => [name, slow(port)]);
  return { ...Object.fromEntries(entries), clock, worker } as PromotionPorts;
}

describe("a promotion that several workers find at once", () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    "is carried out by one of them: one tag, one Deployment, one issue (seed %i)",
    async (seed) => {
      const { ports, state, github } = await createRegistryWorld(["v1.0.0", "v1.1.0"]);
      const source = createRandom(seed);
      const random = (): number => source.nextFloat();
      let pause: Promise<void> = Promise.resolve();
      const turns = new Set<string>();
      const clock = {
        ...ports.clock,
        sleep: (): Promise<void> => (pause = new Promise((resolve) => setTimeout(resolve, 1))),
      };
      const worker = (): PromotionPorts =>
        slowPorts({ ...ports, clock, worker: { name: "a", turns } }, random);
      for (const version of ["v1.0.0", "v1.1.0"]) {
        const target = { kind: "version", version } as const;
        const ask = () => promote({ ...asking, requester, target, requestId: version }, worker());
        await Promise.all([ask(), ask(), resumePromotions({ m: policy }, worker()), ask()]);
      }
      const back = () => rollback({ ...asking, requester, requestId: "back" }, worker());
      await Promise.all([back(), resumePromotions({ m: policy }, worker()), back(), back()]);
      await pause;
      expect(tagNames(state).filter((name) => name.includes("#"))).toHaveLength(3);
      expect(await github.deployments.list("staging")).toHaveLength(3);
      expect([...state.issues.values()]).toHaveLength(1);
    },
  );

  it("goes to the next when who took it is never heard of again, by their own waiting alone", async () => {
    const { ports, github } = await createRegistryWorld(["v1.0.0"]);
    const gone = {
      ...ports,
      deployments: { ...ports.deployments, create: () => new Promise<never>(() => undefined) },
    };
    const target = { kind: "version", version: "v1.0.0" } as const;
    const request = { ...asking, requester, target, requestId: "r" };
    void promote(request, gone);
    await new Promise((resolve) => setTimeout(resolve, 50));
    let waitedMs = 0;
    // Their clock is ten minutes behind.
    const clock = {
      now: () => new Date(ports.clock.now().getTime() - 600_000 + waitedMs),
      sleep: async (durationMs: number) => void (waitedMs += durationMs),
    };
    expect(await promote(request, { ...ports, clock })).toMatchObject({ decision: "promoted" });
    expect(waitedMs).toBeGreaterThanOrEqual(60_000);
    expect(waitedMs).toBeLessThan(65_000);
    expect(await github.deployments.list("staging")).toHaveLength(1);
  });

  it("goes on at once with the process that follows a dead one under its name, and with no other", async () => {
    const { ports, github } = await createRegistryWorld(["v1.0.0"]);
    const never = { ...ports.deployments, create: () => new Promise<never>(() => undefined) };
    const before = { ...ports, deployments: never, worker: { name: "a", turns: new Set<string>() } };
    const target = { kind: "version", version: "v1.0.0" } as const;
    const request = { ...asking, requester, target, requestId: "r" };
    void promote(request, before);
    await new Promise((resolve) => setTimeout(resolve, 50));
    let waitedMs = 0;
    const clock = { ...ports.clock, sleep: async (durationMs: number) => void (waitedMs += durationMs) };
    const after = { ...ports, clock, worker: { name: "a", turns: new Set<string>() } };
    expect(await promote(request, after)).toMatchObject({ decision: "promoted" });
    expect(waitedMs).toBeLessThan(1000);
    expect(await github.deployments.list("staging")).toHaveLength(1);
  });

  it("is tried again at once by the worker whose attempt has failed", async () => {
    const { ports, github } = await createRegistryWorld(["v1.0.0"]);
    const worker = { name: "a", turns: new Set<string>() };
    const target = { kind: "version", version: "v1.0.0" } as const;
    const request = { ...asking, requester, target, requestId: "r" };
    const failing = { ...ports.deployments, create: () => Promise.reject(new Error("502")) };
    await expect(promote(request, { ...ports, deployments: failing, worker })).rejects.toThrow("502");
    let waitedMs = 0;
    const clock = { ...ports.clock, sleep: async (durationMs: number) => void (waitedMs += durationMs) };
    expect(await promote(request, { ...ports, clock, worker })).toMatchObject({ decision: "promoted" });
    expect(waitedMs).toBeLessThan(1000);
    expect(await github.deployments.list("staging")).toHaveLength(1);
  });
});
