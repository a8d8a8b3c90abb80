import { parsePolicy, policyPath } from "../../src/config/parse-policy.ts";
import { renderProblems } from "../../src/yaml/problem.ts";
import type { BotContext } from "./context.ts";

/** One thing wrong with a configuration file; lines count from 1. */
export interface ConfigProblem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

const linters: readonly {
  readonly path: string;
  readonly lint: (text: string) => readonly ConfigProblem[];
}[] = [{ path: policyPath, lint: lintPolicy }];

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
    problems.push(...lint(text));
  }
  return { files, problems };
}

function lintPolicy(text: string): readonly ConfigProblem[] {
  return (parsePolicy(text).problems ?? []).map((problem) => ({
    path: policyPath,
    line: problem.line,
    message: renderProblems([problem]),
  }));
}
