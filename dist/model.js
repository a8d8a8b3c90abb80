import { f as PawlError } from "./chunks/copy-W2n1VAGm.js";
import { un as createModelRuntime } from "./chunks/pipeline-DJgoMtB1.js";
//#region src/adapters/model-runtime/model-process.ts
function serveModelCalls(runtime) {
	let model;
	const answer = async (call) => {
		if (call.verb === "load") {
			model = await runtime.load(call.bytes);
			const { signature, metadata, execution } = model;
			return { loaded: {
				signature,
				metadata,
				execution
			} };
		}
		if (model === void 0) throw new PawlError("model.unreadable", { message: "no model is loaded" });
		return call.verb === "run" ? { tensors: await model.run(call.inputs, call.outputs) } : { times: await model.time(call.inputs, call.outputs, call.repetitions) };
	};
	process.on("message", (message) => {
		answer(message).catch((error) => ({ error: toPlain(error) })).then((result) => process.send?.(result));
	});
	process.on("disconnect", () => process.exit(0));
}
function toPlain(error) {
	if (error instanceof PawlError) return {
		code: error.code,
		message: error.message,
		hint: error.hint
	};
	const message = error instanceof Error ? error.message : String(error);
	const { code, hint } = new PawlError("model.unreadable", { message });
	return {
		code,
		message: message.slice(0, 500),
		hint
	};
}
//#endregion
//#region src/runtime/model-main.ts
serveModelCalls(await createModelRuntime());
//#endregion
export {};
