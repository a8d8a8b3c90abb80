import { Window } from "happy-dom";
import type Mermaid from "mermaid";
import { beforeAll, describe, expect, it } from "vitest";
import { renderReleaseLineage, type ReleaseLineage } from "../../../src/report/release-lineage.ts";
import { makeManifest } from "../../support/registry/registry-world.ts";

const md5 = (digit: string) => digit.repeat(32);
const lineage: ReleaseLineage = {
  manifest: makeManifest("v1.2.0"),
  stages: [
    {
      name: "clean",
      isFrozen: false,
      deps: [
        { path: "data/raw.csv", md5: md5("1"), kind: "data" },
        { path: "clean.py", md5: md5("2"), kind: "code" },
      ],
      outs: [{ path: "data/clean", md5: `${md5("3")}.dir` }],
    },
    {
      name: "train",
      isFrozen: false,
      deps: [{ path: "data/clean", md5: `${md5("3")}.dir`, kind: "made" }],
      outs: [{ path: "model.onnx", md5: md5("4") }],
    },
  ],
  environments: { staging: { promote: "automatic" }, production: { promote: "manual", after: "staging" } },
};

let mermaid: typeof Mermaid;
beforeAll(async () => {
  // Mermaid cleans titles with a sanitizer that wants a document.
  const window = new Window();
  Object.assign(globalThis, { window, document: window.document });
  mermaid = (await import("mermaid")).default;
});

describe("the lineage in Release notes", () => {
  it("goes from data over feature stages and the run to model and environments, in a graph and in words", () => {
    expect(renderReleaseLineage(lineage)).toMatchInlineSnapshot(`
      "\`\`\`mermaid
      flowchart LR
        d0[("data/raw.csv 111111111111")]
        s0["features: clean"]
        s1["run of train at 0000000"]
        d0 --> s0
        s0 --> s1
        s1 --> model["model.onnx 7bd5805b52a1"]
        model --> version["m v1.2.0"]
        version -. automatic .-> e0["staging"]
        version -. manual .-> e1["production after staging"]
      \`\`\`

      - Data: data/raw.csv (111111111111)
      - Features: clean
      - Run: train at commit 0000000100000001000000010000000100000001
      - Model: model.onnx (sha256 7bd5805b52a1)
      - Environments: staging (automatic), production (manual after staging)"
    `);
  });

  it("is a graph that Mermaid reads, whatever the names are", async () => {
    const evil = 'a"];x-->y\n```\u202e<script>%%{init}%% @acme #1';
    const hostile: ReleaseLineage = {
      manifest: makeManifest(evil, { model: evil }),
      stages: lineage.stages.map((stage) => ({
        ...stage,
        name: evil,
        deps: stage.deps.map((dep) => ({ ...dep, path: `${evil}/${dep.path}`, md5: evil })),
      })),
      environments: { [evil]: { promote: "manual", after: evil } },
    };
    for (const view of [lineage, hostile, { ...lineage, stages: [], environments: {} }]) {
      const text = renderReleaseLineage(view);
      const [, graph = ""] = /^```mermaid\n([^]*?)\n```\n/.exec(text) ?? [];
      expect((await mermaid.parse(graph)).diagramType).toContain("flowchart");
      expect(text.match(/```/g)).toHaveLength(2);
      expect(text.slice(text.lastIndexOf("```"))).not.toMatch(/<script|@acme|#1\b/);
    }
  });

  it("is bounded, and says how much it leaves out", () => {
    const [first] = lineage.stages;
    if (first === undefined) throw new TypeError("no stage");
    const many = Array.from({ length: 100 }, (_, at) => ({
      ...first,
      name: `s${at}`,
      deps: [{ path: `d${at}`, md5: null, kind: "data" as const }],
      outs: [{ path: `o${at}`, md5: null }],
    }));
    const text = renderReleaseLineage({ ...lineage, stages: many });
    expect(text.split("\n").length).toBeLessThan(80);
    expect(text).toContain("more are not shown");
  });
});
