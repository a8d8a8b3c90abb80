import { t as reproduce } from "./reproduce-Dn0N7b9S.js";
export { reproduce };
