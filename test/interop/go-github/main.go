// Drives a GitHub through google/go-github, a client that was not written for the sandbox, and prints what its typed
// answers hold as JSON.
//
//	go-github URL TOKEN APP_TOKEN
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/google/go-github/v93/github"
)

const owner, name = "acme", "flights"

var (
	ctx  = context.Background()
	seen = map[string]any{}
)

func must[T any](value T, _ *github.Response, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func newClient(url, token string) *github.Client {
	base := url + "/"
	return check(github.NewClient(github.WithURLs(&base, &base), github.WithAuthToken(token)))
}

func check[T any](value T, err error) T { return must(value, nil, err) }

func issues(gh *github.Client) {
	label := github.CreateIssueLabelRequest{Name: "ml/drift", Color: new("ff0000"), Description: new("data has moved")}
	made := must(gh.Issues.CreateLabel(ctx, owner, name, label))
	seen["label"] = []any{made.GetName(), made.GetColor(), made.GetDescription(), made.GetDefault()}
	for number := range 7 {
		issue := github.CreateIssueRequest{Title: fmt.Sprintf("drift %d", number+1), Labels: []string{"ml/drift"}}
		must(gh.Issues.Create(ctx, owner, name, issue))
	}
	comment := must(gh.Issues.CreateComment(ctx, owner, name, 1, github.IssueCommentRequest{Body: "looked at"}))
	seen["comment"] = []any{comment.GetBody(), comment.GetUser().GetLogin(), comment.GetAuthorAssociation()}
	opts := &github.IssueListByRepoOptions{Labels: []string{"ml/drift"}, Direction: "asc"}
	opts.ListOptions = github.ListOptions{PerPage: 3}
	_, page, err := gh.Issues.ListByRepo(ctx, owner, name, opts)
	must(page, nil, err)
	seen["pages"] = []int{page.NextPage, page.LastPage, page.PrevPage}
	numbers := []int{}
	for issue, err := range gh.Issues.ListByRepoIter(ctx, owner, name, opts) {
		numbers = append(numbers, check(issue, err).GetNumber())
	}
	seen["issues"] = numbers
	closed := must(gh.Issues.Update(ctx, owner, name, 1, github.UpdateIssueRequest{State: new("closed")}))
	seen["closed"] = []any{closed.GetState(), closed.GetStateReason(), closed.GetComments(), !closed.GetClosedAt().IsZero()}
}

// A branch with one commit, made of blob, tree, commit and ref; the commit's id.
func commit(gh *github.Client) string {
	main := must(gh.Git.GetRef(ctx, owner, name, "heads/main"))
	parent := must(gh.Git.GetCommit(ctx, owner, name, main.GetObject().GetSHA()))
	blob := must(gh.Git.CreateBlob(ctx, owner, name, github.Blob{Content: "rate: 0.2\n", Encoding: new("utf-8")}))
	entry := &github.TreeEntry{Path: new("model/params.yaml"), Mode: new("100644"), Type: new("blob"), SHA: blob.SHA}
	tree := must(gh.Git.CreateTree(ctx, owner, name, parent.GetTree().GetSHA(), []*github.TreeEntry{entry}))
	draft := github.Commit{Message: new("feat: rate"), Tree: tree, Parents: []*github.Commit{parent}}
	made := must(gh.Git.CreateCommit(ctx, owner, name, draft, nil))
	ref := must(gh.Git.CreateRef(ctx, owner, name, github.CreateRef{Ref: "refs/heads/rate", SHA: made.GetSHA()}))
	seen["ref"] = []any{ref.GetRef(), ref.GetObject().GetType(), ref.GetObject().GetSHA() == made.GetSHA()}
	seen["commit"] = []any{made.GetMessage(), made.GetAuthor().GetName(), len(made.Parents)}
	file, _, _, err := gh.Repositories.GetContents(ctx, owner, name, "model/params.yaml", &github.RepositoryContentGetOptions{Ref: "rate"})
	seen["contents"] = check(check(file, err).GetContent())
	return made.GetSHA()
}

func pull(gh *github.Client) {
	opened := must(gh.PullRequests.Create(ctx, owner, name, github.CreatePullRequest{
		Title: new("feat: rate"), Head: "rate", Base: "main", Body: new("Closes #2"),
	}))
	files := must(gh.PullRequests.ListFiles(ctx, owner, name, opened.GetNumber(), nil))
	seen["files"] = []any{files[0].GetFilename(), files[0].GetStatus(), files[0].GetAdditions()}
	review := must(gh.PullRequests.CreateReview(ctx, owner, name, opened.GetNumber(), &github.PullRequestReviewRequest{
		Body: new("well"), Event: new("COMMENT"),
	}))
	seen["review"] = []any{review.GetState(), review.GetBody()}
	merge := &github.PullRequestOptions{MergeMethod: "squash", SHA: opened.GetHead().GetSHA()}
	merged := must(gh.PullRequests.Merge(ctx, owner, name, opened.GetNumber(), "", merge))
	after := must(gh.PullRequests.Get(ctx, owner, name, opened.GetNumber()))
	seen["pull"] = []any{
		opened.GetNumber(), opened.GetChangedFiles(), merged.GetMerged(), after.GetMerged(),
		after.GetMergeCommitSHA() == merged.GetSHA(), after.GetMergedBy().GetLogin(),
	}
	seen["mentioned"] = must(gh.Issues.Get(ctx, owner, name, 2)).GetState()
	comparison := must(gh.Repositories.CompareCommits(ctx, owner, name, opened.GetBase().GetSHA(), "main", nil))
	seen["comparison"] = []any{comparison.GetStatus(), comparison.GetAheadBy(), len(comparison.Files)}
}

func checks(gh, app *github.Client, sha string) {
	run := must(app.Checks.CreateCheckRun(ctx, owner, name, github.CreateCheckRunOptions{
		Name: "ml/metrics", HeadSHA: sha, Status: new("completed"), Conclusion: new("failure"),
		Output: &github.CheckRunOutput{
			Title: new("worse"), Summary: new("roc_auc fell"),
			Annotations: []*github.CheckRunAnnotation{{
				Path: new("model/params.yaml"), StartLine: new(1), EndLine: new(1),
				AnnotationLevel: new("warning"), Message: new("rate"),
			}},
		},
	}))
	notes := must(gh.Checks.ListCheckRunAnnotations(ctx, owner, name, run.GetID(), nil))
	listed := must(gh.Checks.ListCheckRunsForRef(ctx, owner, name, sha, nil))
	seen["check"] = []any{
		run.GetConclusion(), run.GetApp().GetSlug(), run.GetOutput().GetAnnotationsCount(),
		notes[0].GetMessage(), listed.GetTotal(),
	}
	status := must(gh.Repositories.CreateStatus(ctx, owner, name, sha, github.RepoStatus{
		State: new("success"), Context: new("eval"),
	}))
	combined := must(gh.Repositories.GetCombinedStatus(ctx, owner, name, sha, nil))
	seen["status"] = []any{status.GetContext(), combined.GetState(), combined.GetTotalCount()}
}

func release(gh *github.Client) {
	made := must(gh.Repositories.CreateRelease(ctx, owner, name, github.CreateReleaseRequest{
		TagName: "flights@v1.0.0", Name: new("one"), Draft: new(true),
	}))
	bytesOf := bytes.Repeat([]byte{0, 255, 10}, 1000)
	asset := must(gh.Repositories.UploadReleaseAssetFromRelease(ctx, made,
		&github.UploadOptions{Name: "model.onnx", MediaType: "application/octet-stream"}, bytes.NewReader(bytesOf), int64(len(bytesOf))))
	published := must(gh.Repositories.UpdateRelease(ctx, owner, name, made.GetID(), github.UpdateReleaseRequest{Draft: new(false)}))
	body, _, err := gh.Repositories.DownloadReleaseAsset(ctx, owner, name, asset.GetID(), http.DefaultClient)
	read := check(io.ReadAll(check(body, err)))
	tag := must(gh.Git.GetRef(ctx, owner, name, "tags/flights@v1.0.0"))
	seen["release"] = []any{
		made.GetDraft(), published.GetDraft(), asset.GetName(), asset.GetSize(), asset.GetState(),
		bytes.Equal(read, bytesOf), tag.GetObject().GetType(),
	}
	latest := must(gh.Repositories.GetLatestRelease(ctx, owner, name))
	seen["latest"] = []any{latest.GetTagName(), len(latest.Assets), latest.GetImmutable()}
}

func deployment(gh *github.Client) {
	made := must(gh.Repositories.CreateDeployment(ctx, owner, name, github.DeploymentRequest{
		Ref: "main", Environment: new("production"), RequiredContexts: []string{}, Payload: map[string]any{"version": "v1.0.0"},
	}))
	must(gh.Repositories.CreateDeploymentStatus(ctx, owner, name, made.GetID(), github.DeploymentStatusRequest{State: "in_progress"}))
	must(gh.Repositories.CreateDeploymentStatus(ctx, owner, name, made.GetID(), github.DeploymentStatusRequest{
		State: "success", EnvironmentURL: new("http://127.0.0.1:9/"),
	}))
	statuses := must(gh.Repositories.ListDeploymentStatuses(ctx, owner, name, made.GetID(), nil))
	seen["deployment"] = []any{
		made.GetEnvironment(), string(made.Payload), statuses[0].GetState(), statuses[1].GetState(), statuses[0].GetEnvironmentURL(),
	}
	environment := must(gh.Repositories.GetEnvironment(ctx, owner, name, "production"))
	seen["environment"] = environment.GetName()
}

// Asks for the same thing again with its entity tag: 304, and nothing is taken from the rate limit.
func conditional(gh *github.Client) {
	path := fmt.Sprintf("repos/%s/%s", owner, name)
	ask := func(tag string) *github.Response {
		request := check(gh.NewRequest(ctx, "GET", path, nil))
		if tag != "" {
			request.Header.Set("If-None-Match", tag)
		}
		response, _ := gh.Do(request, nil)
		return response
	}
	first := ask("")
	second := ask(first.Header.Get("ETag"))
	seen["conditional"] = []any{first.StatusCode, second.StatusCode, first.Rate.Remaining - second.Rate.Remaining}
	limits := must(gh.RateLimit.Get(ctx))
	seen["limit"] = []any{limits.GetCore().Limit, limits.GetCore().Remaining == second.Rate.Remaining, limits.GetSearch().Limit}
}

func refusals(gh *github.Client, url string) {
	_, _, gone := gh.Repositories.Get(ctx, "nobody", "nothing")
	_, _, twice := gh.Issues.CreateLabel(ctx, owner, name, github.CreateIssueLabelRequest{Name: "ml/drift"})
	_, _, unsigned := newClient(url, "bad").Users.Get(ctx, "")
	_, _, tip := gh.Git.CreateRef(ctx, owner, name, github.CreateRef{Ref: "refs/heads/main", SHA: must(gh.Git.GetRef(ctx, owner, name, "heads/main")).GetObject().GetSHA()})
	found := []any{}
	for _, err := range []error{gone, twice, unsigned, tip} {
		var refused *github.ErrorResponse
		if !errors.As(err, &refused) {
			found = append(found, fmt.Sprint(err))
			continue
		}
		codes := []string{}
		for _, one := range refused.Errors {
			codes = append(codes, one.Resource+"."+one.Field+" "+one.Code)
		}
		found = append(found, []any{refused.Response.StatusCode, refused.Message, codes})
	}
	seen["refused"] = found
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: go-github URL TOKEN APP_TOKEN")
		os.Exit(2)
	}
	url := os.Args[1]
	gh, app := newClient(url, os.Args[2]), newClient(url, os.Args[3])
	repository := must(gh.Repositories.Create(ctx, owner, github.CreateRepositoryRequest{Name: name, AutoInit: new(true)}))
	seen["repository"] = []any{
		repository.GetFullName(), repository.GetDefaultBranch(), repository.GetPrivate(),
		repository.GetOwner().GetType(), repository.GetPermissions().GetAdmin(),
	}
	issues(gh)
	sha := commit(gh)
	pull(gh)
	checks(gh, app, sha)
	release(gh)
	deployment(gh)
	conditional(gh)
	refusals(gh, url)
	fmt.Println(string(check(json.Marshal(seen))))
}
