import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createHuggingFaceHub } from "../../../src/adapters/model-hub/hugging-face.ts";
import { checkMirror } from "../../../src/app/mirror/check-mirror.ts";
import { tagsOnGitHub } from "../../../src/app/read-models.ts";
import { type VerifyPorts, verifyModels, type VerifyResult } from "../../../src/app/verify-models.ts";
import { policySchema } from "../../../src/config/schema.ts";
import { mirrorModels } from "../../../src/runtime/mirror-models.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { type HuggingFaceModels, startHuggingFaceModels } from "../../support/hugging-face-models.ts";
import { releaseVersion } from "../../support/registry/released-versions.ts";

const policy = policySchema.parse({
  version: 1,
  models: { m: { artifact: "model.onnx", task: "regression" } },
  registry: { mirror: { hugging_face: { repository: "acme/{model}" } } },
});

let hub: HuggingFaceModels;
let github: ReturnType<typeof createGitHubFake>["github"];
let warnings: string[];

beforeEach(async () => {
  hub = await startHuggingFaceModels();
  onTestFinished(() => hub.close());
  ({ github } = createGitHubFake());
  warnings = [];
});

const run = (
  variables: Record<string, string> = { HF_TOKEN: hub.token, HF_ENDPOINT: hub.url },
  given = policy,
) =>
  mirrorModels({
    policy: given,
    models: Object.keys(given.models),
    repository: "acme/flights",
    github,
    variables,
    log: { warning: (text) => void warnings.push(text) },
  });

async function verify(): Promise<VerifyResult> {
  const model = createHuggingFaceHub({ endpoint: hub.url, token: hub.token });
  const place = { hubName: "acme/m", repository: "acme/flights" };
  const ports: VerifyPorts = {
    tags: tagsOnGitHub(github),
    github,
    clock: { now: () => new Date("2026-02-01T00:00:00Z") },
    checkMirror: (name, manifests) => checkMirror({ ...place, model: name, manifests }, model),
  };
  return await verifyModels({ models: ["m"], depth: "all" }, ports);
}

const found = ({ findings }: VerifyResult): readonly string[] =>
  findings.flatMap(({ reasonCode, tag }) =>
    reasonCode.startsWith("mirror.") ? [`${tag} ${reasonCode}`] : [],
  );

describe("mirrors of the policy", () => {
  it("are fed by the policy's names, with the addresses of both", async () => {
    await releaseVersion(github, { version: "v1.0.0", seed: 1 });
    expect(await run()).toEqual([
      {
        mirror: "hugging-face",
        model: "m",
        version: "v1.0.0",
        decision: "mirrored",
        reasonCode: "mirrored",
        reason: "acme/m has v1.0.0",
        hint: null,
        url: `${hub.url}/acme/m`,
      },
    ]);
    expect(warnings).toEqual([]);
  });

  it.each([{}, { HF_TOKEN: "" }, { HF_TOKEN: "ghp_secret" }])(
    "say what they lack with %j",
    async (variables) => {
      await releaseVersion(github, { version: "v1.0.0", seed: 1 });
      expect(await run(variables)).toMatchObject([
        { decision: "failed", reasonCode: "mirror.token-missing" },
      ]);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toMatch(
        /^m is not mirrored to hugging-face \(mirror\.token-missing\): .*secrets\.HF_TOKEN/,
      );
      expect(warnings[0]).not.toContain("ghp_secret");
      expect(hub.requests).toEqual([]);
    },
  );

  it("are not asked without the policy's word", async () => {
    const { registry: _, ...others } = policy;
    expect(await run(undefined, others)).toEqual([]);
    expect(hub.requests).toEqual([]);
  });
});

describe("verification of the Hub", () => {
  beforeEach(async () => {
    await releaseVersion(github, { version: "v1.0.0", seed: 1 });
    await run();
  });

  it("finds nothing when all is there", async () => {
    const result = await verify();
    expect(found(result)).toEqual([]);
    expect(result.checked.mirrored).toBe(1);
  });

  it("finds a version that is missing", async () => {
    await releaseVersion(github, { version: "v1.1.0", seed: 2 });
    expect(found(await verify())).toEqual(["m@v1.1.0 mirror.missing"]);
    hub.models.clear();
    expect(found(await verify())).toEqual(["m@v1.1.0 mirror.missing", "m@v1.0.0 mirror.missing"]);
  });

  it.each(["model.onnx", "profile.json", "pawl.json"])("finds another %s below the tag", async (path) => {
    const model = hub.models.get("acme/m");
    const commit = model?.commits.get(model.tags.get("v1.0.0") ?? "") as Map<string, Buffer>;
    commit.set(path, Buffer.from("model vX.Y.Z"));
    expect(found(await verify())).toEqual(["m@v1.0.0 mirror.differs"]);
  });

  it("finds a tag that was moved to another version", async () => {
    await releaseVersion(github, { version: "v1.1.0", seed: 2 });
    await run();
    const model = hub.models.get("acme/m");
    model?.tags.set("v1.0.0", model.tags.get("v1.1.0") ?? "");
    expect(found(await verify())).toEqual(["m@v1.0.0 mirror.differs"]);
  });
});
