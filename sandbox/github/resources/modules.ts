import type { Tokens } from "../auth/tokens.ts";
import type { RouteModule, SandboxContext } from "../context.ts";
import type { Webhooks } from "../events/webhooks.ts";
import { answerGit } from "../git-http.ts";
import type { ApiRequest, ApiResponse, Router } from "../http/messages.ts";
import { answerPage } from "../pages/answer-page.ts";
import { answerAppPage } from "../pages/app-pages.ts";
import { addAppManifestRoutes } from "./app-manifests.ts";
import { addAppRoutes } from "./apps.ts";
import { addArchiveRoutes } from "./archives.ts";
import { addBranchChangeRoutes } from "./branch-changes.ts";
import { addProtectionPartRoutes } from "./branch-protection-parts.ts";
import { addBranchPolicyRoutes } from "./branch-policies.ts";
import { addBranchProtectionRoutes } from "./branch-protection.ts";
import { addBranchRoutes } from "./branches.ts";
import { addCheckRunRoutes } from "./check-runs.ts";
import { addCheckSuiteRoutes } from "./check-suites.ts";
import { addCollaboratorRoutes } from "./collaborators.ts";
import { addCommitRoute, addCommitRoutes } from "./commits.ts";
import { addContentsRoutes } from "./contents.ts";
import { addDeploymentRoutes } from "./deployments.ts";
import { addEnvironmentRoutes } from "./environments.ts";
import { addGitObjectRoutes } from "./git-objects.ts";
import { addGitRefRoutes } from "./git-refs.ts";
import { addGraphqlRoutes } from "./graphql.ts";
import { addAppHookRoutes, addHookRoutes } from "./hooks.ts";
import { addIssueCommentRoutes } from "./issue-comments.ts";
import { addIssueRoutes } from "./issues.ts";
import { addLabelRoutes } from "./labels.ts";
import { addMembershipRoutes } from "./memberships.ts";
import { addMetaRoutes } from "./meta.ts";
import { addMilestoneRoutes } from "./milestones.ts";
import { addPullMergeRoutes } from "./pull-merge.ts";
import { addPullRoutes } from "./pulls.ts";
import { addReactionRoutes } from "./reactions.ts";
import { addReleaseAssetRoutes } from "./release-assets.ts";
import { addReleaseRoutes } from "./releases.ts";
import { addRepositoryRoutes } from "./repositories.ts";
import { addRepositoryMoveRoutes, answerOldPage } from "./repository-moves.ts";
import { addRequestedActionRoute } from "./requested-action.ts";
import { addReviewCommentRoutes } from "./review-comments.ts";
import { addReviewRoutes } from "./reviews.ts";
import { addOrganizationRulesetRoutes, addRulesetRoutes } from "./rulesets.ts";
import { addSearchCodeRoutes } from "./search-code.ts";
import { addSearchRoutes } from "./search.ts";
import { addStatusRoutes } from "./statuses.ts";
import { addTeamMemberRoutes } from "./team-members.ts";
import { addTeamRoutes } from "./teams.ts";
import { addTimelineRoutes } from "./timeline.ts";
import { addUserRoutes } from "./users.ts";

/** What the core routes need besides the context. */
export interface CoreParts {
  readonly context: SandboxContext;
  readonly tokens: Tokens;
  readonly webhooks: Webhooks;
}

// The order matters where two patterns fit one path: fixed words before names, long before short.
const modules: readonly RouteModule[] = [
  addMetaRoutes,
  addUserRoutes,
  addRepositoryRoutes,
  addRepositoryMoveRoutes,
  addContentsRoutes,
  addGitObjectRoutes,
  addGitRefRoutes,
  addArchiveRoutes,
  addBranchChangeRoutes,
  addProtectionPartRoutes,
  addBranchProtectionRoutes,
  addBranchRoutes,
  addRulesetRoutes,
  addOrganizationRulesetRoutes,
  addReactionRoutes,
  addIssueCommentRoutes,
  addTimelineRoutes,
  addLabelRoutes,
  addMilestoneRoutes,
  addIssueRoutes,
  addSearchRoutes,
  addSearchCodeRoutes,
  addReviewCommentRoutes,
  addReviewRoutes,
  addPullMergeRoutes,
  addPullRoutes,
  addCheckRunRoutes,
  addCheckSuiteRoutes,
  addRequestedActionRoute,
  addStatusRoutes,
  addCommitRoutes,
  addCommitRoute,
  addReleaseAssetRoutes,
  addReleaseRoutes,
  addDeploymentRoutes,
  addBranchPolicyRoutes,
  addEnvironmentRoutes,
  addCollaboratorRoutes,
  addMembershipRoutes,
  addTeamMemberRoutes,
  addTeamRoutes,
  addGraphqlRoutes,
  addAppManifestRoutes,
];

/** Adds all routes but those of workflows; returns what answers requests without a route (git, then pages). */
export function coreModules(
  app: Router,
  { context, tokens, webhooks }: CoreParts,
): (request: ApiRequest) => Promise<ApiResponse | undefined> {
  for (const add of modules) add(app, context);
  addAppRoutes(app, context, tokens);
  addAppHookRoutes(app, context, webhooks);
  addHookRoutes(app, context, webhooks);
  return async (request) =>
    (await answerGit(context, request, request.isAnonymous ? undefined : request.actor)) ??
    answerOldPage(context, request) ??
    (await answerAppPage(context, request)) ??
    answerPage(context, request);
}
