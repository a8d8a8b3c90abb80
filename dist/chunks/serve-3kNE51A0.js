import { f as PawlError } from "./copy-W2n1VAGm.js";
import { an as createClock, un as createModelRuntime } from "./pipeline-DJgoMtB1.js";
import { basename, resolve } from "node:path";
//#region src/runtime/run-serve.ts
async function runServe(options) {
	const { path, name, host, port, predictions } = options;
	if (!Number.isInteger(port) || port < 0 || port > 65535) throw new PawlError("usage.invalid", { message: `--port takes a number from 0 to 65535, not ${port}.` });
	const { startInferenceServer } = await import("./inference-server-D6NMjC9j.js");
	const parts = {
		runtime: await createModelRuntime(),
		clock: createClock()
	};
	const source = {
		kind: "file",
		path
	};
	const { promise: asked, resolve: stop } = Promise.withResolvers();
	process.once("SIGINT", stop);
	process.once("SIGTERM", stop);
	const server = await startInferenceServer({
		model: name,
		environment: "local",
		source,
		predictions,
		...parts
	}, {
		host,
		port
	});
	return {
		url: server.url,
		stopped: asked.then(() => server.close())
	};
}
//#endregion
//#region src/cli/serve.ts
function addServeCommand(program) {
	program.command("serve").description("answer the Open Inference Protocol v2 for one ONNX file, until stopped").requiredOption("--model <file>", "the ONNX file").option("--port <n>", "port; 0 picks a free one", Number, 8080).option("--host <address>", "address to listen on", "127.0.0.1").option("--name <name>", "name of the model; default: that of the file").option("--predictions <dir>", "write the prediction log here").action(async (_, command) => {
		const { model, port, host, predictions, json, ...given } = command.optsWithGlobals();
		const name = given.name ?? basename(model).replace(/\.onnx$/, "");
		const log = predictions === void 0 ? null : resolve(predictions);
		const server = await runServe({
			path: resolve(model),
			name,
			host,
			port,
			predictions: log
		});
		const started = {
			schema: "pawl.serve/1",
			url: server.url,
			model: name,
			pid: process.pid
		};
		console.log(json === true ? JSON.stringify(started) : `${name} is served at ${server.url}/v2/models/${name}`);
		await server.stopped;
	});
}
//#endregion
export { addServeCommand };
