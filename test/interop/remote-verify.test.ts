import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { md5, objectAt } from "../support/data-repository.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { createDvcRepository, type DvcRepository } from "./dvc-peer.ts";
import { finish } from "./peers.ts";

/** A repository of dvc that was pushed, with other bytes of the same length under a name in its remote; nothing here. */
async function damagedRemote(verify: "true" | "false"): Promise<DvcRepository> {
  const store = temporaryDirectory();
  const repository = await createDvcRepository(store, { verify });
  await repository.dvc("push");
  const object = objectAt(store, md5("1\n"));
  chmodSync(object, 0o644);
  writeFileSync(object, "9\n");
  chmodSync(object, 0o444);
  for (const path of [".dvc/cache", "data"]) rmSync(join(repository.directory, path), { recursive: true });
  return repository;
}

async function pull(repository: DvcRepository, tool: "dvc" | "pawl"): Promise<string> {
  if (tool === "pawl") {
    const args = [resolve("src/cli/main.ts"), "pull", "data"];
    return (await finish(process.execPath, args, { cwd: repository.directory })).stderr;
  }
  return repository.dvc("pull", "data").catch(String);
}

describe.each(["dvc", "pawl"] as const)(
  "%s pull, with other bytes in the remote than a name says",
  (tool) => {
    it("takes them with verify = false", async () => {
      const repository = await damagedRemote("false");
      await pull(repository, tool);
      expect(readFileSync(join(repository.directory, "data/one.csv"), "utf8")).toBe("9\n");
      expect(readFileSync(join(repository.directory, "data/sub/é.csv"), "utf8")).toBe("2\n");
    });

    it("refuses them with verify = true", async () => {
      const repository = await damagedRemote("true");
      expect(await pull(repository, tool)).toMatch(/corrupt|does not hold the bytes|failed/i);
      expect(() => readFileSync(join(repository.directory, "data/one.csv"))).toThrow("ENOENT");
    });
  },
);
