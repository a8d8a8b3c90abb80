const forbidden = /["<>|*?\r\n:\\/]/;
const maxNameChars = 256;

/**
 * What keeps a name from being an artifact's; `undefined` for a good one. A name becomes a folder when all artifacts of
 * a run are downloaded, so besides the characters that `@actions/artifact` refuses, `.` and `..` are refused.
 */
export function artifactNameProblem(name: string): string | undefined {
  if (name === "") return "The artifact name is empty";
  if (name === "." || name === "..") return `The artifact name is not valid: ${name}`;
  if (name.length > maxNameChars) return `The artifact name is longer than ${maxNameChars} characters`;
  const found = forbidden.exec(name)?.[0];
  return found === undefined
    ? undefined
    : `The artifact name is not valid: ${JSON.stringify(name)}. Contains the following character: ${JSON.stringify(found)}`;
}
