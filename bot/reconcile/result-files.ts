import { parseDvcYaml } from "../../src/versioning/parse-dvc-yaml.ts";
import { PawlError } from "../../src/errors.ts";
import { createBoundedReader } from "./bounded-reader.ts";
import type { BotContext } from "./context.ts";

/**
 * Whether a commit adds only results of the pipeline to another: `dvc.lock`, and the outputs that git keeps (`cache: false`,
 * as metrics are by custom) of the `dvc.yaml` that the run saw.
 *
 * Naming a source file an output gains nothing: the run worked on it as it was, and its report says what that gave.
 */
export async function addsResultsOnly(
  from: string,
  to: string,
  github: BotContext["github"],
): Promise<boolean> {
  const comparison = await github.gitData.compare(from, to);
  if (comparison === undefined || comparison.status !== "ahead" || comparison.files.length === 0)
    return false;
  if (comparison.isCut === true) return false;
  const others = comparison.files.filter((path) => path !== "dvc.lock" && !path.endsWith("/dvc.lock"));
  if (others.length === 0) return true;
  const kept = await readKeptOutputs(from, github);
  return others.every((path) => kept.has(path));
}

async function readKeptOutputs(sha: string, github: BotContext["github"]): Promise<ReadonlySet<string>> {
  const readText = createBoundedReader(sha, github);
  const text = await readText("dvc.yaml");
  if (text === undefined) return new Set();
  try {
    const { pipeline } = await parseDvcYaml(text, { file: "dvc.yaml", readText });
    const outputs = (pipeline ?? []).flatMap((stage) => stage.outs);
    return new Set(outputs.filter((output) => !output.isCached).map((output) => output.path));
  } catch (error) {
    if (error instanceof PawlError) return new Set();
    throw error;
  }
}
