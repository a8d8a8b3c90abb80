//#region src/registry/role.ts
const requesterRoles = [
	"none",
	"read",
	"triage",
	"write",
	"maintain",
	"admin"
];
function hasRole(role, needed) {
	return requesterRoles.indexOf(role) >= requesterRoles.indexOf(needed);
}
//#endregion
export { requesterRoles as n, hasRole as t };
