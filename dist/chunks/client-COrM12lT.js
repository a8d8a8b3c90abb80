import { C as object, D as string, S as number, T as record, b as literal, j as unknown, m as array } from "./schemas-CFgJ4ov0.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as createAppAuth } from "./dist-node-BNUexqq_.js";
import { t as Octokit } from "./dist-src-Bu3SH6Rz.js";
import { n as sizeOfAnswer } from "./conditional-reads-BMNlywtE.js";
import { r as noContentLimits, t as RequestGate } from "./request-gate-CbP8xCuS.js";
import { setTimeout } from "node:timers/promises";
//#region src/adapters/github/guarded-fetch.ts
const maxRedirects = 4;
const redirectStatuses = new Set([
	301,
	302,
	303,
	307,
	308
]);
function trustedOrigins(apiUrl) {
	const origin = new URL(apiUrl).origin;
	return new Set(origin === "https://api.github.com" ? [origin, "https://uploads.github.com"] : [origin]);
}
function guardFetch(fetch, trusted) {
	return async (url, init) => {
		let target = url;
		for (let hop = 0; hop <= maxRedirects; hop += 1) {
			const response = await fetch(target, {
				...init,
				...headersFor(target, init, trusted),
				redirect: "manual"
			});
			const location = response.headers.get("location");
			if (!redirectStatuses.has(response.status) || location === null) return response;
			await response.body?.cancel();
			target = nextTarget({
				from: target,
				location,
				method: init.method ?? "GET",
				status: response.status
			}, trusted);
		}
		throw refused(url, `more than ${maxRedirects} redirects`);
	};
}
function headersFor(url, init, trusted) {
	const headers = new Headers(init.headers);
	if (!trusted.has(new URL(url).origin)) headers.delete("authorization");
	return { headers };
}
function nextTarget(hop, trusted) {
	const next = new URL(hop.location, hop.from);
	const isRead = hop.method === "GET" || hop.method === "HEAD";
	const keepsMethod = hop.status === 307 || hop.status === 308;
	if (!isRead && !(keepsMethod && trusted.has(next.origin))) throw refused(hop.from, `a ${hop.method} was redirected (${hop.status}) to ${next.origin}`);
	if (new URL(hop.from).protocol === "https:" && next.protocol !== "https:") throw refused(hop.from, `redirected from https to ${next.protocol}`);
	return next.href;
}
function refused(url, why) {
	return new PawlError("github.request-failed", {
		message: `GitHub answered ${new URL(url).pathname} with a redirect that is not followed: ${why}`,
		hint: "If the repository was renamed or moved, use its new name."
	});
}
//#endregion
//#region src/adapters/github/read-body.ts
async function readBody(body, maxBytes, what) {
	if (!(body instanceof ReadableStream)) throw malformed$1(`${what} has no body`);
	const chunks = [];
	let size = 0;
	try {
		for await (const chunk of body) {
			if (!(chunk instanceof Uint8Array)) throw malformed$1(`${what} is not made of bytes`);
			size += chunk.byteLength;
			if (size > maxBytes) throw malformed$1(`${what} is longer than the ${maxBytes} bytes that are allowed`);
			chunks.push(chunk);
		}
	} catch (error) {
		if (error instanceof PawlError) throw error;
		throw malformed$1(`${what} was cut after ${size} bytes`, error);
	}
	return Buffer.concat(chunks);
}
function malformed$1(message, cause) {
	return new PawlError("github.malformed-response", {
		message,
		cause
	});
}
//#endregion
//#region src/adapters/github/refused-request.ts
const setPattern = /^[a-z_]{1,60}=(?:read|write|admin)(?:,[a-z_]{1,60}=(?:read|write|admin)){0,9}$/;
function describeAcceptedPermissions(header) {
	if (typeof header !== "string" || header.length > 1e3) return void 0;
	const sets = header.split(";").map((set) => set.trim());
	if (!sets.every((set) => setPattern.test(set))) return void 0;
	return sets.map((set) => set.split(",").map((permission) => `\`${permission.replace("=", ": ")}\``).join(" with ")).join(" or ");
}
const permissionHint = "Give it in the job's `permissions:`, or to the App and accept it for the installation; docs/guides/bot-installation.md lists what Pawl needs.";
function refusedRequest({ route, error, refusal, retryAtMs }) {
	const text = (error instanceof Error ? error.message : String(error)).slice(0, 300);
	const answer = refusal?.response;
	const accepted = refusal?.status === 403 && !/rate limit/i.test(text) ? describeAcceptedPermissions(answer?.headers["x-accepted-github-permissions"]) : void 0;
	const needs = accepted === void 0 ? "" : `. It takes a token with ${accepted}`;
	return new PawlError("github.request-failed", {
		message: answer === void 0 ? `No answer from GitHub to ${route}: ${text}` : `GitHub refused ${route} (${refusal?.status}): ${text}${needs}`,
		cause: refusal === void 0 ? error : void 0,
		isRefusal: answer !== void 0 && refusal !== void 0 && refusal.status < 500 && refusal.status !== 408,
		...accepted === void 0 ? {} : { hint: permissionHint },
		...retryAtMs === void 0 ? {} : { retryAtMs }
	});
}
//#endregion
//#region src/adapters/github/well-formed.ts
function wellFormed(parameters) {
	const repair = (value) => {
		if (typeof value === "string") return value.toWellFormed();
		if (Array.isArray(value)) return value.map(repair);
		return Object.prototype.toString.call(value) === "[object Object]" ? wellFormed({ ...Object(value) }) : value;
	};
	return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, repair(value)]));
}
//#endregion
//#region src/adapters/github/client.ts
const refusalSchema = object({
	name: literal("HttpError"),
	status: number(),
	response: object({
		data: unknown(),
		headers: record(string(), unknown())
	}).optional()
});
const graphql = "POST /graphql";
const maxReadAttempts = 3;
const maxPages = 200;
const maxRetryAfterSeconds = 30;
const noLog = {
	debug: () => void 0,
	info: () => void 0,
	warn: () => void 0,
	error: () => void 0
};
var Client = class {
	owner;
	repo;
	#octokit;
	#graphqlBaseUrl;
	#isInstallation;
	#timeoutMs;
	#wait;
	#gate;
	#reads;
	#observe;
	constructor(options) {
		const [owner, repo, ...rest] = options.repository.split("/");
		if (!owner || !repo || rest.length > 0) throw new PawlError("input.invalid", { message: `"${options.repository}" is not a repository name of the form owner/name` });
		this.owner = owner;
		this.repo = repo;
		this.#timeoutMs = options.timeoutMs ?? 2e4;
		this.#wait = options.wait ?? ((durationMs) => setTimeout(durationMs));
		this.#gate = options.gate ?? new RequestGate({
			wait: this.#wait,
			limits: noContentLimits
		});
		this.#reads = options.reads;
		this.#observe = options.observer ?? (() => void 0);
		const { auth } = options;
		this.#isInstallation = auth !== void 0 && "appId" in auth && auth.installationId !== void 0;
		this.#octokit = createOctokit(options);
		this.#graphqlBaseUrl = baseOf(options.apiUrl).replace(/\/v3$/, "");
	}
	async request(route, parameters, schema) {
		return this.check(schema, (await this.send(route, parameters)).data, route);
	}
	async find(route, parameters, schema) {
		const answer = await this.send(route, parameters, [404, 410]);
		return answer.status === 404 || answer.status === 410 ? void 0 : this.check(schema, answer.data, route);
	}
	async list(route, parameters, item, key) {
		const items = [];
		let answer = await this.send(route, {
			per_page: 100,
			...parameters
		});
		for (let count = 1; count <= maxPages; count += 1) {
			items.push(...this.check(array(item), member(answer.data, key), route));
			const next = nextPage(answer.link);
			if (next === void 0) return items;
			answer = await this.send(`GET ${next}`, {});
		}
		throw malformed(route, `more than ${maxPages} pages`);
	}
	check(schema, data, route) {
		const parsed = schema.safeParse(data);
		if (parsed.success) return parsed.data;
		const issue = parsed.error.issues[0];
		throw malformed(route, `${issue?.path.join(".") || "the answer"}: ${issue?.message ?? "wrong shape"}`);
	}
	async send(route, parameters, accepted = []) {
		const attempts = route.startsWith("GET ") || route === graphql ? maxReadAttempts : 1;
		let resumeMs = 0;
		let mayRenew = this.#isInstallation;
		for (let attempt = 1;; attempt += 1) {
			await this.#gate.enter(route, resumeMs);
			try {
				const answer = await this.#once(route, parameters);
				if (attempt === attempts || !isCut(answer, parameters)) return answer;
				await this.#wait(300 * attempt);
			} catch (error) {
				if (error instanceof PawlError) throw error;
				const refusal = refusalSchema.safeParse(error).data;
				const pausedUntilMs = this.#learn(refusal);
				if (refusal?.status === 401 && mayRenew) {
					mayRenew = false;
					await this.#renewToken(route);
					attempt -= 1;
					continue;
				}
				if (refusal !== void 0 && accepted.includes(refusal.status)) return toAnswer(refusal.status, refusal.response);
				const delayMs = attempt < attempts ? retryDelayMs(refusal, attempt) : void 0;
				if (delayMs === void 0) throw refusedRequest({
					route,
					error,
					refusal,
					retryAtMs: pausedUntilMs
				});
				await this.#wait(delayMs);
				resumeMs = pausedUntilMs ?? 0;
			}
		}
	}
	async #renewToken(route) {
		try {
			await this.#octokit.auth({
				type: "installation",
				refresh: true
			});
		} catch (error) {
			const refusal = refusalSchema.safeParse(error).data;
			throw refusedRequest({
				route: `a new token for ${route}`,
				error,
				refusal,
				retryAtMs: this.#learn(refusal)
			});
		}
	}
	#learn(refusal) {
		if (refusal?.response === void 0) return void 0;
		const { status, response } = refusal;
		const { message = "" } = object({ message: string().optional() }).catch({}).parse(response.data);
		return this.#gate.observe({
			status,
			headers: response.headers,
			message
		});
	}
	async download(route, parameters, maxBytes) {
		const request = { parseSuccessResponseBody: false };
		return readBody((await this.send(route, {
			...parameters,
			request
		})).data, maxBytes, route);
	}
	async #once(route, parameters) {
		const place = route.includes("{owner}") ? {
			owner: this.owner,
			repo: this.repo
		} : {};
		const options = parameters["request"];
		const reads = route.startsWith("GET ") && options === void 0 ? this.#reads : void 0;
		const name = `${route} ${JSON.stringify({
			...place,
			...parameters
		})}`;
		const known = reads?.find(name);
		const request = {
			...Object(options),
			signal: AbortSignal.timeout(this.#timeoutMs)
		};
		const headers = known === void 0 ? {} : { headers: { "if-none-match": known.etag } };
		const base = route.startsWith(graphql) ? { baseUrl: this.#graphqlBaseUrl } : {};
		const sent = {
			...place,
			...wellFormed(parameters),
			...headers,
			...base,
			request
		};
		try {
			const address = route.split(" ", 2).join(" ");
			const answer = await this.#observed(route, () => this.#octokit.request(address, sent));
			this.#gate.observe(answer);
			const etag = answer.headers["etag"];
			const { data, link } = toAnswer(answer.status, answer);
			if (typeof etag === "string" && typeof data !== "string") reads?.keep(name, {
				etag,
				data,
				link
			}, sizeOfAnswer(answer));
			return {
				status: answer.status,
				data,
				link
			};
		} catch (error) {
			if (!(known !== void 0 && refusalSchema.safeParse(error).data?.status === 304)) throw error;
			return {
				status: 200,
				data: known.data,
				link: known.link
			};
		}
	}
	async #observed(route, send) {
		const startedMs = performance.now();
		const tell = (status, headers) => {
			const remaining = Number(headers?.["x-ratelimit-remaining"] ?? NaN);
			const durationMs = performance.now() - startedMs;
			const name = route.replace(/https?:\/\/\S{1,2000}/, "{next}");
			this.#observe({
				route: name,
				status,
				durationMs,
				remaining: toCount(remaining)
			});
		};
		try {
			const answer = await send();
			tell(answer.status, answer.headers);
			return answer;
		} catch (error) {
			const refusal = refusalSchema.safeParse(error).data;
			tell(refusal?.response === void 0 ? 0 : refusal.status, refusal?.response?.headers);
			throw error;
		}
	}
};
function isCut({ data, status }, parameters) {
	return typeof data === "string" && status === 200 && parameters["request"] === void 0;
}
function toCount(value) {
	return Number.isFinite(value) ? value : void 0;
}
function baseOf(apiUrl) {
	return apiUrl.replace(/(?<!\/)\/+$/, "");
}
function createOctokit(options) {
	const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
	const base = {
		baseUrl: baseOf(options.apiUrl),
		userAgent: "pawl",
		log: noLog,
		request: {
			fetch: guardFetch(fetch, trustedOrigins(options.apiUrl)),
			log: noLog
		}
	};
	const { auth } = options;
	if (auth === void 0) return new Octokit(base);
	if ("token" in auth) return new Octokit({
		...base,
		auth: auth.token
	});
	return new Octokit({
		...base,
		authStrategy: createAppAuth,
		auth: {
			...auth,
			log: noLog
		}
	});
}
function toAnswer(status, response) {
	const headers = object({ link: string().optional() }).safeParse(response?.headers);
	return {
		status,
		data: response?.data,
		link: headers.data?.link
	};
}
function member(data, key) {
	if (key === void 0) return data;
	return record(string(), unknown()).safeParse(data).data?.[key];
}
function nextPage(link) {
	return link?.match(/<([^<>]{1,2000})>;[^,<>]{0,100}rel="next"/)?.[1];
}
function retryDelayMs(refusal, attempt) {
	if (refusal === void 0) return 300 * attempt;
	const { status, response } = refusal;
	const after = Number(response?.headers["retry-after"] ?? NaN);
	if (Number.isFinite(after)) return after <= maxRetryAfterSeconds ? after * 1e3 : void 0;
	return status >= 500 && status !== 501 || status === 429 ? 300 * 3 ** (attempt - 1) : void 0;
}
function malformed(route, what) {
	return new PawlError("github.malformed-response", { message: `GitHub's answer to ${route} is malformed: ${what}` });
}
//#endregion
export { nextPage as n, Client as t };
