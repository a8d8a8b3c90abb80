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
    const response = await fetch(url, {
      redirect: "manual",
      headers: { ...(this.cookie === "" ? {} : { cookie: this.cookie }), ...headers },
      ...(form === undefined ? {} : { method: "POST", body: form }),
    });
    const set = response.headers.get("set-cookie");
    if (set !== null) this.cookie = set.split(";")[0] ?? "";
    return { status: response.status, text: await response.text(), headers: response.headers };
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

function unescape(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
