import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { createHuggingFaceHub } from "../../../src/adapters/model-hub/hugging-face.ts";
import { mirrorModel, type MirrorRequest } from "../../../src/app/mirror/mirror-model.ts";
import type { MirrorOutcome } from "../../../src/app/mirror/mirror-result.ts";
import { readModelState } from "../../../src/app/promotion-facts.ts";
import type { ModelHub } from "../../../src/ports/model-hub.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { type HuggingFaceModels, startHuggingFaceModels } from "../../support/hugging-face-models.ts";
import { Crash, crashingPorts } from "../../support/registry/crashing-ports.ts";
import { filesOf, releasedCard, releaseVersion } from "../../support/registry/released-versions.ts";

const name = "acme/m";
const patience = { attempts: 3, firstWaitMs: 1 };

let hub: HuggingFaceModels;
let github: ReturnType<typeof createGitHubFake>["github"];
let state: ReturnType<typeof createGitHubFake>["state"];

beforeEach(async () => {
  hub = await startHuggingFaceModels();
  onTestFinished(() => hub.close());
  ({ github, state } = createGitHubFake());
});

function open(timeoutMs?: number): ModelHub {
  const given = { endpoint: hub.url, token: hub.token, patience };
  return createHuggingFaceHub(timeoutMs === undefined ? given : { ...given, timeoutMs });
}

async function mirror(
  change: Partial<MirrorRequest> = {},
  given: ModelHub = open(),
): Promise<readonly MirrorOutcome[]> {
  const request: MirrorRequest = {
    state: await readModelState("m", github),
    repository: "acme/flights",
    hubName: name,
    visibility: "private",
    card: { license: "apache-2.0", tags: ["flights", "onnx"], datasets: ["acme/flights"] },
    ...change,
  };
  return await mirrorModel(request, { releases: github.releases, hub: given });
}

const codes = (outcomes: readonly MirrorOutcome[]): readonly string[] =>
  outcomes.map(({ version, reasonCode }) => `${version ?? "-"} ${reasonCode}`);
const release = (version: string, seed: number): Promise<unknown> =>
  releaseVersion(github, { version, seed });
const model = () => hub.models.get(name) ?? hub.create(name);
const writes = (): readonly string[] =>
  hub.requests.filter((request) => /^(POST|PUT|DELETE)/.test(request) && !/paths-info/.test(request));
const paths = (revision: string): readonly string[] => {
  const { tags, branches, commits } = model();
  return [...(commits.get(tags.get(revision) ?? branches.get(revision) ?? "")?.keys() ?? [])].toSorted();
};

