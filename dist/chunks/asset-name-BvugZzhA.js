import { a as provenanceAsset } from "./provenance-DkknPRya.js";
//#region src/registry/asset-name.ts
const onnxAsset = "model.onnx";
const predictionsAsset = "predictions.parquet";
const signatureAsset = "signature.json";
const sbomAsset = "sbom.cdx.json";
const takenNames = [
	onnxAsset,
	predictionsAsset,
	"profile.json",
	"model_card.md",
	"manifest.json",
	signatureAsset,
	sbomAsset,
	provenanceAsset
];
function modelAssetName(model) {
	if (model.isOnnx) return onnxAsset;
	const end = model.isDirectory ? ".dir.json" : model.isPointer === true ? ".pointer.json" : "";
	const safe = (model.path.split("/").findLast((part) => part !== "") ?? "").replace(/[^A-Za-z0-9._-]/g, "-").slice(-100).replace(/^[.-]{1,100}/, "");
	const name = `${safe === "" ? "model" : safe}${end}`;
	return takenNames.includes(name.toLowerCase()) ? `model-${name}` : name;
}
//#endregion
export { signatureAsset as a, sbomAsset as i, onnxAsset as n, predictionsAsset as r, modelAssetName as t };
