import { t as PawlError } from "./errors-Bgn9EcoN.js";
//#region src/versioning/dvc-config-path.ts
const pathOptions = {
	cache: ["dir"],
	remote: [
		"url",
		"gdrive_user_credentials_file",
		"gdrive_service_account_json_file_path",
		"credentialpath",
		"configpath",
		"keyfile",
		"cert_path",
		"key_path"
	],
	machine: ["startup_script", "setup_script"]
};
function isPathOption(section, option) {
	return Object.hasOwn(pathOptions, section) && (pathOptions[section] ?? []).includes(option);
}
function isPlaced(path) {
	return /^[A-Za-z][\w.+-]*:\/\//.test(path) || path.startsWith("/") || /^~(\/|$)/.test(path);
}
function resolveConfigPath(path, directory, userHome) {
	if (/^~(\/|$)/.test(path)) return `${userHome}${path.slice(1)}`;
	return isPlaced(path) ? path : `/${steps(`${directory}/${path}`).join("/")}`;
}
function storedConfigPath(path, from, directory) {
	if (isPlaced(path)) return path;
	const [target, start] = [steps(`${from}/${path}`), steps(directory)];
	let shared = 0;
	while (shared < Math.min(target.length, start.length) && target[shared] === start[shared]) shared += 1;
	return [...start.slice(shared).map(() => ".."), ...target.slice(shared)].join("/") || ".";
}
function steps(path) {
	const done = [];
	for (const step of path.split("/")) if (step === "..") done.pop();
	else if (step !== "" && step !== ".") done.push(step);
	return done;
}
//#endregion
//#region src/versioning/dvc-config-text.ts
function parseConfigText(text, file) {
	if (text.startsWith("﻿")) throw invalid({
		lines: [],
		file
	}, 0, "a byte order mark");
	const place = {
		lines: text.split(/\r\n|\n|\r/),
		file
	};
	const sections = new Map();
	const seen = new Set();
	let current;
	for (let index = 0; index < place.lines.length; index += 1) {
		const line = (place.lines[index] ?? "").trim();
		if (line === "" || line.startsWith("#")) continue;
		const name = readHeader(line, place, index);
		if (name !== void 0) {
			addOnce(seen, `[${name}]`, place, index);
			current = {
				name,
				options: new Map()
			};
			sections.set(name.toLowerCase(), current.options);
			continue;
		}
		const option = readKey(line);
		if (option === void 0) throw invalid(place, index, `neither a section nor an option: ${line}`);
		if (current === void 0) throw invalid(place, index, `${option.value} stands before the first section`);
		const { value, last } = readValue(option.rest, place, index);
		addOnce(seen, `${current.name}.${option.value}`, place, index);
		current.options.set(option.value.toLowerCase(), value);
		index = last;
	}
	return sections;
}
function renderConfigText(sections) {
	return `${[...sections].flatMap(([name, options]) => [`[${quote(name)}]`, ...[...options].map(([key, value]) => `    ${quote(key)} = ${renderValue(value)}`)]).join("\n")}\n`;
}
function invalid(place, index, what) {
	return new PawlError("dvc.invalid", {
		message: `${place.file}:${index + 1}: ${what}`,
		hint: "docs/guides/remotes.md shows the format."
	});
}
function addOnce(seen, name, place, index) {
	if (seen.has(name)) throw invalid(place, index, `${name} is there twice`);
	seen.add(name);
}
function readHeader(line, place, index) {
	if (!line.startsWith("[")) return void 0;
	const inner = line.slice(1).trimStart();
	if (inner.startsWith("[")) throw invalid(place, index, "a section inside a section");
	const ends = (rest) => /^\]\s*(#|$)/.test(rest);
	const name = inner.startsWith("\"") || inner.startsWith("'") ? readQuoted(inner, ends) : readUntil(inner, ends);
	return name === void 0 || name.value === "" ? void 0 : name.value;
}
function readQuoted(text, ends) {
	const mark = text.charAt(0);
	for (let at = text.indexOf(mark, 1); at > 0; at = text.indexOf(mark, at + 1)) {
		const rest = text.slice(at + 1).trimStart();
		if (ends(rest)) return {
			value: text.slice(1, at),
			rest
		};
	}
}
function readUntil(text, ends) {
	for (let at = 0; at < text.length; at += 1) if (ends(text.slice(at))) return {
		value: text.slice(0, at).trimEnd(),
		rest: text.slice(at)
	};
}
function readKey(line) {
	const isQuoted = line.startsWith("\"") || line.startsWith("'");
	const equals = line.indexOf("=");
	const key = isQuoted ? readQuoted(line, (rest) => rest.startsWith("=")) : equals < 1 ? void 0 : {
		value: line.slice(0, equals).trimEnd(),
		rest: line.slice(equals)
	};
	return key && {
		value: key.value,
		rest: key.rest.slice(1).trimStart()
	};
}
function readValue(text, place, index) {
	const mark = text.slice(0, 3);
	if (mark === "\"\"\"" || mark === "'''") return readLines(text.slice(3), mark, place, index);
	const value = readItems(text);
	if (value === void 0) throw invalid(place, index, `quotes or commas that do not fit: ${text}`);
	if ([value].flat().some((item) => /%\([^)]*\)s/.test(item))) throw invalid(place, index, "values in values, %(name)s, are not read");
	return {
		value,
		last: index
	};
}
function readLines(first, mark, place, index) {
	const lines = [];
	for (let last = index; last < place.lines.length; last += 1) {
		const line = last === index ? first : place.lines[last] ?? "";
		const end = line.indexOf(mark);
		if (end < 0) lines.push(line);
		else if (!/^\s*(#|$)/.test(line.slice(end + 3))) break;
		else return {
			value: [...lines, line.slice(0, end)].join("\n"),
			last
		};
	}
	throw invalid(place, index, `a text in ${mark} that does not end well`);
}
function readItems(text) {
	if (/^,\s*(#|$)/.test(text)) return [];
	const items = [];
	let rest = text.trim();
	let isList = false;
	for (;;) {
		if (rest === "" || rest.startsWith("#")) return isList ? items : "";
		if (rest.startsWith(",")) return void 0;
		const item = readItem(rest);
		if (item === void 0) return void 0;
		items.push(item.value);
		if (!item.rest.startsWith(",")) return isList ? items : item.value;
		isList = true;
		rest = item.rest.slice(1).trimStart();
	}
}
function readItem(text) {
	if (text.startsWith("\"") || text.startsWith("'")) return readQuoted(text, (rest) => /^([,#]|$)/.test(rest));
	const end = text.search(/[,#]/);
	return end < 0 ? {
		value: text.trimEnd(),
		rest: ""
	} : {
		value: text.slice(0, end).trimEnd(),
		rest: text.slice(end)
	};
}
function renderValue(value) {
	if (typeof value !== "string") {
		if (value.length === 0) return ",";
		return value.length === 1 ? `${quote(value[0] ?? "")},` : value.map((item) => quote(item)).join(", ");
	}
	if (!(value.includes("\n") || value.includes("'") && value.includes("\""))) return quote(value);
	if (value.includes("'''") && value.includes("\"\"\"")) throw unquotable(value);
	return value.includes("'''") ? `"""${value}"""` : `'''${value}'''`;
}
function quote(text) {
	if (text === "") return "\"\"";
	if (!/^[ \r\n\v\t'"]|[ \r\n\v\t'"]$|[,#\n]/.test(text)) return text;
	if (text.includes("\n") || text.includes("'") && text.includes("\"")) throw unquotable(text);
	return text.includes("\"") ? `'${text}'` : `"${text}"`;
}
function unquotable(text) {
	return new PawlError("input.invalid", { message: `${JSON.stringify(text)} cannot be written into DVC's configuration: it has both kinds of quotes.` });
}
//#endregion
//#region src/versioning/dvc-config.ts
const configLevels = [
	"system",
	"global",
	"repo",
	"local"
];
function parseDvcConfig(files, userHome = "~") {
	const remotes = new Map();
	const options = new Map();
	for (const { kind, section, name, texts } of files.flatMap((file) => readSections(file, userHome))) if (kind === "remote") mergeInto(remotes, name, texts);
	else for (const [option, value] of texts) options.set(`${section}.${option}`, value);
	const name = options.get("core.remote")?.toLowerCase();
	return {
		...name === void 0 ? {} : { remote: name },
		remotes,
		options
	};
}
function resolveRemote(config, name) {
	const wanted = name ?? config.remote;
	if (wanted === void 0) throw new PawlError("remote.missing", { message: "No remote is configured." });
	const options = follow(config, wanted, []);
	return {
		name: wanted,
		url: options.get("url") ?? "",
		options
	};
}
function follow(config, name, seen) {
	const chain = [...seen, name];
	if (seen.includes(name)) throw new PawlError("remote.missing", { message: `The remotes ${chain.join(" → ")} lead in a circle.` });
	const own = config.remotes.get(name);
	const url = own?.get("url");
	if (own === void 0 || url === void 0) throw new PawlError("remote.missing", { message: `The remote ${name} has no url in .dvc/config.` });
	const [, base, path] = /^remote:\/\/([^/]*)\/?(.*)$/i.exec(url) ?? [];
	if (base === void 0 || path === void 0) return own;
	const below = follow(config, base.toLowerCase(), chain);
	const joined = [below.get("url") ?? "", path].filter((part) => part !== "").join("/");
	return new Map([
		...below,
		...own,
		["url", joined]
	]);
}
function namedSection(section) {
	const [, kind, name] = /^\s*(remote|machine|db)\s*"(.*)"\s*$/.exec(section) ?? [];
	return kind === void 0 || name === void 0 ? void 0 : {
		kind,
		name
	};
}
function directoryOf(path) {
	return path.slice(0, path.lastIndexOf("/"));
}
function textOf(value) {
	return typeof value === "string" ? value : value.join(",");
}
function readSections(file, userHome) {
	const { path, text } = typeof file === "string" ? {
		path: void 0,
		text: file
	} : file;
	const place = path === void 0 ? void 0 : {
		directory: directoryOf(path),
		userHome
	};
	return [...parseConfigText(text, path ?? ".dvc/config")].map(([section, values]) => {
		const { kind, name } = namedSection(section) ?? {
			kind: section,
			name: ""
		};
		return {
			section,
			kind,
			name,
			texts: readTexts(kind, values, place)
		};
	});
}
function readTexts(kind, values, place) {
	const texts = [...values].map(([option, value]) => {
		const text = textOf(value);
		if (place === void 0 || !isPathOption(kind, option)) return [option, text];
		return [option, resolveConfigPath(text, place.directory, place.userHome)];
	});
	return new Map(texts);
}
function mergeInto(remotes, name, texts) {
	remotes.set(name, new Map([...remotes.get(name) ?? [], ...texts]));
}
//#endregion
export { resolveRemote as a, renderConfigText as c, storedConfigPath as d, parseDvcConfig as i, isPathOption as l, directoryOf as n, textOf as o, namedSection as r, parseConfigText as s, configLevels as t, resolveConfigPath as u };
