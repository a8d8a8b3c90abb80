import { describe, expect, it } from "vitest";
import { listModels, modelHistory, modelsAt, showModel, tagsOnGitHub } from "../../../src/app/read-models.ts";
import { modelsSchema } from "../../../src/registry/registry-report-schema.ts";
import type { TagRecord } from "../../../src/registry/registry-state.ts";
import {
  renderModelsAt,
  renderModelsHistory,
  renderModelsList,
  renderModelsShow,
} from "../../../src/report/models-text.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { commitOf, record } from "../registry/registry-histories.ts";

const asked = "Assigning stage production to artifact m version v1.0.0\n\nRequested-by: grace\nSource: label";
const tags: readonly TagRecord[] = [
  record("m@v1.0.0", commitOf(0), 1),
  record("m#production#1", commitOf(0), 2, asked),
  record("m@v2.0.0", commitOf(1), 86_400),
  record("m#production#2", commitOf(1), 86_400 + 5, asked.replace("grace", "linus")),
  record("old@v1.0.0", commitOf(0), 1),
  record("old@deprecated", commitOf(0), 2),
];

function ports(annotated: readonly TagRecord[] = tags) {
  const { github } = createGitHubFake();
  return {
    offline: { source: { kind: "git" as const }, tags: { read: async () => ({ annotated, others: [] }) } },
    online: {
      source: { kind: "github" as const, repository: "acme/flights" },
      tags: { read: async () => ({ annotated, others: [] }) },
      github,
    },
    github,
  };
}

describe("questions to the registry", () => {
  it("list each model with its greatest version and where it is", async () => {
    const list = await listModels(ports().offline);
    expect(modelsSchema.parse(list)).toEqual(list);
    expect(
      renderModelsList(list)
        .split("\n")
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ["Model", "Latest", "Versions", "production", "Updated"],
      ["m", "v2.0.0", "2", "v2.0.0", "2026-01-02T00:00:05Z"],
      ["old (deprecated)", "v1.0.0", "1", "-", "2026-01-01T00:00:02Z"],
    ]);
    expect(renderModelsList(await listModels(ports([]).offline))).toBe("No tag names a model.");
  });

  it("show a model, and say which are known when there is none of that name", async () => {
    const shown = await showModel("m", ports().offline);
    expect(modelsSchema.parse(shown)).toEqual(shown);
    expect(renderModelsShow(shown)).toMatch(/production +v2\.0\.0 +m#production#2/);
    await expect(showModel("x", ports().offline)).rejects.toMatchObject({
      code: "registry.model-unknown",
      message: 'No tag names a model "x"; known are: m, old.',
    });
  });

  it("tell the history, newest first, with who asked", async () => {
    const history = await modelHistory("m", ports().offline);
    expect(modelsSchema.parse(history)).toEqual(history);
    expect(history.events.map((event) => event.event)).toEqual([
      "assignment",
      "registration",
      "assignment",
      "registration",
    ]);
    expect(renderModelsHistory(history)).toContain("@linus by label (tagger Ada)");
    expect((await modelHistory(undefined, ports().offline)).events).toHaveLength(6);
  });

  it("say what was in production on a day, and who put it there, offline", async () => {
    const at = await modelsAt({ date: "2026-01-01", environment: "production" }, ports().offline);
    expect(modelsSchema.parse(at)).toEqual(at);
    expect(at.holders).toMatchObject([
      { version: "v1.0.0", tag: "m#production#1", requestedBy: "grace", source: "label", deployment: null },
    ]);
    expect(renderModelsAt(at)).toContain("@grace by label (tagger Ada)");
    expect(renderModelsAt(at)).toContain("not asked");
    const early = await modelsAt({ date: "2025-12-31" }, ports().offline);
    expect(renderModelsAt(early)).toBe(
      "No environment held a version, 2025-12-31T00:00:00.000Z to 2025-12-31T23:59:59.999Z.",
    );
    await expect(modelsAt({ date: "lunch" }, ports().offline)).rejects.toMatchObject({
      code: "usage.invalid",
    });
  });

  it("name the Deployment that carried it out when GitHub is asked", async () => {
    const { online, github } = ports();
    const payload = {
      schema: "pawl.deployment/1",
      model: "m",
      version: "v1.0.0",
      environment: "production",
      tag: "m#production#1",
      sha256: "0".repeat(64),
    };
    const place = { ref: "m@v1.0.0", environment: "production", description: "" };
    await github.deployments.create({ ...place, payload: { ...payload, tag: "m#production#9" } });
    const made = await github.deployments.create({ ...place, payload });
    await github.deployments.create({ ...place, payload });
    await github.deployments.createStatus(made.id, { state: "success", description: "" });
    const at = await modelsAt({ date: "2026-01-01T12:00:00Z" }, online);
    expect(modelsSchema.parse(at)).toEqual(at);
    expect(at.holders).toMatchObject([{ deployment: { id: made.id, state: "success" } }]);
    expect(renderModelsAt(at)).toContain(`${made.id} (success)`);
  });

  it("print no control character of a tagger or of a trailer", async () => {
    const evil = "x\u001b[2J\u202e";
    const tag = record("m#production#1", commitOf(0), 2, `a\n\nRequested-by: ${evil}\nSource: ${evil}`);
    const hostile = [tags[0] ?? tag, { ...tag, taggerName: evil }];
    const texts = [
      renderModelsHistory(await modelHistory("m", ports(hostile).offline)),
      renderModelsAt(await modelsAt({ date: "2026-01-01" }, ports(hostile).offline)),
      renderModelsShow(await showModel("m", ports(hostile).offline)),
    ];
    for (const text of texts) expect(text).not.toContain("\u001b");
  });
});

describe("tags of GitHub, read while others write them", () => {
  /** A GitHub whose tags change between any two of its lists. */
  function changing(
    looks: readonly { readonly annotated: readonly string[]; readonly refs: readonly string[] }[],
  ) {
    let look = 0;
    const next = () => looks[Math.min(look++, looks.length - 1)] ?? { annotated: [], refs: [] };
    const { github } = createGitHubFake();
    const listTags = async () => next().annotated.map((name) => record(name, commitOf(0), 1));
    const listRefs = async () => next().refs.map((name) => ({ name: `refs/tags/${name}`, sha: commitOf(1) }));
    return tagsOnGitHub({
      gitData: { ...github.gitData, listTags },
      commits: { ...github.commits, listRefs },
    });
  }
  const empty = { annotated: [], refs: [] };
  const tagged = { annotated: ["m@v1.0.0"], refs: ["m@v1.0.0"] };

  it("take an annotated tag that comes between two lists for no lightweight one", async () => {
    for (const looks of [
      [empty, tagged],
      [empty, empty, tagged],
    ]) {
      expect((await changing(looks).read()).others).toEqual([]);
    }
  });

  it("take one that goes between two lists for no lightweight one", async () => {
    expect(await changing([tagged, empty]).read()).toEqual({ annotated: [], others: [] });
  });

  it("name a lightweight one that stays", async () => {
    const stays = { annotated: ["m@v1.0.0"], refs: ["m@v1.0.0", "m@v2.0.0"] };
    expect((await changing([stays]).read()).others).toEqual(["m@v2.0.0"]);
  });
});
