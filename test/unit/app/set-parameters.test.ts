import { describe, expect, it } from "vitest";
import { setParameters } from "../../../src/app/set-parameters.ts";
import { createMemoryFileSystem } from "../../support/memory-file-system.ts";

const text = "# rounds of boosting\ntrain:\n  rounds: 100 # few\n  kind: fast\nseed: 1\n";

describe("setting parameters", () => {
  it("changes values and leaves comments", async () => {
    const files = createMemoryFileSystem({ "params.yaml": text });
    await setParameters(["train.rounds=400", "seed=1e-3", "train.kind=slow"], files);
    expect(await files.readText("params.yaml")).toBe(
      "# rounds of boosting\ntrain:\n  rounds: 400 # few\n  kind: slow\nseed: 0.001\n",
    );
  });

  it.each([
    ["train.depth=3", "has no key train.depth"],
    ["rounds", "is not key=value"],
    ["seed=[1]", "is not key=value"],
    ["seed=1\nkind=2", "is not key=value"],
    ["train.rounds.x=1", "has no key"],
  ])("refuses %o", async (assignment, message) => {
    const files = createMemoryFileSystem({ "params.yaml": text });
    await expect(setParameters([assignment], files)).rejects.toThrow(message);
    expect(await files.readText("params.yaml")).toBe(text);
  });
});
