import { t as openReports } from "./open-reports-CIktqWKe.js";
export { openReports };
