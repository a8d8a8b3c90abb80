import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import emulate from "../sandbox/probe/emulate.json" with { type: "json" };
import expected from "../sandbox/probe/expected.json" with { type: "json" };
import { probe, type ProbeReport } from "../sandbox/probe/run-probe.ts";

const token = "admin-token";
const appId = 12_345;

/** Seed of emulate: one account with a token, one App installed on it. */
function seedOf(privateKey: string): object {
  const permissions = { contents: "write", issues: "write", pull_requests: "write", checks: "write" };
  const installation = { installation_id: 1, account: "admin", repository_selection: "all", permissions };
  const app = {
    app_id: appId,
    slug: "probe",
    name: "probe",
    private_key: privateKey,
    permissions,
    events: [],
  };
  return {
    tokens: { [token]: { login: "admin", scopes: ["repo", "user", "admin:org", "admin:repo_hook"] } },
    github: { users: [{ login: "admin" }], apps: [{ ...app, installations: [installation] }] },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => server.close(settle));
  return port;
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return;
    await sleep(100);
  }
  throw new Error(`nothing answers at ${url}`);
}

/** Starts emulate on 127.0.0.1, probes it, and ends it. */
async function probeEmulate(): Promise<ProbeReport> {
  const directory = temporaryDirectory();
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const seed = join(directory, "seed.json");
  writeFileSync(seed, JSON.stringify(seedOf(privateKey)));
  const port = await freePort();
  const program = resolve("node_modules/.bin/emulate");
  const place = ["--service", "github", "--host", "127.0.0.1", "--port", String(port), "--seed", seed];
  const child = spawn(process.execPath, [program, "start", ...place], { cwd: directory, stdio: "ignore" });
  try {
    const url = `http://127.0.0.1:${port}`;
    await untilAnswers(`${url}/meta`);
    return await probe({ url, token, appId, privateKey }, directory);
  } finally {
    child.kill("SIGTERM");
    await new Promise((settle) => child.once("close", settle));
  }
}

// The probe is what the sandbox is held to. A probe that says Y to everything would hold it to nothing, so its verdicts
// on another emulator are known: test/sandbox/probe/emulate.json.
describe("the probe on emulate 0.12.2", () => {
  it("gives 41 of 78, row by row as it is known, and 38 of 56 operations as GitHub describes them", async () => {
    const { rows, schema } = await probeEmulate();
    const results = Object.fromEntries(rows.map((row) => [`${row.group}: ${row.name}`, row.r]));
    expect(results).toEqual(emulate);
    expect(Object.keys(results).toSorted()).toEqual(Object.keys(expected).toSorted());
    const count = (result: string) => rows.filter((row) => row.r === result).length;
    expect([count("Y"), count("ex"), count("!"), count("N")]).toEqual([41, 20, 0, 17]);
    expect([schema.filter((entry) => entry.ok).length, schema.length]).toEqual([38, 56]);
  });
});
