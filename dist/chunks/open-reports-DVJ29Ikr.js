import { t as openReports } from "./open-reports-Dazt4YqB.js";
export { openReports };
