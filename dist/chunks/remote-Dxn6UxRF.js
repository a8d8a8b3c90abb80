import { f as PawlError } from "./copy-W2n1VAGm.js";
import { it as textOf, r as printResult, tt as configLevels, xn as openConfigFiles } from "./pipeline-DJgoMtB1.js";
import { a as remoteSection, c as unsetOption, l as withoutSection, r as mergeConfigs, s as setOption } from "./edit-dvc-config-DkMCn1bM.js";
import { c as readLevels, i as listOptions, l as requirePath, n as chosenLevel, r as getOption, s as editLevel, t as addLevelOptions } from "./config-level-l3vX-cov.js";
//#region src/app/config/remotes.ts
const defaultName = {
	section: "core",
	option: "remote"
};
async function addRemote(files, remote, level) {
	const section = remoteSection(remote.name);
	const place = {
		from: files.directory,
		file: requirePath(files, level)
	};
	await editLevel(files, level, (sections) => {
		if (sections.has(section) && !remote.isForced) throw new PawlError("input.invalid", {
			message: `The remote ${remote.name} is there already.`,
			hint: "Replace it with --force, or choose another name."
		});
		const added = setOption(new Map([...sections, [section, new Map()]]), {
			section,
			option: "url"
		}, remote.url, place);
		return remote.isDefault ? setOption(added, defaultName, remote.name.toLowerCase(), place) : added;
	});
}
async function modifyRemote(files, change, level) {
	const name = {
		section: remoteSection(change.name),
		option: change.option
	};
	const place = {
		from: files.directory,
		file: requirePath(files, level)
	};
	const weaker = mergeConfigs(await readLevels(files, level));
	await editLevel(files, level, (sections) => {
		if (!sections.has(name.section) && !weaker.has(name.section)) throw missing(change.name);
		if (change.value !== void 0) return setOption(sections, name, change.value, place);
		return unsetOption(sections, name) ?? sections;
	});
}
async function getDefaultRemote(files, level) {
	if (level === void 0) return (await getOption(files, "core.remote"))?.value;
	return (await listOptions(files, level)).find((option) => option.name === "core.remote")?.value;
}
async function setDefaultRemote(files, name, level) {
	const place = {
		from: files.directory,
		file: requirePath(files, level)
	};
	const weaker = mergeConfigs(await readLevels(files, level));
	await editLevel(files, level, (sections) => {
		if (name === void 0) return unsetOption(sections, defaultName) ?? sections;
		const section = remoteSection(name);
		if (!sections.has(section) && !weaker.has(section)) throw missing(name);
		return setOption(sections, defaultName, name.toLowerCase(), place);
	});
}
async function listRemotes(files, level) {
	const options = await listOptions(files, level);
	const standard = options.findLast((option) => option.name === "core.remote")?.value.toLowerCase();
	const urls = new Map();
	for (const { name, value } of options) {
		const [, remote] = /^remote\.(.*)\.url$/.exec(name) ?? [];
		if (remote !== void 0) urls.set(remote, value);
	}
	return [...urls].map(([name, url]) => ({
		name,
		url,
		isDefault: name === standard
	}));
}
async function removeRemote(files, name, level) {
	const section = remoteSection(name);
	await editLevel(files, level, (sections) => {
		if (!sections.has(section)) throw missing(name);
		return withoutSection(sections, section);
	});
	for (const one of strongerFirst(files, level)) await editLevel(files, one, (sections) => isDefaultOf(sections, name) ? unsetOption(sections, defaultName) ?? sections : sections);
}
async function renameRemote(files, names, level) {
	const [from, to] = [remoteSection(names.from), remoteSection(names.to)];
	const place = {
		from: files.directory,
		file: requirePath(files, level)
	};
	if (mergeConfigs(await readLevels(files)).has(to)) throw new PawlError("input.invalid", { message: `The remote ${names.to} is there already.` });
	const follow = (sections) => isDefaultOf(sections, names.from) ? setOption(sections, defaultName, names.to, place) : sections;
	await editLevel(files, level, (sections) => {
		const options = sections.get(from);
		if (options === void 0) throw missing(names.from);
		return follow(withoutSection(new Map([...sections, [to, options]]), from));
	});
	for (const one of strongerFirst(files, level)) if (one !== level) await editLevel(files, one, follow);
}
function strongerFirst(files, level) {
	return configLevels.slice(configLevels.indexOf(level)).toReversed().filter((one) => files.path(one) !== void 0);
}
function isDefaultOf(sections, name) {
	const value = sections.get("core")?.get("remote");
	return value !== void 0 && textOf(value) === name.toLowerCase();
}
function missing(name) {
	return new PawlError("remote.missing", {
		message: `There is no remote ${name}.`,
		hint: "`pawl remote list` lists them; `pawl remote add NAME URL` adds one."
	});
}
//#endregion
//#region src/cli/remote.ts
function addRemoteCommand(program) {
	const remote = program.command("remote").description("set up the places that data is shared through");
	addOne(remote, [
		"add",
		"add a remote",
		"<name>",
		"<url>"
	], add).option("-d, --default", "make it the default remote").option("-f, --force", "replace a remote of that name").addHelpText("after", `\nURL: s3://, ssh://, http(s)://, hf://, github-release://, remote://, or a directory`);
	addOne(remote, [
		"default",
		"show or set the default remote",
		"[name]"
	], standard).option("-u, --unset", "have no default remote");
	addOne(remote, [
		"modify",
		"set an option of a remote",
		"<name>",
		"<option>",
		"[value]"
	], modify).option("-u, --unset", "take the option out");
	addOne(remote, ["list", "list all remotes"], list);
	addOne(remote, [
		"remove",
		"remove a remote",
		"<name>"
	], remove);
	addOne(remote, [
		"rename",
		"give a remote another name",
		"<name>",
		"<new>"
	], rename);
}
function addOne(parent, [verb, description, ...names], run) {
	const command = parent.command(verb).description(description);
	for (const name of names) command.argument(name);
	return addLevelOptions(command).action(async (...given) => {
		const positional = given.slice(0, names.length).map((one) => typeof one === "string" ? one : void 0);
		await run(command.optsWithGlobals(), ...positional);
	});
}
async function add(options, name = "", url = "") {
	const { default: isDefault = false, force: isForced = false } = options;
	await addRemote(await openConfigFiles(process.cwd()), {
		name,
		url,
		isDefault,
		isForced
	}, chosenLevel(options) ?? "repo");
	const lines = isDefault ? [`${name} is now the default remote.`] : [];
	printResult(options.json, {
		schema: "pawl.remote/1",
		name,
		isDefault
	}, lines);
}
async function standard(options, name) {
	const files = await openConfigFiles(process.cwd());
	const level = chosenLevel(options);
	if (name !== void 0 || options.unset === true) {
		await setDefaultRemote(files, options.unset === true ? void 0 : name, level ?? "repo");
		return;
	}
	const found = await getDefaultRemote(files, level);
	printResult(options.json, {
		schema: "pawl.remote/1",
		name: found ?? null
	}, [found ?? "There is no default remote."]);
	if (found === void 0) process.exitCode = 1;
}
async function modify(options, name = "", option = "", value) {
	if (value === void 0 && options.unset !== true) throw new PawlError("usage.invalid", { message: `pawl remote modify ${name} ${option} needs a value, or --unset.` });
	const change = {
		name,
		option,
		value: options.unset === true ? void 0 : value
	};
	await modifyRemote(await openConfigFiles(process.cwd()), change, chosenLevel(options) ?? "repo");
}
async function list(options) {
	const remotes = await listRemotes(await openConfigFiles(process.cwd()), chosenLevel(options));
	const lines = remotes.map(({ name, url, isDefault }) => `${name}\t${url}${isDefault ? "	(default)" : ""}`);
	printResult(options.json, {
		schema: "pawl.remotes/1",
		remotes
	}, lines);
}
async function remove(options, name = "") {
	await removeRemote(await openConfigFiles(process.cwd()), name, chosenLevel(options) ?? "repo");
}
async function rename(options, from = "", to = "") {
	await renameRemote(await openConfigFiles(process.cwd()), {
		from,
		to
	}, chosenLevel(options) ?? "repo");
}
//#endregion
export { addRemoteCommand };
