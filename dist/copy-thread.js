import { f as PawlError, t as copyFileChecked } from "./chunks/copy-W2n1VAGm.js";
import { parentPort } from "node:worker_threads";
//#region src/adapters/data-store/copy-thread.ts
parentPort?.on("message", (portion) => {
	parentPort?.postMessage(copyPortion(portion));
});
function copyPortion(portion) {
	const outcomes = [];
	try {
		for (const task of portion) outcomes.push(copyFileChecked(task));
		return { outcomes };
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		const { code, message, hint } = error;
		return {
			outcomes,
			failure: {
				code,
				message,
				hint
			}
		};
	}
}
//#endregion
export {};
