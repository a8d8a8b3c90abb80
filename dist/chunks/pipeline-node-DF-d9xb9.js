import { r as compareCodePoints } from "./value-VM4t6jbx.js";
//#region src/versioning/relative-path.ts
function relativePath(path, folder) {
	if (folder === "") return path === "" ? "." : path;
	const [to, from] = [path === "" ? [] : path.split("/"), folder.split("/")];
	let same = 0;
	while (same < to.length && same < from.length && to[same] === from[same]) same += 1;
	return [...from.slice(same).map(() => ".."), ...to.slice(same)].join("/") || ".";
}
//#endregion
//#region src/versioning/pipeline-node.ts
function listNodes(pipeline, tracked) {
	const byFile = Map.groupBy(tracked, (data) => data.file);
	return [...pipeline.map(stageNode), ...[...byFile].map(([file, items]) => dataNode(file, items))].sort((a, b) => compareFiles(a.file, b.file));
}
function stageNode(stage) {
	return {
		address: stage.address,
		file: stage.file,
		needs: [...stage.deps, ...stage.params].map((one) => one.path),
		makes: stage.outs.map((out) => out.path),
		isFrozen: stage.isFrozen,
		stage,
		tracked: []
	};
}
function dataNode(file, tracked) {
	return {
		address: file,
		file,
		needs: [],
		makes: tracked.map((data) => data.target),
		isFrozen: false,
		tracked
	};
}
function compareFiles(a, b) {
	const [left, right] = [a.split("/"), b.split("/")];
	const depth = Math.min(left.length, right.length) - 1;
	for (let index = 0; index < depth; index += 1) {
		const order = compareCodePoints(left[index] ?? "", right[index] ?? "");
		if (order !== 0) return order;
	}
	return left.length - right.length || compareCodePoints(left[depth] ?? "", right[depth] ?? "");
}
function addressIn(folder, node) {
	const file = relativePath(node.file, folder);
	if (node.stage === void 0) return file;
	return file === "dvc.yaml" ? node.stage.name : `${file}:${node.stage.name}`;
}
//#endregion
export { listNodes as n, relativePath as r, addressIn as t };
