import type { PipelinePorts } from "../app/pipeline/pipeline-ports.ts";
import { validate } from "../app/validate.ts";
import { PawlError } from "../errors.ts";
import { renderProblems } from "../yaml/problem.ts";

/**
 * Lints the work tree's policy and `dvc.yaml` before anything runs: all problems at once, each an annotation on its line.
 *
 * @throws PawlError `config.invalid` with every problem; `config.missing` when neither file is there.
 */
export async function requireValidConfiguration(
  config: string,
  { files, workspace, log }: Pick<PipelinePorts, "files" | "workspace" | "log">,
): Promise<void> {
  const { problems } = await validate({ config }, { files, workspace });
  if (problems.length === 0) return;
  for (const problem of problems) {
    log.error(renderProblems([problem]), { file: problem.file, line: problem.line, column: problem.column });
  }
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}; nothing was run:`;
  throw new PawlError("config.invalid", { message: `${count}\n${renderProblems(problems)}` });
}
