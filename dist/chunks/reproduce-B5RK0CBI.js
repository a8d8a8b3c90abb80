import { t as reproduce } from "./reproduce-XbEH0X3L.js";
export { reproduce };
