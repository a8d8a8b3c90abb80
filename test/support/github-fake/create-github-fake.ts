import type { GitHub } from "../../../src/ports/github/github.ts";
import { fakeChecks, fakeGitData, fakePullRequests } from "./code.ts";
import { fakeCommits } from "./commits.ts";
import { fakeComments, fakeIssues, fakeLabels } from "./conversation.ts";
import { fakeDeployments, fakeMembers, fakeReleases, fakeWorkflows } from "./delivery.ts";
import { createFakeState, type FakeState } from "./fake-state.ts";

/** All GitHub ports over one repository in memory; `state` is there to arrange and to assert. */
export function createGitHubFake(state: FakeState = createFakeState()): { github: GitHub; state: FakeState } {
  const github: GitHub = {
    checks: fakeChecks(state),
    comments: fakeComments(state),
    commits: fakeCommits(state),
    deployments: fakeDeployments(state),
    gitData: fakeGitData(state),
    issues: fakeIssues(state),
    labels: fakeLabels(state),
    members: fakeMembers(state),
    pullRequests: fakePullRequests(state),
    releases: fakeReleases(state),
    workflows: fakeWorkflows(state),
  };
  return { github, state };
}
