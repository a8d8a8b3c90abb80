import { createHmac, createSign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { callApi, startGitHub, type Answer } from "./support.ts";
import type { SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";

const manifest = {
  name: "Ratchet of Acme",
  url: "https://ratchet.example",
  hook_attributes: { url: "http://127.0.0.1:9/", active: true },
  redirect_url: "http://127.0.0.1:9/setup/callback?here=1",
  public: false,
  default_events: ["issues", "push"],
  default_permissions: { issues: "write", contents: "read" },
};

function start(now?: () => Date): Promise<SandboxGitHub> {
  const users = [{ login: "ada" }];
  return startGitHub({ users, organisations: ["acme"], ...(now === undefined ? {} : { now }) });
}

async function post(
  github: SandboxGitHub,
  path: string,
  form: Readonly<Record<string, string>>,
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly text: string; readonly location: string }> {
  const answer = await fetch(`${github.url}${path}`, {
    method: "POST",
    body: new URLSearchParams(form),
    headers,
    redirect: "manual",
  });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get("location") ?? "" };
}

/** Confirms the App and gives the code. */
async function confirm(
  github: SandboxGitHub,
  changes: object = {},
  base = "/organizations/acme",
): Promise<URL> {
  const text = JSON.stringify({ ...manifest, ...changes });
  const { name } = { ...manifest, ...changes };
  const answer = await post(github, `${base}/settings/apps`, { manifest: text, name, state: "s t" });
  expect(answer.status).toBe(302);
  return new URL(answer.location);
}

function convert(github: SandboxGitHub, code: string | null): Promise<Answer> {
  return callApi(github, `POST /app-manifests/${code ?? ""}/conversions`);
}

function jwt(id: number, key: string): string {
  const seconds = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part({ iat: seconds - 5, exp: seconds + 300, iss: id })}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key, "base64url")}`;
}

describe("an App made from a manifest", () => {
  it("is shown, confirmed, fetched once with its code, and signs", async () => {
    const github = await start();
    const shown = await post(github, "/organizations/acme/settings/apps/new?state=s%22t", {
      manifest: JSON.stringify(manifest),
    });
    expect(shown.status).toBe(200);
    expect(shown.text).toContain("Create GitHub App for acme");
    expect(shown.text).toContain('name="state" value="s&quot;t"');
    const back = await confirm(github);
    expect([back.origin, back.pathname]).toEqual(["http://127.0.0.1:9", "/setup/callback"]);
    expect([back.searchParams.get("here"), back.searchParams.get("state")]).toEqual(["1", "s t"]);
    const { status, body } = await convert(github, back.searchParams.get("code"));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      slug: "ratchet-of-acme",
      name: "Ratchet of Acme",
      external_url: "https://ratchet.example",
      permissions: { issues: "write", contents: "read", metadata: "read" },
      events: ["issues", "push"],
      owner: { login: "acme" },
    });
    expect(body.pem).toContain("PRIVATE KEY");
    expect((await convert(github, back.searchParams.get("code"))).status).toBe(404);
    const app = await callApi({ url: github.url, token: jwt(body.id, body.pem) }, "GET /app");
    expect(app.body).toMatchObject({ id: body.id, installations_count: 0 });
    const first = await callApi(
      { url: github.url, token: jwt(github.app.id, github.app.privateKey) },
      "GET /app",
    );
    expect(first.body).toMatchObject({ id: github.app.id, slug: "pawl", installations_count: 2 });
    const forged = await callApi({ url: github.url, token: jwt(body.id, github.app.privateKey) }, "GET /app");
    expect(forged.status).toBe(401);
  });

  it("has a code that ends after an hour", async () => {
    let now = new Date("2026-11-26T10:00:00Z");
    const github = await start(() => now);
    const late = await confirm(github);
    const inTime = await confirm(github, { name: "other" });
    now = new Date("2026-11-26T10:59:59Z");
    expect((await convert(github, inTime.searchParams.get("code"))).status).toBe(201);
    now = new Date("2026-11-26T11:00:00Z");
    expect((await convert(github, late.searchParams.get("code"))).status).toBe(404);
  });

  it("hears of its installation and of what it subscribed to, signed with its own secret", async () => {
    const seen: { event: string; isSigned: boolean; payload: any }[] = []; // oxlint-disable-line typescript/no-explicit-any -- payloads are looked into freely
    let secret = "";
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const bytes = Buffer.concat(chunks);
        const wanted = `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`;
        const isSigned = request.headers["x-hub-signature-256"] === wanted;
        seen.push({
          event: String(request.headers["x-github-event"]),
          isSigned,
          payload: JSON.parse(String(bytes)),
        });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const github = await start();
    await callApi({ url: github.url, token: github.adminToken }, "POST /orgs/acme/repos", { name: "demo" });
    const back = await confirm(github, { hook_attributes: { url } });
    const { body } = await convert(github, back.searchParams.get("code"));
    secret = body.webhook_secret;
    const path = `/apps/${body.slug}/installations/new`;
    expect((await post(github, path, { target: "acme" }, { origin: "https://evil.example" })).status).toBe(
      403,
    );
    expect((await post(github, path, { target: "acme" })).status).toBe(200);
    expect((await post(github, path, { target: "acme" })).status).toBe(422);
    const ada = { url: github.url, token: github.adminToken };
    await callApi(ada, "POST /repos/acme/demo/issues", { title: "hello" });
    await callApi(ada, "PATCH /repos/acme/demo", { description: "not listened to" });
    await github.idle();
    expect(seen.map(({ event, isSigned }) => [event, isSigned])).toEqual([
      ["installation", true],
      ["issues", true],
    ]);
    expect(seen[0]?.payload).toMatchObject({
      action: "created",
      installation: { app_id: body.id },
      repositories: [{ full_name: "acme/demo" }],
      sender: { login: "ada" },
    });
    const token = jwt(body.id, body.pem);
    const listed = await callApi({ url: github.url, token }, "GET /app/installations");
    expect(listed.body).toHaveLength(1);
    const deliveries = await callApi({ url: github.url, token }, "GET /app/hook/deliveries");
    expect(deliveries.body.map((one: { event: string }) => one.event)).toEqual(["issues", "installation"]);
  });

  it.each<[string, object, RegExp]>([
    ["an event of every App", { default_events: ["installation"] }, /unsupported: installation/],
    [
      "an event without its permission",
      { default_events: ["check_run"] },
      /not supported by permissions: check_run/,
    ],
    [
      "a permission that there is not",
      { default_permissions: { everything: "write" } },
      /everything is no permission/,
    ],
    ["a level that there is not", { default_permissions: { issues: "admin" } }, /issues has no level admin/],
    ["an address of another kind", { redirect_url: "javascript:alert(1)" }, /redirect_url/],
    ["no homepage", { url: undefined }, /homepage/],
  ])("is refused with %s", async (_, changes, words) => {
    const github = await start();
    const text = JSON.stringify({ ...manifest, ...changes });
    const answer = await post(github, "/settings/apps/new", { manifest: text });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(words);
  });

  it("is confirmed by no other page, and has a name of its own", async () => {
    const github = await start();
    const form = { manifest: JSON.stringify(manifest), name: "mine", state: "" };
    const foreign = await post(github, "/settings/apps", form, { origin: "https://evil.example" });
    expect(foreign.status).toBe(403);
    const taken = await post(github, "/settings/apps", { ...form, name: "Pawl" });
    expect(taken.status).toBe(422);
    expect((await post(github, "/organizations/ada/settings/apps/new", form)).status).toBe(404);
    const opened = await fetch(`${github.url}/settings/apps/new`);
    expect([opened.status, await opened.text()]).toEqual([200, expect.stringContaining("manifest")]);
  });
});
