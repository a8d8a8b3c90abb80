import { join } from "node:path";
import { onTestFinished } from "vitest";
import { startSetup, type SetupServer, type SetupServerOptions } from "../../bot/setup/setup-server.ts";
import type { SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { convertAppManifest } from "../../src/runtime/compose.ts";
import { startGitHub } from "../sandbox/support.ts";
import { SetupBrowser } from "./setup-browser.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/** Where GitHub would reach the bot. */
export const webhook = "https://pawl.example.com/api/github/webhooks";

/** A set-up that waits, a GitHub, and a browser that came by the link. */
export interface SetupScene {
  readonly github: SandboxGitHub;
  readonly setup: SetupServer;
  readonly path: string;
  readonly browser: SetupBrowser;
  readonly base: string;
  /** Codes that were exchanged. */
  readonly codes: string[];
  clock: number;
}

/** Starts a set-up that ends with the test; its time is `clock`, in milliseconds since 1970, as is GitHub's. */
export async function startScene(changes: Partial<SetupServerOptions> = {}): Promise<SetupScene> {
  const scene = { clock: Date.parse("2026-11-26T10:00:00Z"), codes: [] as string[] };
  const now = () => scene.clock;
  const github = await startGitHub({
    users: [{ login: "ada" }],
    organisations: ["acme"],
    now: () => new Date(now()),
  });
  const path = changes.credentialsPath ?? join(temporaryDirectory(), "state/app.json");
  const setup = await startSetup({
    apiUrl: github.url,
    publicUrl: undefined,
    onboards: true,
    host: "127.0.0.1",
    port: 0,
    now,
    convert: (code) => {
      scene.codes.push(code);
      return convertAppManifest({ apiUrl: github.url, code });
    },
    ...changes,
    credentialsPath: path,
  });
  onTestFinished(() => setup.close());
  const browser = new SetupBrowser();
  const base = await browser.enter(setup.links.at(-1) ?? "");
  return Object.assign(scene, { github, setup, path, browser, base });
}
