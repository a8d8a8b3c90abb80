import type { AssetFile } from "../../../src/app/publish-release.ts";
import { publishRelease } from "../../../src/app/publish-release.ts";
import type { GitHub } from "../../../src/ports/github/github.ts";
import type { Manifest } from "../../../src/registry/manifest-schema.ts";
import { sha256 } from "../../../src/registry/sha256.ts";
import { fakeSha } from "../github-fake/fake-state.ts";
import { makeManifest } from "./registry-world.ts";

/** Texts by name: what a Release of a version has besides its manifest. */
export type ReleasedFiles = Readonly<Record<string, string>>;

/** A card as `register` writes them, in short. */
export const releasedCard = `---
library_name: onnx
pipeline_tag: tabular-regression
tags:
  - onnx
  - regression
model_name: m
model-index:
  - name: m
    results:
      - task:
          type: tabular-regression
          name: regression
        dataset:
          type: other
          name: data/test.parquet
        metrics:
          - type: rmse
            name: RMSE
            value: 0.25
---

# m

---
text after a rule
`;

/** Registers and publishes a version of `m` with the files, each as its manifest says. The commit is \`fakeSha(seed)\`. */
export async function releaseVersion(
  github: Pick<GitHub, "gitData" | "releases">,
  place: { readonly version: string; readonly seed: number },
  given: { readonly files?: ReleasedFiles; readonly manifest?: Partial<Manifest> } = {},
): Promise<Manifest> {
  const { version, seed } = place;
  const { files = filesOf(version) } = given;
  const name = `m@${version}`;
  const commitSha = fakeSha(seed);
  const message = `Registering artifact m version ${version}`;
  const taggedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, seed)).toISOString();
  await github.gitData.createTag({ name, message, commitSha, taggedAt });
  const assets = await Promise.all(Object.entries(files).map(([file, text]) => toAsset(file, text)));
  const manifest = makeManifest(version, {
    commit: commitSha,
    assets: await Promise.all(
      assets.map(async ({ name: file, bytes }) => ({
        name: file,
        sizeBytes: bytes.byteLength,
        sha256: await sha256(bytes),
      })),
    ),
    ...given.manifest,
  });
  const last = await toAsset("manifest.json", `${JSON.stringify(manifest)}\n`);
  await publishRelease(
    { tag: name, name: `m ${version}`, body: "", assets: [...assets, last] },
    github.releases,
  );
  return manifest;
}

/** Files of a version that differ from those of every other. */
export function filesOf(version: string): Record<string, string> {
  return {
    "model.onnx": `model ${version}`,
    "profile.json": `{"schema":"pawl.profile/1","version":"${version}"}\n`,
    "MODEL_CARD.md": releasedCard,
    "signature.json": "{}\n",
    "predictions.parquet": "answers that are not sent",
  };
}

async function toAsset(name: string, text: string): Promise<AssetFile> {
  return { name, contentType: "application/octet-stream", bytes: new TextEncoder().encode(text) };
}
