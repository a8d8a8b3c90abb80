import { on as createFileSystem, r as printResult, wn as openGitConfig } from "./pipeline-DJgoMtB1.js";
//#region src/app/install-merge-driver.ts
const attributesPath = ".gitattributes";
const patterns = ["dvc.lock", "*.dvc"];
async function installMergeDriver(command, ports) {
	await ports.gitConfig.set("merge.pawl.name", "Pawl: dvc.lock stage by stage");
	await ports.gitConfig.set("merge.pawl.driver", `${command} git-hook merge-driver --ancestor %O --our %A --their %B --path %P`);
	const text = await ports.files.stat(attributesPath) !== void 0 ? await ports.files.readText(attributesPath) : "";
	const drivers = new Map(patterns.map((pattern) => [pattern, driverOf(text, pattern)]));
	const added = patterns.filter((pattern) => drivers.get(pattern) === void 0);
	const start = text === "" || text.endsWith("\n") ? text : `${text}\n`;
	if (added.length > 0) {
		const lines = added.map((pattern) => `${pattern} merge=pawl\n`);
		await ports.files.write(attributesPath, start + lines.join(""));
	}
	return {
		added,
		foreign: patterns.filter((pattern) => !["pawl", void 0].includes(drivers.get(pattern)))
	};
}
function driverOf(text, pattern) {
	const last = text.split("\n").map((line) => line.trim().split(/\s+/)).filter(([first]) => first === pattern).flatMap(([, ...rest]) => rest).findLast((word) => /^[-!]?merge(=|$)/.test(word));
	return last === void 0 ? void 0 : /^merge=(.+)$/.exec(last)?.[1] ?? "-";
}
//#endregion
//#region src/cli/install.ts
function addInstallCommand(program) {
	program.command("install").description("let git merge dvc.lock and .dvc files by pawl in this repository").action(async (_, command) => {
		const { json } = command.optsWithGlobals();
		const root = process.cwd();
		const result = await installMergeDriver(ownCommand(), {
			files: await createFileSystem(root),
			gitConfig: await openGitConfig(root)
		});
		printResult(json, {
			schema: "pawl.install/1",
			...result
		}, [...result.foreign.map((pattern) => `.gitattributes gives ${pattern} to another driver: left as it is`), result.added.length > 0 ? `git merges ${result.added.join(" and ")} by pawl; commit .gitattributes` : "git's settings are in place; .gitattributes did not change"]);
	});
}
function ownCommand() {
	const quote = (text) => `'${text.replaceAll("\\", "/").replaceAll("'", "'\\''")}'`;
	return [process.execPath, process.argv[1] ?? "pawl"].map(quote).join(" ");
}
//#endregion
export { addInstallCommand };
