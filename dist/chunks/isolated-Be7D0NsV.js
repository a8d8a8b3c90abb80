import { f as PawlError } from "./copy-W2n1VAGm.js";
import { availableParallelism, totalmem } from "node:os";
import { spawn } from "node:child_process";
//#region src/adapters/model-runtime/isolated.ts
const defaultTimeoutMs = 15 * 6e4;
const defaultMemoryBytes = Math.min(8 * 2 ** 30, Math.floor(totalmem() * 2 / 3));
const environment = /^(PATH|HOME|TMPDIR|SYSTEMROOT|LD_LIBRARY_PATH|RUNNER_TOOL_CACHE|PAWL_EXECUTION_PROVIDER|(CUDA|NVIDIA)_\w+)$/i;
function createIsolatedRuntime(options) {
	return { load: async (bytes) => {
		const channel = new ModelChannel(options);
		try {
			const answer = await channel.ask({
				verb: "load",
				bytes
			});
			if ("loaded" in answer) return new IsolatedModel(channel, answer.loaded);
			throw unexpected();
		} catch (error) {
			channel.close();
			throw error;
		}
	} };
}
var IsolatedModel = class {
	signature;
	metadata;
	execution;
	#channel;
	constructor(channel, { signature, metadata, execution }) {
		this.#channel = channel;
		this.signature = signature;
		this.metadata = metadata;
		this.execution = execution;
	}
	async run(inputs, outputs) {
		const answer = await this.#channel.ask({
			verb: "run",
			inputs,
			outputs
		});
		if ("tensors" in answer) return answer.tensors;
		throw unexpected();
	}
	async time(inputs, outputs, repetitions) {
		const answer = await this.#channel.ask({
			verb: "time",
			inputs,
			outputs,
			repetitions
		});
		if ("times" in answer) return answer.times;
		throw unexpected();
	}
	release() {
		this.#channel.close();
		return Promise.resolve();
	}
};
var ModelChannel = class {
	#child;
	#memoryBytes;
	#timeoutMs;
	#leftMs;
	#last = Promise.resolve();
	constructor({ entry, memoryBytes = defaultMemoryBytes, timeoutMs = defaultTimeoutMs }) {
		this.#memoryBytes = memoryBytes;
		this.#timeoutMs = timeoutMs;
		this.#leftMs = timeoutMs;
		this.#child = startLimited(entry, memoryBytes, timeoutMs);
		this.#child.on("error", () => this.#child.kill("SIGKILL"));
		this.#child.unref();
		this.#child.channel?.unref();
	}
	ask(call) {
		const answer = this.#last.then(() => this.#send(call));
		this.#last = answer.catch(() => void 0);
		return answer;
	}
	close() {
		this.#child.kill("SIGKILL");
	}
	async #send(call) {
		const started = performance.now();
		const { promise, resolve, reject } = Promise.withResolvers();
		const onEnd = (code, signal) => reject(this.#ended(code, signal));
		const onError = (cause) => reject(stopped(`its process cannot be reached: ${cause.message}`, cause));
		const timer = setTimeout(() => {
			reject(stopped(`it computed longer than ${this.#timeoutMs / 1e3} s`));
			this.close();
		}, this.#leftMs);
		this.#child.once("message", (message) => resolve(message));
		this.#child.once("exit", onEnd).once("error", onError);
		try {
			if (this.#child.exitCode !== null || this.#child.signalCode !== null) throw this.#ended(this.#child.exitCode, this.#child.signalCode);
			this.#child.send(call, (error) => {
				if (error !== null) onError(error);
			});
			const answer = await promise;
			if (!("error" in answer)) return answer;
			throw new PawlError(answer.error.code, answer.error);
		} finally {
			clearTimeout(timer);
			this.#leftMs = Math.max(1, this.#leftMs - (performance.now() - started));
			this.#child.removeAllListeners("message").off("exit", onEnd).off("error", onError);
		}
	}
	#ended(code, signal) {
		return stopped(`its process ended (${signal === null ? `exit status ${code}` : signal}); it may take ${`${Math.round(this.#memoryBytes / 2 ** 20)} MiB`} of memory and ${this.#timeoutMs / 1e3} s`);
	}
};
function startLimited(entry, memoryBytes, timeoutMs) {
	const program = [process.execPath, entry];
	const seconds = Math.ceil((timeoutMs / 1e3 + 60) * availableParallelism());
	const script = "ulimit -t \"$1\" && { ulimit -d \"$2\" || [ \"$(uname)\" != Linux ]; } && shift 2 && exec \"$@\"";
	const limits = [String(seconds), String(Math.ceil(memoryBytes / 1024))];
	const [command = "", ...args] = process.platform === "win32" ? program : [
		"/bin/sh",
		"-c",
		script,
		"sh",
		...limits,
		...program
	];
	return spawn(command, args, {
		stdio: [
			"ignore",
			"ignore",
			"ignore",
			"ipc"
		],
		serialization: "advanced",
		env: Object.fromEntries(Object.entries(process.env).filter(([name]) => environment.test(name)))
	});
}
function stopped(reason, cause) {
	return new PawlError("model.stopped", {
		message: `The model was stopped: ${reason}`,
		cause
	});
}
function unexpected() {
	return stopped("its process answered something else than it was asked");
}
//#endregion
export { createIsolatedRuntime };
