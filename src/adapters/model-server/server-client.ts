import { PawlError } from "../../errors.ts";

const timeoutMs = 30_000;

/**
 * Calls a server. Administration routes need the token of its state.
 *
 * @throws PawlError `serving.unavailable` when it does not answer within 30 s.
 */
export async function callServer(
  server: { readonly url: string; readonly adminToken?: string },
  method: "GET" | "POST",
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: unknown }> {
  try {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(server.adminToken === undefined ? {} : { authorization: `Bearer ${server.adminToken}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: await response.json() };
  } catch (cause) {
    throw new PawlError("serving.unavailable", {
      message: `${server.url} does not answer ${method} ${path}.`,
      cause,
    });
  }
}
