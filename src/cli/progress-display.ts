import type { StageProgress } from "../app/pipeline/stage-progress.ts";
import { unwatched } from "../app/pipeline/stage-progress.ts";
import type { Log } from "../ports/log.ts";
import { createCommandLog } from "./command-log.ts";

/** A log, and a display of what runs on a terminal. */
export interface ProgressDisplay {
  readonly log: Log;
  readonly progress: StageProgress;
  /** Takes the display away. */
  stop(): void;
}

/**
 * Shows what runs, for how long, and its last line, below the log. Only on a terminal and outside of CI: elsewhere the log
 * alone is written.
 */
export async function createProgressDisplay(options: {
  readonly isQuiet: boolean;
}): Promise<ProgressDisplay> {
  const log = createCommandLog(options);
  const ci = process.env["CI"];
  if (!process.stderr.isTTY || options.isQuiet || (ci !== undefined && ci !== "")) {
    return { log, progress: unwatched, stop: () => undefined };
  }
  const { createLogUpdate } = await import("log-update");
  return new LiveDisplay(log, createLogUpdate(process.stderr));
}

interface Screen {
  (...text: string[]): void;
  clear(): void;
  done(): void;
}

class LiveDisplay implements ProgressDisplay {
  readonly log: Log;
  readonly progress: StageProgress;
  readonly #screen: Screen;
  readonly #running = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #waiting = 0;
  #last = "";

  constructor(log: Log, screen: Screen) {
    this.#screen = screen;
    this.#timer = setInterval(() => this.#draw(), 500);
    this.#timer.unref();
    this.log = {
      debug: (message) => this.#above(() => log.debug(message)),
      info: (message) => this.#above(() => log.info(message), message),
      warning: (message, at) => this.#above(() => log.warning(message, at), message),
      error: (message, at) => this.#above(() => log.error(message, at), message),
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
      },
    };
  }

  #above(write: () => void, last = this.#last): void {
    this.#screen.clear();
    write();
    this.#last = last;
    this.#draw();
  }

  #draw(): void {
    const now = performance.now();
    const running = [...this.#running].map(
      ([stage, since]) => `  ${stage}  ${((now - since) / 1000).toFixed(0)} s`,
    );
    if (running.length === 0) return this.#screen.clear();
    this.#screen([...running, `  ${this.#waiting} waiting  ${this.#last.split("\n")[0] ?? ""}`].join("\n"));
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#screen.clear();
    this.#screen.done();
  }
}
