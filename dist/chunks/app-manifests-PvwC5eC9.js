import { C as object, D as string, M as url, S as number } from "./schemas-CFgJ4ov0.js";
import { t as Client } from "./client-COrM12lT.js";
//#region src/adapters/github/app-manifests.ts
const convertedSchema = object({
	id: number().int().positive(),
	slug: string().regex(/^[\w-]{1,100}$/),
	html_url: url({ protocol: /^https?$/ }),
	pem: string().includes("PRIVATE KEY").max(2e4),
	webhook_secret: string().max(1e3).nullable()
}).transform((raw) => ({
	id: raw.id,
	slug: raw.slug,
	pageUrl: raw.html_url,
	privateKey: raw.pem,
	webhookSecret: raw.webhook_secret
}));
async function convertAppManifest(request) {
	const { apiUrl, code, fetch } = request;
	const client = new Client({
		apiUrl,
		repository: "any/any",
		...fetch === void 0 ? {} : { fetch }
	});
	const route = "POST /app-manifests/{code}/conversions";
	const { status, data } = await client.send(route, { code }, [404, 422]);
	return status < 300 ? client.check(convertedSchema, data, route) : void 0;
}
//#endregion
export { convertAppManifest };
