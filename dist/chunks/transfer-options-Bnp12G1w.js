import { i as InvalidArgumentError } from "./commander-DFFLS3wq.js";
import { isAbsolute, join, relative, sep } from "node:path";
//#region src/cli/transfer-options.ts
function addTransferOptions(command) {
	return command.argument("[targets...]", "stages, .dvc files or paths (default: all)").option("-r, --remote <name>", "the remote (default: the default remote)").option("-j, --jobs <number>", "transfers at a time", parseJobs).option("-a, --all-branches", "also the data of all branches").option("-T, --all-tags", "also the data of all tags").option("-A, --all-commits", "also the data of all commits").option("-d, --with-deps", "also what the targets are made from").option("-R, --recursive", "a folder means all data in it (always so)").option("--run-cache", "also the records of earlier runs").option("--no-run-cache", "without them (the default)").option("-q, --quiet", "print nothing but errors");
}
function parseJobs(text) {
	if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
	throw new InvalidArgumentError("It is a whole number from 1 to 999.");
}
function scopeOf(targets, place, options) {
	return {
		targets: inRepository(targets, place),
		withDeps: options.withDeps ?? false,
		allBranches: options.allBranches ?? false,
		allTags: options.allTags ?? false,
		allCommits: options.allCommits ?? false
	};
}
function inRepository(targets, { root, folder }) {
	return targets.map((target) => {
		return (isAbsolute(target) ? relative(root, target) : join(folder, target)).split(sep).join("/").replace(/^\.\//, "");
	});
}
function remoteChoice(options) {
	return {
		remote: options.remote,
		jobs: options.jobs
	};
}
//#endregion
export { scopeOf as i, inRepository as n, remoteChoice as r, addTransferOptions as t };
