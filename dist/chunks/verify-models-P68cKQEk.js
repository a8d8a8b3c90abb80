import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { t as readDeploymentPayload } from "./deployment-payload-C3riQ_lf.js";
import { a as readRegistry, n as readReleasedManifest, s as parseTag } from "./released-manifest-CM4I6NaU.js";
import { t as toFinding } from "./finding-Bq-k8uI1.js";
import { t as checkRelease } from "./check-release-CYTz8Xmg.js";
//#region src/registry/check-tags.ts
const toleratedSeconds = 3600;
function checkTags(material) {
	const byModel = new Map();
	for (const record of material.annotated) {
		const tag = parseTag(record.name);
		if (tag === void 0) continue;
		const list = byModel.get(tag.artifact) ?? [];
		byModel.set(tag.artifact, list);
		list.push({
			record,
			tag,
			seconds: Math.floor(Date.parse(record.taggedAt) / 1e3)
		});
	}
	const states = readRegistry(material.annotated);
	return [...checkNames(material, byModel), ...[...byModel].flatMap(([model, events]) => {
		const state = states.get(model);
		return [
			...checkDates(model, events, material.now),
			...checkTargets(model, events),
			...state === void 0 ? [] : checkHolders(state, events)
		];
	})].sort((a, b) => a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0);
}
function checkNames({ annotated, others, models }, byModel) {
	const known = new Set([...byModel.keys(), ...models]);
	const all = [...annotated.map((record) => record.name), ...others];
	const lightweight = others.flatMap((tag) => {
		const model = parseTag(tag)?.artifact;
		const reason = `${tag} is no annotated tag of a commit: it says nothing, yet its name is taken`;
		return model === void 0 ? [] : [toFinding("tag.lightweight", {
			model,
			tag
		}, reason)];
	});
	const malformed = all.flatMap((tag) => {
		const model = (/^[^@#]*/.exec(tag)?.[0] ?? "").replace("=", ":");
		if (model === tag || !known.has(model) || parseTag(tag) !== void 0) return [];
		return [toFinding("tag.malformed", {
			model,
			tag
		}, `${tag} breaks the grammar of registry tags`)];
	});
	return [...lightweight, ...malformed];
}
function checkDates(model, events, now) {
	const latest = Math.floor(now.getTime() / 1e3) + toleratedSeconds;
	const future = events.filter((event) => event.seconds > latest).map(({ record }) => {
		const reason = `${record.name} is dated ${record.taggedAt}, in the future`;
		return toFinding("tag.future", {
			model,
			tag: record.name
		}, reason);
	});
	const late = new Map();
	let newest;
	for (const event of [...events].sort((a, b) => counterOf(a) - counterOf(b) || a.seconds - b.seconds)) {
		if (event.tag.counter === null) continue;
		if (newest !== void 0 && event.seconds <= newest.seconds) late.set(event.record.name, newest);
		if (newest === void 0 || event.seconds > newest.seconds) newest = event;
	}
	const ordered = [...events].sort((a, b) => a.seconds - b.seconds || counterOf(a) - counterOf(b));
	for (const [at, event] of ordered.entries()) {
		const before = ordered[at - 1];
		if (before?.seconds !== event.seconds || late.has(event.record.name)) continue;
		if (late.get(before.record.name) !== event) late.set(event.record.name, before);
	}
	const notLater = [...late].map(([tag, before]) => {
		const reason = `${tag} is not dated later than ${before.record.name} (${before.record.taggedAt})`;
		return toFinding("tag.date", {
			model,
			tag
		}, reason);
	});
	return [...future, ...notLater];
}
function counterOf({ tag }) {
	return tag.counter ?? 0;
}
const assignmentMessage = /^Assigning stage \S{1,100} to artifact \S{1,200} version (v\S{1,100})$/;
function checkTargets(model, events) {
	const registered = new Map();
	const commitOf = new Map();
	const findings = [];
	for (const { tag, record, seconds } of [...events].sort((a, b) => a.seconds - b.seconds)) {
		if (tag.kind !== "register") continue;
		const list = registered.get(record.commitSha) ?? [];
		registered.set(record.commitSha, list);
		list.push({
			version: tag.version,
			seconds
		});
		const other = commitOf.get(tag.version);
		if (other !== void 0 && other !== record.commitSha) {
			const reason = `${tag.version} is registered on ${other.slice(0, 7)} and on ${record.commitSha.slice(0, 7)}`;
			findings.push(toFinding("version.ambiguous", {
				model,
				tag: record.name
			}, reason));
		}
		commitOf.set(tag.version, record.commitSha);
	}
	for (const { tag, record, seconds } of events) {
		if (tag.kind !== "assign") continue;
		const place = {
			model,
			tag: record.name
		};
		const here = registered.get(record.commitSha) ?? [];
		const named = assignmentMessage.exec(record.message.split("\n", 1)[0] ?? "")?.[1];
		if (here.length === 0) {
			const reason = `${record.name} assigns commit ${record.commitSha.slice(0, 7)}, which has no version`;
			findings.push(toFinding("assignment.version-missing", place, reason));
		} else if (named !== void 0 && !here.some(({ version }) => version === named)) {
			const versions = here.map(({ version }) => version).join(", ");
			const reason = `${record.name} says ${named} and is on the commit of ${versions}`;
			findings.push(toFinding("assignment.version-differs", place, reason));
		} else if (here.every((entry) => entry.seconds >= seconds)) {
			const reason = `${record.name} is not dated later than the registration of its version`;
			findings.push(toFinding("tag.date", place, reason));
		}
	}
	return findings;
}
function checkHolders({ artifact: model, environments, versions }, events) {
	const withdrawn = new Set(events.flatMap(({ tag, record }) => tag.kind === "register" ? [record.commitSha] : []));
	for (const { commitSha } of versions) withdrawn.delete(commitSha);
	return [...environments].flatMap(([environment, { history, current }]) => {
		const [newest] = history;
		if (newest === void 0 || newest.tag === current?.tag || newest.isTakenOut) return [];
		if (!withdrawn.has(newest.commitSha)) return [];
		const left = current?.version ?? "nothing";
		const reason = `${newest.tag} put a version into ${environment} that is not registered any more; it holds ${left}`;
		return [toFinding("assignment.version-withdrawn", {
			model,
			tag: newest.tag
		}, reason)];
	});
}
//#endregion
//#region src/app/verify-models.ts
const watchedVersions = 3;
async function verifyModels(request, ports) {
	const { annotated, others } = await ports.tags.read();
	const now = ports.clock.now();
	const isMeant = (model) => request.model === void 0 || model === request.model;
	const states = [...readRegistry(annotated).values()].filter((state) => isMeant(state.artifact));
	const findings = checkTags({
		annotated,
		others,
		models: request.models,
		now
	}).filter(({ model }) => isMeant(model));
	const released = await verifyReleases(request, states, ports);
	const all = [...findings, ...released?.findings ?? []];
	return {
		decision: all.length === 0 ? "positive" : "negative",
		reasonCode: all.length === 0 ? "verified" : "contradictions",
		checked: {
			tags: annotated.length + others.length,
			releases: released?.releases ?? null,
			manifests: released?.manifests ?? 0,
			locks: released?.locks ?? 0,
			mirrored: ports.checkMirror === void 0 ? null : released?.mirrored ?? null
		},
		findings: all
	};
}
async function verifyReleases({ depth }, states, ports) {
	const { github, readLockMd5 } = ports;
	if (github === void 0) return void 0;
	const byTag = groupByTag(await github.releases.list());
	const sums = {
		releases: 0,
		manifests: 0,
		locks: 0,
		mirrored: 0
	};
	const findings = [];
	for (const state of states) {
		const manifests = new Map();
		const published = new Map();
		for (const [at, version] of state.versions.entries()) {
			const releases = byTag.get(version.tag) ?? [];
			const isDeep = depth === "all" || at < watchedVersions || isHeld(state, version);
			const seen = await readSeen(releases[0], isDeep, github);
			const { manifest } = seen;
			const artifact = typeof manifest === "string" ? void 0 : manifest.artifact.path;
			const lockMd5 = artifact === void 0 ? void 0 : await readLockMd5?.(version.commitSha, artifact);
			const checked = releases.map((release, index) => index === 0 ? seen.release ?? release : release);
			const material = {
				model: state.artifact,
				version,
				releases: checked,
				manifest,
				lockMd5
			};
			findings.push(...await checkRelease(material));
			sums.releases += releases.length;
			sums.locks += lockMd5 === void 0 ? 0 : 1;
			if (typeof manifest === "string") continue;
			sums.manifests += 1;
			manifests.set(version.version, manifest);
			if (seen.release?.draft === false) published.set(version.version, manifest);
			findings.push(...await checkProvenance({
				model: state.artifact,
				version
			}, {
				...seen,
				manifest
			}, ports));
		}
		findings.push(...await checkDeployments(state, manifests, github));
		findings.push(...await ports.checkMirror?.(state.artifact, published) ?? []);
		sums.mirrored += published.size;
	}
	return {
		...sums,
		findings
	};
}
async function checkProvenance({ model, version }, { manifest, release }, { verifyProvenance }) {
	if (verifyProvenance === void 0 || release === void 0) return [];
	const verdict = await verifyProvenance({
		release,
		sha256: manifest.artifact.sha256
	});
	if (verdict.decision === "verified") return [];
	return [toFinding(verdict.reasonCode, {
		model,
		tag: version.tag
	}, verdict.reason)];
}
function groupByTag(releases) {
	const found = new Map();
	for (const release of [...releases].sort((a, b) => a.id - b.id)) {
		const list = found.get(release.tag) ?? [];
		found.set(release.tag, list);
		list.push(release);
	}
	return found;
}
function isHeld(state, { version }) {
	return [...state.environments.values()].some(({ current }) => current?.version === version);
}
async function readSeen(release, isDeep, { releases }) {
	if (release === void 0 || !isDeep) return { manifest: "unread" };
	const manifest = await readManifest(release, releases);
	if (typeof manifest === "string") return { manifest };
	const assets = [];
	for (const asset of release.assets) {
		const digest = asset.digest === null && asset.state === "uploaded" ? `sha256:${await sha256(await releases.downloadAsset(asset.id))}` : asset.digest;
		assets.push({
			...asset,
			digest
		});
	}
	return {
		manifest,
		release: {
			...release,
			assets
		}
	};
}
async function readManifest(release, releases) {
	try {
		return await readReleasedManifest(release, releases) ?? "missing";
	} catch (error) {
		if (error instanceof PawlError && error.code === "registry.manifest-invalid") return "invalid";
		throw error;
	}
}
async function checkDeployments(state, manifests, { deployments }) {
	const findings = [];
	for (const [environment, { current }] of state.environments) {
		if (current === void 0) continue;
		for (const deployment of await deployments.list(environment)) {
			const payload = readDeploymentPayload(deployment.payload);
			if (payload?.tag !== current.tag) continue;
			const wanted = manifests.get(current.version ?? "")?.artifact.sha256;
			if (payload.version === current.version && (wanted ?? payload.sha256) === payload.sha256) continue;
			const said = `${payload.version} with sha256 ${payload.sha256}`;
			const reason = `Deployment ${deployment.id} of ${current.tag} runs ${said}; the registry says ${current.version ?? ""} ${wanted ?? ""}`;
			findings.push(toFinding("deployment.differs", {
				model: state.artifact,
				tag: current.tag
			}, reason));
		}
	}
	return findings;
}
//#endregion
export { verifyModels as t };
