import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { createBotLog } from "../../bot/bot-log.ts";
import type { BotMetrics } from "../../bot/metrics.ts";
import { createManifest } from "../../bot/app-manifest.ts";
import { saveApp } from "../../sandbox/github/app-records.ts";
import { createInstallations } from "../../bot/installations.ts";
import { startBot, type BotServer } from "../../bot/server.ts";
import { createClock, openFileQueue } from "../../src/runtime/compose.ts";
import type { InstallationRecord, TokenRecord } from "../../sandbox/github/records.ts";
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { policyText } from "./bot-world.ts";

const quiet = { debug: () => {}, info: () => {}, warning: () => {}, error: () => {} };

/** A check run as the API gives it, as far as tests look. */
export interface SeenCheck {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly output: { readonly annotations_count: number; readonly title: string };
}

/** What a test may watch. */
export interface BotSandboxOptions {
  readonly metrics?: BotMetrics;
  readonly createLog?: (secrets: readonly string[]) => ReturnType<typeof createBotLog>;
}

/** The bot as the server of an App, over the sandbox with its runner; `acme/flights` has a policy on main. */
export class BotSandbox implements AsyncDisposable {
  readonly github: SandboxGitHub;
  /** The repository's name of now. */
  name = "flights";
  readonly #bot: BotServer;
  readonly #root: string;

  private constructor(github: SandboxGitHub, bot: BotServer, root: string) {
    this.github = github;
    this.#bot = bot;
    this.#root = root;
  }

  /** `ada` is the administrator, `will` has write, `tom` triage, `eve` is a stranger. `workflow` is the text of pawl.yml. */
  static async start(workflow?: string, options: BotSandboxOptions = {}): Promise<BotSandbox> {
    const root = mkdtempSync(join(tmpdir(), "pawl-bot-"));
    const actions = startActions({ workRoot: join(root, "work") });
    const github = await startSandboxGitHub({
      users: ["ada", "will", "tom", "eve"].map((login) => ({ login })),
      organisations: ["acme"],
      modules: [actions.module],
    });
    giveManifestRights(github);
    const { id: appId, privateKey, webhookSecret: secret } = github.app;
    const app = { appId, privateKey };
    const { metrics } = options;
    const watched = metrics === undefined ? {} : { observer: metrics.onRequest };
    const { logger, log } = options.createLog?.([privateKey, secret]) ?? { logger: undefined, log: quiet };
    const bot = await startBot({
      app,
      secret,
      host: "127.0.0.1",
      port: 0,
      queue: await openFileQueue(join(root, "inbox.sqlite"), createClock()),
      installations: createInstallations({ ...app, apiUrl: github.url, log, ...watched }),
      clock: createClock(),
      log,
      ...(metrics === undefined ? {} : { metrics }),
      ...(logger === undefined ? {} : { logger }),
      sweepEveryMs: 3_600_000,
    });
    const sandbox = new BotSandbox(github, bot, root);
    await sandbox.#fill(workflow);
    github.setAppWebhook(bot.url);
    return sandbox;
  }

  async #fill(workflow: string | undefined): Promise<void> {
    const headers = { authorization: `token ${this.github.adminToken}` };
    const body = JSON.stringify({ name: "flights" });
    await fetch(`${this.github.url}/orgs/acme/repos`, { method: "POST", headers, body });
    await this.call("PUT", "/collaborators/will", { permission: "push" });
    await this.call("PUT", "/collaborators/tom", { permission: "triage" });
    await this.put(".github/pawl.yml", policyText);
    if (workflow !== undefined) await this.put(".github/workflows/pawl.yml", workflow);
  }

  /** Speaks to the repository as a person. */
  async call<T>(method: string, path: string, body?: object, login = "ada"): Promise<T> {
    const response = await fetch(`${this.github.url}/repos/acme/${this.name}${path}`, {
      method,
      headers: { authorization: `token ${this.github.tokenOf(login)}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? {} : JSON.parse(text)) as T;
  }

  /** Where the bot listens. */
  get url(): string {
    return this.#bot.url;
  }

  async repositoryId(): Promise<number> {
    return (await this.call<{ id: number }>("GET", "")).id;
  }

  /** Sends the bot a signed event of one's own making; gives the status of its answer. */
  async deliver(event: string, payload: object): Promise<number> {
    const body = JSON.stringify(payload);
    const digest = createHmac("sha256", this.github.app.webhookSecret).update(body).digest("hex");
    const headers = { "x-github-event": event, "x-hub-signature-256": `sha256=${digest}` };
    return (await fetch(this.url, { method: "POST", headers, body })).status;
  }

  /** Takes the App off an account, its tokens too, as an owner does. Returns how to install it again, under a new id. */
  uninstall(owner: string): () => number {
    const { context } = this.github;
    const installations = context.store.collection<InstallationRecord>("installations");
    const accountId = context.findUser(owner)?.id;
    const found = installations.all().find((one) => one.accountId === accountId);
    if (found === undefined) throw new Error(`the App is not installed on ${owner}`);
    installations.remove("", found.id);
    const tokens = context.store.collection<TokenRecord>("tokens");
    for (const record of tokens.all().filter((one) => one.installationId === found.id)) {
      tokens.remove("", record.token);
    }
    return () => {
      const id = context.store.nextId();
      installations.put("", id, { ...found, id });
      return id;
    };
  }

  /** Writes a file in a commit of its own; gives the commit. */
  async put(path: string, text: string, branch = "main", sha?: string): Promise<string> {
    const content = Buffer.from(text).toString("base64");
    const body = { message: "test", content, branch, ...(sha === undefined ? {} : { sha }) };
    const { commit } = await this.call<{ commit: { sha: string } }>("PUT", `/contents/${path}`, body);
    return commit.sha;
  }

  /** Makes a branch from main. */
  async branch(name: string): Promise<void> {
    const { object } = await this.call<{ object: { sha: string } }>("GET", "/git/ref/heads/main");
    await this.call("POST", "/git/refs", { ref: `refs/heads/${name}`, sha: object.sha });
  }

  /** Opens a pull request that changes params.yaml. */
  async openPull(name: string): Promise<{ readonly number: number; readonly sha: string }> {
    await this.branch(name);
    const sha = await this.put("params.yaml", `name: ${name}\n`, name);
    const pull = { title: name, head: name, base: "main" };
    const { number } = await this.call<{ number: number }>("POST", "/pulls", pull);
    return { number, sha };
  }

  /** A check of a commit by name. */
  async findCheck(sha: string, name: string): Promise<SeenCheck | undefined> {
    const answer = await this.call<{ check_runs: SeenCheck[] }>("GET", `/commits/${sha}/check-runs`);
    return answer.check_runs.find((run) => run.name === name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bot.close();
    await this.github.close();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** The App holds the permissions and hears the events of the bot's manifest, and nothing else. */
function giveManifestRights({ context }: SandboxGitHub): void {
  const address = "http://127.0.0.1/";
  const manifest = createManifest({ name: "", webhookUrl: address, redirectUrl: address, onboards: true });
  const { default_permissions: permissions, default_events: events } = manifest;
  saveApp(context, { ...context.app, permissions, events });
}

/** Reads until there is a value, for at most 25 seconds: less than a test may take, more than a busy machine needs. */
export async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not come about in 25 seconds");
}
