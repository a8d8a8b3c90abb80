import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as withRetries, t as PassingFailure } from "./retry-DT3YI9eg.js";
import { a as numberOption, i as jobsOf, o as forEachBounded, t as resumeDownload } from "./resume-download-Cc-g7jrN.js";
import { t as tlsOf } from "./tls-settings-2Q1e3rv-.js";
import { Readable } from "node:stream";
import { Agent, request } from "node:http";
import { Agent as Agent$1, request as request$1 } from "node:https";
//#region src/adapters/object-store/http-request.ts
const maxRedirects = 5;
function createHttpClient(settings) {
	const proxyEnv = settings.environment;
	const agents = {
		"http:": new Agent({
			keepAlive: true,
			proxyEnv
		}),
		"https:": new Agent$1({
			keepAlive: true,
			proxyEnv,
			...settings.tls
		})
	};
	return {
		ask: async (method, url, headers = {}) => {
			let target = new URL(url);
			const first = target.origin;
			for (let hop = 0; hop <= maxRedirects; hop += 1) {
				const own = target.origin === first ? settings.credentials : {};
				const answer = await askOnce({
					method,
					target,
					headers: {
						...headers,
						...own
					}
				}, settings, agents);
				const { location } = answer.headers;
				if (![
					301,
					302,
					303,
					307,
					308
				].includes(answer.statusCode) || location === void 0) return answer;
				answer.destroy();
				target = nextTarget(target, location);
			}
			throw new PawlError("remote.failed", { message: `${plain(new URL(url))} was redirected more than ${maxRedirects} times.` });
		},
		close: () => {
			for (const agent of Object.values(agents)) agent.destroy();
		}
	};
}
function plain(url) {
	return `${url.protocol}//${url.host}${url.pathname}`;
}
function nextTarget(from, location) {
	const next = URL.parse(location, from.href);
	const isSafe = next?.protocol === from.protocol || next?.protocol === "https:";
	if (next !== null && isSafe) return next;
	throw new PawlError("remote.failed", { message: `${plain(from)} was redirected to ${next === null ? "no URL" : next.protocol}, which is not followed.` });
}
function askOnce({ method, target, headers }, settings, agents) {
	const isSecure = target.protocol === "https:";
	const start = isSecure ? request$1 : request;
	const agent = agents[isSecure ? "https:" : "http:"];
	const all = {
		"user-agent": "pawl",
		"accept-encoding": "identity",
		...headers
	};
	return new Promise((resolve, reject) => {
		const request = start(target, {
			method,
			headers: all,
			agent,
			timeout: settings.idleTimeoutMs
		});
		const slow = setTimeout(() => {
			request.destroy(new PassingFailure(`${target.origin} was not reached within ${settings.connectTimeoutMs} ms.`));
		}, settings.connectTimeoutMs);
		request.once("socket", (socket) => {
			if (socket.connecting) socket.once(isSecure ? "secureConnect" : "connect", () => clearTimeout(slow));
			else clearTimeout(slow);
		});
		request.once("timeout", () => {
			request.destroy(new PassingFailure(`${plain(target)}: no byte within ${settings.idleTimeoutMs} ms.`));
		});
		request.once("error", (cause) => reject(asFailure(cause, target)));
		request.once("close", () => clearTimeout(slow));
		request.once("response", (answer) => resolve(answer));
		request.end();
	});
}
const certificateCodes = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT)/;
function asFailure(cause, target) {
	if (cause instanceof PawlError) return cause;
	const code = "code" in cause ? String(cause.code) : "";
	const message = `${target.origin} did not answer: ${cause.message || code}`;
	if (!certificateCodes.test(code)) return new PassingFailure(message, cause);
	return new PawlError("remote.failed", {
		message,
		cause,
		hint: "Set ssl_verify to the file with the certificates of its issuer."
	});
}
//#endregion
//#region src/adapters/object-store/http.ts
async function createHttpStore(remote) {
	const place = openHttpPlace(remote);
	const label = plain(place.base);
	const refuse = async () => {
		throw new PawlError("remote.read-only", { message: `${label} can only be read: it is a web server.` });
	};
	return {
		label,
		find: (keys) => findOverHttp(place, keys),
		list: async () => [],
		download: (transfers, onDone) => downloadOverHttp(place, transfers, onDone),
		upload: refuse,
		remove: refuse,
		close: async () => place.client.close()
	};
}
function openHttpPlace(remote) {
	const base = URL.parse(remote.url);
	if (base === null) throw new PawlError("dvc.invalid", { message: `The url of the remote ${remote.name} is not a URL.` });
	const credentials = credentialsOf(remote, base);
	base.username = "";
	base.password = "";
	return {
		base,
		client: createHttpClient({
			credentials,
			connectTimeoutMs: (numberOption(remote, "connect_timeout") ?? 20) * 1e3,
			idleTimeoutMs: (numberOption(remote, "read_timeout") ?? 60) * 1e3,
			tls: tlsOf(remote),
			environment: remote.environment
		}),
		jobs: jobsOf(remote, 16)
	};
}
function credentialsOf({ name, options }, base) {
	const kind = options.get("auth")?.toLowerCase() ?? (base.username === "" ? "none" : "basic");
	if (kind === "none") return {};
	if (kind === "digest") throw new PawlError("remote.unsupported", {
		message: `The remote ${name} asks for auth = digest, which Pawl does not speak.`,
		hint: "Use basic over https, or custom with a token."
	});
	const password = options.get("password") ?? decodeURIComponent(base.password);
	if (password === "") throw new PawlError("remote.unsupported", {
		message: `The remote ${name} has auth = ${kind} and no password.`,
		hint: `Set it where git does not see it: pawl remote modify --local ${name} password …`
	});
	if (kind === "custom") return { [options.get("custom_auth_header") ?? "authorization"]: password };
	const user = options.get("user") ?? decodeURIComponent(base.username);
	return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}
