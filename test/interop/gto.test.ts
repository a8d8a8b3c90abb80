import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { readArtifactState, readRegistry, type TagRecord } from "../../src/registry/registry-state.ts";
import { formatTag, parseTag, tagMessage, type RegistryTag } from "../../src/registry/tags.ts";
import { runPromote, runRollback } from "../../src/runtime/run-promote.ts";
import { runRegister } from "../../src/runtime/run-register.ts";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { FlightsRegistry } from "./flights-registry.ts";
import { finish, output, peer, runPython } from "./peers.ts";

const program = peer("dvc/bin/gto");
const gto = async (directory: string, ...args: readonly string[]): Promise<unknown> =>
  JSON.parse(await output(program, [...args, "--json"], { cwd: directory }));

/** All annotated tags of a repository, as git lists them. */
function readTags(directory: string): TagRecord[] {
  const fields = [
    "%(refname:short)",
    "%(objecttype)",
    "%(*objectname)",
    "%(taggerdate:iso-strict)",
    "%(taggername)",
    "%(taggeremail:trim)",
    "%(contents:subject)",
  ];
  const lines = git(directory, "for-each-ref", `--format=${fields.join("%09")}`, "refs/tags").split("\n");
  return lines
    .map((line) => line.split("\t"))
    .filter(([, type]) => type === "tag")
    .map(([name = "", , commitSha = "", taggedAt = "", taggerName = "", taggerEmail = "", message = ""]) => ({
      name: name.replace(/^tags\//, ""),
      commitSha,
      taggedAt,
      taggerName,
      taggerEmail,
      message,
    }));
}

describe("tags that Pawl makes, read by gto 1.10.1", () => {
  let world: FlightsRegistry;

  beforeAll(async () => {
    world = await FlightsRegistry.start();
    const place = { ...world.place, model: world.model };
    await world.commitModel("model-v1.onnx", "// one\n");
    await runRegister(world.place);
    await runPromote({ ...place, environment: "staging", version: "v1.0.0" });
    await world.commitModel("model-rates.onnx", "// two\n");
    await runRegister(world.place);
    await runPromote({ ...place, environment: "staging", version: "v2.0.0" });
    await runRollback({ ...place, environment: "staging", version: undefined });
    await world.fetchTags();
  });
  afterAll(async () => {
    await world.close();
  });

  it("shows the greatest version, and after the rollback the version before in staging", async () => {
    expect(await gto(world.work, "show")).toEqual({
      "flight-delay": { version: "v2.0.0", stage: { staging: "v1.0.0" }, registered: true, active: true },
    });
    expect(await gto(world.work, "show", "flight-delay@latest")).toMatchObject([
      { version: "v2.0.0", commit_hexsha: git(world.work, "rev-parse", "HEAD") },
    ]);
    expect(await gto(world.work, "show", "flight-delay#staging")).toMatchObject([{ version: "v1.0.0" }]);
  });

  it("tells the history in the order in which it happened", async () => {
    expect(await gto(world.work, "history", "flight-delay", "--ascending")).toMatchObject([
      { event: "registration", version: "v1.0.0", ref: "flight-delay@v1.0.0" },
      { event: "assignment", version: "v1.0.0", stage: "staging", ref: "flight-delay#staging#1" },
      { event: "registration", version: "v2.0.0", ref: "flight-delay@v2.0.0" },
      { event: "assignment", version: "v2.0.0", stage: "staging", ref: "flight-delay#staging#2" },
      { event: "assignment", version: "v1.0.0", stage: "staging", ref: "flight-delay#staging#3" },
    ]);
  });

  it("knows the event of each tag, with its message", async () => {
    const commit = git(world.work, "rev-parse", "flight-delay@v1.0.0^{commit}");
    expect(await gto(world.work, "check-ref", "flight-delay@v1.0.0")).toMatchObject({
      event: "registration",
      artifact: "flight-delay",
      version: "v1.0.0",
      commit_hexsha: commit,
      message: "Registering artifact flight-delay version v1.0.0",
    });
    expect(await gto(world.work, "check-ref", "flight-delay#staging#3")).toMatchObject({
      event: "assignment",
      stage: "staging",
      version: "v1.0.0",
      commit_hexsha: commit,
      message: expect.stringMatching(
        /^Assigning stage staging to artifact flight-delay version v1\.0\.0\n/,
      ) as unknown,
    });
  });

  it("reads them from the repository over HTTP too", async () => {
    expect(await gto(world.root, "show", "flight-delay", "--repo", world.cloneUrl)).toMatchObject([
      { version: "v2.0.0" },
      { version: "v1.0.0" },
    ]);
  });

  it("goes on from them: the next version and counter are Pawl's too", async () => {
    const copy = join(temporaryDirectory(), "copy");
    await output("git", ["clone", "--quiet", world.cloneUrl, copy]);
    writeFiles(copy, { "new.txt": "1" });
    commitAll(copy, "third");
    const before = readArtifactState(readTags(copy), world.model);
    await output(program, ["register", world.model, "--bump-minor"], { cwd: copy, env: identity(5) });
    const assign = ["assign", world.model, "--version", "v2.1.0", "--stage", "production"];
    await output(program, assign, { cwd: copy, env: identity(6) });
    const after = readArtifactState(readTags(copy), world.model);
    expect(after.versions[0]).toMatchObject({ version: "v2.1.0", tag: "flight-delay@v2.1.0" });
    expect(after.environments.get("production")?.current).toMatchObject({
      tag: `flight-delay#production#${before.nextCounter}`,
      version: "v2.1.0",
    });
  });
});

/** An identity, and the date of the tags to make: seconds after the beginning of 2040. */
function identity(second: number): NodeJS.ProcessEnv {
  const date = `${Date.parse("2040-01-01T00:00:00Z") / 1000 + second} +0000`;
  const [name, email] = ["Grace", "grace@example.com"];
  return {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  };
}

describe("tags that gto makes, read by Pawl", () => {
  it("gives the same versions, holders and messages", async () => {
    const directory = createRepository(temporaryDirectory(), 3);
    const [first = "", second = "", third = ""] = commitsOf(directory);
    const run = async (at: number, ...args: readonly string[]) =>
      await finish(program, args, { cwd: directory, env: identity(at) });
    const script: readonly (readonly string[])[] = [
      ["register", "churn", first],
      ["register", "churn", second, "--bump-major"],
      ["assign", "churn", "--version", "v0.0.1", "--stage", "staging"],
      ["assign", "churn", "--version", "v1.0.0", "--stage", "staging"],
      ["assign", "churn", "--version", "v0.0.1", "--stage", "production"],
      ["register", "models:churn-2", third, "--version", "v3.0.0-rc.1"],
      ["assign", "churn", third, "--stage", "staging"],
      ["deprecate", "churn", "v1.0.0"],
      ["deprecate", "churn", "v1.0.1", "staging"],
    ];
    for (const [at, args] of script.entries()) {
      const finished = await run(at, ...args);
      expect(finished, args.join(" ")).toMatchObject({ status: 0 });
    }
    const registry = readRegistry(readTags(directory));
    const shown = await gto(directory, "show", "--registered-only");
    expect(summarize(registry)).toEqual(shown);
    expect(shown).toMatchObject({
      churn: { version: "v1.0.1", stage: { staging: "v0.0.1", production: "v0.0.1" } },
      "models:churn-2": { version: "v3.0.0-rc.1" },
    });
    for (const tag of readTags(directory)) {
      const event = parseTag(tag.name);
      const version = readArtifactState(readTags(directory), event?.artifact ?? "").versions.find(
        (entry) => entry.commitSha === tag.commitSha,
      )?.version;
      if (event?.kind === "deregister" || version === undefined) continue;
      expect(event && tagMessage(event, version), tag.name).toBe(tag.message);
    }
  });
});

/** The part of `gto show` that Pawl has names for. */
function summarize(registry: ReturnType<typeof readRegistry>) {
  const stages = [...registry.values()].flatMap((state) => [...state.environments.keys()]);
  return Object.fromEntries(
    [...registry].map(([artifact, state]) => [
      artifact,
      {
        version: state.versions[0]?.version ?? null,
        stage: Object.fromEntries(
          stages.map((stage) => [stage, state.environments.get(stage)?.current?.version ?? null]),
        ),
        registered: true,
        active: !state.isDeprecated,
      },
    ]),
  );
}

/** A repository with `count` commits on main. */
function createRepository(directory: string, count: number): string {
  git(directory, "init", "--quiet", "--initial-branch=main");
  for (let index = 0; index < count; index += 1) {
    git(directory, "commit", "--quiet", "--allow-empty", "--message", `commit ${index}`);
  }
  return directory;
}

function commitsOf(directory: string): readonly string[] {
  return git(directory, "rev-list", "--reverse", "HEAD").split("\n");
}

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
