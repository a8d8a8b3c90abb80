import { join } from "node:path";
import { convertAppManifest } from "../../src/runtime/compose.ts";
import { givesCredentials, readServerSettings, readSettings, type Settings } from "../settings.ts";
import { readCredentials, type AppCredentials } from "./credentials-file.ts";
import { startSetup } from "./setup-server.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** How settings are come by. */
export interface SettingsRequest {
  readonly environment: Environment;
  /** Whether a person may make the App in the browser when there is none. */
  readonly mayStartSetup: boolean;
  /** Shows a set-up's links on the terminal. */
  readonly show: (links: readonly string[], path: string) => void;
  /** Told when the App was made: its slug, and the file of its credentials. */
  readonly onMade: (slug: string, path: string) => void;
  readonly now: () => number;
}

/**
 * The server's settings with the App's credentials: those of the environment, else those of the file that a set-up wrote,
 * else, when it may, what a set-up in the browser makes now.
 *
 * @throws PawlError `input.invalid` when there are none; `file.unreadable`, `file.write-failed`
 */
export async function obtainSettings(request: SettingsRequest): Promise<Settings> {
  const { environment, mayStartSetup } = request;
  if (givesCredentials(environment)) return readSettings(environment);
  const server = readServerSettings(environment);
  const path = server.PAWL_CREDENTIALS ?? join(server.PAWL_STATE, "app.json");
  const apiUrl = server.PAWL_GITHUB_URL;
  const kept = await readCredentials(path, apiUrl);
  if (kept !== undefined) return withCredentials(environment, kept);
  if (!mayStartSetup) return readSettings(environment);
  const setup = await startSetup({
    apiUrl,
    credentialsPath: path,
    publicUrl: server.PAWL_PUBLIC_URL,
    onboards: server.PAWL_ONBOARDING,
    host: server.HOST,
    port: server.PORT,
    now: request.now,
    convert: (code) => convertAppManifest({ apiUrl, code }),
  });
  request.show(setup.links, path);
  const made = await setup.done;
  request.onMade(made.slug, path);
  return withCredentials(environment, made);
}

function withCredentials(
  environment: Environment,
  { id, privateKey, webhookSecret }: AppCredentials,
): Settings {
  return readSettings({
    ...environment,
    PAWL_APP_ID: String(id),
    PAWL_PRIVATE_KEY: privateKey,
    PAWL_WEBHOOK_SECRET: webhookSecret,
  });
}
