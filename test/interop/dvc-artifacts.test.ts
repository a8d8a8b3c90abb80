import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runPromote } from "../../src/runtime/run-promote.ts";
import { runRegister } from "../../src/runtime/run-register.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { FlightsRegistry } from "./flights-registry.ts";
import { output, peer } from "./peers.ts";

const program = peer("dvc/bin/dvc");

describe("released models, fetched with dvc 3.67.1 from the address of the repository", () => {
  let world: FlightsRegistry;

  beforeAll(async () => {
    world = await FlightsRegistry.start();
    await world.commitModel("model-v1.onnx", "// one\n");
    await runRegister(world.place);
    await runPromote({ ...world.place, model: world.model, environment: "staging", version: "v1.0.0" });
    await world.commitModel("model-rates.onnx", "// two\n");
    await runRegister(world.place);
  });
  afterAll(async () => {
    await world.close();
  });

  /** What one dvc command leaves in `model.onnx`, started in an empty directory. */
  async function fetched(...args: readonly string[]): Promise<Buffer> {
    const directory = temporaryDirectory();
    const env = { ...process.env, DVC_NO_ANALYTICS: "1", DVC_SITE_CACHE_DIR: join(directory, "site") };
    await output(program, [...args, "--out", "model.onnx"], { cwd: directory, env });
    return readFileSync(join(directory, "model.onnx"));
  }

  it("finds each version through its tag, dvc.yaml and the remote: the bytes of the Release's asset", async () => {
    const artifact = ["artifacts", "get", world.cloneUrl, world.model];
    const [first, second] = [await fetched(...artifact, "--rev", "v1.0.0"), await fetched(...artifact)];
    expect(first.equals(await world.releasedModel("flight-delay@v1.0.0"))).toBe(true);
    expect(second.equals(await world.releasedModel("flight-delay@v2.0.0"))).toBe(true);
    expect(first.equals(second)).toBe(false);
  });

  it("finds the version that an environment holds", async () => {
    const model = await fetched("artifacts", "get", world.cloneUrl, world.model, "--stage", "staging");
    expect(model.equals(await world.releasedModel("flight-delay@v1.0.0"))).toBe(true);
  });

  it("finds the file at the revision that the tag names", async () => {
    const place = [world.cloneUrl, "models/model.onnx", "--rev", "flight-delay@v1.0.0"];
    expect((await fetched("get", ...place)).equals(await world.releasedModel("flight-delay@v1.0.0"))).toBe(
      true,
    );
  });
});
