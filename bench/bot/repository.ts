import type { SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import type { GitHub } from "../../src/ports/github/github.ts";
import { createGitHub } from "../../src/runtime/compose.ts";
import { makeManifest } from "../../test/support/registry/registry-world.ts";

/** A way to GitHub's API, as a person; `ada` without a login. */
export type Call = <T>(method: string, path: string, body?: object, login?: string) => Promise<T>;

/** Calls below `base`. A refusal is an error. */
export function createCall(github: SandboxGitHub, base: string): Call {
  return async <T>(method: string, path: string, body?: object, login = "ada"): Promise<T> => {
    const response = await fetch(`${github.url}${base}${path}`, {
      method,
      headers: { authorization: `token ${github.tokenOf(login)}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  };
}

/** A client of the repository that all storms are about. */
export function connect(apiUrl: string, auth: Parameters<typeof createGitHub>[0]["auth"]): Promise<GitHub> {
  return createGitHub({ apiUrl, repository: "acme/flights", auth });
}

/** A version of a model on a commit: its tag, and a published Release with a manifest and nothing else. */
export async function register(
  version: {
    readonly model: string;
    readonly version: string;
    readonly commit: string;
    readonly taggedAt: string;
  },
  { gitData, releases }: GitHub,
): Promise<void> {
  const { model, commit, taggedAt } = version;
  const name = `${model}@${version.version}`;
  await gitData.createTag({ name, message: "", commitSha: commit, taggedAt });
  const release = await releases.create(name, { name, body: "", draft: true });
  const bytes = new TextEncoder().encode(JSON.stringify(makeManifest(version.version, { model, commit })));
  await releases.uploadAsset(release.id, { name: "manifest.json", contentType: "application/json", bytes });
  await releases.update(release.id, { name, body: "", draft: false });
}
