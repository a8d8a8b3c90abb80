import { PawlError } from "../../errors.ts";

/** The part of `fetch` that the client uses; tests pass their own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const maxRedirects = 4;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Origins that may see our credentials: the API itself, and for github.com its upload host. */
export function trustedOrigins(apiUrl: string): ReadonlySet<string> {
  const origin = new URL(apiUrl).origin;
  return new Set(origin === "https://api.github.com" ? [origin, "https://uploads.github.com"] : [origin]);
}

/**
 * A `fetch` that never shows credentials to a foreign origin, and never turns a write into a read.
 *
 * Redirects are followed by hand: a GET goes anywhere, without the `authorization` header once it left the trusted
 * origins; a write follows 307 and 308 within the trusted origins only. A `fetch` left to itself repeats a redirected
 * POST as GET, so that a creation would read a list instead.
 *
 * @throws PawlError `github.request-failed` for a redirect that may not be followed
 */
export function guardFetch(fetch: Fetch, trusted: ReadonlySet<string>): Fetch {
  return async (url, init) => {
    let target = url;
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const response = await fetch(target, {
        ...init,
        ...headersFor(target, init, trusted),
        redirect: "manual",
      });
      const location = response.headers.get("location");
      if (!redirectStatuses.has(response.status) || location === null) return response;
      await response.body?.cancel();
      target = nextTarget(
        { from: target, location, method: init.method ?? "GET", status: response.status },
        trusted,
      );
    }
    throw refused(url, `more than ${maxRedirects} redirects`);
  };
}

function headersFor(url: string, init: RequestInit, trusted: ReadonlySet<string>): { headers: Headers } {
  const headers = new Headers(init.headers);
  if (!trusted.has(new URL(url).origin)) headers.delete("authorization");
  return { headers };
}

function nextTarget(
  hop: { readonly from: string; readonly location: string; readonly method: string; readonly status: number },
  trusted: ReadonlySet<string>,
): string {
  const next = new URL(hop.location, hop.from);
  const isRead = hop.method === "GET" || hop.method === "HEAD";
  const keepsMethod = hop.status === 307 || hop.status === 308;
  if (!isRead && !(keepsMethod && trusted.has(next.origin))) {
    throw refused(hop.from, `a ${hop.method} was redirected (${hop.status}) to ${next.origin}`);
  }
  if (new URL(hop.from).protocol === "https:" && next.protocol !== "https:") {
    throw refused(hop.from, `redirected from https to ${next.protocol}`);
  }
  return next.href;
}

function refused(url: string, why: string): PawlError {
  return new PawlError("github.request-failed", {
    message: `GitHub answered ${new URL(url).pathname} with a redirect that is not followed: ${why}`,
    hint: "If the repository was renamed or moved, use its new name.",
  });
}
