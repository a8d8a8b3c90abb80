import { f as PawlError } from "./copy-W2n1VAGm.js";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
//#region src/adapters/process/child-process.ts
const drainMs = 2e3;
function createProcesses(patience = {}) {
	return { run: (request) => run(request, patience) };
}
async function run(request, patience) {
	if (request.signal?.aborted === true) return {
		exitCode: null,
		signal: "SIGINT",
		durationMs: 0
	};
	const started = performance.now();
	const child = spawn(request.command, [...request.args], {
		cwd: request.cwd,
		env: { ...request.env },
		detached: true,
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		]
	});
	if (child.pid !== void 0) request.onStart?.(child.pid);
	const stop = stopOnAbort(child, request.signal, patience);
	try {
		const [ended] = await Promise.all([
			ending(child, request),
			forwardLines(child.stdout, (line) => request.onLine?.(line, "stdout")),
			forwardLines(child.stderr, (line) => request.onLine?.(line, "stderr"))
		]);
		return {
			...ended,
			durationMs: performance.now() - started
		};
	} finally {
		stop();
	}
}
function ending(child, request) {
	return new Promise((resolve, reject) => {
		child.once("error", (cause) => {
			child.stdout?.destroy();
			child.stderr?.destroy();
			reject(new PawlError("process.failed", {
				message: `Cannot start ${request.command} in ${request.cwd}: ${cause.message}`,
				cause
			}));
		});
		child.once("exit", (exitCode, signal) => {
			const drain = setTimeout(() => {
				child.stdout?.destroy();
				child.stderr?.destroy();
			}, drainMs);
			drain.unref();
			child.once("close", () => clearTimeout(drain));
			resolve({
				exitCode,
				signal
			});
		});
	});
}
async function forwardLines(stream, onLine) {
	if (stream === null) return;
	const lines = createInterface({
		input: stream,
		crlfDelay: Number.POSITIVE_INFINITY
	});
	lines.on("line", onLine);
	const { promise, resolve } = Promise.withResolvers();
	lines.once("close", resolve);
	stream.once("close", () => lines.close());
	await promise;
}
function stopOnAbort(child, signal, patience) {
	const timers = [];
	const interruptMs = patience.interruptMs ?? 1e4;
	const onAbort = () => {
		signalGroup(child, "SIGINT");
		timers.push(setTimeout(() => signalGroup(child, "SIGTERM"), interruptMs));
		timers.push(setTimeout(() => signalGroup(child, "SIGKILL"), interruptMs + (patience.terminateMs ?? 5e3)));
	};
	signal?.addEventListener("abort", onAbort, { once: true });
	return () => {
		signal?.removeEventListener("abort", onAbort);
		for (const timer of timers) clearTimeout(timer);
	};
}
function signalGroup(child, name) {
	if (child.pid === void 0) return;
	try {
		process.kill(-child.pid, name);
	} catch {}
}
//#endregion
export { createProcesses };
