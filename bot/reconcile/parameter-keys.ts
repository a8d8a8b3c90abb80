import { PawlError } from "../../src/errors.ts";
import { parseDvcYaml } from "../../src/versioning/parse-dvc-yaml.ts";
import { createBoundedReader } from "./bounded-reader.ts";
import type { BotContext } from "./context.ts";

/** Keys of params.yaml that stages of a commit's dvc.yaml name: what a run may set. `[]` for a broken dvc.yaml. */
export async function readParameterKeys(
  sha: string,
  { github }: Pick<BotContext, "github">,
): Promise<readonly string[]> {
  const readText = createBoundedReader(sha, github);
  const text = await readText("dvc.yaml");
  if (text === undefined) return [];
  try {
    const { pipeline = [] } = await parseDvcYaml(text, { file: "dvc.yaml", readText });
    const files = pipeline.flatMap((stage) => stage.params).filter(({ path }) => path === "params.yaml");
    return [...new Set(files.flatMap(({ keys }) => (keys === "all" ? [] : keys)))].sort();
  } catch (error) {
    if (error instanceof PawlError) return [];
    throw error;
  }
}
