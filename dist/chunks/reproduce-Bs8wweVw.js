import { t as reproduce } from "./reproduce-DkNz1yYX.js";
export { reproduce };
