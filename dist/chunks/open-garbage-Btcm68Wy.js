import { D as string, E as strictObject, S as number, b as literal } from "./schemas-CFgJ4ov0.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { $t as checkSchema, Ct as readItem, Gt as isValueMap, Nt as renderProblems, Qt as readDocument, Sn as openDataStore, Tn as openGitRepository, Wt as isValueList, an as createClock, bt as readDataFile, hn as createRunGuard, ht as parseLock, jn as openRevisions, kn as openRefHistory, kt as readValues, on as createFileSystem, p as commandLine, v as findRepository, yn as createWorkspaceView } from "./pipeline-DJgoMtB1.js";
import { t as objectKey } from "./plan-garbage-2YlwkR5x.js";
import { realpathSync } from "node:fs";
import { basename, resolve } from "node:path";
//#region src/versioning/needed-items.ts
function readNeededItems(text, file) {
	if (file.endsWith(".dvc")) {
		readDataFile(text, file);
		const values = readValues(text, file);
		return isValueMap(values) ? readOutputs(values.get("outs"), file) : [];
	}
	const stages = parseLock(text, file).values.get("stages") ?? null;
	if (stages === null) return [];
	if (!isValueMap(stages)) throw unreadable(file, "`stages` is no map");
	return [...stages].flatMap(([name, entry]) => {
		if (!isValueMap(entry)) throw unreadable(file, `the stage ${name} is no map`);
		return readOutputs(entry.get("outs"), `${file}, stage ${name}`);
	});
}
function unreadable(place, what) {
	return new PawlError("file.unreadable", { message: `${place}: ${what}.` });
}
function readOutputs(outs, place) {
	if (outs === void 0 || outs === null) return [];
	if (!isValueList(outs)) throw unreadable(place, "`outs` is no list");
	return outs.flatMap((out) => readOutput(out, place));
}
function readOutput(out, place) {
	if (!isValueMap(out)) throw unreadable(place, "an output is no map");
	const files = out.get("files") ?? null;
	if (files !== null && !isValueList(files)) throw unreadable(place, "`files` of an output is no list");
	return [out, ...(files ?? []).map((part) => {
		if (!isValueMap(part)) throw unreadable(place, "a file of an output is no map");
		return new Map([
			...part,
			["path", ""],
			["hash", out.get("hash") ?? "md5"]
		]);
	})].flatMap((entry) => {
		const md5 = entry.get("md5") ?? null;
		if (md5 === null) return [];
		const item = readItem(new Map([...entry, ["path", ""]]));
		if (item === void 0) throw unreadable(place, `${JSON.stringify(md5)} is no md5 of an output`);
		return [{
			md5: item.md5,
			hash: item.hash
		}];
	});
}
//#endregion
//#region src/app/garbage-refs.ts
function createGarbageRefs(sources) {
	const views = new Map();
	const known = new Map();
	const [own] = sources;
	return {
		isShallow: async () => {
			return (await Promise.all(sources.map((source) => source.revisions.isShallow()))).includes(true);
		},
		readHistory: async () => {
			const histories = await Promise.all(sources.map((source) => readSource(source, views)));
			return {
				refs: histories.flatMap((history) => history.refs),
				commits: histories[0]?.commits ?? []
			};
		},
		readData: async (ref) => {
			const { commit } = ref;
			const view = await ((commit === void 0 ? void 0 : () => own?.revisions.view(commit)) ?? views.get(keyOf(ref)))?.();
			if (view !== void 0) return readItems(ref, view, known);
			throw new PawlError("revision.unknown", { message: `git cannot read ${nameOf(ref)} (${commit ?? ref.name}).` });
		}
	};
}
async function readSource(source, views) {
	const { project, workTrees, revisions, history } = source;
	const { refs, commits } = await history.read();
	const name = (text) => project === void 0 ? text : `${project}: ${text}`;
	const trees = workTrees.map((tree) => {
		const ref = {
			kind: project === void 0 ? "workspace" : "project",
			name: name(tree.name)
		};
		views.set(keyOf(ref), async () => tree.view);
		return ref;
	});
	if (project === void 0) return {
		refs: [...trees, ...refs],
		commits
	};
	const others = refs.map((one) => {
		const ref = {
			kind: "project",
			name: name(nameOf(one))
		};
		views.set(keyOf(ref), () => revisions.view(one.commit ?? one.name));
		return ref;
	});
	return {
		refs: [...trees, ...others],
		commits: []
	};
}
function keyOf({ kind, name }) {
	return `${kind} ${name}`;
}
function nameOf({ kind, name }) {
	return kind === "workspace" || kind === "project" ? name : `${kind} ${name}`;
}
async function readItems(ref, view, known) {
	const names = await view.listMetafiles().catch((cause) => fail(ref, "its list of files", cause));
	const items = [];
	for (const file of names.filter((name) => name.endsWith(".dvc") || /(^|\/)dvc\.lock$/.test(name))) try {
		const text = await view.readText(file);
		if (text === void 0) throw new PawlError("file.missing", { message: `${file} vanished.` });
		const key = `${file}\0${text}`;
		const found = known.get(key) ?? readNeededItems(text, file);
		known.set(key, found);
		items.push(...found);
	} catch (cause) {
		fail(ref, file, cause);
	}
	return items;
}
function fail(ref, file, cause) {
	const reason = cause instanceof Error ? cause.message : String(cause);
	throw new PawlError("file.unreadable", {
		message: `Nothing is deleted: ${file} at ${nameOf(ref)} cannot be read: ${reason}`,
		hint: "Repair the file there, or delete that branch or tag when its data is not needed any more.",
		cause
	});
}
//#endregion
//#region src/versioning/gc-policy.ts
const gcPolicyPath = ".dvc/pawl-gc.yml";
const maxLength = 64 * 1024;
const gcPolicySchema = strictObject({ keep: strictObject({
	workspace: literal("always").default("always").describe("Data of the work tree is always kept."),
	branches: literal("all").default("all").describe("Data of every branch, local or fetched, is always kept."),
	tags: literal("all").default("all").describe("Data of every tag is always kept."),
	releases: literal("all").default("all").describe("Data of every Release is always kept."),
	commits: strictObject({ newer_than: string().regex(/^[1-9][0-9]{0,4}d$/, { error: "a number of days such as 90d" }).describe("Commits of this age or younger, on any branch or tag.") }).optional(),
	runs: strictObject({ newest: number().int().min(0).describe("Results of the newest runs of the run cache.") }).optional()
}).prefault({}) });
function parseGcPolicy(text, file = gcPolicyPath) {
	if (text.trim() === "") return gcPolicySchema.parse({});
	const read = readDocument(text, {
		file,
		maxLength
	});
	const checked = read.document === void 0 ? read : checkSchema(read.document, gcPolicySchema);
	if (checked.problems !== void 0) throw new PawlError("config.invalid", {
		message: renderProblems(checked.problems),
		hint: "Correct the lines above; docs/guides/garbage.md lists what is allowed."
	});
	return "value" in checked && checked.value !== void 0 ? checked.value : gcPolicySchema.parse({});
}
//#endregion
//#region src/runtime/open-garbage.ts
const waitMs = 6e5;
async function openGarbage(directory, choice, log) {
	const root = realpathSync(findRepository(directory).root);
	const roots = [root, ...(await findProjects(choice.projects.map((path) => resolve(directory, path)))).filter((path) => path !== root)];
	const policy = await readPolicy(await createFileSystem(root));
	const stores = await Promise.all(roots.map(async (path) => openDataStore(await createFileSystem(path))));
	const sources = await Promise.all(roots.map((path, index) => openSource(path, index > 0)));
	const git = await openGitRepository(root);
	const opened = openStores(stores, sources, choice);
	const leave = await enterAll(roots, log);
	return {
		policy,
		stores: opened.stores,
		resolve: async (revision) => {
			const commit = await git.resolve(revision);
			if (commit !== void 0) return commit;
			throw new PawlError("revision.unknown", { message: `git knows no revision ${JSON.stringify(revision)}.` });
		},
		close: async () => {
			await leave();
			await opened.remote?.close();
		}
	};
}
async function readPolicy(files) {
	return parseGcPolicy(await files.stat(".dvc/pawl-gc.yml") !== void 0 ? await files.readText(gcPolicyPath) : "");
}
async function findProjects(paths) {
	const found = await Promise.all(paths.map(async (path) => {
		if ((await (await createFileSystem(path)).stat(".dvc"))?.kind === "directory") return realpathSync(path);
		throw new PawlError("file.missing", {
			message: `${path} has no folder .dvc.`,
			hint: "--projects takes the top folders of repositories that share the cache."
		});
	}));
	return [...new Set(found)];
}
async function openSource(root, isProject) {
	const [history, revisions] = await Promise.all([openRefHistory(root), openRevisions(root)]);
	const view = async (path) => createWorkspaceView(await createFileSystem(path), { isWhole: true });
	const own = {
		name: "workspace",
		view: await view(root)
	};
	const others = (await history.otherWorkTrees()).map(async (path) => ({
		name: `work tree ${basename(path)}`,
		view: await view(path)
	}));
	const workTrees = [own, ...await Promise.all(others)];
	return {
		...isProject ? { project: root } : {},
		workTrees,
		revisions,
		history
	};
}
async function enterAll(roots, log) {
	const leave = [];
	const close = async () => {
		for (const step of leave.splice(0).toReversed()) await step();
	};
	try {
		for (const root of [...roots].sort()) {
			const turn = await (await createRunGuard(root, commandLine())).enter({
				timeoutMs: waitMs,
				onWait: (message) => log.info(message)
			});
			leave.push(() => turn.leave());
			leave.push(await keepOut(turn));
		}
	} catch (error) {
		await close();
		throw error;
	}
	return close;
}
async function keepOut(turn) {
	const [taken, given] = [Promise.withResolvers(), Promise.withResolvers()];
	const hold = async () => {
		taken.resolve();
		await given.promise;
	};
	const done = turn.claim({
		name: "gc",
		reads: [],
		writes: [""]
	}, () => turn.exclusively(hold));
	await Promise.race([taken.promise, done]);
	return async () => {
		given.resolve();
		await done;
	};
}
function openStores(stores, sources, { cloud, notInRemote, remote }) {
	const [own] = stores;
	if (own === void 0) return {
		stores: [],
		remote: void 0
	};
	const there = cloud || notInRemote || remote !== void 0 || own.defaultRemote !== void 0 ? own.remote(remote) : void 0;
	const objects = stores.map((store, index) => store.objects(index === 0 ? remote : void 0));
	const shared = {
		...createGarbageRefs(sources),
		clock: createClock(),
		readTree: async (item) => {
			for (const place of objects) {
				const files = await place.readTree(item, "anywhere");
				if (files !== void 0) return files;
			}
		}
	};
	const findElsewhere = async (items) => {
		if (there === void 0) return new Set();
		const missing = new Set((await there.findMissing(items)).map(objectKey));
		return new Set(items.map(objectKey).filter((key) => !missing.has(key)));
	};
	return {
		stores: [{
			...shared,
			findElsewhere,
			store: own.cacheGarbage()
		}, ...cloud && there !== void 0 ? [{
			...shared,
			findElsewhere: async () => new Set(),
			store: own.remoteGarbage(there, remote)
		}] : []],
		remote: there
	};
}
//#endregion
export { openGarbage };
