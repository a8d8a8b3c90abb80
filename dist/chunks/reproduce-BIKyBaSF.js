import { t as reproduce } from "./reproduce-Bo3IPH8q.js";
export { reproduce };
