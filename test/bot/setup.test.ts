import { mkdirSync, readFileSync, statSync, writeFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readCredentials, writeCredentials } from "../../bot/setup/credentials-file.ts";
import { obtainSettings } from "../../bot/setup/obtain-settings.ts";
import { startSetup, type SetupServer, type SetupServerOptions } from "../../bot/setup/setup-server.ts";
import { convertAppManifest } from "../../src/runtime/compose.ts";
import { appPermissions, subscribedEvents } from "../../bot/app-manifest.ts";
import type { SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { startGitHub } from "../sandbox/support.ts";
import { SetupBrowser } from "../support/setup-browser.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const webhook = "https://pawl.example.com/api/github/webhooks";

interface Scene {
  readonly github: SandboxGitHub;
  readonly setup: SetupServer;
  readonly path: string;
  readonly browser: SetupBrowser;
  readonly base: string;
  /** Codes that were exchanged. */
  readonly codes: string[];
  clock: number;
}

async function start(changes: Partial<SetupServerOptions> = {}): Promise<Scene> {
  const scene = { clock: Date.parse("2026-11-26T10:00:00Z"), codes: [] as string[] };
  const now = () => scene.clock;
  const github = await startGitHub({
    users: [{ login: "ada" }],
    organisations: ["acme"],
    now: () => new Date(now()),
  });
  const path = changes.credentialsPath ?? join(temporaryDirectory(), "state/app.json");
  const setup = await startSetup({
    apiUrl: github.url,
    publicUrl: undefined,
    onboards: true,
    host: "127.0.0.1",
    port: 0,
    now,
    convert: (code) => {
      scene.codes.push(code);
      return convertAppManifest({ apiUrl: github.url, code });
    },
    ...changes,
    credentialsPath: path,
  });
  onTestFinished(() => setup.close());
  const browser = new SetupBrowser();
  const base = await browser.enter(setup.links.at(-1) ?? "");
  return Object.assign(scene, { github, setup, path, browser, base });
}

describe("the set-up in the browser", () => {
  it("makes the App of an organisation, and keeps its credentials for the bot's user alone", async () => {
    const { github, setup, path, browser, base } = await start();
    const asked = await browser.ask(base, "acme", webhook);
    expect(new URL(asked.action).pathname).toBe("/organizations/acme/settings/apps/new");
    expect(JSON.parse(asked.manifest)).toEqual({
      name: "pawl-acme",
      url: "https://pawl.example.com/",
      description: expect.any(String),
      hook_attributes: { url: webhook, active: true },
      redirect_url: `${base}/setup/callback`,
      public: false,
      default_permissions: Object.fromEntries(
        Object.entries(appPermissions).map(([name, { access }]) => [name, access]),
      ),
      default_events: subscribedEvents,
    });
    const back = await browser.confirm(github, asked, "Pawl of Acme");
    const done = await browser.open(back);
    expect(done.status).toBe(200);
    expect(done.text).toContain(`${github.url}/apps/pawl-of-acme/installations/new`);
    const made = await setup.done;
    expect(made).toMatchObject({ slug: "pawl-of-acme", apiUrl: github.url });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(path, ".."))).toEqual(["app.json"]);
    expect(await readCredentials(path, github.url)).toEqual(made);
    for (const secret of [made.privateKey, made.webhookSecret, made.privateKey.split("\n")[1] ?? ""]) {
      expect(done.text).not.toContain(secret);
    }
    expect(readFileSync(path, "utf8")).not.toContain("client_secret");
    // The set-up is over: nobody listens any more.
    await expect(fetch(`${base}/setup`)).rejects.toThrow();
  });

  it("makes the App of a person's own account", async () => {
    const { github, setup, browser, base } = await start({ onboards: false });
    const asked = await browser.ask(base, "", webhook);
    expect(new URL(asked.action).pathname).toBe("/settings/apps/new");
    expect(JSON.parse(asked.manifest).default_permissions).not.toHaveProperty("workflows");
    await browser.open(await browser.confirm(github, asked, "mine"));
    expect((await setup.done).slug).toBe("mine");
  });

  it("takes addresses from its settings, whatever a request says", async () => {
    const { setup, browser, base } = await start({ publicUrl: "https://pawl.example.com" });
    const [open = "", local = ""] = setup.links;
    expect([new URL(open).origin, new URL(local).origin]).toEqual(["https://pawl.example.com", base]);
    const headers = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      forwarded: "host=evil.example",
    };
    const shown = await browser.open(`${base}/setup`, undefined, headers);
    expect(shown.text).toContain(`value="${webhook}"`);
    const form = new URLSearchParams({ organisation: "", webhook });
    expect((await browser.open(`${base}/setup`, form, headers)).text).not.toContain("evil");
    // By the public link the browser comes back to the public address.
    const entered = await browser.open(open.replace("https://pawl.example.com", base));
    expect(entered.headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure$/);
    const asked = await browser.ask(base, "", webhook);
    expect(JSON.parse(asked.manifest).redirect_url).toBe("https://pawl.example.com/setup/callback");
  });

  it("keeps what it shows to itself", async () => {
    const { browser, base, setup } = await start();
    const shown = await browser.open(`${base}/setup`);
    expect(shown.headers.get("referrer-policy")).toBe("strict-origin");
    expect(shown.headers.get("cache-control")).toBe("no-store");
    expect(shown.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(shown.text).not.toContain("<script");
    const token = new URL(setup.links[0] ?? "").searchParams.get("token") ?? "";
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect(shown.text).not.toContain(token);
    const odd = await browser.open(
      `${base}/setup`,
      new URLSearchParams({ organisation: '"><script>alert(1)</script>', webhook: 'javascript:alert("1")' }),
    );
    expect(odd.status).toBe(422);
    expect(odd.text).not.toContain("<script");
  });

  it("is alive and not ready, and takes no webhooks", async () => {
    const { base } = await start();
    const codes = await Promise.all(
      ["/healthz", "/readyz", "/metrics"].map(async (path) => (await fetch(base + path)).status),
    );
    expect(codes).toEqual([200, 503, 404]);
    expect((await fetch(`${base}/api/github/webhooks`, { method: "POST", body: "{}" })).status).toBe(503);
  });
});

