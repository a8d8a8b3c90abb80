import { D as string, E as strictObject, T as record } from "./schemas-CFgJ4ov0.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as So } from "./index.min-BmRQO3hG.js";
import { createRequire } from "node:module";
import { access, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { dirname, join } from "node:path";
import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { pipeline } from "node:stream/promises";
const nativePins = record(string(), strictObject({
	version: string(),
	integrity: string().startsWith("sha512-")
})).parse({
	"@duckdb/node-api": {
		"version": "1.5.5-r.5",
		"integrity": "sha512-ZMX+sel3DjSKbGuQ44Y5Tp5LwYjlJkhB5faKr+9sSMcxixDMSW+8vaTOD1uRDuN9o0udUoCY/XX9PI1haEZuZg=="
	},
	"@duckdb/node-bindings": {
		"version": "1.5.5-r.5",
		"integrity": "sha512-sR7x91TfBunLqLbdvrcdiPCU+VGEQFPicxh1STZM402fuHW2ituPTAo2bY3IlntsvJShltrKF4R6B+JYPlAPZg=="
	},
	"@duckdb/node-bindings-darwin-arm64": {
		"version": "1.5.5-r.5",
		"integrity": "sha512-WJdeLTFy4pRg60rkbp9smtlP1iIQ8ErtIJkxS+2LQtM1ZZMSByyW+3WPpNoKe7IwPtVl2fLlPw7tDmQW4Z974g=="
	},
	"@duckdb/node-bindings-darwin-x64": {
		"version": "1.5.5-r.5",
		"integrity": "sha512-rN0KjX13MwVQ5V5ufykolty/tf4SaafOpGWcUA1Cegf98jPeRdsJsEE1IMXn8n3u6WvMSZEVJmHJ3ma4Hr7Vzg=="
	},
	"@duckdb/node-bindings-linux-arm64": {
		"version": "1.5.5-r.5",
		"integrity": "sha512-CafH2AIvXtpwDynG3KB/4uEOHRGlFoB7auCRMIwH3BKNIobsANV5LSpDJ3tfyRCFIsK6e8AT1eseWVnu2Dv3cw=="
	},
	"@duckdb/node-bindings-linux-arm64-musl": {
		"version": "1.5.5-r.5",
		"integrity": "sha512-00z3mYHUBAucp3L73EoftKDdaGOaV8ENELejiT+PK7dFjTzdXxqhJwZ1LaQV1/zEhIecz+x23f6WvFhWw+7XXQ=="
	},
	"@duckdb/node-bindings-linux-x64": {
		"version": "1.5.5-r.5",
		"integrity": "sha512-kCyq6BXhn6QXfwF8yVdVKriSSHP+rfVWcJ56cG8qZzlOZpxyvT5WGm6jMshxg4ditLlOsHsIN/D47RYrcjXuHQ=="
	},
	"@duckdb/node-bindings-linux-x64-musl": {
		"version": "1.5.5-r.5",
		"integrity": "sha512-S5qEc7F+GjXt85T2xArjjvN5oc/IjtH6zsLJsuo8N3fQolheBCefemIMdZoK2Jik8a0sBxidiS6Ld4qprMPPDw=="
	},
	"@duckdb/node-bindings-win32-arm64": {
		"version": "1.5.5-r.5",
		"integrity": "sha512-L3Mroc23xhqOowWVElni8LgEmsm5e9DdG1y2pLka/1ug3Pl2vpQMl1Phxwz4UEMF8DOBbMgN5BBNrYwG2BFo+g=="
	},
	"@duckdb/node-bindings-win32-x64": {
		"version": "1.5.5-r.5",
		"integrity": "sha512-mBGFn8netT/AAhK4TOG6Fw47+Db68CxCVtQ9qfxZc1kZAjds+aYrh17Fd/u5CbTDdxILsrcyuF8q9cUcm54kQA=="
	},
	"detect-libc": {
		"version": "2.1.2",
		"integrity": "sha512-Btj2BOOO83o3WyH59e8MgXsxEQVcarkUOpEYrubB0urwnN10yQ364rsiByU11nZlqWYZm05i/of7io4mzihBtQ=="
	},
	"onnxruntime-common": {
		"version": "1.30.0",
		"integrity": "sha512-7fdVWjAID1dVhH/G8qK3APARunV4VkBFoCQAP7qp4Wkab0mrorvmc+sqiT+mKXOzDqdjN5j+/Z9nb4gzNPWcyA=="
	},
	"onnxruntime-node": {
		"version": "1.30.0",
		"integrity": "sha512-twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw=="
	}
});
function packagesOf(name, platform) {
	switch (name) {
		case "onnxruntime-node": return ["onnxruntime-node", "onnxruntime-common"];
		case "@duckdb/node-api": return [
			"@duckdb/node-api",
			"@duckdb/node-bindings",
			`@duckdb/node-bindings-${platform.os}-${platform.arch}${platform.musl ? "-musl" : ""}`,
			"detect-libc"
		];
		default: return name;
	}
}
function isForeign(packageName, path, platform) {
	if (packageName !== "onnxruntime-node") return false;
	const match = /^bin\/napi-v\d+\/([^/]+)\/([^/]+)\//.exec(path);
	return match !== null && (match[1] !== platform.os || match[2] !== platform.arch);
}
//#endregion
//#region src/adapters/native/install-native.ts
const execute = promisify(execFile);
const downloadTimeoutMs = 3e5;
function nativeFolder(request) {
	const version = pinOf(request.name, request).version;
	const { os, arch, musl } = request.platform;
	const platform = `${os}-${arch}${musl ? "-musl" : ""}`;
	return join(request.toolCache, "pawl-native", request.name.replace("/", "-"), version, platform);
}
async function isInstalled(folder) {
	return access(`${folder}.complete`).then(() => true, () => false);
}
async function installNative(request) {
	const folder = nativeFolder(request);
	await mkdir(dirname(folder), { recursive: true });
	const temporary = await mkdtemp(`${folder}.partial-`);
	try {
		for (const name of packagesOf(request.name, request.platform)) await addPackage(name, temporary, request);
		await rm(join(temporary, "download"), {
			recursive: true,
			force: true
		});
		await rename(temporary, folder).catch(async (cause) => {
			if (!await isInstalled(folder)) throw cause;
		});
		await writeFile(`${folder}.complete`, "");
		return folder;
	} finally {
		await rm(temporary, {
			recursive: true,
			force: true
		});
	}
}
async function addPackage(name, temporary, request) {
	const pin = pinOf(name, request);
	const tarball = await download(`${name}@${pin.version}`, join(temporary, "download"));
	await verify(tarball, pin.integrity, `${name}@${pin.version}`);
	const target = join(temporary, "node_modules", name);
	await mkdir(target, { recursive: true });
	await So({
		file: tarball,
		cwd: target,
		strip: 1,
		strict: true,
		filter: (path) => !isForeign(name, path.split("/").slice(1).join("/"), request.platform)
	});
	await rm(tarball);
}
function pinOf(name, request) {
	const pin = request.pins[name];
	if (pin !== void 0) return pin;
	const { os, arch } = request.platform;
	throw new PawlError("native.unsupported", { message: `${name} is not published for ${os}-${arch}${request.platform.musl ? " (musl)" : ""}.` });
}
async function download(specification, directory) {
	await mkdir(directory, { recursive: true });
	try {
		await execute("npm", [
			"pack",
			specification,
			"--pack-destination",
			directory,
			"--ignore-scripts",
			"--silent"
		], {
			cwd: directory,
			timeout: downloadTimeoutMs,
			maxBuffer: 1 << 24
		});
	} catch (cause) {
		if (isMissingProgram(cause)) throw new PawlError("native.fetch-failed", {
			message: `${specification} has to be fetched and npm is not on the PATH.`,
			hint: "Install Node.js with npm on the runner, or fill RUNNER_TOOL_CACHE in its image.",
			cause
		});
		throw new PawlError("native.fetch-failed", {
			message: `npm could not fetch ${specification}: ${cause instanceof Error ? cause.message : String(cause)}`,
			cause
		});
	}
	const [file] = (await readdir(directory)).filter((entry) => entry.endsWith(".tgz"));
	if (file !== void 0) return join(directory, file);
	throw new PawlError("native.fetch-failed", { message: `npm pack ${specification} left no tarball.` });
}
function isMissingProgram(cause) {
	return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}
async function verify(file, integrity, what) {
	const hash = createHash("sha512");
	await pipeline(createReadStream(file), hash);
	const found = `sha512-${hash.digest("base64")}`;
	if (found === integrity) return;
	throw new PawlError("native.digest-mismatch", { message: `${what}: expected ${integrity}, got ${found}.` });
}
//#endregion
//#region src/adapters/native/load-native.ts
const thisPlatform = {
	os: process.platform,
	arch: process.arch,
	musl: process.platform === "linux" && !hasGlibc()
};
async function loadNative(name) {
	return createRequire(join(await findNative(name), "anchor.cjs"))(name);
}
async function nativeDirectory(name) {
	return join(await findNative(name), "node_modules", name);
}
async function findNative(name) {
	const toolCache = process.env["RUNNER_TOOL_CACHE"] ?? join(ownRoot(), ".cache", "tools");
	const installation = {
		name,
		pins: nativePins,
		platform: thisPlatform,
		toolCache
	};
	const folder = nativeFolder(installation);
	if (await isInstalled(folder)) return folder;
	if (existsSync(join(ownRoot(), "node_modules", name, "package.json"))) return ownRoot();
	return installNative(installation);
}
function ownRoot() {
	let folder = dirname(fileURLToPath(import.meta.url));
	for (let depth = 0; depth < 6; depth += 1) {
		const file = join(folder, "package.json");
		if (existsSync(file) && /"name":\s*"pawl"/.test(readFileSync(file, "utf8"))) return folder;
		folder = dirname(folder);
	}
	return dirname(fileURLToPath(import.meta.url));
}
function hasGlibc() {
	return [
		"/lib64/ld-linux-x86-64.so.2",
		"/lib/ld-linux-aarch64.so.1",
		"/lib/ld-linux-x86-64.so.2"
	].some((file) => existsSync(file));
}
//#endregion
export { nativeDirectory as n, loadNative as t };
