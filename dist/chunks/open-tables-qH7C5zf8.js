import { f as PawlError } from "./copy-W2n1VAGm.js";
import { G as listKnownData, Sn as openDataStore, Xt as joinPath, jn as openRevisions, on as createFileSystem, qt as isBelow, tn as nearestMatch, v as findRepository, yn as createWorkspaceView } from "./pipeline-DJgoMtB1.js";
import { n as openSnapshot } from "./snapshot-DNTG50TN.js";
import { relative, resolve, sep } from "node:path";
import { randomBytes } from "node:crypto";
//#region src/app/tables/resolve-table.ts
async function resolveTable({ revision, path }, ports) {
	if (revision === void 0 || revision === "workspace") return inWorkTree(path, ports);
	const { view, loaded } = await openSnapshot(revision, ports);
	const copy = `${ports.folder}/${encodeURIComponent(revision)}/${path.split("/").at(-1) ?? path}`;
	const committed = await view.readBytes(path);
	if (committed !== void 0) {
		await ports.files.write(copy, committed);
		return `${ports.files.root}/${copy}`;
	}
	const known = listKnownData(loaded);
	const data = known.find((one) => one.path === path || isBelow(path, one.path));
	if (data === void 0) throw notThere(path, revision, [...known.map((one) => one.path), ...await view.listFiles("")]);
	const item = data.path === path ? data.item : await itemInside({
		data,
		path,
		revision
	}, ports);
	if (item.md5.endsWith(".dir")) throw new PawlError("file.missing", {
		message: `${path} is a folder at ${revision}.`,
		hint: "Name a table in it."
	});
	await placeItem(copy, item, {
		data,
		path,
		revision
	}, ports);
	return `${ports.files.root}/${copy}`;
}
async function inWorkTree(path, { files, workspace }) {
	const found = await files.stat(path);
	if (found?.kind === "file") return `${files.root}/${path}`;
	if (found !== void 0) throw new PawlError("file.missing", {
		message: `${path} is a folder.`,
		hint: "Name a table in it."
	});
	const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
	throw notThere(path, void 0, await workspace.listFiles(folder));
}
function notThere(path, revision, names) {
	const nearest = nearestMatch(path, names);
	const place = revision === void 0 ? "in the work tree" : `at ${revision}`;
	const hint = revision === void 0 ? "Run `pawl checkout` when it is data under version control; paths are relative to the folder that you are in." : "Name a file that git has there, or an output of dvc.lock or a .dvc file; paths are relative to the folder that you are in.";
	return new PawlError("file.missing", {
		message: `There is no ${path} ${place}.${nearest === void 0 ? "" : ` Did you mean ${nearest}?`}`,
		hint
	});
}
async function itemInside({ data, path, revision }, ports) {
	const inside = path.slice(data.path.length + 1);
	const tree = data.item.md5.endsWith(".dir") ? await ports.objects.readTree(data.item, "anywhere") : [];
	if (tree === void 0) throw nowhere(data.path, data.item, revision);
	const file = tree.find((one) => one.path === inside);
	if (file !== void 0) return {
		md5: file.md5,
		hash: data.item.hash
	};
	if (tree.some((one) => isBelow(one.path, inside))) throw new PawlError("file.missing", {
		message: `${path} is a folder at ${revision}.`,
		hint: "Name a table in it."
	});
	throw notThere(path, revision, tree.map((one) => `${data.path}/${one.path}`));
}
function nowhere(path, item, revision) {
	return new PawlError("data.missing", {
		message: `${path} at ${revision} (${item.md5}) is neither in the cache nor in the remote.`,
		hint: "Run `pawl push --all-commits` where the data is; a version that garbage collection deleted cannot be brought back."
	});
}
async function placeItem(copy, item, found, ports) {
	if (!await ports.data.has(item)) await ports.remote(found.data.remote)?.pull([item]);
	const { state } = await ports.data.checkout(copy, item, { force: true });
	if (state !== "done") throw nowhere(found.path, item, found.revision);
}
//#endregion
//#region src/runtime/open-tables.ts
async function openTables(directory) {
	const place = findRepository(directory);
	const files = await createFileSystem(place.root);
	const [workspace, revisions, store] = await Promise.all([
		createWorkspaceView(files),
		openRevisions(files.root),
		openDataStore(files)
	]);
	const folder = `.dvc/tmp/pawl/tables/${process.pid}-${randomBytes(4).toString("hex")}`;
	const remotes = new Map();
	const remote = (name) => {
		if (name === void 0 && store.defaultRemote === void 0) return void 0;
		const opened = remotes.get(name ?? "") ?? store.remote(name);
		remotes.set(name ?? "", opened);
		return opened;
	};
	const ports = {
		files,
		workspace,
		revisions,
		data: store.data,
		objects: store.objects(),
		remote,
		folder
	};
	return {
		resolve: async (revision, given) => {
			const path = joinPath(relative(place.root, resolve(directory, given)).split(sep).join("/"));
			if (path === void 0 || path === "") throw new PawlError("path.refused", { message: `${given} is no file inside the repository.` });
			return {
				file: await resolveTable({
					revision,
					path
				}, ports),
				name: revision === void 0 ? path : `${revision}:${path}`
			};
		},
		close: async () => {
			for (const opened of remotes.values()) await opened.close();
			await files.remove(folder);
		}
	};
}
//#endregion
export { openTables as t };
