//#region src/app/pipeline/add-usage.ts
function addUsage(a, b) {
	return {
		peakMemoryBytes: combine(a.peakMemoryBytes, b.peakMemoryBytes, Math.max),
		gpu: a.gpu ?? b.gpu,
		gpuSeconds: combine(a.gpuSeconds, b.gpuSeconds, add),
		energyWattHours: combine(a.energyWattHours, b.energyWattHours, add)
	};
}
function combine(a, b, join) {
	return a === null || b === null ? a ?? b : join(a, b);
}
function add(a, b) {
	return a + b;
}
//#endregion
export { addUsage as t };
