import { F as _isoDateTime, r as ZodISODateTime } from "./schemas-CFgJ4ov0.js";
//#region node_modules/zod/v4/classic/iso.js
function datetime(params) {
	return _isoDateTime(ZodISODateTime, params);
}
//#endregion
export { datetime as t };
