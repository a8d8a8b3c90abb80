import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as withRetries, t as PassingFailure } from "./retry-DT3YI9eg.js";
import { mkdir, open, stat, truncate } from "node:fs/promises";
import { dirname } from "node:path";
//#region src/adapters/object-store/for-each-bounded.ts
async function forEachBounded(items, limit, work) {
	const queue = items[Symbol.iterator]();
	const failures = [];
	const worker = async () => {
		for (let next = queue.next(); next.done !== true && failures.length === 0; next = queue.next()) await work(next.value).catch((error) => failures.push(error));
	};
	await Promise.all(Array.from({ length: Math.max(1, limit) }, worker));
	if (failures.length > 0) throw failures[0];
}
//#endregion
//#region src/adapters/object-store/remote-specification.ts
function flagOption(remote, name, standard) {
	const value = remote.options.get(name);
	return value === void 0 ? standard : value.toLowerCase() === "true";
}
function numberOption(remote, name) {
	const value = remote.options.get(name);
	return value === void 0 ? void 0 : Number(value);
}
function jobsOf(remote, standard) {
	return numberOption(remote, "jobs") ?? standard;
}
function bearerOptions(token) {
	if (token === void 0) return new Map();
	return new Map([
		["auth", "custom"],
		["custom_auth_header", "authorization"],
		["password", `Bearer ${token}`]
	]);
}
//#endregion
//#region src/adapters/object-store/resume-download.ts
async function resumeDownload(transfer, openPart, patience) {
	await mkdir(dirname(transfer.file), { recursive: true });
	const download = new Download(transfer, openPart);
	await download.start();
	return withRetries(() => download.goOn(), patience, () => download.writtenBytes);
}
var Download = class {
	writtenBytes = 0;
	#offset = 0;
	#etag;
	#transfer;
	#openPart;
	constructor(transfer, openPart) {
		this.#transfer = transfer;
		this.#openPart = openPart;
	}
	async start() {
		const { file, sizeBytes } = this.#transfer;
		this.#offset = (await stat(file).catch(() => void 0))?.size ?? 0;
		if (sizeBytes !== void 0 && this.#offset > sizeBytes) await this.#restart();
	}
	async goOn() {
		const { sizeBytes, key } = this.#transfer;
		if (this.#offset > 0 && this.#offset === sizeBytes) return "done";
		const part = await this.#openPart(this.#offset, this.#etag);
		if (part === "missing") return "missing";
		if (part === "changed" || part === "past the end") {
			await this.#restart();
			throw new PassingFailure(`${key} is not what an earlier download began with.`);
		}
		this.#etag = part.etag;
		if (part.offset !== this.#offset) await this.#restart();
		await this.#write(part.body);
		if (part.totalBytes === void 0 || part.totalBytes === this.#offset) return "done";
		throw new PassingFailure(`${key} has ${part.totalBytes} bytes, and ${this.#offset} arrived.`);
	}
	async #restart() {
		this.#offset = 0;
		this.#etag = void 0;
		await truncate(this.#transfer.file, 0).catch(() => void 0);
	}
	async #write(body) {
		const file = await open(this.#transfer.file, "a").catch((cause) => {
			throw this.#unwritable(cause);
		});
		try {
			for await (const bytes of body) {
				await file.writeFile(bytes).catch((cause) => {
					throw this.#unwritable(cause);
				});
				this.#offset += bytes.byteLength;
				this.writtenBytes += bytes.byteLength;
			}
		} catch (cause) {
			if (cause instanceof PawlError) throw cause;
			throw new PassingFailure(`${this.#transfer.key} came only to byte ${this.#offset}: ${String(cause)}`, cause);
		} finally {
			await file.close();
		}
	}
	#unwritable(cause) {
		return new PawlError("file.write-failed", {
			message: `Cannot write ${this.#transfer.file}: ${String(cause)}`,
			cause
		});
	}
};
//#endregion
export { numberOption as a, jobsOf as i, bearerOptions as n, forEachBounded as o, flagOption as r, resumeDownload as t };
