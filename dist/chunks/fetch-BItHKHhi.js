import { t as fetch } from "./fetch-DtlDeKiS.js";
export { fetch };
