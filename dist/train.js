import { b as object } from "./chunks/schemas-BE36b9dF.js";
import { i as stageInputs, o as defineAction, s as runAction } from "./chunks/shared-inputs-3AL1yA9A.js";
import { n as runTrain, r as toActionOutcome } from "./chunks/run-stages-9bv_9kib.js";
import { resolve } from "node:path";
//#endregion
//#region actions/train/main.ts
await runAction(defineAction({
	verb: "train",
	description: "Runs the train stage of dvc.yaml and the stages below it when they are stale; restores or skips them else.",
	inputs: object(stageInputs),
	outputs: {
		changed: "`true` when a stage ran or was restored.",
		state: "`done`: training ended in this step."
	}
}), async (inputs, log) => {
	const directory = resolve(inputs["working-directory"]);
	return toActionOutcome(await runTrain({
		...inputs,
		directory,
		log
	}), { state: "done" });
});
//#endregion
export {};
