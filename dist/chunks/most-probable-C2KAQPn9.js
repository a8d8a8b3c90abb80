//#region src/evaluation/most-probable.ts
function mostProbable(probabilities, start, classes) {
	let best = 0;
	for (let index = 1; index < classes; index += 1) if ((probabilities[start + index] ?? 0) > (probabilities[start + best] ?? 0)) best = index;
	return best;
}
//#endregion
export { mostProbable as t };
