"""Drives a GitHub through PyGithub, a client that was not written for the sandbox, and prints what it saw as JSON.

usage: pygithub_client.py URL TOKEN APP_ID KEY_FILE
"""

import json
import sys
import tempfile

from github import Auth, Github, GithubException, GithubIntegration

url, token, app_id, key_file = sys.argv[1:]
gh = Github(base_url=url, auth=Auth.Token(token), retry=None, seconds_between_requests=0, seconds_between_writes=0)
seen = {"login": gh.get_user().login}

repo = gh.get_user().create_repo("flights", auto_init=True, description="from PyGithub")
made = repo.create_file("model/params.yaml", "params", "rate: 0.1\n", branch="main")
repo.update_file("model/params.yaml", "raise", "rate: 0.2\n", made["content"].sha, branch="main")
seen["contents"] = repo.get_contents("model/params.yaml").decoded_content.decode()
seen["commits"] = [commit.commit.message for commit in repo.get_commits()][:2]

repo.create_label("drift", "ff0000", "data has moved")
for number in range(35):
    repo.create_issue(f"issue {number}", body="text", labels=["drift"])
seen["issues"] = len(list(repo.get_issues(state="open", labels=["drift"])))
issue = repo.get_issue(1)
issue.create_comment("hello").create_reaction("rocket")
issue.add_to_labels("seen")
issue.edit(state="closed", state_reason="completed")
seen["closed"] = [issue.number for issue in gh.search_issues("is:closed repo:" + repo.full_name)]
seen["timeline"] = [event.event for event in issue.get_timeline()]

repo.create_git_ref("refs/heads/next", repo.get_branch("main").commit.sha)
repo.create_file("b.txt", "b", "one\n", branch="next")
pull = repo.create_pull(base="main", head="next", title="a pull request", body="text")
seen["files"] = [(file.filename, file.additions) for file in pull.get_files()]
pull.create_review(body="well", event="COMMENT")
head = repo.get_commit(pull.head.sha)
pull.create_review_comment("here", head, "b.txt", line=1)
head.create_status("success", context="eval", description="d")
seen["status"] = head.get_combined_status().state
seen["merged"] = pull.merge(merge_method="squash").merged
seen["review_comments"] = [comment.body for comment in repo.get_pull(pull.number).get_review_comments()]

release = repo.create_git_release("flights@v1.0.0", "one", "notes")
with tempfile.NamedTemporaryFile(suffix=".bin") as file:
    file.write(bytes(range(256)))
    file.flush()
    release.upload_asset(file.name, name="model.bin", content_type="application/octet-stream")
seen["assets"] = [(asset.name, asset.size) for asset in repo.get_latest_release().get_assets()]
seen["tags"] = [tag.name for tag in repo.get_tags()]

hook = repo.create_hook("web", {"url": "http://127.0.0.1:9/", "content_type": "json"}, ["push"])
seen["hooks"] = [entry.events for entry in repo.get_hooks()]
hook.delete()
branch = repo.get_branch("main")
branch.edit_protection(strict=True, contexts=["gate"], enforce_admins=True)
seen["protection"] = branch.get_required_status_checks().contexts
branch.remove_protection()
deployment = repo.create_deployment("main", environment="production", required_contexts=[])
deployment.create_status("success")
seen["deployment"] = [status.state for status in deployment.get_statuses()]
repo.create_repository_dispatch("drift-detected", {"psi": 0.3})
repo.create_variable("LIMIT", "0.2")
seen["variable"] = repo.get_variable("LIMIT").value
seen["limit"] = gh.get_rate_limit().rate.limit

with open(key_file, encoding="utf-8") as file:
    app = Auth.AppAuth(int(app_id), file.read())
integration = GithubIntegration(base_url=url, auth=app)
installation = integration.get_repo_installation(repo.owner.login, repo.name)
as_app = installation.get_github_for_installation().get_repo(repo.full_name)
run = as_app.create_check_run("gate", repo.get_branch("main").commit.sha, status="completed", conclusion="failure")
seen["check"] = [run.conclusion, run.app.slug]
seen["author"] = as_app.get_issue(2).create_comment("from the App").user.login

refused = []
for what in (
    lambda: gh.get_repo("nobody/nothing"),
    lambda: repo.create_label("drift", "ff0000"),
    lambda: Github(base_url=url, auth=Auth.Token("bad"), retry=None).get_user().login,
    lambda: repo.create_git_ref("refs/heads/next", "0" * 40),
):
    try:
        what()
        refused.append(None)
    except GithubException as error:
        refused.append([type(error).__name__, error.status])
seen["refused"] = refused
repo.delete()
print(json.dumps(seen))
