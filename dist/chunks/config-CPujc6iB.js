import { f as PawlError } from "./copy-W2n1VAGm.js";
import { r as printResult, xn as openConfigFiles } from "./pipeline-DJgoMtB1.js";
import { a as setConfigOption, i as listOptions, n as chosenLevel, o as unsetConfigOption, r as getOption, t as addLevelOptions } from "./config-level-l3vX-cov.js";
//#region src/cli/config.ts
function addConfigCommand(program) {
	addLevelOptions(program.command("config").description("show or set options of DVC's configuration").argument("[name]", "section.option or remote.name.option").argument("[value]", "set the option to it").option("-u, --unset", "take the option out").option("-l, --list", "list all options that are set").option("--show-origin", "with the file of each")).action(async (name, value, _, self) => {
		await run(self.optsWithGlobals(), name, value);
	});
}
async function run(options, name, value) {
	const level = chosenLevel(options);
	const isChange = value !== void 0 || options.unset === true;
	if (options.showOrigin === true && isChange) throw refuse("--show-origin goes with no change.");
	if (options.list === true && (name !== void 0 || isChange)) throw refuse("--list goes with no name.");
	if (name === void 0 && options.list !== true) throw refuse("Name an option, or use --list.");
	const files = await openConfigFiles(process.cwd());
	if (name !== void 0 && options.unset === true) return unsetConfigOption(files, name, level ?? "repo");
	if (name !== void 0 && value !== void 0) return setConfigOption(files, name, value, level ?? "repo");
	const found = name === void 0 ? void 0 : await getOption(files, name, level);
	const shown = name === void 0 ? await listOptions(files, level) : found === void 0 ? [] : [found];
	const lines = shown.map((one) => {
		return `${options.showOrigin === true ? `${one.origin}\t` : ""}${options.list === true ? `${one.name}=` : ""}${one.value}`;
	});
	printResult(options.json, {
		schema: "pawl.config/1",
		options: shown
	}, lines);
}
function refuse(message) {
	return new PawlError("usage.invalid", { message });
}
//#endregion
export { addConfigCommand };
