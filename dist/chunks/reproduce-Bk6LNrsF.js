import { t as reproduce } from "./reproduce-_fYbyOVY.js";
export { reproduce };