describe("nobody else", () => {
  it.each(["/setup", "/setup/callback?code=abc&state=def", "/setup?token=", "/setup?token=guess"])(
    "opens %s without the link of the terminal, not even from this machine",
    async (path) => {
      const { base, codes } = await start();
      const stranger = new SetupBrowser();
      expect((await stranger.open(base + path)).status).toBe(403);
      expect((await stranger.open(`${base}/setup`, new URLSearchParams({ webhook }))).status).toBe(403);
      expect(codes).toEqual([]);
    },
  );

  it.each(["", "forged", "A".repeat(43)])("comes back with the state %j", async (state) => {
    const { browser, base, codes, path } = await start();
    await browser.ask(base, "", webhook);
    expect((await browser.open(`${base}/setup/callback?code=abc&state=${state}`)).status).toBe(403);
    expect(codes).toEqual([]);
    expect(await readCredentials(path, "http://any.example")).toBeUndefined();
  });

  it("comes back with a state twice, or with that of another browser, or after an hour", async () => {
    const scene = await start();
    const { github, browser, base, setup, codes } = scene;
    const mine = await browser.confirm(github, await browser.ask(base, "", webhook), "one");
    const other = new SetupBrowser();
    await other.enter(setup.links[0] ?? "");
    expect((await other.open(mine)).status).toBe(403);
    expect(codes).toEqual([]);
    // It was used up by that.
    expect((await browser.open(mine)).status).toBe(403);
    const late = await browser.confirm(github, await browser.ask(base, "", webhook), "two");
    scene.clock += 3_600_001;
    await browser.enter(setup.links[0] ?? "");
    expect((await browser.open(late)).status).toBe(403);
    expect(codes).toEqual([]);
  });

  it("sends the form from another page", async () => {
    const { browser, base } = await start();
    const form = new URLSearchParams({ organisation: "", webhook });
    for (const origin of ["https://evil.example", "null"]) {
      expect((await browser.open(`${base}/setup`, form, { origin })).status).toBe(403);
    }
    expect((await browser.open(`${base}/setup`, form, { origin: base })).status).toBe(200);
    const large = new URLSearchParams({ webhook: "x".repeat(20_000) });
    expect((await browser.open(`${base}/setup`, large)).status).toBe(413);
  });
});

