import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appPermissions, subscribedEvents } from "../../bot/app-manifest.ts";
import { readCredentials } from "../../bot/setup/credentials-file.ts";
import { convertAppManifest } from "../../src/runtime/compose.ts";
import { SetupBrowser } from "../support/setup-browser.ts";
import { startScene, webhook } from "../support/setup-scene.ts";

describe("the set-up in the browser", () => {
  it("makes the App of an organisation, and keeps its credentials for the bot's user alone", async () => {
    const { github, setup, path, browser, base } = await startScene();
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
    const { github, setup, browser, base } = await startScene({ onboards: false });
    const asked = await browser.ask(base, "", webhook);
    expect(new URL(asked.action).pathname).toBe("/settings/apps/new");
    expect(JSON.parse(asked.manifest).default_permissions).not.toHaveProperty("workflows");
    await browser.open(await browser.confirm(github, asked, "mine"));
    expect((await setup.done).slug).toBe("mine");
  });

  it("takes addresses from its settings, whatever a request says", async () => {
    const { setup, browser, base } = await startScene({ publicUrl: "https://pawl.example.com" });
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
    const { browser, base, setup } = await startScene();
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
    const { base } = await startScene();
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
      const { base, codes } = await startScene();
      const stranger = new SetupBrowser();
      expect((await stranger.open(base + path)).status).toBe(403);
      expect((await stranger.open(`${base}/setup`, new URLSearchParams({ webhook }))).status).toBe(403);
      expect(codes).toEqual([]);
    },
  );

  it.each(["", "forged", "A".repeat(43)])("comes back with the state %j", async (state) => {
    const { browser, base, codes, path } = await startScene();
    await browser.ask(base, "", webhook);
    expect((await browser.open(`${base}/setup/callback?code=abc&state=${state}`)).status).toBe(403);
    expect(codes).toEqual([]);
    expect(await readCredentials(path, "http://any.example")).toBeUndefined();
  });

  it("comes back with a state twice, or with that of another browser, or after an hour", async () => {
    const scene = await startScene();
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
    const { browser, base } = await startScene();
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
    const scene = await startScene();
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
      const { browser, base, codes } = await startScene();
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
    const { browser, base, path } = await startScene({ convert: async () => ({ ...app, ...changes }) });
    const { action } = await browser.ask(base, "", webhook);
    const state = new URL(action).searchParams.get("state") ?? "";
    expect((await browser.open(`${base}/setup/callback?code=abc&state=${state}`)).status).toBe(502);
    expect(await readCredentials(path, "http://any.example")).toBeUndefined();
  });

  it("when GitHub fails says so, without the code", async () => {
    const { github, browser, base } = await startScene();
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
