import { PawlError } from "../../errors.ts";
import { isConsistent } from "../../evaluation/attribute-metrics.ts";
import { type Explanation, explanationSchema } from "../../evaluation/explanation-schema.ts";
import { subsetsOf } from "../../evaluation/shapley.ts";
import { type ArtifactPorts, findArtifact } from "./read-run-reports.ts";
import { artifactNames } from "./workflow-files.ts";

/** Explanations of a run's artifact. */
export type RunExplanations =
  | { readonly state: "found"; readonly explanations: readonly Explanation[] }
  | { readonly state: "none" }
  /** `reason`: what is wrong with it. */
  | { readonly state: "refused"; readonly reason: string };

const maxArchiveBytes = 2 * 2 ** 20;

/**
 * Reads the explanations that a run uploaded. The run works on code of a pull request, so nothing in them is believed but their
 * shape: size, number and names of files, schema, the model of each file, the head, one combination a subset of the kinds, and
 * shares that sum to their difference.
 *
 * @param expected `models`: those of the policy; `sha`: the head that the run was started for. Another one refuses all.
 */
export async function readExplanations(
  runId: number,
  expected: { readonly models: readonly string[]; readonly sha: string },
  ports: ArtifactPorts,
): Promise<RunExplanations> {
  const artifact = await findArtifact(runId, artifactNames.explanations, ports);
  if (artifact === undefined) return { state: "none" };
  if (artifact.sizeBytes > maxArchiveBytes) return { state: "refused", reason: "its archive is too large" };
  const allowed = new Set(expected.models.map((model) => `${model}.json`));
  try {
    const bytes = await ports.workflows.downloadArtifact(artifact.id, maxArchiveBytes);
    const limits = { maxEntryBytes: maxArchiveBytes, maxTotalBytes: 2 * maxArchiveBytes };
    const files = await ports.readArchive(bytes, (name) => allowed.has(name), limits);
    const explanations = [...files].map(([name, file]) => parseExplanation(name, file, expected.sha));
    if (explanations.length > 0) return { state: "found", explanations };
    return { state: "refused", reason: "its archive is empty" };
  } catch (error) {
    if (error instanceof PawlError && error.code === "file.unreadable")
      return { state: "refused", reason: error.message };
    throw error;
  }
}

function parseExplanation(name: string, file: Uint8Array, sha: string): Explanation {
  const parsed = explanationSchema.safeParse(parseJson(file));
  if (!parsed.success) throw refused(name, parsed.error.issues[0]?.message ?? "wrong shape");
  const explanation = parsed.data;
  if (name !== `${explanation.model}.json`) throw refused(name, "it is of another model");
  if (explanation.head.commit !== sha) throw refused(name, "it is of another commit");
  if (!isWhole(explanation)) throw refused(name, "its combinations are not those of its kinds");
  const lying = explanation.metrics.find((metric) => !isConsistent(metric));
  if (lying !== undefined) throw refused(name, "shares do not sum to their difference");
  return explanation;
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

function refused(name: string, why: string): PawlError {
  return new PawlError("file.unreadable", { message: `The explanation ${name} is refused: ${why}` });
}

function parseJson(file: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file));
  } catch {
    return undefined;
  }
}
