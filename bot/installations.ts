import {
  createClock,
  createGitHub,
  createSharedLimits,
  listInstallations,
  readArchive,
} from "../src/runtime/compose.ts";
import type { Log } from "../src/ports/log.ts";
import type { BotContext } from "./reconcile/context.ts";
import type { Installations } from "./server.ts";

/** The repositories of an App, with one GitHub client each. The list is read again when a name is not on it. */
export function createInstallations(app: {
  readonly apiUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly log: Log;
}): Installations {
  const known = new Map<string, number>();
  const contexts = new Map<string, BotContext>();
  const limits = new Map<number, SharedLimits>();
  const refresh = async (): Promise<readonly string[]> => {
    const found = await listInstallations(app);
    known.clear();
    for (const { repository, installationId } of found) known.set(repository, installationId);
    return [...known.keys()];
  };
  return {
    list: refresh,
    open: async (repository) => {
      if (!known.has(repository)) await refresh();
      const installationId = known.get(repository);
      if (installationId === undefined) return undefined;
      const name = `${installationId}/${repository}`;
      const shared = limits.get(installationId) ?? (await createSharedLimits());
      limits.set(installationId, shared);
      const place = { ...app, repository, installationId, shared };
      const context = contexts.get(name) ?? (await createContext(place));
      contexts.set(name, context);
      return context;
    },
  };
}

type SharedLimits = Awaited<ReturnType<typeof createSharedLimits>>;

async function createContext(place: {
  readonly apiUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly log: Log;
  readonly repository: string;
  readonly installationId: number;
  readonly shared: SharedLimits;
}): Promise<BotContext> {
  const { apiUrl, repository, log, appId, privateKey, installationId, shared } = place;
  const auth = { appId, privateKey, installationId };
  const github = await createGitHub({ apiUrl, repository, auth, ...shared });
  return { repository, github, log, clock: createClock(), readArchive, dispatchesDeployments: false };
}
