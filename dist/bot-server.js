import { o as __toESM } from "./chunks/rolldown-runtime-BQZXps4v.js";
import { C as object, D as string, M as url, f as _enum } from "./chunks/schemas-D12ORNH4.js";
import { c as number } from "./chunks/provenance-BQwh1Dbi.js";
import { f as PawlError } from "./chunks/copy-B5uvovW0.js";
import { An as readRepositoryName, Dn as openSharedQueue, en as createAppDeliveries, fn as createSharedLimits, hn as listInstallations, in as createGitHub, kn as readArchive, nn as createClock, vn as openFileQueue } from "./chunks/pipeline-C0vlmzvk.js";
import { n as require_pino } from "./chunks/secure-json-parse-CBXhFeAQ.js";
import { a as createApp, c as formatKey, l as Probot, n as workOnce, o as isEventName, r as reconcile, s as keysOf } from "./chunks/worker-DwgjEOlp.js";
import { t as require_prom_client } from "./chunks/prom-client-BuEvXtyN.js";
import { t as readWorkflowTemplate } from "./chunks/workflow-template-ES1-98G2.js";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
//#region bot/bot-log.ts
var import_pino = __toESM(require_pino(), 1);
const credentials = [
	/\b(?:gh[opsur]_\w{16,300}|github_pat_\w{16,300})/g,
	/\beyJ[\w-]{10,2000}\.[\w-]{10,2000}\.[\w-]{10,2000}/g,
	/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
	/(?<=:\/\/)[^\s@/"]{1,200}(?=@)/g
];
function redact(text, secrets) {
	let clean = text;
	const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
	for (const secret of forms) if (secret.length >= 8) clean = clean.replaceAll(secret, "[redacted]");
	for (const pattern of credentials) clean = clean.replaceAll(pattern, "[redacted]");
	return clean;
}
function createBotLog(options) {
	const { level, secrets, write } = options;
	const logger = (0, import_pino.default)({
		level,
		base: null
	}, { write: (line) => write(redact(line, secrets)) });
	return {
		logger: level === "trace" || level === "debug" ? logger.child({}, { level: "info" }) : logger,
		log: {
			debug: (message) => logger.debug(message),
			info: (message) => logger.info(message),
			warning: (message) => logger.warn(message),
			error: (message) => logger.error(message)
		}
	};
}
//#endregion
//#region bot/metrics.ts
var import_prom_client = require_prom_client();
function createBotMetrics(now) {
	const registry = new import_prom_client.Registry();
	const registers = [registry];
	const deliveries = new import_prom_client.Counter({
		name: "pawl_bot_deliveries_total",
		help: "Webhook requests by event and HTTP status of the answer.",
		labelNames: ["event", "status"],
		registers
	});
	const reconciles = new import_prom_client.Histogram({
		name: "pawl_bot_reconcile_duration_seconds",
		help: "Time of one attempt at a key, by kind and result.",
		labelNames: ["kind", "result"],
		buckets: [
			.01,
			.03,
			.1,
			.3,
			1,
			3,
			10,
			30,
			100
		],
		registers
	});
	return {
		registry,
		onDelivery: (event, status) => deliveries.inc({
			event: isEventName(event) ? event : "other",
			status: String(status)
		}),
		onAttempt: (kind, result, durationMs) => reconciles.observe({
			kind,
			result
		}, durationMs / 1e3),
		...createGitHubMetrics(registers, now),
		watchQueue: (load) => watchQueue(registers, load)
	};
}
function createGitHubMetrics(registers, now) {
	const requests = new import_prom_client.Counter({
		name: "pawl_bot_github_requests_total",
		help: "Requests to GitHub by route and HTTP status; status 0 is no answer.",
		labelNames: ["route", "status"],
		registers
	});
	const remaining = new import_prom_client.Gauge({
		name: "pawl_bot_github_limit_remaining",
		help: "Requests that the primary limit left at the latest answer.",
		registers
	});
	const pauses = new import_prom_client.Counter({
		name: "pawl_bot_github_pauses_total",
		help: "Times that a limit of GitHub stopped all requests of an installation.",
		registers
	});
	const paused = new import_prom_client.Counter({
		name: "pawl_bot_github_paused_seconds_total",
		help: "Length of these pauses as GitHub named it.",
		registers
	});
	return {
		onRequest: ({ route, status, remaining: left }) => {
			requests.inc({
				route,
				status: String(status)
			});
			if (left !== void 0) remaining.set(left);
		},
		onPause: (untilMs) => {
			pauses.inc();
			paused.inc(Math.max(0, untilMs - now()) / 1e3);
		}
	};
}
function watchQueue(registers, load) {
	const gauge = (name, help, read) => {
		const collect = async function() {
			this.set(read(await load()));
		};
		new import_prom_client.Gauge({
			name,
			help,
			registers,
			collect
		});
	};
	gauge("pawl_bot_queue_depth", "Keys that wait or are worked on.", ({ depth }) => depth);
	gauge("pawl_bot_queue_oldest_seconds", "How long the oldest key that is due has waited.", ({ oldestMs }) => oldestMs / 1e3);
}
//#endregion
//#region bot/installations.ts
function createInstallations(app) {
	const known = new Map();
	const opened = new Map();
	const limits = new Map();
	let reading;
	const read = async () => {
		const found = await listInstallations(app);
		known.clear();
		for (const { repositoryId, installationId } of found) {
			const shared = limits.get(installationId) ?? await createSharedLimits(app.limits);
			limits.set(installationId, shared);
			known.set(String(repositoryId), {
				repositoryId,
				installationId,
				shared
			});
		}
		for (const id of opened.keys()) if (!known.has(id)) opened.delete(id);
		return [...known.keys()];
	};
	const refresh = () => {
		reading ??= read().finally(() => reading = void 0);
		return reading;
	};
	const readName = async (id) => {
		if (!known.has(id)) await refresh();
		const place = known.get(id);
		if (place === void 0) return void 0;
		const name = await readRepositoryName({
			...app,
			...place.shared,
			...place
		}, place.repositoryId);
		return name === void 0 ? void 0 : {
			place,
			name
		};
	};
	const readAgain = async (id, error) => {
		if (!(error instanceof PawlError) || error.retryAtMs !== void 0) throw error;
		const { installationId } = { ...known.get(id) };
		await refresh();
		const now = known.get(id)?.installationId;
		if (now !== void 0 && now === installationId) throw error;
		return readName(id);
	};
	return {
		list: refresh,
		forget: () => known.clear(),
		open: async (id) => {
			const found = await readName(id).catch((error) => readAgain(id, error));
			if (found === void 0) return void 0;
			const before = opened.get(id);
			const name = `${found.place.installationId}/${found.name}`;
			if (before?.name === name) return before.context;
			const context = await createContext(app, found.place, found.name);
			opened.set(id, {
				name,
				context
			});
			return context;
		}
	};
}
async function createContext(app, place, repository) {
	const { apiUrl, appId, privateKey, log, observer } = app;
	const auth = {
		appId,
		privateKey,
		installationId: place.installationId
	};
	const watched = observer === void 0 ? {} : { observer };
	const github = await createGitHub({
		apiUrl,
		repository,
		auth,
		...place.shared,
		...watched
	});
	return {
		repository: String(place.repositoryId),
		github,
		log,
		clock: createClock(),
		readArchive,
		dispatchesDeployments: false,
		...app.onboards === true ? { readOnboardingWorkflow: () => readWorkflowTemplate("pawl-app.yml") } : {}
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
	if (request.method === "POST") {
		const event = request.headers["x-github-event"];
		parts.onAnswer?.(typeof event === "string" ? event : void 0, reply.status);
	}
	if (response.destroyed) return;
	const isText = typeof reply.body === "string";
	const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
	const headers = {
		"content-type": isText ? "text/plain; version=0.0.4; charset=utf-8" : "application/json",
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
	if (request.method === "GET" && path === "/metrics" && parts.metrics !== void 0) return {
		status: 200,
		body: await parts.metrics()
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
//#region bot/redeliver.ts
const lookBackMs = 72 * 36e5 - 6e5;
const graceMs = 6e4;
const maxAttempts$1 = 5;
const maxRedeliveries = 100;
function planRedeliveries(log, now) {
	return [...Map.groupBy(log, ({ guid }) => guid).values()].flatMap((attempts) => {
		const newest = attempts.reduce((a, b) => b.deliveredAt > a.deliveredAt ? b : a);
		return isEventName(newest.event) && !attempts.some(({ isOk }) => isOk) && attempts.length < maxAttempts$1 && now.getTime() - newest.deliveredAt.getTime() >= graceMs ? [newest] : [];
	}).sort((a, b) => a.deliveredAt.getTime() - b.deliveredAt.getTime() || a.id - b.id).slice(0, maxRedeliveries);
}
async function redeliverLost(deliveries, clock) {
	const now = clock.now();
	const log = await deliveries.listSince(new Date(now.getTime() - lookBackMs));
	let asked = 0;
	for (const { id } of planRedeliveries(log, now)) if (await deliveries.redeliver(id)) asked += 1;
	return asked;
}
//#endregion
//#region bot/worker-loop.ts
const longestIdleMs = 6e4;
const failurePauseMs = 1e3;
function runWorkers(options) {
	const stopping = new AbortController();
	const sleepers = new Set();
	const idle = async (durationMs) => {
		const pause = new AbortController();
		let wakeUp = () => void 0;
		const woken = new Promise((resolve) => wakeUp = resolve);
		sleepers.add(wakeUp);
		const signal = AbortSignal.any([stopping.signal, pause.signal]);
		await Promise.race([woken, options.parts.clock.sleep(durationMs, signal).catch(() => void 0)]);
		sleepers.delete(wakeUp);
		pause.abort();
	};
	const wake = () => {
		for (const wakeUp of sleepers) wakeUp();
	};
	const loops = Array.from({ length: options.concurrency }, () => work(options, stopping.signal, idle));
	const sweeping = sweepAlways(options, stopping.signal);
	return {
		wake,
		stop: async () => {
			stopping.abort();
			await Promise.all([...loops, sweeping]);
		}
	};
}
async function work({ parts }, stopping, idle) {
	while (!stopping.aborted) try {
		if (await workOnce(parts)) continue;
		const dueInMs = await parts.queue.nextDueInMs() ?? longestIdleMs;
		if (!stopping.aborted) await idle(Math.min(dueInMs, longestIdleMs));
	} catch (error) {
		parts.log.error(`the queue failed: ${error instanceof Error ? error.message : String(error)}`);
		await parts.clock.sleep(failurePauseMs, stopping).catch(() => void 0);
	}
}
async function sweepAlways({ parts, sweep, sweepEveryMs }, stopping) {
	while (!stopping.aborted) {
		try {
			await sweep();
		} catch (error) {
			parts.log.warning(`sweep failed: ${error instanceof Error ? error.message : String(error)}`);
		}
		if (!stopping.aborted) await parts.clock.sleep(sweepEveryMs, stopping).catch(() => void 0);
	}
}
//#endregion
//#region bot/server.ts
const maxAttempts = 16;
async function startBot(options) {
	requireSecret(options.secret);
	const { queue, clock, log, installations, metrics } = options;
	metrics?.watchQueue(() => queue.load());
	let workers;
	let isOpen = true;
	const enqueue = async (keys) => {
		await queue.enqueue(keys.map(formatKey));
		workers?.wake();
	};
	const probot = await loadProbot(options, enqueue);
	const { secret, host, port } = options;
	const front = await startFront({
		secret,
		host,
		port,
		isReady: () => isOpen,
		onAnswer: (event, status) => metrics?.onDelivery(event, status),
		...metrics === void 0 ? {} : { metrics: () => metrics.registry.metrics() },
		receive: async ({ id, name, payload }) => {
			if (keysOf(name, payload) === void 0) return false;
			if (name === "installation" || name === "installation_repositories") installations.forget?.();
			await probot.receive({
				id,
				name,
				payload
			});
			return true;
		}
	});
	const running = runWorkers({
		parts: {
			queue,
			clock,
			log,
			maxAttempts,
			reconcile: (key) => reconcileIn(installations, key),
			...metrics === void 0 ? {} : { onAttempt: metrics.onAttempt }
		},
		concurrency: options.concurrency ?? 4,
		sweepEveryMs: options.sweepEveryMs,
		sweep: () => sweep(options, enqueue)
	});
	workers = running;
	return {
		url: front.url,
		close: async () => {
			isOpen = false;
			await front.close();
			await running.stop();
			await queue.close();
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
async function sweep({ installations, deliveries, clock, log }, enqueue) {
	await enqueue((await installations.list()).map((repository) => ({
		kind: "repository",
		repository
	})));
	const asked = deliveries === void 0 ? 0 : await redeliverLost(deliveries, clock);
	if (asked > 0) log.info(`asked GitHub for ${asked} lost deliveries`);
}
//#endregion
//#region bot/settings.ts
const settingsSchema = object({
	PAWL_APP_ID: number().int().positive().describe("The App's id."),
	PAWL_PRIVATE_KEY: string().includes("PRIVATE KEY").transform((key) => key.replaceAll("\\n", "\n")).describe("The App's private key, PEM; line ends may be written as \\n."),
	PAWL_WEBHOOK_SECRET: string().min(32).describe("The App's webhook secret."),
	PAWL_GITHUB_URL: url({ protocol: /^https?$/ }).default("https://api.github.com").describe("Base of the API."),
	PAWL_STATE: string().min(1).default(".pawl-bot").describe("Directory of the inbox."),
	PAWL_DATABASE_URL: url({ protocol: /^postgres(ql)?$/ }).optional().describe("PostgreSQL that several processes share; without it one process keeps its inbox in PAWL_STATE."),
	PAWL_WORKERS: number().int().min(1).max(64).default(4).describe("Keys that one process works on at the same time."),
	PAWL_WRITES_PER_MINUTE: number().int().min(2).default(80).describe("Content writes of this process to one installation in any minute."),
	PAWL_WRITES_PER_HOUR: number().int().min(2).default(500).describe("The same in any hour."),
	PAWL_LOG_LEVEL: _enum([
		"trace",
		"debug",
		"info",
		"warn",
		"error",
		"fatal",
		"silent"
	]).default("info").describe("Least level of the log."),
	PAWL_SWEEP_SECONDS: number().int().min(1).default(600).describe("Time between two sweeps."),
	PAWL_ONBOARDING: _enum(["true", "false"]).default("true").transform((value) => value === "true").describe("Whether a repository without Pawl's files gets one pull request with them."),
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
	const { logger, log } = createBotLog({
		level: settings.PAWL_LOG_LEVEL,
		secrets: [settings.PAWL_PRIVATE_KEY, settings.PAWL_WEBHOOK_SECRET],
		write: (line) => void process.stderr.write(line)
	});
	const metrics = createBotMetrics(Date.now);
	const app = {
		appId: settings.PAWL_APP_ID,
		privateKey: settings.PAWL_PRIVATE_KEY
	};
	const access = {
		...app,
		apiUrl: settings.PAWL_GITHUB_URL
	};
	const bot = await startBot({
		app,
		secret: settings.PAWL_WEBHOOK_SECRET,
		host: settings.HOST,
		port: settings.PORT,
		queue: await openQueue(settings, log),
		concurrency: settings.PAWL_WORKERS,
		installations: createInstallations({
			...access,
			onboards: settings.PAWL_ONBOARDING,
			log,
			observer: metrics.onRequest,
			limits: {
				limits: limitsOf(settings),
				onPause: metrics.onPause
			}
		}),
		deliveries: await createAppDeliveries({
			...access,
			observer: metrics.onRequest
		}),
		metrics,
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
function limitsOf(settings) {
	return {
		perMinute: settings.PAWL_WRITES_PER_MINUTE,
		perHour: settings.PAWL_WRITES_PER_HOUR
	};
}
async function openQueue(settings, log) {
	const url = settings.PAWL_DATABASE_URL;
	if (url !== void 0) return openSharedQueue({
		url,
		onError: (message) => log.error(`queue: ${message}`)
	});
	mkdirSync(settings.PAWL_STATE, { recursive: true });
	return openFileQueue(join(settings.PAWL_STATE, "inbox.sqlite"), createClock());
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
