import { o as __toESM } from "./rolldown-runtime-BQZXps4v.js";
import { D as string, E as strictObject, S as number, b as literal, m as array, x as looseObject } from "./schemas-CFgJ4ov0.js";
import { a as provenanceAsset, i as longestBundle, r as judgeProvenance, s as refuseProvenance } from "./provenance-DkknPRya.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { An as openRegistryTags, Dn as openGitWorkTree, On as openProvenance, Qt as readDocument, an as createClock, jn as openRevisions, ln as createModelHub, on as createFileSystem, sn as createGitHub } from "./pipeline-DJgoMtB1.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
import { l as readModelState } from "./promotion-facts-BGaQ6fup.js";
import { r as hubRepository } from "./parse-policy-CiPne4bg.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { t as require_semver } from "./semver-dw4NS0nu.js";
import { n as readReleasedManifest, t as manifestAsset } from "./released-manifest-CM4I6NaU.js";
import { o as tagsOnGitHub, t as toFinding } from "./finding-Bq-k8uI1.js";
import { t as readPolicyFile } from "./read-policy-DG0ZW3hd.js";
import { t as readLineage } from "./artifact-lineage-DOitkn5d.js";
import "./asset-name-BvugZzhA.js";
import { t as hubEndpoint } from "./hub-url-B58EdcL4.js";
//#region src/app/verify-provenance.ts
async function verifyProvenance(model, policy, ports) {
	const { release, sha256 } = model;
	const asset = release.assets.find(({ name, state }) => name === "provenance.sigstore.json" && state === "uploaded");
	if (asset === void 0) return refuseProvenance("provenance.missing", `the Release ${release.tag} has no ${provenanceAsset}`);
	if (asset.sizeBytes > 1048576) return refuseProvenance("provenance.malformed", `${provenanceAsset} of ${release.tag} has ${asset.sizeBytes} bytes, more than ${longestBundle}`);
	const signed = await ports.provenance.verify(await ports.releases.downloadAsset(asset.id));
	if (signed.decision === "refused") return signed;
	const { id, defaultBranch, url } = await ports.members.repository();
	const issuer = issuerOf(url);
	return judgeProvenance(signed, {
		sha256,
		repositoryId: id,
		workflow: policy.workflow,
		defaultBranch,
		issuer
	});
}
function issuerOf(repositoryUrl) {
	const { host } = new URL(repositoryUrl);
	return `https://token.actions.${host === "github.com" ? "githubusercontent.com" : host}`;
}
//#endregion
//#region src/app/mirror/mirror-result.ts
var import_dist = __toESM(require_dist(), 1);
function toFailed(version, { code, message, hint }) {
	return {
		version,
		decision: "failed",
		reasonCode: code,
		reason: message,
		hint
	};
}
function needsAttention({ decision }) {
	return decision === "refused" || decision === "failed";
}
//#endregion
//#region src/registry/mirror-record.ts
const mirrorRecordFile = "pawl.json";
const fileName = string().regex(/^[A-Za-z0-9_][\w.-]{0,150}$/);
const digest = string().regex(/^[0-9a-f]{64}$/);
const mirrorRecordSchema = strictObject({
	schema: literal("pawl.mirror/1"),
	repository: string().max(300).describe("`owner/name` on GitHub: whose model it is."),
	model: string().max(200),
	version: string().max(100),
	tag: string().max(300).describe("The registration's tag on GitHub."),
	commit: string().regex(/^[0-9a-f]{40}$/),
	release: string().max(2e3).describe("Address of the Release."),
	manifest: digest.describe("sha256 of `manifest.json` of the Release."),
	files: array(strictObject({
		path: fileName,
		sizeBytes: number().int(),
		sha256: digest
	})).max(100).describe("The others of the version, in order of their paths.")
});
function parseMirrorRecord(text) {
	return mirrorRecordSchema.safeParse(parseJson(text)).data;
}
//#endregion
//#region src/app/mirror/read-record.ts
async function readRecord(hubName, revision, hub) {
	if (revision === void 0) return void 0;
	const text = await hub.readText(hubName, revision, mirrorRecordFile);
	return text === void 0 ? void 0 : parseMirrorRecord(text);
}
//#endregion
//#region src/app/mirror/check-mirror.ts
async function checkMirror(check, hub) {
	const { model, hubName, manifests } = check;
	const found = await hub.find(hubName);
	const findings = [];
	for (const [version, manifest] of manifests) {
		const place = {
			model,
			tag: `${model}@${version}`
		};
		const commit = found?.tags.get(version);
		if (commit === void 0) {
			findings.push(toFinding("mirror.missing", place, `${hubName} has no tag ${version}`));
			continue;
		}
		const difference = await findDifference(check, {
			commit,
			manifest
		}, hub);
		if (difference !== void 0) {
			const reason = `the tag ${version} of ${hubName} ${difference}`;
			findings.push(toFinding("mirror.differs", place, reason));
		}
	}
	return findings;
}
async function findDifference({ model, hubName, repository }, { commit, manifest }, hub) {
	const record = await readRecord(hubName, commit, hub);
	if (record === void 0) return "has no record of Pawl";
	if (record.model !== model || record.version !== manifest.version) return `is on ${record.model} ${record.version}`;
	if (record.repository.toLowerCase() !== repository.toLowerCase()) return `is on that of ${record.repository}`;
	const wanted = manifest.assets.filter(({ name }) => name !== "predictions.parquet" && name !== "MODEL_CARD.md");
	const paths = wanted.map(({ name }) => name);
	const held = new Map((await hub.findFiles(hubName, commit, paths)).map((file) => [file.path, file]));
	const other = wanted.find(({ name, sizeBytes, sha256 }) => {
		const file = held.get(name);
		return file?.sizeBytes !== sizeBytes || (file.sha256 ?? sha256) !== sha256;
	});
	return other && `has ${other.name} with other bytes than the manifest says, or not at all`;
}
//#endregion
//#region src/app/mirror/hub-card.ts
const maxMatter = 256 * 1024;
const resultSchema = looseObject({ metrics: array(looseObject({ type: string() })) });
const matterSchema = looseObject({
	tags: array(string()).default([]),
	"model-index": array(looseObject({ results: array(resultSchema) })).optional()
});
function renderHubCard(card, extras) {
	const parts = splitCard(card.replaceAll("\r\n", "\n"));
	if (parts === void 0) return void 0;
	const read = readDocument(parts.matter, {
		file: "MODEL_CARD.md",
		maxLength: maxMatter
	});
	if (read.problems !== void 0) return void 0;
	const given = matterSchema.safeParse(read.document.toData() ?? {}).data;
	if (given === void 0) return void 0;
	const { tags, "model-index": index, ...others } = given;
	const results = (index ?? []).flatMap((entry) => entry.results);
	const metrics = [...new Set(results.flatMap((result) => result.metrics.map(({ type }) => type)))];
	return `---\n${(0, import_dist.stringify)({
		...others,
		...extras.license === void 0 ? {} : { license: extras.license },
		...extras.datasets.length === 0 ? {} : { datasets: extras.datasets },
		...metrics.length === 0 ? {} : { metrics },
		tags: [...new Set([...tags, ...extras.tags])],
		...index === void 0 ? {} : { "model-index": index }
	}, { lineWidth: 0 })}---\n${parts.body}`;
}
function splitCard(card) {
	if (!card.startsWith("---\n")) return {
		matter: "",
		body: `\n${card}`
	};
	const end = card.indexOf("\n---\n", 3);
	if (end < 0) return void 0;
	return {
		matter: card.slice(4, end + 1),
		body: card.slice(end + 5)
	};
}
//#endregion
//#region src/app/mirror/hub-files.ts
const cardAsset = "MODEL_CARD.md";
const hubCard = "README.md";
async function readMirroredVersion(release, { repository, card, model, version }, releases) {
	const manifest = await readReleasedManifest(release, releases);
	if (manifest === void 0) return void 0;
	if (manifest.model !== model || manifest.version !== version) throw changed(release, manifestAsset);
	const files = [];
	for (const { name, sha256: digest } of manifest.assets) {
		if (name === "predictions.parquet") continue;
		const bytes = await download(release, name, releases);
		if (bytes === void 0 || await sha256(bytes) !== digest) throw changed(release, name);
		files.push(name === cardAsset ? toHubCard(bytes, card, release) : {
			path: requireName(name, release),
			bytes
		});
	}
	const manifestBytes = await download(release, manifestAsset, releases);
	if (manifestBytes === void 0) throw changed(release, manifestAsset);
	const provenance = await download(release, provenanceAsset, releases);
	files.push({
		path: manifestAsset,
		bytes: manifestBytes
	});
	if (provenance !== void 0) files.push({
		path: provenanceAsset,
		bytes: provenance
	});
	files.sort((a, b) => a.path < b.path ? -1 : 1);
	const record = {
		schema: "pawl.mirror/1",
		repository,
		model: manifest.model,
		version: manifest.version,
		tag: release.tag,
		commit: manifest.commit,
		release: release.url,
		manifest: await sha256(manifestBytes),
		files: await Promise.all(files.map(describeFile))
	};
	const text = `${JSON.stringify(record, null, 2)}\n`;
	return {
		files: [...files, {
			path: mirrorRecordFile,
			bytes: new TextEncoder().encode(text)
		}],
		record
	};
}
async function download(release, name, releases) {
	const asset = release.assets.find((entry) => entry.name === name && entry.state === "uploaded");
	return asset && await releases.downloadAsset(asset.id);
}
function requireName(name, release) {
	const taken = [
		hubCard,
		mirrorRecordFile,
		manifestAsset,
		provenanceAsset
	].map((path) => path.toLowerCase());
	if (/^[A-Za-z0-9_][\w.-]{0,150}$/.test(name) && !taken.includes(name.toLowerCase())) return name;
	throw new PawlError("registry.manifest-invalid", { message: `The manifest of the Release ${release.tag} names an asset ${JSON.stringify(name.slice(0, 200))}, which cannot be mirrored.` });
}
function toHubCard(bytes, extras, release) {
	const text = renderHubCard(new TextDecoder().decode(bytes), extras);
	if (text !== void 0) return {
		path: hubCard,
		bytes: new TextEncoder().encode(text)
	};
	throw new PawlError("registry.manifest-invalid", { message: `The front matter of ${cardAsset} in the Release ${release.tag} is no YAML mapping.` });
}
function changed(release, name) {
	return new PawlError("registry.manifest-invalid", { message: `${name} of the Release ${release.tag} is missing, or not what its manifest says.` });
}
async function describeFile({ path, bytes }) {
	return {
		path,
		sizeBytes: bytes.byteLength,
		sha256: await sha256(bytes)
	};
}
//#endregion
//#region src/registry/git-blob.ts
var import_semver = require_semver();
async function gitBlobId(bytes) {
	const head = new TextEncoder().encode(`blob ${bytes.byteLength}\0`);
	const whole = new Uint8Array(head.byteLength + bytes.byteLength);
	whole.set(head);
	whole.set(bytes, head.byteLength);
	const digest = await crypto.subtle.digest("SHA-1", whole);
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
//#endregion
//#region src/app/mirror/place-version.ts
const attempts = 8;
function sideBranch(version) {
	return `pawl-${version}`;
}
async function placeVersion(place, { files, record }, hub) {
	const { hubName } = place;
	const { version } = record;
	const side = sideBranch(version);
	let sent = false;
	for (let attempt = 0; attempt < attempts; attempt += 1) {
		const found = await requireRepository(hubName, hub);
		const tagged = found.tags.get(version);
		if (tagged !== void 0) {
			if (found.branches.has(side)) await hub.removeBranch(hubName, side);
			return await holdsFiles(hubName, tagged, files, hub) ? mirrored(place, version) : differs(place, version);
		}
		const branch = await isGreatest(place, version, found, hub) ? "main" : side;
		const head = found.branches.get(branch);
		if (head === void 0) await hub.createBranch(hubName, branch, found.branches.get("main") ?? "main");
		else if (await holdsFiles(hubName, head, files, hub)) await hub.createTag(hubName, version, head);
		else if (sent) return incomplete(place, version);
		else {
			const removed = await staleFiles(hubName, head, files, hub);
			const commit = {
				branch,
				parent: head,
				title: `${record.model} ${version}`,
				files,
				removed
			};
			sent = await hub.commit(hubName, commit) === "done";
		}
	}
	throw new PawlError("registry.contended", { message: `${record.model} ${version} is not on the Hub: ${hubName} changed in each of ${attempts} attempts.` });
}
async function requireRepository(hubName, hub) {
	const found = await hub.find(hubName);
	if (found !== void 0) return found;
	throw new PawlError("remote.failed", { message: `The model ${hubName} was removed meanwhile.` });
}
async function isGreatest({ state, hubName }, version, { tags, branches }, hub) {
	const greater = state.versions.filter((entry) => (0, import_semver.compare)(entry.version, version) > 0);
	if (greater.some((entry) => tags.has(entry.version))) return false;
	const onMain = (await readRecord(hubName, branches.get("main"), hub))?.version;
	return !greater.some((entry) => entry.version === onMain);
}
async function holdsFiles(hubName, revision, files, hub) {
	const paths = files.map(({ path }) => path);
	const held = new Map((await hub.findFiles(hubName, revision, paths)).map((file) => [file.path, file]));
	for (const { path, bytes } of files) {
		const there = held.get(path);
		if (there?.sizeBytes !== bytes.byteLength) return false;
		if (!(there.sha256 === void 0 ? there.blobId === await gitBlobId(bytes) : there.sha256 === await sha256(bytes))) return false;
	}
	return true;
}
async function staleFiles(hubName, head, files, hub) {
	const before = await readRecord(hubName, head, hub);
	const wanted = new Set(files.map(({ path }) => path));
	const gone = (before?.files ?? []).map(({ path }) => path).filter((path) => !wanted.has(path));
	return gone.length === 0 ? [] : (await hub.findFiles(hubName, head, gone)).map(({ path }) => path);
}
function mirrored({ hubName }, version) {
	return {
		version,
		decision: "mirrored",
		reasonCode: "mirrored",
		reason: `${hubName} has ${version}`,
		hint: null
	};
}
function differs({ hubName }, version) {
	return {
		version,
		decision: "refused",
		reasonCode: "mirror.differs",
		reason: `the tag ${version} of ${hubName} is on other files than those of the Release`,
		hint: "Find out who made the tag on the Hub; remove it there, then run `pawl register` again."
	};
}
function incomplete({ hubName }, version) {
	return {
		version,
		decision: "failed",
		reasonCode: "mirror.incomplete",
		reason: `${hubName} took the commit of ${version} and has other files`,
		hint: "Look at the repository on the Hub, then run `pawl register` again."
	};
}
//#endregion
//#region src/app/mirror/mirror-model.ts
async function mirrorModel(request, ports) {
	const outcomes = [];
	let current = null;
	try {
		const found = await ports.hub.find(request.hubName);
		await removeLeftBranches(request, found, ports.hub);
		const waiting = await findWaiting(request, found, ports);
		if (waiting.length === 0) return [nothingToDo(request, found)];
		const refusal = await refuseForeign(request, found ?? await openRepository(request, ports.hub), ports.hub);
		if (refusal !== void 0) return [refusal];
		for (const [version, release] of waiting) {
			current = version.version;
			const outcome = await mirrorVersion(request, {
				version,
				release
			}, ports);
			outcomes.push(outcome);
			if (outcome.decision === "refused" || outcome.decision === "failed") break;
		}
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		outcomes.push(toFailed(current, error));
	}
	return outcomes;
}
async function removeLeftBranches({ state, hubName }, found, hub) {
	for (const { version } of state.versions) if (found?.tags.has(version) === true && found.branches.has(sideBranch(version))) await hub.removeBranch(hubName, sideBranch(version));
}
async function findWaiting({ state }, found, { releases }) {
	const waiting = [];
	for (const version of state.versions.toReversed()) {
		if (found?.tags.has(version.version) === true) continue;
		const release = await releases.findByTag(version.tag);
		if (release?.draft === false) waiting.push([version, release]);
	}
	return waiting;
}
function nothingToDo({ state }, found) {
	const version = state.versions.find((entry) => found?.tags.has(entry.version))?.version ?? null;
	const base = {
		version,
		decision: "unchanged",
		hint: null
	};
	return version === null ? {
		...base,
		reasonCode: "not-published",
		reason: `${state.artifact} has no published Release`
	} : {
		...base,
		reasonCode: "present",
		reason: `${state.artifact} ${version} is there already`
	};
}
async function openRepository({ hubName, visibility }, hub) {
	await hub.create(hubName, visibility);
	const made = await hub.find(hubName);
	if (made !== void 0) return made;
	throw new PawlError("remote.failed", { message: `The model ${hubName} was created and is not there.` });
}
async function refuseForeign({ hubName, visibility, repository, state }, found, hub) {
	const base = {
		version: null,
		decision: "refused"
	};
	if (!found.isPrivate && visibility === "private") {
		const reason = `${hubName} is public, and the policy does not say \`visibility: public\``;
		const hint = "Make it private on the Hub, or write `visibility: public` into registry.mirror.hugging_face.";
		return {
			...base,
			reasonCode: "mirror.public",
			reason,
			hint
		};
	}
	const main = found.branches.get("main");
	const record = await readRecord(hubName, main, hub);
	const isOurs = record?.repository.toLowerCase() === repository.toLowerCase() && record.model === state.artifact;
	const isEmpty = record === void 0 && (main === void 0 || await isUnused(hubName, main, hub));
	if (isOurs || isEmpty) return void 0;
	const reason = `${hubName} holds ${record === void 0 ? "files that are not Pawl's" : `${record.model} of ${record.repository}`}`;
	const hint = `Name another repository in registry.mirror.hugging_face, or empty that one; ${mirrorRecordFile} says whose it is.`;
	return {
		...base,
		reasonCode: "mirror.name-taken",
		reason,
		hint
	};
}
async function isUnused(hubName, main, hub) {
	const ours = [
		"model.onnx",
		"manifest.json",
		"profile.json",
		"signature.json",
		mirrorRecordFile
	];
	return (await hub.findFiles(hubName, main, ours)).length === 0;
}
async function mirrorVersion(request, { version, release }, { releases, hub }) {
	const { repository, card, state, hubName } = request;
	const wanted = await readMirroredVersion(release, {
		repository,
		card,
		model: state.artifact,
		version: version.version
	}, releases);
	if (wanted !== void 0) return await placeVersion({
		state,
		hubName
	}, wanted, hub);
	const reason = `the Release ${version.tag} has no manifest yet`;
	return {
		version: version.version,
		decision: "unchanged",
		reasonCode: "not-published",
		reason,
		hint: null
	};
}
//#endregion
//#region src/runtime/mirror-models.ts
async function mirrorModels(options) {
	const { models, log } = options;
	const wanted = options.policy.registry?.mirror.hugging_face;
	if (wanted === void 0) return [];
	const results = [];
	for (const model of models) {
		const hubName = hubRepository(wanted.repository, model) ?? wanted.repository;
		const url = `${hubEndpoint({
			options: new Map(),
			environment: options.variables
		})}/${hubName}`;
		for (const outcome of await mirrorOne(model, {
			...wanted,
			repository: hubName
		}, options)) results.push({
			mirror: "hugging-face",
			model,
			url,
			...outcome
		});
	}
	warnOf(results, log);
	return results;
}
function warnOf(results, log) {
	for (const { mirror, model, version, reasonCode, reason, hint } of results.filter(needsAttention)) {
		const what = version === null ? model : `${model} ${version}`;
		log.warning(`${what} is not mirrored to ${mirror} (${reasonCode}): ${reason} ${hint ?? ""}`.trim());
	}
}
async function openModelHub(variables) {
	const token = variables["HF_TOKEN"] ?? "";
	if (!token.startsWith("hf_")) throw new PawlError("mirror.token-missing", { message: `HF_TOKEN is ${token === "" ? "not set" : "no token of the Hugging Face Hub: those begin with hf_"}.` });
	return await createModelHub({
		endpoint: hubEndpoint({
			options: new Map(),
			environment: variables
		}),
		token
	});
}
async function mirrorOne(model, { repository: hubName, visibility, license, tags, datasets }, { repository, github, variables }) {
	try {
		const hub = await openModelHub(variables);
		return await mirrorModel({
			state: await readModelState(model, github),
			repository,
			hubName,
			visibility,
			card: {
				license,
				tags,
				datasets
			}
		}, {
			releases: github.releases,
			hub
		});
	} catch (error) {
		if (error instanceof PawlError) return [toFailed(null, error)];
		throw error;
	}
}
//#endregion
//#region src/runtime/open-registry.ts
async function openRegistry(options) {
	const { directory, remote, config } = options;
	const top = await (await openGitWorkTree(directory)).top();
	const policy = top === void 0 ? void 0 : await readPolicyIfValid(top, config);
	const local = {
		clock: createClock(),
		models: Object.keys(policy?.models ?? {}),
		readLockMd5: top === void 0 ? void 0 : await openLocks(top)
	};
	if (remote !== void 0) {
		const { apiUrl, repository, token } = remote;
		const github = await createGitHub({
			apiUrl,
			repository,
			auth: { token }
		});
		const verify = top === void 0 ? void 0 : await openVerification(policy, top, github);
		const source = {
			kind: "github",
			repository
		};
		const checkMirror = await openMirrorCheck(policy, repository, options.variables ?? {});
		return {
			...local,
			source,
			tags: tagsOnGitHub(github),
			github,
			verifyProvenance: verify,
			checkMirror
		};
	}
	if (top !== void 0) {
		const tags = await openRegistryTags(top);
		const nothing = {
			github: void 0,
			verifyProvenance: void 0,
			checkMirror: void 0
		};
		return {
			...local,
			source: { kind: "git" },
			tags,
			...nothing
		};
	}
	throw new PawlError("usage.invalid", {
		message: `${directory} is in no git repository.`,
		hint: "Run this in a clone, or give --repository owner/name and set GITHUB_TOKEN."
	});
}
async function readPolicyIfValid(top, config) {
	try {
		return await readPolicyFile(await createFileSystem(top), config);
	} catch (error) {
		if (error instanceof PawlError && error.code.startsWith("config.")) return void 0;
		throw error;
	}
}
async function openVerification(policy, top, github) {
	if (policy?.provenance.required !== true) return void 0;
	const provenance = await openProvenance(policy.provenance, await createFileSystem(top));
	let repository;
	const members = {
		...github.members,
		repository: () => repository ??= github.members.repository()
	};
	const ports = {
		...github,
		members,
		provenance
	};
	return (model) => verifyProvenance(model, policy.provenance, ports);
}
async function openMirrorCheck(policy, repository, variables) {
	const template = policy?.registry?.mirror.hugging_face?.repository;
	if (template === void 0 || (variables["HF_TOKEN"] ?? "") === "") return void 0;
	const hub = await openModelHub(variables);
	return async (model, manifests) => {
		const hubName = Object.hasOwn(policy?.models ?? {}, model) ? hubRepository(template, model) : void 0;
		return hubName === void 0 ? [] : checkMirror({
			model,
			hubName,
			repository,
			manifests
		}, hub);
	};
}
async function openLocks(top) {
	const revisions = await openRevisions(top);
	return async (commit, artifact) => {
		const view = await revisions.view(commit);
		return view === void 0 ? void 0 : (await readLineage(view, artifact))?.md5 ?? null;
	};
}
//#endregion
export { toFailed as a, needsAttention as i, mirrorModels as n, verifyProvenance as o, warnOf as r, openRegistry as t };
