import { t as openReports } from "./open-reports-Di9cZLsp.js";
export { openReports };
