import { t as openReports } from "./open-reports-7xwJhbnX.js";
export { openReports };
