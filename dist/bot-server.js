import { o as __toESM } from "./chunks/rolldown-runtime-BQZXps4v.js";
import { C as object, D as string, E as strictObject, M as url, S as number, b as literal, f as _enum } from "./chunks/schemas-CFgJ4ov0.js";
import { c as number$1 } from "./chunks/provenance-DkknPRya.js";
import { f as PawlError } from "./chunks/copy-W2n1VAGm.js";
import { Cn as openFileQueue, Mn as openSharedQueue, Pn as readArchive, _n as createSharedLimits, an as createClock, bn as listInstallations, mn as createRepositoryNames, nn as convertAppManifest, rn as createAppDeliveries, sn as createGitHub } from "./chunks/pipeline-DJgoMtB1.js";
import { n as require_pino } from "./chunks/secure-json-parse-CBXhFeAQ.js";
import { a as createRecentRunsMemory, c as isEventName, d as loginGrammar, f as Probot, l as keysOf, n as workOnce, o as createApp, r as reconcile, s as eventNames, u as formatKey } from "./chunks/worker-BkIu9QwG.js";
import { t as parseJson } from "./chunks/parse-json-N4_J43e3.js";
import { t as escapeHtml } from "./chunks/escape-html-CA1xJ_Hv.js";
import { t as require_prom_client } from "./chunks/prom-client-BuEvXtyN.js";
import { t as readWorkflowTemplate } from "./chunks/workflow-template-gqNQMvK8.js";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createHash, createHmac, createPrivateKey, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { isIP } from "node:net";
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
	const sharing = new Map();
	let reading;
	const read = async () => {
		const found = await listInstallations(app);
		known.clear();
		for (const { repositoryId, installationId } of found) {
			const shared = sharing.get(installationId) ?? await openInstallation(app, installationId);
			sharing.set(installationId, shared);
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
		const name = await place.shared.readName(place.repositoryId);
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
async function openInstallation(app, installationId) {
	const limits = await createSharedLimits(app.limits);
	const { apiUrl, appId, privateKey, observer } = app;
	const watched = observer === void 0 ? {} : { observer };
	return {
		limits,
		readName: await createRepositoryNames({
			apiUrl,
			appId,
			privateKey,
			installationId,
			...limits,
			...watched
		})
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
		...place.shared.limits,
		...watched
	});
	return {
		repository: String(place.repositoryId),
		github,
		log,
		worker: app.worker,
		clock: createClock(),
		readArchive,
		recentRuns: createRecentRunsMemory(),
		dispatchesDeployments: false,
		...app.onboards === true ? { readOnboardingWorkflow: () => readWorkflowTemplate("pawl-app.yml") } : {}
	};
}
//#endregion
//#region bot/front.ts
const maxBodyBytes = 25 * 2 ** 20;
const maxBufferedBytes = 4 * maxBodyBytes;
const leastSecretLength = 32;
function refuse$2(status, error) {
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
		handle$1(request, response, {
			...options,
			buffered
		});
	});
	server.headersTimeout = 1e4;
	server.requestTimeout = 3e4;
	server.keepAliveTimeout = 5e3;
	server.maxConnections = 512;
	await listen$1(server, options);
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
function listen$1(server, { port, host }) {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
}
async function handle$1(request, response, parts) {
	const reply = await answer$1(request, parts).catch(() => refuse$2(500, "internal error"));
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
async function answer$1(request, parts) {
	const path = (request.url ?? "/").split("?")[0] ?? "";
	if (request.method === "GET" && path === "/healthz") return {
		status: 200,
		body: { ok: true }
	};
	if (request.method === "GET" && path === "/readyz") {
		const isReady = await parts.isReady();
		return {
			status: isReady ? 200 : 503,
			body: { ready: isReady }
		};
	}
	if (request.method === "GET" && path === "/metrics" && parts.metrics !== void 0) return {
		status: 200,
		body: await parts.metrics()
	};
	if (request.method !== "POST" || !["/", "/api/github/webhooks"].includes(path)) return refuse$2(404, "not found");
	if (!parts.isOpen()) return refuse$2(503, "not ready");
	const signature = readSignature(request);
	if (signature === void 0) return refuse$2(401, "X-Hub-Signature-256 is missing or malformed");
	const body = await readBody(request, parts.buffered);
	if (!Buffer.isBuffer(body)) return body;
	if (!isSigned(parts.secret, body, signature)) return refuse$2(401, "the signature is wrong");
	return deliver(request, body, parts);
}
async function deliver(request, body, parts) {
	const name = request.headers["x-github-event"];
	if (!isEventName(name)) return {
		status: 202,
		body: { ignored: true }
	};
	const payload = parseJson(body.toString("utf8"));
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
	if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) return refuse$2(413, "the body is too large");
	const chunks = [];
	let size = 0;
	try {
		for await (const chunk of request.iterator({ destroyOnReturn: false })) {
			const bytes = Buffer.from(chunk);
			size += bytes.byteLength;
			buffered.bytes += bytes.byteLength;
			if (size > maxBodyBytes) return refuse$2(413, "the body is too large");
			if (buffered.bytes > maxBufferedBytes) return refuse$2(503, "too much at once");
			chunks.push(bytes);
		}
		return Buffer.concat(chunks);
	} finally {
		buffered.bytes -= size;
	}
}
//#endregion
//#region bot/readiness.ts
const timeoutMs = 2e3;
function createReadiness(queue, log) {
	let asking;
	let wasReady = true;
	const ask = async () => {
		const problem = await findProblem(queue);
		const isReady = problem === void 0;
		if (isReady && !wasReady) log.info("the queue answers again");
		if (!isReady && wasReady) log.error(`not ready: the queue ${problem}`);
		wasReady = isReady;
		return isReady;
	};
	return () => {
		asking ??= ask().finally(() => asking = void 0);
		return asking;
	};
}
async function findProblem(queue) {
	let timer;
	const late = new Promise((resolve) => {
		timer = setTimeout(() => resolve(`did not answer in ${timeoutMs} ms`), timeoutMs);
	});
	const answered = queue.check().then(() => void 0, (error) => `failed: ${error instanceof Error ? error.message : String(error)}`);
	try {
		return await Promise.race([answered, late]);
	} finally {
		clearTimeout(timer);
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
	const queueAnswers = createReadiness(queue, log);
	const probot = await loadProbot(options, enqueue);
	const { secret, host, port } = options;
	const front = await startFront({
		secret,
		host,
		port,
		isOpen: () => isOpen,
		isReady: async () => isOpen && await queueAnswers(),
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
//#region bot/loopback.ts
function isLoopback(hostname) {
	const name = hostname.replaceAll(/^\[|\]$/g, "");
	return name === "localhost" || name === "::1" || isIP(name) === 4 && name.startsWith("127.");
}
//#endregion
//#region bot/settings.ts
const credentialsShape = {
	PAWL_APP_ID: number$1().int().positive().describe("The App's id."),
	PAWL_PRIVATE_KEY: string().includes("PRIVATE KEY").transform((key) => key.replaceAll("\\n", "\n")).describe("The App's private key, PEM; line ends may be written as \\n."),
	PAWL_WEBHOOK_SECRET: string().min(32).describe("The App's webhook secret.")
};
const serverShape = {
	PAWL_GITHUB_URL: url({ protocol: /^https?$/ }).default("https://api.github.com").describe("Base of the API."),
	PAWL_STATE: string().min(1).default(".pawl-bot").describe("Directory of the inbox."),
	PAWL_CREDENTIALS: string().min(1).optional().describe("File of the credentials that the set-up writes. Default: app.json in PAWL_STATE."),
	PAWL_PUBLIC_URL: url({ protocol: /^https?$/ }).refine(isOrigin, "has to be an origin such as https://pawl.example.com, with https unless it is this machine").transform((url) => new URL(url).origin).optional().describe("Origin at which GitHub and browsers reach the bot; only the set-up asks for it."),
	PAWL_DATABASE_URL: url({ protocol: /^postgres(ql)?$/ }).optional().describe("PostgreSQL that several processes share; without it one process keeps its inbox in PAWL_STATE."),
	PAWL_WORKERS: number$1().int().min(1).max(64).default(4).describe("Keys that one process works on at the same time."),
	PAWL_WRITES_PER_MINUTE: number$1().int().min(2).default(80).describe("Content writes of this process to one installation in any minute."),
	PAWL_WRITES_PER_HOUR: number$1().int().min(2).default(500).describe("The same in any hour."),
	PAWL_LOG_LEVEL: _enum([
		"trace",
		"debug",
		"info",
		"warn",
		"error",
		"fatal",
		"silent"
	]).default("info").describe("Least level of the log."),
	PAWL_SWEEP_SECONDS: number$1().int().min(1).default(600).describe("Time between two sweeps."),
	PAWL_ONBOARDING: _enum(["true", "false"]).default("true").transform((value) => value === "true").describe("Whether a repository without Pawl's files gets one pull request with them."),
	HOST: string().min(1).default("127.0.0.1").describe("Address to listen on."),
	PORT: number$1().int().min(0).max(65535).default(3e3).describe("Port to listen on; 0 picks a free one.")
};
const serverSchema = object(serverShape);
const settingsSchema = object({
	...credentialsShape,
	...serverShape
});
function isOrigin(text) {
	if (!URL.canParse(text)) return false;
	const url = new URL(text);
	return `${url.pathname}${url.search}${url.hash}${url.username}${url.password}` === "/" && (url.protocol === "https:" || isLoopback(url.hostname));
}
function givesCredentials(environment) {
	return Object.keys(credentialsShape).some((name) => environment[name] !== void 0);
}
function readServerSettings(environment) {
	return parse(serverSchema, environment);
}
function readSettings(environment) {
	return parse(settingsSchema, environment);
}
function parse(schema, environment) {
	const parsed = schema.safeParse(environment);
	if (parsed.success) return parsed.data;
	throw new PawlError("input.invalid", {
		message: `The bot's environment is not complete:\n${parsed.error.issues.map(({ path, message }) => {
			const name = path.join(".");
			return `${name}: ${environment[name] === void 0 ? "is not set" : message}`;
		}).join("\n")}`,
		hint: "docs/guides/bot.md lists the variables; the webhook secret needs 32 random characters or more. Without an App yet, `pawl bot --setup` makes one."
	});
}
//#endregion
//#region bot/setup/credentials-file.ts
const credentialsSchema = strictObject({
	schema: literal("pawl.app/1"),
	apiUrl: url(),
	id: number().int().positive(),
	slug: string(),
	pageUrl: url(),
	privateKey: string().includes("PRIVATE KEY"),
	webhookSecret: string().min(32)
});
async function readCredentials(path, apiUrl) {
	const text = await readFile(path, "utf8").catch((error) => {
		if (isCode(error, "ENOENT")) return void 0;
		throw new PawlError("file.unreadable", {
			message: `The App's credentials ${path} cannot be read: ${codeOf(error)}`,
			hint: "Let the bot's user read the file."
		});
	});
	if (text === void 0) return void 0;
	const found = credentialsSchema.safeParse(parseJson(text)).data;
	if (found === void 0) throw new PawlError("file.unreadable", {
		message: `${path} holds no credentials of an App`,
		hint: "Bring the file back from a copy, or move it away and run `pawl bot --setup` again."
	});
	if (found.apiUrl !== apiUrl) throw new PawlError("file.unreadable", {
		message: `The App in ${path} is on ${found.apiUrl}, and the bot is told to use ${apiUrl}`,
		hint: "Correct PAWL_GITHUB_URL, or name another file in PAWL_CREDENTIALS."
	});
	return found;
}
async function writeCredentials(path, credentials) {
	return withPrivateFile(path, `${JSON.stringify(credentials, null, 2)}\n`, async (temporary) => {
		try {
			await link(temporary, path);
			return true;
		} catch (error) {
			if (isCode(error, "EEXIST")) return false;
			throw error;
		}
	});
}
async function requireWritable(path) {
	await withPrivateFile(path, "", async () => void 0);
}
async function withPrivateFile(path, text, use) {
	const directory = dirname(path);
	const temporary = join(directory, `.pawl-${randomBytes(6).toString("hex")}.tmp`);
	try {
		await mkdir(directory, {
			recursive: true,
			mode: 448
		});
		const file = await open(temporary, "wx", 384);
		try {
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}
		return await use(temporary);
	} catch (error) {
		throw new PawlError("file.write-failed", {
			message: `The App's credentials cannot be written to ${path}: ${codeOf(error)}`,
			hint: "Let the bot's user write to that directory, or name another file in PAWL_CREDENTIALS."
		});
	} finally {
		await rm(temporary, { force: true }).catch(() => void 0);
	}
}
function codeOf(error) {
	return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
function isCode(error, code) {
	return codeOf(error) === code;
}
//#endregion
//#region bot/app-manifest.ts
const appPermissions = {
	actions: {
		access: "write",
		why: "to read runs and reports, and to start, repeat and cancel runs"
	},
	checks: {
		access: "write",
		why: "for `ml/config`, `ml/metrics` and `ml/promotion`, and their buttons"
	},
	contents: {
		access: "write",
		why: "for tags, Releases, the run ledger and the bot's own `refs/pawl/*`"
	},
	deployments: {
		access: "write",
		why: "for the Deployment of a promotion and its status"
	},
	issues: {
		access: "write",
		why: "for drift issues, the dashboard and its pin, comments and labels"
	},
	members: {
		access: "read",
		why: "to know whether an approver is in a team of the organisation"
	},
	metadata: {
		access: "read",
		why: "for names, ids and the roles of people"
	},
	pull_requests: {
		access: "write",
		why: "for its comment and labels, and the onboarding pull request"
	},
	workflows: {
		access: "write",
		why: "for the workflow file in the onboarding pull request, and for nothing else"
	}
};
const unasked = new Set(["installation", "installation_repositories"]);
const subscribedEvents = eventNames.filter((name) => !unasked.has(name));
function createManifest(request) {
	const { name, webhookUrl, redirectUrl, onboards } = request;
	const held = Object.entries(appPermissions).filter(([permission]) => onboards || permission !== "workflows");
	return {
		name: name.slice(0, 34),
		url: new URL("/", webhookUrl).href,
		description: "MLOps in your pull requests. A model only moves forward.",
		hook_attributes: {
			url: webhookUrl,
			active: true
		},
		redirect_url: redirectUrl,
		public: false,
		default_permissions: Object.fromEntries(held.map(([permission, { access }]) => [permission, access])),
		default_events: subscribedEvents
	};
}
function pagesOf(apiUrl) {
	const url = new URL(apiUrl);
	if (url.hostname === "api.github.com" || /^api\.[\w-]+\.ghe\.com$/.test(url.hostname)) return `https://${url.hostname.slice(4)}`;
	return url.origin;
}
function newAppPage(apiUrl, organisation) {
	const place = organisation === void 0 ? "" : `/organizations/${encodeURIComponent(organisation)}`;
	return `${pagesOf(apiUrl)}${place}/settings/apps/new`;
}
//#endregion
//#region bot/setup/setup-access.ts
const lifetimeMs = 36e5;
const maxSessions = 8;
const maxStates = 32;
function createSetupAccess(bases, now) {
	const tokens = bases.map((base) => ({
		base,
		token: random()
	}));
	const sessions = new Map();
	const states = new Map();
	return {
		links: tokens.map(({ base, token }) => `${base}/setup?token=${token}`),
		enter: (text) => {
			const found = tokens.find(({ token }) => isSame(token, text));
			if (found === void 0) return void 0;
			const session = { base: found.base };
			const cookie = random();
			keep$1(sessions, digest(cookie), {
				session,
				endsMs: now() + lifetimeMs
			}, maxSessions);
			return {
				cookie,
				session
			};
		},
		sessionOf: (cookie) => {
			const found = sessions.get(digest(cookie));
			return found !== void 0 && found.endsMs > now() ? found.session : void 0;
		},
		makeState: (session) => {
			const state = random();
			keep$1(states, digest(state), {
				session,
				endsMs: now() + lifetimeMs
			}, maxStates);
			return state;
		},
		takeState: (state, session) => {
			const name = digest(state);
			const found = states.get(name);
			states.delete(name);
			return found !== void 0 && found.session === session && found.endsMs > now();
		}
	};
}
function random() {
	return randomBytes(32).toString("base64url");
}
function digest(text) {
	return createHash("sha256").update(text).digest("base64url");
}
function isSame(a, b) {
	return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}
function keep$1(map, key, value, most) {
	map.set(key, value);
	for (const oldest of map.keys()) {
		if (map.size <= most) return;
		map.delete(oldest);
	}
}
//#endregion
//#region bot/setup/setup-pages.ts
const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; max-width: 46rem; padding: 2rem 1rem 4rem; }
  h1 { font-size: 1.5rem; line-height: 1.25; }
  label { display: block; font-weight: 600; margin-top: 1rem; }
  small { display: block; font-weight: 400; opacity: 0.8; }
  input { box-sizing: border-box; font: inherit; margin-top: 0.25rem; padding: 0.4rem 0.6rem; width: 100%; }
  button, a.button { background: #1f6f3f; border: 0; border-radius: 6px; color: #fff; cursor: pointer; display: inline-block;
    font: inherit; font-weight: 600; margin-top: 1.5rem; padding: 0.5rem 1rem; text-decoration: none; }
  table { border-collapse: collapse; margin-top: 1rem; width: 100%; }
  th, td { border-bottom: 1px solid #8884; padding: 0.3rem 0.75rem 0.3rem 0; text-align: left; vertical-align: top; }
  code { font-size: 0.9em; overflow-wrap: anywhere; }
  td code { white-space: nowrap; }
  .problem { border-left: 4px solid #c0362c; padding-left: 0.75rem; }
`;
function page(title, body) {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`;
}
function renderSetupForm(form, place) {
	const problems = place.problems.map((problem) => `<p class="problem">${escapeHtml(problem)}</p>`).join("\n");
	return page("Set up the Pawl bot", `<p>The bot needs a GitHub App on <code>${escapeHtml(place.github)}</code>. The next page shows what it asks for; GitHub
then asks you to confirm it.</p>
${problems}
<form method="post" action="/setup">
<label for="organisation">Organisation
<small>Leave it empty for an App of your own account.</small></label>
<input id="organisation" name="organisation" value="${escapeHtml(form.organisation)}" maxlength="100" autocomplete="off" spellcheck="false">
<label for="webhook">Address for webhooks
<small>Where GitHub reaches this bot from the internet, or from your GitHub Enterprise Server.</small></label>
<input id="webhook" name="webhook" type="url" value="${escapeHtml(form.webhookUrl)}" maxlength="500" required
 placeholder="https://pawl.example.com/api/github/webhooks" autocomplete="off" spellcheck="false">
<button>Continue</button>
</form>`);
}
function renderManifest(manifest, target) {
	const whys = new Map(Object.entries(appPermissions).map(([name, { why }]) => [name, why]));
	const rows = Object.entries(manifest.default_permissions).map(([name, access]) => {
		const why = escapeHtml(whys.get(name) ?? "").replaceAll(/`([^`]{1,60})`/g, "<code>$1</code>");
		return `<tr><td><code>${escapeHtml(name)}</code></td><td>${access}</td><td>${why}</td></tr>`;
	}).join("\n");
	const events = manifest.default_events.map((name) => `<code>${escapeHtml(name)}</code>`).join(", ");
	return page(`A GitHub App for ${target.owner}`, `<p>It asks for this and nothing else:</p>
<table>
<thead><tr><th>Permission</th><th>Access</th><th>The bot needs it</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
<p>Events: ${events}.</p>
<p>Webhooks go to <code>${escapeHtml(manifest.hook_attributes.url)}</code>.</p>
<form method="post" action="${escapeHtml(target.action)}">
<input type="hidden" name="manifest" value="${escapeHtml(JSON.stringify(manifest))}">
<button>Create it on GitHub</button>
</form>
<p><a href="/setup">Back</a></p>`);
}
function renderDone(app) {
	return page("The bot is set up", `<p>The App <a href="${escapeHtml(app.pageUrl)}">${escapeHtml(app.slug)}</a> is there. Its key and webhook secret are in a file that only
the bot's user can read; the terminal names it. This page is closed from now on.</p>
<p>Install the App where it shall work:</p>
<p><a class="button" href="${escapeHtml(app.pageUrl)}/installations/new">Install it</a></p>`);
}
function renderRefusal(title, text, isRepeatable) {
	const again = isRepeatable ? "\n<p><a href=\"/setup\">Start again</a></p>" : "";
	return page(title, `<p class="problem">${escapeHtml(text)}</p>${again}`);
}
//#endregion
//#region bot/setup/setup-flow.ts
const codeGrammar = /^[\w-]{1,200}$/;
function showForm({ apiUrl, publicUrl }) {
	return formReply(apiUrl, {
		organisation: "",
		webhookUrl: webhookOf(publicUrl)
	}, []);
}
function showManifest(fields, session, { options, access }) {
	const organisation = (fields.get("organisation") ?? "").trim();
	const webhookUrl = (fields.get("webhook") ?? "").trim();
	const { apiUrl, onboards } = options;
	const problems = [...organisation === "" || loginGrammar.test(organisation) ? [] : ["An organisation's name has letters, digits and dashes."], ...webhookProblems(webhookUrl, apiUrl)];
	if (problems.length > 0) return formReply(apiUrl, {
		organisation,
		webhookUrl
	}, problems);
	const owner = organisation === "" ? void 0 : organisation;
	return {
		status: 200,
		page: renderManifest(createManifest({
			name: owner === void 0 ? "pawl" : `pawl-${owner}`,
			webhookUrl,
			redirectUrl: `${session.base}/setup/callback`,
			onboards
		}), {
			action: `${newAppPage(apiUrl, owner)}?state=${access.makeState(session)}`,
			owner: owner ?? "your own account"
		})
	};
}
function formReply(apiUrl, form, problems) {
	const page = renderSetupForm(form, {
		github: new URL(pagesOf(apiUrl)).host,
		problems
	});
	return {
		status: problems.length === 0 ? 200 : 422,
		page
	};
}
function webhookOf(publicUrl) {
	return publicUrl === void 0 ? "" : `${publicUrl}/api/github/webhooks`;
}
function webhookProblems(text, apiUrl) {
	const url = URL.canParse(text) ? new URL(text) : void 0;
	if (url === void 0 || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return ["The address for webhooks has to be one like https://pawl.example.com/api/github/webhooks."];
	return url.protocol === "http:" && !isLoopback(url.hostname) && !apiUrl.startsWith("http:") ? ["The address for webhooks has to begin with https: events would travel unencrypted."] : [];
}
async function finishSetup(query, session, { options, access }) {
	if (!access.takeState(query.get("state") ?? "", session)) return refuse$1(403, "Not from this set-up", "The state that came back is unknown, used, or older than an hour.");
	const code = query.get("code") ?? "";
	if (!codeGrammar.test(code)) return refuse$1(400, "No App was made", "GitHub sent no code back.");
	const app = await options.convert(code).catch((error) => explain(error));
	if (typeof app === "string") return refuse$1(502, "GitHub did not give the App", app);
	if (app === void 0) return refuse$1(410, "The code counts no more", "GitHub does not know the code: it was used already, or is older than an hour.");
	return keep(app, options);
}
async function keep(app, options) {
	const { apiUrl, credentialsPath } = options;
	const { id, slug, pageUrl, privateKey, webhookSecret } = app;
	if (webhookSecret === null || webhookSecret.length < 32 || !isKey(privateKey)) return refuse$1(502, "The App is of no use", `GitHub made the App ${slug} without a webhook secret of 32 characters or a key. Delete it on GitHub.`);
	const made = {
		schema: "pawl.app/1",
		apiUrl,
		id,
		slug,
		pageUrl,
		privateKey,
		webhookSecret
	};
	const written = await writeCredentials(credentialsPath, made).catch(() => void 0);
	if (written === true) return {
		status: 200,
		page: renderDone(made),
		made
	};
	const text = written === false ? `Another bot with the same state directory was set up first. Delete the App ${slug} on GitHub.` : `The credentials of the App ${slug} could not be written. Delete it on GitHub, let the bot's user write, and start again.`;
	return refuse$1(written === false ? 409 : 500, "Nothing was kept", text, written !== false);
}
function isKey(pem) {
	try {
		return createPrivateKey(pem).asymmetricKeyType === "rsa";
	} catch {
		return false;
	}
}
function explain(error) {
	return error instanceof PawlError && error.code === "github.malformed-response" ? "GitHub's answer has not the shape that it documents." : "GitHub gave no good answer. Start again; what was made there can be deleted.";
}
function refuse$1(status, title, text, isRepeatable = true) {
	return {
		status,
		page: renderRefusal(title, text, isRepeatable)
	};
}
//#endregion
//#region bot/setup/setup-server.ts
const maxFormBytes = 16384;
const cookieName = "pawl-setup";
async function startSetup(options) {
	requirePrivate(options);
	await requireWritable(options.credentialsPath);
	let onMade = () => void 0;
	const made = new Promise((resolve) => onMade = resolve);
	const server = createServer();
	server.headersTimeout = 1e4;
	server.requestTimeout = 3e4;
	server.keepAliveTimeout = 1e3;
	server.maxConnections = 64;
	await listen(server, options);
	const { port } = server.address();
	const close = () => new Promise((resolve) => {
		const late = setTimeout(() => server.closeAllConnections(), 1e3);
		server.close(() => {
			clearTimeout(late);
			resolve();
		});
		server.closeIdleConnections();
	});
	const access = createSetupAccess(basesOf(options, port), options.now);
	server.on("request", (request, response) => {
		handle(request, response, {
			options,
			access,
			onMade
		});
	});
	return {
		links: access.links,
		close,
		done: made.then((credentials) => close().then(() => credentials))
	};
}
function basesOf({ host, publicUrl }, port) {
	const isAny = host === "0.0.0.0" || host === "::";
	const local = `http://${isAny ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${port}`;
	return [...publicUrl === void 0 ? [] : [publicUrl], ...isAny || isLoopback(host) ? [local] : []];
}
function requirePrivate(options) {
	if (basesOf(options, 0).length > 0) return;
	throw new PawlError("input.invalid", {
		message: `The set-up would be reached unencrypted at ${options.host}`,
		hint: "Set PAWL_PUBLIC_URL to the https address of the bot, or HOST=127.0.0.1 and come by an SSH tunnel."
	});
}
function listen(server, { port, host }) {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
}
async function handle(request, response, parts) {
	const reply = await answer(request, parts).catch(() => refuse(500, "Something went wrong."));
	if (response.destroyed) return;
	const isJson = reply.page.startsWith("{");
	response.writeHead(reply.status, {
		"content-type": isJson ? "application/json" : "text/html; charset=utf-8",
		"content-length": Buffer.byteLength(reply.page),
		connection: "close",
		...isJson ? {} : guards(parts.options.apiUrl),
		...reply.headers
	});
	response.end(reply.page, () => {
		if (reply.made !== void 0) parts.onMade(reply.made);
	});
}
function guards(apiUrl) {
	return {
		"content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action ${[
			"'self'",
			"https:",
			pagesOf(apiUrl)
		].join(" ")}`,
		"x-content-type-options": "nosniff",
		"x-frame-options": "DENY",
		"cache-control": "no-store",
		"referrer-policy": "strict-origin"
	};
}
async function answer(request, parts) {
	const url = new URL(`http://bot${request.url?.startsWith("/") === true ? request.url : "/"}`);
	const route = `${request.method ?? ""} ${url.pathname}`;
	if (route === "GET /healthz") return {
		status: 200,
		page: "{\"ok\":true}"
	};
	if (route === "GET /readyz") return {
		status: 503,
		page: "{\"ready\":false}"
	};
	if (route === "POST /" || route === "POST /api/github/webhooks") return {
		status: 503,
		page: "{\"error\":\"not ready\"}"
	};
	if (![
		"GET /setup",
		"POST /setup",
		"GET /setup/callback"
	].includes(route)) return {
		status: 404,
		page: "{\"error\":\"not found\"}"
	};
	const token = url.searchParams.get("token");
	if (route === "GET /setup" && token !== null) return enter(token, parts.access);
	const session = parts.access.sessionOf(readCookie(request));
	if (session === void 0) return refuse(403, "Open the link that the bot wrote to its terminal.");
	if (route === "GET /setup") return showForm(parts.options);
	if (route === "GET /setup/callback") return finishSetup(url.searchParams, session, parts);
	if (!isFrom(request, session)) return refuse(403, "This form belongs to another page.");
	const fields = await readForm(request);
	return fields === void 0 ? refuse(413, "The form is too large.") : showManifest(fields, session, parts);
}
function enter(token, access) {
	const entered = access.enter(token);
	if (entered === void 0) return refuse(403, "The link counts no more. Take the one that the bot wrote last.");
	const secure = entered.session.base.startsWith("https:") ? "; Secure" : "";
	return {
		status: 303,
		page: "",
		headers: {
			location: "/setup",
			"set-cookie": `${cookieName}=${entered.cookie}; Path=/setup; HttpOnly; SameSite=Lax; Max-Age=3600${secure}`
		}
	};
}
function refuse(status, text) {
	return {
		status,
		page: renderRefusal("The set-up of the Pawl bot", text, false)
	};
}
function readCookie(request) {
	return (request.headers.cookie ?? "").slice(0, 8e3).split(";").map((part) => part.trim()).find((part) => part.startsWith(`${cookieName}=`))?.slice(11) ?? "";
}
function isFrom({ headers }, session) {
	return headers.origin === void 0 || headers.origin === session.base;
}
async function readForm(request) {
	const chunks = [];
	let size = 0;
	for await (const chunk of request.iterator({ destroyOnReturn: false })) {
		const bytes = Buffer.from(chunk);
		size += bytes.byteLength;
		if (size > maxFormBytes) return void 0;
		chunks.push(bytes);
	}
	return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
//#endregion
//#region bot/setup/obtain-settings.ts
async function obtainSettings(request) {
	const { environment, mayStartSetup } = request;
	if (givesCredentials(environment)) return readSettings(environment);
	const server = readServerSettings(environment);
	const path = server.PAWL_CREDENTIALS ?? join(server.PAWL_STATE, "app.json");
	const apiUrl = server.PAWL_GITHUB_URL;
	const kept = await readCredentials(path, apiUrl);
	if (kept !== void 0) return withCredentials(environment, kept);
	if (!mayStartSetup) return readSettings(environment);
	const setup = await startSetup({
		apiUrl,
		credentialsPath: path,
		publicUrl: server.PAWL_PUBLIC_URL,
		onboards: server.PAWL_ONBOARDING,
		host: server.HOST,
		port: server.PORT,
		now: request.now,
		convert: (code) => convertAppManifest({
			apiUrl,
			code
		})
	});
	request.show(setup.links, path);
	const made = await setup.done;
	request.onMade(made.slug, path);
	return withCredentials(environment, made);
}
function withCredentials(environment, { id, privateKey, webhookSecret }) {
	return readSettings({
		...environment,
		PAWL_APP_ID: String(id),
		PAWL_PRIVATE_KEY: privateKey,
		PAWL_WEBHOOK_SECRET: webhookSecret
	});
}
//#endregion
//#region bot/main.ts
let stop = () => process.exit(0);
async function main() {
	const settings = await obtainSettings({
		environment: process.env,
		mayStartSetup: process.argv.includes("--setup"),
		now: Date.now,
		show: (links) => {
			process.stderr.write(`Make the bot's GitHub App in a browser, by this link alone:\n${links.join("\n")}\n`);
			process.stdout.write(`${JSON.stringify({ setup: links })}\n`);
		},
		onMade: (slug, path) => process.stderr.write(`The App ${slug} is made; its credentials are in ${path}\n`)
	});
	const { logger, log } = createBotLog({
		level: settings.PAWL_LOG_LEVEL,
		secrets: [settings.PAWL_PRIVATE_KEY, settings.PAWL_WEBHOOK_SECRET],
		write: (line) => void process.stderr.write(line)
	});
	const metrics = createBotMetrics(Date.now);
	const queue = await openQueue(settings, log);
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
		queue,
		concurrency: settings.PAWL_WORKERS,
		installations: createInstallations({
			...access,
			onboards: settings.PAWL_ONBOARDING,
			log,
			worker: queue.holder === void 0 ? void 0 : {
				name: queue.holder,
				turns: new Set()
			},
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
	stop = () => void bot.close().then(() => process.exit(0));
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
process.once("SIGTERM", () => stop());
process.once("SIGINT", () => stop());
try {
	await main();
} catch (error) {
	const text = error instanceof PawlError ? `${error.message}\n${error.hint} (${error.code})` : String(error);
	process.stderr.write(`${text}\n`);
	process.exitCode = error instanceof PawlError ? error.exitStatus : 1;
}
//#endregion
export {};
