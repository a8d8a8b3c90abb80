import { parse } from "semver";
import type { Manifest, Signature } from "./manifest-schema.ts";

/** What the version rule compares; a part of the manifest. */
export type VersionBasis = Pick<Manifest, "signature" | "digests">;

/** How much a label asks to bump. */
export type BumpLabel = "major" | "minor" | "patch";

/** The version to register, and why. */
export interface VersionDecision {
  readonly version: string;
  readonly level: Manifest["bump"]["level"];
  /** A code, and details after a colon: `signature-changed: input day was removed`. */
  readonly reason: string;
  readonly previous: string | null;
}

/** The question that {@link decideVersion} answers. */
export interface VersionQuestion {
  /** The greatest registered version, or `undefined` for the first. */
  readonly greatest: string | undefined;
  /** The manifest of that version; `undefined` when its Release has none. */
  readonly previous: VersionBasis | undefined;
  readonly candidate: VersionBasis;
  /** From a label `ml/bump:*`; wins over the rule. */
  readonly label?: BumpLabel | undefined;
}

const firstVersion = "v1.0.0";
const labelPrefix = "ml/bump:";

/**
 * Decides the next version number: major when the signature changed incompatibly or cannot be compared, minor when code
 * or parameters changed, patch otherwise. The first version is `v1.0.0`. Between two models without a signature (no ONNX)
 * a break cannot be seen: they are never major, but by a label.
 */
export function decideVersion(question: VersionQuestion): VersionDecision {
  const { greatest, label } = question;
  if (greatest === undefined) {
    return { version: firstVersion, level: "first", reason: "first", previous: null };
  }
  const ruled = judge(question.previous, question.candidate);
  const { level, reason } =
    label === undefined ? ruled : { level: label, reason: `label: ${labelPrefix}${label} (${ruled.reason})` };
  return { version: bump(greatest, level), level, reason, previous: greatest };
}

/** The bump that the labels of a pull request ask for; the greatest one when there are several, `undefined` for none. */
export function readBumpLabel(labels: readonly string[]): BumpLabel | undefined {
  return (["major", "minor", "patch"] as const).find((level) => labels.includes(`${labelPrefix}${level}`));
}

function judge(
  previous: VersionBasis | undefined,
  candidate: VersionBasis,
): { readonly level: BumpLabel; readonly reason: string } {
  if (previous === undefined) {
    return {
      level: "major",
      reason: "signature-changed: the previous version has no manifest to compare with",
    };
  }
  const breaks = findSignatureBreaks(previous.signature, candidate.signature);
  if (breaks.length > 0) return { level: "major", reason: `signature-changed: ${breaks.join(", ")}` };
  const changed = (["code", "params"] as const).filter(
    (part) => previous.digests[part] !== candidate.digests[part],
  );
  if (changed.length > 0) return { level: "minor", reason: `code-or-params-changed: ${changed.join(", ")}` };
  if (previous.digests.data !== candidate.digests.data) return { level: "patch", reason: "data-changed" };
  return { level: "patch", reason: "data-changed: same digests, trained again" };
}

/**
 * Lists what an old client or an old reader of outputs would stumble over, one phrase each; `[]` when nothing.
 * Tensors are paired by name; their order does not count. Of two models without a signature nothing is known, so nothing
 * is found; a model that becomes ONNX or ceases to be it is another file to all who read it.
 */
export function findSignatureBreaks(
  previous: Manifest["signature"],
  candidate: Manifest["signature"],
): readonly string[] {
  if (previous === null && candidate === null) return [];
  if (candidate === null) return ["the model is no ONNX any more"];
  if (previous === null) return ["the model is ONNX now"];
  return [
    ...findTensorBreaks("input", previous.inputs, candidate.inputs),
    ...findTensorBreaks("output", previous.outputs, candidate.outputs),
  ];
}

type TensorSpecs = Signature["inputs"];

function findTensorBreaks(
  kind: "input" | "output",
  previous: TensorSpecs,
  candidate: TensorSpecs,
): readonly string[] {
  const before = new Map(previous.map((tensor) => [tensor.name, tensor]));
  const after = new Map(candidate.map((tensor) => [tensor.name, tensor]));
  const removed = previous.filter((tensor) => !after.has(tensor.name));
  const added = candidate.filter((tensor) => !before.has(tensor.name));
  const retyped = candidate.filter((tensor) => {
    const old = before.get(tensor.name);
    return old !== undefined && describeType(old) !== describeType(tensor);
  });
  return [
    ...removed.map((tensor) => `${kind} ${tensor.name} was removed`),
    ...added.map((tensor) => `${kind} ${tensor.name} was added`),
    ...retyped.map((tensor) => `${kind} ${tensor.name} is now ${describeType(tensor)}`),
  ];
}

function describeType(tensor: TensorSpecs[number]): string {
  return `${tensor.datatype} [${tensor.shape.join(", ")}]`;
}

/** A prerelease such as `v2.0.0-rc.1` counts as its own numbers, so the next version is always greater. */
function bump(version: string, level: BumpLabel): string {
  const parsed = parse(version);
  if (parsed === null) return firstVersion;
  const { major, minor, patch } = parsed;
  if (level === "major") return `v${major + 1}.0.0`;
  if (level === "minor") return `v${major}.${minor + 1}.0`;
  return `v${major}.${minor}.${patch + 1}`;
}
