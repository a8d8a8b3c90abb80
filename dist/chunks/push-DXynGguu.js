import { t as push } from "./push-BNSZ2NEv.js";
export { push };
