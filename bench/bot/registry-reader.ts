// Reconciles the registry of the repository of the storms, in a process of its own: as often as asked with one client, as a server does.
import { reconcileRegistry } from "../../bot/reconcile/registry.ts";
import { createClock, createGitHub, createSharedLimits, readArchive } from "../../src/runtime/compose.ts";

/** What one reconcile cost. */
export interface ReconcileCost {
  readonly requests: number;
  /** Of them those that GitHub answered with 304: they cost no limit. */
  readonly unchanged: number;
  /** Requests by route. */
  readonly routes: Readonly<Record<string, number>>;
  /** Processor time of the bot alone, and time until it was done; milliseconds. */
  readonly processorMs: number;
  readonly tookMs: number;
}

const [apiUrl = "", appId = "", installationId = "", times = "1"] = process.argv.slice(2);
const privateKey = process.env["PAWL_PRIVATE_KEY"] ?? "";
const auth = { appId: Number(appId), privateKey, installationId: Number(installationId) };
let routes = new Map<string, number>();
let unchanged = 0;
const observer = ({ route, status }: { readonly route: string; readonly status: number }): void => {
  routes.set(route, (routes.get(route) ?? 0) + 1);
  if (status === 304) unchanged += 1;
};
const repository = "acme/flights";
const github = await createGitHub({ apiUrl, repository, auth, observer, ...(await createSharedLimits()) });
const quiet = { debug: () => {}, info: () => {}, warning: () => {}, error: () => {} };
const context = {
  repository: "1",
  github,
  log: quiet,
  clock: createClock(),
  readArchive,
  dispatchesDeployments: false,
};
for (let time = 0; time < Number(times); time += 1) {
  [routes, unchanged] = [new Map(), 0];
  const [startedMs, used] = [performance.now(), process.cpuUsage()];
  await reconcileRegistry(context);
  const { user, system } = process.cpuUsage(used);
  const cost: ReconcileCost = {
    requests: [...routes.values()].reduce((sum, count) => sum + count, 0),
    unchanged,
    routes: Object.fromEntries([...routes].sort(([, a], [, b]) => b - a)),
    processorMs: Math.round((user + system) / 1000),
    tookMs: Math.round(performance.now() - startedMs),
  };
  process.stdout.write(`${JSON.stringify(cost)}\n`);
}
