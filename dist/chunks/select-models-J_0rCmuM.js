import { f as PawlError } from "./copy-B5uvovW0.js";
//#region src/config/select-models.ts
function selectModels(policy, model) {
	return model === void 0 ? policy.models : { [model]: selectModel(policy, model) };
}
function selectModel(policy, model) {
	const found = Object.hasOwn(policy.models, model) ? policy.models[model] : void 0;
	if (found !== void 0) return found;
	throw new PawlError("input.invalid", { message: `model: ${model} is no model of the policy; there are ${Object.keys(policy.models).join(", ")}.` });
}
//#endregion
export { selectModels as n, selectModel as t };
