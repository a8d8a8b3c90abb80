import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Jt as isOverlap, dt as orderStages, tn as nearestMatch, ut as downstreamOf } from "./pipeline-DJgoMtB1.js";
//#region src/versioning/model-stages.ts
function findModelStages(artifact, pipeline) {
	const train = pipeline.find((stage) => stage.outs.some((out) => isOverlap(out.path, artifact)));
	if (train === void 0) {
		const nearest = nearestMatch(artifact, pipeline.flatMap((stage) => stage.outs.map((out) => out.path)));
		throw new PawlError("config.invalid", {
			message: `The policy's artifact ${artifact} is not an output of a stage in dvc.yaml.${nearest === void 0 ? "" : ` Did you mean ${nearest}?`}`,
			hint: "Set artifact in .github/pawl.yml to the model file that a stage writes."
		});
	}
	const feature = orderStages(pipeline, [train.address]).filter((stage) => stage !== train);
	const before = new Set([train, ...feature]);
	return {
		feature,
		train,
		evaluate: orderStages(pipeline, [...downstreamOf(train, pipeline)]).filter((stage) => !before.has(stage))
	};
}
//#endregion
export { findModelStages as t };
