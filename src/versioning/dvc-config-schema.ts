import { nearestMatch } from "../yaml/nearest-match.ts";
import { namedSection, textOf } from "./dvc-config.ts";
import type { ConfigSection, ConfigSections, ConfigValue } from "./dvc-config-text.ts";

/** What an option may hold: text, true or false, a number from a least one up, one word of a list, kinds of links. */
type OptionKind =
  | "text"
  | "flag"
  | "flag or text"
  | "links"
  | { readonly least: number; readonly isWhole: boolean }
  | { readonly words: readonly string[] };
type Options = Readonly<Record<string, OptionKind>>;

const whole = (least: number): OptionKind => ({ least, isWhole: true });
const seconds: OptionKind = { least: 0, isWhole: false };
const anyWhole = whole(Number.NEGATIVE_INFINITY);

function texts(names: string): Options {
  return Object.fromEntries(names.split(" ").map((name) => [name, "text"]));
}

function flags(names: string): Options {
  return Object.fromEntries(names.split(" ").map((name) => [name, "flag"]));
}

const everyRemote: Options = {
  url: "text",
  checksum_jobs: whole(1),
  jobs: whole(1),
  ...flags("worktree no_traverse version_aware verify"),
};
const links: Options = {
  type: "links",
  ...flags("protected slow_link_warning verify"),
  shared: { words: ["group"] },
};
const http: Options = {
  ...everyRemote,
  ...texts("custom_auth_header user password method"),
  auth: { words: ["basic", "digest", "custom"] },
  ask_password: "flag",
  ssl_verify: "flag or text",
  connect_timeout: seconds,
  read_timeout: seconds,
};

/** Options of remotes by the scheme of their URL; `""` is a directory. A scheme that is not here takes any option. */
const remoteOptions: Readonly<Record<string, Options>> = {
  "": { ...everyRemote, ...links },
  s3: {
    ...everyRemote,
    ...texts(
      "region profile credentialpath configpath endpointurl access_key_id secret_access_key session_token sse sse_kms_key_id sse_customer_algorithm sse_customer_key acl grant_read grant_read_acp grant_write_acp grant_full_control",
    ),
    ...flags("listobjects use_ssl allow_anonymous_login"),
    ssl_verify: "flag or text",
    read_timeout: anyWhole,
    connect_timeout: anyWhole,
  },
  ssh: {
    ...everyRemote,
    type: "links",
    ...texts("user password passphrase keyfile"),
    ...flags("ask_password ask_passphrase gss_auth allow_agent"),
    port: anyWhole,
    timeout: anyWhole,
    max_sessions: anyWhole,
  },
  http,
  https: http,
  hf: { ...everyRemote, ...texts("token endpointurl") },
  "github-release": { ...everyRemote, ...texts("token endpointurl") },
};

const sectionOptions: Readonly<Record<string, Options>> = {
  core: {
    ...texts("remote site_cache_dir machine"),
    ...flags("interactive analytics hardlink_lock no_scm autostage experiments check_update"),
    checksum_jobs: whole(1),
  },
  cache: { ...texts("dir local s3 gs hdfs webhdfs ssh azure"), ...links },
  state: { dir: "text", row_limit: whole(1), row_cleanup_quota: whole(0) },
  index: { dir: "text" },
  plots: { ...texts("html_template out_dir"), auto_open: "flag" },
  exp: { ...texts("code data models metrics params plots live git_remote"), auto_push: "flag" },
  parsing: {
    bool: { words: ["store_true", "boolean_optional"] },
    list: { words: ["nargs", "append"] },
  },
  hydra: { ...texts("config_dir config_module config_name plugins_path"), enabled: "flag" },
  studio: { ...texts("token url repo_url"), offline: "flag" },
};
/** Sections whose options are not looked at: what DVC warns about only, and kinds of named ones that Pawl has no use for. */
const openSections: readonly string[] = ["feature"];

/**
 * What is wrong in a configuration, all levels merged: options that DVC does not know, values of the wrong kind, a remote
 * without a url. `[]` when DVC would take it.
 */
export function checkConfig(merged: ConfigSections): readonly string[] {
  return [...merged].flatMap(([section, values]) => {
    const named = namedSection(section);
    if (named !== undefined) return named.kind === "remote" ? checkRemote(named.name, values) : [];
    if (openSections.includes(section)) return [];
    const options = Object.hasOwn(sectionOptions, section) ? sectionOptions[section] : undefined;
    if (options !== undefined) return checkOptions(section, values, options);
    return [
      `[${section}] is no section of DVC's configuration${suggest(section, Object.keys(sectionOptions))}`,
    ];
  });
}

function checkRemote(name: string, values: ConfigSection): readonly string[] {
  const url = values.get("url");
  if (url === undefined) return [`The remote ${name} has no url.`];
  const [, scheme = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/[^/]/.exec(textOf(url)) ?? [];
  const known = scheme.toLowerCase();
  const options = Object.hasOwn(remoteOptions, known) ? remoteOptions[known] : undefined;
  return options === undefined ? [] : checkOptions(`remote.${name}`, values, options);
}

function checkOptions(place: string, values: ConfigSection, options: Options): readonly string[] {
  return [...values].flatMap(([name, value]) => {
    const kind = Object.hasOwn(options, name) ? options[name] : undefined;
    if (kind === undefined) return [`${place}.${name} is no option${suggest(name, Object.keys(options))}`];
    const wanted = mismatch(kind, value);
    return wanted === undefined ? [] : [`${place}.${name} = ${textOf(value)}: ${wanted} is expected`];
  });
}

/** What is expected instead; `undefined` when the value fits. */
function mismatch(kind: OptionKind, value: ConfigValue): string | undefined {
  if (kind === "links") return checkLinks(value);
  if (typeof value !== "string") return "one value, in quotes when it has a comma,";
  if (kind === "text" || kind === "flag or text") return undefined;
  if (kind === "flag") return /^(true|false)$/i.test(value) ? undefined : "true or false";
  if ("words" in kind) {
    return kind.words.includes(value.toLowerCase()) ? undefined : `one of ${kind.words.join(", ")}`;
  }
  const isNumber = kind.isWhole ? /^\s*[+-]?\d+\s*$/.test(value) : /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(value);
  if (isNumber && Number(value) >= kind.least) return undefined;
  const bound = Number.isFinite(kind.least) ? ` of at least ${kind.least}` : "";
  return `a ${kind.isWhole ? "whole " : ""}number${bound}`;
}

function checkLinks(value: ConfigValue): string | undefined {
  const allowed = ["reflink", "hardlink", "symlink", "copy"];
  const types = typeof value === "string" ? value.split(",").map((type) => type.trim()) : value;
  return types.every((type) => allowed.includes(type)) ? undefined : `some of ${allowed.join(", ")}`;
}

function suggest(name: string, known: readonly string[]): string {
  const nearest = nearestMatch(name, known);
  return nearest === undefined ? "." : `; did you mean ${nearest}?`;
}
