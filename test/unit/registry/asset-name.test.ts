import { assert as assertProperty, constantFrom, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { modelAssetName } from "../../../src/registry/asset-name.ts";

const name = (path: string, kind: "onnx" | "file" | "folder" = "file") =>
  modelAssetName({ path, isOnnx: kind === "onnx", isDirectory: kind === "folder" });

describe("the name of a model in its Release", () => {
  it.each([
    ["models/late.onnx", "onnx", "model.onnx"],
    ["models/lightgbm.txt", "file", "lightgbm.txt"],
    ["models/forest", "folder", "forest.dir.json"],
    ["models/my model (1).pkl", "file", "my-model--1-.pkl"],
    ["models/.hidden", "file", "hidden"],
    ["模型", "file", "model"],
    ["models/", "folder", "models.dir.json"],
  ] as const)("of %s as %s is %s", (path, kind, expected) => {
    expect(name(path, kind)).toBe(expected);
  });

  it.each([
    "manifest.json",
    "profile.json",
    "model_card.md",
    "MODEL_CARD.md",
    "predictions.parquet",
    "model.onnx",
  ])("is never that of another asset: %s", (taken) => {
    expect(name(`models/${taken}`)).toBe(`model-${taken}`);
  });

  it("has only what GitHub leaves as it is, whatever the path", () => {
    assertProperty(
      property(string({ unit: "binary" }), constantFrom("file", "folder"), (path, kind) => {
        expect(name(path, kind)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,120}$/);
      }),
    );
  });
});
