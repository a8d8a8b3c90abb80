import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFileSystem } from "../../../src/adapters/file-system/local.ts";
import { createWorkspaceView } from "../../../src/adapters/file-system/workspace-view.ts";
import { readArtifactFile } from "../../../src/app/artifact-file.ts";
import { modelPointerSchema } from "../../../src/registry/model-pointer.ts";
import { createDataRepository, md5 } from "../../support/data-repository.ts";
import { writeFiles } from "../../support/git-world.ts";

const path = "models/late";
const lockOf = (id: string, size = "") =>
  `schema: '2.0'\nstages:\n  train:\n    cmd: x\n    outs:\n    - path: ${path}\n      hash: md5\n      md5: ${id}\n${size}`;

/** A repository whose train stage has the output, as its lock file names it. */
function createWorld(options: { readonly isCached?: boolean; readonly files?: Record<string, string> } = {}) {
  const { isCached = true, files = {} } = options;
  const out = isCached ? path : `{${path}: {cache: false}}`;
  const world = createDataRepository({
    "dvc.yaml": `stages:\n  train:\n    cmd: x\n    outs: [${out}]\n`,
    ...files,
  });
  const lock = (id: string, size?: string) => writeFiles(world.work, { "dvc.lock": lockOf(id, size) });
  const readContent = async (mostBytes = 2 ** 31 - 1) => {
    const store = await world.open();
    const own = createFileSystem(world.work);
    const ports = { data: store.data, remote: store.remote(), files: own, objects: store.objects() };
    return await readArtifactFile(createWorkspaceView(own), path, { ...ports, mostBytes });
  };
  const read = async () => (await readContent()).bytes;
  return { ...world, lock, read, readContent };
}

describe("the bytes that a Release holds of an artifact", () => {
  it("are those of the file that the lock names, from the remote, whatever lies in the work tree", async () => {
    const world = createWorld({ files: { [path]: "trees" } });
    const store = await world.open();
    await store.remote().push([await store.data.save(path)]);
    rmSync(join(world.work, ".dvc/cache"), { recursive: true });
    writeFileSync(join(world.work, path), "changed since");
    world.lock(md5("trees"));
    expect(new TextDecoder().decode(await world.read())).toBe("trees");
  });

  it("are of a folder DVC's list of its files, whose md5 the lock names; no file of it is fetched", async () => {
    const world = createWorld({ files: { [`${path}/b.bin`]: "two", [`${path}/a.bin`]: "one" } });
    const store = await world.open();
    const item = await store.data.save(path);
    await store.remote().push([item]);
    rmSync(join(world.work, ".dvc/cache"), { recursive: true });
    rmSync(join(world.work, "models"), { recursive: true });
    world.lock(item.md5);
    const bytes = await world.read();
    expect(`${md5(bytes)}.dir`).toBe(item.md5);
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual([
      { md5: md5("one"), relpath: "a.bin" },
      { md5: md5("two"), relpath: "b.bin" },
    ]);
    expect(await createFileSystem(world.work).stat(path)).toBeUndefined();
  });
});

describe("an artifact that is too large for a Release", () => {
  it("is pointed to by a name in the remote, its md5 and its sha256, wherever its bytes are now", async () => {
    const world = createWorld({ files: { [path]: "trees" } });
    const store = await world.open();
    const item = await store.data.save(path);
    world.lock(md5("trees"), "      size: 5\n");
    await expect(world.readContent(4)).rejects.toMatchObject({
      code: "data.missing",
      message: `${path} (md5 ${md5("trees")}) is too large for a Release and not in the remote that it would point to.`,
    });
    await store.remote().push([item]);
    rmSync(join(world.work, ".dvc/cache"), { recursive: true });
    rmSync(join(world.work, "models"), { recursive: true });
    const { kind, bytes } = await world.readContent(4);
    const pointer = modelPointerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    expect({ kind, pointer }).toEqual({
      kind: "pointer",
      pointer: {
        schema: "pawl.pointer/1",
        path,
        object: `files/md5/${md5("trees").slice(0, 2)}/${md5("trees").slice(2)}`,
        md5: md5("trees"),
        sha256: createHash("sha256").update("trees").digest("hex"),
        sizeBytes: 5,
      },
    });
    expect(existsSync(join(world.remote, pointer.object))).toBe(true);
    expect((await world.readContent(5)).kind).toBe("file");
  });
});

describe("an artifact that no Release can hold", () => {
  it("is an empty file", async () => {
    const world = createWorld({ isCached: false, files: { [path]: "" } });
    world.lock(md5(""));
    await expect(world.read()).rejects.toMatchObject({
      code: "file.unreadable",
      message: `${path} is empty: 0 bytes.`,
    });
  });

  it("is a folder that DVC does not keep", async () => {
    const world = createWorld({ isCached: false, files: { [`${path}/a.bin`]: "one" } });
    world.lock(`${md5("one")}.dir`);
    await expect(world.read()).rejects.toMatchObject({
      code: "file.unreadable",
      message: expect.stringContaining("is a folder that DVC does not keep"),
    });
  });

  it("is a file of 3 GiB that DVC does not keep: nothing of it is read", async () => {
    const tooLarge = {
      code: "file.too-large",
      message: expect.stringContaining(`${path} has 3221225472 bytes`),
    };
    const world = createWorld({ isCached: false, files: { [path]: "" } });
    truncateSync(join(world.work, path), 3 * 2 ** 30);
    world.lock(md5("?"));
    await expect(world.read()).rejects.toMatchObject(tooLarge);
  });

  it("is a symbolic link out of the repository, or to nowhere", async () => {
    for (const target of ["/etc/passwd", "../../.git/config", "missing"]) {
      const world = createWorld({ isCached: false });
      mkdirSync(join(world.work, "models"));
      symlinkSync(target, join(world.work, path));
      world.lock(md5("?"));
      await expect(world.read()).rejects.toMatchObject({ code: "path.refused" });
    }
  });

  it("is a file of the work tree that is not the one that the lock names", async () => {
    const world = createWorld({ isCached: false, files: { [path]: "other" } });
    world.lock(md5("trees"));
    await expect(world.read()).rejects.toMatchObject({
      code: "registry.artifact-changed",
      message: `${path} has the md5 ${md5("other")}; dvc.lock names ${md5("trees")}.`,
    });
    world.lock(md5("other"));
    expect(new TextDecoder().decode(await world.read())).toBe("other");
  });

  it("is one that is nowhere", async () => {
    const world = createWorld();
    world.lock(md5("trees"));
    await expect(world.read()).rejects.toMatchObject({ code: "data.missing" });
    world.lock(`${md5("trees")}.dir`);
    await expect(world.read()).rejects.toMatchObject({ code: "data.missing" });
  });
});
