import type { RouteModule } from "../context.ts";
import { actionsService } from "./actions-service.ts";
import { addArtifactRoutes } from "./artifact-routes.ts";
import { addArtifactServiceRoutes } from "./artifact-service-routes.ts";
import { addBlobRoutes } from "./blob-routes.ts";
import { addCacheRoutes } from "./cache-routes.ts";
import { addCacheServiceRoutes } from "./cache-service-routes.ts";
import { addDispatchRoutes } from "./dispatch-routes.ts";
import { addEnvironmentReviewRoutes } from "./environment-review-routes.ts";
import { addForkApprovalRoutes } from "./fork-approval-routes.ts";
import { addRunRoutes } from "./run-routes.ts";
import { addSecretRoutes } from "./secret-routes.ts";
import { addVariableRoutes } from "./variable-routes.ts";
import { addWorkflowRoutes } from "./workflow-routes.ts";

/** The routes of GitHub Actions. Pass it to `startSandboxGitHub({ modules: [actionsModule] })`. */
export const actionsModule: RouteModule = (app, context) => {
  const service = actionsService(context);
  addWorkflowRoutes(app, service);
  addRunRoutes(app, service);
  addArtifactRoutes(app, service);
  addArtifactServiceRoutes(app, service);
  addVariableRoutes(app, service);
  addSecretRoutes(app, service);
  addBlobRoutes(app, service);
  addCacheRoutes(app, service);
  addCacheServiceRoutes(app, service);
  addDispatchRoutes(app, service);
  addEnvironmentReviewRoutes(app, service);
  addForkApprovalRoutes(app, service);
};
