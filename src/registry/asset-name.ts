import { provenanceAsset } from "./provenance.ts";

/** The asset of a model that can be served. */
export const onnxAsset = "model.onnx";
/** The asset with the answers for the evaluation rows, of a model with `evaluation.predictions`. */
export const predictionsAsset = "predictions.parquet";

/** The asset with the inputs and outputs of an ONNX model. */
export const signatureAsset = "signature.json";
/** The asset with the bill of materials. */
export const sbomAsset = "sbom.cdx.json";

const takenNames: readonly string[] = [
  onnxAsset,
  predictionsAsset,
  "profile.json",
  "model_card.md",
  "manifest.json",
  signatureAsset,
  sbomAsset,
  provenanceAsset,
];
const longestName = 100;

/**
 * The name that a model has in its Release: `model.onnx` for ONNX; the file's own name for another format; the folder's
 * name and `.dir.json` for a folder, whose asset lists its files as DVC does; `.pointer.json` behind the name of a file that
 * is too large. GitHub renames what is not a letter, digit,
 * `.`, `_` or `-`, and a leading dot, so that is done here; a name that another asset has gets `model-` in front.
 *
 * @example
 * modelAssetName({ path: "models/lightgbm.txt", isOnnx: false, isDirectory: false }); // "lightgbm.txt"
 */
export function modelAssetName(model: {
  /** With `/`, in the repository. */
  readonly path: string;
  readonly isOnnx: boolean;
  readonly isDirectory: boolean;
  /** Its bytes are elsewhere; the asset says where. */
  readonly isPointer?: boolean;
}): string {
  if (model.isOnnx) return onnxAsset;
  const end = model.isDirectory ? ".dir.json" : model.isPointer === true ? ".pointer.json" : "";
  const last = model.path.split("/").findLast((part) => part !== "") ?? "";
  const safe = last
    .replace(/[^A-Za-z0-9._-]/g, "-")
    .slice(-longestName)
    .replace(/^[.-]{1,100}/, "");
  const name = `${safe === "" ? "model" : safe}${end}`;
  return takenNames.includes(name.toLowerCase()) ? `model-${name}` : name;
}
