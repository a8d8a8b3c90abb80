import type { RouteModule, SandboxContext } from "../context.ts";
import { notFound } from "../http/api-error.ts";
import type { ApiRequest, ApiResponse } from "../http/messages.ts";
import { redirect } from "../http/reply.ts";

async function sendArchive(
  context: SandboxContext,
  request: ApiRequest,
  format: "tar.gz" | "zip",
): Promise<ApiResponse> {
  const { repository } = request;
  const git = context.git(repository);
  const sha = await git.resolveCommit(request.params["ref"] ?? repository.defaultBranch);
  if (sha === undefined) throw notFound();
  const name = `${repository.ownerLogin}-${repository.name}-${sha.slice(0, 7)}`;
  const bytes = await git.run(["archive", `--format=${format}`, `--prefix=${name}/`, sha]);
  return {
    status: 200,
    bytes,
    headers: {
      "content-type": format === "zip" ? "application/zip" : "application/x-gzip",
      "content-disposition": `attachment; filename=${name}.${format}`,
    },
  };
}

const kinds = [
  ["tarball", "tar.gz", "legacy.tar.gz"],
  ["zipball", "zip", "legacy.zip"],
] as const;

/** Archives: the API address redirects to the file, as on GitHub. */
export const addArchiveRoutes: RouteModule = (app, context) => {
  const base = "/repos/:owner/:repo";
  const read = { permission: "contents:read" } as const;
  for (const [kind, format, place] of kinds) {
    const go = (request: ApiRequest): ApiResponse => {
      const ref = request.params["ref"] ?? request.repository.defaultBranch;
      return redirect(
        `${context.url}/repos/${request.repository.fullName}/${place}/${encodeURIComponent(ref)}`,
      );
    };
    app.route("GET", `${base}/${kind}`, read, go);
    app.route("GET", `${base}/${kind}/*ref`, read, go);
    app.route("GET", `${base}/${place}/*ref`, read, (request) => sendArchive(context, request, format));
  }
};
