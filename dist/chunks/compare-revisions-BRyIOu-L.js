import { It as compareCodePoints } from "./pipeline-ex9HlBJS.js";
import { t as compareValues } from "./compare-values-scr730Vo.js";
import { t as describeFailures } from "./read-values-at-kWAsA5pK.js";
//#region src/app/reports/compare-revisions.ts
const noChanges = {
	files: new Map(),
	warnings: []
};
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
function sameRevision({ a, b }) {
	return a === b;
}
//#endregion
export { noChanges as n, sameRevision as r, compareRevisions as t };
