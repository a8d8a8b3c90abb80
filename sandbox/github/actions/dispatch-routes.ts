import { ApiError } from "../http/api-error.ts";
import { objectField, requiredText } from "../http/fields.ts";
import type { Router } from "../http/messages.ts";
import { noContent } from "../http/reply.ts";
import type { ActionsService } from "./actions-service.ts";

const maxEventTypeLength = 100;
const maxPayloadMembers = 10;

/** `repository_dispatch`. */
export function addDispatchRoutes(app: Router, { context }: ActionsService): void {
  app.route("POST", "/repos/:owner/:repo/dispatches", { permission: "contents:write" }, async (request) => {
    const body = await request.json();
    const action = requiredText(body, "event_type", "RepositoryDispatch");
    const clientPayload = objectField(body, "client_payload", "RepositoryDispatch") ?? {};
    if (action.length > maxEventTypeLength || Object.keys(clientPayload).length > maxPayloadMembers) {
      throw new ApiError(
        422,
        "Invalid request.\n\nNo more than 10 properties are allowed; event_type is at most 100 characters.",
      );
    }
    const { repository, actor } = request;
    const payload = { branch: repository.defaultBranch, client_payload: clientPayload };
    context.emit({ event: "repository_dispatch", action, repository, actor, payload });
    return noContent();
  });
}
