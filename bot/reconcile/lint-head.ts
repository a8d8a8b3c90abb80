import { parsePolicy, policyPath } from "../../src/config/parse-policy.ts";
import { PawlError } from "../../src/errors.ts";
import { parseDvcYaml } from "../../src/versioning/parse-dvc-yaml.ts";
import { renderProblems, type Problem } from "../../src/yaml/problem.ts";
import { createBoundedReader } from "./bounded-reader.ts";
import type { BotContext } from "./context.ts";

/** One thing wrong with a configuration file; lines count from 1. */
export interface ConfigProblem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A larger file is not linted here: parsing blocks the process that answers webhooks. UTF-16 units. */
const maxLength = 64 * 1024;

type ReadText = (path: string) => Promise<string | undefined>;

const linters: readonly {
  readonly path: string;
  readonly lint: (text: string, read: ReadText) => Promise<readonly Problem[] | undefined>;
}[] = [
  { path: policyPath, lint: async (text) => parsePolicy(text).problems },
  {
    path: "dvc.yaml",
    lint: async (text, readText) =>
      text.length > maxLength ? [] : (await parseDvcYaml(text, { file: "dvc.yaml", readText })).problems,
  },
];

/** Reads and lints the policy and the pipeline of a commit; `files` are those that are there. */
export async function lintHead(
  sha: string,
  { github }: Pick<BotContext, "github">,
): Promise<{ readonly files: readonly string[]; readonly problems: readonly ConfigProblem[] }> {
  const files: string[] = [];
  const problems: ConfigProblem[] = [];
  const readText = createBoundedReader(sha, github);
  for (const { path, lint } of linters) {
    const text = await github.gitData.readFile(path, sha);
    if (text === undefined) continue;
    files.push(path);
    problems.push(...(await lintFile(path, () => lint(text, readText))));
  }
  return { files, problems };
}

async function lintFile(
  path: string,
  lint: () => Promise<readonly Problem[] | undefined>,
): Promise<readonly ConfigProblem[]> {
  try {
    return ((await lint()) ?? []).map((problem) => ({
      path,
      line: problem.line,
      message: renderProblems([problem]),
    }));
  } catch (error) {
    if (error instanceof PawlError) return [{ path, line: 1, message: error.message }];
    throw error;
  }
}
