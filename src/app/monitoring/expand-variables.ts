import { PawlError } from "../../errors.ts";

/**
 * Replaces `${NAME}` in a path of the policy by the variable's value.
 *
 * @throws PawlError `config.invalid` when the variable is not set or is empty.
 */
export function expandVariables(
  text: string,
  variables: Readonly<Record<string, string | undefined>>,
): string {
  return text.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined && value !== "") return value;
    throw new PawlError("config.invalid", {
      message: `${text}: the environment variable ${name} is not set.`,
      hint: `Set ${name} where monitor runs, or write the path out in .github/pawl.yml.`,
    });
  });
}
