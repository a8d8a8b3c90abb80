import type { GitHub } from "../ports/github/github.ts";
import type { ProvenanceSigning } from "../ports/provenance.ts";
import type { BuildPlace } from "../registry/provenance.ts";

/** What decides how a Release is signed. */
export interface SigningPlace {
  /** Private key in PEM; it wins over the job's identity. */
  readonly signingKey?: string | undefined;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly github: Pick<GitHub, "members">;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * Signs with the key, else as the running job if GitHub gives it an identity (`id-token: write`), else not at all.
 *
 * @throws PawlError `provenance.key-invalid`
 */
export async function createProvenanceSigning(place: SigningPlace): Promise<ProvenanceSigning> {
  const { signingKey = "", token, variables } = place;
  if (signingKey.trim() !== "") {
    const { createKeySigning } = await import("../adapters/provenance/sign-with-key.ts");
    return createKeySigning(signingKey, (commit) => describePlace(commit, place));
  }
  if (variables["ACTIONS_ID_TOKEN_REQUEST_URL"] !== undefined) {
    const { createAttesting } = await import("../adapters/provenance/attest-on-github.ts");
    return createAttesting(token);
  }
  const reason =
    "there is no signing key, and this job has no identity of GitHub's (permission id-token: write)";
  return { sign: async () => ({ decision: "unavailable", reason }) };
}

async function describePlace(
  commit: string,
  { repository, github, variables }: SigningPlace,
): Promise<BuildPlace> {
  const serverUrl = variables["GITHUB_SERVER_URL"] ?? "https://github.com";
  const { id } = await github.members.repository();
  // `acme/flights/.github/workflows/pawl.yml@refs/heads/main`
  const [path, ref] = (variables["GITHUB_WORKFLOW_REF"] ?? "").replace(`${repository}/`, "").split("@");
  const runId = variables["GITHUB_RUN_ID"];
  const workflow =
    path === undefined || ref === undefined || runId === undefined
      ? undefined
      : {
          path,
          ref,
          event: variables["GITHUB_EVENT_NAME"] ?? "",
          runUrl: `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${variables["GITHUB_RUN_ATTEMPT"] ?? "1"}`,
        };
  return { serverUrl, repository, repositoryId: id, commit, workflow };
}
