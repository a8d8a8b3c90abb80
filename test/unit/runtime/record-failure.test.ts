import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { PawlError } from "../../../src/errors.ts";
import { type FailedPlace, recordFailure } from "../../../src/runtime/record-failure.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const model = (name: string): string =>
  `  ${name}: { artifact: ${name}.onnx, task: binary-classification, evaluation: { data: d.csv, target: y, id: id, metrics: [roc_auc] } }\n`;
const policy = `version: 1\nmodels:\n${model("a")}${model("b")}`;
const error = new PawlError("stage.failed", { message: "it printed a secret" });

let directory: string;
let said: { readonly level: string; readonly message: string }[];
beforeEach(() => {
  directory = temporaryDirectory();
  said = [];
  write(".github/pawl.yml", `${policy}runs: {}\n`);
  write(
    "dvc.yaml",
    `stages:
  clean: { cmd: "true", outs: [clean.csv] }
  train-a: { cmd: "true", deps: [clean.csv], outs: [a.onnx] }
  train-b: { cmd: "true", deps: [clean.csv], outs: [b.onnx] }
  score-b: { cmd: "true", deps: [b.onnx], outs: [score.txt] }
  alone: { cmd: "true", outs: [alone.txt] }
`,
  );
  const person = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  execFileSync("git", ["init", "--quiet", directory]);
  execFileSync("git", ["-C", directory, "add", "--all"]);
  execFileSync("git", ["-C", directory, ...person, "commit", "--quiet", "--message", "all"]);
});

function write(path: string, text: string): void {
  mkdirSync(join(directory, path, ".."), { recursive: true });
  writeFileSync(join(directory, path), text);
}

/** The keys that the job, which can neither write nor hand over, warns of. */
async function lost(
  failedStage: string | undefined,
  more: Partial<FailedPlace> = {},
): Promise<readonly string[]> {
  const at = (level: string) => (message: string) => void said.push({ level, message });
  const log = { debug: at("debug"), info: at("info"), warning: at("warning"), error: at("error") };
  const place = {
    directory,
    config: ".github/pawl.yml",
    started: new Date(),
    verb: "evaluate",
    log,
  } as const;
  await recordFailure(error, { ...place, failedStage, ...more });
  const warnings = said.filter(({ level }) => level === "warning").map(({ message }) => message);
  return warnings.flatMap((message) =>
    [...message.matchAll(/run\/local\.\d+\/([a-z]+\/\w)/g)].map(([, end = ""]) => end),
  );
}

describe("a failed run", () => {
  it.each<readonly [string, string | undefined, readonly string[]]>([
    ["a stage above two models", "clean", ["feature/a", "feature/b"]],
    ["the stage that makes one", "train-a", ["train/a"]],
    ["a stage below one", "score-b", ["train/b"]],
    ["a stage of no model", "alone", ["evaluate/a", "evaluate/b"]],
    ["no stage", undefined, ["evaluate/a", "evaluate/b"]],
  ])("is one of the verb and the models of %s", async (_, stage, keys) => {
    expect(await lost(stage)).toEqual(keys);
    expect(JSON.stringify(said)).not.toContain("secret");
  });

  it("keeps the verb of an action that has but one, and the model that was asked for", async () => {
    expect(await lost("clean", { verb: "train", isFixed: true })).toEqual(["train/a", "train/b"]);
    said = [];
    expect(await lost("clean", { model: "b" })).toEqual(["feature/b"]);
  });

  it("leaves nothing without runs in the policy, and never hides its own error", async () => {
    write(".github/pawl.yml", policy);
    expect(await lost("clean")).toEqual([]);
    write(".github/pawl.yml", "version: 9");
    expect(await lost("clean")).toEqual([]);
    expect(said).toMatchObject([{ level: "debug" }]);
  });
});
