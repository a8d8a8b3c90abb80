import { f as PawlError } from "./copy-W2n1VAGm.js";
//#region src/adapters/provenance/attest-on-github.ts
function createAttesting(token) {
	return { sign: async (subjects) => {
		const { attestProvenance } = await import("./lib-Db61zYno.js");
		try {
			const { bundle } = await attestProvenance({
				subjects: subjects.map(({ name, sha256 }) => ({
					name,
					digest: { sha256 }
				})),
				token
			});
			return {
				decision: "signed",
				how: "attested",
				bundle: JSON.stringify(bundle)
			};
		} catch (error) {
			const text = error instanceof Error ? error.message : String(error);
			if (isNotOffered(text)) return {
				decision: "unavailable",
				reason: `GitHub keeps no attestation: ${text}`
			};
			throw new PawlError("provenance.failed", {
				message: `GitHub did not attest: ${text}`,
				cause: error
			});
		}
	} };
}
function isNotOffered(message) {
	return /^Failed to persist attestation: .*(not available|not accessible|not found)/is.test(message);
}
//#endregion
export { createAttesting };
