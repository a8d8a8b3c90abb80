import { f as PawlError } from "./chunks/copy-W2n1VAGm.js";
import { t as makeAppKey } from "./chunks/app-key-BMoBKOlQ.js";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
//#region sandbox/main.ts
async function runSandbox(request) {
	requireGit(process.env["PATH"] ?? "");
	const directory = request.state ?? mkdtempSync(join(tmpdir(), "pawl-sandbox-"));
	const appKey = existsSync(join(directory, "sandbox.sqlite")) ? void 0 : makeAppKey();
	try {
		const { serveUntilStopped } = await import("./chunks/serve-6ra1JmQu.js");
		await serveUntilStopped({
			...request,
			state: directory,
			...appKey === void 0 ? {} : { appKey }
		});
	} finally {
		if (request.state === void 0) rmSync(directory, {
			recursive: true,
			force: true,
			maxRetries: 3
		});
	}
	process.exit();
}
function requireGit(searchPath) {
	if (searchPath.split(delimiter).some((folder) => existsSync(join(folder, "git")))) return;
	throw new PawlError("sandbox.unavailable", {
		message: "git is not on PATH; the sandbox keeps its repositories with it.",
		hint: "Install git, then run it again."
	});
}
//#endregion
export { runSandbox };
