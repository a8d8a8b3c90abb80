import { HubApiError } from "@huggingface/hub";

const longestText = 1024 * 1024;
/** So slow may an upload be before it counts as hung, bytes a second. */
const leastRate = 64 * 1024;

/** `fetch` that gives up: after `timeoutMs`, and for each byte that is sent at 64 KiB a second. */
export function boundedFetch(timeoutMs: number): typeof fetch {
  return async (input, init = {}) => {
    const allowed = timeoutMs + (sizeOf(init.body) / leastRate) * 1000;
    const timeout = AbortSignal.timeout(Math.ceil(allowed));
    const signal = init.signal == null ? timeout : AbortSignal.any([init.signal, timeout]);
    return await fetch(input, { ...init, signal });
  };
}

function sizeOf(body: RequestInit["body"]): number {
  if (body instanceof Blob) return body.size;
  if (typeof body === "string") return body.length;
  return body instanceof Uint8Array || body instanceof ArrayBuffer ? body.byteLength : 0;
}

/**
 * The text that an address answers with.
 *
 * @returns `undefined` for a text of more than 1 MiB.
 * @throws HubApiError for a status that is none of success, with what the body says.
 */
export async function readBoundedText(
  send: typeof fetch,
  url: string,
  init: RequestInit,
): Promise<string | undefined> {
  const response = await send(url, init);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > longestText) return undefined;
    chunks.push(chunk);
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  if (response.ok) return text;
  throw new HubApiError(new URL(url).pathname, response.status, undefined, text.slice(0, 300));
}
