import { createClock, createGitHub, listInstallations, readArchive } from "../src/runtime/compose.ts";
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
      const context = contexts.get(name) ?? (await createContext({ ...app, repository, installationId }));
      contexts.set(name, context);
      return context;
    },
  };
}

async function createContext(place: {
  readonly apiUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly log: Log;
  readonly repository: string;
  readonly installationId: number;
}): Promise<BotContext> {
  const { apiUrl, repository, log, appId, privateKey, installationId } = place;
  const github = await createGitHub({ apiUrl, repository, auth: { appId, privateKey, installationId } });
  return { repository, github, log, clock: createClock(), readArchive, dispatchesDeployments: false };
}
