//#region src/app/reports/revision-groups.ts
function hasChoice(choice) {
	return [
		choice.allBranches,
		choice.allTags,
		choice.allCommits
	].includes(true);
}
async function listRevisionGroups(choice, revisions) {
	if (choice.allCommits === true) return (await revisions.commits("all")).map((commit) => ({
		name: commit,
		commit
	}));
	const named = [...choice.allBranches === true ? await revisions.branches() : [], ...choice.allTags === true ? await revisions.tags() : []];
	const groups = new Map();
	for (const { name, commit } of named) groups.set(commit, [...groups.get(commit) ?? [], name]);
	return [...groups].map(([commit, names]) => ({
		name: [...new Set(names)].join(","),
		commit
	}));
}
//#endregion
export { listRevisionGroups as n, hasChoice as t };
