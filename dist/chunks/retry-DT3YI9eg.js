import { f as PawlError } from "./copy-W2n1VAGm.js";
import { setTimeout } from "node:timers/promises";
//#region src/adapters/object-store/retry.ts
var PassingFailure = class extends PawlError {
	constructor(message, cause) {
		super("remote.failed", {
			message,
			cause,
			hint: "Run again: what arrived whole is kept."
		});
	}
};
const maxWaitMs = 1e4;
async function withRetries(operation, patience = {}, progress = () => 0) {
	const { attempts = 5, firstWaitMs = 250, deadlineMs = 6e5 } = patience;
	const start = performance.now();
	let reached = progress();
	for (let attempt = 1;; attempt += 1) try {
		return await operation();
	} catch (error) {
		if (progress() > reached) [reached, attempt] = [progress(), 0];
		const wait = Math.min(maxWaitMs, firstWaitMs * 2 ** Math.max(0, attempt - 1));
		const isLate = performance.now() - start + wait > deadlineMs;
		if (!(error instanceof PassingFailure) || attempt >= attempts || isLate) throw error;
		await setTimeout(wait);
	}
}
//#endregion
export { withRetries as n, PassingFailure as t };
