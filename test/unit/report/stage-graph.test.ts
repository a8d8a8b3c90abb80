import { array, assert, boolean, constantFrom, option, property, record, string } from "fast-check";
import { Window } from "happy-dom";
import type Mermaid from "mermaid";
import { beforeAll, describe, expect, it } from "vitest";
import { renderStageGraph } from "../../../src/report/stage-graph.ts";

const digest = "0123456789abcdef0123456789abcdef";
const locked = (path: string, isChanged: boolean | null = false) => ({ path, digest, isChanged });

let mermaid: typeof Mermaid;

beforeAll(async () => {
  const window = new Window();
  Object.assign(globalThis, { window, document: window.document });
  mermaid = (await import("mermaid")).default;
});

describe("the graph of stages", () => {
  it("goes from data to the model, and shows what changed", () => {
    const graph = renderStageGraph({
      stages: [
        {
          stage: "prepare",
          role: "feature",
          inputs: [locked("raw", true)],
          outputs: [locked("clean", true)],
        },
        {
          stage: "train",
          role: "train",
          inputs: [locked("clean/a.csv", true), locked("train.py")],
          outputs: [{ path: "m.onnx", digest: null, isChanged: null }],
        },
      ],
    });
    expect(graph).toMatchInlineSnapshot(`
      "\`\`\`mermaid
      flowchart LR
        d0[("raw 01234567, changed")]
        d1[("train.py 01234567")]
        s0["prepare"]
        s1["train"]
        d0 ==> s0
        s0 ==>|"clean/a.csv 01234567, changed"| s1
        d1 --> s1
        s1 --> m0(["m.onnx not made yet"])
      \`\`\`"
    `);
  });

  it("is nothing without stages, and says how many are not drawn", () => {
    expect(renderStageGraph({ stages: [] })).toBe("");
    const many = Array.from({ length: 100 }, (_, index) => ({
      stage: `s${index}`,
      role: "feature" as const,
      inputs: Array.from({ length: 50 }, (_unused, place) => locked(`${index}-${place}`)),
      outputs: [],
    }));
    const graph = renderStageGraph({ stages: many });
    expect(graph).toContain("and 80 more stages");
    expect(graph.length).toBeLessThan(5000);
  });

  it("is read by Mermaid itself, whatever the names in it are", async () => {
    const path = record({
      path: string({ unit: "binary", maxLength: 300 }),
      digest: option(string()),
      isChanged: option(boolean()),
    });
    const stage = record({
      stage: string({ unit: "grapheme" }),
      role: constantFrom("feature", "train", "evaluate"),
      inputs: array(path, { maxLength: 4 }),
      outputs: array(path, { maxLength: 4 }),
    });
    const graphs: string[] = [];
    assert(
      property(array(stage, { minLength: 1, maxLength: 5 }), (stages) => {
        graphs.push(renderStageGraph({ stages }));
      }),
      { numRuns: 40 },
    );
    const refused: string[] = [];
    for (const graph of graphs) {
      const text = graph.replace("```mermaid\n", "").replace(/\n```$/, "");
      await mermaid.parse(text).catch(() => refused.push(text));
    }
    expect(refused).toEqual([]);
    expect(graphs).toHaveLength(40);
  });
});