describe("mirroring to the Hub", () => {
  it("makes a private repository, one commit a version, and a tag on each", async () => {
    await release("v1.0.0", 1);
    await release("v1.1.0", 2);
    expect(codes(await mirror())).toEqual(["v1.0.0 mirrored", "v1.1.0 mirrored"]);
    expect(model()).toMatchObject({ isPrivate: true, titles: ["m v1.0.0", "m v1.1.0"] });
    expect([...model().tags.keys()]).toEqual(["v1.0.0", "v1.1.0"]);
    expect(model().branches).toEqual(new Map([["main", model().tags.get("v1.1.0")]]));
    const sent = ["README.md", "manifest.json", "model.onnx", "pawl.json", "profile.json", "signature.json"];
    expect(paths("v1.0.0")).toEqual([".gitattributes", ...sent]);
    expect(hub.text(name, "v1.0.0", "model.onnx")).toBe("model v1.0.0");
    expect(hub.text(name, "main", "model.onnx")).toBe("model v1.1.0");
    expect(JSON.parse(hub.text(name, "v1.0.0", "pawl.json") ?? "")).toMatchObject({
      schema: "pawl.mirror/1",
      repository: "acme/flights",
      model: "m",
      version: "v1.0.0",
      tag: "m@v1.0.0",
    });
  });

  it("writes the card with what the policy adds, once each", async () => {
    await release("v1.0.0", 1);
    await mirror();
    const card = hub.text(name, "v1.0.0", "README.md") ?? "";
    const [, matter = "", ...body] = card.split("---\n");
    expect(parse(matter)).toMatchObject({
      license: "apache-2.0",
      library_name: "onnx",
      datasets: ["acme/flights"],
      metrics: ["rmse"],
      tags: ["onnx", "regression", "flights"],
      "model-index": [{ name: "m", results: [{ metrics: [{ type: "rmse", value: 0.25 }] }] }],
    });
    expect(body.join("---\n")).toBe(releasedCard.split("---\n").slice(2).join("---\n"));
  });

  it("does nothing the second time", async () => {
    await release("v1.0.0", 1);
    await mirror();
    const before = writes().length;
    expect(codes(await mirror())).toEqual(["v1.0.0 present"]);
    expect(writes().length).toBe(before);
    expect(await mirror({ state: await readModelState("other", github) })).toMatchObject([
      { decision: "unchanged", reasonCode: "not-published", version: null },
    ]);
  });

  it("leaves out drafts, and puts a version that comes late where main does not go back", async () => {
    await release("v1.0.0", 1);
    await release("v1.1.0", 2);
    await release("v1.2.0", 3);
    const late = await github.releases.findByTag("m@v1.1.0");
    if (late === undefined) throw new TypeError("there is no Release");
    state.releases.set(late.id, { ...late, draft: true });
    expect(codes(await mirror())).toEqual(["v1.0.0 mirrored", "v1.2.0 mirrored"]);
    state.releases.set(late.id, late);
    expect(codes(await mirror())).toEqual(["v1.1.0 mirrored"]);
    expect(hub.text(name, "main", "model.onnx")).toBe("model v1.2.0");
    expect(hub.text(name, "v1.1.0", "model.onnx")).toBe("model v1.1.0");
    expect([...model().branches.keys()]).toEqual(["main"]);
  });

  it("removes the files of the version before, and none of anybody else's", async () => {
    await releaseVersion(
      github,
      { version: "v1.0.0", seed: 1 },
      { files: { ...filesOf("1"), "lightgbm.txt": "x" } },
    );
    await mirror();
    const main = model().branches.get("main") ?? "";
    (model().commits.get(main) as Map<string, Buffer>).set("notebook.ipynb", Buffer.from("{}"));
    await release("v2.0.0", 2);
    await mirror();
    expect(paths("v1.0.0")).toContain("lightgbm.txt");
    expect(paths("main")).not.toContain("lightgbm.txt");
    expect(paths("main")).toContain("notebook.ipynb");
  });

  it("makes one commit and one tag when two run at the same time", async () => {
    await release("v1.0.0", 1);
    const both = await Promise.all([mirror(), mirror()]);
    expect(both.flat().map(({ reasonCode }) => reasonCode)).toEqual(["mirrored", "mirrored"]);
    expect([...model().tags.keys()]).toEqual(["v1.0.0"]);
    expect(model().titles).toEqual(["m v1.0.0"]);
  });

  it("finds its commit again when the answer was lost", async () => {
    await release("v1.0.0", 1);
    const lost = new Set(["/commit/main", "/tag/", "/repos/create"]);
    hub.trouble = (request) => {
      const hit = [...lost].find((part) => request.includes(part));
      if (hit === undefined) return undefined;
      lost.delete(hit);
      return "lost";
    };
    expect(codes(await mirror())).toEqual(["v1.0.0 mirrored"]);
    expect(model().titles).toEqual(["m v1.0.0"]);
  });
});

describe("a Hub that refuses, lies or hangs", () => {
  beforeEach(async () => {
    await release("v1.0.0", 1);
  });

  it.each([500, 503, 429])("is asked again after %d, and given up at last", async (status) => {
    let left = 2;
    hub.trouble = (request) => (request.includes("/refs") && (left -= 1) >= 0 ? status : undefined);
    expect(codes(await mirror())).toEqual(["v1.0.0 mirrored"]);
    hub.trouble = () => status;
    const [outcome] = await mirror();
    expect(outcome).toMatchObject({ decision: "failed", reasonCode: "remote.failed", version: null });
    expect(outcome?.reason).toContain(`${status}`);
  });

  it("keeps the token out of what it says, and names the next step", async () => {
    hub.trouble = (request) => (request.includes("/commit/") ? 403 : undefined);
    const [outcome] = await mirror();
    expect(outcome).toMatchObject({ decision: "failed", reasonCode: "remote.failed", version: "v1.0.0" });
    expect(outcome?.hint).toContain("HF_TOKEN");
    expect(outcome?.reason).toContain("***");
    expect(JSON.stringify(outcome)).not.toContain(hub.token);
    expect(model().tags.size).toBe(0);
  });

  it("is left after a while when it hangs", async () => {
    hub.trouble = (request) => (request.includes("/refs") ? "hang" : undefined);
    expect(await mirror({}, open(30))).toMatchObject([{ decision: "failed", reasonCode: "remote.failed" }]);
  });

  it.each([
    ["a web page", "GET /api/models/acme/m", "<html>"],
    [
      "a commit id that climbs",
      "GET /api/models/acme/m/refs",
      '{"branches": [{"name": "main", "targetCommit": "../x"}], "tags": []}',
    ],
    ["another name", "GET /api/models/acme/m", '{"id": "evil/other", "private": true}'],
    ["no path", "POST /api/models/acme/m/paths-info/", '[{"path": 1}]'],
    ["more than a MiB", "GET /api/models/acme/m/refs", " ".repeat(2 ** 20 + 1)],
  ])("is not believed with %s", async (_, start, body) => {
    hub.create(name);
    hub.trouble = (request) =>
      request === start || (start.endsWith("/") && request.startsWith(start)) ? { body } : undefined;
    const [outcome] = await mirror();
    expect(outcome).toMatchObject({ decision: "failed", reasonCode: "remote.failed" });
    expect(model().titles).toEqual([]);
  });

  it("gets no tag for a commit that did not arrive whole", async () => {
    hub.trouble = (request) =>
      request.includes("/commit/")
        ? {
            body: JSON.stringify({
              success: true,
              commitOid: "0".repeat(40),
              commitUrl: "u",
              hookOutput: "",
            }),
          }
        : undefined;
    expect(codes(await mirror())).toEqual(["v1.0.0 mirror.incomplete"]);
    expect(model().tags.size).toBe(0);
  });

  it("keeps a repository that is somebody else's, and a public one", async () => {
    hub.create(name, { files: { "model.onnx": "theirs" } });
    expect(codes(await mirror())).toEqual(["- mirror.name-taken"]);
    hub.create(name, { isPrivate: false });
    expect(codes(await mirror())).toEqual(["- mirror.public"]);
    expect(model().titles).toEqual([]);
    expect(codes(await mirror({ visibility: "public" }))).toEqual(["v1.0.0 mirrored"]);
    await release("v1.1.0", 2);
    const [outcome] = await mirror({ visibility: "public", repository: "other/flights" });
    expect(outcome).toMatchObject({ decision: "refused", reasonCode: "mirror.name-taken" });
    expect(outcome?.reason).toContain("m of acme/flights");
  });
});

