import { t as push } from "./push-C8elUiQR.js";
export { push };
