import { HubApiError } from "@huggingface/hub";
import { PawlError } from "../../errors.ts";
import { PassingFailure } from "./retry.ts";

const longest = 400;

/**
 * What a call of the Hub failed with, as one error: {@link PassingFailure} for what another try may better.
 *
 * @param hints the next step by status.
 */
export function hubFailure(
  error: unknown,
  what: string,
  hints: Readonly<Record<number, string>> = {},
): PawlError {
  if (error instanceof PawlError) return error;
  const status = error instanceof HubApiError ? error.statusCode : undefined;
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  const said = `${error instanceof Error ? error.message : String(error)}${cause}`;
  // Addresses of uploads are signed by what stands behind the question mark.
  const safe = said.replaceAll(/\?[^\s.]*/g, "").slice(0, longest);
  const message = `${what} failed: ${status === undefined ? "" : `${status} `}${safe}`;
  if (isPassing(error, status)) return new PassingFailure(message);
  const hint = status === undefined ? undefined : hints[status];
  return new PawlError("remote.failed", { message, ...(hint === undefined ? {} : { hint }) });
}

function isPassing(error: unknown, status: number | undefined): boolean {
  if (status !== undefined) return status >= 500 || [408, 409, 412, 429].includes(status);
  return error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
}
