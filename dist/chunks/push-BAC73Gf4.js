import { t as push } from "./push-CZAao2Oe.js";
export { push };
