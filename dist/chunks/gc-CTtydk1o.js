import { f as PawlError } from "./copy-W2n1VAGm.js";
import { r as printResult } from "./pipeline-DJgoMtB1.js";
import { i as InvalidArgumentError } from "./commander-DFFLS3wq.js";
import { t as createCommandLog } from "./command-log-CoWntGrM.js";
import { n as planGarbage, t as objectKey } from "./plan-garbage-2YlwkR5x.js";
//#region src/versioning/gc-refs.ts
const dayMs = 1440 * 60 * 1e3;
function isSelection(selection) {
	const { num: _, ...rest } = selection;
	return Object.values(rest).some((value) => value !== void 0 && value !== false);
}
function selectRefs(history, selection, policy, nowMs) {
	if (!isSelection(selection)) {
		if (selection.num !== void 0) throw numAlone();
		return {
			kept: [...history.refs, ...youngCommits(history, policy, nowMs)],
			givenUp: []
		};
	}
	const kept = selectedRefs(history, selection);
	const commits = new Set(kept.map((ref) => ref.commit));
	return {
		kept,
		givenUp: history.refs.filter((ref) => ref.commit !== void 0 && !commits.has(ref.commit))
	};
}
function numAlone() {
	return new PawlError("usage.invalid", { message: "--num is used with --all-branches or --rev." });
}
function youngCommits({ commits }, policy, nowMs) {
	const age = policy.keep.commits?.newer_than;
	if (age === void 0) return [];
	const since = nowMs - Number.parseInt(age, 10) * dayMs;
	return commits.filter((commit) => commit.dateMs >= since).map(commitRef);
}
function commitRef({ id }) {
	return {
		kind: "commit",
		name: id,
		commit: id
	};
}
function selectedRefs(history, selection) {
	const { allBranches = false, allTags = false, allCommits = false, revisions = [], sinceMs, num } = selection;
	if (num !== void 0 && !allBranches && revisions.length === 0) throw numAlone();
	const ofKind = (...kinds) => history.refs.filter((ref) => kinds.includes(ref.kind));
	const branches = allBranches ? ofKind("branch") : [];
	const tips = [...branches.flatMap((ref) => ref.commit ?? []), ...revisions];
	return [
		...ofKind("workspace", "project"),
		...branches,
		...allTags ? ofKind("tag", "release") : [],
		...revisions.map((id) => commitRef({ id })),
		...tips.flatMap((tip) => earlier(history, tip, (num ?? 1) - 1)),
		...history.commits.filter((commit) => allCommits || sinceMs !== void 0 && commit.dateMs >= sinceMs).map(commitRef)
	];
}
function earlier({ commits }, tip, count) {
	if (count <= 0) return [];
	const byId = new Map(commits.map((commit) => [commit.id, commit]));
	const found = [];
	let next = byId.get(tip)?.parents[0];
	while (next !== void 0 && found.length < count) {
		found.push(commitRef({ id: next }));
		next = byId.get(next)?.parents[0];
	}
	return found;
}
//#endregion
//#region src/app/collect-garbage.ts
const leftoverAgeMs = 1440 * 60 * 1e3;
async function collectGarbage(request, ports) {
	if (await ports.isShallow()) throw new PawlError("gc.shallow-clone", { message: "This is a shallow clone: branches and tags whose data would be deleted may not be here." });
	const nowMs = ports.clock.now().getTime();
	const objects = await ports.store.listObjects();
	const { kept, givenUp } = selectRefs(await ports.readHistory(), request.selection ?? {}, request.policy, nowMs);
	const runs = await ports.store.listRuns();
	const reader = new NeedReader(ports);
	const keptData = [...await reader.readAll(kept), ...await reader.readRuns(newestRuns(runs, request.policy))];
	const plan = planGarbage(objects, keptData, await reader.readAll(givenUp), request.notInRemote === true ? await ports.findElsewhere(objects) : new Set());
	const report = {
		...plan,
		store: ports.store.label,
		unknown: keptData.flatMap((data) => data.unknown.map((md5) => ({
			ref: data.ref,
			md5
		}))),
		runs: await deadRuns(runs, objects, plan, ports),
		leftovers: (await ports.store.listLeftovers()).filter((one) => nowMs - one.changedMs > leftoverAgeMs)
	};
	const outcome = decide(request, report);
	if (outcome.decision === "removed") await removeAll(report, ports.store);
	return {
		...report,
		...outcome
	};
}
function decide(request, report) {
	const reasonCode = request.force === true ? "gc.done" : reasonOf(report);
	if (request.dry === true) return {
		decision: "planned",
		reasonCode
	};
	return {
		decision: reasonCode === "gc.done" ? "removed" : "refused",
		reasonCode
	};
}
function reasonOf({ unknown, losing }) {
	if (unknown.length > 0) return "gc.directories-unknown";
	return losing.length > 0 ? "gc.refs-lose-data" : "gc.done";
}
async function removeAll({ remove, runs, leftovers }, store) {
	await store.removeRuns(runs.map((run) => run.name));
	const isDirectory = (object) => object.md5.endsWith(".dir");
	await store.removeObjects(remove.filter(isDirectory));
	await store.removeObjects(remove.filter((object) => !isDirectory(object)));
	await store.removeLeftovers(leftovers.map((one) => one.path));
}
function newestRuns(runs, policy) {
	const newest = policy.keep.runs?.newest ?? 0;
	return [...runs].sort((a, b) => b.changedMs - a.changedMs || (a.name < b.name ? -1 : 1)).slice(0, newest);
}
async function deadRuns(runs, objects, plan, ports) {
	const there = new Set(objects.map(objectKey));
	for (const object of plan.remove) there.delete(objectKey(object));
	const absent = runs.flatMap((run) => run.outs).filter((out) => !there.has(objectKey(out)));
	const elsewhere = absent.length === 0 ? new Set() : await ports.findElsewhere(absent);
	const isGone = (out) => !there.has(objectKey(out)) && !elsewhere.has(objectKey(out));
	return runs.filter((run) => run.outs.some(isGone));
}
var NeedReader = class {
	#ports;
	#data = new Map();
	#trees = new Map();
	constructor(ports) {
		this.#ports = ports;
	}
	async readAll(refs) {
		const read = [];
		for (const ref of refs) {
			const key = ref.commit ?? `${ref.kind} ${ref.name}`;
			const known = this.#data.get(key) ?? await this.#expand(await this.#ports.readData(ref));
			this.#data.set(key, known);
			read.push({
				ref,
				...known
			});
		}
		return read;
	}
	async readRuns(runs) {
		if (runs.length === 0) return [];
		const { objects } = await this.#expand(runs.flatMap((run) => run.outs));
		return [{
			ref: {
				kind: "workspace",
				name: "newest runs"
			},
			objects,
			unknown: []
		}];
	}
	async #expand(items) {
		const objects = new Set();
		const unknown = [];
		for (const item of items) {
			const key = objectKey(item);
			objects.add(key);
			if (!item.md5.endsWith(".dir")) continue;
			if (!this.#trees.has(key)) this.#trees.set(key, await this.#readTree(item));
			const files = this.#trees.get(key);
			if (files === void 0) unknown.push(item.md5);
			for (const file of files ?? []) objects.add(file);
		}
		return {
			objects,
			unknown
		};
	}
	async #readTree(item) {
		return (await this.#ports.readTree(item))?.map((file) => objectKey({
			md5: file.md5,
			hash: item.hash
		}));
	}
};
//#endregion
//#region src/report/garbage.ts
const shownObjects = 20;
const shownRefs = 50;
function renderGarbage(report) {
	const biggest = [...report.remove].sort((a, b) => b.sizeBytes - a.sizeBytes).slice(0, shownObjects);
	return [
		`${report.store}: ${amount(report.remove)} ${{
			planned: "would be deleted",
			removed: "deleted",
			refused: "not deleted"
		}[report.decision]}; ${report.keptObjects} objects (${bytes(report.keptBytes)}) kept`,
		`  not needed by any kept ref: ${amount(report.remove)}`,
		`  run records without their outputs: ${amount(report.runs)}`,
		`  temporary files older than a day: ${amount(report.leftovers)}`,
		...biggest.map((object) => `  ${bytes(object.sizeBytes).padStart(10)}  ${object.md5}`),
		...more(report.remove.length - biggest.length, "objects"),
		...refLines("kept refs need", report.needs),
		...refLines("lose data", report.losing),
		...report.unknown.slice(0, shownRefs).map(({ ref, md5 }) => `  ${nameOf(ref)} needs the directory ${md5}, which is neither in the cache nor in the remote`),
		...more(report.unknown.length - shownRefs, "such directories"),
		...advice(report)
	];
}
function advice({ reasonCode }) {
	if (reasonCode === "gc.directories-unknown") return ["Nothing is deleted while the files of these directories are not known: run `pawl fetch --all-commits`, or use --force. (gc.directories-unknown)"];
	if (reasonCode !== "gc.refs-lose-data") return [];
	return ["The refs above lose data: leave the flags out to keep every branch, tag and Release, or use --force. (gc.refs-lose-data)"];
}
function refLines(title, needs) {
	if (needs.length === 0) return [];
	const sorted = [...needs].sort((a, b) => b.bytes - a.bytes);
	return [
		`  ${title}:`,
		...sorted.slice(0, shownRefs).map((need) => `  ${bytes(need.bytes).padStart(10)}  ${nameOf(need.ref)} (${need.objects} objects)`),
		...more(needs.length - shownRefs, "refs")
	];
}
function nameOf({ kind, name }) {
	return kind === "workspace" ? name : `${kind} ${name}`;
}
function more(count, what) {
	return count > 0 ? [`  … and ${count} more ${what}`] : [];
}
function amount(items) {
	return `${items.length} (${bytes(items.reduce((sum, item) => sum + item.sizeBytes, 0))})`;
}
function bytes(count) {
	const units = [
		"B",
		"KiB",
		"MiB",
		"GiB",
		"TiB"
	];
	let [value, unit] = [count, 0];
	while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
	return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ""}`;
}
//#endregion
//#region src/cli/gc.ts
function addGcCommand(program) {
	program.command("gc").description("delete data that no branch, tag, Release or work tree needs").option("-w, --workspace", "keep only the data of the work tree").option("-a, --all-branches", "keep the data of branches and the work tree").option("-T, --all-tags", "keep the data of tags and the work tree").option("-A, --all-commits", "keep the data of all commits").option("-n, --num <count>", "with --all-branches or --rev: of so many commits back", count).option("--date <date>", "keep the data of commits since then: YYYY-MM-DD", day).option("--rev <commit>", "keep the data of a commit and the work tree").option("--not-in-remote", "delete also what the remote has").option("-c, --cloud", "delete in the remote too").option("-r, --remote <name>", "the remote").option("-p, --projects <paths...>", "other repositories that share the cache: their data is kept").option("-f, --force", "delete although refs lose data or directories are not known").option("--dry", "only report").action(async (_, command) => {
		const options = command.optsWithGlobals();
		checkOptions(options);
		const { cloud = false, notInRemote = false, remote, projects = [] } = options;
		const { openGarbage } = await import("./open-garbage-Btcm68Wy.js");
		const choice = {
			cloud,
			notInRemote,
			remote,
			projects
		};
		const opened = await openGarbage(process.cwd(), choice, createCommandLog());
		try {
			const reports = await collectAll(options, opened);
			printResult(options.json, {
				schema: "pawl.gc/1",
				stores: reports
			}, reports.flatMap(renderGarbage));
			if (reports.some((report) => report.decision === "refused")) process.exitCode = 3;
		} finally {
			await opened.close();
		}
	});
}
function checkOptions(options) {
	if (options.notInRemote === true && options.cloud === true) throw new PawlError("usage.invalid", { message: "--not-in-remote and --cloud exclude each other." });
	if (options.remote !== void 0 && options.notInRemote !== true && options.cloud !== true) throw new PawlError("usage.invalid", { message: "--remote needs --cloud or --not-in-remote." });
}
async function collectAll(options, opened) {
	const { notInRemote = false, dry = false, force = false } = options;
	const selection = await selectionOf(options, opened);
	const reports = [];
	for (const ports of opened.stores) {
		const report = await collectGarbage({
			policy: opened.policy,
			selection,
			notInRemote,
			dry,
			force
		}, ports);
		reports.push(report);
		if (report.decision === "refused") break;
	}
	return reports;
}
async function selectionOf(options, opened) {
	const { workspace = false, allBranches = false, allTags = false, allCommits = false } = options;
	return {
		workspace,
		allBranches,
		allTags,
		allCommits,
		...options.num === void 0 ? {} : { num: options.num },
		...options.date === void 0 ? {} : { sinceMs: options.date },
		...options.rev === void 0 ? {} : { revisions: [await opened.resolve(options.rev)] }
	};
}
function count(text) {
	const value = Number(text);
	if (Number.isInteger(value) && value > 0) return value;
	throw new InvalidArgumentError("a whole number greater than 0 is expected");
}
function day(text) {
	const value = /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text) ? Date.parse(text) : NaN;
	if (Number.isFinite(value)) return value;
	throw new InvalidArgumentError("a date such as 2026-01-31 is expected");
}
//#endregion
export { addGcCommand };
