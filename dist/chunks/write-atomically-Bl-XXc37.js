import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { randomBytes } from "node:crypto";
//#region src/adapters/file-system/write-atomically.ts
const temporaryName = /^\.pawl-[0-9a-f]{12}\.tmp$/;
function temporaryBeside(path) {
	return join(dirname(path), `.pawl-${randomBytes(6).toString("hex")}.tmp`);
}
async function writeAtomically(path, content, options = {}) {
	await mkdir(dirname(path), { recursive: true });
	const temporary = temporaryBeside(path);
	try {
		const file = await open(temporary, "wx", options.mode ?? 420);
		try {
			await file.writeFile(content);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}
//#endregion
export { temporaryName as n, writeAtomically as r, temporaryBeside as t };
