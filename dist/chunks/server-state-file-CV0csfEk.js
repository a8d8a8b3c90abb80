import { D as string, E as strictObject, S as number, b as literal } from "./schemas-CFgJ4ov0.js";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { randomBytes } from "node:crypto";
//#region src/serving/server-state.ts
const serverStateSchema = strictObject({
	schema: literal("pawl.serving/1"),
	environment: string(),
	model: string(),
	pid: number().int().positive(),
	url: string(),
	version: string(),
	sha256: string(),
	directory: string(),
	startedAt: string(),
	adminToken: string()
});
const serverConfigSchema = strictObject({
	schema: literal("pawl.server-config/1"),
	environment: string(),
	model: string(),
	directory: string(),
	host: string(),
	port: number().int().min(0).max(65535),
	predictions: string().nullable(),
	stateFile: string(),
	adminToken: string().min(32)
});
//#endregion
//#region src/adapters/model-server/private-file.ts
async function writePrivateFile(path, content) {
	await mkdir(dirname(path), { recursive: true });
	const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
	await writeFile(temporary, content, { mode: 384 });
	await rename(temporary, path);
}
//#endregion
//#region src/adapters/model-server/server-state-file.ts
function stateFilePath(directory, environment, model) {
	return join(directory, environment, `${model}.json`);
}
async function readServerState(path) {
	try {
		const parsed = serverStateSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
		return parsed.success ? parsed.data : void 0;
	} catch {
		return;
	}
}
//#endregion
export { serverConfigSchema as i, stateFilePath as n, writePrivateFile as r, readServerState as t };
