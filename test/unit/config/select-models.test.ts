import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../src/config/parse-policy.ts";
import { selectModel, selectModels } from "../../../src/config/select-models.ts";

const { policy } = parsePolicy(
  "version: 1\nmodels:\n  late: { artifact: m.onnx, task: regression }\n  early: { artifact: e.onnx, task: regression }\n",
);
if (policy === undefined) throw new RangeError("the policy of the test is not valid");

describe("choosing a model of the policy", () => {
  it("takes all without a name, and the one that is named", () => {
    expect(Object.keys(selectModels(policy, undefined))).toEqual(["late", "early"]);
    expect(Object.keys(selectModels(policy, "early"))).toEqual(["early"]);
    expect(selectModel(policy, "late").artifact).toBe("m.onnx");
  });

  it.each(["nosuch", "constructor", "__proto__", ""])("refuses %j and names those that there are", (name) => {
    expect(() => selectModel(policy, name)).toThrow(/is no model of the policy; there are late, early/);
    expect(() => selectModels(policy, name)).toThrow(expect.objectContaining({ code: "input.invalid" }));
  });
});
