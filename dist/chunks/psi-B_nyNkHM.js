import { n as countIntoBins, r as referenceCounts } from "./bins-DFEt-Vnh.js";
//#region src/drift/shares.ts
function sharesOf(counts) {
	const total = counts.reduce((sum, count) => sum + count, 0);
	return total > 0 && Number.isFinite(total) ? counts.map((count) => count / total) : void 0;
}
//#endregion
//#region src/drift/psi.ts
const leastShare = 1e-4;
function psi(reference, current) {
	const r = sharesOf(reference);
	const c = sharesOf(current);
	if (r === void 0 || c === void 0) return NaN;
	let sum = 0;
	for (const [index, share] of r.entries()) {
		const expected = Math.max(share, leastShare);
		const actual = Math.max(c[index] ?? 0, leastShare);
		sum += (expected - actual) * Math.log(expected / actual);
	}
	return sum;
}
function columnPsi(reference, current) {
	const expected = [...referenceCounts(reference.bins)];
	const actual = [...countIntoBins(current, reference.bins)];
	if (reference.missing > 0 || current.missing > 0) {
		expected.push(reference.missing);
		actual.push(current.missing);
	}
	return psi(expected, actual);
}
//#endregion
export { sharesOf as n, columnPsi as t };
