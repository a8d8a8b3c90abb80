import { request, type IncomingMessage } from "node:http";
import type { SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";

/** An answer, as far as tests look. */
export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** A browser without a window: it keeps the set-up's cookie and follows nothing by itself. */
export class SetupBrowser {
  cookie = "";

  /** `form`: sent as POST. */
  async open(url: string, form?: URLSearchParams, headers: Record<string, string> = {}): Promise<Seen> {
    const body = form?.toString();
    // Not fetch: that would send its own Host.
    const seen = await send(url, body, {
      ...(this.cookie === "" ? {} : { cookie: this.cookie }),
      ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      ...headers,
    });
    const set = seen.headers.get("set-cookie");
    if (set !== null) this.cookie = set.split(";")[0] ?? "";
    return seen;
  }

  /** Comes by a link of the terminal, and gives the origin of the bot. */
  async enter(link: string): Promise<string> {
    await this.open(link);
    return new URL(link).origin;
  }

  /** Fills in the first form; gives where GitHub's form goes and the manifest in it. */
  async ask(
    base: string,
    organisation: string,
    webhook: string,
  ): Promise<{ action: string; manifest: string }> {
    const seen = await this.open(`${base}/setup`, new URLSearchParams({ organisation, webhook }));
    const action = unescape(/<form method="post" action="([^"]*)"/.exec(seen.text)?.[1] ?? "");
    const manifest = unescape(/name="manifest" value="([^"]*)"/.exec(seen.text)?.[1] ?? "");
    return { action, manifest };
  }

  /** Confirms the App on GitHub's page; gives the address that GitHub sends the browser back to. */
  async confirm(
    github: SandboxGitHub,
    asked: { action: string; manifest: string },
    name = "",
  ): Promise<string> {
    const { manifest, action } = asked;
    const shown = await this.open(action, new URLSearchParams({ manifest }));
    if (shown.status !== 200) throw new Error(`GitHub's page: ${shown.status} ${shown.text}`);
    const state = new URL(action).searchParams.get("state") ?? "";
    const named = name === "" ? (JSON.parse(manifest) as { readonly name: string }).name : name;
    const form = new URLSearchParams({ manifest, state, name: named });
    const target = `${github.url}${new URL(action).pathname.replace(/\/new$/, "")}`;
    return (await this.open(target, form)).headers.get("location") ?? "";
  }
}

async function send(url: string, body: string | undefined, headers: Record<string, string>): Promise<Seen> {
  const method = body === undefined ? "GET" : "POST";
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, resolve);
    asked.on("error", reject);
    asked.end(body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  const pairs = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return {
    status: response.statusCode ?? 0,
    text: Buffer.concat(chunks).toString(),
    headers: new Headers(pairs),
  };
}

function unescape(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
