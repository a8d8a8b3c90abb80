import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { readRegistry } from "../../src/registry/registry-state.ts";
import { formatTag, parseTag, type RegistryTag } from "../../src/registry/tags.ts";
import { git } from "../support/git-world.ts";
import { runPython } from "./peers.ts";
import { commitsOf, createRepository, readTags } from "./tagged-repository.ts";

describe("what both read from the same tags", () => {
  const root = mkdtempSync(join(tmpdir(), "pawl-gto-"));
  afterAll(() => rmSync(root, { recursive: true }));

  it("is the same for 150 random histories with ties in the same second", async () => {
    const base = createRepository(root, 4);
    const random = createRandom(12);
    const histories = Array.from({ length: 150 }, (_, index) =>
      randomHistory(random, commitsOf(base), index),
    );
    const repositories = histories.map((history, index) => writeHistory(base, history, index));
    const { states } = (await runPython("dvc", "gto_state.py", { names: [], repositories })) as {
      states: readonly Readonly<Record<string, GtoState>>[];
    };
    expect(states).toHaveLength(150);
    for (const [index, theirs] of states.entries()) {
      const tags = readTags(repositories[index] ?? "");
      for (const records of [tags, tags.toReversed()]) {
        const ours = readRegistry(records);
        const text = tags.map((tag) => `${tag.name} ${tag.commitSha.slice(0, 4)} ${tag.taggedAt}`).join("\n");
        expect(toGtoStates(ours, theirs), text).toEqual(theirs);
      }
    }
  });
});

describe("the grammar of tags", () => {
  const parts = ["m", "a-b", "a/b_c", "a.b", "-a", "a-", "dir=m", "d.i/r=m", "a=b=c", "é", ""];
  const names = parts.flatMap((artifact) =>
    [
      "",
      "@v1.2.3",
      "@v1.2.3!",
      "@v1.2.3#4",
      "@v1.2.3!#04",
      "@1.2.3",
      "@v1.2",
      "@v01.2.3",
      "@v1.2.3-rc.1+b.7",
      "@v1.2.3-01",
      "@v1.2.3+",
      "@deprecated",
      "@deprecated#7",
      "@deprecated!",
      "#dev",
      "#dev!",
      "#dev#1",
      "#dev!#1",
      "#dev/eu#12",
      "#dev#",
      "#dev#x",
      "#7",
      "#7#8",
      "#.dev",
      "#dev-#1",
    ].map((end) => `${artifact}${end}`),
  );

  it(`is read the same from all ${names.length} names`, async () => {
    const answer = (await runPython("dvc", "gto_state.py", { names, repositories: [] })) as {
      names: Readonly<Record<string, unknown>>;
    };
    const ours = names.map((name): [string, unknown] => {
      const tag = parseTag(name);
      if (tag === undefined) return [name, null];
      const { kind, counter, artifact, ...rest } = tag;
      const stage = "environment" in rest ? { stage: rest.environment } : rest;
      return [name, { name: artifact, action: kind, ...stage, ...(counter === null ? {} : { counter }) }];
    });
    expect(Object.fromEntries(ours)).toEqual(answer.names);
  });
});

interface GtoState {
  readonly version: string | null;
  readonly stage: Readonly<Record<string, string | null>>;
  readonly registered: boolean;
  readonly active: boolean;
  readonly holders: Readonly<Record<string, string | null>>;
  /** Null for a deprecated artifact. */
  readonly versions: readonly string[] | null;
}

function toGtoStates(
  registry: ReturnType<typeof readRegistry>,
  theirs: Readonly<Record<string, GtoState>>,
): Readonly<Record<string, GtoState>> {
  const known = Object.values(theirs).flatMap((state) => Object.keys(state.stage));
  return Object.fromEntries(
    [...registry].map(([artifact, state]) => {
      const perStage = (read: (name: string) => string | null) =>
        Object.fromEntries(known.map((name) => [name, read(name)]));
      const holders = (name: string) => [
        ...new Set(
          state.environments
            .get(name)
            ?.history.filter((entry) => entry.isActive)
            .map((entry) => entry.version),
        ),
      ];
      return [
        artifact,
        {
          version: state.versions[0]?.version ?? null,
          stage: perStage((name) => state.environments.get(name)?.current?.version ?? null),
          registered: true,
          active: !state.isDeprecated,
          holders: perStage((name) => holders(name).join(", ") || null),
          versions: state.isDeprecated ? null : state.versions.map((entry) => entry.version),
        },
      ];
    }),
  );
}

interface PlannedTag {
  readonly name: string;
  readonly commit: string;
  readonly second: number;
}

/** Tags of one artifact: two to four versions, one a commit, then assignments and their opposites within few seconds. */
function randomHistory(
  random: ReturnType<typeof createRandom>,
  commits: readonly string[],
  index: number,
): PlannedTag[] {
  const pick = (count: number) => Math.floor(random.nextFloat() * count);
  const spread = 1 + (index % 6);
  const artifact = "m";
  const planned: PlannedTag[] = [];
  const add = (tag: RegistryTag, commit: string) =>
    planned.push({ name: formatTag(tag), commit, second: pick(spread) });
  const versions = ["v1.2.0", "v1.10.0", "v0.9.9", "v1.10.0-rc.1"].slice(0, 2 + pick(3));
  for (const [at, version] of versions.entries()) {
    add({ kind: "register", artifact, version, counter: null }, commits[at] ?? "");
  }
  for (let counter = 1; counter <= 9; counter += 1) {
    const at = pick(versions.length);
    const [version = "", commit = ""] = [versions[at], commits[at]];
    const environment = ["staging", "production"][pick(2)] ?? "";
    const kind = (
      ["assign", "assign", "assign", "assign", "unassign", "deregister", "register", "deprecate"] as const
    )[pick(8)];
    if (kind === "assign" || kind === "unassign") add({ kind, artifact, environment, counter }, commit);
    else if (kind === "deprecate") add({ kind, artifact, counter }, commit);
    else if (kind !== undefined) add({ kind, artifact, version, counter }, commit);
  }
  return planned;
}

/** The history as tags of a repository that borrows the objects of `base`. */
function writeHistory(base: string, history: readonly PlannedTag[], index: number): string {
  const directory = join(base, `history-${index}`);
  git(base, "clone", "--quiet", "--shared", "--no-checkout", base, directory);
  const start = Date.parse("2026-01-01T00:00:00Z") / 1000;
  const lines = history.map(
    ({ name, commit, second }) =>
      `tag ${name}\nfrom ${commit}\ntagger Ada <ada@example.com> ${start + second} +0000\ndata 2\nx\n`,
  );
  execFileSync("git", ["fast-import", "--quiet"], { cwd: directory, input: lines.join("\n") });
  return directory;
}
