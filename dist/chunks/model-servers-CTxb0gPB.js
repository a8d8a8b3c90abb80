import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as stateFilePath, r as writePrivateFile, t as readServerState } from "./server-state-file-CV0csfEk.js";
import { open, readFile, rm } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { join, resolve } from "node:path";
import { createHash, randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
//#region src/adapters/model-server/server-client.ts
const timeoutMs = 3e4;
async function callServer(server, method, path, body) {
	try {
		const response = await fetch(`${server.url}${path}`, {
			method,
			headers: {
				...body === void 0 ? {} : { "content-type": "application/json" },
				...server.adminToken === void 0 ? {} : { authorization: `Bearer ${server.adminToken}` }
			},
			...body === void 0 ? {} : { body: JSON.stringify(body) },
			signal: AbortSignal.timeout(timeoutMs)
		});
		return {
			status: response.status,
			body: await response.json()
		};
	} catch (cause) {
		throw new PawlError("serving.unavailable", {
			message: `${server.url} does not answer ${method} ${path}.`,
			cause
		});
	}
}
//#endregion
//#region src/adapters/model-server/model-servers.ts
function createModelServers(options) {
	return new LocalModelServers(options);
}
const pollMs = 50;
const stopTimeoutMs = 5e3;
var LocalModelServers = class {
	#directory;
	#serverEntry;
	#startTimeoutMs;
	constructor(options) {
		this.#directory = resolve(options.directory);
		this.#serverEntry = options.serverEntry;
		this.#startTimeoutMs = options.startTimeoutMs ?? 6e4;
	}
	async current(environment, model) {
		const state = await this.#readState(environment, model);
		return state !== void 0 && await isThatServer(state) ? toServer(state) : void 0;
	}
	async start(request) {
		const { environment, model, port } = request;
		const directory = await this.#writeRelease(request);
		const stateFile = stateFilePath(this.#directory, environment, model);
		await rm(stateFile, { force: true });
		const config = {
			schema: "pawl.server-config/1",
			environment,
			model,
			directory,
			stateFile,
			port,
			host: "127.0.0.1",
			predictions: request.predictions === null ? null : resolve(request.predictions),
			adminToken: randomBytes(32).toString("hex")
		};
		const configPath = join(this.#directory, environment, `${model}.config.json`);
		await writePrivateFile(configPath, JSON.stringify(config));
		const outputPath = join(this.#directory, environment, `${model}.log`);
		const child = await spawnDetached(this.#serverEntry, configPath, outputPath);
		return await this.#waitUntilReady(child, request, outputPath);
	}
	async reload(server, request) {
		return await this.#load(server, await this.#writeRelease(request));
	}
	async restore(server) {
		return await this.#load(server, server.directory);
	}
	async stop(environment, model) {
		const state = await this.#readState(environment, model);
		if (state === void 0 || !await isThatServer(state)) return;
		await callServer(state, "POST", "/pawl/stop");
		if (await waitUntilGone(state.pid)) return;
		process.kill(state.pid, "SIGKILL");
		await waitUntilGone(state.pid);
	}
	async infer(server, body) {
		return await callServer(server, "POST", `/v2/models/${encodeURIComponent(server.model)}/infer`, body);
	}
	async #readState(environment, model) {
		return await readServerState(stateFilePath(this.#directory, environment, model));
	}
	async #writeRelease(request) {
		const { environment, model, version, manifestText, modelBytes } = request;
		const digest = createHash("sha256").update(modelBytes).digest("hex").slice(0, 12);
		const directory = join(this.#directory, environment, `${model}.versions`, `${version}-${digest}`);
		await writePrivateFile(join(directory, "model.onnx"), modelBytes);
		await writePrivateFile(join(directory, "manifest.json"), manifestText);
		return directory;
	}
	async #waitUntilReady(child, request, outputPath) {
		const { environment, model } = request;
		const ended = { isEnded: false };
		child.once("exit", () => ended.isEnded = true);
		child.once("error", () => ended.isEnded = true);
		for (let waitedMs = 0; waitedMs < this.#startTimeoutMs && !ended.isEnded; waitedMs += pollMs) {
			const state = await this.#readState(environment, model);
			if (state?.pid === child.pid && state !== void 0) {
				child.unref();
				return {
					decision: "loaded",
					server: toServer(state)
				};
			}
			await setTimeout(pollMs);
		}
		if (!ended.isEnded) child.kill("SIGKILL");
		return {
			decision: "refused",
			reason: `the server of ${model} did not start: ${(await readFile(outputPath, "utf8").catch(() => "")).trim().split("\n").slice(0, 5).join(" · ").slice(0, 500) || "no output"}`
		};
	}
	async #load(server, directory) {
		const state = await this.#readState(server.environment, server.model);
		if (state === void 0) throw new PawlError("serving.unavailable", { message: `No server runs ${server.model}.` });
		const answer = await callServer(state, "POST", `/v2/repository/models/${encodeURIComponent(server.model)}/load`, { parameters: { directory } });
		if (answer.status !== 200) return {
			decision: "refused",
			reason: readError(answer.body)
		};
		return {
			decision: "loaded",
			server: toServer(await this.#readState(server.environment, server.model) ?? state)
		};
	}
};
function readError(body) {
	if (typeof body === "object" && body !== null && "error" in body) return String(body.error);
	return "the server gave no reason";
}
function toServer(state) {
	const { environment, model, url, version, sha256, pid, startedAt, directory } = state;
	return {
		environment,
		model,
		url,
		version,
		sha256,
		pid,
		startedAt,
		directory
	};
}
async function isThatServer(state) {
	try {
		const body = (await callServer(state, "GET", "/pawl/process")).body;
		return typeof body === "object" && body !== null && "pid" in body && body.pid === state.pid;
	} catch {
		return false;
	}
}
const passedOn = /^(PATH|HOME|USER|LANG|LC_ALL|TZ|TMPDIR|TEMP|SystemRoot|RUNNER_TOOL_CACHE|NODE_EXTRA_CA_CERTS|npm_config_(registry|proxy|https_proxy|noproxy|cafile)|(HTTPS?|NO)_PROXY)$/i;
async function spawnDetached(entry, configPath, outputPath) {
	const output = await open(outputPath, "w", 384);
	try {
		const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => passedOn.test(name)));
		return spawn(process.execPath, [entry, configPath], {
			detached: true,
			stdio: [
				"ignore",
				output.fd,
				output.fd
			],
			env: {
				...env,
				RUNNER_TRACKING_ID: ""
			}
		});
	} finally {
		await output.close();
	}
}
async function waitUntilGone(pid) {
	for (let waitedMs = 0; waitedMs < stopTimeoutMs; waitedMs += pollMs) {
		if (!isRunning(pid)) return true;
		await setTimeout(pollMs);
	}
	return false;
}
function isRunning(pid) {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
//#endregion
export { createModelServers };
