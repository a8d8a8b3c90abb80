import { f as PawlError } from "./copy-W2n1VAGm.js";
import { at as parseConfigText, ct as resolveConfigPath, it as textOf, nt as directoryOf, ot as renderConfigText, rt as namedSection, st as isPathOption, tt as configLevels } from "./pipeline-DJgoMtB1.js";
import { c as unsetOption, i as parseOptionName, n as dottedName, o as requireValidConfig, r as mergeConfigs, s as setOption, t as arrangeConfig } from "./edit-dvc-config-DkMCn1bM.js";
//#region src/app/config/edit-level.ts
async function readLevel(files, level) {
	const file = files.path(level);
	const text = await files.read(level);
	return file === void 0 || text === void 0 ? new Map() : parseConfigText(text, file);
}
async function readLevels(files, below) {
	const end = below === void 0 ? configLevels.length : configLevels.indexOf(below);
	return Promise.all(configLevels.slice(0, end).map((level) => readLevel(files, level)));
}
function requirePath(files, level) {
	const file = files.path(level);
	if (file !== void 0) return file;
	throw new PawlError("usage.invalid", {
		message: `There is no .dvc in ${files.directory} or above it.`,
		hint: "Run `pawl init`, or name --global or --system."
	});
}
async function editLevel(files, level, change) {
	const file = requirePath(files, level);
	const before = await readLevel(files, level);
	const after = change(before);
	if (after === before) return;
	const arranged = arrangeConfig(after, before, file);
	requireValidConfig(mergeConfigs([...await readLevels(files, level), arranged]));
	await files.write(level, renderConfigText(arranged));
	requireValidConfig(mergeConfigs(await readLevels(files)));
}
//#endregion
//#region src/app/config/options.ts
async function getOption(files, text, level) {
	const wanted = dottedName(parseOptionName(text));
	const found = (await listOptions(files, level)).findLast((option) => option.name === wanted);
	if (found === void 0 && level !== void 0) throw absent(wanted, level);
	return found;
}
async function listOptions(files, level) {
	if (level !== void 0) requirePath(files, level);
	const levels = level === void 0 ? configLevels : [level];
	return (await Promise.all(levels.map((one) => listLevel(files, one)))).flat();
}
async function setConfigOption(files, text, value, level) {
	const place = {
		from: files.directory,
		file: requirePath(files, level)
	};
	const name = parseOptionName(text);
	await editLevel(files, level, (sections) => setOption(sections, name, value, place));
}
async function unsetConfigOption(files, text, level) {
	const name = parseOptionName(text);
	await editLevel(files, level, (sections) => {
		const without = unsetOption(sections, name);
		if (without === void 0) throw absent(dottedName(name), level);
		return without;
	});
}
function absent(name, level) {
	return new PawlError("input.invalid", {
		message: `${name} is not set in the configuration of the level ${level}.`,
		hint: "`pawl config --list --show-origin` lists what is set, and where."
	});
}
async function listLevel(files, level) {
	const file = files.path(level);
	const text = await files.read(level);
	if (file === void 0 || text === void 0) return [];
	const origin = level === "repo" || level === "local" ? file.slice((files.root ?? "").length + 1) : file;
	const place = {
		directory: directoryOf(file),
		userHome: files.userHome
	};
	return flatten(parseConfigText(text, file)).map(({ name, value }) => {
		const shown = isPathOption(namedSection(name.section)?.kind ?? name.section, name.option) ? resolveConfigPath(value, place.directory, place.userHome) : value;
		return {
			name: dottedName(name),
			value: shown,
			origin
		};
	});
}
function flatten(sections) {
	const isNamed = (section) => namedSection(section) !== void 0;
	return [...sections.keys()].sort((a, b) => Number(isNamed(b)) - Number(isNamed(a))).flatMap((section) => [...sections.get(section) ?? []].map(([option, value]) => ({
		name: {
			section,
			option
		},
		value: textOf(value)
	})));
}
//#endregion
//#region src/cli/config-level.ts
function addLevelOptions(command) {
	return command.option("--global", "the user's configuration").option("--system", "the machine's configuration").option("--project", "the repository's .dvc/config (default for changes)").option("--local", "the repository's .dvc/config.local, which git ignores: the place for secrets");
}
function chosenLevel(options) {
	const chosen = [
		[options.system, "system"],
		[options.global, "global"],
		[options.project, "repo"],
		[options.local, "local"]
	].filter(([isChosen]) => isChosen === true).map(([, level]) => level);
	if (chosen.length > 1) throw new PawlError("usage.invalid", { message: "--system, --global, --project and --local exclude each other." });
	return chosen[0];
}
//#endregion
export { setConfigOption as a, readLevels as c, listOptions as i, requirePath as l, chosenLevel as n, unsetConfigOption as o, getOption as r, editLevel as s, addLevelOptions as t };
