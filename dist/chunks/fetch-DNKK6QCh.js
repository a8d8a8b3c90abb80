import { t as fetch } from "./fetch-Dvg8epDY.js";
export { fetch };
