import { PawlError } from "../../errors.ts";
import type { ObjectStore } from "../../ports/object-store.ts";
import { checkConfig } from "../../versioning/dvc-config-schema.ts";
import { remoteSection } from "../../versioning/edit-dvc-config.ts";
import { hubEndpoint, parseHubUrl } from "./hub-url.ts";
import { githubServer, parseReleaseUrl } from "./release-url.ts";
import type { RemoteSpecification } from "./remote-specification.ts";

type Open = (remote: RemoteSpecification) => Promise<ObjectStore>;

/** Kinds of remotes by the scheme of their URL. Each is loaded when it is first asked for: the command line starts fast. */
const kinds: Readonly<Record<string, Open>> = {
  s3: async (remote) => (await import("./s3.ts")).createS3Store(remote),
  http: openWeb,
  https: openWeb,
  ssh: async (remote) => (await import("./ssh.ts")).createSshStore(remote),
  hf: openHub,
  "github-release": openRelease,
};

async function openHub(remote: RemoteSpecification): Promise<ObjectStore> {
  return (await import("./hugging-face.ts")).createHuggingFaceStore(remote);
}

async function openRelease(remote: RemoteSpecification): Promise<ObjectStore> {
  return (await import("./github-release.ts")).createGitHubReleaseStore(remote);
}

/** Addresses of the Hub and of GitHub's downloads are more than web pages: they can be written too. */
async function openWeb(remote: RemoteSpecification): Promise<ObjectStore> {
  if (parseHubUrl(remote.url, hubEndpoint(remote)) !== undefined) return openHub(remote);
  const release = parseReleaseUrl(remote.url, githubServer(remote.environment));
  if (release !== undefined) return openRelease(remote);
  return (await import("./http.ts")).createHttpStore(remote);
}

/**
 * Opens the store of a remote that is not a directory. Nothing is asked of it yet.
 *
 * @throws PawlError `remote.unsupported` for a kind, or an option, that Pawl does not speak; `dvc.invalid` for a url or an
 * option of another form.
 */
export async function openObjectStore(remote: RemoteSpecification): Promise<ObjectStore> {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(remote.url)?.[1]?.toLowerCase() ?? "";
  const open = Object.hasOwn(kinds, scheme) ? kinds[scheme] : undefined;
  if (open === undefined) {
    throw new PawlError("remote.unsupported", {
      message: `The remote ${remote.name} is of the kind ${scheme}://. Pawl speaks ${Object.keys(kinds).join(", ")} and directories.`,
    });
  }
  const options = new Map([...remote.options, ["url", remote.url] as const]);
  const problems = checkConfig(new Map([[remoteSection(remote.name), options]]));
  if (problems.length > 0) {
    throw new PawlError("dvc.invalid", {
      message: problems.join("\n"),
      hint: "docs/guides/remotes.md lists the options of each kind of remote.",
    });
  }
  const cloud = ["version_aware", "worktree"].find(
    (name) => remote.options.get(name)?.toLowerCase() === "true",
  );
  if (cloud !== undefined) {
    throw new PawlError("remote.unsupported", {
      message: `The remote ${remote.name} has ${cloud} = true: Pawl reads and writes the layout of DVC's cache only.`,
      hint: "Use a remote without version_aware and worktree.",
    });
  }
  return open({ ...remote, options });
}
