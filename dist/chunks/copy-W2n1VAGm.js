import { chmod, copyFile, open } from "node:fs/promises";
import { closeSync, constants, fstatSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
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
	"registry.release-immutable": {
		exitStatus: 1,
		hint: "It cannot be completed: deregister the version (`pawl models deregister`) and register the model anew."
	},
	"registry.model-unknown": {
		exitStatus: 2,
		hint: "`pawl models list` names the models; in a clone run `git fetch --tags` first."
	},
	"registry.state-invalid": {
		exitStatus: 1,
		hint: "Somebody else wrote this ref: look at its history, then delete it; what it said is asked again."
	},
	"registry.artifact-changed": {
		exitStatus: 1,
		hint: "The bytes are not those that dvc.lock names; push the artifact again from the run that made it."
	},
	"ledger.record-invalid": {
		exitStatus: 1,
		hint: "Compare the record with its schema; docs/guides/runs.md lists the fields."
	},
	"ledger.run-unknown": {
		exitStatus: 1,
		hint: "`pawl runs list` shows the ids of runs."
	},
	"ledger.contended": {
		exitStatus: 1,
		hint: "Others append at the same time; run again in a moment."
	},
	"ledger.broken": {
		exitStatus: 1,
		hint: "Run `pawl runs verify`; docs/guides/runs.md says how to go on after a broken chain."
	},
	"mlflow.unreachable": {
		exitStatus: 1,
		hint: "Check the address and that the server runs, then run again: what is there already is found."
	},
	"mlflow.refused": {
		exitStatus: 1,
		hint: "Read MLflow's answer above; a 401 or 403 needs MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and _PASSWORD."
	},
	"mlflow.malformed-response": {
		exitStatus: 1,
		hint: "Check that the address is that of an MLflow tracking server, without a path of its web page."
	},
	"mlflow.name-taken": {
		exitStatus: 1,
		hint: "Rename that model in MLflow, or give it the tag pawl.model with the model's name if it is the same."
	},
	"mirror.token-missing": {
		exitStatus: 2,
		hint: "Give the step `env: HF_TOKEN: ${{ secrets.HF_TOKEN }}`; docs/guides/mirrors.md shows it."
	},
	"serving.warm-up-failed": {
		exitStatus: 1,
		hint: "The version before stays live; compare the Release's files with its manifest."
	},
	"serving.unavailable": {
		exitStatus: 1,
		hint: "Read the server's log next to its state file."
	},
	"database.unreachable": {
		exitStatus: 1,
		hint: "Check PAWL_DATABASE_URL, that the server runs, and that its user may create a schema."
	},
	"provenance.failed": {
		exitStatus: 1,
		hint: "Run again; where GitHub cannot attest, give a signing key (docs/guides/provenance.md)."
	},
	"provenance.key-invalid": {
		exitStatus: 2,
		hint: "Make a pair with `openssl genpkey -algorithm ed25519`; docs/guides/provenance.md shows both halves."
	},
	"provenance.root-invalid": {
		exitStatus: 2,
		hint: "Write it with `gh attestation trusted-root` and name the file in `provenance.trusted_root`."
	},
	"github.request-failed": {
		exitStatus: 1,
		hint: "Read GitHub's answer above; check the token's permissions."
	},
	"github.rate-limited": {
		exitStatus: 1,
		hint: "Wait until the limit is over; the bot comes back to the work by itself."
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
	},
	"sandbox.unavailable": {
		exitStatus: 1,
		hint: "Install Node 24 or newer and Pawl whole, then run it again."
	},
	"sandbox.port-taken": {
		exitStatus: 1,
		hint: "Choose another --port; 0 takes any that is free."
	},
	"sandbox.state-invalid": {
		exitStatus: 1,
		hint: "Name with --state a new folder, or one that a sandbox of this version made."
	},
	"sandbox.state-busy": {
		exitStatus: 1,
		hint: "Stop the other sandbox, or choose another folder with --state."
	}
};
var PawlError = class extends Error {
	code;
	hint;
	exitStatus;
	retryAtMs;
	isRefusal;
	constructor(code, details) {
		super(details.message, details.cause === void 0 ? void 0 : { cause: details.cause });
		this.name = "PawlError";
		this.code = code;
		this.hint = details.hint ?? errorTable[code].hint;
		this.exitStatus = errorTable[code].exitStatus;
		this.retryAtMs = details.retryAtMs;
		this.isRefusal = details.isRefusal ?? false;
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
const usualBytes = 64 * 1024;
const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
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
function readIfSmall(path) {
	try {
		const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			const start = readFrom(file, 0, usualBytes);
			if (start.length > 0 && start.length < usualBytes) return start;
			const found = fstatSync(file);
			if (!found.isFile()) return "missing";
			if (found.size > 1048576) return "large";
			const bytes = readFrom(file, start.length, 1048577);
			return bytes.length > 1048576 ? "large" : bytes;
		} finally {
			closeSync(file);
		}
	} catch (error) {
		if (noFile.has(systemCode(error) ?? "")) return "missing";
		throw readProblem(path, error);
	}
}
const noFile = new Set([
	"ENOENT",
	"ENOTDIR",
	"EISDIR",
	"ENXIO",
	"ENODEV",
	"EAGAIN"
]);
function readFrom(file, from, mostBytes) {
	shared ??= Buffer.allocUnsafeSlow(1048577);
	let length = from;
	for (let count = 1; count > 0 && length < mostBytes; length += count) count = readSync(file, shared, length, mostBytes - length, null);
	return shared.subarray(0, length);
}
function md5Of(bytes) {
	return hash("md5", bytes);
}
function writeNew(path, bytes, mode) {
	try {
		const file = openSync(path, newFile, mode);
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
async function copyNew(from, targets) {
	const mode = 438 & ~process.umask();
	const ends = await Promise.allSettled(targets.map(async (to) => {
		try {
			await copyFile(from, to, constants.COPYFILE_EXCL);
			await chmod(to, mode);
		} catch (error) {
			throw writeProblem(to, error);
		}
	}));
	for (const end of ends) if (end.status === "rejected") throw end.reason;
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
//#region src/adapters/data-store/copy-file.ts
function copyFileChecked(task) {
	const bytes = readIfSmall(task.from);
	if (typeof bytes === "string") return bytes;
	if (task.md5 !== void 0 && md5Of(bytes) !== task.md5) return "damaged";
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
export { md5Of as a, writeNew as c, writeProblem as d, PawlError as f, legacyMd5 as i, readProblem as l, copyLarge as n, readSmall as o, copyNew as r, smallBytes as s, copyFileChecked as t, systemCode as u };
