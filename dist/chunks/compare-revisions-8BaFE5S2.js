import { Rt as compareCodePoints } from "./pipeline-DJgoMtB1.js";
import { t as compareValues } from "./compare-values-CgKSewGL.js";
import { t as describeFailures } from "./read-values-at-Cvjb2Mwx.js";
import { t as hasCommits } from "./snapshot-DNTG50TN.js";
//#region src/app/reports/compare-revisions.ts
async function diffRevisions({ a, b, all }, ports, read) {
	if (!await hasCommits(ports)) return {
		files: new Map(),
		warnings: []
	};
	const old = await read(a);
	return compareRevisions(old, a === b ? old : await read(b), all);
}
function compareRevisions(old, after, isComplete) {
	const paths = new Set([...old.files?.keys() ?? [], ...after.files?.keys() ?? []]);
	const files = new Map();
	for (const path of [...paths].sort(compareCodePoints)) {
		const changes = compareValues(old.files?.get(path)?.values, after.files?.get(path)?.values, { isComplete });
		if (changes.size > 0) files.set(path, changes);
	}
	return {
		files,
		warnings: describeFailures(old === after ? [old] : [old, after])
	};
}
//#endregion
export { diffRevisions as t };
