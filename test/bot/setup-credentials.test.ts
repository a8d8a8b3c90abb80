import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCredentials, writeCredentials } from "../../bot/setup/credentials-file.ts";
import { obtainSettings } from "../../bot/setup/obtain-settings.ts";
import { startSetup } from "../../bot/setup/setup-server.ts";
import { startScene, webhook } from "../support/setup-scene.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

describe("the file of credentials", () => {
  it("is never written over: of two that set up at once, one wins", async () => {
    const path = join(temporaryDirectory(), "app.json");
    const first = await startScene({ credentialsPath: path });
    const second = await startScene({ credentialsPath: path });
    const backs = await Promise.all(
      [first, second].map(async ({ browser, base, github }) =>
        browser.confirm(github, await browser.ask(base, "", webhook), "one"),
      ),
    );
    const seen = await Promise.all([first.browser.open(backs[0] ?? ""), second.browser.open(backs[1] ?? "")]);
    expect(seen.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    const winner = seen[0]?.status === 200 ? first : second;
    expect(await readCredentials(path, winner.github.url)).toEqual(await winner.setup.done);
  });

  it("has to be writable before anything is made", async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, "file"), "");
    await expect(startScene({ credentialsPath: join(folder, "file/app.json") })).rejects.toMatchObject({
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
    const starting = startSetup({
      apiUrl: "https://api.github.com",
      credentialsPath: join(temporaryDirectory(), "app.json"),
      publicUrl: undefined,
      onboards: true,
      host,
      port: 0,
      now: Date.now,
      convert: async () => undefined,
    });
    await expect(starting).rejects.toMatchObject({ code: "input.invalid" });
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
    const { browser, base } = await startScene({ apiUrl });
    const seen = await browser.open(
      `${base}/setup`,
      new URLSearchParams({ organisation: "", webhook: address }),
    );
    expect(seen.status).toBe(isTaken ? 200 : 422);
  });
});
