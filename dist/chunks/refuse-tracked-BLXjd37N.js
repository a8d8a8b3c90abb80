import { f as PawlError } from "./copy-W2n1VAGm.js";
//#region src/app/pipeline/refuse-tracked.ts
async function refuseTracked(path, { ignoreRules }) {
	if (!await ignoreRules.isTracked(path)) return;
	throw new PawlError("input.invalid", {
		message: `Git keeps ${path} already.`,
		hint: `Take it out of git first: git rm -r --cached '${path.replaceAll("'", String.raw`'\''`)}'; or, for an output, say \`cache: false\`.`
	});
}
//#endregion
export { refuseTracked as t };
