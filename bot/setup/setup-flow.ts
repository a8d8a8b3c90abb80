import { createPrivateKey } from "node:crypto";
import { PawlError } from "../../src/errors.ts";
import type { convertAppManifest } from "../../src/runtime/compose.ts";
import { createManifest, newAppPage, pagesOf } from "../app-manifest.ts";
import { loginGrammar } from "../key.ts";
import { isLoopback } from "../loopback.ts";
import { writeCredentials, type AppCredentials } from "./credentials-file.ts";
import type { Session, SetupAccess } from "./setup-access.ts";
import { renderDone, renderManifest, renderRefusal, renderSetupForm, type SetupForm } from "./setup-pages.ts";

/** An App as GitHub gives it for a code. */
export type ConvertedApp = NonNullable<Awaited<ReturnType<typeof convertAppManifest>>>;

/** What the set-up needs. */
export interface SetupOptions {
  /** Base of GitHub's API. */
  readonly apiUrl: string;
  /** Where the credentials go. */
  readonly credentialsPath: string;
  /** Origin at which GitHub reaches the bot, when it is known. */
  readonly publicUrl: string | undefined;
  /** Whether the App asks for what onboarding needs. */
  readonly onboards: boolean;
  /** Exchanges a code; `undefined` for one that counts no more. */
  readonly convert: (code: string) => Promise<ConvertedApp | undefined>;
}

/** A page, and what came of the request. */
export interface SetupReply {
  readonly status: number;
  readonly page: string;
  /** The credentials, once they are on disk. */
  readonly made?: AppCredentials;
}

const codeGrammar = /^[\w-]{1,200}$/;

/** The first page. */
export function showForm({ apiUrl, publicUrl }: SetupOptions): SetupReply {
  return formReply(apiUrl, { organisation: "", webhookUrl: webhookOf(publicUrl) }, []);
}

/** The manifest for what the form says, with a new state; the form again when something is wrong with it. */
export function showManifest(
  fields: URLSearchParams,
  session: Session,
  { options, access }: { readonly options: SetupOptions; readonly access: SetupAccess },
): SetupReply {
  const organisation = (fields.get("organisation") ?? "").trim();
  const webhookUrl = (fields.get("webhook") ?? "").trim();
  const { apiUrl, onboards } = options;
  const problems = [
    ...(organisation === "" || loginGrammar.test(organisation)
      ? []
      : ["An organisation's name has letters, digits and dashes."]),
    ...webhookProblems(webhookUrl, apiUrl),
  ];
  if (problems.length > 0) return formReply(apiUrl, { organisation, webhookUrl }, problems);
  const owner = organisation === "" ? undefined : organisation;
  const manifest = createManifest({
    name: owner === undefined ? "pawl" : `pawl-${owner}`,
    webhookUrl,
    redirectUrl: `${session.base}/setup/callback`,
    onboards,
  });
  const action = `${newAppPage(apiUrl, owner)}?state=${access.makeState(session)}`;
  return {
    status: 200,
    page: renderManifest(manifest, { action, owner: owner ?? "your own account" }),
  };
}

function formReply(apiUrl: string, form: SetupForm, problems: readonly string[]): SetupReply {
  const page = renderSetupForm(form, { github: new URL(pagesOf(apiUrl)).host, problems });
  return { status: problems.length === 0 ? 200 : 422, page };
}

function webhookOf(publicUrl: string | undefined): string {
  return publicUrl === undefined ? "" : `${publicUrl}/api/github/webhooks`;
}

/** Events are private: they go over TLS, unless they stay on this machine or GitHub itself has no TLS. */
function webhookProblems(text: string, apiUrl: string): readonly string[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    return ["The address for webhooks has to be one like https://pawl.example.com/api/github/webhooks."];
  }
  const isPlain = url.protocol === "http:" && !isLoopback(url.hostname) && !apiUrl.startsWith("http:");
  return isPlain
    ? ["The address for webhooks has to begin with https: events would travel unencrypted."]
    : [];
}

/**
 * What GitHub sends the browser back with: the state is used up first, then the code is exchanged, and the credentials are
 * written before anything is said.
 */
export async function finishSetup(
  query: URLSearchParams,
  session: Session,
  { options, access }: { readonly options: SetupOptions; readonly access: SetupAccess },
): Promise<SetupReply> {
  if (!access.takeState(query.get("state") ?? "", session)) {
    return refuse(
      403,
      "Not from this set-up",
      "The state that came back is unknown, used, or older than an hour.",
    );
  }
  const code = query.get("code") ?? "";
  if (!codeGrammar.test(code)) return refuse(400, "No App was made", "GitHub sent no code back.");
  const app = await options.convert(code).catch((error: unknown) => explain(error));
  if (typeof app === "string") return refuse(502, "GitHub did not give the App", app);
  if (app === undefined) {
    const text = "GitHub does not know the code: it was used already, or is older than an hour.";
    return refuse(410, "The code counts no more", text);
  }
  return keep(app, options);
}

async function keep(app: ConvertedApp, options: SetupOptions): Promise<SetupReply> {
  const { apiUrl, credentialsPath } = options;
  const { id, slug, pageUrl, privateKey, webhookSecret } = app;
  if (webhookSecret === null || webhookSecret.length < 32 || !isKey(privateKey)) {
    const text = `GitHub made the App ${slug} without a webhook secret of 32 characters or a key. Delete it on GitHub.`;
    return refuse(502, "The App is of no use", text);
  }
  const made = { schema: "pawl.app/1" as const, apiUrl, id, slug, pageUrl, privateKey, webhookSecret };
  const written = await writeCredentials(credentialsPath, made).catch(() => undefined);
  if (written === true) return { status: 200, page: renderDone(made), made };
  const text =
    written === false
      ? `Another bot with the same state directory was set up first. Delete the App ${slug} on GitHub.`
      : `The credentials of the App ${slug} could not be written. Delete it on GitHub, let the bot's user write, and start again.`;
  return refuse(written === false ? 409 : 500, "Nothing was kept", text, written !== false);
}

function isKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

/** Never the code, nor what was answered. */
function explain(error: unknown): string {
  return error instanceof PawlError && error.code === "github.malformed-response"
    ? "GitHub's answer has not the shape that it documents."
    : "GitHub gave no good answer. Start again; what was made there can be deleted.";
}

function refuse(status: number, title: string, text: string, isRepeatable = true): SetupReply {
  return { status, page: renderRefusal(title, text, isRepeatable) };
}
