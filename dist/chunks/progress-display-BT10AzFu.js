import { t as unwatched } from "./stage-progress-BzPjANnl.js";
import { t as createCommandLog } from "./command-log-CoWntGrM.js";
//#region src/cli/progress-display.ts
async function createProgressDisplay(options) {
	const log = createCommandLog(options);
	const ci = process.env["CI"];
	if (!process.stderr.isTTY || options.isQuiet || ci !== void 0 && ci !== "") return {
		log,
		progress: unwatched,
		stop: () => void 0
	};
	const { createLogUpdate } = await import("./log-update-Bupm7kpa.js");
	return new LiveDisplay(log, createLogUpdate(process.stderr));
}
var LiveDisplay = class {
	log;
	progress;
	#screen;
	#running = new Map();
	#timer;
	#waiting = 0;
	#last = "";
	constructor(log, screen) {
		this.#screen = screen;
		this.#timer = setInterval(() => this.#draw(), 500);
		this.#timer.unref();
		this.log = {
			debug: (message) => this.#above(() => log.debug(message)),
			info: (message) => this.#above(() => log.info(message), message),
			warning: (message, at) => this.#above(() => log.warning(message, at), message),
			error: (message, at) => this.#above(() => log.error(message, at), message)
		};
		this.progress = {
			onStart: (stage, waiting) => {
				this.#running.set(stage, performance.now());
				this.#waiting = waiting;
				this.#draw();
			},
			onEnd: ({ stage }) => {
				this.#running.delete(stage);
				this.#draw();
			}
		};
	}
	#above(write, last = this.#last) {
		this.#screen.clear();
		write();
		this.#last = last;
		this.#draw();
	}
	#draw() {
		const now = performance.now();
		const running = [...this.#running].map(([stage, since]) => `  ${stage}  ${((now - since) / 1e3).toFixed(0)} s`);
		if (running.length === 0) return this.#screen.clear();
		this.#screen([...running, `  ${this.#waiting} waiting  ${this.#last.split("\n")[0] ?? ""}`].join("\n"));
	}
	stop() {
		clearInterval(this.#timer);
		this.#screen.clear();
		this.#screen.done();
	}
};
//#endregion
export { createProgressDisplay as t };
