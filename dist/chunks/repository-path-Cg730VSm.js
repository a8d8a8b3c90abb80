//#region src/versioning/repository-path.ts
function joinPath(...parts) {
	const joined = [];
	for (const part of parts) {
		if (part.startsWith("/") || part.includes("\\") || part.includes("\0")) return void 0;
		for (const step of part.split("/")) {
			if (step === "" || step === ".") continue;
			if (step !== "..") joined.push(step);
			else if (joined.pop() === void 0) return void 0;
		}
	}
	return joined.join("/");
}
function isReserved(path) {
	return path === "" || isOverlap(path, ".dvc") || path.toLowerCase().split("/").includes(".git");
}
function isOverlap(a, b) {
	return a === b || isBelow(a, b) || isBelow(b, a);
}
function isBelow(path, directory) {
	return directory === "" ? path !== "" : path.startsWith(`${directory}/`);
}
//#endregion
export { joinPath as i, isOverlap as n, isReserved as r, isBelow as t };
