import { describe, expect, it } from "vitest";
import { type ChampionPorts, readChampion } from "../../../src/app/evaluation/champion.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";

const request = { model: "late", artifact: "models/model.onnx", baseSha: fakeSha(9) };
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const readBaseArtifact = async (): Promise<Uint8Array> => new TextEncoder().encode("base");

async function release(ports: ReturnType<typeof createGitHubFake>["github"], version: string, seed: number) {
  const tag = {
    name: `late@${version}`,
    message: version,
    commitSha: fakeSha(seed),
    taggedAt: `2026-01-0${seed}T00:00:00Z`,
  };
  await ports.gitData.createTag(tag);
  const { id } = await ports.releases.create(tag.name, { name: tag.name, body: "", draft: false });
  const bytes = new TextEncoder().encode(version);
  await ports.releases.uploadAsset(id, {
    name: "model.onnx",
    contentType: "application/octet-stream",
    bytes,
  });
}

describe("the champion", () => {
  it("is the version in production, though a greater one is registered", async () => {
    const { github } = createGitHubFake();
    await release(github, "v1.0.0", 1);
    await release(github, "v1.1.0", 2);
    const assigned = {
      name: "late#production#1",
      message: "",
      commitSha: fakeSha(1),
      taggedAt: "2026-01-03T00:00:00Z",
    };
    await github.gitData.createTag(assigned);
    const champion = await readChampion(request, { github, readBaseArtifact });
    expect(champion).toMatchObject({ source: "release", version: "v1.0.0", commit: fakeSha(1) });
    expect(text(champion?.bytes)).toBe("v1.0.0");
  });

  it("is the greatest registered version when none is in production", async () => {
    const { github } = createGitHubFake();
    await release(github, "v1.10.0", 1);
    await release(github, "v1.9.0", 2);
    expect(await readChampion(request, { github, readBaseArtifact })).toMatchObject({ version: "v1.10.0" });
  });

  it("is the base commit's artifact when nothing is registered, and none without one", async () => {
    const { github } = createGitHubFake();
    const base: ChampionPorts = { github, readBaseArtifact };
    expect(await readChampion(request, base)).toMatchObject({
      source: "base",
      version: null,
      commit: fakeSha(9),
    });
    expect(await readChampion({ ...request, baseSha: null }, base)).toBeNull();
    expect(await readChampion(request, { github, readBaseArtifact: async () => undefined })).toBeNull();
  });

  it("is refused when its bytes are not those that GitHub names", async () => {
    const { github } = createGitHubFake();
    await release(github, "v1.0.0", 1);
    const releases = {
      downloadAsset: async () => new TextEncoder().encode("other"),
      findByTag: async (tag: string) => {
        const found = await github.releases.findByTag(tag);
        const digest = `sha256:${"0".repeat(64)}`;
        return found && { ...found, assets: found.assets.map((asset) => ({ ...asset, digest })) };
      },
    };
    const ports = { github: { gitData: github.gitData, releases } };
    await expect(readChampion(request, ports)).rejects.toMatchObject({ code: "file.unreadable" });
  });
});
