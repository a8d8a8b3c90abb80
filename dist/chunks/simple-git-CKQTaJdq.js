import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as runGit, t as readBlob } from "./run-git-Byg91ZIW.js";
import { t as credentialEnvironment } from "./git-environment-BcU4ekBg.js";
import { n as checkPath, r as checkRevision, t as checkBranch } from "./git-arguments-SQcToZ9n.js";
import { resolve } from "node:path";
//#region src/adapters/git/simple-git.ts
function openGitRepository(root, options = {}) {
	const top = resolve(root);
	const git = new Git(top, options.token);
	return {
		root: top,
		resolve: (revision) => git.resolve(revision),
		readFile: (revision, path) => git.readFile(revision, path),
		changedFiles: (base, head) => git.changedFiles(base, head),
		mergeBase: (a, b) => git.mergeBase(a, b),
		commit: (request) => git.commit(request),
		fetchBranch: (branch) => git.fetchBranch(branch),
		switchTo: (branch, start) => git.switchTo(branch, start),
		push: (branch) => git.push(branch)
	};
}
var Git = class {
	#root;
	#token;
	constructor(root, token) {
		this.#root = root;
		this.#token = token;
	}
	async resolve(revision) {
		const commit = `${checkRevision(revision)}^{commit}`;
		return (await this.#try([
			"rev-parse",
			"--verify",
			"--quiet",
			"--end-of-options",
			commit
		]))?.trim();
	}
	async readFile(revision, path) {
		checkPath(path);
		const commit = await this.resolve(revision);
		if (commit === void 0) return void 0;
		const entry = await this.#run([
			"ls-tree",
			"-z",
			"--full-tree",
			"--end-of-options",
			commit,
			path
		]);
		const [, oid] = /^100[0-7]{3} blob ([0-9a-f]{40,64})\t/.exec(entry) ?? [];
		if (oid === void 0) return void 0;
		return readBlob(this.#root, oid);
	}
	async changedFiles(base, head) {
		const [from, to] = await Promise.all([this.#commit(base), this.#commit(head)]);
		const start = await this.mergeBase(from, to) ?? from;
		return (await this.#run([
			"diff",
			"--name-only",
			"-z",
			"--no-renames",
			"--no-ext-diff",
			"--end-of-options",
			start,
			to
		])).split("\0").filter((name) => name !== "");
	}
	async mergeBase(a, b) {
		const [first, second] = await Promise.all([this.resolve(a), this.resolve(b)]);
		if (first === void 0 || second === void 0) return void 0;
		return (await this.#try([
			"merge-base",
			"--end-of-options",
			first,
			second
		]))?.trim();
	}
	async commit(request) {
		const paths = request.paths.map(checkPath);
		if (paths.length === 0) return void 0;
		await this.#run([
			"add",
			"--all",
			"--",
			...paths
		]);
		if (await this.#run([
			"diff",
			"--cached",
			"--name-only",
			"-z",
			"--no-ext-diff",
			"--",
			...paths
		]) === "") return void 0;
		await this.#run([
			"commit",
			"--quiet",
			"--no-gpg-sign",
			`--message=${request.message}`,
			"--only",
			"--",
			...paths
		], {
			GIT_AUTHOR_NAME: request.author.name,
			GIT_AUTHOR_EMAIL: request.author.email,
			GIT_COMMITTER_NAME: request.author.name,
			GIT_COMMITTER_EMAIL: request.author.email
		});
		return this.#commit("HEAD");
	}
	async fetchBranch(branch) {
		const ref = /^refs\/pull\/[1-9]\d{0,9}\/head$/.test(branch) ? branch : `refs/heads/${checkBranch(branch)}`;
		const environment = await this.#credentials();
		const listed = await this.#run([
			"ls-remote",
			"--end-of-options",
			"origin",
			ref
		], environment);
		if (listed.trim() === "") return void 0;
		await this.#run([
			"fetch",
			"--quiet",
			"--no-tags",
			"--end-of-options",
			"origin",
			ref
		], environment);
		return this.#commit(listed.slice(0, listed.indexOf("	")));
	}
	async switchTo(branch, start) {
		const commit = await this.#commit(start ?? "HEAD");
		await this.#run([
			"switch",
			"--quiet",
			`--force-create=${checkBranch(branch)}`,
			commit
		]);
	}
	async push(branch) {
		const refspec = `HEAD:refs/heads/${checkBranch(branch)}`;
		try {
			const environment = await this.#credentials();
			await this.#run([
				"push",
				"--porcelain",
				...["--no-follow-tags", "--recurse-submodules=no"],
				"--end-of-options",
				"origin",
				refspec
			], environment);
			return "pushed";
		} catch (error) {
			if (error instanceof PawlError && /\[rejected\]|non-fast-forward|fetch first/.test(error.message)) return "rejected";
			throw error;
		}
	}
	async #commit(revision) {
		const found = await this.resolve(revision);
		if (found === void 0) throw new PawlError("git.failed", { message: `${revision} names no commit in ${this.#root}.` });
		return found;
	}
	async #credentials() {
		if (this.#token === void 0) return {};
		return credentialEnvironment((await this.#run([
			"remote",
			"get-url",
			"--push",
			"origin"
		])).trim(), this.#token);
	}
	#run(args, extra = {}) {
		return runGit(this.#root, args, extra);
	}
	#try(args) {
		return this.#run(args).catch(() => void 0);
	}
};
//#endregion
export { openGitRepository };
