import { t as openReports } from "./open-reports-4yQv2NmR.js";
export { openReports };
