import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A browser that came with a link of the terminal. */
export interface Session {
  /** Origin of the link that it came with: where GitHub sends it back. */
  readonly base: string;
}

/** Who may set up. Nothing of it outlives the process. */
export interface SetupAccess {
  /** The links for the terminal, one an origin; whoever has one may set up. */
  readonly links: readonly string[];
  /** Exchanges the token of a link for the text of a session cookie; `undefined` for any other text. */
  enter(token: string): { readonly cookie: string; readonly session: Session } | undefined;
  /** The session of a cookie. */
  sessionOf(cookie: string): Session | undefined;
  /** Makes a state for GitHub to send back: unguessable, for one use, within an hour, by that session alone. */
  makeState(session: Session): string;
  /** Uses up a state; whether it was one of that session. */
  takeState(state: string, session: Session): boolean;
}

const lifetimeMs = 3_600_000;
/** More than a person opens; the oldest goes first. */
const maxSessions = 8;
const maxStates = 32;

/**
 * Makes the access to one set-up. `bases` are origins that the bot knows by itself: its own address and the one it is
 * configured with. A request says only which link it came by, never where the bot is.
 */
export function createSetupAccess(bases: readonly string[], now: () => number): SetupAccess {
  const tokens = bases.map((base) => ({ base, token: random() }));
  const sessions = new Map<string, { readonly session: Session; readonly endsMs: number }>();
  const states = new Map<string, { readonly session: Session; readonly endsMs: number }>();
  return {
    links: tokens.map(({ base, token }) => `${base}/setup?token=${token}`),
    enter: (text) => {
      const found = tokens.find(({ token }) => isSame(token, text));
      if (found === undefined) return undefined;
      const session = { base: found.base };
      const cookie = random();
      keep(sessions, digest(cookie), { session, endsMs: now() + lifetimeMs }, maxSessions);
      return { cookie, session };
    },
    sessionOf: (cookie) => {
      const found = sessions.get(digest(cookie));
      return found !== undefined && found.endsMs > now() ? found.session : undefined;
    },
    makeState: (session) => {
      const state = random();
      keep(states, digest(state), { session, endsMs: now() + lifetimeMs }, maxStates);
      return state;
    },
    takeState: (state, session) => {
      const name = digest(state);
      const found = states.get(name);
      states.delete(name);
      return found !== undefined && found.session === session && found.endsMs > now();
    },
  };
}

function random(): string {
  return randomBytes(32).toString("base64url");
}

/** What is looked up by digest tells nothing by the time that it takes. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}

function keep<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
