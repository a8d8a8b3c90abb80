import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as findDoorEntry } from "./door-entry-Bstc5c4s.js";
import { i as InvalidArgumentError } from "./commander-DFFLS3wq.js";
import { resolve } from "node:path";
//#region src/cli/sandbox.ts
const oldestNode = 24;
function addSandboxCommand(program) {
	program.command("sandbox").description("serve a GitHub on 127.0.0.1 with a workflow runner, until stopped; docs/guides/sandbox.md says what it knows").option("--port <n>", "port; 0 picks a free one", parsePort, 0).option("--state <dir>", "keep everything here, and go on with what is there; default: a temporary folder").option("--user <login>", "a user, several times; the first is the administrator (default: octocat)", addLogin).option("--organisation <login>", "an organisation, several times (default: acme)", addLogin).option("--rate-limit <n>", "requests an hour for one user or installation (default: GitHub's 5,000)", parseLimit).action(async (_, command) => {
		const { port, user, organisation, state, rateLimit, json } = command.optsWithGlobals();
		await (await loadSandbox()).runSandbox({
			port,
			...rateLimit === void 0 ? {} : { rateLimit },
			...state === void 0 ? {} : { state: resolve(state) },
			users: user ?? ["octocat"],
			organisations: organisation ?? ["acme"],
			json: json === true
		});
	});
}
async function loadSandbox() {
	if (Number(process.versions.node.split(".")[0]) < oldestNode) throw new PawlError("sandbox.unavailable", { message: `The sandbox runs on Node ${oldestNode} and newer; this is ${process.version}.` });
	const entry = await import(findDoorEntry("sandbox", "sandbox/main.ts").href);
	if (isSandboxEntry(entry)) return entry;
	throw new PawlError("sandbox.unavailable", { message: "The sandbox's program is not of this version." });
}
function isSandboxEntry(value) {
	return typeof value === "object" && value !== null && "runSandbox" in value && typeof value.runSandbox === "function";
}
function parsePort(text) {
	const port = Number(text);
	if (/^\d+$/.test(text) && port <= 65535) return port;
	throw new InvalidArgumentError("a port from 0 to 65535 is expected");
}
function parseLimit(text) {
	if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
	throw new InvalidArgumentError("a whole number greater than 0 is expected");
}
function addLogin(text, others) {
	if (/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i.test(text)) return [...others ?? [], text];
	throw new InvalidArgumentError("letters, digits and single hyphens are expected, 39 at most");
}
//#endregion
export { addSandboxCommand };
