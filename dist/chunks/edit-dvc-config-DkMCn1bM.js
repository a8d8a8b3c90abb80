import { f as PawlError } from "./copy-W2n1VAGm.js";
import { it as textOf, lt as storedConfigPath, nt as directoryOf, rt as namedSection, st as isPathOption, tn as nearestMatch } from "./pipeline-DJgoMtB1.js";
//#region src/versioning/dvc-config-schema.ts
const whole = (least) => ({
	least,
	isWhole: true
});
const seconds = {
	least: 0,
	isWhole: false
};
const anyWhole = whole(Number.NEGATIVE_INFINITY);
function texts(names) {
	return Object.fromEntries(names.split(" ").map((name) => [name, "text"]));
}
function flags(names) {
	return Object.fromEntries(names.split(" ").map((name) => [name, "flag"]));
}
const everyRemote = {
	url: "text",
	checksum_jobs: whole(1),
	jobs: whole(1),
	...flags("worktree no_traverse version_aware verify")
};
const links = {
	type: "links",
	...flags("protected slow_link_warning verify"),
	shared: { words: ["group"] }
};
const http = {
	...everyRemote,
	...texts("custom_auth_header user password method"),
	auth: { words: [
		"basic",
		"digest",
		"custom"
	] },
	ask_password: "flag",
	ssl_verify: "flag or text",
	connect_timeout: seconds,
	read_timeout: seconds
};
const remoteOptions = {
	"": {
		...everyRemote,
		...links
	},
	s3: {
		...everyRemote,
		...texts("region profile credentialpath configpath endpointurl access_key_id secret_access_key session_token sse sse_kms_key_id sse_customer_algorithm sse_customer_key acl grant_read grant_read_acp grant_write_acp grant_full_control"),
		...flags("listobjects use_ssl allow_anonymous_login"),
		ssl_verify: "flag or text",
		read_timeout: anyWhole,
		connect_timeout: anyWhole
	},
	ssh: {
		...everyRemote,
		type: "links",
		...texts("user password passphrase keyfile"),
		...flags("ask_password ask_passphrase gss_auth allow_agent"),
		port: anyWhole,
		timeout: anyWhole,
		max_sessions: anyWhole
	},
	http,
	https: http,
	hf: {
		...everyRemote,
		...texts("token endpointurl")
	},
	"github-release": {
		...everyRemote,
		...texts("token endpointurl")
	}
};
const sectionOptions = {
	core: {
		...texts("remote site_cache_dir machine"),
		...flags("interactive analytics hardlink_lock no_scm autostage experiments check_update"),
		checksum_jobs: whole(1)
	},
	cache: {
		...texts("dir local s3 gs hdfs webhdfs ssh azure"),
		...links
	},
	state: {
		dir: "text",
		row_limit: whole(1),
		row_cleanup_quota: whole(0)
	},
	index: { dir: "text" },
	plots: {
		...texts("html_template out_dir"),
		auto_open: "flag"
	},
	exp: {
		...texts("code data models metrics params plots live git_remote"),
		auto_push: "flag"
	},
	parsing: {
		bool: { words: ["store_true", "boolean_optional"] },
		list: { words: ["nargs", "append"] }
	},
	hydra: {
		...texts("config_dir config_module config_name plugins_path"),
		enabled: "flag"
	},
	studio: {
		...texts("token url repo_url"),
		offline: "flag"
	}
};
const openSections = ["feature"];
function checkConfig(merged) {
	return [...merged].flatMap(([section, values]) => {
		const named = namedSection(section);
		if (named !== void 0) return named.kind === "remote" ? checkRemote(named.name, values) : [];
		if (openSections.includes(section)) return [];
		const options = Object.hasOwn(sectionOptions, section) ? sectionOptions[section] : void 0;
		if (options !== void 0) return checkOptions(section, values, options);
		return [`[${section}] is no section of DVC's configuration${suggest(section, Object.keys(sectionOptions))}`];
	});
}
function checkRemote(name, values) {
	const url = values.get("url");
	if (url === void 0) return [`The remote ${name} has no url.`];
	const [, scheme = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/[^/]/.exec(textOf(url)) ?? [];
	const known = scheme.toLowerCase();
	const options = Object.hasOwn(remoteOptions, known) ? remoteOptions[known] : void 0;
	return options === void 0 ? [] : checkOptions(`remote.${name}`, values, options);
}
function checkOptions(place, values, options) {
	return [...values].flatMap(([name, value]) => {
		const kind = Object.hasOwn(options, name) ? options[name] : void 0;
		if (kind === void 0) return [`${place}.${name} is no option${suggest(name, Object.keys(options))}`];
		const wanted = mismatch(kind, value);
		return wanted === void 0 ? [] : [`${place}.${name} = ${textOf(value)}: ${wanted} is expected`];
	});
}
function mismatch(kind, value) {
	if (kind === "links") return checkLinks(value);
	if (typeof value !== "string") return "one value, in quotes when it has a comma,";
	if (kind === "text" || kind === "flag or text") return void 0;
	if (kind === "flag") return /^(true|false)$/i.test(value) ? void 0 : "true or false";
	if ("words" in kind) return kind.words.includes(value.toLowerCase()) ? void 0 : `one of ${kind.words.join(", ")}`;
	if ((kind.isWhole ? /^\s*[+-]?\d+\s*$/.test(value) : /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(value)) && Number(value) >= kind.least) return void 0;
	const bound = Number.isFinite(kind.least) ? ` of at least ${kind.least}` : "";
	return `a ${kind.isWhole ? "whole " : ""}number${bound}`;
}
function checkLinks(value) {
	const allowed = [
		"reflink",
		"hardlink",
		"symlink",
		"copy"
	];
	return (typeof value === "string" ? value.split(",").map((type) => type.trim()) : value).every((type) => allowed.includes(type)) ? void 0 : `some of ${allowed.join(", ")}`;
}
function suggest(name, known) {
	const nearest = nearestMatch(name, known);
	return nearest === void 0 ? "." : `; did you mean ${nearest}?`;
}
//#endregion
//#region src/versioning/edit-dvc-config.ts
const sectionOrder = [
	"core",
	"cache",
	"state",
	"index",
	"feature",
	"plots",
	"exp",
	"parsing",
	"hydra",
	"studio"
];
const namedOrder = [
	"remote",
	"machine",
	"db"
];
function remoteSection(name) {
	return `remote "${name.toLowerCase()}"`;
}
function parseOptionName(text) {
	const [, kind, section, option] = /^(?:(remote|db)\.)?([^.]*)\.([^.]*)$/.exec(text) ?? [];
	if (section === void 0 || option === void 0) throw new PawlError("usage.invalid", { message: `${text} does not look like section.option, remote.name.option or db.name.option.` });
	const lower = section.toLowerCase();
	return {
		section: kind === void 0 ? lower : `${kind} "${lower}"`,
		option: option.toLowerCase()
	};
}
function dottedName({ section, option }) {
	const named = namedSection(section);
	return `${named === void 0 ? section : `${named.kind}.${named.name}`}.${option}`;
}
function setOption(sections, name, value, place) {
	const stored = isPathOption(namedSection(name.section)?.kind ?? name.section, name.option) ? storedConfigPath(value, place.from, directoryOf(place.file)) : value;
	const options = new Map([...sections.get(name.section) ?? [], [name.option, stored]]);
	return new Map([...sections, [name.section, options]]);
}
function unsetOption(sections, name) {
	const options = new Map(sections.get(name.section));
	if (!options.delete(name.option)) return void 0;
	return new Map([...sections, [name.section, options]]);
}
function withoutSection(sections, section) {
	return new Map([...sections].filter(([name]) => name !== section));
}
function arrangeConfig(after, before, file) {
	const kept = [...before.keys()].filter((name) => after.has(name));
	const fresh = [...after.keys()].filter((name) => !before.has(name));
	const plain = [
		...kept,
		...sectionOrder.filter((name) => fresh.includes(name)),
		...fresh
	];
	const named = namedOrder.flatMap((kind) => [...kept, ...fresh].filter((name) => namedSection(name)?.kind === kind));
	const order = [...new Set([...plain.filter((name) => namedSection(name) === void 0), ...named])];
	return new Map(order.flatMap((name) => {
		const options = after.get(name) ?? new Map();
		if (options.size === 0 && namedSection(name) === void 0) return [];
		const kind = namedSection(name)?.kind ?? name;
		return [[name, new Map([...options].map(([key, value]) => [key, shortest(kind, key, value, file)]))]];
	}));
}
function shortest(kind, option, value, file) {
	if (!isPathOption(kind, option)) return value;
	return storedConfigPath(textOf(value), directoryOf(file), directoryOf(file));
}
function mergeConfigs(levels) {
	const merged = new Map();
	for (const [section, options] of levels.flatMap((level) => [...level])) merged.set(section, new Map([...merged.get(section) ?? [], ...options]));
	return merged;
}
function requireValidConfig(merged) {
	const problems = checkConfig(merged);
	if (problems.length === 0) return;
	throw new PawlError("dvc.invalid", {
		message: problems.join("\n"),
		hint: "docs/guides/remotes.md lists the options of each kind of remote."
	});
}
//#endregion
export { remoteSection as a, unsetOption as c, parseOptionName as i, withoutSection as l, dottedName as n, requireValidConfig as o, mergeConfigs as r, setOption as s, arrangeConfig as t, checkConfig as u };
