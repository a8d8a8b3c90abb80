import { PawlError } from "../errors.ts";

/**
 * Replaces each `${NAME}` of a policy's value.
 *
 * @param environment variables by name; an empty value counts as there.
 * @throws PawlError `config.variable-missing` that names every variable that is not there.
 * @example
 * expandEnvironment("${DATA}/labels", { DATA: "/srv" }); // "/srv/labels"
 */
export function expandEnvironment(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const missing = new Set<string>();
  const expanded = text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, name: string) => {
    const value = environment[name];
    if (value === undefined) missing.add(name);
    return value ?? whole;
  });
  if (missing.size === 0) return expanded;
  throw new PawlError("config.variable-missing", {
    message: `${JSON.stringify(text)} of the policy needs ${[...missing].join(", ")}, not set in the environment.`,
  });
}
