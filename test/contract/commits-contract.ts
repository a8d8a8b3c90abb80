import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Commits } from "../../src/ports/github/commits.ts";
import type { GitHub } from "../../src/ports/github/github.ts";
import type { GitHubWorld } from "./github-world.ts";

/** What every implementation of {@link Commits} does. */
export function describeCommitsContract(name: string, open: () => Promise<GitHubWorld>): void {
  describe(`commits by ${name}`, () => {
    let world: GitHubWorld;
    let github: GitHub;
    let commits: Commits;
    beforeAll(async () => {
      world = await open();
      github = world.github;
      commits = github.commits;
    });
    afterAll(() => world?.close());

    it("build on each other, with files added, replaced and removed", async () => {
      const root = await commits.create({ message: "root", files: { "a/1.json": "one", "b.json": "b" } });
      const files = { "a/1.json": null, "a/b/2.json": "zwei ✓", "b.json": "B" };
      const next = await commits.create({ message: "next", parent: root, files });
      expect(await commits.createRef("refs/pawl/test/files", next)).toBe("created");
      expect(await github.gitData.resolveRef("refs/pawl/test/files")).toBe(next);
      const listed = await commits.listFiles(next, "");
      expect(listed.map(({ path, size }) => [path, size])).toEqual([
        ["a/b/2.json", 8],
        ["b.json", 1],
      ]);
      expect(await commits.readBlob(listed[0]?.sha ?? "")).toBe("zwei ✓");
      expect((await commits.listFiles(next, "a/b")).map((file) => file.path)).toEqual(["a/b/2.json"]);
      expect(await commits.listFiles(next, "none")).toEqual([]);
      expect((await commits.listFiles(root, "")).map((file) => file.path)).toEqual(["a/1.json", "b.json"]);
      expect(await github.gitData.readFile("b.json", next)).toBe("B");
    });

    it("let one of many create a ref, and one of many advance it", async () => {
      const ref = "refs/pawl/test/race";
      const roots = await Promise.all(
        [1, 2, 3].map((n) => commits.create({ message: `root ${n}`, files: { n: `${n}` } })),
      );
      const created = await Promise.all(roots.map((sha) => commits.createRef(ref, sha)));
      expect(created.filter((outcome) => outcome === "created")).toHaveLength(1);
      const parent = await github.gitData.resolveRef(ref);
      const heads = await Promise.all(
        [1, 2, 3].map((n) => commits.create({ message: `next ${n}`, parent, files: { next: `${n}` } })),
      );
      const advanced = await Promise.all(heads.map((sha) => commits.advanceRef(ref, sha)));
      expect(advanced.toSorted()).toEqual(["advanced", "conflict", "conflict"]);
      expect(heads[advanced.indexOf("advanced")]).toBe(await github.gitData.resolveRef(ref));
    });

    it("list refs by prefix, and know which are missing", async () => {
      const sha = await commits.create({ message: "root", files: { a: "a" } });
      await commits.createRef("refs/pawl/list/b", sha);
      await commits.createRef("refs/pawl/list/a#1", sha);
      const names = (await commits.listRefs("refs/pawl/list/")).map((ref) => ref.name);
      expect(names).toEqual(["refs/pawl/list/a#1", "refs/pawl/list/b"]);
      await commits.deleteRef("refs/pawl/list/b");
      await commits.deleteRef("refs/pawl/list/b");
      expect(await commits.listRefs("refs/pawl/list/")).toEqual([{ name: "refs/pawl/list/a#1", sha }]);
      expect(await commits.advanceRef("refs/pawl/list/b", sha)).toBe("missing");
      expect(await commits.listRefs("refs/pawl/none/")).toEqual([]);
    });
  });
}
