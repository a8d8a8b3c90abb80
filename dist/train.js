import { C as object } from "./chunks/schemas-CFgJ4ov0.js";
import { n as runAction } from "./chunks/run-action-Dqp5Gw2y.js";
import { i as stageInputs, o as defineAction } from "./chunks/shared-inputs-DSngGAsj.js";
import { n as runTrain, r as toActionOutcome } from "./chunks/run-stages-DtsPO9QF.js";
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
