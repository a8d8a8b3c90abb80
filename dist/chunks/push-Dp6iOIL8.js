import { t as push } from "./push-CagAQhTH.js";
export { push };
