import type { Checks } from "./checks.ts";
import type { Comments } from "./comments.ts";
import type { Commits } from "./commits.ts";
import type { Deployments } from "./deployments.ts";
import type { GitData } from "./git-data.ts";
import type { Issues } from "./issues.ts";
import type { Labels } from "./labels.ts";
import type { Members } from "./members.ts";
import type { PullRequests } from "./pull-requests.ts";
import type { Releases } from "./releases.ts";
import type { Workflows } from "./workflows.ts";

/** All of GitHub that Pawl uses, for one repository. A use case asks for the slice that it needs with `Pick`. */
export interface GitHub {
  readonly checks: Checks;
  readonly comments: Comments;
  readonly commits: Commits;
  readonly deployments: Deployments;
  readonly gitData: GitData;
  readonly issues: Issues;
  readonly labels: Labels;
  readonly members: Members;
  readonly pullRequests: PullRequests;
  readonly releases: Releases;
  readonly workflows: Workflows;
}
