/** What stands for the model's name in the name of a repository. */
export const modelPlace = "{model}";

const longest = 96;

/**
 * The repository of a model on the Hugging Face Hub, by the Hub's own rules for names (`validate_repo_id` of
 * huggingface_hub 2.4.0).
 *
 * @param template `owner/name`, with `{model}` in the name or without.
 * @returns `undefined` when the Hub would refuse it.
 * @example
 * hubRepository("acme/{model}", "flight-delay"); // "acme/flight-delay"
 */
export function hubRepository(template: string, model: string): string | undefined {
  const [owner = "", name = "", ...more] = template.split("/");
  const parts = [owner, name.replaceAll(modelPlace, model)];
  const repository = parts.join("/");
  const isAllowed =
    more.length === 0 &&
    repository.length <= longest &&
    parts.every(isHubName) &&
    !repository.endsWith(".git");
  return isAllowed ? repository : undefined;
}

function isHubName(part: string): boolean {
  return /^\w(?:[\w.-]{0,95}\w)?$/.test(part) && !part.includes("--") && !part.includes("..");
}
