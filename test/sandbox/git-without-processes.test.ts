import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changedPaths } from "../../sandbox/github/git/changed-paths.ts";
import { GitRepository, zeroSha, type Person } from "../../sandbox/github/git/git-repository.ts";

const directory = mkdtempSync(join(tmpdir(), "pawl-git-"));
const git = new GitRepository(join(directory, "bare.git"));
const ada: Person = { name: "ada", email: "ada@users.noreply.github.com", date: "2026-01-02T03:04:05.678Z" };
let tree = "";

beforeAll(async () => {
  await git.create("main");
  tree = await git.writeTree(undefined, [
    { path: "a", mode: "100644", sha: await git.writeBlob(Buffer.from("a")) },
  ]);
});

afterAll(() => {
  git.close();
  rmSync(directory, { recursive: true, force: true });
});

const commit = (message: string, parents: readonly string[] = [], author: Person = ada): Promise<string> =>
  git.writeCommit({ tree, parents, message, author, committer: ada });

describe("objects that are written without a process of git", () => {
  const people = fc.record({
    name: fc.oneof(
      fc.constantFrom("ada", "pawl[bot]", "A. B", ".dots.", "Ü", '"q"', "x <y>"),
      fc.string({ minLength: 1 }),
    ),
    email: fc.constantFrom("ada@example.com", "1+pawl[bot]@users.noreply.github.com", " a@b ", "<a>"),
  });

  it("have the id that git commit-tree gives, whoever wrote them and whatever they say", async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.string(), async (person, message) => {
        fc.pre(!message.includes("\0") && !/\0/.test(person.name));
        const author = { ...ada, ...person };
        const env = {
          GIT_AUTHOR_NAME: author.name,
          GIT_AUTHOR_EMAIL: author.email,
          GIT_AUTHOR_DATE: ada.date,
          GIT_COMMITTER_NAME: ada.name,
          GIT_COMMITTER_EMAIL: ada.email,
          GIT_COMMITTER_DATE: ada.date,
        };
        const expected = await git.try(["commit-tree", tree], { env, input: message });
        const found = await commit(message, [], author).catch(() => undefined);
        expect(found).toBe(expected.status === 0 ? expected.stdout.toString().trim() : undefined);
      }),
      { numRuns: 40 },
    );
  });

  it("pass git's own check", async () => {
    const object = await commit("tagged");
    const tag = await git.writeTag({
      name: "m@v1.0.0",
      message: "one\n\nPromotion: p",
      object,
      type: "commit",
      tagger: { ...ada, name: "<a\n>" },
    });
    const read = await git.readTag(tag);
    expect(read).toMatchObject({ object, type: "commit", tag: "m@v1.0.0", message: "one\n\nPromotion: p" });
    expect((await git.try(["fsck", "--strict", "--no-dangling"])).status).toBe(0);
  });
});

describe("refs that one lasting process moves", () => {
  it("lets one of many who move a ref from the same place win, and goes on after a refusal", async () => {
    const first = await commit("first");
    const ref = "refs/pawl/race";
    const made = await Promise.all(Array.from({ length: 8 }, () => git.updateRef(ref, first, zeroSha)));
    expect(made.filter(Boolean)).toHaveLength(1);
    const next = await Promise.all(Array.from({ length: 8 }, (_, at) => commit(`next ${at}`, [first])));
    const moved = await Promise.all(next.map((sha) => git.updateRef(ref, sha, first)));
    expect(moved.filter(Boolean)).toHaveLength(1);
    const winner = next[moved.indexOf(true)] ?? "";
    expect(await git.readRef(ref)).toMatchObject({ sha: winner });
    expect(await git.deleteRef(ref, first)).toBe(false);
    expect(await git.deleteRef(ref, winner)).toBe(true);
    expect(await git.readRef(ref)).toBeUndefined();
    expect(await git.updateRef("refs/pawl/race/below", first, zeroSha)).toBe(true);
    expect(await git.updateRef(ref, first, zeroSha), "a ref in the way").toBe(false);
  });

  it("lists what it wrote after packing hundreds of them", async () => {
    const object = await commit("many");
    const tag = await git.writeTag({ name: "t", message: "t", object, type: "commit", tagger: ada });
    const names = Array.from({ length: 300 }, (_, at) => `refs/tags/many-${String(at).padStart(3, "0")}`);
    await Promise.all(names.map((name, at) => git.updateRef(name, at % 2 === 0 ? tag : object, zeroSha)));
    const listed = await git.listRefs("refs/tags/many-");
    expect(listed.map(({ ref }) => ref)).toEqual(names);
    expect(listed[0]).toMatchObject({ sha: tag, type: "tag", peeledSha: object });
    expect(listed[1]).toMatchObject({ sha: object, type: "commit", peeledSha: null });
    expect(await git.updateRef("refs/tags/many-000", object, tag)).toBe(true);
    expect((await git.listRefs("refs/tags/many-"))[0]).toMatchObject({ sha: object, type: "commit" });
  });
});

describe("paths that differ", () => {
  it("are those of git diff-tree, for files that become folders too", async () => {
    const path = fc.constantFrom("a", "b", "b/c", "b/d", "b/d/e", "ä/x", "a.b", "a-b");
    const files = fc.dictionary(path, fc.constantFrom("1", "2"), { maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(files, files, async (from, to) => {
        const [before, after] = [await write(from), await write(to)];
        const raw = (
          await git.run(["diff-tree", "-r", "--no-renames", "--name-status", "-z", before, after])
        ).toString();
        const tokens = raw.split("\0");
        const of = (letter: string): readonly string[] =>
          tokens.filter((_, at) => at % 2 === 1 && tokens[at - 1] === letter);
        const expected = { added: of("A"), removed: of("D"), modified: of("M") };
        expect(await changedPaths(git, before, after)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  /** Of two names of which one is a file in the other's way the later counts. */
  async function write(files: Readonly<Record<string, string>>): Promise<string> {
    const changes = Object.entries(files).map(async ([path, text]) => ({
      path,
      mode: "100644",
      sha: await git.writeBlob(Buffer.from(text)),
    }));
    let made = await git.writeTree(undefined, []);
    for (const change of await Promise.all(changes)) made = await git.writeTree(made, [change]);
    return made;
  }
});
