import { D as string, E as strictObject, S as number, T as record, b as literal, f as _enum, j as unknown, m as array } from "./schemas-CFgJ4ov0.js";
//#region src/registry/manifest-schema.ts
const digest = string().regex(/^[0-9a-f]{64}$/);
const tensorSpec = strictObject({
	name: string(),
	datatype: string(),
	shape: array(number().int())
});
const signatureSchema = strictObject({
	inputs: array(tensorSpec),
	outputs: array(tensorSpec)
});
const manifestSchema = strictObject({
	schema: literal("pawl.manifest/1"),
	model: string(),
	version: string(),
	commit: string().regex(/^[0-9a-f]{40}$/),
	task: _enum([
		"binary-classification",
		"multiclass-classification",
		"regression"
	]),
	artifact: strictObject({
		path: string(),
		asset: string(),
		sizeBytes: number().int(),
		sha256: digest,
		md5: string()
	}),
	signature: signatureSchema.nullable(),
	columns: strictObject({
		id: string().nullable(),
		timestamp: string().nullable(),
		target: string().nullable()
	}),
	digests: strictObject({
		code: digest,
		params: digest,
		data: digest
	}),
	bump: strictObject({
		level: _enum([
			"first",
			"major",
			"minor",
			"patch"
		]),
		reason: string(),
		previous: string().nullable()
	}),
	examples: strictObject({
		inputs: array(record(string(), unknown())),
		outputs: array(record(string(), unknown()))
	}),
	predictions: strictObject({
		rows: number().int().nonnegative(),
		rowsDigest: string(),
		targetDigest: string()
	}).optional(),
	notes: strictObject({ sha256: digest }).optional(),
	assets: array(strictObject({
		name: string(),
		sizeBytes: number().int(),
		sha256: digest
	})),
	createdAt: string()
});
//#endregion
export { manifestSchema as t };
