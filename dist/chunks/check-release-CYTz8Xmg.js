import { a as provenanceAsset } from "./provenance-DkknPRya.js";
import { t as sha256 } from "./sha256-Bf71bb9V.js";
import { t as toFinding } from "./finding-Bq-k8uI1.js";
//#region src/registry/check-release.ts
function releaseName({ model, version }) {
	return `${model} ${version}`;
}
async function digestNotes(body) {
	return sha256(body.replaceAll("\r\n", "\n").trim());
}
async function checkRelease(material) {
	const { model, version, releases, manifest } = material;
	const { tag } = version;
	const [release] = releases;
	const find = (code, reason) => toFinding(code, {
		model,
		tag
	}, reason);
	if (release === void 0) return [find("release.missing", `${tag} has no Release`)];
	const findings = [...release.draft ? [find("release.draft", `the Release ${tag} is a draft`)] : [], ...releases.length > 1 ? [find("release.doubled", `${tag} has ${releases.length} Releases`)] : []];
	if (manifest === "unread") return findings;
	if (manifest === "missing") return [...findings, find("manifest.missing", `the Release ${tag} has no manifest.json`)];
	if (manifest === "invalid") {
		const reason = `manifest.json of the Release ${tag} is no valid pawl.manifest/1`;
		return [...findings, find("manifest.invalid", reason)];
	}
	const parts = [
		checkIdentity(material, manifest, find),
		checkAssets({
			tag,
			release,
			manifest
		}, find),
		await checkText({
			tag,
			release,
			manifest
		}, find)
	];
	return [...findings, ...parts.flat()];
}
function checkIdentity({ model, version, lockMd5 }, manifest, find) {
	const findings = [];
	if (manifest.model !== model || manifest.version !== version.version) {
		const reason = `the manifest of ${version.tag} is that of ${manifest.model} ${manifest.version}`;
		findings.push(find("manifest.differs", reason));
	}
	if (manifest.commit !== version.commitSha) {
		const reason = `${version.tag} is on ${version.commitSha.slice(0, 7)}; its manifest says ${manifest.commit.slice(0, 7)}`;
		findings.push(find("tag.moved", reason));
	}
	if (lockMd5 !== void 0 && lockMd5 !== manifest.artifact.md5) {
		const named = lockMd5 === null ? "no such output" : `md5 ${lockMd5}`;
		const reason = `dvc.lock at ${version.tag} has ${named}; the manifest says md5 ${manifest.artifact.md5}`;
		findings.push(find("lock.differs", reason));
	}
	return findings;
}
function checkAssets({ tag, release, manifest }, find) {
	const held = new Map(release.assets.map((asset) => [asset.name, asset]));
	const findings = manifest.assets.flatMap((wanted) => {
		const asset = held.get(wanted.name);
		const named = `${wanted.name} of the Release ${tag}`;
		if (asset === void 0) return [find("asset.missing", `${named} is missing`)];
		if (asset.state !== "uploaded") return [find("asset.incomplete", `${named} is in state ${asset.state}`)];
		if (asset.sizeBytes === wanted.sizeBytes && asset.digest === `sha256:${wanted.sha256}`) return [];
		return [find("asset.changed", `${named} has ${`${asset.sizeBytes} bytes, ${asset.digest ?? "digest unknown"}`}; the manifest says sha256:${wanted.sha256}`)];
	});
	const listed = new Set([
		...manifest.assets.map((asset) => asset.name),
		"manifest.json",
		provenanceAsset
	]);
	const contradicts = manifest.assets.find((asset) => asset.name === manifest.artifact.asset)?.sha256 !== manifest.artifact.sha256;
	return [
		...findings,
		...contradicts ? [find("manifest.differs", `the manifest of ${tag} has two digests of the model, or none among its assets`)] : [],
		...release.assets.filter((asset) => !listed.has(asset.name)).map((asset) => find("asset.unexpected", `${asset.name} of the Release ${tag} is not in its manifest`))
	];
}
async function checkText({ tag, release, manifest }, find) {
	if (release.name !== releaseName(manifest)) return [find("release.edited", `the Release ${tag} was renamed`)];
	if (manifest.notes === void 0 || manifest.notes.sha256 === await digestNotes(release.body)) return [];
	return [find("release.edited", `the notes of the Release ${tag} were edited`)];
}
//#endregion
export { digestNotes as n, releaseName as r, checkRelease as t };