describe("a Release that lies", () => {
  it.each([
    [
      "an asset that was replaced",
      filesOf("v1.0.0"),
      { assets: [{ name: "model.onnx", sizeBytes: 1, sha256: "0".repeat(64) }] },
    ],
    ["a manifest of another version", filesOf("v1.0.0"), { version: "v9.0.0" }],
    [
      "a name that climbs",
      filesOf("v1.0.0"),
      { assets: [{ name: "../x", sizeBytes: 1, sha256: "0".repeat(64) }] },
    ],
    ["a second card", { ...filesOf("v1.0.0"), "readme.md": "x" }, {}],
    ["front matter that is no YAML", { ...filesOf("v1.0.0"), "MODEL_CARD.md": "---\na: [\n---\n" }, {}],
    ["front matter without an end", { ...filesOf("v1.0.0"), "MODEL_CARD.md": "---\nlicense: mit\n" }, {}],
    [
      "front matter with an alias",
      { ...filesOf("v1.0.0"), "MODEL_CARD.md": "---\na: &a 1\nb: *a\n---\n" },
      {},
    ],
  ])("with %s is not sent", async (_, files, manifest) => {
    await releaseVersion(github, { version: "v1.0.0", seed: 1 }, { files, manifest });
    expect(codes(await mirror())).toEqual(["v1.0.0 registry.manifest-invalid"]);
    expect(model().titles).toEqual([]);
  });
});

/** Writes of a run by what it begins with. */
const beginnings = { "without a repository": 9, "with versions on the Hub, one of them late": 6 } as const;
const points = Object.entries(beginnings).flatMap(([beginning, count]) =>
  Array.from({ length: count }, (_, index) => index + 1).flatMap((at) =>
    (["before", "after"] as const).map((when) => ({ beginning, count, at, when })),
  ),
);

describe("mirroring that is killed", () => {
  it.each(points)(
    "$when write $at of $count converges, $beginning",
    async ({ beginning, count, at, when }) => {
      await release("v1.0.0", 1);
      await release("v1.2.0", 3);
      if (beginning !== "without a repository") await mirror();
      await release("v1.1.0", 2);
      await release("v1.3.0", 4);
      const crashing = crashingPorts({ hub: open() }, { at, when });
      await expect(mirror({}, crashing.ports.hub)).rejects.toThrow(Crash);
      const resumed = crashingPorts({ hub: open() }, { at: 0, when });
      const rest = await mirror({}, resumed.ports.hub);
      expect(rest.every(({ decision }) => decision === "mirrored" || decision === "unchanged")).toBe(true);
      expect(at - (when === "before" ? 1 : 0) + resumed.writes()).toBe(count);
      expect([...model().tags.keys()].toSorted()).toEqual(["v1.0.0", "v1.1.0", "v1.2.0", "v1.3.0"]);
      expect(model().titles.toSorted()).toEqual(["m v1.0.0", "m v1.1.0", "m v1.2.0", "m v1.3.0"]);
      const held = ["main", "v1.1.0", "v1.3.0"].map((revision) => hub.text(name, revision, "model.onnx"));
      expect(held).toEqual(["model v1.3.0", "model v1.1.0", "model v1.3.0"]);
      expect([...model().branches.keys()]).toEqual(["main"]);
    },
  );
});
