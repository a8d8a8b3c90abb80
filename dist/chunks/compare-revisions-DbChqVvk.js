import { It as compareCodePoints } from "./pipeline-9pxyrtY4.js";
import { t as compareValues } from "./compare-values-ypb4Mxwx.js";
import { t as describeFailures } from "./read-values-at-Bcd-1h11.js";
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
