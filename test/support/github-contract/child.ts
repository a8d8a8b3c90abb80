// Holds the traffic of a sandbox in a process of its own against GitHub's descriptions. What does not fit is written,
// line by line, to the file of PAWL_CONTRACT_REPORT; its first line says that traffic was looked at.
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import type { SandboxEvent } from "../../../sandbox/github/context.ts";
import type { Exchange } from "../../../sandbox/github/http/exchange.ts";
import { createEventCheck } from "./check-event.ts";
import { createExchangeCheck } from "./check-exchange.ts";
import { checkedLine } from "./child-report.ts";

const report = process.env["PAWL_CONTRACT_REPORT"] ?? "";
const [exchanges, events] = [createExchangeCheck(), createEventCheck()];
const known = new Set<string>();

function write(lines: readonly string[]): void {
  const fresh = [checkedLine, ...lines].filter((line) => !known.has(line));
  for (const line of fresh) known.add(line);
  if (fresh.length > 0) appendFileSync(report, `${fresh.join("\n")}\n`);
}

subscribe("pawl.sandbox.exchange", (message) => write(exchanges.violations(message as Exchange)));
subscribe("pawl.sandbox.event", (message) => write(events.violations(message as SandboxEvent)));
