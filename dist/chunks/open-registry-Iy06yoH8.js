import { f as PawlError } from "./copy-B5uvovW0.js";
import { Cn as openProvenance, En as openRevisions, Sn as openGitWorkTree, Tn as openRegistryTags, in as createGitHub, nn as createClock, rn as createFileSystem } from "./pipeline-C0vlmzvk.js";
import { a as tagsOnGitHub } from "./read-models-BGlN99v_.js";
import { t as verifyProvenance } from "./verify-provenance-Ck-6ApGv.js";
import { t as readPolicyFile } from "./read-policy-CE69O8fa.js";
import { t as readLineage } from "./artifact-lineage-BSTSxzhJ.js";
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
		return {
			...local,
			source,
			tags: tagsOnGitHub(github),
			github,
			verifyProvenance: verify
		};
	}
	if (top !== void 0) {
		const tags = await openRegistryTags(top);
		return {
			...local,
			source: { kind: "git" },
			tags,
			github: void 0,
			verifyProvenance: void 0
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
async function openLocks(top) {
	const revisions = await openRevisions(top);
	return async (commit, artifact) => {
		const view = await revisions.view(commit);
		return view === void 0 ? void 0 : (await readLineage(view, artifact))?.md5 ?? null;
	};
}
//#endregion
export { openRegistry as t };
