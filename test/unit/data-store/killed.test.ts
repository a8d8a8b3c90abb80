import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import {
  createDataRepository,
  damagedObjects,
  type DataRepository,
  md5,
} from "../../support/data-repository.ts";

const script = join(import.meta.dirname, "../../support/save-main.ts");
const seed = Number(process.env["PAWL_TEST_SEED"] ?? Date.now() % 1_000_000);
const rounds = 5;

/** Kills the work of another process after a time; whether it had ended before. */
async function killAfter(world: DataRepository, args: readonly string[], afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [script, ...args], { cwd: world.work, stdio: "ignore" });
  const ended = once(child, "exit");
  await Promise.race([ended, sleep(afterMs)]);
  const isOver = child.exitCode !== null;
  child.kill("SIGKILL");
  await ended;
  return isOver;
}

it(`leaves whole objects and whole files when it is killed at any moment (PAWL_TEST_SEED=${seed})`, async () => {
  const random = createRandom(seed);
  const files = new Map(
    Array.from({ length: 1500 }, (_, index) => [`d/${index % 10}/${index}`, `file ${index} `.repeat(300)]),
  );
  const world = createDataRepository(Object.fromEntries(files));
  writeFileSync(join(world.work, "d/big"), Buffer.alloc(24 * 2 ** 20, 3));
  files.set("d/big", readFileSync(join(world.work, "d/big"), "latin1"));
  const cache = join(world.work, ".dvc/cache");
  const checkWorkTree = () => {
    if (!existsSync(join(world.work, "d"))) return;
    const found = readdirSync(join(world.work, "d"), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    for (const entry of found) {
      const path = join(entry.parentPath, entry.name);
      expect(readFileSync(path, "latin1")).toBe(files.get(path.slice(world.work.length + 1)));
    }
  };
  // A process needs some 150 ms to begin.
  const moment = () => 120 + random.nextFloat() * 500;
  for (let round = 0; round < rounds; round += 1) {
    rmSync(cache, { recursive: true, force: true });
    await killAfter(world, ["save", "d"], moment());
    expect(damagedObjects(cache)).toEqual([]);
  }
  const store = await world.open();
  const item = await store.data.save("d");
  await store.remote().push([item]);
  for (const verb of ["pull", "checkout"]) {
    for (let round = 0; round < rounds; round += 1) {
      rmSync(join(world.work, "d"), { recursive: true, force: true });
      if (verb === "pull") rmSync(cache, { recursive: true, force: true });
      await killAfter(world, [verb, "d", item.md5], moment());
      expect(damagedObjects(cache)).toEqual([]);
      checkWorkTree();
    }
    const again = await world.open();
    await again.remote().pull([item]);
    expect((await again.data.checkout("d", item)).state).toBe("done");
    expect((await again.data.inspect("d"))?.md5).toBe(item.md5);
  }
  expect(md5(readFileSync(join(world.work, "d/big")))).toBe(md5(Buffer.alloc(24 * 2 ** 20, 3)));
});
