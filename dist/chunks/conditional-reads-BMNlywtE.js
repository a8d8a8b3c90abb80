//#region src/adapters/github/conditional-reads.ts
const maxEntries = 2e3;
const maxTotalBytes = 32 * 2 ** 20;
const maxEntryBytes = 512 * 2 ** 10;
var ConditionalReads = class {
	#entries = new Map();
	#totalBytes = 0;
	find(key) {
		const entry = this.#entries.get(key);
		if (entry === void 0) return void 0;
		this.#entries.delete(key);
		this.#entries.set(key, entry);
		return entry;
	}
	keep(key, answer, sizeBytes) {
		this.#drop(key);
		if (!(sizeBytes <= maxEntryBytes)) return;
		this.#entries.set(key, {
			...answer,
			sizeBytes
		});
		this.#totalBytes += sizeBytes;
		for (const oldest of this.#entries.keys()) {
			if (this.#entries.size <= maxEntries && this.#totalBytes <= maxTotalBytes) break;
			this.#drop(oldest);
		}
	}
	#drop(key) {
		this.#totalBytes -= this.#entries.get(key)?.sizeBytes ?? 0;
		this.#entries.delete(key);
	}
};
function sizeOfAnswer(answer) {
	const { headers, data } = answer;
	const said = Number(headers["content-encoding"] === void 0 ? headers["content-length"] : NaN);
	return Number.isFinite(said) ? said : JSON.stringify(data)?.length ?? 0;
}
//#endregion
export { sizeOfAnswer as n, ConditionalReads as t };