describe("a code", () => {
  it("that was used, or is older than GitHub's hour, makes no bot", async () => {
    const scene = await start();
    const { github, browser, base, setup, path } = scene;
    const back = new URL(await browser.confirm(github, await browser.ask(base, "", webhook), "one"));
    await convertAppManifest({ apiUrl: github.url, code: back.searchParams.get("code") ?? "" });
    expect((await browser.open(back.href)).status).toBe(410);
    const old = new URL(await browser.confirm(github, await browser.ask(base, "", webhook), "two"));
    scene.clock += 3_600_001;
    await browser.enter(setup.links[0] ?? "");
    const fresh = new URL((await browser.ask(base, "", webhook)).action).searchParams.get("state") ?? "";
    old.searchParams.set("state", fresh);
    expect((await browser.open(old.href)).status).toBe(410);
    expect(await readCredentials(path, github.url)).toBeUndefined();
  });

  it.each(["", "a/b", "..%2f..%2fapp", "a".repeat(201), "%00"])(
    "of the shape %j is not sent",
    async (code) => {
      const { browser, base, codes } = await start();
      const { action } = await browser.ask(base, "", webhook);
      const state = new URL(action).searchParams.get("state") ?? "";
      expect((await browser.open(`${base}/setup/callback?code=${code}&state=${state}`)).status).toBe(400);
      expect(codes).toEqual([]);
    },
  );

  it.each([
    ["a webhook secret that is none", { webhookSecret: null }],
    ["a webhook secret that can be guessed", { webhookSecret: "short" }],
    [
      "a key that is none",
      { privateKey: "-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY-----" },
    ],
  ])("whose App has %s makes no bot", async (_, changes) => {
    const app = {
      id: 1,
      slug: "a",
      pageUrl: "https://github.com/apps/a",
      privateKey: "",
      webhookSecret: "s".repeat(40),
    };
    const { browser, base, path } = await start({ convert: async () => ({ ...app, ...changes }) });
    const { action } = await browser.ask(base, "", webhook);
    const state = new URL(action).searchParams.get("state") ?? "";
    expect((await browser.open(`${base}/setup/callback?code=abc&state=${state}`)).status).toBe(502);
    expect(await readCredentials(path, "http://any.example")).toBeUndefined();
  });

  it("when GitHub fails says so, without the code", async () => {
    const { github, browser, base } = await start();
    const back = await browser.confirm(github, await browser.ask(base, "", webhook), "one");
    github.faults.onRequest({
      route: "POST /app-manifests/:code/conversions",
      calls: [1],
      effect: { kind: "status", status: 502 },
    });
    const seen = await browser.open(back);
    expect(seen.status).toBe(502);
    expect(seen.text).not.toContain(new URL(back).searchParams.get("code") ?? "");
  });
});

