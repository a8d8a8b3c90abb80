import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as require_yauzl } from "./yauzl-DMhIM5i6.js";
//#region src/adapters/github/read-zip.ts
var import_yauzl = require_yauzl();
const mebibyte = 2 ** 20;
const typeMask = 61440;
const regularFile = 32768;
async function readZip(bytes, limits) {
	try {
		return await readEntries(await open(bytes), limits);
	} catch (error) {
		if (error instanceof PawlError) throw error;
		throw refused(error instanceof Error ? error.message : String(error), error);
	}
}
function open(bytes) {
	const options = {
		lazyEntries: true,
		validateEntrySizes: true,
		strictFileNames: true,
		decodeStrings: true
	};
	return new Promise((resolve, reject) => {
		(0, import_yauzl.fromBuffer)(Buffer.from(bytes), options, (error, zip) => {
			if (error) reject(error);
			else resolve(zip);
		});
	});
}
async function readEntries(zip, limits) {
	const maxEntries = limits.maxEntries ?? 16;
	if (zip.entryCount > maxEntries) throw refused(`it has ${zip.entryCount} entries, at most ${maxEntries} are allowed`);
	const files = new Map();
	let total = 0;
	for await (const entry of entriesOf(zip)) {
		const problem = problemOf(entry, files, limits);
		if (problem !== void 0) throw refused(problem);
		total += entry.uncompressedSize;
		if (total > (limits.maxTotalBytes ?? 4 * mebibyte)) throw refused("its files are too large together");
		files.set(entry.fileName, await readEntry(zip, entry));
	}
	return files;
}
function problemOf(entry, files, limits) {
	const name = JSON.stringify(entry.fileName.slice(0, 100));
	const type = entry.externalFileAttributes >>> 16 & typeMask;
	if (!limits.isAllowed(entry.fileName)) return `it holds ${name}, which is not among the names that are allowed`;
	if (files.has(entry.fileName)) return `it holds ${name} twice`;
	if (type !== 0 && type !== regularFile) return `${name} is not a regular file`;
	if (entry.isEncrypted()) return `${name} is encrypted`;
	if (entry.uncompressedSize > (limits.maxEntryBytes ?? mebibyte)) return `${name} is too large`;
}
async function* entriesOf(zip) {
	for (;;) {
		const entry = await new Promise((resolve, reject) => {
			const settle = (give) => {
				zip.removeAllListeners();
				give();
			};
			zip.once("entry", (next) => settle(() => resolve(next)));
			zip.once("end", () => settle(() => resolve(void 0)));
			zip.once("error", (error) => settle(() => reject(error)));
			zip.readEntry();
		});
		if (entry === void 0) return;
		yield entry;
	}
}
function readEntry(zip, entry) {
	return new Promise((resolve, reject) => {
		zip.openReadStream(entry, (error, stream) => {
			if (error) return reject(error);
			const chunks = [];
			stream.on("data", (chunk) => chunks.push(chunk));
			stream.on("error", reject);
			stream.on("end", () => resolve(Buffer.concat(chunks)));
		});
	});
}
function refused(why, cause) {
	return new PawlError("file.unreadable", {
		message: `The artifact's archive is refused: ${why}`,
		hint: "Run the pipeline again; the artifact is written by pawl evaluate and by nothing else.",
		cause
	});
}
//#endregion
export { readZip };
