import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFileSystem } from "../../src/adapters/file-system/local.ts";
import type { FileSystem } from "../../src/ports/file-system.ts";
import { createMemoryFileSystem } from "../support/memory-file-system.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const implementations: readonly [string, () => FileSystem][] = [
  ["in memory", () => createMemoryFileSystem()],
  ["on disk", () => createFileSystem(temporaryDirectory())],
];

describe.each(implementations)("a file system %s", (_, create) => {
  it("reads back what was written, and makes directories", async () => {
    const files = create();
    await files.write("a/b/c.txt", "hé");
    await files.write("a/b/c.txt", "hey");
    expect(await files.readText("a/./b//c.txt")).toBe("hey");
    expect(await files.stat("a/b")).toMatchObject({ kind: "directory" });
    expect(await files.stat("a/b/c.txt")).toEqual({ kind: "file", sizeBytes: 3 });
  });

  it("lists files by code point, and nothing for a missing directory", async () => {
    const files = create();
    for (const path of ["d/ü", "d/sub/z", "d/x", "d/\u{1F600}", "d/\uFF01"]) await files.write(path, "");
    expect(await files.list("d")).toEqual(["d/sub/z", "d/x", "d/ü", "d/\uFF01", "d/\u{1F600}"]);
    expect(await files.list("none")).toEqual([]);
  });

  it("digests a file", async () => {
    const files = create();
    await files.write("abc", "abc");
    // FIPS 180-2, appendix B.1.
    expect(await files.sha256("abc")).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it("says what is missing", async () => {
    const files = create();
    await expect(files.sha256("none")).rejects.toMatchObject({ code: "file.missing" });
    await expect(files.readBytes("none")).rejects.toMatchObject({ code: "file.missing" });
    expect(await files.stat("none")).toBeUndefined();
    await files.remove("none");
  });

  it("removes a directory with its content", async () => {
    const files = create();
    await files.write("d/a", "1");
    await files.remove("d");
    expect(await files.stat("d/a")).toBeUndefined();
  });

  it.each(["../x", "a/../../x", "/etc/passwd", "a\\b", "a\0b", ".git/config", "x/.git/hooks/post-commit"])(
    "refuses the path %j",
    async (path) => {
      const files = create();
      await expect(files.write(path, "x")).rejects.toMatchObject({ code: "path.refused" });
      await expect(files.readBytes(path)).rejects.toMatchObject({ code: "path.refused" });
    },
  );
});

describe("a file system on disk", () => {
  it("refuses a symbolic link that leaves its root, also as a directory on the way", async () => {
    const top = temporaryDirectory();
    mkdirSync(join(top, "root"));
    mkdirSync(join(top, "outside"));
    writeFileSync(join(top, "outside", "secret"), "s");
    symlinkSync(join(top, "outside"), join(top, "root", "link"));
    symlinkSync(join(top, "outside", "new"), join(top, "root", "dangling"));
    const files = createFileSystem(join(top, "root"));
    await expect(files.readText("link/secret")).rejects.toMatchObject({ code: "path.refused" });
    await expect(files.write("link/new/deep", "x")).rejects.toMatchObject({ code: "path.refused" });
    await expect(files.write("dangling", "x")).rejects.toMatchObject({ code: "path.refused" });
  });

  it("follows a symbolic link that stays inside", async () => {
    const top = temporaryDirectory();
    writeFileSync(join(top, "a"), "1");
    symlinkSync("a", join(top, "b"));
    expect(await createFileSystem(top).readText("b")).toBe("1");
  });

  it("replaces a read-only file, and leaves no temporary name behind", async () => {
    const top = temporaryDirectory();
    writeFileSync(join(top, "a"), "1", { mode: 0o444 });
    const files = createFileSystem(top);
    await files.write("a", "2");
    expect(readFileSync(join(top, "a"), "utf8")).toBe("2");
    expect(statSync(join(top, "a")).mode & 0o777).toBe(0o644);
    expect(await files.list("")).toEqual(["a"]);
  });
});
