import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { callApi, startGitHub } from "../sandbox/support.ts";
import { startBotProcess } from "../support/bot-process.ts";
import { freePort } from "../support/free-port.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { withPage, type OpenPage } from "./chromium.ts";

const linksSchema = z.object({ setup: z.array(z.url()).min(1) });

/** Does something that leads to another page, and waits until that has the heading. */
async function go(page: OpenPage, expression: string, heading: string): Promise<void> {
  await page.evaluate(expression);
  const read = (): Promise<unknown> =>
    page.evaluate('document.readyState + " " + document.querySelector("h1")?.innerText').catch(() => "");
  await expect.poll(read, { timeout: 20_000 }).toBe(`complete ${heading}`);
}

it("a person makes the App in Chromium, from the link of the terminal to the installed App", async () => {
  // Kept for whoever wants to look: PAWL_SCREENSHOTS names another folder.
  const folder = process.env["PAWL_SCREENSHOTS"] ?? (await mkdtemp(join(tmpdir(), "pawl-screenshots-")));
  await mkdir(folder, { recursive: true });
  const github = await startGitHub({ users: [{ login: "ada" }], organisations: ["acme"] });
  const ada = { url: github.url, token: github.adminToken };
  await callApi(ada, "POST /orgs/acme/repos", { name: "flights", auto_init: true });
  const state = join(temporaryDirectory(), "state");
  const port = await freePort();
  const bot = startBotProcess({ PAWL_GITHUB_URL: github.url, PAWL_STATE: state, PORT: String(port) }, [
    "--setup",
  ]);
  const [link = ""] = linksSchema.parse(await bot.next()).setup;
  const base = new URL(link).origin;

  await withPage({ url: link, widthPx: 1280 }, async (page) => {
    const shoot = async (name: string): Promise<void> =>
      writeFile(join(folder, `bot-setup-${name}.png`), await page.screenshot());
    expect(await page.evaluate("location.href")).toBe(`${base}/setup`);
    await shoot("1-form");
    const fill = `document.querySelector("#organisation").value = "acme";
      document.querySelector("#webhook").value = "${base}/api/github/webhooks";
      document.querySelector("button").click()`;
    await go(page, fill, "A GitHub App for acme");
    await shoot("2-manifest");
    await go(page, 'document.querySelector("button").click()', "Create GitHub App for acme");
    await shoot("3-github");
    const confirm = `document.querySelector("[name=name]").value = "Ratchet";
      document.querySelector("button").click()`;
    await go(page, confirm, "The bot is set up");
    await shoot("4-done");
    const shown = String(await page.evaluate("document.documentElement.outerHTML"));
    const kept = z
      .object({ privateKey: z.string(), webhookSecret: z.string() })
      .parse(JSON.parse(readFileSync(join(state, "app.json"), "utf8")));
    expect(shown).not.toContain(kept.webhookSecret);
    expect(shown).not.toContain("PRIVATE KEY");
    expect(await bot.next()).toEqual({ url: base });
    await go(page, 'document.querySelector("a.button").click()', "Install Ratchet");
    const install = `[...document.querySelectorAll("button")].find(({ value }) => value === "acme").click()`;
    await page.evaluate(install);
    const pulls = async (): Promise<number> =>
      z.array(z.unknown()).parse((await callApi(ada, "GET /repos/acme/flights/pulls")).body).length;
    await expect.poll(pulls, { timeout: 20_000 }).toBe(1);
    expect(page.complaints).toEqual([]);
    const foreign = page.requests.filter((url) => ![base, github.url].includes(new URL(url).origin));
    expect(foreign.filter((url) => !url.startsWith("data:"))).toEqual([]);
  });
  // The address of the link is in no browser's history as a page, and counts for nobody now.
  expect((await fetch(link)).status).toBe(404);
  expect(await bot.stop()).toEqual([0, null]);
}, 180_000);
