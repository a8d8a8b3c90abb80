import { exchanges, type Exchange } from "../../sandbox/github/http/exchange.ts";
import { readMetric, startBot, stopBot, type BotProcess, type BotStart } from "./bot-process.ts";
import type { StormWorld } from "./world.ts";

/** A bot that is killed and started again, over one queue. */
export class Bots {
  readonly #world: StormWorld;
  readonly #how: BotStart;
  readonly #recoveriesMs: number[] = [];
  #current: BotProcess;
  #requests = 0;
  #failures = 0;
  #firstWorkMs = Number.NaN;

  private constructor(world: StormWorld, how: BotStart, current: BotProcess) {
    this.#world = world;
    this.#how = how;
    this.#current = current;
  }

  /** Starts the first one; what it writes is told to it too, as GitHub does. */
  static async start(world: StormWorld, how: BotStart): Promise<Bots> {
    const bots = new Bots(world, how, await startBot(world, how));
    world.github.setAppWebhook(bots.current.url);
    return bots;
  }

  /** The one that runs, or is about to. */
  get current(): BotProcess {
    return this.#current;
  }

  /** Requests to GitHub of those that were stopped and not killed. */
  get requests(): number {
    return this.#requests;
  }

  /** Attempts at keys that failed, of the same bots. */
  get failures(): number {
    return this.#failures;
  }

  /** For each that was killed the time from its end to the first request of the next about a repository, in milliseconds. */
  get recoveriesMs(): readonly number[] {
    return this.#recoveriesMs;
  }

  /** Kills it `count` times, every two seconds on average, each time when its successor has gone to work. */
  async killAtRandom(count: number, random: () => number): Promise<void> {
    const watch = (message: unknown): void => {
      // What the channel is documented to carry.
      if (!/^\/repos(?:itories)?\//.test((message as Exchange).path) || this.#firstWorkMs > 0) return;
      this.#firstWorkMs = performance.now();
    };
    exchanges.subscribe(watch);
    for (let kill = 0; kill < count; kill += 1) {
      await sleep(2000 * (0.5 + random()));
      await this.#kill();
    }
    exchanges.unsubscribe(watch);
  }

  async #kill(): Promise<void> {
    this.#current.child.process.kill("SIGKILL");
    await this.#current.child.ended;
    this.#firstWorkMs = Number.NaN;
    const killedMs = performance.now();
    await this.#startNext();
    for (let waitedMs = 0; !(this.#firstWorkMs > 0) && waitedMs < 60_000; waitedMs += 5) await sleep(5);
    this.#recoveriesMs.push(this.#firstWorkMs - killedMs);
  }

  /** Stops it and starts another: that one looks through everything. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#startNext();
  }

  /** Stops it. */
  async stop(): Promise<void> {
    this.#requests += await readMetric(this.#current, /^pawl_bot_github_requests_total/);
    const failed = /^pawl_bot_reconcile_duration_seconds_count\{.*result="failed"/;
    this.#failures += await readMetric(this.#current, failed);
    await stopBot(this.#current);
  }

  async #startNext(): Promise<void> {
    this.#current = await startBot(this.#world, this.#how);
    this.#world.github.setAppWebhook(this.#current.url);
  }
}

const sleep = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs));
