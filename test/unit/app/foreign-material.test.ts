import { describe, expect, it } from "vitest";
import { cycloneDx } from "../../../src/adapters/sbom/cyclonedx.ts";
import { findPendingRetraining } from "../../../src/app/monitoring/pending-retraining.ts";
import { publishRelease } from "../../../src/app/publish-release.ts";
import { register } from "../../../src/app/register.ts";
import { policySchema } from "../../../src/config/schema.ts";
import { buildProfile } from "../../../src/drift/profile.ts";
import { openPull } from "../../support/bot-world.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { createKeyProvenance } from "../../support/registry/signed-provenance.ts";

const file = (name: string, text: string) => ({
  name,
  contentType: "text/plain",
  bytes: new TextEncoder().encode(text),
});

describe("a draft Release that somebody prepared under the tag of a version", () => {
  it("is published with our files and no others", async () => {
    const { github, state } = createGitHubFake();
    const draft = await github.releases.create("m@v1.0.0", { name: "theirs", body: "theirs", draft: true });
    await github.releases.uploadAsset(draft.id, file("setup.exe", "evil"));
    await github.releases.uploadAsset(draft.id, file("model.onnx", "evil"));
    const wanted = { tag: "m@v1.0.0", name: "ours", body: "ours", assets: [file("model.onnx", "good")] };
    const release = await publishRelease(wanted, github.releases);
    expect(release).toMatchObject({ name: "ours", body: "ours", draft: false });
    expect([...state.releases.values()].map((one) => one.assets.map((asset) => asset.name))).toEqual([
      ["model.onnx"],
    ]);
    expect(new TextDecoder().decode(state.assets.get(release.assets[0]?.id ?? 0))).toBe("good");
  });
});

describe("a tag that is not annotated", () => {
  it("under the name of the next version stops the registration with its name and the next step", async () => {
    const { github, state } = createGitHubFake();
    state.refs.set("refs/tags/m@v1.0.0", fakeSha(9));
    const policy = policySchema.parse({
      version: 1,
      models: { m: { artifact: "model.onnx", task: "regression" } },
    }).models["m"];
    if (policy === undefined) throw new TypeError("the policy has no model");
    const tensor = (name: string) => ({ name, datatype: "FP32", shape: [-1, 1] });
    const ports = {
      ...github,
      clock: { now: () => new Date(0), sleep: async () => undefined },
      provenance: createKeyProvenance(github).signing,
      readLineage: async () => ({ md5: "m", material: { code: "c", params: {}, data: "d" }, stages: [] }),
      readArtifact: async () => ({ kind: "file" as const, bytes: new Uint8Array() }),
      readText: async () => undefined,
      renderSbom: cycloneDx.write,
      repositoryUrl: null,
      describe: async () => ({
        signature: { inputs: [tensor("x")], outputs: [tensor("y")] },
        examples: { inputs: [], outputs: [] },
        profile: buildProfile({ columns: new Map() }),
        report: undefined,
        predictions: undefined,
      }),
    };
    await expect(register({ model: "m", policy, commit: fakeSha(1) }, ports)).rejects.toMatchObject({
      code: "registry.contended",
      message: expect.stringContaining("m@v1.0.0"),
      hint: expect.stringContaining("git push --delete origin 'm@v1.0.0'"),
    });
  });
});

describe("a fork's branch with the name of a retraining", () => {
  it("does not hold up the retraining", async () => {
    const { github, state } = createGitHubFake();
    const late = { model: "late", repositoryId: state.repository.id };
    openPull(state, { headRef: "pawl/retrain/late/issue-1", headRepositoryId: 666 });
    expect(await findPendingRetraining(late, github)).toBeUndefined();
    openPull(state, { number: 13, headRef: "pawl/retrain/late/issue-1" });
    expect(await findPendingRetraining(late, github)).toBe("pull-request");
  });
});
