import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { publishRelease } from "../../src/app/publish-release.ts";
import { buildRelease } from "../../src/app/release-files.ts";
import { cycloneDx } from "../../src/adapters/sbom/cyclonedx.ts";
import { policySchema } from "../../src/config/schema.ts";
import { buildProfile } from "../../src/drift/profile.ts";
import { mirrorModels } from "../../src/runtime/mirror-models.ts";
import { createGitHubFake } from "../support/github-fake/create-github-fake.ts";
import { fakeSha } from "../support/github-fake/fake-state.ts";
import { startHuggingFaceModels } from "../support/hugging-face-models.ts";
import { makeFixtureRelease } from "../support/registry/fixture-release.ts";
import { readFlightsReport } from "../support/reports/flights-report.ts";
import { output, peer } from "./peers.ts";

const texts = z.record(z.string(), z.string());
const seenSchema = z.object({
  branches: texts,
  tags: texts,
  private: z.boolean(),
  sha: z.string(),
  files: texts,
  model: z.string(),
  card: z.object({
    license: z.string(),
    library_name: z.string(),
    pipeline_tag: z.string(),
    tags: z.array(z.string()),
    datasets: z.array(z.string()),
    model_name: z.string(),
    results: z.array(z.tuple([z.string(), z.string(), z.number(), z.string()])),
  }),
  infos: z.record(z.string(), z.tuple([z.number(), z.string(), z.string().nullable()])),
  twin: texts,
});

const hostile = "x\n---\nlicense: evil\n---\n<b> : [ *a";

const policy = policySchema.parse({
  version: 1,
  models: { m: { artifact: "model.onnx", task: "binary-classification", description: hostile } },
  registry: {
    mirror: {
      hugging_face: {
        repository: "acme/flights-{model}",
        license: "apache-2.0",
        tags: [hostile.slice(0, 64)],
        datasets: ["acme/flights"],
      },
    },
  },
});

/** Publishes the Release that `register` would, of a real model. */
async function publish(
  github: ReturnType<typeof createGitHubFake>["github"],
  version: string,
): Promise<void> {
  const { bytes, manifest } = await makeFixtureRelease("logistic-good", version);
  const tag = `m@${version}`;
  const registeredAt = "2026-01-01T00:00:00Z";
  const commitSha = fakeSha(1);
  await github.gitData.createTag({ name: tag, message: "", commitSha, taggedAt: registeredAt });
  const modelPolicy = policy.models["m"];
  if (modelPolicy === undefined) throw new TypeError("the policy has no model");
  const wanted = await buildRelease(
    {
      request: { model: "m", policy: modelPolicy, commit: commitSha },
      lineage: { md5: "0".repeat(32), material: { code: "c", params: {}, data: "d" }, stages: [] },
      bytes,
      content: "file",
      packages: { packages: [], unread: 0 },
      repositoryUrl: null,
      digests: manifest.digests,
      description: {
        signature: manifest.signature,
        examples: manifest.examples,
        profile: buildProfile({ columns: new Map([["x1", [1, 2, 3]]]) }),
        report: readFlightsReport(),
        predictions: undefined,
      },
      decision: { version, level: "first", reason: "first", previous: null },
      version: { version, tag, commitSha, registeredAt },
    },
    cycloneDx.write,
  );
  await publishRelease(wanted, github.releases);
}

it("the Hub's own Python client reads the mirror: tags, files, digests, card", async () => {
  const hub = await startHuggingFaceModels();
  onTestFinished(() => hub.close());
  const { github } = createGitHubFake();
  await publish(github, "v1.0.0");
  const variables = { HF_TOKEN: hub.token, HF_ENDPOINT: hub.url };
  const log = { warning: (text: string) => expect(text).toBe("") };
  const results = await mirrorModels({
    policy,
    models: ["m"],
    repository: "acme/flights",
    github,
    variables,
    log,
  });
  expect(results).toMatchObject([{ decision: "mirrored", version: "v1.0.0" }]);

  const script = ["test/interop/python/hub_client.py", hub.url, hub.token, "acme/flights-m", "v1.0.0"];
  const env = {
    ...process.env,
    PYTHONDONTWRITEBYTECODE: "1",
    // The server has the protocol for large files that the Hub had before, and offers it besides.
    HF_HUB_DISABLE_XET: "1",
    HF_HUB_DISABLE_TELEMETRY: "1",
  };
  const seen = seenSchema.parse(JSON.parse(await output(peer("hub/bin/python"), script, { env })));

  const model = hub.models.get("acme/flights-m");
  expect(seen.branches).toEqual(Object.fromEntries(model?.branches ?? []));
  expect(seen.tags).toEqual({ "v1.0.0": seen.branches["main"] });
  expect(seen).toMatchObject({ private: true, sha: seen.branches["main"] });
  const onnx = createHash("sha256")
    .update(await readFile("test/fixtures/evaluation/logistic-good.onnx"))
    .digest("hex");
  expect(seen.model).toBe(onnx);
  expect(seen.infos["model.onnx"]?.[2]).toBe(onnx);
  const record = z
    .object({ files: z.array(z.object({ path: z.string(), sha256: z.string() })) })
    .parse(JSON.parse(hub.text("acme/flights-m", "v1.0.0", "pawl.json") ?? ""));
  for (const { path, sha256 } of record.files) expect([path, seen.files[path]]).toEqual([path, sha256]);
  expect(seen.card).toMatchObject({
    license: "apache-2.0",
    library_name: "onnx",
    pipeline_tag: "tabular-classification",
    tags: ["onnx", "binary-classification", hostile.slice(0, 64)],
    datasets: ["acme/flights"],
    model_name: "m",
  });
  expect(seen.card.results.length).toBeGreaterThan(3);
  expect(seen.card.results.find(([, type]) => type === "roc_auc")).toEqual([
    "tabular-classification",
    "roc_auc",
    expect.any(Number),
    expect.any(String),
  ]);
  expect(seen.twin).toEqual(seen.files);
});
