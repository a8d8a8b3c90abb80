import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readArtifactState, readRegistry } from "../../src/registry/registry-state.ts";
import { parseTag, tagMessage } from "../../src/registry/tags.ts";
import { runPromote, runRollback } from "../../src/runtime/run-promote.ts";
import { runRegister } from "../../src/runtime/run-register.ts";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { FlightsRegistry } from "./flights-registry.ts";
import { finish, output, peer } from "./peers.ts";
import { commitsOf, createRepository, readTags } from "./tagged-repository.ts";

const program = peer("dvc/bin/gto");
const gto = async (directory: string, ...args: readonly string[]): Promise<unknown> =>
  JSON.parse(await output(program, [...args, "--json"], { cwd: directory }));

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
