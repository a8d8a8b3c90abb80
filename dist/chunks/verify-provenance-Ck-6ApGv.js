import { a as provenanceAsset, i as longestBundle, r as judgeProvenance, s as refuseProvenance } from "./provenance-BQwh1Dbi.js";
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
export { verifyProvenance as t };
