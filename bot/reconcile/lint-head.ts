import { parsePolicy, policyPath } from "../../src/config/parse-policy.ts";
import { PawlError } from "../../src/errors.ts";
import { parseDvcYaml } from "../../src/versioning/parse-dvc-yaml.ts";
import { renderProblems, type Problem } from "../../src/yaml/problem.ts";
import type { BotContext } from "./context.ts";

/** One thing wrong with a configuration file; lines count from 1. */
export interface ConfigProblem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A larger file is not linted here: parsing blocks the process that answers webhooks. UTF-16 units. */
const maxLength = 64 * 1024;

const linters: readonly {
  readonly path: string;
  readonly lint: (text: string) => readonly Problem[] | undefined;
}[] = [
  { path: policyPath, lint: (text) => parsePolicy(text).problems },
  { path: "dvc.yaml", lint: (text) => (text.length > maxLength ? [] : parseDvcYaml(text).problems) },
];

/** Reads and lints the policy and the pipeline of a commit; `files` are those that are there. */
export async function lintHead(
  sha: string,
  { github }: Pick<BotContext, "github">,
): Promise<{ readonly files: readonly string[]; readonly problems: readonly ConfigProblem[] }> {
  const files: string[] = [];
  const problems: ConfigProblem[] = [];
  for (const { path, lint } of linters) {
    const text = await github.gitData.readFile(path, sha);
    if (text === undefined) continue;
    files.push(path);
    problems.push(...lintFile(path, () => lint(text)));
  }
  return { files, problems };
}

function lintFile(path: string, lint: () => readonly Problem[] | undefined): readonly ConfigProblem[] {
  try {
    return (lint() ?? []).map((problem) => ({
      path,
      line: problem.line,
      message: renderProblems([problem]),
    }));
  } catch (error) {
    if (error instanceof PawlError) return [{ path, line: 1, message: error.message }];
    throw error;
  }
}
