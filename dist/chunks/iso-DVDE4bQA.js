import { I as _isoDateTime, r as ZodISODateTime } from "./schemas-D12ORNH4.js";
//#region node_modules/zod/v4/classic/iso.js
function datetime(params) {
	return _isoDateTime(ZodISODateTime, params);
}
//#endregion
export { datetime as t };
