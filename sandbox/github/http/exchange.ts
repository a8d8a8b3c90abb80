import { channel } from "node:diagnostics_channel";
import type { SandboxEvent } from "../context.ts";

/** A request to a REST operation and its answer, as the sandbox tells them to who listens. */
export interface Exchange {
  readonly method: string;
  /** The route that answered, such as `/repos/:owner/:repo`. */
  readonly pattern: string;
  /** Path without the `/api/v3` prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** As sent; `undefined` when the handler did not read it. */
  readonly requestBody: Buffer | undefined;
  readonly status: number;
  /** The JSON body; `undefined` when the answer had none or was of another type. */
  readonly body: unknown;
}

/**
 * Channels of `node:diagnostics_channel` on which every sandbox in this process tells what it does. Tests listen to hold
 * all traffic against GitHub's description; without a listener nothing is collected.
 */
export const exchanges = channel("pawl.sandbox.exchange");

/** Channel of every {@link SandboxEvent}, as its payload goes to webhooks and workflows. */
export const events = channel("pawl.sandbox.event");

/** Tells an exchange to who listens. */
export function tellExchange(exchange: Exchange): void {
  exchanges.publish(exchange);
}

/** Tells an event to who listens. */
export function tellEvent(event: SandboxEvent): void {
  if (events.hasSubscribers) events.publish(event);
}
