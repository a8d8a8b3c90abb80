import { isConsistent } from "../../evaluation/attribute-metrics.ts";
import { type Explanation, explanationSchema } from "../../evaluation/explanation-schema.ts";
import { subsetsOf } from "../../evaluation/shapley.ts";
import { type ArtifactPorts, readModelArtifact } from "./read-model-artifact.ts";
import { artifactNames } from "./workflow-files.ts";

/** Explanations of a run's artifact. */
export type RunExplanations =
  | { readonly state: "found"; readonly explanations: readonly Explanation[] }
  | { readonly state: "none" }
  /** `reason`: what is wrong with it. */
  | { readonly state: "refused"; readonly reason: string };

const maxArchiveBytes = 2 * 2 ** 20;

const artifact = {
  name: artifactNames.explanations,
  words: { document: "explanation", archive: "its archive" },
  maxArchiveBytes,
  limits: { maxEntryBytes: maxArchiveBytes, maxTotalBytes: 2 * maxArchiveBytes },
  schema: explanationSchema,
};

/**
 * Reads the explanations that a run uploaded. The run works on code of a pull request, so nothing in them is believed but their
 * shape: size, number and names of files, schema, the model of each file, the head, one combination a subset of the kinds, and
 * shares that sum to their difference.
 *
 * @param expected `models`: those of the policy; `sha`: the head that the run was started for. Another one refuses all.
 */
export async function readExplanations(
  runId: number,
  { models, sha }: { readonly models: readonly string[]; readonly sha: string },
  ports: ArtifactPorts,
): Promise<RunExplanations> {
  const findFault = (explanation: Explanation): string | undefined => faultOf(explanation, sha);
  const read = await readModelArtifact({ id: runId, models }, { ...artifact, findFault }, ports);
  return read.state === "found" ? { state: "found", explanations: read.documents } : read;
}

function faultOf(explanation: Explanation, sha: string): string | undefined {
  if (explanation.head.commit !== sha) return "it is of another commit";
  if (!isWhole(explanation)) return "its combinations are not those of its kinds";
  const isTrue = explanation.metrics.every(isConsistent);
  return isTrue ? undefined : "shares do not sum to their difference";
}

/** Whether there is one combination a subset of the kinds, in order, and one value and share for each in every metric. */
function isWhole({ outcome, kinds, combinations, metrics }: Explanation): boolean {
  const subsets = subsetsOf(kinds);
  if (new Set(kinds).size !== kinds.length) return false;
  if (combinations.length === 0) return metrics.length === 0 && outcome !== "attributed";
  if (combinations.length !== subsets.length) return false;
  const isNamed = combinations.every(({ kinds: own }, at) => own.join() === subsets[at]?.join());
  const isFilled = metrics.every(
    ({ values, shares }) =>
      values.length === subsets.length && (shares === null || shares.length === kinds.length),
  );
  return isNamed && isFilled;
}