describe("the file of credentials", () => {
  it("is never written over: of two that set up at once, one wins", async () => {
    const path = join(temporaryDirectory(), "app.json");
    const first = await start({ credentialsPath: path });
    const second = await start({ credentialsPath: path });
    const backs = await Promise.all(
      [first, second].map(async ({ browser, base, github }) =>
        browser.confirm(github, await browser.ask(base, "", webhook), "one"),
      ),
    );
    const seen = await Promise.all([first.browser.open(backs[0] ?? ""), second.browser.open(backs[1] ?? "")]);
    expect(seen.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = seen[0]?.status === 200 ? first : second;
    expect(await readCredentials(path, winner.github.url)).toEqual(await winner.setup.done);
  });

  it("has to be writable before anything is made", async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, "file"), "");
    await expect(start({ credentialsPath: join(folder, "file/app.json") })).rejects.toMatchObject({
      code: "file.write-failed",
    });
  });

  it("of another GitHub, broken, or a folder is not taken", async () => {
    const folder = temporaryDirectory();
    const path = join(folder, "app.json");
    const app = {
      schema: "pawl.app/1" as const,
      apiUrl: "https://api.github.com",
      id: 1,
      slug: "a",
      pageUrl: "https://github.com/apps/a",
      privateKey: "PRIVATE KEY s3cret",
      webhookSecret: "s".repeat(32),
    };
    expect(await writeCredentials(path, app)).toBe(true);
    expect(await writeCredentials(path, { ...app, id: 2 })).toBe(false);
    expect((await readCredentials(path, app.apiUrl))?.id).toBe(1);
    const elsewhere: unknown = await readCredentials(path, "https://ghe.example.com/api/v3").catch(
      (e: unknown) => e,
    );
    expect(elsewhere).toMatchObject({ code: "file.unreadable" });
    expect(String(elsewhere)).not.toContain("s3cret");
    for (const text of ["", "{", "[]", '{"schema":"pawl.app/2"}', "s3cret"]) {
      const broken = join(folder, "broken.json");
      writeFileSync(broken, text);
      const failure: unknown = await readCredentials(broken, app.apiUrl).catch((e: unknown) => e);
      expect(failure).toMatchObject({ code: "file.unreadable" });
      expect(String(failure)).not.toContain("s3cret");
    }
    mkdirSync(join(folder, "directory"));
    await expect(readCredentials(join(folder, "directory"), app.apiUrl)).rejects.toMatchObject({
      code: "file.unreadable",
    });
  });
});

describe("settings without credentials in a file", () => {
  const obtain = (environment: Record<string, string>, mayStartSetup: boolean): Promise<unknown> =>
    obtainSettings({
      environment: { PAWL_STATE: temporaryDirectory(), ...environment },
      mayStartSetup,
      now: Date.now,
      show: () => undefined,
      onMade: () => undefined,
    });

  it("name the set-up, and start none unasked", async () => {
    await expect(obtain({}, false)).rejects.toMatchObject({
      message: expect.stringContaining("PAWL_APP_ID: is not set"),
      hint: expect.stringContaining("pawl bot --setup"),
    });
  });

  it("have to be whole where the environment has a part of them", async () => {
    await expect(obtain({ PAWL_APP_ID: "1" }, true)).rejects.toThrow(/PAWL_PRIVATE_KEY: is not set/);
  });

  it.each(["http://pawl.example.com", "https://pawl.example.com/x", "https://a:b@pawl.example.com", "pawl"])(
    "take %s for no public address",
    async (PAWL_PUBLIC_URL) => {
      await expect(obtain({ PAWL_PUBLIC_URL }, true)).rejects.toThrow(/PAWL_PUBLIC_URL/);
    },
  );
});

describe("where it may be reached", () => {
  it.each(["10.0.0.5", "bot.internal"])("is not %s without encryption", async (host) => {
    const start = startSetup({
      apiUrl: "https://api.github.com",
      credentialsPath: join(temporaryDirectory(), "app.json"),
      publicUrl: undefined,
      onboards: true,
      host,
      port: 0,
      now: Date.now,
      convert: async () => undefined,
    });
    await expect(start).rejects.toMatchObject({ code: "input.invalid" });
  });

  it.each<[string, string, boolean]>([
    ["http://pawl.example.com/x", "https://api.github.com", false],
    ["http://127.0.0.1:3000/", "https://api.github.com", true],
    ["http://pawl.internal/", "http://ghe.internal/api/v3", true],
    ["https://me:secret@pawl.example.com/", "https://api.github.com", false],
    ["ftp://pawl.example.com/", "https://api.github.com", false],
    ["pawl.example.com", "https://api.github.com", false],
    ["", "https://api.github.com", false],
  ])("webhooks to %j of %s: %s", async (address, apiUrl, isTaken) => {
    const { browser, base } = await start({ apiUrl });
    const seen = await browser.open(
      `${base}/setup`,
      new URLSearchParams({ organisation: "", webhook: address }),
    );
    expect(seen.status).toBe(isTaken ? 200 : 422);
  });
});
