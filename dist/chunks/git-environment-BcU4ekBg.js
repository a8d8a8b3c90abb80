//#region src/adapters/git/git-environment.ts
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
	"NO_PROXY"
];
const ownVariables = [
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
	"GIT_COMMITTER_EMAIL"
];
function gitEnvironment(ambient) {
	const environment = {
		LC_ALL: "C",
		GIT_TERMINAL_PROMPT: "0",
		GIT_LITERAL_PATHSPECS: "1"
	};
	for (const name of inherited) {
		const value = ambient[name];
		if (value !== void 0) environment[name] = value;
	}
	return environment;
}
function credentialEnvironment(remoteUrl, token) {
	if (!/^https?:\/\//.test(remoteUrl)) return {};
	const key = `http.${new URL(remoteUrl).origin}/.extraheader`;
	return {
		GIT_CONFIG_COUNT: "2",
		GIT_CONFIG_KEY_0: key,
		GIT_CONFIG_VALUE_0: "",
		GIT_CONFIG_KEY_1: key,
		GIT_CONFIG_VALUE_1: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`
	};
}
//#endregion
export { gitEnvironment as n, ownVariables as r, credentialEnvironment as t };
