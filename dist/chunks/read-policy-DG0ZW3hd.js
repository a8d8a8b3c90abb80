import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Nt as renderProblems } from "./pipeline-DJgoMtB1.js";
import { n as policyPath, t as parsePolicy } from "./parse-policy-CiPne4bg.js";
//#region src/app/read-policy.ts
async function readPolicyFile(files, path = policyPath) {
	if ((await files.stat(path))?.kind !== "file") throw new PawlError("config.missing", { message: `${path} does not exist in ${files.root}.` });
	const parsed = parsePolicy(await files.readText(path), path);
	if (parsed.problems === void 0) return parsed.policy;
	throw new PawlError("config.invalid", { message: renderProblems(parsed.problems) });
}
//#endregion
export { readPolicyFile as t };
