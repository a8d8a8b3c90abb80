import { C as object } from "./chunks/schemas-CFgJ4ov0.js";
import { n as runAction } from "./chunks/run-action-Dqp5Gw2y.js";
import { i as stageInputs, o as defineAction } from "./chunks/shared-inputs-DSngGAsj.js";
import { r as toActionOutcome, t as runFeature } from "./chunks/run-stages-DtsPO9QF.js";
import { resolve } from "node:path";
//#endregion
//#region actions/feature/main.ts
await runAction(defineAction({
	verb: "feature",
	description: "Runs the stale stages of dvc.yaml above the train stage; restores or skips the others.",
	inputs: object(stageInputs),
	outputs: {
		changed: "`true` when a stage ran or was restored.",
		"needs-training": "`true` when a train stage, or one below it, has to run: run `train` only then."
	}
}), async (inputs, log) => {
	const directory = resolve(inputs["working-directory"]);
	const result = await runFeature({
		...inputs,
		directory,
		log
	});
	return toActionOutcome(result, { "needs-training": String(result.needsTraining) });
});
//#endregion
export {};
