import { f as PawlError } from "./chunks/copy-W2n1VAGm.js";
import { an as createClock, un as createModelRuntime } from "./chunks/pipeline-DJgoMtB1.js";
import { i as serverConfigSchema, r as writePrivateFile, t as readServerState } from "./chunks/server-state-file-CV0csfEk.js";
import { t as startInferenceServer } from "./chunks/inference-server-iQd6kLrO.js";
import { readFile, rm } from "node:fs/promises";
//#region src/adapters/model-server/server-process.ts
async function runServerProcess(configPath, parts) {
	const config = await readConfig(configPath);
	const { promise: stopped, resolve: stop } = Promise.withResolvers();
	process.once("SIGTERM", stop);
	process.once("SIGINT", stop);
	const server = await start(config, parts, stop);
	await stopped;
	await server.close();
	if ((await readServerState(config.stateFile))?.pid === process.pid) await rm(config.stateFile, { force: true });
}
async function start(config, parts, stop) {
	const { environment, model, predictions, adminToken, host, port, directory } = config;
	const startedAt = parts.clock.now().toISOString();
	const writeState = async (url, served) => {
		const state = {
			schema: "pawl.serving/1",
			environment,
			model,
			pid: process.pid,
			url,
			startedAt,
			adminToken,
			version: served.version ?? "",
			sha256: served.sha256,
			directory: served.source.kind === "release" ? served.source.directory : ""
		};
		await writePrivateFile(config.stateFile, `${JSON.stringify(state, null, 2)}\n`);
	};
	const server = await startInferenceServer({
		environment,
		model,
		predictions,
		adminToken,
		...parts,
		source: {
			kind: "release",
			directory
		},
		onReplaced: async (served) => await writeState(server.url, served),
		onStop: stop
	}, {
		host,
		port
	});
	await writeState(server.url, server.served);
	return server;
}
async function readConfig(path) {
	try {
		return serverConfigSchema.parse(JSON.parse(await readFile(path, "utf8")));
	} catch (cause) {
		throw new PawlError("config.invalid", {
			message: `${path} is no pawl.server-config/1.`,
			cause
		});
	}
}
//#endregion
//#region src/runtime/serve-main.ts
try {
	const configPath = process.argv[2];
	if (configPath === void 0) throw new PawlError("usage.invalid", { message: "The path of a pawl.server-config/1 is missing." });
	await runServerProcess(configPath, {
		runtime: await createModelRuntime(),
		clock: createClock()
	});
	process.exit(0);
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
}
//#endregion
export {};
