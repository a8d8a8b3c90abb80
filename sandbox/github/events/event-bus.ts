import { randomUUID } from "node:crypto";
import type { EventDraft, SandboxContext, SandboxEvent } from "../context.ts";
import { tellEvent } from "../http/exchange.ts";
import { renderRepository } from "../render/repository.ts";
import { renderOrganization, renderUser } from "../render/user.ts";

/** Subscribers of one sandbox. */
export interface EventBus {
  emit(context: SandboxContext, draft: EventDraft): SandboxEvent;
  subscribe(listener: (event: SandboxEvent) => void): () => void;
}

function completePayload(context: SandboxContext, draft: EventDraft): Readonly<Record<string, unknown>> {
  const owner = draft.repository ? context.userById(draft.repository.ownerId) : undefined;
  return {
    ...(draft.action === undefined ? {} : { action: draft.action }),
    ...draft.payload,
    ...(draft.repository ? { repository: renderRepository(context, draft.repository) } : {}),
    ...(owner?.type === "Organization" ? { organization: renderOrganization(context.url, owner) } : {}),
    sender: renderUser(context.url, draft.actor.user),
  };
}

/** A bus that calls its listeners at once, in order of subscription. */
export function createEventBus(): EventBus {
  const listeners = new Set<(event: SandboxEvent) => void>();
  return {
    emit: (context, draft) => {
      const isDispatch = draft.event === "workflow_dispatch" || draft.event === "repository_dispatch";
      const event: SandboxEvent = {
        id: randomUUID(),
        event: draft.event,
        action: draft.action ?? null,
        repository: draft.repository,
        payload: completePayload(context, draft),
        actor: draft.actor,
        startsWorkflows: isDispatch || (draft.actor.kind !== "job" && draft.startsWorkflows !== false),
      };
      tellEvent(event);
      for (const listener of listeners) listener(event);
      return event;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
