import { promote } from "../../src/app/promote.ts";
import { createClock, createGitHub } from "../../src/runtime/compose.ts";
import { crashingPorts } from "./registry/crashing-ports.ts";

// Promotes, and kills itself right after its n-th write was answered.
const { API = "", TOKEN = "", VERSION = "", KEY = "", WRITE = "0" } = process.env;
const github = await createGitHub({ apiUrl: API, repository: "ada/flights", auth: { token: TOKEN } });
const crash = { at: Number(WRITE), when: "after" } as const;
const { ports } = crashingPorts({ ...github, clock: createClock() }, crash);
await promote(
  {
    model: "m",
    policy: { environments: { staging: { promote: "manual" } } },
    environment: "staging",
    target: { kind: "version", version: VERSION },
    requester: { login: "ada", role: "admin" },
    source: "command",
    requestId: KEY,
  },
  ports,
).catch(() => process.kill(process.pid, "SIGKILL"));
