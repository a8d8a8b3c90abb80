import { PawlError } from "../../errors.ts";

/**
 * All bytes of a body, at most `maxBytes` of them.
 *
 * @param what names the download in messages
 * @throws PawlError `github.malformed-response` when the body is cut, missing or longer than `maxBytes`
 */
export async function readBody(body: unknown, maxBytes: number, what: string): Promise<Uint8Array> {
  if (!(body instanceof ReadableStream)) throw malformed(`${what} has no body`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) throw malformed(`${what} is not made of bytes`);
      size += chunk.byteLength;
      if (size > maxBytes) throw malformed(`${what} is longer than the ${maxBytes} bytes that are allowed`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof PawlError) throw error;
    throw malformed(`${what} was cut after ${size} bytes`, error);
  }
  return Buffer.concat(chunks);
}

function malformed(message: string, cause?: unknown): PawlError {
  return new PawlError("github.malformed-response", { message, cause });
}
