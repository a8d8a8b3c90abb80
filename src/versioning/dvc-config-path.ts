/** Options that hold a path of this machine, by the kind of section that they stand in. */
const pathOptions: Readonly<Record<string, readonly string[]>> = {
  cache: ["dir"],
  remote: [
    "url",
    "gdrive_user_credentials_file",
    "gdrive_service_account_json_file_path",
    "credentialpath",
    "configpath",
    "keyfile",
    "cert_path",
    "key_path",
  ],
  machine: ["startup_script", "setup_script"],
};

/** Whether an option of a section (`cache`, `remote` for every remote) is a path. */
export function isPathOption(section: string, option: string): boolean {
  return Object.hasOwn(pathOptions, section) && (pathOptions[section] ?? []).includes(option);
}

/** Whether a path needs no directory to be understood: a URL, an absolute path, one from the user's home. */
export function isPlaced(path: string): boolean {
  return /^[A-Za-z][\w.+-]*:\/\//.test(path) || path.startsWith("/") || /^~(\/|$)/.test(path);
}

/**
 * The absolute path of a path in a configuration file.
 *
 * @param directory that of the file; absolute.
 * @param userHome for `~`; absolute.
 */
export function resolveConfigPath(path: string, directory: string, userHome: string): string {
  if (/^~(\/|$)/.test(path)) return `${userHome}${path.slice(1)}`;
  return isPlaced(path) ? path : `/${steps(`${directory}/${path}`).join("/")}`;
}

/**
 * How a configuration file writes a path: a relative one from the file's own directory.
 *
 * @param from the absolute directory that a relative `path` starts at.
 * @param directory that of the file; absolute.
 */
export function storedConfigPath(path: string, from: string, directory: string): string {
  if (isPlaced(path)) return path;
  const [target, start] = [steps(`${from}/${path}`), steps(directory)];
  let shared = 0;
  while (shared < Math.min(target.length, start.length) && target[shared] === start[shared]) shared += 1;
  const up = start.slice(shared).map(() => "..");
  return [...up, ...target.slice(shared)].join("/") || ".";
}

function steps(path: string): readonly string[] {
  const done: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") done.pop();
    else if (step !== "" && step !== ".") done.push(step);
  }
  return done;
}
