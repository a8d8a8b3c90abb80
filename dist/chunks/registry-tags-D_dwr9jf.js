import { r as runStrictGit } from "./run-git-Byg91ZIW.js";
import { resolve } from "node:path";
//#region src/adapters/git/registry-tags.ts
const fields = [
	"%(refname:lstrip=2)",
	"%(objecttype)",
	"%(type)",
	"%(object)",
	"%(taggername)",
	"%(taggeremail:trim)",
	"%(taggerdate:iso-strict)",
	"%(contents:subject)",
	"%(contents:body)"
];
function openRegistryTags(root) {
	const top = resolve(root);
	return { read: async () => {
		const format = `--format=${fields.join("%00")}%00`;
		return toListing(await runStrictGit(top, [
			"for-each-ref",
			format,
			"refs/tags"
		]));
	} };
}
function toListing(text) {
	const texts = text.split("\0");
	const annotated = [];
	const others = [];
	for (let at = 0; at + fields.length < texts.length; at += fields.length) {
		const [ref = "", object, type, commitSha = "", ...tag] = texts.slice(at, at + fields.length);
		const name = ref.replace(/^\n/, "");
		const [taggerName = "", taggerEmail = "", taggedAt = "", subject = "", body = ""] = tag;
		if (object !== "tag" || type !== "commit" || taggedAt === "") others.push(name);
		else {
			const message = [subject, body.trimEnd()].filter((part) => part !== "").join("\n\n");
			annotated.push({
				name,
				commitSha,
				taggedAt,
				taggerName,
				taggerEmail,
				message
			});
		}
	}
	return {
		annotated,
		others
	};
}
//#endregion
export { openRegistryTags };
