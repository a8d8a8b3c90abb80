import { t as PawlError } from "./errors-Bgn9EcoN.js";
import { r as writeAtomically } from "./write-atomically-Bl-XXc37.js";
import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
//#region src/adapters/config-files/dvc-config-files.ts
async function openConfigFiles(directory, environment) {
	const here = resolve(directory);
	const root = await findRoot(here);
	const userHome = environment["HOME"] || homedir();
	const path = (level) => {
		if (level === "system") return join(systemDirectory(environment), "config");
		if (level === "global") return join(globalDirectory(environment, userHome), "config");
		if (root === void 0) return void 0;
		return join(root, ".dvc", level === "repo" ? "config" : "config.local");
	};
	return {
		directory: here,
		userHome,
		root,
		path,
		read: async (level) => readIfThere(path(level)),
		write: async (level, text) => {
			const file = path(level);
			if (file === void 0) throw outside(here);
			await writeAtomically(file, text).catch((cause) => {
				throw new PawlError("file.write-failed", {
					message: `Cannot write ${file}: ${String(cause)}`,
					cause
				});
			});
		}
	};
}
function systemDirectory(environment) {
	const own = environment["DVC_SYSTEM_CONFIG_DIR"];
	if (own) return own;
	if (process.platform === "darwin") return "/Library/Application Support/dvc";
	const [first] = (environment["XDG_CONFIG_DIRS"] ?? "").split(":").filter((one) => one !== "");
	return join(first ?? "/etc/xdg", "dvc");
}
function globalDirectory(environment, userHome) {
	const own = environment["DVC_GLOBAL_CONFIG_DIR"];
	if (own) return own;
	if (process.platform === "darwin") return join(userHome, "Library/Application Support/dvc");
	return join(environment["XDG_CONFIG_HOME"] || join(userHome, ".config"), "dvc");
}
async function findRoot(directory) {
	for (let at = directory;; at = dirname(at)) {
		if ((await stat(join(at, ".dvc")).catch(() => void 0))?.isDirectory() === true) return at;
		if (dirname(at) === at) return void 0;
	}
}
async function readIfThere(file) {
	if (file === void 0) return void 0;
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(await readFile(file));
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? cause.code : void 0;
		if (code === "ENOENT" || code === "ENOTDIR") return void 0;
		throw new PawlError("file.unreadable", {
			message: `Cannot read ${file}: ${String(cause)}`,
			cause
		});
	}
}
function outside(directory) {
	return new PawlError("usage.invalid", {
		message: `There is no .dvc in ${directory} or above it.`,
		hint: "Run `pawl init`, or name --global or --system."
	});
}
//#endregion
export { openConfigFiles as t };
