import { t as createProgressDisplay } from "./progress-display-BT10AzFu.js";
export { createProgressDisplay };
