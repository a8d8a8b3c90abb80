import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";

/** What one run of the load generator saw. Times in milliseconds. */
export interface FrontLoad {
  readonly sent: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const [url = "", secret = "", rateText = "0", secondsText = "0"] = process.argv.slice(2);
const [rate, seconds] = [Number(rateText), Number(secondsText)];
const agent = new Agent({ keepAlive: true, maxSockets: 128 });
const times: number[] = [];
let failed = 0;

/** Bodies are signed before, so that the generator measures the front and not itself. About 8 kB each, as GitHub's are. */
const bodies = Array.from({ length: 500 }, (_, index) => {
  const repository = { id: 1 + (index % 50), full_name: "acme/flights", default_branch: "main" };
  const filler = "x".repeat(8000);
  const body = Buffer.from(
    JSON.stringify({
      action: "synchronize",
      repository,
      pull_request: { number: index + 1, merged: false },
      filler,
    }),
  );
  return { body, signature: `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
});

function post(index: number): Promise<void> {
  const sent = bodies[index % bodies.length] ?? { body: Buffer.alloc(0), signature: "" };
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const end = (isOk: boolean): void => {
      times.push(performance.now() - startedMs);
      if (!isOk) failed += 1;
      resolve();
    };
    const headers = {
      "content-length": sent.body.byteLength,
      "x-github-event": "pull_request",
      "x-github-delivery": String(index),
      "x-hub-signature-256": sent.signature,
    };
    const outgoing = request(url, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.once("end", () => end((response.statusCode ?? 0) < 300));
    });
    outgoing.once("error", () => end(false));
    outgoing.end(sent.body);
  });
}

const pending: Promise<void>[] = [];
const startedMs = performance.now();
for (let sent = 0; sent < rate * seconds;) {
  const due = Math.min(rate * seconds, Math.floor(((performance.now() - startedMs) / 1000) * rate));
  while (sent < due) pending.push(post((sent += 1)));
  await new Promise((resolve) => setTimeout(resolve, 2));
}
await Promise.all(pending);
times.sort((a, b) => a - b);
const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
const load: FrontLoad = { sent: times.length, failed, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
process.stdout.write(`${JSON.stringify(load)}\n`);
