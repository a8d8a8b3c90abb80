import { parsePolicy } from "../config/parse-policy.ts";
import { PawlError } from "../errors.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { RepositoryView } from "../ports/repository-view.ts";
import { findModelStages } from "../versioning/model-stages.ts";
import type { Problem } from "../yaml/problem.ts";
import { checkPipeline, isPipelineFile, pipelinePath } from "./pipeline/load-pipeline.ts";

/** Which policy to check. */
export interface ValidateRequest {
  /** Relative to the repository. */
  readonly config: string;
}

/** All problems of the files that a person writes. */
export interface ValidateResult {
  readonly decision: "positive" | "negative";
  readonly reasonCode: "config.valid" | "config.invalid";
  /** Files that were there. */
  readonly checked: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Checks the policy and dvc.yaml, and that the one names outputs of the other.
 *
 * @throws PawlError `config.missing` when neither file is there.
 */
export async function validate(
  request: ValidateRequest,
  ports: { readonly files: FileSystem; readonly workspace: RepositoryView },
): Promise<ValidateResult> {
  const pipelineFiles = (await ports.workspace.listMetafiles()).filter(isPipelineFile);
  const policyText = await ports.workspace.readText(request.config);
  if (policyText === undefined && pipelineFiles.length === 0) {
    throw new PawlError("config.missing", {
      message: `${ports.files.root} has neither ${request.config} nor ${pipelinePath}.`,
    });
  }
  const policy = policyText === undefined ? undefined : parsePolicy(policyText, request.config);
  const checkedPipeline = await checkFiles(pipelineFiles, ports.workspace);
  const problems = [...(policy?.problems ?? []), ...checkedPipeline.problems];
  const { pipeline } = checkedPipeline;
  if (policy !== undefined && policy.problems === undefined && pipeline.length > 0) {
    for (const [name, model] of Object.entries(policy.policy.models)) {
      const path = ["models", name, "artifact"];
      const at = { file: request.config, ...policy.locate(path), path: path.join(".") };
      problems.push(...asProblems(at, () => findModelStages(model.artifact, pipeline)));
    }
  }
  const checked = [...(policyText === undefined ? [] : [request.config]), ...pipelineFiles];
  const isGood = problems.length === 0;
  return {
    decision: isGood ? "positive" : "negative",
    reasonCode: isGood ? "config.valid" : "config.invalid",
    checked,
    problems,
  };
}

async function checkFiles(files: readonly string[], view: RepositoryView): ReturnType<typeof checkPipeline> {
  try {
    return await checkPipeline(files, view);
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    const problems = error.message.split("\n").map((line): Problem => {
      const [, file = pipelinePath, at = "1", column = "1", message = line] =
        /^([^:]*):(\d+):(\d+): (.*)$/.exec(line) ?? [];
      return { file, line: Number(at), column: Number(column), path: "", message };
    });
    return { pipeline: [], definitions: new Map(), problems };
  }
}

function asProblems(at: Omit<Problem, "message">, check: () => unknown): readonly Problem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof PawlError) return [{ ...at, message: error.message }];
    throw error;
  }
}
