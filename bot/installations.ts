import {
  createClock,
  createGitHub,
  createRepositoryNames,
  createSharedLimits,
  listInstallations,
  readArchive,
} from "../src/runtime/compose.ts";
import { createRecentRunsMemory } from "../src/app/ledger/recent-runs.ts";
import { readWorkflowTemplate } from "../src/runtime/workflow-template.ts";
import type { Log } from "../src/ports/log.ts";
import { PawlError } from "../src/errors.ts";
import type { BotContext } from "./reconcile/context.ts";

/** The repositories that the bot serves, by GitHub's numeric id as text: names are display only. */
export interface Installations {
  /** Ids of all repositories in which the App is installed now. */
  list(): Promise<readonly string[]>;
  /** What reconcilers of a repository work with, under its name of now; `undefined` when the App is not installed there. */
  open(repositoryId: string): Promise<BotContext | undefined>;
  /** The App was installed or removed somewhere: the list is read again before the next work. */
  forget?(): void;
}

/** What all work in one installation shares. */
interface Shared {
  readonly limits: Awaited<ReturnType<typeof createSharedLimits>>;
  readonly readName: Awaited<ReturnType<typeof createRepositoryNames>>;
}

/** An App, and how its requests are limited and watched. */
export interface AppAccess {
  readonly apiUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly log: Log;
  /** See {@link BotContext.worker}. */
  readonly worker?: BotContext["worker"];
  /** Whether repositories without Pawl's files get a pull request with them. Default: no. */
  readonly onboards?: boolean;
  /** Options of the limits that all clients of one installation share. */
  readonly limits?: Parameters<typeof createSharedLimits>[0];
  readonly observer?: NonNullable<Parameters<typeof createGitHub>[0]["observer"]>;
}

interface Place {
  readonly repositoryId: number;
  readonly installationId: number;
  readonly shared: Shared;
}

interface Opened {
  readonly name: string;
  readonly context: BotContext;
}

/**
 * The repositories of an App. Before each piece of work the repository's name of now is read (a read that mostly costs
 * no limit), so that a rename is followed and another repository under the old name is left alone. Where that is refused
 * the list of installations is read again: the App was removed, suspended, or installed anew.
 */
export function createInstallations(app: AppAccess): Installations {
  const known = new Map<string, Place>();
  const opened = new Map<string, Opened>();
  const sharing = new Map<number, Shared>();
  let reading: ReturnType<Installations["list"]> | undefined;
  const read = async (): Promise<readonly string[]> => {
    const found = await listInstallations(app);
    known.clear();
    for (const { repositoryId, installationId } of found) {
      const shared = sharing.get(installationId) ?? (await openInstallation(app, installationId));
      sharing.set(installationId, shared);
      known.set(String(repositoryId), { repositoryId, installationId, shared });
    }
    for (const id of opened.keys()) if (!known.has(id)) opened.delete(id);
    return [...known.keys()];
  };
  // Several workers that need it at once share one reading.
  const refresh = (): ReturnType<typeof read> => {
    reading ??= read().finally(() => (reading = undefined));
    return reading;
  };
  const readName = async (id: string): Promise<{ place: Place; name: string } | undefined> => {
    if (!known.has(id)) await refresh();
    const place = known.get(id);
    if (place === undefined) return undefined;
    const name = await place.shared.readName(place.repositoryId);
    return name === undefined ? undefined : { place, name };
  };
  const readAgain = async (id: string, error: unknown): ReturnType<typeof readName> => {
    if (!(error instanceof PawlError) || error.retryAtMs !== undefined) throw error;
    const { installationId } = { ...known.get(id) };
    await refresh();
    const now = known.get(id)?.installationId;
    if (now !== undefined && now === installationId) throw error;
    return readName(id);
  };
  return {
    list: refresh,
    forget: () => known.clear(),
    open: async (id) => {
      const found = await readName(id).catch((error: unknown) => readAgain(id, error));
      if (found === undefined) return undefined;
      const before = opened.get(id);
      const name = `${found.place.installationId}/${found.name}`;
      if (before?.name === name) return before.context;
      const context = await createContext(app, found.place, found.name);
      opened.set(id, { name, context });
      return context;
    },
  };
}

async function openInstallation(app: AppAccess, installationId: number): Promise<Shared> {
  const limits = await createSharedLimits(app.limits);
  const { apiUrl, appId, privateKey, observer } = app;
  const watched = observer === undefined ? {} : { observer };
  const readName = await createRepositoryNames({
    apiUrl,
    appId,
    privateKey,
    installationId,
    ...limits,
    ...watched,
  });
  return { limits, readName };
}

async function createContext(app: AppAccess, place: Place, repository: string): Promise<BotContext> {
  const { apiUrl, appId, privateKey, log, observer } = app;
  const auth = { appId, privateKey, installationId: place.installationId };
  const watched = observer === undefined ? {} : { observer };
  const github = await createGitHub({ apiUrl, repository, auth, ...place.shared.limits, ...watched });
  return {
    repository: String(place.repositoryId),
    github,
    log,
    worker: app.worker,
    clock: createClock(),
    readArchive,
    recentRuns: createRecentRunsMemory(),
    dispatchesDeployments: false,
    ...(app.onboards === true ? { readOnboardingWorkflow: () => readWorkflowTemplate("pawl-app.yml") } : {}),
  };
}
