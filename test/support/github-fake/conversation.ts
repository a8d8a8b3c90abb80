import type { Comments } from "../../../src/ports/github/comments.ts";
import type { Issue, Issues } from "../../../src/ports/github/issues.ts";
import type { Labels } from "../../../src/ports/github/labels.ts";
import { nextId, nextInstant, type FakeState, type FakeUser } from "./fake-state.ts";
import { refuse, write } from "./fake-writes.ts";

/** Adds a comment by anybody; not a write of ours. */
export function addComment(state: FakeState, issueNumber: number, body: string, author: FakeUser): number {
  const id = nextId(state);
  const at = nextInstant(state);
  state.comments.set(id, {
    id,
    issueNumber,
    body,
    authorId: author.id,
    authorLogin: author.login,
    authorType: author.type,
    appId: author.id === state.self.id ? state.self.appId : null,
    createdAt: at,
    updatedAt: at,
    url: `${state.repository.url}/issues/${issueNumber}#issuecomment-${id}`,
  });
  return id;
}

/** Sets a label as somebody; not a write of ours. */
export function setLabel(state: FakeState, issueNumber: number, label: string, by: FakeUser): void {
  const labels = state.labels.get(issueNumber) ?? new Map();
  const setter = { actorId: by.id, actorLogin: by.login, actorType: by.type, at: nextInstant(state) };
  labels.set(label, setter);
  state.labels.set(issueNumber, labels);
  state.labelEvents.push({ issueNumber, label, setter });
}

/** Takes a label away as somebody; not a write of ours. */
export function unsetLabel(state: FakeState, issueNumber: number, label: string, by: FakeUser): void {
  if (state.labels.get(issueNumber)?.delete(label) !== true) return;
  const setter = { actorId: by.id, actorLogin: by.login, actorType: by.type, at: nextInstant(state) };
  state.labelEvents.push({ issueNumber, label, setter, isRemoval: true });
}

/** The fake's {@link Comments}. */
export function fakeComments(state: FakeState): Comments {
  const one = (id: number): NonNullable<ReturnType<typeof state.comments.get>> =>
    state.comments.get(id) ?? refuse(`404: no comment ${id}`);
  const refuseLocked = (route: string, number: number): void => {
    if (state.locked.has(number))
      refuse(`GitHub refused ${route} (403): Unable to create comment because issue is locked.`);
  };
  return {
    get: async (id) => state.comments.get(id),
    list: async (number) =>
      [...state.comments.values()].filter((c) => c.issueNumber === number).sort((a, b) => a.id - b.id),
    listRecent: async (since) =>
      [...state.comments.values()]
        .filter((comment) => new Date(comment.updatedAt) >= since)
        .sort((a, b) => a.id - b.id),
    create: (number, body) =>
      write(state, "comments.create", [number, body], () => {
        refuseLocked("POST /repos/{owner}/{repo}/issues/{number}/comments", number);
        return one(addComment(state, number, body, state.self));
      }),
    update: (id, body) =>
      write(state, "comments.update", [id, body], () => {
        refuseLocked("PATCH /repos/{owner}/{repo}/issues/comments/{id}", one(id).issueNumber);
        const changed = { ...one(id), body, updatedAt: nextInstant(state) };
        state.comments.set(id, changed);
        return changed;
      }),
    remove: (id) => write(state, "comments.remove", [id], () => void state.comments.delete(id)),
    react: (id, reaction) =>
      write(state, "comments.react", [id, reaction], () => {
        refuseLocked("POST /repos/{owner}/{repo}/issues/comments/{id}/reactions", one(id).issueNumber);
        const has = state.reactions.some((r) => r.commentId === id && r.reaction === reaction);
        if (!has) state.reactions.push({ commentId: id, reaction });
      }),
  };
}

/** The fake's {@link Labels}. */
export function fakeLabels(state: FakeState): Labels {
  const changesOf = (number: number, label: string): FakeState["labelEvents"] =>
    state.labelEvents.filter((event) => event.issueNumber === number && event.label === label);
  return {
    list: async (number) => [...(state.labels.get(number)?.keys() ?? [])],
    add: (number, label) =>
      write(state, "labels.add", [number, label], () => {
        if (!state.labels.get(number)?.has(label)) setLabel(state, number, label, state.self);
      }),
    remove: (number, label) =>
      write(state, "labels.remove", [number, label], () => unsetLabel(state, number, label, state.self)),
    findSetter: async (number, label) =>
      changesOf(number, label).findLast(({ isRemoval }) => isRemoval !== true)?.setter,
    findRemover: async (number, label) => {
      const newest = changesOf(number, label).at(-1);
      return newest?.isRemoval === true ? newest.setter : undefined;
    },
  };
}

/** The fake's {@link Issues}. */
export function fakeIssues(state: FakeState): Issues {
  const labelled = (issue: Issue): Issue => ({
    ...issue,
    labels: [...(state.labels.get(issue.number)?.keys() ?? [])],
  });
  return {
    get: async (number) => {
      const issue = state.issues.get(number);
      return issue === undefined ? undefined : labelled(issue);
    },
    list: async ({ labels, state: wanted }) =>
      [...state.issues.values()]
        .map(labelled)
        .filter((issue) => wanted === "all" || issue.state === wanted)
        .filter((issue) => labels.every((label) => issue.labels.includes(label)))
        .sort((a, b) => a.number - b.number),
    create: (request) =>
      write(state, "issues.create", [request], () => {
        const number = nextId(state);
        const issue: Issue = {
          number,
          title: request.title,
          body: request.body,
          state: "open",
          labels: [],
          authorId: state.self.id,
          authorLogin: state.self.login,
          createdAt: nextInstant(state),
          closedAt: null,
          url: `${state.repository.url}/issues/${number}`,
        };
        state.issues.set(number, issue);
        for (const label of request.labels) setLabel(state, number, label, state.self);
        return labelled(issue);
      }),
    update: (number, { title, body, state: wanted }) =>
      write(state, "issues.update", [number, { title, body, state: wanted }], () => {
        const old = state.issues.get(number) ?? refuse(`404: no issue ${number}`);
        const closedAt = wanted === "closed" ? nextInstant(state) : wanted === "open" ? null : old.closedAt;
        const issue = {
          ...old,
          title: title ?? old.title,
          body: body ?? old.body,
          state: wanted ?? old.state,
          closedAt,
        };
        state.issues.set(number, issue);
        return labelled(issue);
      }),
    readPin: async (number) => {
      if (state.pins.answer === "none") return "unavailable";
      if (!state.issues.has(number)) return undefined;
      return {
        nodeId: `I_${number}`,
        isPinned: state.pins.now.has(number),
        hasHistory: state.pins.ever.has(number),
        pinnedOfRepository: state.pins.now.size,
      };
    },
    pin: (nodeId) =>
      write(state, "issues.pin", [nodeId], () => {
        const number = Number(nodeId.slice(2));
        if (!state.issues.has(number)) refuse(`NOT_FOUND: no issue ${nodeId}`);
        if (state.pins.answer === "denied") return "denied";
        if (state.pins.now.has(number)) refuse("GitHub refused pinIssue: UNPROCESSABLE already pinned");
        if (state.pins.now.size >= 3) return "limit";
        setPin(state, number, true);
        return "pinned";
      }),
  };
}

/** Pins an issue, or takes its pin away, as anybody; not a write of ours. */
export function setPin(state: FakeState, number: number, isPinned: boolean): void {
  if (isPinned) state.pins.now.add(number);
  else state.pins.now.delete(number);
  state.pins.ever.add(number);
}
