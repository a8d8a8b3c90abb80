/** Variables of the ambient environment that git may see; the rest, and every other GIT_ variable, stays out. */
const inherited = [
  "PATH",
  "HOME",
  "USERPROFILE",
  "SYSTEMROOT",
  "XDG_CONFIG_HOME",
  "TMPDIR",
  "TEMP",
  "SSH_AUTH_SOCK",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "HTTPS_PROXY",
  "NO_PROXY",
] as const;

/** Git variables that Pawl sets itself. */
export const ownVariables = [
  "GIT_TERMINAL_PROMPT",
  "GIT_LITERAL_PATHSPECS",
  "GIT_OPTIONAL_LOCKS",
  "GIT_CONFIG_COUNT",
  "GIT_CONFIG_KEY_0",
  "GIT_CONFIG_VALUE_0",
  "GIT_CONFIG_KEY_1",
  "GIT_CONFIG_VALUE_1",
  "GIT_AUTHOR_NAME",
  "GIT_AUTHOR_EMAIL",
  "GIT_COMMITTER_NAME",
  "GIT_COMMITTER_EMAIL",
] as const;

/** The environment of every git command. */
export function gitEnvironment(ambient: NodeJS.ProcessEnv): Record<string, string> {
  const environment: Record<string, string> = {
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_LITERAL_PATHSPECS: "1",
  };
  for (const name of inherited) {
    const value = ambient[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/**
 * Hands a token to git for one server without putting it on a command line or on disk. The first entry clears headers
 * that a checkout step may have left in the repository's configuration: two would be refused.
 *
 * @param remoteUrl of the remote; a URL that is not http(s) gets no token.
 */
export function credentialEnvironment(remoteUrl: string, token: string): Record<string, string> {
  if (!/^https?:\/\//.test(remoteUrl)) return {};
  const key = `http.${new URL(remoteUrl).origin}/.extraheader`;
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  return {
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: key,
    GIT_CONFIG_VALUE_0: "",
    GIT_CONFIG_KEY_1: key,
    GIT_CONFIG_VALUE_1: `AUTHORIZATION: basic ${basic}`,
  };
}
