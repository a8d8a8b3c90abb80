/** The repository of the running workflow, as the runner's environment names it; `token` is not among it. */
export function workflowRepository(): { readonly repository: string; readonly apiUrl: string } {
  return {
    repository: process.env["GITHUB_REPOSITORY"] ?? "",
    apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
  };
}
