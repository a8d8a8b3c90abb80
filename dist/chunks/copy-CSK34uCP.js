import { open } from "node:fs/promises";
import { closeSync, lstatSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { createHash, hash } from "node:crypto";
//#region src/errors.ts
const errorTable = {
	"usage.invalid": {
		exitStatus: 2,
		hint: "Run the command with --help to see what it takes."
	},
	"config.invalid": {
		exitStatus: 2,
		hint: "Correct the lines above; schemas/pawl.schema.json lists what is allowed."
	},
	"config.missing": {
		exitStatus: 2,
		hint: "Add .github/pawl.yml; docs/guides/getting-started.md shows one."
	},
	"config.variable-missing": {
		exitStatus: 2,
		hint: "Set the variable in the workflow's env, or in your shell."
	},
	"input.invalid": {
		exitStatus: 2,
		hint: "Correct the input; the README of the action, or `--help` of the command, lists them."
	},
	"file.missing": {
		exitStatus: 1,
		hint: "Check the path, or produce the file first."
	},
	"file.unreadable": {
		exitStatus: 1,
		hint: "Check that the file is complete and of the named format."
	},
	"file.too-large": {
		exitStatus: 1,
		hint: "Keep reports small; put large tables under `outs`."
	},
	"file.write-failed": {
		exitStatus: 1,
		hint: "Check permissions and free space."
	},
	"path.refused": {
		exitStatus: 2,
		hint: "Use a path inside the repository, without symbolic links that leave it."
	},
	"process.failed": {
		exitStatus: 1,
		hint: "Read the output above; run the same command by hand to repeat it."
	},
	"git.argument-refused": {
		exitStatus: 2,
		hint: "Branches and revisions have letters, digits and . _ / @ # + - and do not begin with -."
	},
	"git.failed": {
		exitStatus: 1,
		hint: "Read git's message above."
	},
	"merge.conflict": {
		exitStatus: 1,
		hint: "Choose one side (`git checkout --ours` or `--theirs` with the path), then run `pawl repro` or `pawl add` again."
	},
	"revision.unknown": {
		exitStatus: 2,
		hint: "Name a branch, a tag or a commit; in a shallow clone fetch the history first."
	},
	"plot.invalid": {
		exitStatus: 2,
		hint: "docs/guides/reports.md shows how plots are defined; `pawl plots templates` lists the templates."
	},
	"dvc.invalid": {
		exitStatus: 2,
		hint: "Correct the lines above; docs/guides/pipelines.md shows the format."
	},
	"dvc.unsupported": {
		exitStatus: 2,
		hint: "Write it another way; docs/guides/pipelines.md lists what is read."
	},
	"dvc.param-missing": {
		exitStatus: 1,
		hint: "Add the parameter to its file, or take it out of the stage."
	},
	"stage.unknown": {
		exitStatus: 2,
		hint: "Name a stage or an output as dvc.yaml writes it."
	},
	"stage.failed": {
		exitStatus: 1,
		hint: "Correct the stage and run again; stages that ended well are not repeated."
	},
	"stage.not-restorable": {
		exitStatus: 1,
		hint: "Let the step that runs it come first, with push on and a remote; docs/guides/runners.md says which stages cannot be restored."
	},
	"stage.oversized": {
		exitStatus: 1,
		hint: "Ask for less in the stage's meta.pawl.resources, or run it on a larger machine."
	},
	"stage.interrupted": {
		exitStatus: 1,
		hint: "Run again; stages that ended well are not repeated."
	},
	"pipeline.busy": {
		exitStatus: 1,
		hint: "Wait until it has ended, or end it; --lock-timeout says how long to wait."
	},
	"data.missing": {
		exitStatus: 1,
		hint: "Run `pawl push` where the data is, or `pawl repro` to make it again."
	},
	"data.modified": {
		exitStatus: 1,
		hint: "Keep the changes with `pawl add` (or `pawl repro`), move them away, or replace them with --force."
	},
	"data.changing": {
		exitStatus: 1,
		hint: "Run again when nothing writes to it any more."
	},
	"cache.corrupt": {
		exitStatus: 1,
		hint: "Delete the object and pull it again."
	},
	"gc.shallow-clone": {
		exitStatus: 1,
		hint: "Run `git fetch --unshallow --tags` first."
	},
	"remote.missing": {
		exitStatus: 2,
		hint: "Name a remote in .dvc/config: [core] remote = store and ['remote \"store\"'] url = DIR."
	},
	"remote.unsupported": {
		exitStatus: 2,
		hint: "docs/guides/remotes.md lists the kinds of remotes."
	},
	"remote.failed": {
		exitStatus: 1,
		hint: "Read the store's answer above; run again to go on where it stopped."
	},
	"remote.read-only": {
		exitStatus: 2,
		hint: "Push to a remote that can be written; this kind can only be read."
	},
	"registry.name-invalid": {
		exitStatus: 2,
		hint: "Names have letters, digits, - and _; versions look like v1.2.3."
	},
	"registry.manifest-invalid": {
		exitStatus: 1,
		hint: "Delete the asset and run the registration of that commit again."
	},
	"registry.contended": {
		exitStatus: 1,
		hint: "Others write the same tags; run again in a moment."
	},
	"registry.artifact-changed": {
		exitStatus: 1,
		hint: "The bytes are not those that dvc.lock names; push the artifact again from the run that made it."
	},
	"serving.warm-up-failed": {
		exitStatus: 1,
		hint: "The version before stays live; compare the Release's files with its manifest."
	},
	"serving.unavailable": {
		exitStatus: 1,
		hint: "Read the server's log next to its state file."
	},
	"github.request-failed": {
		exitStatus: 1,
		hint: "Read GitHub's answer above; check the token's permissions."
	},
	"github.malformed-response": {
		exitStatus: 1,
		hint: "Run again; the answer of the GitHub API was cut or malformed."
	},
	"native.fetch-failed": {
		exitStatus: 1,
		hint: "Check npm's registry and proxy settings, or fill RUNNER_TOOL_CACHE in the runner's image."
	},
	"native.digest-mismatch": {
		exitStatus: 1,
		hint: "The registry served other bytes than the lock file pins: do not use them; tell who runs the registry."
	},
	"native.unsupported": {
		exitStatus: 1,
		hint: "Run this step on Linux, macOS (arm64) or Windows with glibc."
	},
	"table.duplicate-key": {
		exitStatus: 1,
		hint: "Name more columns in the key, or leave it out to compare rows as a multiset."
	},
	"sql.failed": {
		exitStatus: 1,
		hint: "Check the table's path, its format and the names of its columns."
	},
	"model.unreadable": {
		exitStatus: 1,
		hint: "Export the model again as one ONNX file, with its values inside (no external data)."
	},
	"model.unsupported": {
		exitStatus: 1,
		hint: "Export plain tensors; with skl2onnx pass options={id(model): {'zipmap': False}}."
	},
	"model.input-invalid": {
		exitStatus: 1,
		hint: "Compare the names, types and shapes of the inputs with the model's signature."
	},
	"model.stopped": {
		exitStatus: 1,
		hint: "Look for a loop without end or a tensor of a huge computed size in the model; export it again."
	},
	"artifact.upload-failed": {
		exitStatus: 1,
		hint: "Run this in a workflow job; an artifact's name can be used once a run."
	},
	"metric.unsupported": {
		exitStatus: 2,
		hint: "docs/guides/evaluation.md lists the metrics of each task."
	},
	"metric.input-invalid": {
		exitStatus: 1,
		hint: "Check targets, predictions and weights for missing values and for values out of range."
	},
	"evaluation.column-missing": {
		exitStatus: 1,
		hint: "Compare the policy's columns with those of the table."
	},
	"evaluation.empty": {
		exitStatus: 1,
		hint: "Check the stage that writes the evaluation data."
	},
	"evaluation.unsupported": {
		exitStatus: 2,
		hint: "docs/guides/evaluation.md says what can be evaluated."
	},
	"evaluation.duplicate-id": {
		exitStatus: 1,
		hint: "Make the id column unique: it pairs the rows of champion and challenger."
	},
	"evaluation.value-invalid": {
		exitStatus: 1,
		hint: "Remove or repair these rows in the stage that writes the evaluation data."
	},
	"monitor.profile-invalid": {
		exitStatus: 1,
		hint: "Register the version again, so that its Release gets a new reference profile."
	},
	"monitor.labels-unreadable": {
		exitStatus: 1,
		hint: "Give the label files the columns that evaluation.id and evaluation.target name."
	}
};
var PawlError = class extends Error {
	code;
	hint;
	exitStatus;
	constructor(code, details) {
		super(details.message, details.cause === void 0 ? void 0 : { cause: details.cause });
		this.name = "PawlError";
		this.code = code;
		this.hint = details.hint ?? errorTable[code].hint;
		this.exitStatus = errorTable[code].exitStatus;
	}
};
//#endregion
//#region src/adapters/data-store/file-problem.ts
const fullDisk = new Set([
	"ENOSPC",
	"EDQUOT",
	"EFBIG"
]);
function systemCode(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
function writeProblem(path, cause) {
	if (cause instanceof PawlError) return cause;
	const message = `Cannot write ${path}: ${reasonOf(cause)}`;
	if (!fullDisk.has(systemCode(cause) ?? "")) return new PawlError("file.write-failed", {
		message,
		cause
	});
	return new PawlError("file.write-failed", {
		message,
		hint: "Free space on that disk, or name a cache on another one (cache.dir in .dvc/config), and run again: files that were complete are kept.",
		cause
	});
}
function readProblem(path, cause) {
	if (cause instanceof PawlError) return cause;
	return new PawlError("file.unreadable", {
		message: `Cannot read ${path}: ${reasonOf(cause)}`,
		hint: "Check its permissions, and that nothing else removes it meanwhile.",
		cause
	});
}
function reasonOf(error) {
	return error instanceof Error ? error.message : String(error);
}
//#endregion
//#region src/adapters/data-store/file-bytes.ts
const smallBytes = 1024 * 1024;
const pieceBytes = 4 * 1024 * 1024;
let shared;
function readSmall(path, sizeBytes) {
	shared ??= Buffer.allocUnsafeSlow(1048577);
	try {
		const file = openSync(path, "r");
		try {
			let length = 0;
			for (let count = 1; count > 0 && length < shared.length && length !== sizeBytes; length += count) count = readSync(file, shared, length, shared.length - length, length);
			return length > 1048576 ? void 0 : shared.subarray(0, length);
		} finally {
			closeSync(file);
		}
	} catch (error) {
		throw readProblem(path, error);
	}
}
function md5Of(bytes) {
	return hash("md5", bytes);
}
function writeNew(path, bytes, mode) {
	try {
		const file = openSync(path, "wx", mode);
		try {
			for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
		} finally {
			closeSync(file);
		}
	} catch (error) {
		throw writeProblem(path, error);
	}
}
async function copyLarge(copy) {
	await using source = await opened(copy.from, "r", 0);
	await using target = await openedNew(copy.to, copy.mode ?? 438);
	await using spare = await openedNew(copy.spare, 438);
	const digest = createHash("md5");
	const buffers = [Buffer.allocUnsafeSlow(pieceBytes), Buffer.allocUnsafeSlow(pieceBytes)];
	let sizeBytes = 0;
	let reading = readPiece(source, buffers[0], copy.from);
	for (;;) {
		const piece = await reading;
		if (piece.length === 0) break;
		buffers.reverse();
		reading = readPiece(source, buffers[0], copy.from);
		reading.catch(() => void 0);
		const writing = Promise.all([writePiece(target, piece, copy.to), writePiece(spare, piece, copy.spare)]);
		writing.catch(() => void 0);
		digest.update(piece);
		await writing;
		sizeBytes += piece.length;
		copy.onBytes?.(piece.length);
	}
	return {
		md5: digest.digest("hex"),
		sizeBytes
	};
}
async function opened(path, flags, mode) {
	return open(path, flags, mode).catch((error) => {
		throw flags === "r" ? readProblem(path, error) : writeProblem(path, error);
	});
}
async function openedNew(path, mode) {
	return path === void 0 ? void 0 : opened(path, "wx", mode);
}
async function readPiece(file, buffer, path) {
	const { bytesRead } = await file.read(buffer, 0, buffer.length, null).catch((error) => {
		throw readProblem(path, error);
	});
	return buffer.subarray(0, bytesRead);
}
async function writePiece(file, piece, path = "") {
	if (file === void 0) return;
	for (let done = 0; done < piece.length;) {
		const { bytesWritten } = await file.write(piece, done).catch((error) => {
			throw writeProblem(path, error);
		});
		done += bytesWritten;
	}
}
function legacyMd5(path) {
	const digest = createHash("md5");
	const piece = Buffer.allocUnsafe(legacyPieceBytes);
	try {
		const file = openSync(path, "r");
		try {
			for (let length = readFull(file, piece); length > 0; length = readFull(file, piece)) {
				const bytes = piece.subarray(0, length);
				digest.update(isText(bytes.subarray(0, 512)) ? withUnixLines(bytes) : bytes);
			}
		} finally {
			closeSync(file);
		}
	} catch (error) {
		throw readProblem(path, error);
	}
	return digest.digest("hex");
}
const legacyPieceBytes = 1024 * 1024;
function readFull(file, buffer) {
	let length = 0;
	for (let count = 1; count > 0 && length < buffer.length; length += count) count = readSync(file, buffer, length, buffer.length - length, null);
	return length;
}
function isText(start) {
	if (start.includes(0)) return false;
	return start.filter((byte) => !(byte >= 32 && byte < 127 || [
		8,
		9,
		10,
		12,
		13
	].includes(byte))).length / start.length <= .3;
}
function withUnixLines(bytes) {
	return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
//#endregion
//#region src/adapters/data-store/file-stamp.ts
function lookOf(stats) {
	return {
		inode: stats.ino,
		sizeBytes: stats.size,
		modifiedMs: stats.mtimeMs,
		changedMs: stats.ctimeMs,
		mode: stats.mode,
		linkCount: stats.nlink
	};
}
function isSameStamp(a, b) {
	return a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.modifiedMs === b.modifiedMs && a.changedMs === b.changedMs;
}
function lookAt(path) {
	return missingAsUndefined(() => statSync(path, { throwIfNoEntry: false }));
}
function lookAtLink(path) {
	return missingAsUndefined(() => lstatSync(path, { throwIfNoEntry: false }));
}
function missingAsUndefined(look) {
	try {
		return look();
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return void 0;
		throw error;
	}
}
//#endregion
//#region src/adapters/data-store/copy-file.ts
function copyFileChecked(task) {
	const found = lookAt(task.from);
	if (found?.isFile() !== true) return "missing";
	const bytes = found.size > 1048576 ? void 0 : readSmall(task.from, found.size);
	if (bytes === void 0) return "large";
	if (md5Of(bytes) !== task.md5) return "damaged";
	try {
		writeNew(task.to, bytes, task.mode);
		if (task.name !== void 0) renameSync(task.to, task.name);
		for (const copy of task.copies ?? []) writeNew(copy, bytes, 438);
	} catch (error) {
		rmSync(task.to, { force: true });
		throw writeProblem(task.name ?? task.to, error);
	}
	return bytes.length;
}
//#endregion
export { lookOf as a, md5Of as c, writeNew as d, readProblem as f, PawlError as h, lookAtLink as i, readSmall as l, writeProblem as m, isSameStamp as n, copyLarge as o, systemCode as p, lookAt as r, legacyMd5 as s, copyFileChecked as t, smallBytes as u };
