import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { callApi, startGitHub } from "../sandbox/support.ts";
import { startBotProcess } from "../support/bot-process.ts";
import { until } from "../support/bot-sandbox.ts";
import { freePort } from "../support/free-port.ts";
import { SetupBrowser } from "../support/setup-browser.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const linksSchema = z.object({ setup: z.array(z.url()).min(1) });
const pullsSchema = z.array(z.object({ title: z.string(), user: z.object({ login: z.string() }) }));

it("`pawl bot --setup` makes the App in the browser, goes on as the bot, and has no set-up any more", async () => {
  const github = await startGitHub({ users: [{ login: "ada" }], organisations: ["acme"] });
  const ada = { url: github.url, token: github.adminToken };
  await callApi(ada, "POST /orgs/acme/repos", { name: "flights", auto_init: true });
  const state = join(temporaryDirectory(), "state");
  const port = await freePort();
  const environment = { PAWL_GITHUB_URL: github.url, PAWL_STATE: state, PORT: String(port) };

  const bot = startBotProcess(environment, ["--setup"]);
  const { setup } = linksSchema.parse(await bot.next());
  const [link = ""] = setup;
  expect(new URL(link).origin).toBe(`http://127.0.0.1:${port}`);
  const browser = new SetupBrowser();
  const base = await browser.enter(link);
  const asked = await browser.ask(base, "acme", `${base}/api/github/webhooks`);
  const back = await browser.confirm(github, asked, "ratchet");
  expect((await browser.open(back)).status).toBe(200);
  expect(await bot.next()).toEqual({ url: base });

  const path = join(state, "app.json");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const kept = z
    .object({ privateKey: z.string(), webhookSecret: z.string() })
    .parse(JSON.parse(readFileSync(path, "utf8")));
  for (const closed of [link, `${base}/setup`, back]) expect((await browser.open(closed)).status).toBe(404);
  expect((await fetch(`${base}/readyz`)).status).toBe(200);

  // With the rights and events of its manifest it hears of its installation and opens the onboarding pull request.
  await browser.open(`${github.url}/apps/ratchet/installations/new`, new URLSearchParams({ target: "acme" }));
  const pulls = await until(async () => {
    const { body } = await callApi(ada, "GET /repos/acme/flights/pulls");
    return pullsSchema.parse(body).length > 0 ? pullsSchema.parse(body) : undefined;
  });
  expect(pulls.map(({ user }) => user.login)).toEqual(["ratchet[bot]"]);
  expect(await bot.stop()).toEqual([0, null]);
  for (const secret of [kept.webhookSecret, kept.privateKey, new URL(back).searchParams.get("code") ?? ""]) {
    expect(bot.messages()).not.toContain(secret);
  }
  expect(bot.messages()).toContain(path);

  // Started again it is the same bot, the option or not.
  const again = startBotProcess(environment, ["--setup"]);
  expect(await again.next()).toEqual({ url: base });
  expect((await fetch(`${base}/setup`)).status).toBe(404);
  expect(await again.stop()).toEqual([0, null]);
}, 120_000);

it("a set-up that nobody finishes ends with SIGTERM", async () => {
  const bot = startBotProcess({ PAWL_STATE: temporaryDirectory(), PORT: "0" }, ["--setup"]);
  linksSchema.parse(await bot.next());
  expect(await bot.stop()).toEqual([0, null]);
}, 60_000);
