/** The contexts: pure code, one folder each below src/. */
export const contexts = [
  "versioning",
  "features",
  "training",
  "evaluation",
  "drift",
  "tables",
  "monitoring",
  "registry",
  "runs",
  "serving",
  "math",
] as const;

const pure = contexts.map((name) => `src/${name}`);
const useCaseSide = ["src/yaml", "src/ports", "src/config", "src/report", ...pure];
const door = ["src/runtime", "src/app", ...useCaseSide];
const everything = ["*"];

/** Files that every zone may import: each is one thing that all do, and imports nothing. */
export const openToAll: readonly string[] = ["src/errors.ts", "src/parse-json.ts"];

/**
 * Zone → zones that it may import. The files of {@link openToAll} are open to all; a zone may always import itself; `*` is everything.
 * To move a wall change this table, ARCHITECTURE.md and the reason in one commit.
 */
export const importTable: Readonly<Record<string, readonly string[]>> = {
  "src/errors.ts": [],
  "src/parse-json.ts": [],
  "src/math": [],
  "src/yaml": [],
  "src/versioning": ["src/yaml"],
  "src/features": [],
  "src/runs": ["src/math"],
  "src/training": ["src/versioning", "src/runs"],
  "src/evaluation": ["src/math", "src/tables"],
  "src/drift": ["src/math"],
  "src/tables": ["src/drift", "src/math"],
  "src/monitoring": ["src/drift", "src/evaluation"],
  "src/registry": ["src/versioning", "src/evaluation"],
  "src/serving": ["src/registry"],
  // The policy's freeze windows are read by the code that obeys them.
  "src/config": ["src/yaml", "src/evaluation", "src/registry"],
  "src/ports": pure,
  "src/report": ["src/config", ...pure],
  "src/app": useCaseSide,
  "src/adapters": ["src/ports", "src/config", ...pure],
  "src/runtime": ["src/adapters", "src/app", ...useCaseSide],
  "src/cli": door,
  actions: door,
  // The one door that is there to open another: the bot as a workflow job.
  "actions/bot": ["bot", ...door],
  bot: door,
  sandbox: [],
  demo: everything,
  scripts: everything,
  bench: everything,
  test: everything,
};

/** Folders whose code takes data and gives data: no Node, no clock, no environment, no randomness. */
export const pureZones: readonly string[] = [...pure, "src/yaml", "src/report", "src/config"];

/** Packages that pure code may use: they compute and touch nothing. */
export const purePackages: readonly string[] = [
  "zod",
  "yaml",
  "semver",
  "smol-toml",

  "ignore",

  "@lezer/common",
  "@lezer/python",

  "mdast",
  "mdast-util-from-markdown",
];

/** The product: what users run. */
export const productZones: readonly string[] = ["src", "actions", "bot"];
