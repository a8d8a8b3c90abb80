//#region src/ports/github/members.ts
const roles = [
	"none",
	"read",
	"triage",
	"write",
	"maintain",
	"admin"
];
//#endregion
export { roles as t };
