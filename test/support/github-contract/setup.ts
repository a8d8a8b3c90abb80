// Holds all traffic of every sandbox in the test process against GitHub's descriptions: a test that makes the sandbox
// take a request or give an answer that GitHub would not, fails, whatever it looks at itself.
import { subscribe } from "node:diagnostics_channel";
import { afterAll, afterEach } from "vitest";
import type { SandboxEvent } from "../../../sandbox/github/context.ts";
import type { Exchange } from "../../../sandbox/github/http/exchange.ts";
import type { EventCheck } from "./check-event.ts";
import type { ExchangeCheck } from "./check-exchange.ts";

const seen: (() => Promise<readonly string[]>)[] = [];
let exchangeCheck: ExchangeCheck | undefined;
let eventCheck: EventCheck | undefined;

// The descriptions are large: they are read in the test files that start a sandbox, and in no other.
subscribe("pawl.sandbox.exchange", (message) => {
  seen.push(async () => {
    exchangeCheck ??= (await import("./check-exchange.ts")).createExchangeCheck();
    return exchangeCheck.violations(message as Exchange);
  });
});
subscribe("pawl.sandbox.event", (message) => {
  seen.push(async () => {
    eventCheck ??= (await import("./check-event.ts")).createEventCheck();
    return eventCheck.violations(message as SandboxEvent);
  });
});

async function check(): Promise<void> {
  const violations = new Set<string>();
  for (const look of seen.splice(0)) for (const found of await look()) violations.add(found);
  if (violations.size === 0) return;
  throw new Error(`traffic with the sandbox is not as GitHub describes it:\n${[...violations].join("\n")}`);
}

afterEach(check);
afterAll(check);
