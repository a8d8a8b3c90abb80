import { describe, expect, it } from "vitest";
import { readIntent } from "../../../../src/app/dispatch/intents.ts";
import { forgetIntent, startOnce, type Start } from "../../../../src/app/dispatch/start-once.ts";
import { PawlError } from "../../../../src/errors.ts";
import { createRandom } from "../../../../src/math/random.ts";
import type { Clock } from "../../../../src/ports/clock.ts";
import { createGitHubFake } from "../../../support/github-fake/create-github-fake.ts";
import { createWaitingClock } from "../../../support/lagging-workflows.ts";

/** Something that can be started, and is shown some time after it was. */
function openScene({ lagMs = 5000, start = "2026-02-01T00:00:00Z" } = {}) {
  const { github, state } = createGitHubFake();
  const clock = createWaitingClock(start);
  const started: number[] = [];
  const wanted: Start<string> = {
    family: "run",
    key: "12/comment:7/1",
    subject: "run train 12",
    before: async () => 3,
    find: async () => started.find((atMs) => clock.waitedMs() - atMs >= lagMs)?.toString(),
    start: async () => {
      started.push(clock.waitedMs());
      return "started";
    },
  };
  return { ports: { ...github, clock }, state, clock, started, wanted };
}

const killed = new RangeError("killed");

describe("starting once", () => {
  it("starts at once what nobody wanted yet, and writes the intent before", async () => {
    const { wanted, ports, clock, started } = openScene();
    const seen: unknown[] = [];
    const start = async (): Promise<string> => {
      seen.push(await readIntent("run", wanted.key, ports));
      return wanted.start({ ...wanted, before: 3, at: "", starter: "" });
    };
    expect(await startOnce({ ...wanted, start }, ports)).toBe("started");
    expect(seen).toMatchObject([{ key: wanted.key, subject: wanted.subject, before: 3 }]);
    expect([clock.waitedMs(), started.length]).toEqual([0, 1]);
  });

  it.each([0, 5000, 59_000])("finds what was started and is listed after %i ms", async (lagMs) => {
    const { wanted, ports, started } = openScene({ lagMs });
    const start = async (intent: Parameters<typeof wanted.start>[0]): Promise<never> => {
      await wanted.start(intent);
      throw killed;
    };
    await expect(startOnce({ ...wanted, start }, ports)).rejects.toBe(killed);
    await startOnce(wanted, ports);
    expect(started).toHaveLength(1);
  });

  it("starts after a minute what an intent wanted that led to nothing", async () => {
    const { wanted, ports, clock, started } = openScene();
    const start = async (): Promise<never> => Promise.reject(killed);
    await expect(startOnce({ ...wanted, start }, ports)).rejects.toBe(killed);
    await startOnce(wanted, ports);
    expect([clock.waitedMs(), started.length]).toEqual([60_000, 1]);
  });

  it("takes the intent back when it was refused, so that the next attempt does not wait", async () => {
    const { wanted, ports, clock, started } = openScene();
    const refusal = new PawlError("github.request-failed", { message: "422", isRefusal: true });
    const start = async (): Promise<never> => Promise.reject(refusal);
    await expect(startOnce({ ...wanted, start }, ports)).rejects.toBe(refusal);
    expect(await readIntent("run", wanted.key, ports)).toBeUndefined();
    await startOnce(wanted, ports);
    expect([clock.waitedMs(), started.length]).toEqual([0, 1]);
  });

  it("takes its intent anew when it was held up, and leaves it to who has taken it meanwhile", async () => {
    const { wanted, ports, clock, started } = openScene({ lagMs: 0 });
    let isFirst = true;
    const find = async (): Promise<string | undefined> => {
      if (isFirst) {
        isFirst = false;
        await clock.sleep(120_000);
        // Somebody who has waited for us for a minute takes our place and starts it.
        await forgetIntent("run", wanted.key, ports);
        await startOnce(wanted, ports);
      }
      return wanted.find({ ...wanted, before: 3, at: "", starter: "" });
    };
    await startOnce({ ...wanted, find }, ports);
    expect(started).toHaveLength(1);
  });

  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    "of several who want the same one starts it (seed %i)",
    async (seed) => {
      const { wanted, ports, started } = openScene({ lagMs: 3000 });
      const source = createRandom(seed);
      const slow = <T extends object>(port: T): T =>
        new Proxy(port, {
          get: (target, name) => {
            const member: unknown = Reflect.get(target, name);
            if (typeof member !== "function") return member;
            return async (...args: unknown[]): Promise<unknown> => {
              for (let turn = Math.floor(source.nextFloat() * 4); turn > 0; turn -= 1)
                await new Promise(setImmediate);
              return Reflect.apply(member, target, args);
            };
          },
        });
      const clock: Clock = {
        ...ports.clock,
        sleep: async (durationMs) => {
          await new Promise(setImmediate);
          await ports.clock.sleep(durationMs / 4);
        },
      };
      const worker = { commits: slow(ports.commits), gitData: slow(ports.gitData), clock };
      await Promise.all(Array.from({ length: 4 }, () => startOnce(wanted, worker)));
      expect(started).toHaveLength(1);
    },
  );

  it("gives up when ten who want it die one after the other", async () => {
    const { wanted, ports } = openScene();
    // Held up each time, so that the intent is always too old.
    const find = async (): Promise<undefined> => {
      await ports.clock.sleep(10_000);
    };
    await expect(startOnce({ ...wanted, find }, ports)).rejects.toMatchObject({ code: "registry.contended" });
  });

  it("keeps the newest hundred intents, each family its own, and reads a damaged document as none", async () => {
    const { wanted, ports, started } = openScene({ lagMs: 1e9 });
    for (let count = 0; count < 101; count += 1) await startOnce({ ...wanted, key: `${count}` }, ports);
    expect(started).toHaveLength(101);
    expect(await readIntent("run", "0", ports)).toBeUndefined();
    expect(await readIntent("run", "1", ports)).toBeDefined();
    expect(await readIntent("deploy", "1", ports)).toBeUndefined();
    const ref = "refs/pawl/starts/retrain";
    const sha = await ports.commits.create({
      message: "",
      files: { "state.json": '{"schema":"pawl.starts/2"}' },
    });
    await ports.commits.createRef(ref, sha);
    await startOnce({ ...wanted, family: "retrain" }, ports);
    expect(await readIntent("retrain", wanted.key, ports)).toBeDefined();
  });
});
