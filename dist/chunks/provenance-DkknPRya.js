import { C as object, D as string$1, N as _coercedNumber, P as _coercedString, a as ZodNumber, f as _enum, h as base64, j as unknown, m as array, u as ZodString } from "./schemas-CFgJ4ov0.js";
import { n as parseJsonBytes } from "./parse-json-N4_J43e3.js";
//#region node_modules/zod/v4/classic/coerce.js
function string(params) {
	return _coercedString(ZodString, params);
}
function number(params) {
	return _coercedNumber(ZodNumber, params);
}
//#endregion
//#region src/registry/provenance.ts
const provenanceAsset = "provenance.sigstore.json";
const longestBundle = 1024 * 1024;
const slsaProvenance = "https://slsa.dev/provenance/v1";
const statementSchema = object({
	_type: _enum(["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"]),
	subject: array(object({
		name: string$1(),
		digest: object({ sha256: string$1().regex(/^[0-9a-f]{64}$/) })
	})).min(1).max(100),
	predicateType: string$1(),
	predicate: unknown()
});
const repositorySchema = object({ buildDefinition: object({ internalParameters: object({ github: object({ repository_id: string() }) }) }) });
function readStatement(bytes) {
	const parsed = statementSchema.safeParse(parseJsonBytes(bytes)).data;
	if (parsed === void 0) return void 0;
	return {
		subjects: parsed.subject.map(({ name, digest }) => ({
			name,
			sha256: digest.sha256
		})),
		predicateType: parsed.predicateType,
		repositoryId: repositorySchema.safeParse(parsed.predicate).data?.buildDefinition.internalParameters.github.repository_id
	};
}
function refuseProvenance(reasonCode, reason) {
	return {
		decision: "refused",
		reasonCode,
		reason
	};
}
function judgeProvenance({ statement, signer }, expected) {
	if (!statement.subjects.some((subject) => subject.sha256 === expected.sha256)) return refuseProvenance("provenance.wrong-subject", `the provenance is of other files: none has the digest ${expected.sha256}`);
	const found = signer.kind === "workflow" ? signer.repositoryId : statement.repositoryId;
	if (found !== String(expected.repositoryId)) return refuseProvenance("provenance.wrong-repository", `the provenance is of repository ${found ?? "unknown"}, this one is ${expected.repositoryId}`);
	if (signer.kind === "key") return {
		decision: "verified",
		reasonCode: "verified",
		reason: `signed with the key ${signer.keyId}`
	};
	return judgeWorkflow(signer, expected);
}
function judgeWorkflow(signer, { issuer, workflow, defaultBranch }) {
	const ref = `refs/heads/${defaultBranch}`;
	const wanted = `${signer.repositoryUrl}/${workflow}@${ref}`;
	if ((signer.issuer === issuer || signer.issuer.startsWith(`${issuer}/`)) && signer.workflow === wanted && signer.ref === ref) return {
		decision: "verified",
		reasonCode: "verified",
		reason: `attested by ${signer.workflow}`
	};
	return refuseProvenance("provenance.wrong-workflow", `the provenance is signed by ${signer.workflow} for ${signer.ref} (issuer ${signer.issuer}), not by ${wanted}`);
}
function buildStatement(subjects, place) {
	return JSON.stringify({
		_type: "https://in-toto.io/Statement/v1",
		subject: subjects.map(({ name, sha256 }) => ({
			name,
			digest: { sha256 }
		})),
		predicateType: slsaProvenance,
		predicate: buildPredicate(place)
	});
}
function buildPredicate({ serverUrl, repository, repositoryId, commit, workflow }) {
	const url = `${serverUrl}/${repository}`;
	const github = {
		repository_id: String(repositoryId),
		event_name: workflow?.event
	};
	return {
		buildDefinition: {
			buildType: "https://actions.github.io/buildtypes/workflow/v1",
			externalParameters: { workflow: {
				repository: url,
				path: workflow?.path ?? null,
				ref: workflow?.ref ?? null
			} },
			internalParameters: { github },
			resolvedDependencies: [{
				uri: `git+${url}`,
				digest: { gitCommit: commit }
			}]
		},
		runDetails: {
			builder: { id: workflow === void 0 ? `${url}#pawl-register` : `${url}/${workflow.path}@${workflow.ref}` },
			...workflow === void 0 ? {} : { metadata: { invocationId: workflow.runUrl } }
		}
	};
}
const bundleSchema = object({
	verificationMaterial: object({ publicKey: unknown().optional() }),
	dsseEnvelope: object({ payload: base64().max(1024 * 1024) })
});
function findSignedAbout(bundle, subjects) {
	const parsed = bundleSchema.safeParse(parseJsonBytes(bundle)).data;
	if (parsed === void 0) return void 0;
	const found = readStatement(Uint8Array.from(atob(parsed.dsseEnvelope.payload), (letter) => letter.charCodeAt(0)))?.subjects ?? [];
	const lines = (list) => list.map(({ name, sha256 }) => `${sha256} ${name}`).sort((a, b) => a < b ? -1 : 1).join("\n");
	if (lines(found) !== lines(subjects)) return void 0;
	return parsed.verificationMaterial.publicKey === void 0 ? "attested" : "key";
}
//#endregion
export { provenanceAsset as a, number as c, longestBundle as i, string as l, findSignedAbout as n, readStatement as o, judgeProvenance as r, refuseProvenance as s, buildStatement as t };
