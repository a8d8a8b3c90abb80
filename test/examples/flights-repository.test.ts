import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { policySchema } from "../../src/config/schema.ts";

const run = promisify(execFile);
const example = fileURLToPath(new URL("../../examples/flights/", import.meta.url));
const stageSchema = z.object({ cmd: z.string(), deps: z.array(z.string()).default([]) });
const pipelineSchema = z.object({ stages: z.record(z.string(), stageSchema.loose()) });
let empty = "";

beforeAll(async () => {
  empty = await mkdtemp(path.join(tmpdir(), "flights-repository-"));
});

afterAll(async () => {
  await rm(empty, { recursive: true, force: true });
});

async function readYaml(file: string): Promise<unknown> {
  return parse(await readFile(path.join(example, file), "utf8"));
}

describe("the flights repository", () => {
  it("has a policy that the schema accepts, for an output of dvc.yaml", async () => {
    const policy = policySchema.parse(await readYaml(".github/pawl.yml"));
    const pipeline = await readFile(path.join(example, "dvc.yaml"), "utf8");
    const model = policy.models["flight-delay"];
    expect(model?.artifact).toBe("models/model.onnx");
    expect(pipeline).toContain(`- ${model?.artifact}`);
    expect(model?.monitoring?.retrain?.refresh).toEqual(["ingest"]);
  });

  it("names in every stage the code that the stage reads", async () => {
    const { stages } = pipelineSchema.parse(await readYaml("dvc.yaml"));
    for (const [name, { cmd, deps }] of Object.entries(stages)) {
      const script = cmd.replace("node ", "");
      const code = [script, ...(await importsOf(script))];
      const missing = name === "ingest" ? [] : code.filter((file) => !deps.includes(file));
      expect({ name, missing }).toEqual({ name, missing: [] });
      expect(deps.filter((dep) => dep.startsWith("src/") && !existsSync(path.join(example, dep)))).toEqual(
        [],
      );
    }
  });

  it("says what is missing when the landing zone is not named", async () => {
    const environment = { ...process.env, FLIGHTS_LANDING: "" };
    const ingest = run(process.execPath, [path.join(example, "src/ingest.mjs")], {
      cwd: empty,
      env: environment,
    });
    await expect(ingest).rejects.toThrow("FLIGHTS_LANDING is not set");
  });

  it("imports nothing from Pawl and only packages that it declares", async () => {
    const declared = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await readFile(path.join(example, "package.json"), "utf8")));
    const allowed = new Set(Object.keys(declared.dependencies));
    for (const name of [
      "boosting",
      "database",
      "evaluate",
      "features",
      "featurize",
      "ingest",
      "onnx",
      "prepare",
      "train",
    ]) {
      const text = await readFile(path.join(example, "src", `${name}.mjs`), "utf8");
      const imported = [...text.matchAll(/^(?:import|\} from) .*?"([^"]+)";$/gm)].map(
        (match) => match[1] ?? "",
      );
      const foreign = imported.filter(
        (specifier) =>
          !specifier.startsWith("node:") && !/^\.\/[a-z]+\.mjs$/.test(specifier) && !allowed.has(specifier),
      );
      expect({ name, foreign }).toEqual({ name, foreign: [] });
    }
  });
});

/** The modules of the example that a script imports, directly or through others. */
async function importsOf(script: string): Promise<readonly string[]> {
  const found = new Set<string>();
  const open = [script];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const text = await readFile(path.join(example, file), "utf8");
    for (const [, name] of text.matchAll(/from "\.\/([a-z]+\.mjs)"/g)) {
      const imported = `src/${name}`;
      if (!found.has(imported)) open.push(imported);
      found.add(imported);
    }
  }
  return [...found];
}
