import { createHash } from "node:crypto";
import type { Manifest } from "../../../src/registry/manifest-schema.ts";
import { createGitHubFake } from "../github-fake/create-github-fake.ts";
import { fakeSha } from "../github-fake/fake-state.ts";

/** The bytes of a version's model. */
export function modelBytes(version: string): Buffer {
  return Buffer.from(`model ${version}`);
}

/** A minimal manifest of model `m`; its model is {@link modelBytes}. */
export function makeManifest(version: string, change: Partial<Manifest> = {}): Manifest {
  const tensor = (name: string) => ({ name, datatype: "FP32", shape: [-1, 1] });
  const bytes = modelBytes(version);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    schema: "pawl.manifest/1",
    model: "m",
    version,
    commit: fakeSha(1),
    task: "regression",
    artifact: {
      path: "model.onnx",
      asset: "model.onnx",
      sizeBytes: bytes.length,
      sha256,
      md5: `md5-${version}`,
    },
    signature: { inputs: [tensor("x")], outputs: [tensor("y")] },
    columns: { id: null, timestamp: null, target: null },
    digests: { code: "c".repeat(64), params: "d".repeat(64), data: "e".repeat(64) },
    bump: { level: "first", reason: "first", previous: null },
    examples: { inputs: [], outputs: [] },
    assets: [],
    createdAt: "2026-01-01T00:00:00Z",
    ...change,
  };
}

/** A fake GitHub with versions of `m`, each on its own commit `fakeSha(n)`, registered and published. */
export async function createRegistryWorld(versions: readonly string[]) {
  const { github, state } = createGitHubFake();
  const clock = { now: () => new Date("2026-01-02T00:00:00Z"), sleep: async () => undefined };
  for (const [index, version] of versions.entries()) {
    const commitSha = fakeSha(index + 1);
    const name = `m@${version}`;
    const taggedAt = `2026-01-01T00:00:0${index}Z`;
    await github.gitData.createTag({ name, message: "", commitSha, taggedAt });
    const release = await github.releases.create(name, { name, body: "", draft: true });
    const bytes = new TextEncoder().encode(JSON.stringify(makeManifest(version, { commit: commitSha })));
    await github.releases.uploadAsset(release.id, {
      name: "manifest.json",
      contentType: "application/json",
      bytes,
    });
    await github.releases.update(release.id, { name, body: "", draft: false });
  }
  return { ports: { ...github, clock }, state, github };
}

/** Names of all tags, in the order in which they were made. */
export function tagNames(state: { readonly tags: ReadonlyMap<string, unknown> }): string[] {
  return [...state.tags.keys()];
}
