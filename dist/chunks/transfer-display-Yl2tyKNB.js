//#region src/cli/transfer-display.ts
const pauseMs = 100;
async function createTransferDisplay(what, isQuiet) {
	const ci = process.env["CI"];
	if (!process.stderr.isTTY || isQuiet || ci !== void 0 && ci !== "") return {
		onProgress: () => void 0,
		stop: () => void 0
	};
	const { createLogUpdate } = await import("./log-update-Bupm7kpa.js");
	const screen = createLogUpdate(process.stderr);
	const started = performance.now();
	let drawnMs = Number.NEGATIVE_INFINITY;
	return {
		onProgress: (progress) => {
			const now = performance.now();
			if (now - drawnMs < pauseMs) return;
			drawnMs = now;
			screen(renderTransfer(what, progress, now - started));
		},
		stop: () => {
			screen.clear();
			screen.done();
		}
	};
}
function renderTransfer(what, progress, elapsedMs) {
	const { objects, totalObjects, bytes } = progress;
	const share = totalObjects === 0 ? 0 : Math.min(1, objects / totalObjects);
	const bar = "█".repeat(Math.round(share * barWidth)).padEnd(barWidth, "░");
	const count = `${objects.toLocaleString("en-US")} of ${totalObjects.toLocaleString("en-US")} objects`;
	const speed = elapsedMs < 1e3 ? "" : `  ${formatBytes(bytes * 1e3 / elapsedMs)}/s`;
	return `${what}  ${bar}  ${count}  ${formatBytes(bytes)}${speed}`;
}
const barWidth = 24;
const units = [
	"B",
	"kB",
	"MB",
	"GB",
	"TB"
];
function formatBytes(bytes) {
	let [value, unit] = [bytes, 0];
	while (value >= 1e3 && unit < units.length - 1) [value, unit] = [value / 1e3, unit + 1];
	return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit] ?? ""}`;
}
//#endregion
export { createTransferDisplay, formatBytes, renderTransfer };
