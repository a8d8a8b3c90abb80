import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRegistry } from "../../src/registry/registry-state.ts";
import { modelHistory, listModels, modelsAt } from "../../src/app/read-models.ts";
import { verifyModels } from "../../src/app/verify-models.ts";
import { openRegistry } from "../../src/runtime/open-registry.ts";
import { runPromote } from "../../src/runtime/run-promote.ts";
import { runRegister } from "../../src/runtime/run-register.ts";
import { runWithdraw, type RunWithdrawOptions } from "../../src/runtime/run-withdraw.ts";
import { runCommandLine } from "../../src/cli/run-command-line.ts";
import { git } from "../support/git-world.ts";
import { FlightsRegistry } from "./flights-registry.ts";
import { finish, output, peer } from "./peers.ts";
import { readTags } from "./tagged-repository.ts";

const program = peer("dvc/bin/gto");
const dvc = peer("dvc/bin/dvc");

describe("every verb of the registry, by Pawl, read by gto 1.10.1 and dvc 3.67.1", () => {
  let world: FlightsRegistry;
  const gto = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse(await output(program, [...args, "--json"], { cwd: world.work }));
  const withdraw = async (what: RunWithdrawOptions["what"]) => {
    const result = await runWithdraw({ ...world.place, model: world.model, what });
    await world.fetchTags();
    return result;
  };
  const shown = async () => ((await gto("show", "--deprecated")) as Record<string, unknown>)[world.model];

  beforeAll(async () => {
    world = await FlightsRegistry.start();
    const place = { ...world.place, model: world.model };
    await world.commitModel("model-v1.onnx", "// one\n");
    await runRegister(world.place);
    await runPromote({ ...place, environment: "staging", version: "v1.0.0" });
    await world.commitModel("model-rates.onnx", "// two\n");
    await runRegister(world.place);
    await runPromote({ ...place, environment: "staging", version: "v2.0.0" });
    await world.fetchTags();
  });
  afterAll(async () => {
    await world.close();
  });

  it("goes from assignment through unassignment and deregistration to deprecation with the same answers", async () => {
    expect(await shown()).toEqual({
      version: "v2.0.0",
      stage: { staging: "v2.0.0" },
      registered: true,
      active: true,
    });
    const fetched = (stage: string) =>
      finish(
        dvc,
        ["artifacts", "get", world.cloneUrl, world.model, "--stage", stage, "--out", "x", "--force"],
        {
          cwd: world.root,
        },
      );
    expect((await fetched("staging")).status).toBe(0);

    const newest = { verb: "unassign", environment: "staging", version: "v2.0.0" } as const;
    expect(await withdraw(newest)).toMatchObject({ tags: ["flight-delay#staging!#3"] });
    expect(await shown()).toMatchObject({ version: "v2.0.0", stage: { staging: "v1.0.0" } });

    expect(await withdraw({ ...newest, version: undefined })).toMatchObject({
      tags: ["flight-delay#staging!#4"],
    });
    expect(await shown()).toMatchObject({ version: "v2.0.0", stage: {} });
    // dvc takes the newest tag of the stage, be it an unassignment: it does not know that a stage can be empty.
    expect((await fetched("staging")).status).toBe(0);

    expect(await withdraw({ verb: "deregister", version: "v2.0.0" })).toMatchObject({
      tags: ["flight-delay@v2.0.0!"],
    });
    expect(await shown()).toMatchObject({ version: "v1.0.0" });

    expect(await withdraw({ verb: "deprecate" })).toMatchObject({ tags: ["flight-delay@deprecated"] });
    expect(await shown()).toMatchObject({ active: false });
    expect(await gto("show")).toEqual({});
    const state = readRegistry(readTags(world.work)).get(world.model);
    expect(state).toMatchObject({ isDeprecated: true, versions: [{ version: "v1.0.0" }] });
  });

  it("knows the event behind each tag", async () => {
    const commits = [1, 2].map((major) =>
      git(world.work, "rev-parse", `flight-delay@v${major}.0.0^{commit}`),
    );
    const expected = [
      ["flight-delay#staging!#3", { event: "unassignment", stage: "staging", version: "v2.0.0" }, commits[1]],
      ["flight-delay#staging!#4", { event: "unassignment", stage: "staging", version: "v1.0.0" }, commits[0]],
      ["flight-delay@v2.0.0!", { event: "deregistration", version: "v2.0.0" }, commits[1]],
      ["flight-delay@deprecated", { event: "deprecation" }, commits[0]],
    ] as const;
    for (const [tag, event, commit] of expected) {
      const found = await gto("check-ref", tag);
      expect(found, tag).toMatchObject({ ...event, artifact: "flight-delay", commit_hexsha: commit });
    }
  });

  it("tells the same history as gto", async () => {
    const registry = await openRegistry({ ...world.place, remote: undefined });
    const ours = (await modelHistory(world.model, registry)).events.map((event) => ({
      event: event.event,
      version: event.version,
      stage: event.environment,
      ref: event.tag,
      commit: event.commit,
      author: event.tagger.name,
      author_email: event.tagger.email,
      second: Math.floor(Date.parse(event.at) / 1000),
    }));
    const theirs = (await gto("history", world.model)) as Record<string, string>[];
    const events = theirs
      .filter(({ event }) => event !== "commit")
      .map(({ timestamp = "", ...rest }) => ({ ...rest, second: Math.floor(Date.parse(timestamp) / 1000) }));
    expect(ours).toEqual(
      events.map(({ second, ...rest }) => {
        const kept = rest as Record<string, unknown>;
        return {
          event: kept["event"],
          version: kept["version"] ?? null,
          stage: kept["stage"] ?? null,
          ref: kept["ref"],
          commit: kept["commit"],
          author: kept["author"],
          author_email: kept["author_email"],
          second,
        };
      }),
    );
  });

  it("says offline and over the API the same of that day, with the Deployment over the API alone", async () => {
    const { token, repository, apiUrl } = world.place;
    const local = await openRegistry({ ...world.place, remote: undefined });
    const online = await openRegistry({ ...world.place, remote: { token, repository, apiUrl } });
    expect((await listModels(local)).models).toEqual(
      (await listModels(online)).models.map((model) => ({
        ...model,
        updatedAt: expect.any(String) as unknown,
      })),
    );
    const day = new Date().toISOString().slice(0, 10);
    const [offline, asked] = [
      await modelsAt({ date: day, environment: "staging" }, local),
      await modelsAt({ date: day, environment: "staging" }, online),
    ];
    expect(offline.holders.map(({ version }) => version)).toEqual(
      asked.holders.map(({ version }) => version),
    );
    expect(offline.holders.map(({ version }) => version)).toContain("v2.0.0");
    expect(offline.holders[0]).toMatchObject({ requestedBy: "ada", source: "cli", deployment: null });
    expect(asked.holders.every(({ deployment }) => deployment?.state === "inactive")).toBe(true);
  });

  it("verifies all of it against Releases, manifests and dvc.lock, from a clone", async () => {
    const { token, repository, apiUrl } = world.place;
    const registry = await openRegistry({ ...world.place, remote: { token, repository, apiUrl } });
    const result = await verifyModels({ models: registry.models, depth: "all" }, registry);
    expect(result.findings).toEqual([]);
    expect(result.checked).toMatchObject({ releases: 1, manifests: 1, locks: 1 });
    git(world.work, "tag", "flight-delay#production#9");
    const status = await runCommandLine(["--cd", join(world.work, "models"), "models", "verify"]);
    expect(status).toBe(3);
  });
});
