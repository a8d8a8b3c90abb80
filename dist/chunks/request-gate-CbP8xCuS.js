import { f as PawlError } from "./copy-W2n1VAGm.js";
import { setTimeout } from "node:timers/promises";
//#region src/adapters/github/request-gate.ts
const gitHubContentLimits = {
	perMinute: 80,
	perHour: 500
};
const noContentLimits = {
	perMinute: Number.POSITIVE_INFINITY,
	perHour: Number.POSITIVE_INFINITY
};
const minuteMs = 6e4;
const hourMs = 36e5;
const unnamedPauseMs = 6e4;
const longestPauseMs = 2 * hourMs;
const reserved = .1;
var RequestGate = class {
	#limits;
	#now;
	#wait;
	#maxWaitMs;
	#onPause;
	#writes = [];
	#gatesWaiting = 0;
	#pausedUntilMs = 0;
	constructor(options = {}) {
		this.#limits = options.limits ?? gitHubContentLimits;
		this.#now = options.now ?? Date.now;
		this.#wait = options.wait ?? ((durationMs) => setTimeout(durationMs));
		this.#maxWaitMs = options.maxWaitMs ?? 3e4;
		this.#onPause = options.onPause ?? (() => void 0);
	}
	get pausedUntilMs() {
		return this.#pausedUntilMs;
	}
	async enter(route, notBeforeMs = 0) {
		const urgency = urgencyOf(route);
		const startedMs = this.#now();
		let atMs = Math.max(startedMs, notBeforeMs);
		if (urgency === "gate") this.#gatesWaiting += 1;
		try {
			for (;;) {
				const waitMs = this.#waitMs(urgency, atMs);
				if (waitMs === 0) break;
				if (atMs + waitMs - startedMs > this.#maxWaitMs) throw limited(route, atMs + waitMs, waitMs);
				await this.#wait(waitMs);
				atMs = Math.max(this.#now(), atMs + waitMs);
			}
		} finally {
			if (urgency === "gate") this.#gatesWaiting -= 1;
		}
		if (urgency !== "read" && this.#limits.perHour !== Number.POSITIVE_INFINITY) this.#writes.push(atMs);
	}
	observe(answer) {
		const durationMs = pauseOf(answer, this.#now());
		if (durationMs === void 0) return void 0;
		const untilMs = this.#now() + Math.min(durationMs, longestPauseMs);
		if (untilMs > this.#pausedUntilMs) {
			this.#pausedUntilMs = untilMs;
			this.#onPause(untilMs);
		}
		return untilMs;
	}
	#waitMs(urgency, atMs) {
		const pausedMs = Math.max(0, this.#pausedUntilMs - atMs);
		if (urgency === "read") return pausedMs;
		while ((this.#writes[0] ?? atMs) < atMs - hourMs) this.#writes.shift();
		const { perMinute, perHour } = this.#limits;
		const share = (limit) => urgency === "gate" ? limit : limit - Math.ceil(limit * reserved) - this.#gatesWaiting;
		return Math.max(pausedMs, waitForPlace(this.#writes, share(perMinute), {
			atMs,
			windowMs: minuteMs
		}), waitForPlace(this.#writes, share(perHour), {
			atMs,
			windowMs: hourMs
		}));
	}
};
function waitForPlace(times, limit, { atMs, windowMs }) {
	if (limit === Number.POSITIVE_INFINITY) return 0;
	if (limit <= 0) return windowMs;
	const blocking = times.at(-limit);
	return blocking === void 0 ? 0 : Math.max(0, blocking + windowMs - atMs);
}
const cosmetic = /\/(?:comments|labels|reactions|issues|milestones)(?:\/|$|\?)|\/issues\/\{number\}/;
const gitObjects = /\/git\/(?:blobs|trees|commits|tags)(?:\?|$)/;
function urgencyOf(route) {
	const [method = "", path = "", operation] = route.split(" ", 3);
	if (path === "/graphql" && operation === "mutation") return "cosmetic";
	if (method === "GET" || method === "HEAD" || path === "/graphql") return "read";
	if (method === "POST" && gitObjects.test(path)) return "read";
	return cosmetic.test(path) ? "cosmetic" : "gate";
}
function pauseOf({ status, headers, message = "" }, nowMs) {
	const isRefusal = status === 429 || status === 403;
	const afterSeconds = numberOf(headers["retry-after"]);
	if (isRefusal && afterSeconds !== void 0) return Math.max(0, afterSeconds * 1e3);
	const resetSeconds = numberOf(headers["x-ratelimit-reset"]);
	const resource = headers["x-ratelimit-resource"] ?? "core";
	if (numberOf(headers["x-ratelimit-remaining"]) === 0 && resource === "core" && resetSeconds !== void 0) return Math.max(0, resetSeconds * 1e3 - nowMs);
	return status === 429 || status === 403 && /secondary rate limit/i.test(message) ? unnamedPauseMs : void 0;
}
function numberOf(header) {
	const value = typeof header === "string" && header !== "" ? Number(header) : header;
	return typeof value === "number" && Number.isFinite(value) ? value : void 0;
}
function limited(route, retryAtMs, waitMs) {
	return new PawlError("github.rate-limited", {
		message: `${route} was not sent: GitHub's limits have no place for it for another ${Math.ceil(waitMs / 1e3)} s`,
		retryAtMs,
		isRefusal: true
	});
}
//#endregion
export { urgencyOf as i, gitHubContentLimits as n, noContentLimits as r, RequestGate as t };
