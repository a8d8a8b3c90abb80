import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as require_semver } from "./semver-dw4NS0nu.js";
import { t as manifestSchema } from "./manifest-schema-N-osMMzC.js";
//#region src/registry/tags.ts
var import_semver = require_semver();
const name = String.raw`[A-Za-z0-9](?:[A-Za-z0-9\-/_]*[A-Za-z0-9])?`;
const counter = String.raw`(?:#(?<counter>\d{1,15}))?`;
const grammar = new RegExp(String.raw`^(?<artifact>(?:[A-Za-z0-9\-_./]+=)?${name})` + String.raw`(?:@(?<version>v[0-9A-Za-z.+\-]+)(?<deregister>!?)|@(?<deprecated>deprecated)` + String.raw`|#(?<environment>${name})(?<unassign>!?))${counter}$`);
const artifactGrammar = new RegExp(String.raw`^(?:[A-Za-z0-9\-_./]+:)?${name}$`);
const environmentGrammar = new RegExp(`^${name}$`);
function isArtifactName(text) {
	return artifactGrammar.test(text);
}
function isVersion(text) {
	return text.startsWith("v") && /^\d/.test(text.slice(1)) && (0, import_semver.parse)(text.slice(1)) !== null;
}
function parseTag(tag) {
	const groups = grammar.exec(tag)?.groups;
	if (groups === void 0) return void 0;
	const base = {
		artifact: (groups["artifact"] ?? "").replace("=", ":"),
		counter: groups["counter"] === void 0 ? null : Number(groups["counter"])
	};
	const { version, environment } = groups;
	if (version !== void 0) {
		if (!isVersion(version)) return void 0;
		return {
			kind: groups["deregister"] === "!" ? "deregister" : "register",
			...base,
			version
		};
	}
	if (environment !== void 0) return {
		kind: groups["unassign"] === "!" ? "unassign" : "assign",
		...base,
		environment
	};
	return {
		kind: "deprecate",
		...base
	};
}
function formatTag(tag) {
	requireName(isArtifactName(tag.artifact), "artifact", tag.artifact);
	const artifact = tag.artifact.replace(":", "=");
	const end = tag.counter === null ? "" : `#${tag.counter}`;
	if ("version" in tag) {
		requireName(isVersion(tag.version), "version", tag.version);
		return `${artifact}@${tag.version}${tag.kind === "deregister" ? "!" : ""}${end}`;
	}
	if (tag.kind === "deprecate") return `${artifact}@deprecated${end}`;
	requireName(environmentGrammar.test(tag.environment), "environment", tag.environment);
	return `${artifact}#${tag.environment}${tag.kind === "unassign" ? "!" : ""}${end}`;
}
function requireName(isValid, what, value) {
	if (isValid) return;
	throw new PawlError("registry.name-invalid", { message: `${JSON.stringify(value)} is not a valid ${what} name for a registry tag.` });
}
function tagMessage(tag, version = "") {
	const messages = {
		register: (version) => `Registering artifact ${tag.artifact} version ${version}`,
		deregister: (version) => `Deregistering artifact ${tag.artifact} version ${version}`,
		assign: (stage) => `Assigning stage ${stage} to artifact ${tag.artifact} version ${version}`,
		unassign: (stage) => `Unassigning stage '${stage}' to artifact '${tag.artifact}' version '${version}'`,
		deprecate: () => `Deprecating artifact '${tag.artifact}'`
	};
	if (tag.kind === "deprecate") return messages.deprecate();
	return messages[tag.kind]("version" in tag ? tag.version : tag.environment);
}
//#endregion
//#region src/registry/registry-state.ts
const priorities = {
	deprecate: 2,
	register: 3,
	deregister: 4,
	assign: 5,
	unassign: 6
};
function readRegistry(tags) {
	const events = new Map();
	for (const record of tags) {
		const tag = parseTag(record.name);
		if (tag === void 0) continue;
		const event = {
			record,
			tag,
			seconds: Math.floor(Date.parse(record.taggedAt) / 1e3)
		};
		const list = events.get(tag.artifact);
		if (list === void 0) events.set(tag.artifact, [event]);
		else list.push(event);
	}
	return new Map([...events].map(([artifact, list]) => [artifact, readArtifact(artifact, list)]));
}
function readArtifactState(tags, artifact) {
	return readRegistry(tags).get(artifact) ?? readArtifact(artifact, []);
}
function readArtifact(artifact, unordered) {
	const known = readVersions(unordered);
	const versions = known.flatMap(toRegistered).sort((a, b) => (0, import_semver.compare)(b.version, a.version));
	const rank = new Map(known.map(({ registration }, index) => [registration?.record.commitSha, index]));
	const events = [...unordered].sort((a, b) => compareEvents(a, b, rank));
	return {
		artifact,
		versions,
		environments: readEnvironments(events, versions),
		isDeprecated: events.at(-1)?.tag.kind === "deprecate",
		nextCounter: 1 + events.reduce((most, event) => Math.max(most, event.tag.counter ?? 0), 0),
		lastTaggedAt: events.at(-1)?.record.taggedAt
	};
}
function compareEvents(a, b, rank) {
	const byDate = a.seconds - b.seconds || priorities[a.tag.kind] - priorities[b.tag.kind];
	const laterVersionFirst = (rank.get(b.record.commitSha) ?? 0) - (rank.get(a.record.commitSha) ?? 0);
	return byDate || laterVersionFirst || (a.tag.counter ?? 0) - (b.tag.counter ?? 0);
}
function readVersions(unordered) {
	const versions = new Map();
	const byName = (a, b) => a.record.name < b.record.name ? -1 : 1;
	for (const event of [...unordered].sort((a, b) => a.seconds - b.seconds || byName(a, b))) {
		if (event.tag.kind !== "register" && event.tag.kind !== "deregister") continue;
		const key = `${event.tag.version} ${event.record.commitSha}`;
		const known = versions.get(key) ?? {
			registration: void 0,
			removedAt: -Infinity
		};
		const change = event.tag.kind === "register" ? { registration: event } : { removedAt: event.seconds };
		versions.set(key, {
			...known,
			...change
		});
	}
	const registeredAt = (known) => known.registration?.seconds ?? -Infinity;
	return [...versions.values()].sort((a, b) => registeredAt(a) - registeredAt(b));
}
function toRegistered({ registration, removedAt }) {
	if (registration === void 0 || registration.seconds <= removedAt) return [];
	if (registration.tag.kind !== "register") return [];
	const { name: tag, commitSha, taggedAt: registeredAt } = registration.record;
	return [{
		version: registration.tag.version,
		tag,
		commitSha,
		registeredAt
	}];
}
function readEnvironments(events, versions) {
	const versionOf = new Map(versions.toReversed().map((entry) => [entry.commitSha, entry.version]));
	const found = new Map();
	const lastUnassigned = new Map();
	for (const [at, { record, tag }] of events.entries()) if (tag.kind === "unassign") lastUnassigned.set(`${tag.environment} ${record.commitSha}`, at);
	for (const [at, { record, tag }] of events.entries()) {
		if (tag.kind !== "assign" && tag.kind !== "unassign") continue;
		const list = found.get(tag.environment) ?? [];
		found.set(tag.environment, list);
		if (tag.kind === "unassign") continue;
		const version = versionOf.get(record.commitSha) ?? null;
		const isTakenOut = (lastUnassigned.get(`${tag.environment} ${record.commitSha}`) ?? -1) > at;
		list.push(toAssignment(record, {
			environment: tag.environment,
			version,
			isTakenOut
		}));
	}
	return new Map([...found].map(([environment, list]) => [environment, toEnvironment(list)]));
}
function toAssignment(record, held) {
	const { environment, version, isTakenOut } = held;
	return {
		environment,
		version,
		tag: record.name,
		commitSha: record.commitSha,
		assignedAt: record.taggedAt,
		assignedBy: record.taggerName,
		message: record.message,
		isTakenOut,
		isActive: version !== null && !isTakenOut
	};
}
function toEnvironment(oldestFirst) {
	const history = [...oldestFirst].reverse();
	return {
		current: history.find((entry) => entry.isActive),
		history
	};
}
function nextTaggerDate(lastTaggedAt, now) {
	const seconds = Math.floor(now.getTime() / 1e3);
	const last = lastTaggedAt === void 0 ? -Infinity : Math.floor(Date.parse(lastTaggedAt) / 1e3);
	return new Date(Math.max(seconds, last + 1) * 1e3).toISOString().replace(".000Z", "Z");
}
//#endregion
//#region src/app/released-manifest.ts
const manifestAsset = "manifest.json";
async function readReleasedManifest(release, releases) {
	const asset = release.assets.find((entry) => entry.name === "manifest.json" && entry.state === "uploaded");
	if (asset === void 0) return void 0;
	return parseManifest(new TextDecoder().decode(await releases.downloadAsset(asset.id)), release.tag);
}
function parseManifest(text, tag) {
	try {
		return manifestSchema.parse(JSON.parse(text));
	} catch (cause) {
		throw new PawlError("registry.manifest-invalid", {
			message: `${manifestAsset} of the Release ${tag} is not a valid pawl.manifest/1.`,
			cause
		});
	}
}
//#endregion
export { readRegistry as a, tagMessage as c, readArtifactState as i, readReleasedManifest as n, formatTag as o, nextTaggerDate as r, parseTag as s, manifestAsset as t };
