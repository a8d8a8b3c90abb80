import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildBot, type BotProgram } from "../../bench/bot/bot-process.ts";
import { runStorm, type StormResult, type StormSize } from "../../bench/bot/storm.ts";
import { createStormTemplate, type StormTemplate, type StormWorld } from "../../bench/bot/world.ts";
import type { InstallationRecord, TokenRecord } from "../../sandbox/github/records.ts";

let program: BotProgram;
let template: StormTemplate & Disposable;
beforeAll(async () => {
  program = await buildBot();
  template = await createStormTemplate(6);
}, 120_000);
afterAll(() => {
  program?.[Symbol.dispose]();
  template?.[Symbol.dispose]();
});

function storm(size: Partial<StormSize>): Promise<StormResult> {
  return runStorm({ program, template, deliveries: 80, seed: 8, ...size });
}

/** Does `work` once, before the first delivery from this part on. */
function at(part: number, work: (world: StormWorld) => void): NonNullable<StormSize["onDelivery"]> {
  let isDone = false;
  return (now, world) => {
    if (isDone || now < part) return;
    isDone = true;
    work(world);
  };
}

function expectWhole({ lost, double, effects }: StormResult): void {
  expect({ lost, double }).toEqual({ lost: [], double: [] });
  expect(effects.deployments).toBeGreaterThan(2);
  expect(effects.deployments).toBe(effects.assignments);
}

const tokensOf = ({ github }: StormWorld) => github.context.store.collection<TokenRecord>("tokens");
const installationsOf = ({ github }: StormWorld) =>
  github.context.store.collection<InstallationRecord>("installations");

function oneInstallation(world: StormWorld): InstallationRecord {
  const acme = world.github.context.findUser("acme")?.id;
  const found = installationsOf(world)
    .all()
    .find(({ accountId }) => accountId === acme);
  if (found === undefined) throw new Error("the App is not installed");
  return found;
}

describe("the bot's clock (S8)", () => {
  it.each([10, -10])(
    "may be %i minutes off: nothing is lost and nothing double",
    async (minutes) => {
      const preload = fileURLToPath(new URL("../../bench/bot/shifted-clock.ts", import.meta.url));
      const env = { NODE_OPTIONS: `--import ${preload}`, CLOCK_SHIFT_MS: String(minutes * 60_000) };
      expectWhole(await storm({ env }));
    },
    300_000,
  );
});

describe("the bot's access (S8)", () => {
  it("ends in mid-run with its tokens: it asks for new ones, and no attempt fails", async () => {
    let ended = 0;
    const endTokens = (world: StormWorld): void => {
      const tokens = tokensOf(world);
      for (const token of tokens.all().filter(({ kind }) => kind === "installation")) {
        tokens.put("", token.token, { ...token, expiresAt: Date.now() - 1 });
        ended += 1;
      }
    };
    const [first, second] = [at(0.3, endTokens), at(0.7, endTokens)];
    const result = await storm({
      seconds: 10,
      onDelivery: (...told) => {
        first(...told);
        second(...told);
      },
    });
    expectWhole(result);
    expect(ended).toBeGreaterThan(1);
    expect(result.failures).toBe(0);
  }, 300_000);

  it("is suspended in mid-run: nothing is written till it is back, and then nothing is lost", async () => {
    let before = Number.NaN;
    let after = Number.NaN;
    const setSuspended = (world: StormWorld, suspendedAt: string | null): void => {
      const found = oneInstallation(world);
      installationsOf(world).put("", found.id, { ...found, suspendedAt });
    };
    const suspend = at(0.2, (world) => setSuspended(world, new Date().toISOString()));
    const restore = at(0.8, (world) => setSuspended(world, null));
    const result = await storm({
      seconds: 20,
      onDelivery: (part, world, log) => {
        suspend(part, world, log);
        // What was on its way may still arrive.
        if (part < 0.4 || Number.isNaN(before)) before = log.made.length;
        if (part < 0.8) after = log.made.length;
        restore(part, world, log);
      },
    });
    expectWhole(result);
    expect(after).toBe(before);
  }, 300_000);

  it("is taken away in mid-run: no work in the repository without it, and none lost when it is given anew", async () => {
    let removed: InstallationRecord | undefined;
    let made = Number.NaN;
    let later = Number.NaN;
    const remove = at(0.2, (world) => {
      removed = oneInstallation(world);
      installationsOf(world).remove("", removed.id);
      const tokens = tokensOf(world);
      for (const { token, installationId } of tokens.all()) {
        if (installationId === removed.id) tokens.remove("", token);
      }
    });
    const install = at(0.8, (world) => {
      const id = world.github.context.store.nextId();
      if (removed !== undefined) installationsOf(world).put("", id, { ...removed, id });
    });
    const result = await storm({
      seconds: 20,
      onDelivery: (part, world, log) => {
        remove(part, world, log);
        if (part < 0.4 || Number.isNaN(made)) made = log.made.length;
        if (part < 0.8) later = log.made.length;
        install(part, world, log);
      },
    });
    expectWhole(result);
    expect(later).toBe(made);
  }, 300_000);
});