function urlOf({ base }, key) {
	const url = new URL(base);
	const path = key.split("/").map((part) => encodeURIComponent(part));
	url.pathname = `${base.pathname.replace(/\/$/, "")}/${path.join("/")}`;
	return url.href;
}
async function findOverHttp(place, keys) {
	const found = new Map();
	await forEachBounded(new Set(keys), place.jobs, async (key) => {
		const sizeBytes = await withRetries(() => sizeOf(place, key));
		if (sizeBytes !== void 0) found.set(key, sizeBytes);
	});
	return found;
}
async function sizeOf(place, key) {
	const url = urlOf(place, key);
	let answer = await place.client.ask("HEAD", url);
	answer.resume();
	if ([405, 501].includes(answer.statusCode) || isWithoutLength(answer)) {
		answer = await place.client.ask("GET", url, { range: "bytes=0-0" });
		answer.destroy();
	}
	if (answer.statusCode === 404 || answer.statusCode === 410) return void 0;
	if (answer.statusCode === 416) return 0;
	requireGood(answer, url);
	const [, total] = /^bytes \d+-\d+\/(\d+)$/.exec(answer.headers["content-range"] ?? "") ?? [];
	return Number(total ?? answer.headers["content-length"] ?? 0);
}
function isWithoutLength({ statusCode, headers }) {
	return statusCode === 200 && headers["content-length"] === void 0;
}
async function downloadOverHttp(place, transfers, onDone) {
	await forEachBounded(transfers, place.jobs, async (transfer) => {
		await onDone(transfer, await resumeDownload(transfer, openPartAt(place, transfer.key)));
	});
}
function openPartAt(place, key, headers = {}) {
	const url = urlOf(place, key);
	return async (offset, etag) => {
		const condition = etag === void 0 || etag.startsWith("W/") ? {} : { "if-range": etag };
		const range = offset === 0 ? {} : {
			range: `bytes=${offset}-`,
			...condition
		};
		const answer = await place.client.ask("GET", url, {
			...headers,
			...range
		});
		const { statusCode, headers: said } = answer;
		if (statusCode === 404 || statusCode === 410 || statusCode === 416) {
			answer.resume();
			if (statusCode !== 416) return "missing";
			return said["content-range"] === `bytes */${offset}` ? {
				offset,
				totalBytes: offset,
				etag,
				body: Readable.from([])
			} : "past the end";
		}
		requireGood(answer, url);
		const [, from = "0", total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(said["content-range"] ?? "") ?? [];
		const length = said["content-length"];
		const ownTotal = length === void 0 ? void 0 : Number(length);
		return {
			offset: Number(from),
			totalBytes: total === void 0 ? ownTotal : Number(total),
			etag: said.etag,
			body: answer
		};
	};
}
function requireGood(answer, url) {
	const { statusCode } = answer;
	if (statusCode === 200 || statusCode === 206) return;
	answer.destroy();
	const message = `${plain(new URL(url))} answered ${statusCode} ${answer.statusMessage ?? ""}`.trimEnd();
	if (statusCode >= 500 || statusCode === 429 || statusCode === 408) throw new PassingFailure(message);
	throw new PawlError("remote.failed", {
		message,
		...statusCode === 401 || statusCode === 403 ? { hint: "Check auth, user and password of the remote: docs/guides/remotes.md." } : {}
	});
}
//#endregion
export { openPartAt as a, openHttpPlace as i, downloadOverHttp as n, findOverHttp as r, createHttpStore as t };
