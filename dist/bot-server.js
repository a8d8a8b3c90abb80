import { o as __toESM } from "./chunks/rolldown-runtime-BQZXps4v.js";
import { b as object, k as url, w as string } from "./chunks/schemas-BE36b9dF.js";
import { a as openInbox, c as isEventName, d as number, i as reconcile, l as keysOf, n as workOnce, r as listOpenKeys, s as createApp, u as Probot } from "./chunks/worker-D4d_gBU9.js";
import { h as PawlError } from "./chunks/copy-CSK34uCP.js";
import { Sn as readArchive, fn as listInstallations, rn as createGitHub, tn as createClock } from "./chunks/pipeline-ex9HlBJS.js";
import { n as require_pino } from "./chunks/secure-json-parse-CBXhFeAQ.js";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
//#region bot/installations.ts
var import_pino = __toESM(require_pino(), 1);
function createInstallations(app) {
	const known = new Map();
	const contexts = new Map();
	const refresh = async () => {
		const found = await listInstallations(app);
		known.clear();
		for (const { repository, installationId } of found) known.set(repository, installationId);
		return [...known.keys()];
	};
	return {
		list: refresh,
		open: async (repository) => {
			if (!known.has(repository)) await refresh();
			const installationId = known.get(repository);
			if (installationId === void 0) return void 0;
			const name = `${installationId}/${repository}`;
			const context = contexts.get(name) ?? await createContext({
				...app,
				repository,
				installationId
			});
			contexts.set(name, context);
			return context;
		}
	};
}
async function createContext(place) {
	const { apiUrl, repository, log, appId, privateKey, installationId } = place;
	return {
		repository,
		github: await createGitHub({
			apiUrl,
			repository,
			auth: {
				appId,
				privateKey,
				installationId
			}
		}),
		log,
		clock: createClock(),
		readArchive,
		dispatchesDeployments: false
	};
}
//#endregion
//#region bot/front.ts
const maxBodyBytes = 25 * 2 ** 20;
const maxBufferedBytes = 4 * maxBodyBytes;
const leastSecretLength = 32;
function refuse(status, error) {
	return {
		status,
		body: { error },
		closes: true
	};
}
async function startFront(options) {
	requireSecret(options.secret);
	const buffered = { bytes: 0 };
	const server = createServer((request, response) => {
		handle(request, response, {
			...options,
			buffered
		});
	});
	server.headersTimeout = 1e4;
	server.requestTimeout = 3e4;
	server.keepAliveTimeout = 5e3;
	server.maxConnections = 512;
	await listen(server, options);
	const { port } = server.address();
	return {
		url: `http://${options.host}:${port}`,
		close: () => new Promise((resolve) => {
			server.close(() => resolve());
			server.closeIdleConnections();
		})
	};
}
function requireSecret(secret) {
	if (secret.length >= leastSecretLength) return;
	throw new PawlError("input.invalid", {
		message: `The webhook secret has ${secret.length} characters; it needs at least ${leastSecretLength}`,
		hint: "Set PAWL_WEBHOOK_SECRET to a random text, for instance of `openssl rand -hex 32`, here and in the App."
	});
}
function listen(server, { port, host }) {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
}
async function handle(request, response, parts) {
	const reply = await answer(request, parts).catch(() => refuse(500, "internal error"));
	if (response.destroyed) return;
	const text = JSON.stringify(reply.body);
	const headers = {
		"content-type": "application/json",
		"content-length": Buffer.byteLength(text)
	};
	response.writeHead(reply.status, reply.closes === true ? {
		...headers,
		connection: "close"
	} : headers);
	response.end(text, () => {
		if (reply.closes === true) setTimeout(() => request.destroy(), 500).unref();
	});
}
async function answer(request, parts) {
	const path = (request.url ?? "/").split("?")[0] ?? "";
	const isReady = parts.isReady();
	if (request.method === "GET" && path === "/healthz") return {
		status: 200,
		body: { ok: true }
	};
	if (request.method === "GET" && path === "/readyz") return {
		status: isReady ? 200 : 503,
		body: { ready: isReady }
	};
	if (request.method !== "POST" || !["/", "/api/github/webhooks"].includes(path)) return refuse(404, "not found");
	if (!isReady) return refuse(503, "not ready");
	const signature = readSignature(request);
	if (signature === void 0) return refuse(401, "X-Hub-Signature-256 is missing or malformed");
	const body = await readBody(request, parts.buffered);
	if (!Buffer.isBuffer(body)) return body;
	if (!isSigned(parts.secret, body, signature)) return refuse(401, "the signature is wrong");
	return deliver(request, body, parts);
}
async function deliver(request, body, parts) {
	const name = request.headers["x-github-event"];
	if (!isEventName(name)) return {
		status: 202,
		body: { ignored: true }
	};
	const payload = parseJson(body);
	if (payload === void 0 || payload === null || typeof payload !== "object") return {
		status: 400,
		body: { error: "the body is no JSON object" }
	};
	return await parts.receive({
		id: String(request.headers["x-github-delivery"] ?? ""),
		name,
		payload
	}) ? {
		status: 202,
		body: { ignored: false }
	} : {
		status: 422,
		body: { error: "unknown shape" }
	};
}
function readSignature(request) {
	const header = request.headers["x-hub-signature-256"];
	const digest = typeof header === "string" ? /^sha256=([0-9a-f]{64})$/.exec(header)?.[1] : void 0;
	return digest === void 0 ? void 0 : Buffer.from(digest, "hex");
}
function isSigned(secret, body, signature) {
	return timingSafeEqual(createHmac("sha256", secret).update(body).digest(), signature);
}
async function readBody(request, buffered) {
	if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) return refuse(413, "the body is too large");
	const chunks = [];
	let size = 0;
	try {
		for await (const chunk of request.iterator({ destroyOnReturn: false })) {
			const bytes = Buffer.from(chunk);
			size += bytes.byteLength;
			buffered.bytes += bytes.byteLength;
			if (size > maxBodyBytes) return refuse(413, "the body is too large");
			if (buffered.bytes > maxBufferedBytes) return refuse(503, "too much at once");
			chunks.push(bytes);
		}
		return Buffer.concat(chunks);
	} finally {
		buffered.bytes -= size;
	}
}
function parseJson(body) {
	try {
		return JSON.parse(body.toString("utf8"));
	} catch {
		return;
	}
}
//#endregion
//#region bot/worker-loop.ts
function runWorker(options) {
	let wakeUp = () => void 0;
	const stopping = new AbortController();
	const idle = async (durationMs) => {
		const woken = new Promise((resolve) => wakeUp = resolve);
		const pause = new AbortController();
		const signal = AbortSignal.any([stopping.signal, pause.signal]);
		await Promise.race([woken, options.parts.clock.sleep(durationMs, signal).catch(() => void 0)]);
		pause.abort();
	};
	const loop = async () => {
		const { inbox, clock } = options.parts;
		let nextSweepMs = 0;
		while (!stopping.signal.aborted) {
			if (clock.now().getTime() >= nextSweepMs) {
				nextSweepMs = clock.now().getTime() + options.sweepEveryMs;
				await sweepOnce(options);
				continue;
			}
			if (await workOnce(options.parts)) continue;
			const dueMs = Math.min(inbox.nextDueMs() ?? nextSweepMs, nextSweepMs);
			if (!stopping.signal.aborted) await idle(Math.max(0, dueMs - clock.now().getTime()));
		}
	};
	const done = loop();
	return {
		wake: () => wakeUp(),
		stop: async () => {
			stopping.abort();
			await done;
		}
	};
}
async function sweepOnce({ parts, sweep }) {
	try {
		await sweep();
	} catch (error) {
		parts.log.warning(`sweep failed: ${error instanceof Error ? error.message : String(error)}`);
	}
}
//#endregion
//#region bot/server.ts
const maxAttempts = 16;
async function startBot(options) {
	requireSecret(options.secret);
	const { clock, log, installations } = options;
	mkdirSync(options.stateDirectory, { recursive: true });
	const inbox = openInbox(join(options.stateDirectory, "inbox.sqlite"));
	const enqueue = (keys) => {
		inbox.enqueue(keys, clock.now().getTime());
		worker?.wake();
	};
	let worker;
	let isOpen = true;
	const probot = await loadProbot(options, enqueue);
	const front = await startFront({
		...options,
		isReady: () => isOpen,
		receive: async ({ id, name, payload }) => {
			if (keysOf(name, payload) === void 0) return false;
			await probot.receive({
				id,
				name,
				payload
			});
			return true;
		}
	});
	worker = runWorker({
		parts: {
			inbox,
			clock,
			log,
			maxAttempts,
			reconcile: (key) => reconcileIn(installations, key)
		},
		sweepEveryMs: options.sweepEveryMs,
		sweep: async () => enqueue(await listAllKeys(options))
	});
	const running = worker;
	return {
		url: front.url,
		close: async () => {
			isOpen = false;
			await front.close();
			await running.stop();
			inbox.close();
		}
	};
}
async function loadProbot(options, enqueue) {
	const { app, secret } = options;
	const logger = options.logger ?? (0, import_pino.default)({ level: "silent" });
	const probot = new Probot({
		...app,
		secret,
		log: logger
	});
	await probot.load(createApp(enqueue));
	return probot;
}
async function reconcileIn(installations, key) {
	const context = await installations.open(key.repository);
	return context === void 0 ? {
		decision: "ignored",
		reasonCode: "not-installed"
	} : reconcile(key, context);
}
async function listAllKeys({ installations, log }) {
	const keys = [];
	for (const repository of await installations.list()) {
		const context = await installations.open(repository);
		if (context === void 0) continue;
		try {
			keys.push(...await listOpenKeys(context));
		} catch (error) {
			log.warning(`sweep of ${repository} failed: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	return keys;
}
//#endregion
//#region bot/settings.ts
const settingsSchema = object({
	PAWL_APP_ID: number().int().positive().describe("The App's id."),
	PAWL_PRIVATE_KEY: string().includes("PRIVATE KEY").transform((key) => key.replaceAll("\\n", "\n")).describe("The App's private key, PEM; line ends may be written as \\n."),
	PAWL_WEBHOOK_SECRET: string().min(32).describe("The App's webhook secret."),
	PAWL_GITHUB_URL: url({ protocol: /^https?$/ }).default("https://api.github.com").describe("Base of the API."),
	PAWL_STATE: string().min(1).default(".pawl-bot").describe("Directory of the inbox."),
	PAWL_SWEEP_SECONDS: number().int().min(1).default(600).describe("Time between two sweeps."),
	HOST: string().min(1).default("127.0.0.1").describe("Address to listen on."),
	PORT: number().int().min(0).max(65535).default(3e3).describe("Port to listen on; 0 picks a free one.")
});
function readSettings(environment) {
	const parsed = settingsSchema.safeParse(environment);
	if (parsed.success) return parsed.data;
	throw new PawlError("input.invalid", {
		message: `The bot's environment is not complete:\n${parsed.error.issues.map(({ path, message }) => {
			const name = path.join(".");
			return `${name}: ${environment[name] === void 0 ? "is not set" : message}`;
		}).join("\n")}`,
		hint: "docs/guides/bot.md lists the variables. The webhook secret needs 32 random characters or more."
	});
}
//#endregion
//#region bot/main.ts
async function main() {
	const settings = readSettings(process.env);
	const logger = createLogger();
	const log = createLog(logger);
	const app = {
		appId: settings.PAWL_APP_ID,
		privateKey: settings.PAWL_PRIVATE_KEY
	};
	const bot = await startBot({
		app,
		secret: settings.PAWL_WEBHOOK_SECRET,
		host: settings.HOST,
		port: settings.PORT,
		stateDirectory: settings.PAWL_STATE,
		installations: createInstallations({
			...app,
			apiUrl: settings.PAWL_GITHUB_URL,
			log
		}),
		clock: createClock(),
		log,
		sweepEveryMs: settings.PAWL_SWEEP_SECONDS * 1e3,
		logger
	});
	process.stdout.write(`${JSON.stringify({ url: bot.url })}\n`);
	const stop = () => void bot.close().then(() => process.exit(0));
	process.once("SIGTERM", stop);
	process.once("SIGINT", stop);
}
function createLogger() {
	return (0, import_pino.default)({
		level: process.env["PAWL_LOG_LEVEL"] ?? "info",
		redact: [
			"token",
			"secret",
			"privateKey",
			"authorization",
			"*.token",
			"*.authorization",
			"*.privateKey"
		]
	}, import_pino.default.destination({
		dest: 2,
		sync: true
	}));
}
function createLog(logger) {
	return {
		debug: (message) => logger.debug(message),
		info: (message) => logger.info(message),
		warning: (message) => logger.warn(message),
		error: (message) => logger.error(message)
	};
}
try {
	await main();
} catch (error) {
	const text = error instanceof PawlError ? `${error.message}\n${error.hint} (${error.code})` : String(error);
	process.stderr.write(`${text}\n`);
	process.exitCode = error instanceof PawlError ? error.exitStatus : 1;
}
//#endregion
export {};
