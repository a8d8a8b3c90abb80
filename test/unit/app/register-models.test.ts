import { describe, expect, it } from "vitest";
import type { RegisterRequest } from "../../../src/app/model-candidate.ts";
import type { RegisterResult } from "../../../src/app/register.ts";
import { describeFailures, failedRegistrations, registerModels } from "../../../src/app/register-models.ts";
import { PawlError } from "../../../src/errors.ts";
import { modelPolicy } from "../../support/evaluation/run-evaluate.ts";

const requests = ["a", "b", "c"].map((model): RegisterRequest => ({
  model,
  policy: modelPolicy({ data: "d.csv" }),
  commit: "a".repeat(40),
}));
const unchanged = (model: string): RegisterResult => ({
  decision: "unchanged",
  reasonCode: "unchanged",
  reason: "",
  model,
  version: "v1.0.0",
});

describe("registering several models", () => {
  it("tries each, and names all that failed with the next step", async () => {
    const results = await registerModels(requests, async ({ model }) => {
      if (model === "b") return unchanged(model);
      throw new PawlError(model === "a" ? "model.unreadable" : "config.invalid", {
        message: `${model} fails`,
      });
    });
    expect(results.map(({ model, decision }) => [model, decision])).toEqual([
      ["a", "failed"],
      ["b", "unchanged"],
      ["c", "failed"],
    ]);
    const failures = failedRegistrations(results);
    expect(failures.map(({ reasonCode, exitStatus }) => [reasonCode, exitStatus])).toEqual([
      ["model.unreadable", 1],
      ["config.invalid", 2],
    ]);
    expect(describeFailures(failures)).toMatch(
      /^a: a fails Export the model.*\nc: c fails Correct the lines/,
    );
  });

  it("throws a defect, after the others were tried", async () => {
    const tried: string[] = [];
    const run = registerModels(requests, async ({ model }) => {
      tried.push(model);
      if (model === "a") throw new TypeError("a defect");
      return unchanged(model);
    });
    await expect(run).rejects.toThrow("a defect");
    expect(tried).toEqual(["a", "b", "c"]);
  });

  it("has no result for no model", async () => {
    expect(await registerModels([], async ({ model }) => unchanged(model))).toEqual([]);
    expect(describeFailures([])).toBe("");
  });
});
