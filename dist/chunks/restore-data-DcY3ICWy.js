//#region src/app/pipeline/restore-data.ts
async function restoreData(path, item, ports) {
	return (await bringData(path, item, ports, { force: true })).state === "done";
}
async function bringData(path, item, ports, options) {
	const first = await ports.data.checkout(path, item, options);
	if (first.state !== "absent" || ports.remote === void 0) return first;
	const { missing } = await ports.remote.pull([item]);
	return missing.length === 0 ? ports.data.checkout(path, item, options) : first;
}
//#endregion
export { restoreData as n, bringData as t };
