import { i as __require, o as __toESM, t as __commonJSMin } from "./rolldown-runtime-BQZXps4v.js";
import { C as object, D as string, E as strictObject, S as number, T as record$1, _ as custom, b as literal, f as _enum, g as boolean, m as array, x as looseObject } from "./schemas-CFgJ4ov0.js";
import { t as datetime } from "./iso-fcMRFgpt.js";
import { f as PawlError } from "./copy-W2n1VAGm.js";
import { Nt as renderProblems, W as isPipelineFile, tn as nearestMatch, wt as parseDvcYaml } from "./pipeline-DJgoMtB1.js";
import { a as require_pino_std_serializers, i as require_atomic_sleep, n as require_pino, r as require_on_exit_leak_free, t as require_secure_json_parse } from "./secure-json-parse-CBXhFeAQ.js";
import { n as LruObject, t as createAppAuth } from "./dist-node-BNUexqq_.js";
import { t as require_split2 } from "./split2-CBHvJcLU.js";
import { i as RequestError, n as createTokenAuth, r as request$1, t as Octokit } from "./dist-src-Bu3SH6Rz.js";
import { n as require_light, r as restEndpointMethods, t as retry } from "./dist-bundle-cp422Vu_.js";
import { t as require_dist } from "./dist-BLGwPBru.js";
import { a as readState, o as writeState } from "./state-document-ER1vnzuZ.js";
import { C as startOnce, E as readState$1, T as changeState, _ as dispatchOnce, b as titleOfRun, c as driftResponseSchema, h as parseDriftRecord, i as parseDuration, m as parseDriftMarker, n as replaceDriftResponse, o as addOutcome, s as driftResponseRef, t as renderDriftResponse, u as noResponse, w as readIntent, x as forgetIntent } from "./drift-response-DGjs7yG2.js";
import { l as readModelState, m as isOwnCheck, o as mergedPulls, p as checkExternalId, t as findDeployment } from "./promotion-facts-BGaQ6fup.js";
import { t as hasRole } from "./role-D8uCR9LI.js";
import { a as requiredRole, p as refuse, s as describeLock } from "./promotion-CFvM9a7f.js";
import { n as policyPath, o as describeGate, t as parsePolicy } from "./parse-policy-CiPne4bg.js";
import { A as hasEnded, C as locksPrefix, D as isNotPermitted, E as refuseLiveApprover, O as formatApprovalRecord, S as pauseBefore, T as isAmong, _ as lock, a as rollback, b as unlock, c as advancePromotion, d as unknownPromotion, f as toRefused, g as liveOverrides, h as readOverrides, i as promote, j as promotionSchema, k as evidenceDigest, l as describeEnd$1, m as keepOverride, o as listPromotions, p as cancelOverrides, r as renderPromotionPlan, s as resumePromotions, t as recordPromotions, u as judgePromotion, v as readLocks, w as promotionRef, x as endPromotion, y as releaseLocksOfPull } from "./record-promotions-B-fvaw0Z.js";
import { t as readDeploymentPayload } from "./deployment-payload-C3riQ_lf.js";
import { t as escapeText } from "./escape-BJ4yC3X_.js";
import { a as isSameJob, c as evaluationWorkflow, i as isObserved, l as pipelineWorkflow, o as recordsOfJobs, r as readHandedRecords, s as artifactNames } from "./handed-records-DJSw3mG4.js";
import { t as fromJsonNumber } from "./json-number-BmYEwRty.js";
import { n as findArtifact, r as readModelArtifact, t as readRunReports } from "./read-run-reports-Byagb0jM.js";
import { n as jsonNumber } from "./json-number-schema-BIV5Gqnk.js";
import { t as renderTable } from "./markdown-table-Ccf4Ghvx.js";
import { i as renderCell } from "./blocks-DooAdYup.js";
import { l as formatValue, t as decimalsOf, u as metricLabel } from "./format-metric-CisidVRA.js";
import { i as subsetsOf, n as isConsistent } from "./attribute-metrics-CxM2im3z.js";
import { r as planAttribution, t as findChangedInputs } from "./changed-inputs-CfQZx60T.js";
import { i as renderExplanation, t as kindTitles } from "./explanation-a8NwqqRh.js";
import { d as applyOverrides, f as isOverridden, u as shownVerdict } from "./flowchart-DY8QKSTI.js";
import { t as judgeReport } from "./judge-report-BfIrtu_v.js";
import { r as renderEvaluationComment, t as renderCheck } from "./evaluation-check-D-oPGfVx.js";
import { S as genesis, a as nodeDigest, d as longestSegment, f as segmentFolder, g as endOf, h as readEntries, p as segmentNumber, x as followChain } from "./read-ledger-BOzKXy_l.js";
import { a as createApiLedgerFiles, n as appendBestEffort, t as openLedger } from "./open-ledger-CYPiaLwr.js";
import { S as decodeNamedCharacterReference, _ as decodeNumericCharacterReference, g as normalizeIdentifier, n as postprocess, r as parse, t as preprocess } from "./preprocess-CjMY_6Ek.js";
import { n as renderPawlFiles } from "./init-RNuBHehL.js";
import { o as tagsOnGitHub } from "./finding-Bq-k8uI1.js";
import { t as verifyModels } from "./verify-models-P68cKQEk.js";
import { builtinModules, createRequire } from "node:module";
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import { platform } from "node:os";
import path, { resolve } from "node:path";
import { createHash, createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { Buffer as Buffer$1 } from "node:buffer";
import { Transform } from "node:stream";
import { exec } from "node:child_process";
//#region node_modules/deepmerge/dist/cjs.js
var require_cjs$1 = __commonJSMin(((exports, module) => {
	var isMergeableObject = function isMergeableObject(value) {
		return isNonNullObject(value) && !isSpecial(value);
	};
	function isNonNullObject(value) {
		return !!value && typeof value === "object";
	}
	function isSpecial(value) {
		var stringValue = Object.prototype.toString.call(value);
		return stringValue === "[object RegExp]" || stringValue === "[object Date]" || isReactElement(value);
	}
	var REACT_ELEMENT_TYPE = typeof Symbol === "function" && Symbol.for ? Symbol.for("react.element") : 60103;
	function isReactElement(value) {
		return value.$$typeof === REACT_ELEMENT_TYPE;
	}
	function emptyTarget(val) {
		return Array.isArray(val) ? [] : {};
	}
	function cloneUnlessOtherwiseSpecified(value, options) {
		return options.clone !== false && options.isMergeableObject(value) ? deepmerge(emptyTarget(value), value, options) : value;
	}
	function defaultArrayMerge(target, source, options) {
		return target.concat(source).map(function(element) {
			return cloneUnlessOtherwiseSpecified(element, options);
		});
	}
	function getMergeFunction(key, options) {
		if (!options.customMerge) return deepmerge;
		var customMerge = options.customMerge(key);
		return typeof customMerge === "function" ? customMerge : deepmerge;
	}
	function getEnumerableOwnPropertySymbols(target) {
		return Object.getOwnPropertySymbols ? Object.getOwnPropertySymbols(target).filter(function(symbol) {
			return Object.propertyIsEnumerable.call(target, symbol);
		}) : [];
	}
	function getKeys(target) {
		return Object.keys(target).concat(getEnumerableOwnPropertySymbols(target));
	}
	function propertyIsOnObject(object, property) {
		try {
			return property in object;
		} catch (_) {
			return false;
		}
	}
	function propertyIsUnsafe(target, key) {
		return propertyIsOnObject(target, key) && !(Object.hasOwnProperty.call(target, key) && Object.propertyIsEnumerable.call(target, key));
	}
	function mergeObject(target, source, options) {
		var destination = {};
		if (options.isMergeableObject(target)) getKeys(target).forEach(function(key) {
			destination[key] = cloneUnlessOtherwiseSpecified(target[key], options);
		});
		getKeys(source).forEach(function(key) {
			if (propertyIsUnsafe(target, key)) return;
			if (propertyIsOnObject(target, key) && options.isMergeableObject(source[key])) destination[key] = getMergeFunction(key, options)(target[key], source[key], options);
			else destination[key] = cloneUnlessOtherwiseSpecified(source[key], options);
		});
		return destination;
	}
	function deepmerge(target, source, options) {
		options = options || {};
		options.arrayMerge = options.arrayMerge || defaultArrayMerge;
		options.isMergeableObject = options.isMergeableObject || isMergeableObject;
		options.cloneUnlessOtherwiseSpecified = cloneUnlessOtherwiseSpecified;
		var sourceIsArray = Array.isArray(source);
		if (!(sourceIsArray === Array.isArray(target))) return cloneUnlessOtherwiseSpecified(source, options);
		else if (sourceIsArray) return options.arrayMerge(target, source, options);
		else return mergeObject(target, source, options);
	}
	deepmerge.all = function deepmergeAll(array, options) {
		if (!Array.isArray(array)) throw new Error("first argument should be an array");
		return array.reduce(function(prev, next) {
			return deepmerge(prev, next, options);
		}, {});
	};
	module.exports = deepmerge;
}));
//#endregion
//#region node_modules/probot/lib/context.js
var import_cjs = __toESM(require_cjs$1(), 1);
const kOctokitRequestHookAdded = Symbol("octokit request hook added");
var Context = class {
	name;
	id;
	payload;
	octokit;
	log;
	constructor(event, octokit, log) {
		this.name = event.name;
		this.id = event.id;
		this.payload = event.payload;
		this.octokit = octokit;
		this.log = log;
		if (octokit[kOctokitRequestHookAdded] !== true) {
			octokit.hook.before("request", (options) => {
				options.headers["x-github-delivery"] = event.id;
			});
			octokit[kOctokitRequestHookAdded] = true;
		}
	}
	repo(object) {
		const repo = this.payload.repository;
		if (!repo) throw new Error("context.repo() is not supported for this webhook event.");
		return Object.assign({
			owner: repo.owner.login,
			repo: repo.name
		}, object);
	}
	issue(object) {
		return Object.assign({ issue_number: (this.payload.issue || this.payload.pull_request || this.payload).number }, this.repo(object));
	}
	pullRequest(object) {
		const payload = this.payload;
		return Object.assign({ pull_number: (payload.issue || payload.pull_request || payload).number }, this.repo(object));
	}
	get isBot() {
		return this.payload.sender?.type === "Bot";
	}
	async config(fileName, defaultConfig, deepMergeOptions) {
		const params = this.repo({
			path: path.posix.join(".github", fileName),
			defaults(configs) {
				return import_cjs.default.all([defaultConfig || {}, ...configs], deepMergeOptions);
			}
		});
		const { config, files } = await this.octokit.config.get(params);
		if (!defaultConfig && !files.find((file) => file.config !== null)) return null;
		return config;
	}
};
//#endregion
//#region node_modules/@octokit/webhooks-methods/dist-node/index.js
var VERSION$6 = "6.0.0";
async function sign$1(secret, payload) {
	if (!secret || !payload) throw new TypeError("[@octokit/webhooks-methods] secret & payload required for sign()");
	if (typeof payload !== "string") throw new TypeError("[@octokit/webhooks-methods] payload must be a string");
	const algorithm = "sha256";
	return `${algorithm}=${createHmac(algorithm, secret).update(payload).digest("hex")}`;
}
sign$1.VERSION = VERSION$6;
async function verify(secret, eventPayload, signature) {
	if (!secret || !eventPayload || !signature) throw new TypeError("[@octokit/webhooks-methods] secret, eventPayload & signature required");
	if (typeof eventPayload !== "string") throw new TypeError("[@octokit/webhooks-methods] eventPayload must be a string");
	const signatureBuffer = Buffer$1.from(signature);
	const verificationBuffer = Buffer$1.from(await sign$1(secret, eventPayload));
	if (signatureBuffer.length !== verificationBuffer.length) return false;
	return timingSafeEqual(signatureBuffer, verificationBuffer);
}
verify.VERSION = VERSION$6;
async function verifyWithFallback(secret, payload, signature, additionalSecrets) {
	if (await verify(secret, payload, signature)) return true;
	if (additionalSecrets !== void 0) for (const s of additionalSecrets) {
		const v = await verify(s, payload, signature);
		if (v) return v;
	}
	return false;
}
//#endregion
//#region node_modules/@octokit/webhooks/dist-bundle/index.js
var createLogger = (logger = {}) => {
	if (typeof logger.debug !== "function") logger.debug = () => {};
	if (typeof logger.info !== "function") logger.info = () => {};
	if (typeof logger.warn !== "function") logger.warn = console.warn.bind(console);
	if (typeof logger.error !== "function") logger.error = console.error.bind(console);
	return logger;
};
var emitterEventNames = [
	"branch_protection_configuration",
	"branch_protection_configuration.disabled",
	"branch_protection_configuration.enabled",
	"branch_protection_rule",
	"branch_protection_rule.created",
	"branch_protection_rule.deleted",
	"branch_protection_rule.edited",
	"check_run",
	"check_run.completed",
	"check_run.created",
	"check_run.requested_action",
	"check_run.rerequested",
	"check_suite",
	"check_suite.completed",
	"check_suite.requested",
	"check_suite.rerequested",
	"code_scanning_alert",
	"code_scanning_alert.appeared_in_branch",
	"code_scanning_alert.closed_by_user",
	"code_scanning_alert.created",
	"code_scanning_alert.fixed",
	"code_scanning_alert.reopened",
	"code_scanning_alert.reopened_by_user",
	"commit_comment",
	"commit_comment.created",
	"create",
	"custom_property",
	"custom_property.created",
	"custom_property.deleted",
	"custom_property.promote_to_enterprise",
	"custom_property.updated",
	"custom_property_values",
	"custom_property_values.updated",
	"delete",
	"dependabot_alert",
	"dependabot_alert.auto_dismissed",
	"dependabot_alert.auto_reopened",
	"dependabot_alert.created",
	"dependabot_alert.dismissed",
	"dependabot_alert.fixed",
	"dependabot_alert.reintroduced",
	"dependabot_alert.reopened",
	"deploy_key",
	"deploy_key.created",
	"deploy_key.deleted",
	"deployment",
	"deployment.created",
	"deployment_protection_rule",
	"deployment_protection_rule.requested",
	"deployment_review",
	"deployment_review.approved",
	"deployment_review.rejected",
	"deployment_review.requested",
	"deployment_status",
	"deployment_status.created",
	"discussion",
	"discussion.answered",
	"discussion.category_changed",
	"discussion.closed",
	"discussion.created",
	"discussion.deleted",
	"discussion.edited",
	"discussion.labeled",
	"discussion.locked",
	"discussion.pinned",
	"discussion.reopened",
	"discussion.transferred",
	"discussion.unanswered",
	"discussion.unlabeled",
	"discussion.unlocked",
	"discussion.unpinned",
	"discussion_comment",
	"discussion_comment.created",
	"discussion_comment.deleted",
	"discussion_comment.edited",
	"fork",
	"github_app_authorization",
	"github_app_authorization.revoked",
	"gollum",
	"installation",
	"installation.created",
	"installation.deleted",
	"installation.new_permissions_accepted",
	"installation.suspend",
	"installation.unsuspend",
	"installation_repositories",
	"installation_repositories.added",
	"installation_repositories.removed",
	"installation_target",
	"installation_target.renamed",
	"issue_comment",
	"issue_comment.created",
	"issue_comment.deleted",
	"issue_comment.edited",
	"issue_dependencies",
	"issue_dependencies.blocked_by_added",
	"issue_dependencies.blocked_by_removed",
	"issue_dependencies.blocking_added",
	"issue_dependencies.blocking_removed",
	"issues",
	"issues.assigned",
	"issues.closed",
	"issues.deleted",
	"issues.demilestoned",
	"issues.edited",
	"issues.labeled",
	"issues.locked",
	"issues.milestoned",
	"issues.opened",
	"issues.pinned",
	"issues.reopened",
	"issues.transferred",
	"issues.typed",
	"issues.unassigned",
	"issues.unlabeled",
	"issues.unlocked",
	"issues.unpinned",
	"issues.untyped",
	"label",
	"label.created",
	"label.deleted",
	"label.edited",
	"marketplace_purchase",
	"marketplace_purchase.cancelled",
	"marketplace_purchase.changed",
	"marketplace_purchase.pending_change",
	"marketplace_purchase.pending_change_cancelled",
	"marketplace_purchase.purchased",
	"member",
	"member.added",
	"member.edited",
	"member.removed",
	"membership",
	"membership.added",
	"membership.removed",
	"merge_group",
	"merge_group.checks_requested",
	"merge_group.destroyed",
	"meta",
	"meta.deleted",
	"milestone",
	"milestone.closed",
	"milestone.created",
	"milestone.deleted",
	"milestone.edited",
	"milestone.opened",
	"org_block",
	"org_block.blocked",
	"org_block.unblocked",
	"organization",
	"organization.deleted",
	"organization.member_added",
	"organization.member_invited",
	"organization.member_removed",
	"organization.renamed",
	"package",
	"package.published",
	"package.updated",
	"page_build",
	"personal_access_token_request",
	"personal_access_token_request.approved",
	"personal_access_token_request.cancelled",
	"personal_access_token_request.created",
	"personal_access_token_request.denied",
	"ping",
	"project",
	"project.closed",
	"project.created",
	"project.deleted",
	"project.edited",
	"project.reopened",
	"project_card",
	"project_card.converted",
	"project_card.created",
	"project_card.deleted",
	"project_card.edited",
	"project_card.moved",
	"project_column",
	"project_column.created",
	"project_column.deleted",
	"project_column.edited",
	"project_column.moved",
	"projects_v2",
	"projects_v2.closed",
	"projects_v2.created",
	"projects_v2.deleted",
	"projects_v2.edited",
	"projects_v2.reopened",
	"projects_v2_item",
	"projects_v2_item.archived",
	"projects_v2_item.converted",
	"projects_v2_item.created",
	"projects_v2_item.deleted",
	"projects_v2_item.edited",
	"projects_v2_item.reordered",
	"projects_v2_item.restored",
	"projects_v2_status_update",
	"projects_v2_status_update.created",
	"projects_v2_status_update.deleted",
	"projects_v2_status_update.edited",
	"public",
	"pull_request",
	"pull_request.assigned",
	"pull_request.auto_merge_disabled",
	"pull_request.auto_merge_enabled",
	"pull_request.closed",
	"pull_request.converted_to_draft",
	"pull_request.demilestoned",
	"pull_request.dequeued",
	"pull_request.edited",
	"pull_request.enqueued",
	"pull_request.labeled",
	"pull_request.locked",
	"pull_request.milestoned",
	"pull_request.opened",
	"pull_request.ready_for_review",
	"pull_request.reopened",
	"pull_request.review_request_removed",
	"pull_request.review_requested",
	"pull_request.synchronize",
	"pull_request.unassigned",
	"pull_request.unlabeled",
	"pull_request.unlocked",
	"pull_request_review",
	"pull_request_review.dismissed",
	"pull_request_review.edited",
	"pull_request_review.submitted",
	"pull_request_review_comment",
	"pull_request_review_comment.created",
	"pull_request_review_comment.deleted",
	"pull_request_review_comment.edited",
	"pull_request_review_thread",
	"pull_request_review_thread.resolved",
	"pull_request_review_thread.unresolved",
	"push",
	"registry_package",
	"registry_package.published",
	"registry_package.updated",
	"release",
	"release.created",
	"release.deleted",
	"release.edited",
	"release.prereleased",
	"release.published",
	"release.released",
	"release.unpublished",
	"repository",
	"repository.archived",
	"repository.created",
	"repository.deleted",
	"repository.edited",
	"repository.privatized",
	"repository.publicized",
	"repository.renamed",
	"repository.transferred",
	"repository.unarchived",
	"repository_advisory",
	"repository_advisory.published",
	"repository_advisory.reported",
	"repository_dispatch",
	"repository_dispatch.sample.collected",
	"repository_import",
	"repository_ruleset",
	"repository_ruleset.created",
	"repository_ruleset.deleted",
	"repository_ruleset.edited",
	"repository_vulnerability_alert",
	"repository_vulnerability_alert.create",
	"repository_vulnerability_alert.dismiss",
	"repository_vulnerability_alert.reopen",
	"repository_vulnerability_alert.resolve",
	"secret_scanning_alert",
	"secret_scanning_alert.assigned",
	"secret_scanning_alert.created",
	"secret_scanning_alert.publicly_leaked",
	"secret_scanning_alert.reopened",
	"secret_scanning_alert.resolved",
	"secret_scanning_alert.unassigned",
	"secret_scanning_alert.validated",
	"secret_scanning_alert_location",
	"secret_scanning_alert_location.created",
	"secret_scanning_scan",
	"secret_scanning_scan.completed",
	"security_advisory",
	"security_advisory.published",
	"security_advisory.updated",
	"security_advisory.withdrawn",
	"security_and_analysis",
	"sponsorship",
	"sponsorship.cancelled",
	"sponsorship.created",
	"sponsorship.edited",
	"sponsorship.pending_cancellation",
	"sponsorship.pending_tier_change",
	"sponsorship.tier_changed",
	"star",
	"star.created",
	"star.deleted",
	"status",
	"sub_issues",
	"sub_issues.parent_issue_added",
	"sub_issues.parent_issue_removed",
	"sub_issues.sub_issue_added",
	"sub_issues.sub_issue_removed",
	"team",
	"team.added_to_repository",
	"team.created",
	"team.deleted",
	"team.edited",
	"team.removed_from_repository",
	"team_add",
	"watch",
	"watch.started",
	"workflow_dispatch",
	"workflow_job",
	"workflow_job.completed",
	"workflow_job.in_progress",
	"workflow_job.queued",
	"workflow_job.waiting",
	"workflow_run",
	"workflow_run.completed",
	"workflow_run.in_progress",
	"workflow_run.requested"
];
function validateEventName(eventName, options = {}) {
	if (typeof eventName !== "string") throw new TypeError("eventName must be of type string");
	if (eventName === "*") throw new TypeError(`Using the "*" event with the regular Webhooks.on() function is not supported. Please use the Webhooks.onAny() method instead`);
	if (eventName === "error") throw new TypeError(`Using the "error" event with the regular Webhooks.on() function is not supported. Please use the Webhooks.onError() method instead`);
	if (options.onUnknownEventName === "ignore") return;
	if (!emitterEventNames.includes(eventName)) if (options.onUnknownEventName !== "warn") throw new TypeError(`"${eventName}" is not a known webhook name (https://developer.github.com/v3/activity/events/types/)`);
	else (options.log || console).warn(`"${eventName}" is not a known webhook name (https://developer.github.com/v3/activity/events/types/)`);
}
function handleEventHandlers(state, webhookName, handler) {
	if (!state.hooks[webhookName]) state.hooks[webhookName] = [];
	state.hooks[webhookName].push(handler);
}
function receiverOn(state, webhookNameOrNames, handler) {
	if (Array.isArray(webhookNameOrNames)) {
		webhookNameOrNames.forEach((webhookName) => receiverOn(state, webhookName, handler));
		return;
	}
	validateEventName(webhookNameOrNames, {
		onUnknownEventName: "warn",
		log: state.log
	});
	handleEventHandlers(state, webhookNameOrNames, handler);
}
function receiverOnAny(state, handler) {
	handleEventHandlers(state, "*", handler);
}
function receiverOnError(state, handler) {
	handleEventHandlers(state, "error", handler);
}
function wrapErrorHandler(handler, error) {
	let returnValue;
	try {
		returnValue = handler(error);
	} catch (error2) {
		console.log("FATAL: Error occurred in \"error\" event handler");
		console.log(error2);
	}
	if (returnValue && returnValue.catch) returnValue.catch((error2) => {
		console.log("FATAL: Error occurred in \"error\" event handler");
		console.log(error2);
	});
}
function getHooks(state, eventPayloadAction, eventName) {
	const hooks = [state.hooks[eventName], state.hooks["*"]];
	if (eventPayloadAction) hooks.unshift(state.hooks[`${eventName}.${eventPayloadAction}`]);
	return [].concat(...hooks.filter(Boolean));
}
function receiverHandle(state, event) {
	const errorHandlers = state.hooks.error || [];
	if (event instanceof Error) {
		const error = Object.assign(new AggregateError([event], event.message), { event });
		errorHandlers.forEach((handler) => wrapErrorHandler(handler, error));
		return Promise.reject(error);
	}
	if (!event || !event.name) {
		const error = new Error("Event name not passed");
		throw new AggregateError([error], error.message);
	}
	if (!event.payload) {
		const error = new Error("Event name not passed");
		throw new AggregateError([error], error.message);
	}
	const hooks = getHooks(state, "action" in event.payload ? event.payload.action : null, event.name);
	if (hooks.length === 0) return Promise.resolve();
	const errors = [];
	const promises = hooks.map((handler) => {
		let promise = Promise.resolve(event);
		if (state.transform) promise = promise.then(state.transform);
		return promise.then((event2) => {
			return handler(event2);
		}).catch((error) => errors.push(Object.assign(error, { event })));
	});
	return Promise.all(promises).then(() => {
		if (errors.length === 0) return;
		const error = new AggregateError(errors, errors.map((error2) => error2.message).join("\n"));
		Object.assign(error, { event });
		errorHandlers.forEach((handler) => wrapErrorHandler(handler, error));
		throw error;
	});
}
function removeListener(state, webhookNameOrNames, handler) {
	if (Array.isArray(webhookNameOrNames)) {
		webhookNameOrNames.forEach((webhookName) => removeListener(state, webhookName, handler));
		return;
	}
	if (!state.hooks[webhookNameOrNames]) return;
	for (let i = state.hooks[webhookNameOrNames].length - 1; i >= 0; i--) if (state.hooks[webhookNameOrNames][i] === handler) {
		state.hooks[webhookNameOrNames].splice(i, 1);
		return;
	}
}
function createEventHandler(options) {
	const state = {
		hooks: {},
		log: createLogger(options && options.log)
	};
	if (options && options.transform) state.transform = options.transform;
	return {
		on: receiverOn.bind(null, state),
		onAny: receiverOnAny.bind(null, state),
		onError: receiverOnError.bind(null, state),
		removeListener: removeListener.bind(null, state),
		receive: receiverHandle.bind(null, state)
	};
}
async function verifyAndReceive(state, event) {
	if (!await verifyWithFallback(state.secret, event.payload, event.signature, state.additionalSecrets).catch(() => false)) {
		const error = new Error("[@octokit/webhooks] signature does not match event payload and secret");
		error.event = event;
		error.status = 400;
		return state.eventHandler.receive(error);
	}
	let payload;
	try {
		payload = JSON.parse(event.payload);
	} catch (error) {
		error.message = "Invalid JSON";
		error.status = 400;
		throw new AggregateError([error], error.message);
	}
	return state.eventHandler.receive({
		id: event.id,
		name: event.name,
		payload
	});
}
function normalizeTrailingSlashes(path) {
	let i = path.length;
	if (i === 0) return "/";
	while (i > 0) if (path.charCodeAt(--i) !== 47) break;
	if (i === -1) return "/";
	return path.slice(0, i + 1);
}
var isApplicationJsonRE = /^\s*(application\/json)\s*(?:;|$)/u;
var WEBHOOK_HEADERS = [
	"x-github-event",
	"x-hub-signature-256",
	"x-github-delivery"
];
function createMiddleware(options) {
	const { handleResponse: handleResponse3, getRequestHeader: getRequestHeader3, getPayload: getPayload3 } = options;
	return function middleware(webhooks, options2) {
		const middlewarePath = normalizeTrailingSlashes(options2.path);
		return async function octokitWebhooksMiddleware(request, response, next) {
			let pathname;
			try {
				pathname = new URL(normalizeTrailingSlashes(request.url), "http://localhost").pathname;
			} catch (error) {
				return handleResponse3(JSON.stringify({ error: `Request URL could not be parsed: ${request.url}` }), 422, { "content-type": "application/json" }, response);
			}
			if (pathname !== middlewarePath) {
				next?.();
				return handleResponse3(null);
			} else if (request.method !== "POST") return handleResponse3(JSON.stringify({ error: `Unknown route: ${request.method} ${pathname}` }), 404, { "content-type": "application/json" }, response);
			const contentType = getRequestHeader3(request, "content-type");
			if (typeof contentType !== "string" || !isApplicationJsonRE.test(contentType)) return handleResponse3(JSON.stringify({ error: `Unsupported "Content-Type" header value. Must be "application/json"` }), 415, {
				"content-type": "application/json",
				accept: "application/json"
			}, response);
			const missingHeaders = WEBHOOK_HEADERS.filter((header) => {
				return getRequestHeader3(request, header) == void 0;
			}).join(", ");
			if (missingHeaders) return handleResponse3(JSON.stringify({ error: `Required headers missing: ${missingHeaders}` }), 400, {
				"content-type": "application/json",
				accept: "application/json"
			}, response);
			const eventName = getRequestHeader3(request, "x-github-event");
			const signature = getRequestHeader3(request, "x-hub-signature-256");
			const id = getRequestHeader3(request, "x-github-delivery");
			options2.log.debug(`${eventName} event received (id: ${id})`);
			let didTimeout = false;
			let timeout;
			const timeoutPromise = new Promise((resolve) => {
				timeout = setTimeout(() => {
					didTimeout = true;
					resolve(handleResponse3("still processing\n", 202, {
						"Content-Type": "text/plain",
						accept: "application/json"
					}, response));
				}, options2.timeout);
			});
			const processWebhook = async () => {
				try {
					const payload = await getPayload3(request);
					await webhooks.verifyAndReceive({
						id,
						name: eventName,
						payload,
						signature
					});
					clearTimeout(timeout);
					if (didTimeout) return handleResponse3(null);
					return handleResponse3("ok\n", 200, {
						"content-type": "text/plain",
						accept: "application/json"
					}, response);
				} catch (error) {
					clearTimeout(timeout);
					if (didTimeout) return handleResponse3(null);
					const err = Array.from(error.errors)[0];
					const errorMessage = err.message ? `${err.name}: ${err.message}` : "Error: An Unspecified error occurred";
					const statusCode = typeof err.status !== "undefined" ? err.status : 500;
					options2.log.error(error);
					return handleResponse3(JSON.stringify({ error: errorMessage }), statusCode, {
						"content-type": "application/json",
						accept: "application/json"
					}, response);
				}
			};
			return await Promise.race([timeoutPromise, processWebhook()]);
		};
	};
}
function handleResponse(body, status = 200, headers = {}, response) {
	if (body === null) return false;
	headers["content-length"] = body.length.toString();
	response.writeHead(status, headers).end(body);
	return true;
}
function getRequestHeader(request, key) {
	return request.headers[key];
}
function concatUint8Array(data) {
	if (data.length === 0) return new Uint8Array(0);
	let totalLength = 0;
	for (let i = 0; i < data.length; i++) totalLength += data[i].length;
	if (totalLength === 0) return new Uint8Array(0);
	const result = new Uint8Array(totalLength);
	let offset = 0;
	for (let i = 0; i < data.length; i++) {
		result.set(data[i], offset);
		offset += data[i].length;
	}
	return result;
}
var textDecoder$1 = new TextDecoder("utf-8", { fatal: false });
var decode$2 = textDecoder$1.decode.bind(textDecoder$1);
async function getPayload(request) {
	if (typeof request.body === "object" && "rawBody" in request && request.rawBody instanceof Uint8Array) return decode$2(request.rawBody);
	else if (typeof request.body === "string") return request.body;
	return decode$2(await getPayloadFromRequestStream(request));
}
function getPayloadFromRequestStream(request) {
	return new Promise((resolve, reject) => {
		let data = [];
		request.on("error", (error) => reject(new AggregateError([error], error.message)));
		request.on("data", data.push.bind(data));
		request.on("end", () => {
			const result = concatUint8Array(data);
			queueMicrotask(() => resolve(result));
		});
	});
}
function createNodeMiddleware(webhooks, { path = "/api/github/webhooks", log = createLogger(), timeout = 9e3 } = {}) {
	return createMiddleware({
		handleResponse,
		getRequestHeader,
		getPayload
	})(webhooks, {
		path,
		log,
		timeout
	});
}
var Webhooks = class {
	sign;
	verify;
	on;
	onAny;
	onError;
	removeListener;
	receive;
	verifyAndReceive;
	constructor(options) {
		if (!options || !options.secret) throw new Error("[@octokit/webhooks] options.secret required");
		const state = {
			eventHandler: createEventHandler(options),
			secret: options.secret,
			additionalSecrets: options.additionalSecrets,
			hooks: {},
			log: createLogger(options.log)
		};
		this.sign = sign$1.bind(null, options.secret);
		this.verify = verify.bind(null, options.secret);
		this.on = state.eventHandler.on;
		this.onAny = state.eventHandler.onAny;
		this.onError = state.eventHandler.onError;
		this.removeListener = state.eventHandler.removeListener;
		this.receive = state.eventHandler.receive;
		this.verifyAndReceive = verifyAndReceive.bind(null, state);
	}
};
//#endregion
//#region node_modules/probot/lib/helpers/create-deferred-promise.js
function createDeferredPromise() {
	let resolve;
	let reject;
	return {
		promise: new Promise((res, rej) => {
			resolve = res;
			reject = rej;
		}),
		resolve,
		reject
	};
}
//#endregion
//#region node_modules/probot/lib/octokit/get-authenticated-octokit.js
async function getAuthenticatedOctokit(options) {
	const { octokit, log, installationId } = options;
	if (!installationId) return octokit;
	return octokit.auth({
		type: "installation",
		installationId,
		factory: ({ octokit, octokitOptions, ...otherOptions }) => {
			const options = {
				...octokitOptions,
				log: log.child({ name: "github" }),
				throttle: octokitOptions.throttle?.enabled ? {
					...octokitOptions.throttle,
					id: String(installationId)
				} : { enabled: false },
				auth: {
					...octokitOptions.auth,
					otherOptions,
					installationId
				}
			};
			const Octokit = octokit.constructor;
			return new Octokit(options);
		}
	});
}
//#endregion
//#region node_modules/npx-import-light/index.js
var import_pino = __toESM(require_pino(), 1);
function wrapExec(exec) {
	return (cmd, options) => new Promise((resolve, reject) => {
		exec(cmd, {
			windowsHide: true,
			...options
		}, (err, stdout, stderr) => {
			err ? reject(new Error(`Failed executing '${cmd}': ${stderr || err.message}`)) : resolve(stdout.trim());
		});
	});
}
const INSTALLED_LOCALLY = Symbol();
const INSTALL_CACHE = { __proto__: null };
const emitPath = platform() === "win32" ? `set PATH` : `printenv PATH`;
const isTempPath = RegExp.prototype.test.bind(platform() === "win32" ? /\\npm[-\\]+cache\\_npx\\/ : /\/\.npm\/_npx\//);
const splitPathEnvVar = platform() === "win32" ? (path) => path.replace(/^PATH=/i, "").replace(/\\\\\\\\/g, "\\\\").replace(/\\r\\n/g, ";").split(";") : (path) => path.split(":");
const getTempPath = (stdout) => {
	const paths = splitPathEnvVar(stdout);
	const tempPath = paths.find(isTempPath);
	if (!tempPath) throw new Error(`Failed to find temporary install directory in:\n${JSON.stringify(paths)}`);
	return tempPath;
};
async function _import(packageWithPath) {
	return await import(packageWithPath);
}
async function _importRelative(installDir, packageWithPath) {
	return await import(pathToFileURL(_resolveRelative(installDir, packageWithPath)).href);
}
function _resolve(packageWithPath) {
	return createRequire(import.meta.url).resolve(packageWithPath);
}
function _resolveRelative(installDir, packageWithPath) {
	return createRequire(pathToFileURL(installDir).href).resolve(packageWithPath);
}
const _logger = { log: (message) => console.log(`[NPXI] ${message}`) };
async function npxImport(pkg, options = {}) {
	const opts = {
		logger: _logger,
		import: _import,
		importRelative: _importRelative,
		resolve: _resolve,
		resolveRelative: _resolveRelative,
		onlyPackageRunner: true,
		...options,
		exec: wrapExec(options.exec || exec)
	};
	const packages = await processPackageParameter(pkg);
	if (opts.onlyPackageRunner === true && isRunningInPackageRunner() === false) return Array.isArray(pkg) ? Promise.all(packages.map((p) => opts.import(p.nameWithPath))) : opts.import(packages[0].nameWithPath);
	const missingPackages = [];
	for (const p of packages) try {
		p.imported = await opts.import(p.nameWithPath);
		INSTALL_CACHE[p.name] = INSTALLED_LOCALLY;
	} catch (e) {
		missingPackages.push(p);
	}
	if (missingPackages.length !== 0) {
		await checkNpxVersion(opts);
		opts.logger.log(`Package${missingPackages.length === 1 ? "" : "s"} ${missingPackages.map((p) => p.nameWithPath).join(", ")} not available locally. Attempting to use npx to install temporarily.`);
		try {
			const installDir = await installPackage(missingPackages, opts);
			for (const pkg of missingPackages) {
				pkg.imported = await opts.importRelative(installDir, pkg.nameWithPath);
				INSTALL_CACHE[pkg.name] = installDir;
			}
		} catch (e) {
			throw new Error(`import failed for ${missingPackages.map((p) => p.nameWithPath).join(",")} with message:\n    ${e.message}\n\nYou should install ${missingPackages.map((p) => p.name).join(", ")} locally: \n    npm install ${missingPackages.map((p) => p.cli).join(" ")}\n\n`, { cause: e });
		}
	}
	return Array.isArray(pkg) ? packages.map((p) => p.imported) : packages[0].imported;
}
async function processPackageParameter(pkg) {
	if (typeof pkg !== "string" && !Array.isArray(pkg) || Array.isArray(pkg) && pkg.length === 0 || Array.isArray(pkg) && pkg.some((p) => typeof p !== "string")) throw new TypeError(`can't import invalid package name: parsed name '${pkg}' from '${pkg}'`);
	const packageNames = [];
	const packages = [];
	for (const p of Array.isArray(pkg) ? pkg : [pkg]) {
		const { raw, scope, name, packageName, nameWithPath, version, cli, path } = parsePackage(p);
		if (packageNames.includes(name)) throw new Error(`cannot import the same package twice! Got: '${p}' but already saw '${name}' earlier!`);
		packageNames.push(name);
		packages.push({
			cli,
			name,
			nameWithPath,
			packageName,
			path,
			raw,
			scope,
			version,
			imported: null
		});
	}
	return packages;
}
const semverRE = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/u;
const isValidSemver = RegExp.prototype.test.bind(semverRE);
const cliEscapeCharsRE = /[<>*]/u;
const packageWithVersionRE = /^((?:(?:@([a-z0-9-][a-z0-9-_.]*))\/)?([a-z0-9-][a-z0-9-_.]+))(?:@([^/]+))?(\/.*)?$/u;
function parsePackage(pkg) {
	if (pkg[0] === "." || pkg[0] === "/") throw new Error(`cannot import relative paths: got '${pkg}'`);
	const [match = null, name, scope = "", packageName, version = "latest", path = ""] = packageWithVersionRE.exec(pkg) || [];
	if (match === null) throw new TypeError(`can't import invalid package name: parsed name '${pkg}' from '${pkg}'`);
	const nameWithPath = `${name}${path}`;
	const cli = cliEscapeCharsRE.test(version) ? `'${name}@${version}'` : `${name}@${version}`;
	if (name.length === 0 || name.length > 214 || name === "favicon.ico" || name === "node_modules") throw new TypeError(`can't import invalid package name: parsed name '${name}' from '${pkg}'`);
	if (builtinModules.includes(name)) throw new TypeError(`can only import NPM packages, got core module '${name}' from '${pkg}'`);
	return {
		cli,
		name,
		nameWithPath,
		packageName,
		path,
		raw: pkg,
		scope,
		version
	};
}
async function checkNpxVersion(opts) {
	let npmVersion;
	try {
		npmVersion = await opts.exec(`npx --version`);
	} catch (e) {
		throw new Error(`Couldn't execute 'npx --version'. Is npm installed and up-to-date?`, { cause: e });
	}
	if (npmVersion === null || Number(semverRE.exec(npmVersion)?.[1]) < 7) throw new Error(`Require npm version 7+. Got '${npmVersion}' when running 'npx --version'`);
}
async function installPackage(packages, opts) {
	const installPackage = `npx --prefer-${packages.every((p) => isValidSemver(p.version)) ? "offline" : "online"} -y ${packages.map((p) => `-p ${p.cli}`).join(" ")}`;
	opts.logger.log(`Installing... (${installPackage})`);
	let tempPathResult;
	try {
		tempPathResult = await opts.exec(`${installPackage} ${emitPath}`);
	} catch (e) {
		throw new Error(`Failed installing ${packages.map((p) => `'${p.name}'`).join(",")} using: ${installPackage}.`, { cause: e });
	}
	const tempPath = getTempPath(tempPathResult);
	const nodeModulesPath = resolve(tempPath, "..");
	if (!nodeModulesPath.endsWith("node_modules")) throw new Error(`Found NPX temporary path of '${tempPath}' but expected to be able to find a node_modules directory by looking in '..'.`);
	opts.logger.log(`Installed into ${nodeModulesPath}.`, `To skip this step in future, run: npm install ${packages.map((p) => p.cli).join(" ")}`);
	return nodeModulesPath;
}
function isRunningInPackageRunner() {
	return process.env.npm_lifecycle_event === "npx" || process.env.npm_lifecycle_event === "bunx";
}
//#endregion
//#region node_modules/colorette/index.cjs
var require_colorette = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	var tty = __require("tty");
	function _interopNamespace(e) {
		if (e && e.__esModule) return e;
		var n = Object.create(null);
		if (e) Object.keys(e).forEach(function(k) {
			if (k !== "default") {
				var d = Object.getOwnPropertyDescriptor(e, k);
				Object.defineProperty(n, k, d.get ? d : {
					enumerable: true,
					get: function() {
						return e[k];
					}
				});
			}
		});
		n["default"] = e;
		return Object.freeze(n);
	}
	var tty__namespace = _interopNamespace(tty);
	const { env = {}, argv = [], platform = "" } = typeof process === "undefined" ? {} : process;
	const isDisabled = "NO_COLOR" in env || argv.includes("--no-color");
	const isForced = "FORCE_COLOR" in env || argv.includes("--color");
	const isWindows = platform === "win32";
	const isDumbTerminal = env.TERM === "dumb";
	const isCompatibleTerminal = tty__namespace && tty__namespace.isatty && tty__namespace.isatty(1) && env.TERM && !isDumbTerminal;
	const isCI = "CI" in env && ("GITHUB_ACTIONS" in env || "GITLAB_CI" in env || "CIRCLECI" in env);
	const isColorSupported = !isDisabled && (isForced || isWindows && !isDumbTerminal || isCompatibleTerminal || isCI);
	const replaceClose = (index, string, close, replace, head = string.substring(0, index) + replace, tail = string.substring(index + close.length), next = tail.indexOf(close)) => head + (next < 0 ? tail : replaceClose(next, tail, close, replace));
	const clearBleed = (index, string, open, close, replace) => index < 0 ? open + string + close : open + replaceClose(index, string, close, replace) + close;
	const filterEmpty = (open, close, replace = open, at = open.length + 1) => (string) => string || !(string === "" || string === void 0) ? clearBleed(("" + string).indexOf(close, at), string, open, close, replace) : "";
	const init = (open, close, replace) => filterEmpty(`\x1b[${open}m`, `\x1b[${close}m`, replace);
	const colors = {
		reset: init(0, 0),
		bold: init(1, 22, "\x1B[22m\x1B[1m"),
		dim: init(2, 22, "\x1B[22m\x1B[2m"),
		italic: init(3, 23),
		underline: init(4, 24),
		inverse: init(7, 27),
		hidden: init(8, 28),
		strikethrough: init(9, 29),
		black: init(30, 39),
		red: init(31, 39),
		green: init(32, 39),
		yellow: init(33, 39),
		blue: init(34, 39),
		magenta: init(35, 39),
		cyan: init(36, 39),
		white: init(37, 39),
		gray: init(90, 39),
		bgBlack: init(40, 49),
		bgRed: init(41, 49),
		bgGreen: init(42, 49),
		bgYellow: init(43, 49),
		bgBlue: init(44, 49),
		bgMagenta: init(45, 49),
		bgCyan: init(46, 49),
		bgWhite: init(47, 49),
		blackBright: init(90, 39),
		redBright: init(91, 39),
		greenBright: init(92, 39),
		yellowBright: init(93, 39),
		blueBright: init(94, 39),
		magentaBright: init(95, 39),
		cyanBright: init(96, 39),
		whiteBright: init(97, 39),
		bgBlackBright: init(100, 49),
		bgRedBright: init(101, 49),
		bgGreenBright: init(102, 49),
		bgYellowBright: init(103, 49),
		bgBlueBright: init(104, 49),
		bgMagentaBright: init(105, 49),
		bgCyanBright: init(106, 49),
		bgWhiteBright: init(107, 49)
	};
	const createColors = ({ useColor = isColorSupported } = {}) => useColor ? colors : Object.keys(colors).reduce((colors, key) => ({
		...colors,
		[key]: String
	}), {});
	const { reset, bold, dim, italic, underline, inverse, hidden, strikethrough, black, red, green, yellow, blue, magenta, cyan, white, gray, bgBlack, bgRed, bgGreen, bgYellow, bgBlue, bgMagenta, bgCyan, bgWhite, blackBright, redBright, greenBright, yellowBright, blueBright, magentaBright, cyanBright, whiteBright, bgBlackBright, bgRedBright, bgGreenBright, bgYellowBright, bgBlueBright, bgMagentaBright, bgCyanBright, bgWhiteBright } = createColors();
	exports.bgBlack = bgBlack;
	exports.bgBlackBright = bgBlackBright;
	exports.bgBlue = bgBlue;
	exports.bgBlueBright = bgBlueBright;
	exports.bgCyan = bgCyan;
	exports.bgCyanBright = bgCyanBright;
	exports.bgGreen = bgGreen;
	exports.bgGreenBright = bgGreenBright;
	exports.bgMagenta = bgMagenta;
	exports.bgMagentaBright = bgMagentaBright;
	exports.bgRed = bgRed;
	exports.bgRedBright = bgRedBright;
	exports.bgWhite = bgWhite;
	exports.bgWhiteBright = bgWhiteBright;
	exports.bgYellow = bgYellow;
	exports.bgYellowBright = bgYellowBright;
	exports.black = black;
	exports.blackBright = blackBright;
	exports.blue = blue;
	exports.blueBright = blueBright;
	exports.bold = bold;
	exports.createColors = createColors;
	exports.cyan = cyan;
	exports.cyanBright = cyanBright;
	exports.dim = dim;
	exports.gray = gray;
	exports.green = green;
	exports.greenBright = greenBright;
	exports.hidden = hidden;
	exports.inverse = inverse;
	exports.isColorSupported = isColorSupported;
	exports.italic = italic;
	exports.magenta = magenta;
	exports.magentaBright = magentaBright;
	exports.red = red;
	exports.redBright = redBright;
	exports.reset = reset;
	exports.strikethrough = strikethrough;
	exports.underline = underline;
	exports.white = white;
	exports.whiteBright = whiteBright;
	exports.yellow = yellow;
	exports.yellowBright = yellowBright;
}));
//#endregion
//#region node_modules/wrappy/wrappy.js
var require_wrappy = __commonJSMin(((exports, module) => {
	module.exports = wrappy;
	function wrappy(fn, cb) {
		if (fn && cb) return wrappy(fn)(cb);
		if (typeof fn !== "function") throw new TypeError("need wrapper function");
		Object.keys(fn).forEach(function(k) {
			wrapper[k] = fn[k];
		});
		return wrapper;
		function wrapper() {
			var args = new Array(arguments.length);
			for (var i = 0; i < args.length; i++) args[i] = arguments[i];
			var ret = fn.apply(this, args);
			var cb = args[args.length - 1];
			if (typeof ret === "function" && ret !== cb) Object.keys(cb).forEach(function(k) {
				ret[k] = cb[k];
			});
			return ret;
		}
	}
}));
//#endregion
//#region node_modules/once/once.js
var require_once = __commonJSMin(((exports, module) => {
	var wrappy = require_wrappy();
	module.exports = wrappy(once);
	module.exports.strict = wrappy(onceStrict);
	once.proto = once(function() {
		Object.defineProperty(Function.prototype, "once", {
			value: function() {
				return once(this);
			},
			configurable: true
		});
		Object.defineProperty(Function.prototype, "onceStrict", {
			value: function() {
				return onceStrict(this);
			},
			configurable: true
		});
	});
	function once(fn) {
		var f = function() {
			if (f.called) return f.value;
			f.called = true;
			return f.value = fn.apply(this, arguments);
		};
		f.called = false;
		return f;
	}
	function onceStrict(fn) {
		var f = function() {
			if (f.called) throw new Error(f.onceError);
			f.called = true;
			return f.value = fn.apply(this, arguments);
		};
		f.onceError = (fn.name || "Function wrapped with `once`") + " shouldn't be called more than once";
		f.called = false;
		return f;
	}
}));
//#endregion
//#region node_modules/end-of-stream/index.js
var require_end_of_stream = __commonJSMin(((exports, module) => {
	var once = require_once();
	var noop = function() {};
	var qnt = global.Bare ? queueMicrotask : process.nextTick.bind(process);
	var isRequest = function(stream) {
		return stream.setHeader && typeof stream.abort === "function";
	};
	var isChildProcess = function(stream) {
		return stream.stdio && Array.isArray(stream.stdio) && stream.stdio.length === 3;
	};
	var eos = function(stream, opts, callback) {
		if (typeof opts === "function") return eos(stream, null, opts);
		if (!opts) opts = {};
		callback = once(callback || noop);
		var ws = stream._writableState;
		var rs = stream._readableState;
		var readable = opts.readable || opts.readable !== false && stream.readable;
		var writable = opts.writable || opts.writable !== false && stream.writable;
		var cancelled = false;
		var onlegacyfinish = function() {
			if (!stream.writable) onfinish();
		};
		var onfinish = function() {
			writable = false;
			if (!readable) callback.call(stream);
		};
		var onend = function() {
			readable = false;
			if (!writable) callback.call(stream);
		};
		var onexit = function(exitCode) {
			callback.call(stream, exitCode ? new Error("exited with error code: " + exitCode) : null);
		};
		var onerror = function(err) {
			callback.call(stream, err);
		};
		var onclose = function() {
			qnt(onclosenexttick);
		};
		var onclosenexttick = function() {
			if (cancelled) return;
			if (readable && !(rs && rs.ended && !rs.destroyed)) return callback.call(stream, new Error("premature close"));
			if (writable && !(ws && ws.ended && !ws.destroyed)) return callback.call(stream, new Error("premature close"));
		};
		var onrequest = function() {
			stream.req.on("finish", onfinish);
		};
		if (isRequest(stream)) {
			stream.on("complete", onfinish);
			stream.on("abort", onclose);
			if (stream.req) onrequest();
			else stream.on("request", onrequest);
		} else if (writable && !ws) {
			stream.on("end", onlegacyfinish);
			stream.on("close", onlegacyfinish);
		}
		if (isChildProcess(stream)) stream.on("exit", onexit);
		stream.on("end", onend);
		stream.on("finish", onfinish);
		if (opts.error !== false) stream.on("error", onerror);
		stream.on("close", onclose);
		return function() {
			cancelled = true;
			stream.removeListener("complete", onfinish);
			stream.removeListener("abort", onclose);
			stream.removeListener("request", onrequest);
			if (stream.req) stream.req.removeListener("finish", onfinish);
			stream.removeListener("end", onlegacyfinish);
			stream.removeListener("close", onlegacyfinish);
			stream.removeListener("finish", onfinish);
			stream.removeListener("exit", onexit);
			stream.removeListener("end", onend);
			stream.removeListener("error", onerror);
			stream.removeListener("close", onclose);
		};
	};
	module.exports = eos;
}));
//#endregion
//#region node_modules/pump/index.js
var require_pump = __commonJSMin(((exports, module) => {
	var once = require_once();
	var eos = require_end_of_stream();
	var fs;
	try {
		fs = __require("fs");
	} catch (e) {}
	var noop = function() {};
	var ancient = typeof process === "undefined" ? false : /^v?\.0/.test(process.version);
	var isFn = function(fn) {
		return typeof fn === "function";
	};
	var isFS = function(stream) {
		if (!ancient) return false;
		if (!fs) return false;
		return (stream instanceof (fs.ReadStream || noop) || stream instanceof (fs.WriteStream || noop)) && isFn(stream.close);
	};
	var isRequest = function(stream) {
		return stream.setHeader && isFn(stream.abort);
	};
	var destroyer = function(stream, reading, writing, callback) {
		callback = once(callback);
		var closed = false;
		stream.on("close", function() {
			closed = true;
		});
		eos(stream, {
			readable: reading,
			writable: writing
		}, function(err) {
			if (err) return callback(err);
			closed = true;
			callback();
		});
		var destroyed = false;
		return function(err) {
			if (closed) return;
			if (destroyed) return;
			destroyed = true;
			if (isFS(stream)) return stream.close(noop);
			if (isRequest(stream)) return stream.abort();
			if (isFn(stream.destroy)) return stream.destroy();
			callback(err || new Error("stream was destroyed"));
		};
	};
	var call = function(fn) {
		fn();
	};
	var pipe = function(from, to) {
		return from.pipe(to);
	};
	var pump = function() {
		var streams = Array.prototype.slice.call(arguments);
		var callback = isFn(streams[streams.length - 1] || noop) && streams.pop() || noop;
		if (Array.isArray(streams[0])) streams = streams[0];
		if (streams.length < 2) throw new Error("pump requires two streams per minimum");
		var error;
		var destroys = streams.map(function(stream, i) {
			var reading = i < streams.length - 1;
			return destroyer(stream, reading, i > 0, function(err) {
				if (!error) error = err;
				if (err) destroys.forEach(call);
				if (reading) return;
				destroys.forEach(call);
				callback(error);
			});
		});
		return streams.reduce(pipe);
	};
	module.exports = pump;
}));
//#endregion
//#region node_modules/pino-abstract-transport/index.js
var require_pino_abstract_transport = __commonJSMin(((exports, module) => {
	const metadata = Symbol.for("pino.metadata");
	const split = require_split2();
	const { Duplex } = __require("stream");
	const { parentPort, workerData } = __require("worker_threads");
	function createDeferred() {
		let resolve;
		let reject;
		const promise = new Promise((_resolve, _reject) => {
			resolve = _resolve;
			reject = _reject;
		});
		promise.resolve = resolve;
		promise.reject = reject;
		return promise;
	}
	module.exports = function build(fn, opts = {}) {
		const waitForConfig = opts.expectPinoConfig === true && workerData?.workerData?.pinoWillSendConfig === true;
		const parseLines = opts.parse === "lines";
		const parseLine = typeof opts.parseLine === "function" ? opts.parseLine : JSON.parse;
		const close = opts.close || defaultClose;
		const stream = split(function(line) {
			let value;
			try {
				value = parseLine(line);
			} catch (error) {
				this.emit("unknown", line, error);
				return;
			}
			if (value === null) {
				this.emit("unknown", line, "Null value ignored");
				return;
			}
			if (typeof value !== "object") value = {
				data: value,
				time: Date.now()
			};
			if (stream[metadata]) {
				stream.lastTime = value.time;
				stream.lastLevel = value.level;
				stream.lastObj = value;
			}
			if (parseLines) return line;
			return value;
		}, { autoDestroy: true });
		stream._destroy = function(err, cb) {
			const promise = close(err, cb);
			if (promise && typeof promise.then === "function") promise.then(cb, cb);
		};
		if (opts.expectPinoConfig === true && workerData?.workerData?.pinoWillSendConfig !== true) setImmediate(() => {
			stream.emit("error", new Error("This transport is not compatible with the current version of pino. Please upgrade pino to the latest version."));
		});
		if (opts.metadata !== false) {
			stream[metadata] = true;
			stream.lastTime = 0;
			stream.lastLevel = 0;
			stream.lastObj = null;
		}
		if (waitForConfig) {
			let pinoConfig = {};
			const configReceived = createDeferred();
			parentPort.on("message", function handleMessage(message) {
				if (message.code === "PINO_CONFIG") {
					pinoConfig = message.config;
					configReceived.resolve();
					parentPort.off("message", handleMessage);
				}
			});
			Object.defineProperties(stream, {
				levels: { get() {
					return pinoConfig.levels;
				} },
				messageKey: { get() {
					return pinoConfig.messageKey;
				} },
				errorKey: { get() {
					return pinoConfig.errorKey;
				} }
			});
			return configReceived.then(finish);
		}
		return finish();
		function finish() {
			let res = fn(stream);
			if (res && typeof res.catch === "function") {
				res.catch((err) => {
					stream.destroy(err);
				});
				res = null;
			} else if (opts.enablePipelining && res) return Duplex.from({
				writable: stream,
				readable: res
			});
			return stream;
		}
	};
	function defaultClose(err, cb) {
		process.nextTick(cb, err);
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/constants.js
var require_constants = __commonJSMin(((exports, module) => {
	module.exports = {
		DATE_FORMAT: "yyyy-mm-dd HH:MM:ss.l o",
		DATE_FORMAT_SIMPLE: "HH:MM:ss.l",
		ERROR_LIKE_KEYS: ["err", "error"],
		MESSAGE_KEY: "msg",
		LEVEL_KEY: "level",
		LEVEL_LABEL: "levelLabel",
		TIMESTAMP_KEY: "time",
		LEVELS: {
			default: "USERLVL",
			60: "FATAL",
			50: "ERROR",
			40: "WARN",
			30: "INFO",
			20: "DEBUG",
			10: "TRACE"
		},
		LEVEL_NAMES: {
			fatal: 60,
			error: 50,
			warn: 40,
			info: 30,
			debug: 20,
			trace: 10
		},
		LOGGER_KEYS: [
			"pid",
			"hostname",
			"name",
			"level",
			"time",
			"timestamp",
			"caller"
		]
	};
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/get-level-label-data.js
var require_get_level_label_data = __commonJSMin(((exports, module) => {
	module.exports = getLevelLabelData;
	const { LEVELS, LEVEL_NAMES } = require_constants();
	function getLevelLabelData(useOnlyCustomProps, customLevels, customLevelNames) {
		const levels = useOnlyCustomProps ? customLevels || LEVELS : Object.assign({}, LEVELS, customLevels);
		const levelNames = useOnlyCustomProps ? customLevelNames || LEVEL_NAMES : Object.assign({}, LEVEL_NAMES, customLevelNames);
		return function(level) {
			let levelNum = "default";
			if (Number.isInteger(+level)) levelNum = Object.prototype.hasOwnProperty.call(levels, level) ? level : levelNum;
			else levelNum = Object.prototype.hasOwnProperty.call(levelNames, level.toLowerCase()) ? levelNames[level.toLowerCase()] : levelNum;
			return [levels[levelNum], levelNum];
		};
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/colors.js
var require_colors = __commonJSMin(((exports, module) => {
	const nocolor = (input) => input;
	const plain = {
		default: nocolor,
		60: nocolor,
		50: nocolor,
		40: nocolor,
		30: nocolor,
		20: nocolor,
		10: nocolor,
		message: nocolor,
		greyMessage: nocolor,
		property: nocolor
	};
	const { createColors } = require_colorette();
	const getLevelLabelData = require_get_level_label_data();
	const availableColors = createColors({ useColor: true });
	const { white, bgRed, red, yellow, green, blue, gray, cyan, magenta } = availableColors;
	const colored = {
		default: white,
		60: bgRed,
		50: red,
		40: yellow,
		30: green,
		20: blue,
		10: gray,
		message: cyan,
		greyMessage: gray,
		property: magenta
	};
	function resolveCustomColoredColorizer(customColors) {
		return customColors.reduce(function(agg, [level, color]) {
			agg[level] = typeof availableColors[color] === "function" ? availableColors[color] : white;
			return agg;
		}, {
			default: white,
			message: cyan,
			greyMessage: gray,
			property: magenta
		});
	}
	function colorizeLevel(useOnlyCustomProps) {
		return function(level, colorizer, { customLevels, customLevelNames } = {}) {
			const [levelStr, levelNum] = getLevelLabelData(useOnlyCustomProps, customLevels, customLevelNames)(level);
			return Object.prototype.hasOwnProperty.call(colorizer, levelNum) ? colorizer[levelNum](levelStr) : colorizer.default(levelStr);
		};
	}
	function plainColorizer(useOnlyCustomProps) {
		const newPlainColorizer = colorizeLevel(useOnlyCustomProps);
		const customColoredColorizer = function(level, opts) {
			return newPlainColorizer(level, plain, opts);
		};
		customColoredColorizer.message = plain.message;
		customColoredColorizer.greyMessage = plain.greyMessage;
		customColoredColorizer.property = plain.property;
		customColoredColorizer.colors = createColors({ useColor: false });
		return customColoredColorizer;
	}
	function coloredColorizer(useOnlyCustomProps) {
		const newColoredColorizer = colorizeLevel(useOnlyCustomProps);
		const customColoredColorizer = function(level, opts) {
			return newColoredColorizer(level, colored, opts);
		};
		customColoredColorizer.message = colored.message;
		customColoredColorizer.property = colored.property;
		customColoredColorizer.greyMessage = colored.greyMessage;
		customColoredColorizer.colors = availableColors;
		return customColoredColorizer;
	}
	function customColoredColorizerFactory(customColors, useOnlyCustomProps) {
		const onlyCustomColored = resolveCustomColoredColorizer(customColors);
		const customColored = useOnlyCustomProps ? onlyCustomColored : Object.assign({}, colored, onlyCustomColored);
		const colorizeLevelCustom = colorizeLevel(useOnlyCustomProps);
		const customColoredColorizer = function(level, opts) {
			return colorizeLevelCustom(level, customColored, opts);
		};
		customColoredColorizer.colors = availableColors;
		customColoredColorizer.message = customColoredColorizer.message || customColored.message;
		customColoredColorizer.property = customColoredColorizer.property || customColored.property;
		customColoredColorizer.greyMessage = customColoredColorizer.greyMessage || customColored.greyMessage;
		return customColoredColorizer;
	}
	module.exports = function getColorizer(useColors = false, customColors, useOnlyCustomProps) {
		if (useColors && customColors !== void 0) return customColoredColorizerFactory(customColors, useOnlyCustomProps);
		else if (useColors) return coloredColorizer(useOnlyCustomProps);
		return plainColorizer(useOnlyCustomProps);
	};
}));
//#endregion
//#region node_modules/pino-pretty/node_modules/sonic-boom/index.js
var require_sonic_boom = __commonJSMin(((exports, module) => {
	const fs$1 = __require("node:fs");
	const EventEmitter = __require("node:events");
	const inherits = __require("node:util").inherits;
	const path$1 = __require("node:path");
	const assert = __require("node:assert");
	const sleep = require_atomic_sleep();
	const BUSY_WRITE_TIMEOUT = 100;
	const kEmptyBuffer = Buffer.allocUnsafe(0);
	const MAX_WRITE = 16 * 1024;
	const kContentModeBuffer = "buffer";
	const kContentModeUtf8 = "utf8";
	const kFlush = Symbol("kFlush");
	const kFlushSyncIdle = 0;
	const kFlushSyncRetry = 1;
	const kFlushSyncInWriteEvent = 2;
	const kFlushSyncInFlight = 3;
	function isIgnorableFsyncError(err) {
		switch (err?.code) {
			case "EBADF":
			case "EINVAL":
			case "ENOTSUP":
			case "EOPNOTSUPP":
			case "EROFS": return true;
			default: return false;
		}
	}
	const [major, minor] = (process.versions.node || "0.0").split(".").map(Number);
	const kCopyBuffer = major >= 22 && minor >= 7;
	function openFile(file, sonic) {
		sonic._opening = true;
		sonic._writing = true;
		sonic._asyncDrainScheduled = false;
		function fileOpened(err, fd) {
			if (err) {
				sonic._reopening = false;
				sonic._writing = false;
				sonic._opening = false;
				if (sonic.sync) process.nextTick(() => {
					if (sonic.listenerCount("error") > 0) sonic.emit("error", err);
				});
				else sonic.emit("error", err);
				return;
			}
			const reopening = sonic._reopening;
			sonic.fd = fd;
			sonic.file = file;
			sonic._reopening = false;
			sonic._opening = false;
			sonic._writing = false;
			if (sonic.sync) process.nextTick(() => sonic.emit("ready"));
			else sonic.emit("ready");
			if (sonic.destroyed) return;
			if (!sonic._writing && (sonic._len > sonic.minLength || sonic._flushPending)) sonic._actualWrite();
			else if (reopening && !sonic._writing) process.nextTick(emitDrain, sonic);
		}
		const flags = sonic.append ? "a" : "w";
		const mode = sonic.mode;
		if (sonic.sync) try {
			if (sonic.mkdir) fs$1.mkdirSync(path$1.dirname(file), { recursive: true });
			fileOpened(null, fs$1.openSync(file, flags, mode));
		} catch (err) {
			fileOpened(err);
			throw err;
		}
		else if (sonic.mkdir) fs$1.mkdir(path$1.dirname(file), { recursive: true }, (err) => {
			if (err) return fileOpened(err);
			fs$1.open(file, flags, mode, fileOpened);
		});
		else fs$1.open(file, flags, mode, fileOpened);
	}
	function SonicBoom(opts) {
		if (!(this instanceof SonicBoom)) return new SonicBoom(opts);
		let { fd, dest, minLength, maxLength, maxWrite, periodicFlush, sync, append = true, mkdir, retryEAGAIN, maxWriteRetries, fsync, contentMode, mode } = opts || {};
		fd = fd || dest;
		this._len = 0;
		this.fd = -1;
		this._bufs = [];
		this._lens = [];
		this._writing = false;
		this._ending = false;
		this._reopening = false;
		this._asyncDrainScheduled = false;
		this._flushPending = 0;
		this._flushInProgress = 0;
		this._emittingFlush = false;
		this._emittingWrite = false;
		this._retryTimer = null;
		this._hwm = Math.max(minLength || 0, 16387);
		this.file = null;
		this.destroyed = false;
		this.minLength = minLength || 0;
		this.maxLength = maxLength || 0;
		this.maxWrite = maxWrite || MAX_WRITE;
		this._periodicFlush = periodicFlush || 0;
		this._periodicFlushTimer = void 0;
		this.sync = sync || false;
		this.writable = true;
		this._fsync = fsync || false;
		this.append = append || false;
		this.mode = mode;
		this.retryEAGAIN = retryEAGAIN || (() => true);
		this.maxWriteRetries = maxWriteRetries || 0;
		this._writeRetries = 0;
		this.mkdir = mkdir || false;
		let fsWriteSync;
		let fsWrite;
		if (contentMode === kContentModeBuffer) {
			this._writingBuf = kEmptyBuffer;
			this.write = writeBuffer;
			this.flush = flushBuffer;
			this.flushSync = flushBufferSync;
			this._actualWrite = actualWriteBuffer;
			fsWriteSync = () => fs$1.writeSync(this.fd, this._writingBuf);
			fsWrite = () => fs$1.write(this.fd, this._writingBuf, this.release);
		} else if (contentMode === void 0 || contentMode === kContentModeUtf8) {
			this._writingBuf = "";
			this.write = write;
			this.flush = flush;
			this.flushSync = flushSync;
			this._actualWrite = actualWrite;
			fsWriteSync = () => {
				if (Buffer.isBuffer(this._writingBuf)) return fs$1.writeSync(this.fd, this._writingBuf);
				return fs$1.writeSync(this.fd, this._writingBuf, "utf8");
			};
			fsWrite = () => {
				if (Buffer.isBuffer(this._writingBuf)) return fs$1.write(this.fd, this._writingBuf, this.release);
				return fs$1.write(this.fd, this._writingBuf, "utf8", this.release);
			};
		} else throw new Error(`SonicBoom supports "${kContentModeUtf8}" and "${kContentModeBuffer}", but passed ${contentMode}`);
		if (typeof fd === "number") {
			this.fd = fd;
			process.nextTick(() => this.emit("ready"));
		} else if (typeof fd === "string") openFile(fd, this);
		else throw new Error("SonicBoom supports only file descriptors and files");
		if (this.minLength >= this.maxWrite) throw new Error(`minLength should be smaller than maxWrite (${this.maxWrite})`);
		this.release = (err, n) => {
			if (err) {
				const isRetryableErr = err.code === "EAGAIN" || err.code === "EBUSY";
				if (isRetryableErr) this._writeRetries++;
				const retriesExhausted = this.maxWriteRetries > 0 && this._writeRetries > this.maxWriteRetries;
				if (isRetryableErr && !retriesExhausted && this.retryEAGAIN(err, this._writingBuf.length, this._len - this._writingBuf.length)) if (this.sync) try {
					sleep(BUSY_WRITE_TIMEOUT);
					this.release(void 0, 0);
				} catch (err) {
					this.release(err);
				}
				else this._retryTimer = setTimeout(() => {
					this._retryTimer = null;
					fsWrite();
				}, BUSY_WRITE_TIMEOUT);
				else {
					this._writing = false;
					this.emit("error", err);
				}
				return;
			}
			if (n > 0) this._writeRetries = 0;
			const releasedBufObj = releaseWritingBuf(this._writingBuf, this._len, n);
			this._len = releasedBufObj.len;
			this._writingBuf = releasedBufObj.writingBuf;
			this._emittingWrite = true;
			try {
				this.emit("write", n);
			} finally {
				this._emittingWrite = false;
			}
			if (this.destroyed) {
				this._writing = false;
				if (this._flushPending > 0) if (this._len === 0) scheduleDrain(this);
				else this.emit(kFlush, new Error("SonicBoom destroyed"));
				return;
			}
			if (this._writingBuf.length) {
				if (!this.sync) {
					fsWrite();
					return;
				}
				try {
					do {
						const n = fsWriteSync();
						const releasedBufObj = releaseWritingBuf(this._writingBuf, this._len, n);
						this._len = releasedBufObj.len;
						this._writingBuf = releasedBufObj.writingBuf;
					} while (this._writingBuf.length);
				} catch (err) {
					this.release(err);
					return;
				}
			}
			if (this._fsync) fs$1.fsyncSync(this.fd);
			const len = this._len;
			if (this._reopening) {
				this._writing = false;
				this._reopening = false;
				this.reopen();
			} else if (len > 0 && (len > this.minLength || this._flushPending)) this._actualWrite();
			else if (this._ending) if (len > 0) this._actualWrite();
			else {
				this._writing = false;
				finishEnding(this);
			}
			else {
				this._writing = false;
				scheduleDrain(this);
			}
		};
		this.on("newListener", function(name) {
			if (name === "drain" || name === kFlush) this._asyncDrainScheduled = false;
		});
		if (this._periodicFlush !== 0) {
			this._periodicFlushTimer = setInterval(() => {
				if (this._flushPending === 0 && this._flushInProgress === 0) this.flush(null);
			}, this._periodicFlush);
			this._periodicFlushTimer.unref();
		}
	}
	function releaseWritingBuf(writingBuf, len, n) {
		if (typeof writingBuf === "string") writingBuf = Buffer.from(writingBuf);
		len = Math.max(len - n, 0);
		writingBuf = writingBuf.subarray(n);
		return {
			writingBuf,
			len
		};
	}
	function scheduleDrain(sonic) {
		if (sonic.sync) {
			if (!sonic._asyncDrainScheduled) {
				sonic._asyncDrainScheduled = true;
				process.nextTick(emitDrain, sonic);
			}
		} else emitDrain(sonic);
	}
	function emitDrain(sonic) {
		if (!(sonic.listenerCount("drain") > 0 || sonic.listenerCount(kFlush) > 0)) return;
		sonic._asyncDrainScheduled = false;
		if (sonic._writing) return;
		emitFlush(sonic);
		if (sonic._writing || sonic.destroyed) return;
		if (sonic.listenerCount("drain") > 0) sonic.emit("drain");
	}
	function emitFlush(sonic) {
		if (sonic._emittingFlush) return;
		sonic._emittingFlush = true;
		try {
			sonic.emit(kFlush);
		} finally {
			sonic._emittingFlush = false;
		}
	}
	function finishEnding(sonic) {
		if (!sonic._ending || sonic._writing || sonic.destroyed) return;
		if (sonic._len > 0) {
			sonic._actualWrite();
			return;
		}
		if (sonic._flushPending > 0) emitFlush(sonic);
		if (sonic._flushPending === 0 && sonic._flushInProgress === 0 && !sonic._writing && sonic._len === 0) actualClose(sonic);
	}
	inherits(SonicBoom, EventEmitter);
	function mergeBuf(bufs, len) {
		if (bufs.length === 0) return kEmptyBuffer;
		if (bufs.length === 1) return bufs[0];
		return Buffer.concat(bufs, len);
	}
	function write(data) {
		if (this.destroyed) throw new Error("SonicBoom destroyed");
		data = "" + data;
		const dataLen = Buffer.byteLength(data);
		const len = this._len + dataLen;
		const bufs = this._bufs;
		if (this.maxLength && len > this.maxLength) {
			this.emit("drop", data);
			return this._len < this._hwm;
		}
		if (bufs.length === 0 || Buffer.byteLength(bufs[bufs.length - 1]) + dataLen > this.maxWrite) bufs.push(data);
		else bufs[bufs.length - 1] += data;
		this._len = len;
		if (!this._writing && this._len >= this.minLength) this._actualWrite();
		return this._len < this._hwm;
	}
	function writeBuffer(data) {
		if (this.destroyed) throw new Error("SonicBoom destroyed");
		const len = this._len + data.length;
		const bufs = this._bufs;
		const lens = this._lens;
		if (this.maxLength && len > this.maxLength) {
			this.emit("drop", data);
			return this._len < this._hwm;
		}
		if (bufs.length === 0 || lens[lens.length - 1] + data.length > this.maxWrite) {
			bufs.push([data]);
			lens.push(data.length);
		} else {
			bufs[bufs.length - 1].push(data);
			lens[lens.length - 1] += data.length;
		}
		this._len = len;
		if (!this._writing && this._len >= this.minLength) this._actualWrite();
		return this._len < this._hwm;
	}
	function callFlushCallbackOnDrain(cb) {
		this._flushPending++;
		let waiting = true;
		let completed = false;
		let flushing = false;
		const stopWaiting = () => {
			if (!waiting) return false;
			waiting = false;
			this.off(kFlush, onDrain);
			this.off("error", onError);
			return true;
		};
		const complete = (err, finish = true) => {
			if (completed) return;
			completed = true;
			if (flushing) this._flushInProgress--;
			try {
				cb(err);
			} finally {
				if (finish) finishEnding(this);
			}
		};
		const onDrain = (err) => {
			if (!stopWaiting()) return;
			this._flushPending--;
			if (err) {
				complete(err, false);
				return;
			}
			this._flushInProgress++;
			flushing = true;
			if (!this._fsync && !this.destroyed) try {
				fs$1.fsync(this.fd, (err) => {
					if (isIgnorableFsyncError(err)) {
						complete();
						return;
					}
					complete(err);
				});
			} catch (err) {
				complete(err);
			}
			else complete();
		};
		const onError = (err) => {
			if (!stopWaiting()) return;
			this._flushPending--;
			complete(err, false);
		};
		this.once(kFlush, onDrain);
		this.once("error", onError);
	}
	function flush(cb) {
		if (cb != null && typeof cb !== "function") throw new Error("flush cb must be a function");
		if (this.destroyed) {
			const error = new Error("SonicBoom destroyed");
			if (cb) {
				cb(error);
				return;
			}
			throw error;
		}
		if (this.minLength <= 0 && !this._writing && this._len === 0) {
			cb?.();
			return;
		}
		if (cb) callFlushCallbackOnDrain.call(this, cb);
		if (this._writing) return;
		if (this._bufs.length === 0) this._bufs.push("");
		this._actualWrite();
	}
	function flushBuffer(cb) {
		if (cb != null && typeof cb !== "function") throw new Error("flush cb must be a function");
		if (this.destroyed) {
			const error = new Error("SonicBoom destroyed");
			if (cb) {
				cb(error);
				return;
			}
			throw error;
		}
		if (this.minLength <= 0 && !this._writing && this._len === 0) {
			cb?.();
			return;
		}
		if (cb) callFlushCallbackOnDrain.call(this, cb);
		if (this._writing) return;
		if (this._bufs.length === 0) {
			this._bufs.push([]);
			this._lens.push(0);
		}
		this._actualWrite();
	}
	SonicBoom.prototype.reopen = function(file) {
		if (this.destroyed) throw new Error("SonicBoom destroyed");
		if (this._opening) {
			this.once("ready", () => {
				if (!this.destroyed) this.reopen(file);
			});
			return;
		}
		if (this._ending) return;
		if (!this.file) throw new Error("Unable to reopen a file descriptor, you must pass a file to SonicBoom");
		if (file) this.file = file;
		this._reopening = true;
		if (this._writing) return;
		const fd = this.fd;
		this.once("ready", () => {
			if (fd !== this.fd) fs$1.close(fd, (err) => {
				if (err) return this.emit("error", err);
			});
		});
		openFile(this.file, this);
	};
	SonicBoom.prototype.end = function() {
		if (this.destroyed) throw new Error("SonicBoom destroyed");
		if (this._opening) {
			this.once("ready", () => {
				if (!this.destroyed) this.end();
			});
			return;
		}
		if (this._ending) return;
		this._ending = true;
		if (this._writing) return;
		if (this._len > 0 && this.fd >= 0) this._actualWrite();
		else finishEnding(this);
	};
	function beginFlushSync(sonic) {
		if (sonic.destroyed) throw new Error("SonicBoom destroyed");
		if (sonic.fd < 0) throw new Error("sonic boom is not ready yet");
		if (!sonic._writing || sonic._opening) return kFlushSyncIdle;
		if (sonic._retryTimer !== null) {
			clearTimeout(sonic._retryTimer);
			sonic._retryTimer = null;
			return kFlushSyncRetry;
		}
		if (sonic._emittingWrite) return kFlushSyncInWriteEvent;
		return kFlushSyncInFlight;
	}
	function endFlushSyncRetry(sonic) {
		sonic._writing = false;
		process.nextTick(() => {
			if (sonic.destroyed || sonic._writing) return;
			if (sonic._reopening) {
				sonic._reopening = false;
				sonic.reopen();
			} else if (sonic._ending) finishEnding(sonic);
			else if (sonic._len > 0 && (sonic._len > sonic.minLength || sonic._flushPending)) sonic._actualWrite();
			else emitDrain(sonic);
		});
	}
	function flushSync() {
		const state = beginFlushSync(this);
		try {
			if (state !== kFlushSyncInFlight && this._writingBuf.length > 0) {
				this._bufs.unshift(this._writingBuf);
				this._writingBuf = "";
			}
			let buf = "";
			while (this._bufs.length || buf.length) {
				if (buf.length <= 0) buf = this._bufs[0];
				try {
					const n = Buffer.isBuffer(buf) ? fs$1.writeSync(this.fd, buf) : fs$1.writeSync(this.fd, buf, "utf8");
					this._writeRetries = 0;
					const releasedBufObj = releaseWritingBuf(buf, this._len, n);
					buf = releasedBufObj.writingBuf;
					this._len = releasedBufObj.len;
					if (buf.length <= 0) this._bufs.shift();
				} catch (err) {
					const shouldRetry = err.code === "EAGAIN" || err.code === "EBUSY";
					if (shouldRetry) this._writeRetries++;
					const retriesExhausted = this.maxWriteRetries > 0 && this._writeRetries > this.maxWriteRetries;
					if (!shouldRetry || retriesExhausted || !this.retryEAGAIN(err, buf.length, this._len - buf.length)) throw err;
					sleep(BUSY_WRITE_TIMEOUT);
				}
			}
		} finally {
			if (state === kFlushSyncRetry) endFlushSyncRetry(this);
		}
		try {
			fs$1.fsyncSync(this.fd);
		} catch {}
	}
	function flushBufferSync() {
		const state = beginFlushSync(this);
		try {
			if (state !== kFlushSyncInFlight && this._writingBuf.length > 0) {
				this._bufs.unshift([this._writingBuf]);
				this._lens.unshift(this._writingBuf.length);
				this._writingBuf = kEmptyBuffer;
			}
			let buf = kEmptyBuffer;
			while (this._bufs.length || buf.length) {
				if (buf.length <= 0) buf = mergeBuf(this._bufs[0], this._lens[0]);
				try {
					const n = fs$1.writeSync(this.fd, buf);
					this._writeRetries = 0;
					buf = buf.subarray(n);
					this._len = Math.max(this._len - n, 0);
					if (buf.length <= 0) {
						this._bufs.shift();
						this._lens.shift();
					}
				} catch (err) {
					const shouldRetry = err.code === "EAGAIN" || err.code === "EBUSY";
					if (shouldRetry) this._writeRetries++;
					const retriesExhausted = this.maxWriteRetries > 0 && this._writeRetries > this.maxWriteRetries;
					if (!shouldRetry || retriesExhausted || !this.retryEAGAIN(err, buf.length, this._len - buf.length)) throw err;
					sleep(BUSY_WRITE_TIMEOUT);
				}
			}
		} finally {
			if (state === kFlushSyncRetry) endFlushSyncRetry(this);
		}
	}
	SonicBoom.prototype.destroy = function() {
		if (this.destroyed) return;
		const opening = this._opening;
		actualClose(this);
		if (opening && this._flushPending > 0) this.emit("error", new Error("SonicBoom destroyed"));
	};
	function actualWrite() {
		const release = this.release;
		this._writing = true;
		this._writingBuf = this._writingBuf.length ? this._writingBuf : this._bufs.shift() || "";
		if (this.sync) try {
			release(null, Buffer.isBuffer(this._writingBuf) ? fs$1.writeSync(this.fd, this._writingBuf) : fs$1.writeSync(this.fd, this._writingBuf, "utf8"));
		} catch (err) {
			release(err);
		}
		else fs$1.write(this.fd, this._writingBuf, release);
	}
	function actualWriteBuffer() {
		const release = this.release;
		this._writing = true;
		this._writingBuf = this._writingBuf.length ? this._writingBuf : mergeBuf(this._bufs.shift(), this._lens.shift());
		if (this.sync) try {
			release(null, fs$1.writeSync(this.fd, this._writingBuf));
		} catch (err) {
			release(err);
		}
		else {
			if (kCopyBuffer) this._writingBuf = Buffer.from(this._writingBuf);
			fs$1.write(this.fd, this._writingBuf, release);
		}
	}
	function actualClose(sonic) {
		if (sonic.destroyed) return;
		if (sonic.fd === -1) {
			sonic.destroyed = true;
			sonic.once("ready", () => {
				sonic.destroyed = false;
				actualClose(sonic);
			});
			return;
		}
		if (sonic._periodicFlushTimer !== void 0) clearInterval(sonic._periodicFlushTimer);
		sonic.destroyed = true;
		sonic._bufs = [];
		sonic._lens = [];
		if (sonic._retryTimer !== null) {
			clearTimeout(sonic._retryTimer);
			sonic._retryTimer = null;
			sonic._writing = false;
		}
		if (sonic._flushPending > 0 && !sonic._writing) sonic.emit(kFlush, new Error("SonicBoom destroyed"));
		assert(typeof sonic.fd === "number", `sonic.fd must be a number, got ${typeof sonic.fd}`);
		try {
			fs$1.fsync(sonic.fd, closeWrapped);
		} catch {}
		function closeWrapped() {
			if (sonic.fd !== 1 && sonic.fd !== 2) fs$1.close(sonic.fd, done);
			else done();
		}
		function done(err) {
			if (err) {
				sonic.emit("error", err);
				return;
			}
			if (sonic._ending && !sonic._writing) sonic.emit("finish");
			sonic.emit("close");
		}
	}
	SonicBoom.SonicBoom = SonicBoom;
	SonicBoom.default = SonicBoom;
	module.exports = SonicBoom;
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/noop.js
var require_noop = __commonJSMin(((exports, module) => {
	module.exports = function noop() {};
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/build-safe-sonic-boom.js
var require_build_safe_sonic_boom = __commonJSMin(((exports, module) => {
	module.exports = buildSafeSonicBoom;
	const { isMainThread } = __require("node:worker_threads");
	const SonicBoom = require_sonic_boom();
	const noop = require_noop();
	function buildSafeSonicBoom(opts) {
		const stream = new SonicBoom(opts);
		stream.on("error", filterBrokenPipe);
		if (!opts.sync && isMainThread) setupOnExit(stream);
		return stream;
		function filterBrokenPipe(err) {
			if (err.code === "EPIPE") {
				stream.write = noop;
				stream.end = noop;
				stream.flushSync = noop;
				stream.destroy = noop;
				return;
			}
			stream.removeListener("error", filterBrokenPipe);
		}
	}
	function setupOnExit(stream) {
		if (global.WeakRef && global.WeakMap && global.FinalizationRegistry) {
			const onExit = require_on_exit_leak_free();
			onExit.register(stream, autoEnd);
			stream.on("close", function() {
				onExit.unregister(stream);
			});
		}
	}
	function autoEnd(stream, eventName) {
		if (stream.destroyed) return;
		if (eventName === "beforeExit") {
			stream.flush();
			stream.on("drain", function() {
				stream.end();
			});
		} else stream.flushSync();
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/is-valid-date.js
var require_is_valid_date = __commonJSMin(((exports, module) => {
	module.exports = isValidDate;
	function isValidDate(date) {
		return date instanceof Date && !Number.isNaN(date.getTime());
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/create-date.js
var require_create_date = __commonJSMin(((exports, module) => {
	module.exports = createDate;
	const isValidDate = require_is_valid_date();
	function createDate(epoch) {
		let date = new Date(epoch);
		if (isValidDate(date)) return date;
		date = new Date(+epoch);
		return date;
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/split-property-key.js
var require_split_property_key = __commonJSMin(((exports, module) => {
	module.exports = splitPropertyKey;
	function splitPropertyKey(key) {
		const result = [];
		let backslash = false;
		let segment = "";
		for (let i = 0; i < key.length; i++) {
			const c = key.charAt(i);
			if (c === "\\") {
				backslash = true;
				continue;
			}
			if (backslash) {
				backslash = false;
				segment += c;
				continue;
			}
			if (c === ".") {
				result.push(segment);
				segment = "";
				continue;
			}
			segment += c;
		}
		if (segment.length) result.push(segment);
		return result;
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/get-property-value.js
var require_get_property_value = __commonJSMin(((exports, module) => {
	module.exports = getPropertyValue;
	const splitPropertyKey = require_split_property_key();
	function getPropertyValue(obj, property) {
		const props = Array.isArray(property) ? property : splitPropertyKey(property);
		for (const prop of props) {
			if (!Object.prototype.hasOwnProperty.call(obj, prop)) return;
			obj = obj[prop];
		}
		return obj;
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/delete-log-property.js
var require_delete_log_property = __commonJSMin(((exports, module) => {
	module.exports = deleteLogProperty;
	const getPropertyValue = require_get_property_value();
	const splitPropertyKey = require_split_property_key();
	function deleteLogProperty(log, property) {
		const props = splitPropertyKey(property);
		const propToDelete = props.pop();
		log = getPropertyValue(log, props);
		if (log !== null && typeof log === "object" && Object.prototype.hasOwnProperty.call(log, propToDelete)) delete log[propToDelete];
	}
}));
//#endregion
//#region node_modules/fast-copy/dist/cjs/index.cjs
var require_cjs = __commonJSMin(((exports) => {
	var MaxDepthExceededError = class extends RangeError {
		constructor(maxDepth) {
			super(`Maximum copy depth of ${String(maxDepth)} exceeded; the value copied is nested too deeply.`);
			this.maxDepth = maxDepth;
			this.name = "MaxDepthExceededError";
		}
	};
	const toStringFunction = Function.prototype.toString;
	const toStringObject = Object.prototype.toString;
	function getCleanClone(prototype) {
		if (!prototype) return Object.create(null);
		const Constructor = prototype.constructor;
		if (Constructor === Object) return prototype === Object.prototype ? {} : Object.create(prototype);
		if (typeof Constructor === "function" && ~toStringFunction.call(Constructor).indexOf("[native code]")) try {
			return new Constructor();
		} catch (_a) {}
		return Object.create(prototype);
	}
	function getTag(value) {
		const stringTag = value[Symbol.toStringTag];
		if (stringTag) return stringTag;
		const type = toStringObject.call(value);
		return type.substring(8, type.length - 1);
	}
	const sliceTypedArray = Object.getPrototypeOf(Int8Array.prototype).slice;
	function copyOwnDescriptor(original, clone, property, state) {
		const ownDescriptor = Object.getOwnPropertyDescriptor(original, property) || {
			configurable: true,
			enumerable: true,
			value: original[property],
			writable: true
		};
		const descriptor = ownDescriptor.get || ownDescriptor.set ? ownDescriptor : {
			configurable: ownDescriptor.configurable,
			enumerable: ownDescriptor.enumerable,
			value: state.copier(ownDescriptor.value, state),
			writable: ownDescriptor.writable
		};
		try {
			Object.defineProperty(clone, property, descriptor);
		} catch (_a) {
			clone[property] = descriptor.get ? descriptor.get() : descriptor.value;
		}
	}
	function copyOwnPropertiesStrict(value, clone, state, names, start) {
		for (let index = start; index < names.length; ++index) copyOwnDescriptor(value, clone, names[index], state);
		for (const symbol of Object.getOwnPropertySymbols(value)) copyOwnDescriptor(value, clone, symbol, state);
		return clone;
	}
	function copyArray(array, state) {
		const clone = new state.Constructor();
		state.cache.set(array, clone);
		for (let index = 0; index < array.length; ++index) clone[index] = state.copier(array[index], state);
		return clone;
	}
	function copyArrayStrict(array, state) {
		const clone = new state.Constructor();
		state.cache.set(array, clone);
		return copyOwnPropertiesStrict(array, clone, state, Object.getOwnPropertyNames(array), 0);
	}
	function copyArrayBuffer(arrayBuffer, state) {
		if (ArrayBuffer.isView(arrayBuffer)) return sliceTypedArray.call(arrayBuffer, 0);
		if (arrayBuffer.resizable || arrayBuffer.growable) {
			const maxByteLength = arrayBuffer.maxByteLength;
			const clone = new state.Constructor(arrayBuffer.byteLength, { maxByteLength });
			new Uint8Array(clone).set(new Uint8Array(arrayBuffer));
			return clone;
		}
		if (!arrayBuffer.byteLength && getTag(arrayBuffer) === "SharedArrayBuffer") return new state.Constructor(0);
		return arrayBuffer.slice(0);
	}
	function copyArrayBufferStrict(arrayBuffer, state) {
		const clone = copyArrayBuffer(arrayBuffer, state);
		state.cache.set(arrayBuffer, clone);
		const start = ArrayBuffer.isView(clone) ? clone.length || 0 : 0;
		return copyOwnPropertiesStrict(arrayBuffer, clone, state, Object.getOwnPropertyNames(arrayBuffer), start);
	}
	function copyBlob(blob, _state) {
		return blob.slice(0, blob.size, blob.type);
	}
	const copyBlobStrict = createStrictHandler(copyBlob);
	function copyDataView(dataView, state) {
		return new state.Constructor(state.copier(dataView.buffer, state), dataView.byteOffset, dataView.byteLength);
	}
	function copyDataViewStrict(dataView, state) {
		const { buffer } = dataView;
		const { cache, Constructor } = state;
		const bufferCopied = cache.has(buffer);
		const bufferClone = bufferCopied ? cache.get(buffer) : state.copier(buffer, state);
		if (!bufferCopied && cache.has(dataView)) return cache.get(dataView);
		const clone = new Constructor(bufferClone, dataView.byteOffset, dataView.byteLength);
		state.cache.set(dataView, clone);
		return copyOwnPropertiesStrict(dataView, clone, state, Object.getOwnPropertyNames(dataView), 0);
	}
	function copyDate(date, state) {
		return new state.Constructor(date.getTime());
	}
	const copyDateStrict = createStrictHandler(copyDate);
	function copyMap(map, state) {
		const clone = new state.Constructor();
		state.cache.set(map, clone);
		for (const [key, value] of map) clone.set(key, state.copier(value, state));
		return clone;
	}
	function copyMapStrict(map, state) {
		return copyOwnPropertiesStrict(map, copyMap(map, state), state, Object.getOwnPropertyNames(map), 0);
	}
	function copyObject(object, state) {
		const clone = getCleanClone(state.prototype);
		state.cache.set(object, clone);
		for (const key of Object.keys(object)) if (key === "__proto__") Object.defineProperty(clone, key, {
			configurable: true,
			enumerable: true,
			value: state.copier(object[key], state),
			writable: true
		});
		else clone[key] = state.copier(object[key], state);
		for (const symbol of Object.getOwnPropertySymbols(object)) if (Object.prototype.propertyIsEnumerable.call(object, symbol)) clone[symbol] = state.copier(object[symbol], state);
		return clone;
	}
	function copyObjectStrict(object, state) {
		const clone = getCleanClone(state.prototype);
		state.cache.set(object, clone);
		return copyOwnPropertiesStrict(object, clone, state, Object.getOwnPropertyNames(object), 0);
	}
	function copyPrimitiveWrapper(primitiveObject, state) {
		return new state.Constructor(primitiveObject.valueOf());
	}
	const copyPrimitiveWrapperStrict = createStrictHandler(copyPrimitiveWrapper);
	function copyRegExp(regExp, state) {
		const clone = new state.Constructor(regExp.source, regExp.flags);
		clone.lastIndex = regExp.lastIndex;
		return clone;
	}
	const copyRegExpStrict = createStrictHandler(copyRegExp);
	function copySelf(value, _state) {
		return value;
	}
	function copySet(set, state) {
		const clone = new state.Constructor();
		state.cache.set(set, clone);
		for (const value of set) clone.add(state.copier(value, state));
		return clone;
	}
	function copySetStrict(set, state) {
		return copyOwnPropertiesStrict(set, copySet(set, state), state, Object.getOwnPropertyNames(set), 0);
	}
	function createStrictHandler(handler) {
		return (value, state) => {
			const clone = handler(value, state);
			state.cache.set(value, clone);
			return copyOwnPropertiesStrict(value, clone, state, Object.getOwnPropertyNames(value), 0);
		};
	}
	function copyStringStrict(string, state) {
		const clone = copyPrimitiveWrapper(string, state);
		state.cache.set(string, clone);
		const { length } = string;
		const names = Object.getOwnPropertyNames(string);
		return copyOwnPropertiesStrict(string, clone, state, names, names[length] === "length" ? length + 1 : length);
	}
	const DEFAULT_MAX_DEPTH = 1e3;
	function createDefaultCache() {
		return new WeakMap();
	}
	function getOptions({ createCache: createCacheOverride, maxDepth, methods: methodsOverride, strict }) {
		const defaultMethods = {
			array: strict ? copyArrayStrict : copyArray,
			arrayBuffer: strict ? copyArrayBufferStrict : copyArrayBuffer,
			asyncGenerator: copySelf,
			blob: strict ? copyBlobStrict : copyBlob,
			dataView: strict ? copyDataViewStrict : copyDataView,
			date: strict ? copyDateStrict : copyDate,
			error: copySelf,
			generator: copySelf,
			map: strict ? copyMapStrict : copyMap,
			object: strict ? copyObjectStrict : copyObject,
			regExp: strict ? copyRegExpStrict : copyRegExp,
			set: strict ? copySetStrict : copySet
		};
		const methods = methodsOverride ? Object.assign(defaultMethods, methodsOverride) : defaultMethods;
		const copiers = getTagSpecificCopiers(methods, strict);
		const createCache = createCacheOverride || createDefaultCache;
		if (!copiers.Object || !copiers.Array) throw new Error("An object and array copier must be provided.");
		return {
			createCache,
			copiers,
			maxDepth: maxDepth == null ? DEFAULT_MAX_DEPTH : maxDepth,
			methods,
			strict: Boolean(strict)
		};
	}
	function getTagSpecificCopiers(methods, strict) {
		const copyPrimitive = strict ? copyPrimitiveWrapperStrict : copyPrimitiveWrapper;
		return Object.assign(Object.create(null), {
			Arguments: methods.object,
			Array: methods.array,
			ArrayBuffer: methods.arrayBuffer,
			AsyncGenerator: methods.asyncGenerator,
			BigInt64Array: methods.arrayBuffer,
			BigUint64Array: methods.arrayBuffer,
			Blob: methods.blob,
			Boolean: copyPrimitive,
			DataView: methods.dataView,
			Date: methods.date,
			Error: methods.error,
			Float32Array: methods.arrayBuffer,
			Float64Array: methods.arrayBuffer,
			Generator: methods.generator,
			Int8Array: methods.arrayBuffer,
			Int16Array: methods.arrayBuffer,
			Int32Array: methods.arrayBuffer,
			Map: methods.map,
			Number: copyPrimitive,
			Object: methods.object,
			Promise: copySelf,
			RegExp: methods.regExp,
			Set: methods.set,
			SharedArrayBuffer: methods.arrayBuffer,
			String: strict ? copyStringStrict : copyPrimitiveWrapper,
			WeakMap: copySelf,
			WeakSet: copySelf,
			Uint8Array: methods.arrayBuffer,
			Uint8ClampedArray: methods.arrayBuffer,
			Uint16Array: methods.arrayBuffer,
			Uint32Array: methods.arrayBuffer
		});
	}
	function createCopier(options = {}) {
		const { createCache, copiers, maxDepth } = getOptions(options);
		const { Array: copyArray, Object: copyObject } = copiers;
		function copier(value, state) {
			state.prototype = state.Constructor = void 0;
			if (!value || typeof value !== "object") return value;
			if (state.cache.has(value)) return state.cache.get(value);
			if (++state.depth > maxDepth) throw new MaxDepthExceededError(maxDepth);
			state.prototype = Object.getPrototypeOf(value);
			state.Constructor = state.prototype && state.prototype.constructor;
			let clone;
			if (!state.Constructor || state.Constructor === Object) clone = copyObject(value, state);
			else if (Array.isArray(value)) clone = copyArray(value, state);
			else {
				const tagSpecificCopier = copiers[getTag(value)];
				if (tagSpecificCopier) clone = tagSpecificCopier(value, state);
				else clone = typeof value.then === "function" ? value : copyObject(value, state);
			}
			--state.depth;
			return clone;
		}
		return function copy(value) {
			return copier(value, {
				Constructor: void 0,
				cache: createCache(),
				copier,
				depth: 0,
				prototype: void 0
			});
		};
	}
	const copyStrict = createCopier({ strict: true });
	const copy = createCopier();
	exports.MaxDepthExceededError = MaxDepthExceededError;
	exports.copy = copy;
	exports.copyStrict = copyStrict;
	exports.createCopier = createCopier;
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/filter-log.js
var require_filter_log = __commonJSMin(((exports, module) => {
	module.exports = filterLog;
	const { createCopier } = require_cjs();
	const fastCopy = createCopier({});
	const deleteLogProperty = require_delete_log_property();
	const getPropertyValue = require_get_property_value();
	const splitPropertyKey = require_split_property_key();
	function hasLogProperty(log, property) {
		const props = splitPropertyKey(property);
		if (props.length === 0) return false;
		let current = log;
		for (const prop of props) {
			if (current === null || typeof current !== "object" || !Object.prototype.hasOwnProperty.call(current, prop)) return false;
			current = current[prop];
		}
		return true;
	}
	function setLogProperty(log, property, value) {
		const props = splitPropertyKey(property);
		const last = props.pop();
		let current = log;
		for (const prop of props) {
			if (current[prop] === null || typeof current[prop] !== "object") current[prop] = {};
			current = current[prop];
		}
		current[last] = value;
	}
	function filterLog({ log, context }) {
		const { ignoreKeys, includeKeys } = context;
		const logCopy = fastCopy(log);
		if (includeKeys) {
			const logIncluded = {};
			includeKeys.forEach((key) => {
				if (hasLogProperty(logCopy, key)) setLogProperty(logIncluded, key, getPropertyValue(logCopy, key));
			});
			return logIncluded;
		}
		ignoreKeys.forEach((ignoreKey) => {
			deleteLogProperty(logCopy, ignoreKey);
		});
		return logCopy;
	}
}));
//#endregion
//#region node_modules/dateformat/lib/dateformat.js
var require_dateformat = __commonJSMin(((exports, module) => {
	function _typeof(obj) {
		"@babel/helpers - typeof";
		if (typeof Symbol === "function" && typeof Symbol.iterator === "symbol") _typeof = function _typeof(obj) {
			return typeof obj;
		};
		else _typeof = function _typeof(obj) {
			return obj && typeof Symbol === "function" && obj.constructor === Symbol && obj !== Symbol.prototype ? "symbol" : typeof obj;
		};
		return _typeof(obj);
	}
	(function(global) {
		var _arguments = arguments;
		var dateFormat = function() {
			var token = /d{1,4}|D{3,4}|m{1,4}|yy(?:yy)?|([HhMsTt])\1?|W{1,2}|[LlopSZN]|"[^"]*"|'[^']*'/g;
			var timezone = /\b(?:[PMCEA][SDP]T|(?:Pacific|Mountain|Central|Eastern|Atlantic) (?:Standard|Daylight|Prevailing) Time|(?:GMT|UTC)(?:[-+]\d{4})?)\b/g;
			var timezoneClip = /[^-+\dA-Z]/g;
			return function(date, mask, utc, gmt) {
				if (_arguments.length === 1 && kindOf(date) === "string" && !/\d/.test(date)) {
					mask = date;
					date = void 0;
				}
				date = date || date === 0 ? date : new Date();
				if (!(date instanceof Date)) date = new Date(date);
				if (isNaN(date)) throw TypeError("Invalid date");
				mask = String(dateFormat.masks[mask] || mask || dateFormat.masks["default"]);
				var maskSlice = mask.slice(0, 4);
				if (maskSlice === "UTC:" || maskSlice === "GMT:") {
					mask = mask.slice(4);
					utc = true;
					if (maskSlice === "GMT:") gmt = true;
				}
				var _ = function _() {
					return utc ? "getUTC" : "get";
				};
				var _d = function d() {
					return date[_() + "Date"]();
				};
				var D = function D() {
					return date[_() + "Day"]();
				};
				var _m = function m() {
					return date[_() + "Month"]();
				};
				var y = function y() {
					return date[_() + "FullYear"]();
				};
				var _H = function H() {
					return date[_() + "Hours"]();
				};
				var _M = function M() {
					return date[_() + "Minutes"]();
				};
				var _s = function s() {
					return date[_() + "Seconds"]();
				};
				var _L = function L() {
					return date[_() + "Milliseconds"]();
				};
				var _o = function o() {
					return utc ? 0 : date.getTimezoneOffset();
				};
				var _W = function W() {
					return getWeek(date);
				};
				var _N = function N() {
					return getDayOfWeek(date);
				};
				var flags = {
					d: function d() {
						return _d();
					},
					dd: function dd() {
						return pad(_d());
					},
					ddd: function ddd() {
						return dateFormat.i18n.dayNames[D()];
					},
					DDD: function DDD() {
						return getDayName({
							y: y(),
							m: _m(),
							d: _d(),
							_: _(),
							dayName: dateFormat.i18n.dayNames[D()],
							short: true
						});
					},
					dddd: function dddd() {
						return dateFormat.i18n.dayNames[D() + 7];
					},
					DDDD: function DDDD() {
						return getDayName({
							y: y(),
							m: _m(),
							d: _d(),
							_: _(),
							dayName: dateFormat.i18n.dayNames[D() + 7]
						});
					},
					m: function m() {
						return _m() + 1;
					},
					mm: function mm() {
						return pad(_m() + 1);
					},
					mmm: function mmm() {
						return dateFormat.i18n.monthNames[_m()];
					},
					mmmm: function mmmm() {
						return dateFormat.i18n.monthNames[_m() + 12];
					},
					yy: function yy() {
						return String(y()).slice(2);
					},
					yyyy: function yyyy() {
						return pad(y(), 4);
					},
					h: function h() {
						return _H() % 12 || 12;
					},
					hh: function hh() {
						return pad(_H() % 12 || 12);
					},
					H: function H() {
						return _H();
					},
					HH: function HH() {
						return pad(_H());
					},
					M: function M() {
						return _M();
					},
					MM: function MM() {
						return pad(_M());
					},
					s: function s() {
						return _s();
					},
					ss: function ss() {
						return pad(_s());
					},
					l: function l() {
						return pad(_L(), 3);
					},
					L: function L() {
						return pad(Math.floor(_L() / 10));
					},
					t: function t() {
						return _H() < 12 ? dateFormat.i18n.timeNames[0] : dateFormat.i18n.timeNames[1];
					},
					tt: function tt() {
						return _H() < 12 ? dateFormat.i18n.timeNames[2] : dateFormat.i18n.timeNames[3];
					},
					T: function T() {
						return _H() < 12 ? dateFormat.i18n.timeNames[4] : dateFormat.i18n.timeNames[5];
					},
					TT: function TT() {
						return _H() < 12 ? dateFormat.i18n.timeNames[6] : dateFormat.i18n.timeNames[7];
					},
					Z: function Z() {
						return gmt ? "GMT" : utc ? "UTC" : (String(date).match(timezone) || [""]).pop().replace(timezoneClip, "").replace(/GMT\+0000/g, "UTC");
					},
					o: function o() {
						return (_o() > 0 ? "-" : "+") + pad(Math.floor(Math.abs(_o()) / 60) * 100 + Math.abs(_o()) % 60, 4);
					},
					p: function p() {
						return (_o() > 0 ? "-" : "+") + pad(Math.floor(Math.abs(_o()) / 60), 2) + ":" + pad(Math.floor(Math.abs(_o()) % 60), 2);
					},
					S: function S() {
						return [
							"th",
							"st",
							"nd",
							"rd"
						][_d() % 10 > 3 ? 0 : (_d() % 100 - _d() % 10 != 10) * _d() % 10];
					},
					W: function W() {
						return _W();
					},
					WW: function WW() {
						return pad(_W());
					},
					N: function N() {
						return _N();
					}
				};
				return mask.replace(token, function(match) {
					if (match in flags) return flags[match]();
					return match.slice(1, match.length - 1);
				});
			};
		}();
		dateFormat.masks = {
			default: "ddd mmm dd yyyy HH:MM:ss",
			shortDate: "m/d/yy",
			paddedShortDate: "mm/dd/yyyy",
			mediumDate: "mmm d, yyyy",
			longDate: "mmmm d, yyyy",
			fullDate: "dddd, mmmm d, yyyy",
			shortTime: "h:MM TT",
			mediumTime: "h:MM:ss TT",
			longTime: "h:MM:ss TT Z",
			isoDate: "yyyy-mm-dd",
			isoTime: "HH:MM:ss",
			isoDateTime: "yyyy-mm-dd'T'HH:MM:sso",
			isoUtcDateTime: "UTC:yyyy-mm-dd'T'HH:MM:ss'Z'",
			expiresHeaderFormat: "ddd, dd mmm yyyy HH:MM:ss Z"
		};
		dateFormat.i18n = {
			dayNames: [
				"Sun",
				"Mon",
				"Tue",
				"Wed",
				"Thu",
				"Fri",
				"Sat",
				"Sunday",
				"Monday",
				"Tuesday",
				"Wednesday",
				"Thursday",
				"Friday",
				"Saturday"
			],
			monthNames: [
				"Jan",
				"Feb",
				"Mar",
				"Apr",
				"May",
				"Jun",
				"Jul",
				"Aug",
				"Sep",
				"Oct",
				"Nov",
				"Dec",
				"January",
				"February",
				"March",
				"April",
				"May",
				"June",
				"July",
				"August",
				"September",
				"October",
				"November",
				"December"
			],
			timeNames: [
				"a",
				"p",
				"am",
				"pm",
				"A",
				"P",
				"AM",
				"PM"
			]
		};
		var pad = function pad(val, len) {
			val = String(val);
			len = len || 2;
			while (val.length < len) val = "0" + val;
			return val;
		};
		var getDayName = function getDayName(_ref) {
			var y = _ref.y, m = _ref.m, d = _ref.d, _ = _ref._, dayName = _ref.dayName, _ref$short = _ref["short"], _short = _ref$short === void 0 ? false : _ref$short;
			var today = new Date();
			var yesterday = new Date();
			yesterday.setDate(yesterday[_ + "Date"]() - 1);
			var tomorrow = new Date();
			tomorrow.setDate(tomorrow[_ + "Date"]() + 1);
			var today_d = function today_d() {
				return today[_ + "Date"]();
			};
			var today_m = function today_m() {
				return today[_ + "Month"]();
			};
			var today_y = function today_y() {
				return today[_ + "FullYear"]();
			};
			var yesterday_d = function yesterday_d() {
				return yesterday[_ + "Date"]();
			};
			var yesterday_m = function yesterday_m() {
				return yesterday[_ + "Month"]();
			};
			var yesterday_y = function yesterday_y() {
				return yesterday[_ + "FullYear"]();
			};
			var tomorrow_d = function tomorrow_d() {
				return tomorrow[_ + "Date"]();
			};
			var tomorrow_m = function tomorrow_m() {
				return tomorrow[_ + "Month"]();
			};
			var tomorrow_y = function tomorrow_y() {
				return tomorrow[_ + "FullYear"]();
			};
			if (today_y() === y && today_m() === m && today_d() === d) return _short ? "Tdy" : "Today";
			else if (yesterday_y() === y && yesterday_m() === m && yesterday_d() === d) return _short ? "Ysd" : "Yesterday";
			else if (tomorrow_y() === y && tomorrow_m() === m && tomorrow_d() === d) return _short ? "Tmw" : "Tomorrow";
			return dayName;
		};
		var getWeek = function getWeek(date) {
			var targetThursday = new Date(date.getFullYear(), date.getMonth(), date.getDate());
			targetThursday.setDate(targetThursday.getDate() - (targetThursday.getDay() + 6) % 7 + 3);
			var firstThursday = new Date(targetThursday.getFullYear(), 0, 4);
			firstThursday.setDate(firstThursday.getDate() - (firstThursday.getDay() + 6) % 7 + 3);
			var ds = targetThursday.getTimezoneOffset() - firstThursday.getTimezoneOffset();
			targetThursday.setHours(targetThursday.getHours() - ds);
			var weekDiff = (targetThursday - firstThursday) / (864e5 * 7);
			return 1 + Math.floor(weekDiff);
		};
		var getDayOfWeek = function getDayOfWeek(date) {
			var dow = date.getDay();
			if (dow === 0) dow = 7;
			return dow;
		};
		var kindOf = function kindOf(val) {
			if (val === null) return "null";
			if (val === void 0) return "undefined";
			if (_typeof(val) !== "object") return _typeof(val);
			if (Array.isArray(val)) return "array";
			return {}.toString.call(val).slice(8, -1).toLowerCase();
		};
		if (typeof define === "function" && define.amd) define(function() {
			return dateFormat;
		});
		else if ((typeof exports === "undefined" ? "undefined" : _typeof(exports)) === "object") module.exports = dateFormat;
		else global.dateFormat = dateFormat;
	})(void 0);
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/format-time.js
var require_format_time = __commonJSMin(((exports, module) => {
	module.exports = formatTime;
	const { DATE_FORMAT, DATE_FORMAT_SIMPLE } = require_constants();
	const dateformat = require_dateformat();
	const createDate = require_create_date();
	const isValidDate = require_is_valid_date();
	function formatTime(epoch, translateTime = false) {
		if (translateTime === false) return epoch;
		const instant = createDate(epoch);
		if (!isValidDate(instant)) return epoch;
		if (translateTime === true) return dateformat(instant, DATE_FORMAT_SIMPLE);
		const upperFormat = translateTime.toUpperCase();
		if (upperFormat === "SYS:STANDARD") return dateformat(instant, DATE_FORMAT);
		const prefix = upperFormat.substr(0, 4);
		if (prefix === "SYS:" || prefix === "UTC:") {
			if (prefix === "UTC:") return dateformat(instant, translateTime);
			return dateformat(instant, translateTime.slice(4));
		}
		return dateformat(instant, `UTC:${translateTime}`);
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/handle-custom-levels-names-opts.js
var require_handle_custom_levels_names_opts = __commonJSMin(((exports, module) => {
	module.exports = handleCustomLevelsNamesOpts;
	function handleCustomLevelsNamesOpts(cLevels) {
		if (!cLevels) return {};
		if (typeof cLevels === "string") return cLevels.split(",").reduce((agg, value, idx) => {
			const [levelName, levelNum = idx] = value.split(":");
			agg[levelName.toLowerCase()] = levelNum;
			return agg;
		}, {});
		else if (Object.prototype.toString.call(cLevels) === "[object Object]") return Object.keys(cLevels).reduce((agg, levelName) => {
			agg[levelName.toLowerCase()] = cLevels[levelName];
			return agg;
		}, {});
		else return {};
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/handle-custom-levels-opts.js
var require_handle_custom_levels_opts = __commonJSMin(((exports, module) => {
	module.exports = handleCustomLevelsOpts;
	function handleCustomLevelsOpts(cLevels) {
		if (!cLevels) return {};
		if (typeof cLevels === "string") return cLevels.split(",").reduce((agg, value, idx) => {
			const [levelName, levelNum = idx] = value.split(":");
			agg[levelNum] = levelName.toUpperCase();
			return agg;
		}, { default: "USERLVL" });
		else if (Object.prototype.toString.call(cLevels) === "[object Object]") return Object.keys(cLevels).reduce((agg, levelName) => {
			agg[cLevels[levelName]] = levelName.toUpperCase();
			return agg;
		}, { default: "USERLVL" });
		else return {};
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/interpret-conditionals.js
var require_interpret_conditionals = __commonJSMin(((exports, module) => {
	module.exports = interpretConditionals;
	const getPropertyValue = require_get_property_value();
	function interpretConditionals(messageFormat, log) {
		messageFormat = messageFormat.replace(/{if (.*?)}([\s\S]*?){end}/g, replacer);
		messageFormat = messageFormat.replace(/{if (.*?)}/g, "");
		messageFormat = messageFormat.replace(/{end}/g, "");
		messageFormat = messageFormat.replace(/[^\S\r\n]+/g, " ");
		messageFormat = messageFormat.replace(/\n[^\S\r\n]*\n/g, "\n");
		return messageFormat.trim();
		function replacer(_, key, value) {
			const propertyValue = getPropertyValue(log, key);
			if (propertyValue && value.includes(key)) return value.replace(new RegExp("{" + key + "}", "g"), propertyValue);
			else return "";
		}
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/is-object.js
var require_is_object = __commonJSMin(((exports, module) => {
	module.exports = isObject;
	function isObject(input) {
		return Object.prototype.toString.apply(input) === "[object Object]";
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/join-lines-with-indentation.js
var require_join_lines_with_indentation = __commonJSMin(((exports, module) => {
	module.exports = joinLinesWithIndentation;
	function joinLinesWithIndentation({ input, ident = "    ", eol = "\n" }) {
		const lines = input.split(/\r?\n/);
		for (let i = 1; i < lines.length; i += 1) lines[i] = ident + lines[i];
		return lines.join(eol);
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/parse-factory-options.js
var require_parse_factory_options = __commonJSMin(((exports, module) => {
	module.exports = parseFactoryOptions;
	const { LEVEL_NAMES } = require_constants();
	const colors = require_colors();
	const handleCustomLevelsOpts = require_handle_custom_levels_opts();
	const handleCustomLevelsNamesOpts = require_handle_custom_levels_names_opts();
	const handleLevelLabelData = require_get_level_label_data();
	function parseFactoryOptions(options) {
		const EOL = options.crlf ? "\r\n" : "\n";
		const IDENT = "    ";
		const { customPrettifiers, errorLikeObjectKeys, hideObject, levelFirst, levelKey, levelLabel, messageFormat, messageKey, minimumLevel, singleLine, timestampKey, translateTime } = options;
		const errorProps = options.errorProps.split(",");
		const useOnlyCustomProps = options.useOnlyCustomProps;
		const customLevels = handleCustomLevelsOpts(options.customLevels);
		const customLevelNames = handleCustomLevelsNamesOpts(options.customLevels);
		const getLevelLabelData = handleLevelLabelData(useOnlyCustomProps, customLevels, customLevelNames);
		let customColors;
		if (options.customColors) if (typeof options.customColors === "string") customColors = options.customColors.split(",").reduce((agg, value) => {
			const [level, color] = value.split(":");
			const levelNum = (useOnlyCustomProps ? options.customLevels : customLevelNames[level] !== void 0) ? customLevelNames[level] : LEVEL_NAMES[level];
			const colorIdx = levelNum !== void 0 ? levelNum : level;
			agg.push([colorIdx, color]);
			return agg;
		}, []);
		else if (typeof options.customColors === "object") customColors = Object.keys(options.customColors).reduce((agg, value) => {
			const [level, color] = [value, options.customColors[value]];
			const levelNum = (useOnlyCustomProps ? options.customLevels : customLevelNames[level] !== void 0) ? customLevelNames[level] : LEVEL_NAMES[level];
			const colorIdx = levelNum !== void 0 ? levelNum : level;
			agg.push([colorIdx, color]);
			return agg;
		}, []);
		else throw new Error("options.customColors must be of type string or object.");
		const customProperties = {
			customLevels,
			customLevelNames
		};
		if (useOnlyCustomProps === true && !options.customLevels) {
			customProperties.customLevels = void 0;
			customProperties.customLevelNames = void 0;
		}
		const includeKeys = options.include !== void 0 ? new Set(options.include.split(",")) : void 0;
		const ignoreKeys = !includeKeys && options.ignore ? new Set(options.ignore.split(",")) : void 0;
		const colorizer = colors(options.colorize, customColors, useOnlyCustomProps);
		const objectColorizer = options.colorizeObjects ? colorizer : colors(false, [], false);
		return {
			EOL,
			IDENT,
			colorizer,
			customColors,
			customLevelNames,
			customLevels,
			customPrettifiers,
			customProperties,
			errorLikeObjectKeys,
			errorProps,
			getLevelLabelData,
			hideObject,
			ignoreKeys,
			includeKeys,
			levelFirst,
			levelKey,
			levelLabel,
			messageFormat,
			messageKey,
			minimumLevel,
			objectColorizer,
			singleLine,
			timestampKey,
			translateTime,
			useOnlyCustomProps
		};
	}
}));
//#endregion
//#region node_modules/fast-safe-stringify/index.js
var require_fast_safe_stringify = __commonJSMin(((exports, module) => {
	module.exports = stringify;
	stringify.default = stringify;
	stringify.stable = deterministicStringify;
	stringify.stableStringify = deterministicStringify;
	var LIMIT_REPLACE_NODE = "[...]";
	var CIRCULAR_REPLACE_NODE = "[Circular]";
	var arr = [];
	var replacerStack = [];
	function defaultOptions() {
		return {
			depthLimit: Number.MAX_SAFE_INTEGER,
			edgesLimit: Number.MAX_SAFE_INTEGER
		};
	}
	function stringify(obj, replacer, spacer, options) {
		if (typeof options === "undefined") options = defaultOptions();
		decirc(obj, "", 0, [], void 0, 0, options);
		var res;
		try {
			if (replacerStack.length === 0) res = JSON.stringify(obj, replacer, spacer);
			else res = JSON.stringify(obj, replaceGetterValues(replacer), spacer);
		} catch (_) {
			return JSON.stringify("[unable to serialize, circular reference is too complex to analyze]");
		} finally {
			while (arr.length !== 0) {
				var part = arr.pop();
				if (part.length === 4) Object.defineProperty(part[0], part[1], part[3]);
				else part[0][part[1]] = part[2];
			}
		}
		return res;
	}
	function setReplace(replace, val, k, parent) {
		var propertyDescriptor = Object.getOwnPropertyDescriptor(parent, k);
		if (propertyDescriptor.get !== void 0) if (propertyDescriptor.configurable) {
			Object.defineProperty(parent, k, { value: replace });
			arr.push([
				parent,
				k,
				val,
				propertyDescriptor
			]);
		} else replacerStack.push([
			val,
			k,
			replace
		]);
		else {
			parent[k] = replace;
			arr.push([
				parent,
				k,
				val
			]);
		}
	}
	function decirc(val, k, edgeIndex, stack, parent, depth, options) {
		depth += 1;
		var i;
		if (typeof val === "object" && val !== null) {
			for (i = 0; i < stack.length; i++) if (stack[i] === val) {
				setReplace(CIRCULAR_REPLACE_NODE, val, k, parent);
				return;
			}
			if (typeof options.depthLimit !== "undefined" && depth > options.depthLimit) {
				setReplace(LIMIT_REPLACE_NODE, val, k, parent);
				return;
			}
			if (typeof options.edgesLimit !== "undefined" && edgeIndex + 1 > options.edgesLimit) {
				setReplace(LIMIT_REPLACE_NODE, val, k, parent);
				return;
			}
			stack.push(val);
			if (Array.isArray(val)) for (i = 0; i < val.length; i++) decirc(val[i], i, i, stack, val, depth, options);
			else {
				var keys = Object.keys(val);
				for (i = 0; i < keys.length; i++) {
					var key = keys[i];
					decirc(val[key], key, i, stack, val, depth, options);
				}
			}
			stack.pop();
		}
	}
	function compareFunction(a, b) {
		if (a < b) return -1;
		if (a > b) return 1;
		return 0;
	}
	function deterministicStringify(obj, replacer, spacer, options) {
		if (typeof options === "undefined") options = defaultOptions();
		var tmp = deterministicDecirc(obj, "", 0, [], void 0, 0, options) || obj;
		var res;
		try {
			if (replacerStack.length === 0) res = JSON.stringify(tmp, replacer, spacer);
			else res = JSON.stringify(tmp, replaceGetterValues(replacer), spacer);
		} catch (_) {
			return JSON.stringify("[unable to serialize, circular reference is too complex to analyze]");
		} finally {
			while (arr.length !== 0) {
				var part = arr.pop();
				if (part.length === 4) Object.defineProperty(part[0], part[1], part[3]);
				else part[0][part[1]] = part[2];
			}
		}
		return res;
	}
	function deterministicDecirc(val, k, edgeIndex, stack, parent, depth, options) {
		depth += 1;
		var i;
		if (typeof val === "object" && val !== null) {
			for (i = 0; i < stack.length; i++) if (stack[i] === val) {
				setReplace(CIRCULAR_REPLACE_NODE, val, k, parent);
				return;
			}
			try {
				if (typeof val.toJSON === "function") return;
			} catch (_) {
				return;
			}
			if (typeof options.depthLimit !== "undefined" && depth > options.depthLimit) {
				setReplace(LIMIT_REPLACE_NODE, val, k, parent);
				return;
			}
			if (typeof options.edgesLimit !== "undefined" && edgeIndex + 1 > options.edgesLimit) {
				setReplace(LIMIT_REPLACE_NODE, val, k, parent);
				return;
			}
			stack.push(val);
			if (Array.isArray(val)) for (i = 0; i < val.length; i++) deterministicDecirc(val[i], i, i, stack, val, depth, options);
			else {
				var tmp = {};
				var keys = Object.keys(val).sort(compareFunction);
				for (i = 0; i < keys.length; i++) {
					var key = keys[i];
					deterministicDecirc(val[key], key, i, stack, val, depth, options);
					tmp[key] = val[key];
				}
				if (typeof parent !== "undefined") {
					arr.push([
						parent,
						k,
						val
					]);
					parent[k] = tmp;
				} else return tmp;
			}
			stack.pop();
		}
	}
	function replaceGetterValues(replacer) {
		replacer = typeof replacer !== "undefined" ? replacer : function(k, v) {
			return v;
		};
		return function(key, val) {
			if (replacerStack.length > 0) for (var i = 0; i < replacerStack.length; i++) {
				var part = replacerStack[i];
				if (part[1] === key && part[0] === val) {
					val = part[2];
					replacerStack.splice(i, 1);
					break;
				}
			}
			return replacer.call(this, key, val);
		};
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/strip-unsafe-control-chars.js
var require_strip_unsafe_control_chars = __commonJSMin(((exports, module) => {
	module.exports = stripUnsafeControlChars;
	const unsafeControlChars = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
	function stripUnsafeControlChars(input) {
		return String(input).replace(unsafeControlChars, "");
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/prettify-error.js
var require_prettify_error = __commonJSMin(((exports, module) => {
	module.exports = prettifyError;
	const joinLinesWithIndentation = require_join_lines_with_indentation();
	const stripUnsafeControlChars = require_strip_unsafe_control_chars();
	function prettifyError({ keyName, lines, eol, ident, sanitizeStack = true }) {
		let result = "";
		const joinedLines = joinLinesWithIndentation({
			input: lines,
			ident,
			eol
		});
		const splitLines = `${ident}${stripUnsafeControlChars(keyName)}: ${joinedLines}${eol}`.split(eol);
		for (let j = 0; j < splitLines.length; j += 1) {
			if (j !== 0) result += eol;
			const line = splitLines[j];
			if (/^\s*"stack"/.test(line)) {
				const matches = /^(\s*"stack":)\s*(".*"),?$/.exec(line);
				if (matches && matches.length === 3) {
					const indentSize = /^\s*/.exec(line)[0].length + 4;
					const indentation = " ".repeat(indentSize);
					const stackMessage = matches[2];
					const parsedStack = JSON.parse(stackMessage);
					const stack = sanitizeStack ? stripUnsafeControlChars(parsedStack) : parsedStack;
					result += matches[1] + eol + indentation + stack.replace(/\n/g, eol + indentation);
				} else result += line;
			} else result += line;
		}
		return result;
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/prettify-object.js
var require_prettify_object = __commonJSMin(((exports, module) => {
	module.exports = prettifyObject;
	const { LOGGER_KEYS } = require_constants();
	const stringifySafe = require_fast_safe_stringify();
	const joinLinesWithIndentation = require_join_lines_with_indentation();
	const prettifyError = require_prettify_error();
	const stripUnsafeControlChars = require_strip_unsafe_control_chars();
	function prettifyObject({ log, excludeLoggerKeys = true, skipKeys = [], context }) {
		const { EOL: eol, IDENT: ident, customPrettifiers, errorLikeObjectKeys: errorLikeKeys, objectColorizer, singleLine, colorizer } = context;
		const keysToIgnore = [].concat(skipKeys);
		if (excludeLoggerKeys === true) Array.prototype.push.apply(keysToIgnore, LOGGER_KEYS);
		let result = "";
		const { plain, errors } = Object.entries(log).reduce(({ plain, errors }, [k, v]) => {
			if (keysToIgnore.includes(k) === false) {
				const pretty = typeof customPrettifiers[k] === "function" ? customPrettifiers[k](v, k, log, { colors: colorizer.colors }) : v;
				if (errorLikeKeys.includes(k)) errors[k] = pretty;
				else plain[k] = pretty;
			}
			return {
				plain,
				errors
			};
		}, {
			plain: {},
			errors: {}
		});
		if (singleLine) {
			if (Object.keys(plain).length > 0) result += objectColorizer.greyMessage(stringifySafe(plain));
			result += eol;
			result = result.replace(/\\\\/gi, "\\");
		} else Object.entries(plain).forEach(([keyName, keyValue]) => {
			let lines = typeof customPrettifiers[keyName] === "function" ? keyValue : stringifySafe(keyValue, null, 2);
			if (lines === void 0) return;
			lines = lines.replace(/\\\\/gi, "\\");
			const joinedLines = joinLinesWithIndentation({
				input: lines,
				ident,
				eol
			});
			const safeKeyName = stripUnsafeControlChars(keyName);
			result += `${ident}${objectColorizer.property(safeKeyName)}:${joinedLines.startsWith(eol) ? "" : " "}${joinedLines}${eol}`;
		});
		Object.entries(errors).forEach(([keyName, keyValue]) => {
			const hasCustomPrettifier = typeof customPrettifiers[keyName] === "function";
			const lines = hasCustomPrettifier ? keyValue : stringifySafe(keyValue, null, 2);
			if (lines === void 0) return;
			result += prettifyError({
				keyName,
				lines,
				eol,
				ident,
				sanitizeStack: !hasCustomPrettifier
			});
		});
		return result;
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/prettify-error-log.js
var require_prettify_error_log = __commonJSMin(((exports, module) => {
	module.exports = prettifyErrorLog;
	const { LOGGER_KEYS } = require_constants();
	const isObject = require_is_object();
	const joinLinesWithIndentation = require_join_lines_with_indentation();
	const prettifyObject = require_prettify_object();
	const stripUnsafeControlChars = require_strip_unsafe_control_chars();
	function prettifyErrorLog({ log, context }) {
		const { EOL: eol, IDENT: ident, errorProps: errorProperties, messageKey } = context;
		const stack = stripUnsafeControlChars(log.stack);
		let result = `${ident}${joinLinesWithIndentation({
			input: stack,
			ident,
			eol
		})}${eol}`;
		if (errorProperties.length > 0) {
			const excludeProperties = LOGGER_KEYS.concat(messageKey, "type", "stack");
			let propertiesToPrint;
			if (errorProperties[0] === "*") propertiesToPrint = Object.keys(log).filter((k) => excludeProperties.includes(k) === false);
			else propertiesToPrint = errorProperties.filter((k) => excludeProperties.includes(k) === false);
			for (let i = 0; i < propertiesToPrint.length; i += 1) {
				const key = propertiesToPrint[i];
				if (key in log === false) continue;
				const safeKey = stripUnsafeControlChars(key);
				if (isObject(log[key])) {
					const prettifiedObject = prettifyObject({
						log: log[key],
						excludeLoggerKeys: false,
						context: {
							...context,
							IDENT: ident + ident
						}
					});
					result = `${result}${ident}${safeKey}: {${eol}${prettifiedObject}${ident}}${eol}`;
					continue;
				}
				const value = stripUnsafeControlChars(log[key]);
				result = `${result}${ident}${safeKey}: ${value}${eol}`;
			}
		}
		return result;
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/prettify-level.js
var require_prettify_level = __commonJSMin(((exports, module) => {
	module.exports = prettifyLevel;
	const getPropertyValue = require_get_property_value();
	function prettifyLevel({ log, context }) {
		const { colorizer, customLevels, customLevelNames, levelKey, getLevelLabelData } = context;
		const prettifier = context.customPrettifiers?.level;
		const output = getPropertyValue(log, levelKey);
		if (output === void 0) return void 0;
		const labelColorized = colorizer(output, {
			customLevels,
			customLevelNames
		});
		if (prettifier) {
			const [label] = getLevelLabelData(output);
			return prettifier(output, levelKey, log, {
				label,
				labelColorized,
				colors: colorizer.colors
			});
		}
		return labelColorized;
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/prettify-message.js
var require_prettify_message = __commonJSMin(((exports, module) => {
	module.exports = prettifyMessage;
	const { LEVELS } = require_constants();
	const getPropertyValue = require_get_property_value();
	const interpretConditionals = require_interpret_conditionals();
	const stripUnsafeControlChars = require_strip_unsafe_control_chars();
	function prettifyMessage({ log, context }) {
		const { colorizer, customLevels, levelKey, levelLabel, messageFormat, messageKey, useOnlyCustomProps } = context;
		if (messageFormat && typeof messageFormat === "string") {
			const parsedMessageFormat = interpretConditionals(messageFormat, log);
			const message = String(parsedMessageFormat).replace(/{([^{}]+)}/g, function(match, p1) {
				let level;
				if (p1 === levelLabel && (level = getPropertyValue(log, levelKey)) !== void 0) return (useOnlyCustomProps ? customLevels === void 0 : customLevels[level] === void 0) ? LEVELS[level] : customLevels[level];
				const value = getPropertyValue(log, p1);
				return value !== void 0 ? value : "";
			});
			return colorizer.message(stripUnsafeControlChars(message));
		}
		if (messageFormat && typeof messageFormat === "function") {
			const msg = messageFormat(log, messageKey, levelLabel, { colors: colorizer.colors });
			return colorizer.message(msg);
		}
		if (messageKey in log === false) return void 0;
		if (typeof log[messageKey] !== "string" && typeof log[messageKey] !== "number" && typeof log[messageKey] !== "boolean") return void 0;
		return colorizer.message(stripUnsafeControlChars(log[messageKey]));
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/prettify-metadata.js
var require_prettify_metadata = __commonJSMin(((exports, module) => {
	module.exports = prettifyMetadata;
	const stripUnsafeControlChars = require_strip_unsafe_control_chars();
	function prettifyMetadata({ log, context }) {
		const { customPrettifiers: prettifiers, colorizer } = context;
		let line = "";
		if (log.name || log.pid || log.hostname) {
			line += "(";
			if (log.name) line += prettifiers.name ? prettifiers.name(log.name, "name", log, { colors: colorizer.colors }) : stripUnsafeControlChars(log.name);
			if (log.pid) {
				const prettyPid = prettifiers.pid ? prettifiers.pid(log.pid, "pid", log, { colors: colorizer.colors }) : stripUnsafeControlChars(log.pid);
				if (log.name && log.pid) line += "/" + prettyPid;
				else line += prettyPid;
			}
			if (log.hostname) {
				const prettyHostname = prettifiers.hostname ? prettifiers.hostname(log.hostname, "hostname", log, { colors: colorizer.colors }) : stripUnsafeControlChars(log.hostname);
				line += `${line === "(" ? "on" : " on"} ${prettyHostname}`;
			}
			line += ")";
		}
		if (log.caller) {
			const prettyCaller = prettifiers.caller ? prettifiers.caller(log.caller, "caller", log, { colors: colorizer.colors }) : stripUnsafeControlChars(log.caller);
			line += `${line === "" ? "" : " "}<${prettyCaller}>`;
		}
		if (line === "") return;
		else return line;
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/prettify-time.js
var require_prettify_time = __commonJSMin(((exports, module) => {
	module.exports = prettifyTime;
	const formatTime = require_format_time();
	const stripUnsafeControlChars = require_strip_unsafe_control_chars();
	function prettifyTime({ log, context }) {
		const { timestampKey, translateTime: translateFormat } = context;
		const prettifier = context.customPrettifiers?.time;
		let time = null;
		if (timestampKey in log) time = log[timestampKey];
		else if ("timestamp" in log) time = log.timestamp;
		if (time === null) return void 0;
		const output = translateFormat ? formatTime(time, translateFormat) : time;
		return prettifier ? prettifier(output) : `[${stripUnsafeControlChars(output)}]`;
	}
}));
//#endregion
//#region node_modules/pino-pretty/lib/utils/index.js
var require_utils = __commonJSMin(((exports, module) => {
	module.exports = {
		buildSafeSonicBoom: require_build_safe_sonic_boom(),
		createDate: require_create_date(),
		deleteLogProperty: require_delete_log_property(),
		filterLog: require_filter_log(),
		formatTime: require_format_time(),
		getPropertyValue: require_get_property_value(),
		handleCustomLevelsNamesOpts: require_handle_custom_levels_names_opts(),
		handleCustomLevelsOpts: require_handle_custom_levels_opts(),
		interpretConditionals: require_interpret_conditionals(),
		isObject: require_is_object(),
		isValidDate: require_is_valid_date(),
		joinLinesWithIndentation: require_join_lines_with_indentation(),
		noop: require_noop(),
		parseFactoryOptions: require_parse_factory_options(),
		prettifyErrorLog: require_prettify_error_log(),
		prettifyError: require_prettify_error(),
		prettifyLevel: require_prettify_level(),
		prettifyMessage: require_prettify_message(),
		prettifyMetadata: require_prettify_metadata(),
		prettifyObject: require_prettify_object(),
		prettifyTime: require_prettify_time(),
		splitPropertyKey: require_split_property_key(),
		stripUnsafeControlChars: require_strip_unsafe_control_chars(),
		getLevelLabelData: require_get_level_label_data()
	};
}));
//#endregion
//#region node_modules/pino-pretty/lib/pretty.js
var require_pretty = __commonJSMin(((exports, module) => {
	module.exports = pretty;
	const sjs = require_secure_json_parse();
	const isObject = require_is_object();
	const prettifyErrorLog = require_prettify_error_log();
	const prettifyLevel = require_prettify_level();
	const prettifyMessage = require_prettify_message();
	const prettifyMetadata = require_prettify_metadata();
	const prettifyObject = require_prettify_object();
	const prettifyTime = require_prettify_time();
	const filterLog = require_filter_log();
	const { LEVELS, LEVEL_KEY, LEVEL_NAMES } = require_constants();
	const jsonParser = (input) => {
		try {
			return { value: sjs.parse(input, { protoAction: "remove" }) };
		} catch (err) {
			return { err };
		}
	};
	function pretty(inputData) {
		let log;
		if (!isObject(inputData)) {
			const parsed = jsonParser(inputData);
			if (parsed.err || !isObject(parsed.value)) return inputData + this.EOL;
			log = parsed.value;
		} else log = inputData;
		if (this.minimumLevel) {
			let condition;
			if (this.useOnlyCustomProps) condition = this.customLevels;
			else condition = this.customLevelNames[this.minimumLevel] !== void 0;
			let minimum;
			if (condition) minimum = this.customLevelNames[this.minimumLevel];
			else minimum = LEVEL_NAMES[this.minimumLevel];
			if (!minimum) minimum = typeof this.minimumLevel === "string" ? LEVEL_NAMES[this.minimumLevel] : LEVEL_NAMES[LEVELS[this.minimumLevel].toLowerCase()];
			if (log[this.levelKey === void 0 ? LEVEL_KEY : this.levelKey] < minimum) return;
		}
		const prettifiedMessage = prettifyMessage({
			log,
			context: this.context
		});
		if (this.ignoreKeys || this.includeKeys) log = filterLog({
			log,
			context: this.context
		});
		const prettifiedLevel = prettifyLevel({
			log,
			context: {
				...this.context,
				...this.context.customProperties
			}
		});
		const prettifiedMetadata = prettifyMetadata({
			log,
			context: this.context
		});
		const prettifiedTime = prettifyTime({
			log,
			context: this.context
		});
		let line = "";
		if (this.levelFirst && prettifiedLevel) line = `${prettifiedLevel}`;
		if (prettifiedTime && line === "") line = `${prettifiedTime}`;
		else if (prettifiedTime) line = `${line} ${prettifiedTime}`;
		if (!this.levelFirst && prettifiedLevel) if (line.length > 0) line = `${line} ${prettifiedLevel}`;
		else line = prettifiedLevel;
		if (prettifiedMetadata) if (line.length > 0) line = `${line} ${prettifiedMetadata}:`;
		else line = prettifiedMetadata;
		if (line.endsWith(":") === false && line !== "") line += ":";
		if (prettifiedMessage !== void 0) if (line.length > 0) line = `${line} ${prettifiedMessage}`;
		else line = prettifiedMessage;
		if (line.length > 0 && !this.singleLine) line += this.EOL;
		if (log.type === "Error" && typeof log.stack === "string") {
			const prettifiedErrorLog = prettifyErrorLog({
				log,
				context: this.context
			});
			if (this.singleLine) line += this.EOL;
			line += prettifiedErrorLog;
		} else if (this.hideObject === false) {
			const skipKeys = [
				this.messageKey,
				this.levelKey,
				this.timestampKey
			].map((key) => key.replaceAll(/\\/g, "")).filter((key) => {
				return typeof log[key] === "string" || typeof log[key] === "number" || typeof log[key] === "boolean";
			});
			const prettifiedObject = prettifyObject({
				log,
				skipKeys,
				context: this.context
			});
			if (this.singleLine && !/^\s$/.test(prettifiedObject)) line += " ";
			line += prettifiedObject;
		}
		return line;
	}
}));
//#endregion
//#region node_modules/pino-pretty/index.js
var require_pino_pretty = __commonJSMin(((exports, module) => {
	const { isColorSupported } = require_colorette();
	const pump = require_pump();
	const { Transform: Transform$1 } = __require("node:stream");
	const abstractTransport = require_pino_abstract_transport();
	const colors = require_colors();
	const { ERROR_LIKE_KEYS, LEVEL_KEY, LEVEL_LABEL, MESSAGE_KEY, TIMESTAMP_KEY } = require_constants();
	const { buildSafeSonicBoom, parseFactoryOptions } = require_utils();
	const pretty = require_pretty();
	const defaultOptions = {
		colorize: isColorSupported,
		colorizeObjects: true,
		crlf: false,
		customColors: null,
		customLevels: null,
		customPrettifiers: {},
		errorLikeObjectKeys: ERROR_LIKE_KEYS,
		errorProps: "",
		hideObject: false,
		ignore: "hostname",
		include: void 0,
		levelFirst: false,
		levelKey: LEVEL_KEY,
		levelLabel: LEVEL_LABEL,
		messageFormat: null,
		messageKey: MESSAGE_KEY,
		minimumLevel: void 0,
		singleLine: false,
		timestampKey: TIMESTAMP_KEY,
		translateTime: true,
		useOnlyCustomProps: true
	};
	function normalizeBoolean(value) {
		if (value === "true") return true;
		if (value === "false") return false;
		return value;
	}
	function normalizeBooleanOptions(options) {
		const normalized = { ...options };
		for (const key of [
			"colorize",
			"colorizeObjects",
			"crlf",
			"hideObject",
			"levelFirst",
			"singleLine",
			"useOnlyCustomProps"
		]) if (key in normalized) normalized[key] = normalizeBoolean(normalized[key]);
		if ("translateTime" in normalized && (normalized.translateTime === "true" || normalized.translateTime === "false")) normalized.translateTime = normalizeBoolean(normalized.translateTime);
		return normalized;
	}
	function prettyFactory(options) {
		const normalizedOptions = normalizeBooleanOptions(Object.assign({}, defaultOptions, options));
		const context = parseFactoryOptions(normalizedOptions);
		return pretty.bind({
			...context,
			context
		});
	}
	function build(opts = {}) {
		let pretty = prettyFactory(opts);
		let destination;
		return abstractTransport(function(source) {
			source.on("message", function pinoConfigListener(message) {
				if (!message || message.code !== "PINO_CONFIG") return;
				Object.assign(opts, {
					messageKey: message.config.messageKey,
					errorLikeObjectKeys: Array.from(new Set([...opts.errorLikeObjectKeys || ERROR_LIKE_KEYS, message.config.errorKey])),
					customLevels: message.config.levels.values
				});
				pretty = prettyFactory(opts);
				source.off("message", pinoConfigListener);
			});
			const stream = new Transform$1({
				objectMode: true,
				autoDestroy: true,
				transform(chunk, enc, cb) {
					cb(null, pretty(chunk));
				}
			});
			if (typeof opts.destination === "object" && typeof opts.destination.write === "function") destination = opts.destination;
			else destination = buildSafeSonicBoom({
				dest: opts.destination || 1,
				append: opts.append,
				mkdir: opts.mkdir,
				sync: opts.sync
			});
			source.on("unknown", function(line) {
				destination.write(line + "\n");
			});
			pump(source, stream, destination);
			return stream;
		}, {
			parse: "lines",
			close(err, cb) {
				destination.on("close", () => {
					cb(err);
				});
			}
		});
	}
	module.exports = build;
	module.exports.build = build;
	module.exports.PinoPretty = build;
	module.exports.prettyFactory = prettyFactory;
	module.exports.colorizerFactory = colors;
	module.exports.isColorSupported = isColorSupported;
	module.exports.default = build;
}));
//#endregion
//#region node_modules/@probot/pino/index.js
var import_pino_pretty = require_pino_pretty();
const LEVEL_MAP = {
	10: "trace",
	20: "debug",
	30: "info",
	40: "warn",
	50: "error",
	60: "fatal"
};
const pinoIgnore = [
	"time",
	"pid",
	"hostname",
	"req",
	"res",
	"responseTime"
].join(",");
const pinoErrorProps = [
	"event",
	"status",
	"headers",
	"request",
	"sentryEventId"
].join(",");
let init;
let withScope;
let captureException;
let sentry;
async function getTransformStream(options = {}) {
	const formattingEnabled = options.logFormat !== "json";
	const levelAsString = options.logLevelInString;
	const pretty = (0, import_pino_pretty.prettyFactory)({
		ignore: pinoIgnore,
		errorProps: pinoErrorProps
	});
	if (!options.sentryDsn) return new Transform({
		objectMode: true,
		transform(chunk, enc, cb) {
			const line = chunk.toString().trim();
			if (formattingEnabled) return cb(null, pretty(line));
			if (levelAsString) return cb(null, stringifyLogLevel(JSON.parse(line)));
			cb(null, line + "\n");
		}
	});
	else {
		if (!sentry) {
			sentry = await npxImport("@sentry/node@9.43.0", { onlyPackageRunner: true });
			init = sentry.init;
			withScope = sentry.withScope;
			captureException = sentry.captureException;
		}
		init({
			dsn: options.sentryDsn,
			normalizeDepth: 6
		});
		return new Transform({
			objectMode: true,
			transform(chunk, enc, cb) {
				const line = chunk.toString().trim();
				const data = JSON.parse(line);
				if (data.level < 50) {
					if (formattingEnabled) return cb(null, pretty(line));
					if (levelAsString) return cb(null, stringifyLogLevel(data));
					cb(null, line + "\n");
					return;
				}
				withScope((scope) => {
					const sentryLevelName = data.level === 50 ? "error" : "fatal";
					scope.setLevel(sentryLevelName);
					if (data.event) scope.setExtra("event", data.event);
					if (data.headers) scope.setExtra("headers", data.headers);
					if (data.request) scope.setExtra("request", data.request);
					if (data.status) scope.setExtra("status", data.status);
					const payload = data.event?.payload || data.err?.event?.payload;
					if (payload) {
						const { installation: { id, account: { login: account } = {} } = {}, organization: { login: organization } = {}, repository: { owner: { login: owner } = {} } = {} } = payload;
						scope.setUser({
							id,
							username: account || organization || owner
						});
					}
					const sentryEventId = captureException(toSentryError(data));
					if (data.event) data.event = { id: data.event.id };
					if (data.request) data.request = {
						method: data.request.method,
						url: data.request.url
					};
					data.sentryEventId = sentryEventId;
					if (formattingEnabled) return cb(null, pretty(data));
					if (levelAsString) return cb(null, stringifyLogLevel(data));
					cb(null, JSON.stringify(data) + "\n");
				});
			}
		});
	}
}
function stringifyLogLevel(data) {
	data.level = LEVEL_MAP[data.level];
	return JSON.stringify(data) + "\n";
}
function toSentryError(data) {
	const error = new Error(data.msg);
	error.name = data.type || data.err?.type;
	error.stack = data.stack || data.err?.stack;
	return error;
}
//#endregion
//#region node_modules/probot/lib/helpers/get-log.js
async function getLog(options = {}) {
	const { level, logMessageKey, ...getTransformStreamOptions } = options;
	const pinoOptions = {
		level: level || "info",
		name: "probot",
		messageKey: logMessageKey || "msg"
	};
	const transform = await getTransformStream(getTransformStreamOptions);
	transform.pipe(import_pino.default.destination(1));
	return (0, import_pino.default)(pinoOptions, transform);
}
//#endregion
//#region node_modules/@octokit/plugin-enterprise-compatibility/dist-src/version.js
const VERSION$5 = "6.0.3";
//#endregion
//#region node_modules/@octokit/plugin-enterprise-compatibility/dist-src/index.js
function enterpriseCompatibility(octokit) {
	octokit.hook.wrap("request", async (request, options) => {
		if (/\/orgs\/[^/]+\/teams/.test(options.url)) try {
			return await request(options);
		} catch (error) {
			if (error.status !== 404) throw error;
			if (!error.response || !error.response.headers["x-github-enterprise-version"]) throw error;
			const deprecatedUrl = options.url.replace(/\/orgs\/[^/]+\/teams\/[^/]+/, "/teams/{team_id}");
			throw new RequestError(`"${options.method} ${options.url}" is not supported in your GitHub Enterprise Server version. Please replace with octokit.request("${options.method} ${deprecatedUrl}", { team_id })`, 404, { request: options });
		}
		return request(options);
	});
}
enterpriseCompatibility.VERSION = VERSION$5;
//#endregion
//#region node_modules/probot/node_modules/@octokit/plugin-paginate-rest/dist-bundle/index.js
var VERSION$4 = "0.0.0-development";
function normalizePaginatedListResponse(response) {
	if (!response.data) return {
		...response,
		data: []
	};
	if (!(("total_count" in response.data || "total_commits" in response.data) && !("url" in response.data))) return response;
	const incompleteResults = response.data.incomplete_results;
	const repositorySelection = response.data.repository_selection;
	const totalCount = response.data.total_count;
	const totalCommits = response.data.total_commits;
	delete response.data.incomplete_results;
	delete response.data.repository_selection;
	delete response.data.total_count;
	delete response.data.total_commits;
	const namespaceKey = Object.keys(response.data)[0];
	response.data = response.data[namespaceKey];
	if (typeof incompleteResults !== "undefined") response.data.incomplete_results = incompleteResults;
	if (typeof repositorySelection !== "undefined") response.data.repository_selection = repositorySelection;
	response.data.total_count = totalCount;
	response.data.total_commits = totalCommits;
	return response;
}
function iterator(octokit, route, parameters) {
	const options = typeof route === "function" ? route.endpoint(parameters) : octokit.request.endpoint(route, parameters);
	const requestMethod = typeof route === "function" ? route : octokit.request;
	const method = options.method;
	const headers = options.headers;
	let url = options.url;
	return { [Symbol.asyncIterator]: () => ({ async next() {
		if (!url) return { done: true };
		try {
			const normalizedResponse = normalizePaginatedListResponse(await requestMethod({
				method,
				url,
				headers
			}));
			url = ((normalizedResponse.headers.link || "").match(/<([^<>]+)>;\s*rel="next"/) || [])[1];
			if (!url && "total_commits" in normalizedResponse.data) {
				const parsedUrl = new URL(normalizedResponse.url);
				const params = parsedUrl.searchParams;
				const page = parseInt(params.get("page") || "1", 10);
				if (page * parseInt(params.get("per_page") || "250", 10) < normalizedResponse.data.total_commits) {
					params.set("page", String(page + 1));
					url = parsedUrl.toString();
				}
			}
			return { value: normalizedResponse };
		} catch (error) {
			if (error.status !== 409) throw error;
			url = "";
			return { value: {
				status: 200,
				headers: {},
				data: []
			} };
		}
	} }) };
}
function paginate(octokit, route, parameters, mapFn) {
	if (typeof parameters === "function") {
		mapFn = parameters;
		parameters = void 0;
	}
	return gather(octokit, [], iterator(octokit, route, parameters)[Symbol.asyncIterator](), mapFn);
}
function gather(octokit, results, iterator2, mapFn) {
	return iterator2.next().then((result) => {
		if (result.done) return results;
		let earlyExit = false;
		function done() {
			earlyExit = true;
		}
		results = results.concat(mapFn ? mapFn(result.value, done) : result.value.data);
		if (earlyExit) return results;
		return gather(octokit, results, iterator2, mapFn);
	});
}
var composePaginateRest = Object.assign(paginate, { iterator });
function paginateRest(octokit) {
	return { paginate: Object.assign(paginate.bind(null, octokit), { iterator: iterator.bind(null, octokit) }) };
}
paginateRest.VERSION = VERSION$4;
//#endregion
//#region node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var import_light = __toESM(require_light(), 1);
var VERSION$3 = "0.0.0-development";
var noop = () => Promise.resolve();
function wrapRequest(state, request, options) {
	return state.retryLimiter.schedule(doRequest, state, request, options);
}
async function doRequest(state, request, options) {
	const { pathname } = new URL(options.url, "http://github.test");
	const isAuth = isAuthRequest(options.method, pathname);
	const isWrite = !isAuth && options.method !== "GET" && options.method !== "HEAD";
	const isSearch = options.method === "GET" && pathname.startsWith("/search/");
	const isGraphQL = pathname.startsWith("/graphql");
	const jobOptions = ~~request.retryCount > 0 ? {
		priority: 0,
		weight: 0
	} : {};
	if (state.clustering) jobOptions.expiration = 1e3 * 60;
	if (isWrite || isGraphQL) await state.write.key(state.id).schedule(jobOptions, noop);
	if (isWrite && state.triggersNotification(pathname)) await state.notifications.key(state.id).schedule(jobOptions, noop);
	if (isSearch) await state.search.key(state.id).schedule(jobOptions, noop);
	const req = (isAuth ? state.auth : state.global).key(state.id).schedule(jobOptions, request, options);
	if (isGraphQL) {
		const res = await req;
		if (res.data.errors != null && res.data.errors.some((error) => error.type === "RATE_LIMITED")) throw Object.assign(new Error("GraphQL Rate Limit Exceeded"), {
			response: res,
			data: res.data
		});
	}
	return req;
}
function isAuthRequest(method, pathname) {
	return method === "PATCH" && /^\/applications\/[^/]+\/token\/scoped$/.test(pathname) || method === "POST" && (/^\/applications\/[^/]+\/token$/.test(pathname) || /^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname) || pathname === "/login/oauth/access_token");
}
var triggers_notification_paths_default = [
	"/orgs/{org}/invitations",
	"/orgs/{org}/invitations/{invitation_id}",
	"/orgs/{org}/teams/{team_slug}/discussions",
	"/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments",
	"/repos/{owner}/{repo}/collaborators/{username}",
	"/repos/{owner}/{repo}/commits/{commit_sha}/comments",
	"/repos/{owner}/{repo}/issues",
	"/repos/{owner}/{repo}/issues/{issue_number}/comments",
	"/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
	"/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
	"/repos/{owner}/{repo}/pulls",
	"/repos/{owner}/{repo}/pulls/{pull_number}/comments",
	"/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
	"/repos/{owner}/{repo}/pulls/{pull_number}/merge",
	"/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
	"/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
	"/repos/{owner}/{repo}/releases",
	"/teams/{team_id}/discussions",
	"/teams/{team_id}/discussions/{discussion_number}/comments"
];
function routeMatcher(paths) {
	const regex2 = `^(?:${paths.map((path) => path.split("/").map((c) => c.startsWith("{") ? "(?:.+?)" : c).join("/")).map((r) => `(?:${r})`).join("|")})[^/]*$`;
	return new RegExp(regex2, "i");
}
var regex = routeMatcher(triggers_notification_paths_default);
var triggersNotification = regex.test.bind(regex);
var groups = {};
var createGroups = function(Bottleneck, common) {
	groups.global = new Bottleneck.Group({
		id: "octokit-global",
		maxConcurrent: 10,
		...common
	});
	groups.auth = new Bottleneck.Group({
		id: "octokit-auth",
		maxConcurrent: 1,
		...common
	});
	groups.search = new Bottleneck.Group({
		id: "octokit-search",
		maxConcurrent: 1,
		minTime: 2e3,
		...common
	});
	groups.write = new Bottleneck.Group({
		id: "octokit-write",
		maxConcurrent: 1,
		minTime: 1e3,
		...common
	});
	groups.notifications = new Bottleneck.Group({
		id: "octokit-notifications",
		maxConcurrent: 1,
		minTime: 3e3,
		...common
	});
};
function throttling(octokit, octokitOptions) {
	const { enabled = true, Bottleneck = import_light.default, id = "no-id", timeout = 1e3 * 60 * 2, connection } = octokitOptions.throttle || {};
	if (!enabled) return {};
	const common = { timeout };
	if (typeof connection !== "undefined") common.connection = connection;
	const state = Object.assign({
		clustering: connection != null,
		triggersNotification,
		fallbackSecondaryRateRetryAfter: 60,
		retryAfterBaseValue: 1e3,
		id
	}, octokitOptions.throttle);
	if (typeof state.onSecondaryRateLimit !== "function" || typeof state.onRateLimit !== "function") throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);
	let initialized = false;
	const initializeBottleneck = () => {
		if (initialized) return;
		initialized = true;
		if (groups.global == null) createGroups(Bottleneck, common);
		state.global = state.global ?? groups.global;
		state.auth = state.auth ?? groups.auth;
		state.search = state.search ?? groups.search;
		state.write = state.write ?? groups.write;
		state.notifications = state.notifications ?? groups.notifications;
		state.retryLimiter = state.retryLimiter ?? new Bottleneck();
		const events = {};
		const emitter = new Bottleneck.Events(events);
		events.on("secondary-limit", state.onSecondaryRateLimit);
		events.on("rate-limit", state.onRateLimit);
		events.on("error", (e) => octokit.log.warn("Error in throttling-plugin limit handler", e));
		state.retryLimiter.on("failed", async function(error, info) {
			const [state2, request, options] = info.args;
			const { pathname } = new URL(options.url, "http://github.test");
			if (!(pathname.startsWith("/graphql") && error.status !== 401 || error.status === 403 || error.status === 429)) return;
			const retryCount = ~~request.retryCount;
			request.retryCount = retryCount;
			options.request.retryCount = retryCount;
			const { wantRetry, retryAfter = 0 } = await (async function() {
				if (/\bsecondary rate\b/i.test(error.message)) {
					const retryAfter2 = Number(error.response.headers["retry-after"]) || state2.fallbackSecondaryRateRetryAfter;
					return {
						wantRetry: await emitter.trigger("secondary-limit", retryAfter2, options, octokit, retryCount),
						retryAfter: retryAfter2
					};
				}
				if (error.response.headers != null && error.response.headers["x-ratelimit-remaining"] === "0" || (error.response.data?.errors ?? []).some((error2) => error2.type === "RATE_LIMITED")) {
					const rateLimitReset = new Date(~~error.response.headers["x-ratelimit-reset"] * 1e3).getTime();
					const retryAfter2 = Math.max(Math.ceil((rateLimitReset - Date.now()) / 1e3) + 1, 0);
					return {
						wantRetry: await emitter.trigger("rate-limit", retryAfter2, options, octokit, retryCount),
						retryAfter: retryAfter2
					};
				}
				return {};
			})();
			if (wantRetry) {
				request.retryCount++;
				return retryAfter * state2.retryAfterBaseValue;
			}
		});
	};
	octokit.hook.wrap("request", (request, options) => {
		initializeBottleneck();
		return wrapRequest(state, request, options);
	});
	return {};
}
throttling.VERSION = VERSION$3;
throttling.triggersNotification = triggersNotification;
//#endregion
//#region node_modules/@probot/octokit-plugin-config/dist-src/version.js
const VERSION$2 = "4.1.0";
//#endregion
//#region node_modules/@probot/octokit-plugin-config/dist-src/util/get-config-file.js
var import_dist = __toESM(require_dist(), 1);
const SUPPORTED_FILE_EXTENSIONS = [
	"json",
	"yml",
	"yaml"
];
async function getConfigFile(octokit, { owner, repo, path, ref }) {
	const fileExtension = path.split(".").pop().toLowerCase();
	if (!SUPPORTED_FILE_EXTENSIONS.includes(fileExtension)) throw new Error(`[@probot/octokit-plugin-config] .${fileExtension} extension is not support for configuration (path: "${path}")`);
	const endpoint = {
		method: "GET",
		url: "/repos/{owner}/{repo}/contents/{path}",
		owner,
		repo,
		path,
		mediaType: { format: "raw" },
		...ref ? { ref } : {}
	};
	const { url } = octokit.request.endpoint(endpoint);
	const emptyConfigResult = {
		owner,
		repo,
		path,
		url,
		config: null
	};
	let data, headers;
	try {
		const response = await octokit.request(endpoint);
		data = response.data;
		headers = response.headers;
	} catch (error) {
		if (error.status === 404) return emptyConfigResult;
		throw error;
	}
	if (headers["content-type"] === "application/json; charset=utf-8") throw new Error(`[@probot/octokit-plugin-config] ${url} exists, but is either a directory or a submodule. Ignoring.`);
	if (fileExtension === "json") {
		if (typeof data === "string") throw new Error(`[@probot/octokit-plugin-config] Configuration could not be parsed from ${url} (invalid JSON)`);
		return {
			...emptyConfigResult,
			config: data
		};
	}
	let config;
	try {
		config = import_dist.parse(data, { logLevel: "error" }) || {};
	} catch (error) {
		throw new Error(`[@probot/octokit-plugin-config] Configuration could not be parsed from ${url} (invalid YAML)`, { cause: error });
	}
	if (typeof config === "string") throw new Error(`[@probot/octokit-plugin-config] Configuration could not be parsed from ${url} (YAML is not an object)`);
	return {
		...emptyConfigResult,
		config
	};
}
//#endregion
//#region node_modules/@probot/octokit-plugin-config/dist-src/util/extends-to-get-content-params.js
const EXTENDS_REGEX = new RegExp("^(?:([a-z\\d](?:[a-z\\d]|-(?=[a-z\\d])){0,38})/)?([-_.\\w\\d]+)(?::([-_./\\w\\d]+\\.ya?ml))?$", "i");
function extendsToGetContentParams({ owner, path, url, extendsValue }) {
	if (typeof extendsValue !== "string") throw new Error(`[@probot/octokit-plugin-config] Invalid value ${JSON.stringify(extendsValue)} for _extends in ${url}`);
	const match = extendsValue.match(EXTENDS_REGEX);
	if (match === null) throw new Error(`[@probot/octokit-plugin-config] Invalid value "${extendsValue}" for _extends in ${url}`);
	return {
		owner: match[1] || owner,
		repo: match[2],
		path: match[3] || path
	};
}
//#endregion
//#region node_modules/@probot/octokit-plugin-config/dist-src/util/get-config-files.js
async function getConfigFiles(octokit, { owner, repo, path, branch }) {
	const requestedRepoFile = await getConfigFile(octokit, {
		owner,
		repo,
		path,
		ref: branch
	});
	const files = [requestedRepoFile];
	if (!requestedRepoFile.config) {
		if (repo === ".github") return files;
		const defaultRepoConfig = await getConfigFile(octokit, {
			owner,
			repo: ".github",
			path
		});
		files.push(defaultRepoConfig);
	}
	const file = files[files.length - 1];
	if (!file.config || !file.config._extends) return files;
	let extendConfigOptions = extendsToGetContentParams({
		owner,
		path,
		url: file.url,
		extendsValue: file.config._extends
	});
	delete file.config._extends;
	do {
		const extendRepoConfig = await getConfigFile(octokit, extendConfigOptions);
		files.push(extendRepoConfig);
		if (!extendRepoConfig.config || !extendRepoConfig.config._extends) return files;
		extendConfigOptions = extendsToGetContentParams({
			owner,
			path,
			url: extendRepoConfig.url,
			extendsValue: extendRepoConfig.config._extends
		});
		delete extendRepoConfig.config._extends;
		const alreadyLoaded = files.find((file2) => file2.owner === extendConfigOptions.owner && file2.repo === extendConfigOptions.repo && file2.path === extendConfigOptions.path);
		if (alreadyLoaded) throw new Error(`[@probot/octokit-plugin-config] Recursion detected. Ignoring  "_extends: ${extendRepoConfig.config._extends}" from ${extendRepoConfig.url} because ${alreadyLoaded.url} was already loaded.`);
	} while (true);
}
//#endregion
//#region node_modules/@probot/octokit-plugin-config/dist-src/compose-config-get.js
async function composeConfigGet(octokit, { owner, repo, defaults, path, branch }) {
	const files = await getConfigFiles(octokit, {
		owner,
		repo,
		path,
		branch
	});
	const configs = files.map((file) => file.config).reverse().filter(Boolean);
	return {
		files,
		config: typeof defaults === "function" ? defaults(configs) : Object.assign({}, defaults, ...configs)
	};
}
//#endregion
//#region node_modules/@probot/octokit-plugin-config/dist-src/index.js
function config(octokit) {
	return { config: { async get(options) {
		return composeConfigGet(octokit, options);
	} } };
}
config.VERSION = VERSION$2;
//#endregion
//#region node_modules/@octokit/auth-unauthenticated/dist-node/index.js
async function auth$1(reason) {
	return {
		type: "unauthenticated",
		reason
	};
}
function isRateLimitError(error) {
	if (error.status !== 403) return false;
	if (!error.response) return false;
	return error.response.headers["x-ratelimit-remaining"] === "0";
}
var REGEX_ABUSE_LIMIT_MESSAGE = /\babuse\b/i;
function isAbuseLimitError(error) {
	if (error.status !== 403) return false;
	return REGEX_ABUSE_LIMIT_MESSAGE.test(error.message);
}
async function hook(reason, request, route, parameters) {
	const endpoint = request.endpoint.merge(route, parameters);
	return request(endpoint).catch((error) => {
		if (error.status === 404) {
			error.message = `Not found. May be due to lack of authentication. Reason: ${reason}`;
			throw error;
		}
		if (isRateLimitError(error)) {
			error.message = `API rate limit exceeded. This maybe caused by the lack of authentication. Reason: ${reason}`;
			throw error;
		}
		if (isAbuseLimitError(error)) {
			error.message = `You have triggered an abuse detection mechanism. This maybe caused by the lack of authentication. Reason: ${reason}`;
			throw error;
		}
		if (error.status === 401) {
			error.message = `Unauthorized. "${endpoint.method} ${endpoint.url}" failed most likely due to lack of authentication. Reason: ${reason}`;
			throw error;
		}
		if (error.status >= 400 && error.status < 500) error.message = error.message.replace(/\.?$/, `. May be caused by lack of authentication (${reason}).`);
		throw error;
	});
}
var createUnauthenticatedAuth = function createUnauthenticatedAuth2(options) {
	if (!options || !options.reason) throw new Error("[@octokit/auth-unauthenticated] No reason passed to createUnauthenticatedAuth");
	return Object.assign(auth$1.bind(null, options.reason), { hook: hook.bind(null, options.reason) });
};
//#endregion
//#region node_modules/octokit-auth-probot/dist-node/index.js
async function auth(state, options) {
	if (options.type !== "event-octokit") {
		if (state.type === "token" && options.type === "installation" && options.factory) {
			const { type, factory, ...factoryAuthOptions } = options;
			return factory(Object.assign({}, factoryAuthOptions, {
				octokit: state.octokit,
				octokitOptions: state.octokitOptions
			}));
		}
		return state.auth(options);
	}
	if (state.type !== "app") return state.octokit;
	const action = options.event.payload.action;
	const installationId = options.event.payload.installation && options.event.payload.installation.id;
	const fullEventName = options.event.name + (action ? "." + action : "");
	const OctokitWithEventAuth = state.octokit.constructor;
	if (!installationId) {
		const { auth: auth2, ...octokitOptions } = state.octokitOptions;
		return new OctokitWithEventAuth({
			authStrategy: createUnauthenticatedAuth,
			auth: { reason: `Handling a "${fullEventName}" event: an "installation" key is missing. The installation ID cannot be determined` },
			...octokitOptions
		});
	}
	if (options.event.name === "installation" && ["suspend", "deleted"].includes(String(action))) {
		const { auth: auth2, ...octokitOptions } = state.octokitOptions;
		return new OctokitWithEventAuth({
			authStrategy: createUnauthenticatedAuth,
			auth: { reason: `Handling a "${fullEventName}" event: The app's access has been revoked from @octokit (id: ${installationId})` },
			...octokitOptions
		});
	}
	return state.auth({
		type: "installation",
		installationId,
		factory: (auth2) => {
			const options2 = Object.assign({}, state.octokitOptions, { auth: Object.assign({}, auth2, { installationId }) });
			return new OctokitWithEventAuth(options2);
		}
	});
}
function getState(options) {
	const common = {
		octokit: options.octokit,
		octokitOptions: options.octokitOptions
	};
	if ("token" in options) return {
		type: "token",
		auth: createTokenAuth(String(options.token)),
		...common
	};
	if ("appId" in options && ("privateKey" in options || "createJwt" in options)) return {
		type: "app",
		auth: createAppAuth(options),
		...common
	};
	return {
		type: "unauthenticated",
		auth: createUnauthenticatedAuth({ reason: `Neither "appId"/"privateKey" nor "token" have been set as auth options` }),
		...common
	};
}
var VERSION$1 = "0.0.0-development";
function createProbotAuthFn(options) {
	const state = getState(options);
	return Object.assign(auth.bind(null, state), { hook: state.auth.hook });
}
createProbotAuthFn.VERSION = VERSION$1;
var createProbotAuth = createProbotAuthFn;
//#endregion
//#region node_modules/probot/lib/octokit/octokit-plugin-probot-request-logging.js
function probotRequestLogging(octokit) {
	octokit.hook.error("request", (error, options) => {
		if ("status" in error) {
			const { method, url, ...params } = octokit.request.endpoint.parse(options);
			const msg = `GitHub request: ${method} ${url} - ${error.status}`;
			octokit.log.debug(params.body || {}, msg);
		}
		throw error;
	});
	octokit.hook.after("request", (result, options) => {
		const { method, url, ...params } = octokit.request.endpoint.parse(options);
		const msg = `GitHub request: ${method} ${url} - ${result.status}`;
		octokit.log.debug(params.body || {}, msg);
	});
}
//#endregion
//#region node_modules/probot/lib/version.js
const VERSION = "14.3.2";
//#endregion
//#region node_modules/probot/lib/octokit/probot-octokit.js
const defaultOptions = {
	authStrategy: createProbotAuth,
	throttle: {
		enabled: true,
		onSecondaryRateLimit: (retryAfter, options, octokit) => {
			octokit.log.warn(`Secondary Rate limit hit with "${options.method} ${options.url}", retrying in ${retryAfter} seconds.`);
			return true;
		},
		onRateLimit: (retryAfter, options, octokit) => {
			octokit.log.warn(`Rate limit hit with "${options.method} ${options.url}", retrying in ${retryAfter} seconds.`);
			return true;
		}
	},
	userAgent: `probot/${VERSION}`
};
const ProbotOctokit = Octokit.plugin(throttling, retry, paginateRest, restEndpointMethods, enterpriseCompatibility, probotRequestLogging, config).defaults((instanceOptions) => {
	return {
		...defaultOptions,
		...instanceOptions,
		throttle: {
			...defaultOptions.throttle,
			...instanceOptions?.throttle
		}
	};
});
//#endregion
//#region node_modules/bottleneck/lib/parser.js
var require_parser = __commonJSMin(((exports) => {
	exports.load = function(received, defaults, onto = {}) {
		var k, ref, v;
		for (k in defaults) {
			v = defaults[k];
			onto[k] = (ref = received[k]) != null ? ref : v;
		}
		return onto;
	};
	exports.overwrite = function(received, defaults, onto = {}) {
		var k, v;
		for (k in received) {
			v = received[k];
			if (defaults[k] !== void 0) onto[k] = v;
		}
		return onto;
	};
}));
//#endregion
//#region node_modules/bottleneck/lib/DLList.js
var require_DLList = __commonJSMin(((exports, module) => {
	module.exports = class DLList {
		constructor(incr, decr) {
			this.incr = incr;
			this.decr = decr;
			this._first = null;
			this._last = null;
			this.length = 0;
		}
		push(value) {
			var node;
			this.length++;
			if (typeof this.incr === "function") this.incr();
			node = {
				value,
				prev: this._last,
				next: null
			};
			if (this._last != null) {
				this._last.next = node;
				this._last = node;
			} else this._first = this._last = node;
		}
		shift() {
			var value;
			if (this._first == null) return;
			else {
				this.length--;
				if (typeof this.decr === "function") this.decr();
			}
			value = this._first.value;
			if ((this._first = this._first.next) != null) this._first.prev = null;
			else this._last = null;
			return value;
		}
		first() {
			if (this._first != null) return this._first.value;
		}
		getArray() {
			var node = this._first, ref, results = [];
			while (node != null) results.push((ref = node, node = node.next, ref.value));
			return results;
		}
		forEachShift(cb) {
			var node = this.shift();
			while (node != null) cb(node), node = this.shift();
		}
		debug() {
			var node = this._first, ref, ref1, ref2, results = [];
			while (node != null) results.push((ref = node, node = node.next, {
				value: ref.value,
				prev: (ref1 = ref.prev) != null ? ref1.value : void 0,
				next: (ref2 = ref.next) != null ? ref2.value : void 0
			}));
			return results;
		}
	};
}));
//#endregion
//#region node_modules/bottleneck/lib/Events.js
var require_Events = __commonJSMin(((exports, module) => {
	function asyncGeneratorStep(gen, resolve, reject, _next, _throw, key, arg) {
		try {
			var info = gen[key](arg);
			var value = info.value;
		} catch (error) {
			reject(error);
			return;
		}
		if (info.done) resolve(value);
		else Promise.resolve(value).then(_next, _throw);
	}
	function _asyncToGenerator(fn) {
		return function() {
			var self = this, args = arguments;
			return new Promise(function(resolve, reject) {
				var gen = fn.apply(self, args);
				function _next(value) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "next", value);
				}
				function _throw(err) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "throw", err);
				}
				_next(void 0);
			});
		};
	}
	module.exports = class Events {
		constructor(instance) {
			this.instance = instance;
			this._events = {};
			if (this.instance.on != null || this.instance.once != null || this.instance.removeAllListeners != null) throw new Error("An Emitter already exists for this object");
			this.instance.on = (name, cb) => {
				return this._addListener(name, "many", cb);
			};
			this.instance.once = (name, cb) => {
				return this._addListener(name, "once", cb);
			};
			this.instance.removeAllListeners = (name = null) => {
				if (name != null) return delete this._events[name];
				else return this._events = {};
			};
		}
		_addListener(name, status, cb) {
			var base;
			if ((base = this._events)[name] == null) base[name] = [];
			this._events[name].push({
				cb,
				status
			});
			return this.instance;
		}
		listenerCount(name) {
			if (this._events[name] != null) return this._events[name].length;
			else return 0;
		}
		trigger(name, ...args) {
			var _this = this;
			return _asyncToGenerator(function* () {
				var e, promises;
				try {
					if (name !== "debug") _this.trigger("debug", `Event triggered: ${name}`, args);
					if (_this._events[name] == null) return;
					_this._events[name] = _this._events[name].filter(function(listener) {
						return listener.status !== "none";
					});
					promises = _this._events[name].map(function() {
						var _ref = _asyncToGenerator(function* (listener) {
							var e, returned;
							if (listener.status === "none") return;
							if (listener.status === "once") listener.status = "none";
							try {
								returned = typeof listener.cb === "function" ? listener.cb(...args) : void 0;
								if (typeof (returned != null ? returned.then : void 0) === "function") return yield returned;
								else return returned;
							} catch (error) {
								e = error;
								_this.trigger("error", e);
								return null;
							}
						});
						return function(_x) {
							return _ref.apply(this, arguments);
						};
					}());
					return (yield Promise.all(promises)).find(function(x) {
						return x != null;
					});
				} catch (error) {
					e = error;
					_this.trigger("error", e);
					return null;
				}
			})();
		}
	};
}));
//#endregion
//#region node_modules/bottleneck/lib/Queues.js
var require_Queues = __commonJSMin(((exports, module) => {
	var DLList = require_DLList();
	var Events = require_Events();
	module.exports = class Queues {
		constructor(num_priorities) {
			this.Events = new Events(this);
			this._length = 0;
			this._lists = function() {
				var j, ref, results = [];
				for (j = 1, ref = num_priorities; 1 <= ref ? j <= ref : j >= ref; 1 <= ref ? ++j : --j) results.push(new DLList(() => {
					return this.incr();
				}, () => {
					return this.decr();
				}));
				return results;
			}.call(this);
		}
		incr() {
			if (this._length++ === 0) return this.Events.trigger("leftzero");
		}
		decr() {
			if (--this._length === 0) return this.Events.trigger("zero");
		}
		push(job) {
			return this._lists[job.options.priority].push(job);
		}
		queued(priority) {
			if (priority != null) return this._lists[priority].length;
			else return this._length;
		}
		shiftAll(fn) {
			return this._lists.forEach(function(list) {
				return list.forEachShift(fn);
			});
		}
		getFirst(arr = this._lists) {
			var j, len, list;
			for (j = 0, len = arr.length; j < len; j++) {
				list = arr[j];
				if (list.length > 0) return list;
			}
			return [];
		}
		shiftLastFrom(priority) {
			return this.getFirst(this._lists.slice(priority).reverse()).shift();
		}
	};
}));
//#endregion
//#region node_modules/bottleneck/lib/BottleneckError.js
var require_BottleneckError = __commonJSMin(((exports, module) => {
	module.exports = class BottleneckError extends Error {};
}));
//#endregion
//#region node_modules/bottleneck/lib/Job.js
var require_Job = __commonJSMin(((exports, module) => {
	function asyncGeneratorStep(gen, resolve, reject, _next, _throw, key, arg) {
		try {
			var info = gen[key](arg);
			var value = info.value;
		} catch (error) {
			reject(error);
			return;
		}
		if (info.done) resolve(value);
		else Promise.resolve(value).then(_next, _throw);
	}
	function _asyncToGenerator(fn) {
		return function() {
			var self = this, args = arguments;
			return new Promise(function(resolve, reject) {
				var gen = fn.apply(self, args);
				function _next(value) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "next", value);
				}
				function _throw(err) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "throw", err);
				}
				_next(void 0);
			});
		};
	}
	var BottleneckError;
	var DEFAULT_PRIORITY;
	var Job;
	var NUM_PRIORITIES = 10;
	var parser;
	DEFAULT_PRIORITY = 5;
	parser = require_parser();
	BottleneckError = require_BottleneckError();
	Job = class Job {
		constructor(task, args, options, jobDefaults, rejectOnDrop, Events, _states, Promise) {
			this.task = task;
			this.args = args;
			this.rejectOnDrop = rejectOnDrop;
			this.Events = Events;
			this._states = _states;
			this.Promise = Promise;
			this.options = parser.load(options, jobDefaults);
			this.options.priority = this._sanitizePriority(this.options.priority);
			if (this.options.id === jobDefaults.id) this.options.id = `${this.options.id}-${this._randomIndex()}`;
			this.promise = new this.Promise((_resolve, _reject) => {
				this._resolve = _resolve;
				this._reject = _reject;
			});
			this.retryCount = 0;
		}
		_sanitizePriority(priority) {
			var sProperty = ~~priority !== priority ? DEFAULT_PRIORITY : priority;
			if (sProperty < 0) return 0;
			else if (sProperty > NUM_PRIORITIES - 1) return NUM_PRIORITIES - 1;
			else return sProperty;
		}
		_randomIndex() {
			return Math.random().toString(36).slice(2);
		}
		doDrop({ error, message = "This job has been dropped by Bottleneck" } = {}) {
			if (this._states.remove(this.options.id)) {
				if (this.rejectOnDrop) this._reject(error != null ? error : new BottleneckError(message));
				this.Events.trigger("dropped", {
					args: this.args,
					options: this.options,
					task: this.task,
					promise: this.promise
				});
				return true;
			} else return false;
		}
		_assertStatus(expected) {
			var status = this._states.jobStatus(this.options.id);
			if (!(status === expected || expected === "DONE" && status === null)) throw new BottleneckError(`Invalid job status ${status}, expected ${expected}. Please open an issue at https://github.com/SGrondin/bottleneck/issues`);
		}
		doReceive() {
			this._states.start(this.options.id);
			return this.Events.trigger("received", {
				args: this.args,
				options: this.options
			});
		}
		doQueue(reachedHWM, blocked) {
			this._assertStatus("RECEIVED");
			this._states.next(this.options.id);
			return this.Events.trigger("queued", {
				args: this.args,
				options: this.options,
				reachedHWM,
				blocked
			});
		}
		doRun() {
			if (this.retryCount === 0) {
				this._assertStatus("QUEUED");
				this._states.next(this.options.id);
			} else this._assertStatus("EXECUTING");
			return this.Events.trigger("scheduled", {
				args: this.args,
				options: this.options
			});
		}
		doExecute(chained, clearGlobalState, run, free) {
			var _this = this;
			return _asyncToGenerator(function* () {
				var error, eventInfo, passed;
				if (_this.retryCount === 0) {
					_this._assertStatus("RUNNING");
					_this._states.next(_this.options.id);
				} else _this._assertStatus("EXECUTING");
				eventInfo = {
					args: _this.args,
					options: _this.options,
					retryCount: _this.retryCount
				};
				_this.Events.trigger("executing", eventInfo);
				try {
					passed = yield chained != null ? chained.schedule(_this.options, _this.task, ..._this.args) : _this.task(..._this.args);
					if (clearGlobalState()) {
						_this.doDone(eventInfo);
						yield free(_this.options, eventInfo);
						_this._assertStatus("DONE");
						return _this._resolve(passed);
					}
				} catch (error1) {
					error = error1;
					return _this._onFailure(error, eventInfo, clearGlobalState, run, free);
				}
			})();
		}
		doExpire(clearGlobalState, run, free) {
			var error, eventInfo;
			if (this._states.jobStatus(this.options.id === "RUNNING")) this._states.next(this.options.id);
			this._assertStatus("EXECUTING");
			eventInfo = {
				args: this.args,
				options: this.options,
				retryCount: this.retryCount
			};
			error = new BottleneckError(`This job timed out after ${this.options.expiration} ms.`);
			return this._onFailure(error, eventInfo, clearGlobalState, run, free);
		}
		_onFailure(error, eventInfo, clearGlobalState, run, free) {
			var _this2 = this;
			return _asyncToGenerator(function* () {
				var retry, retryAfter;
				if (clearGlobalState()) {
					retry = yield _this2.Events.trigger("failed", error, eventInfo);
					if (retry != null) {
						retryAfter = ~~retry;
						_this2.Events.trigger("retry", `Retrying ${_this2.options.id} after ${retryAfter} ms`, eventInfo);
						_this2.retryCount++;
						return run(retryAfter);
					} else {
						_this2.doDone(eventInfo);
						yield free(_this2.options, eventInfo);
						_this2._assertStatus("DONE");
						return _this2._reject(error);
					}
				}
			})();
		}
		doDone(eventInfo) {
			this._assertStatus("EXECUTING");
			this._states.next(this.options.id);
			return this.Events.trigger("done", eventInfo);
		}
	};
	module.exports = Job;
}));
//#endregion
//#region node_modules/bottleneck/lib/LocalDatastore.js
var require_LocalDatastore = __commonJSMin(((exports, module) => {
	function asyncGeneratorStep(gen, resolve, reject, _next, _throw, key, arg) {
		try {
			var info = gen[key](arg);
			var value = info.value;
		} catch (error) {
			reject(error);
			return;
		}
		if (info.done) resolve(value);
		else Promise.resolve(value).then(_next, _throw);
	}
	function _asyncToGenerator(fn) {
		return function() {
			var self = this, args = arguments;
			return new Promise(function(resolve, reject) {
				var gen = fn.apply(self, args);
				function _next(value) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "next", value);
				}
				function _throw(err) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "throw", err);
				}
				_next(void 0);
			});
		};
	}
	var BottleneckError;
	var LocalDatastore;
	var parser = require_parser();
	BottleneckError = require_BottleneckError();
	LocalDatastore = class LocalDatastore {
		constructor(instance, storeOptions, storeInstanceOptions) {
			this.instance = instance;
			this.storeOptions = storeOptions;
			this.clientId = this.instance._randomIndex();
			parser.load(storeInstanceOptions, storeInstanceOptions, this);
			this._nextRequest = this._lastReservoirRefresh = this._lastReservoirIncrease = Date.now();
			this._running = 0;
			this._done = 0;
			this._unblockTime = 0;
			this.ready = this.Promise.resolve();
			this.clients = {};
			this._startHeartbeat();
		}
		_startHeartbeat() {
			var base;
			if (this.heartbeat == null && (this.storeOptions.reservoirRefreshInterval != null && this.storeOptions.reservoirRefreshAmount != null || this.storeOptions.reservoirIncreaseInterval != null && this.storeOptions.reservoirIncreaseAmount != null)) return typeof (base = this.heartbeat = setInterval(() => {
				var amount, incr, maximum, now = Date.now(), reservoir;
				if (this.storeOptions.reservoirRefreshInterval != null && now >= this._lastReservoirRefresh + this.storeOptions.reservoirRefreshInterval) {
					this._lastReservoirRefresh = now;
					this.storeOptions.reservoir = this.storeOptions.reservoirRefreshAmount;
					this.instance._drainAll(this.computeCapacity());
				}
				if (this.storeOptions.reservoirIncreaseInterval != null && now >= this._lastReservoirIncrease + this.storeOptions.reservoirIncreaseInterval) {
					var _this$storeOptions = this.storeOptions;
					amount = _this$storeOptions.reservoirIncreaseAmount;
					maximum = _this$storeOptions.reservoirIncreaseMaximum;
					reservoir = _this$storeOptions.reservoir;
					this._lastReservoirIncrease = now;
					incr = maximum != null ? Math.min(amount, maximum - reservoir) : amount;
					if (incr > 0) {
						this.storeOptions.reservoir += incr;
						return this.instance._drainAll(this.computeCapacity());
					}
				}
			}, this.heartbeatInterval)).unref === "function" ? base.unref() : void 0;
			else return clearInterval(this.heartbeat);
		}
		__publish__(message) {
			var _this = this;
			return _asyncToGenerator(function* () {
				yield _this.yieldLoop();
				return _this.instance.Events.trigger("message", message.toString());
			})();
		}
		__disconnect__(flush) {
			var _this2 = this;
			return _asyncToGenerator(function* () {
				yield _this2.yieldLoop();
				clearInterval(_this2.heartbeat);
				return _this2.Promise.resolve();
			})();
		}
		yieldLoop(t = 0) {
			return new this.Promise(function(resolve, reject) {
				return setTimeout(resolve, t);
			});
		}
		computePenalty() {
			var ref;
			return (ref = this.storeOptions.penalty) != null ? ref : 15 * this.storeOptions.minTime || 5e3;
		}
		__updateSettings__(options) {
			var _this3 = this;
			return _asyncToGenerator(function* () {
				yield _this3.yieldLoop();
				parser.overwrite(options, options, _this3.storeOptions);
				_this3._startHeartbeat();
				_this3.instance._drainAll(_this3.computeCapacity());
				return true;
			})();
		}
		__running__() {
			var _this4 = this;
			return _asyncToGenerator(function* () {
				yield _this4.yieldLoop();
				return _this4._running;
			})();
		}
		__queued__() {
			var _this5 = this;
			return _asyncToGenerator(function* () {
				yield _this5.yieldLoop();
				return _this5.instance.queued();
			})();
		}
		__done__() {
			var _this6 = this;
			return _asyncToGenerator(function* () {
				yield _this6.yieldLoop();
				return _this6._done;
			})();
		}
		__groupCheck__(time) {
			var _this7 = this;
			return _asyncToGenerator(function* () {
				yield _this7.yieldLoop();
				return _this7._nextRequest + _this7.timeout < time;
			})();
		}
		computeCapacity() {
			var maxConcurrent, reservoir;
			var _this$storeOptions2 = this.storeOptions;
			maxConcurrent = _this$storeOptions2.maxConcurrent;
			reservoir = _this$storeOptions2.reservoir;
			if (maxConcurrent != null && reservoir != null) return Math.min(maxConcurrent - this._running, reservoir);
			else if (maxConcurrent != null) return maxConcurrent - this._running;
			else if (reservoir != null) return reservoir;
			else return null;
		}
		conditionsCheck(weight) {
			var capacity = this.computeCapacity();
			return capacity == null || weight <= capacity;
		}
		__incrementReservoir__(incr) {
			var _this8 = this;
			return _asyncToGenerator(function* () {
				var reservoir;
				yield _this8.yieldLoop();
				reservoir = _this8.storeOptions.reservoir += incr;
				_this8.instance._drainAll(_this8.computeCapacity());
				return reservoir;
			})();
		}
		__currentReservoir__() {
			var _this9 = this;
			return _asyncToGenerator(function* () {
				yield _this9.yieldLoop();
				return _this9.storeOptions.reservoir;
			})();
		}
		isBlocked(now) {
			return this._unblockTime >= now;
		}
		check(weight, now) {
			return this.conditionsCheck(weight) && this._nextRequest - now <= 0;
		}
		__check__(weight) {
			var _this10 = this;
			return _asyncToGenerator(function* () {
				var now;
				yield _this10.yieldLoop();
				now = Date.now();
				return _this10.check(weight, now);
			})();
		}
		__register__(index, weight, expiration) {
			var _this11 = this;
			return _asyncToGenerator(function* () {
				var now, wait;
				yield _this11.yieldLoop();
				now = Date.now();
				if (_this11.conditionsCheck(weight)) {
					_this11._running += weight;
					if (_this11.storeOptions.reservoir != null) _this11.storeOptions.reservoir -= weight;
					wait = Math.max(_this11._nextRequest - now, 0);
					_this11._nextRequest = now + wait + _this11.storeOptions.minTime;
					return {
						success: true,
						wait,
						reservoir: _this11.storeOptions.reservoir
					};
				} else return { success: false };
			})();
		}
		strategyIsBlock() {
			return this.storeOptions.strategy === 3;
		}
		__submit__(queueLength, weight) {
			var _this12 = this;
			return _asyncToGenerator(function* () {
				var blocked, now, reachedHWM;
				yield _this12.yieldLoop();
				if (_this12.storeOptions.maxConcurrent != null && weight > _this12.storeOptions.maxConcurrent) throw new BottleneckError(`Impossible to add a job having a weight of ${weight} to a limiter having a maxConcurrent setting of ${_this12.storeOptions.maxConcurrent}`);
				now = Date.now();
				reachedHWM = _this12.storeOptions.highWater != null && queueLength === _this12.storeOptions.highWater && !_this12.check(weight, now);
				blocked = _this12.strategyIsBlock() && (reachedHWM || _this12.isBlocked(now));
				if (blocked) {
					_this12._unblockTime = now + _this12.computePenalty();
					_this12._nextRequest = _this12._unblockTime + _this12.storeOptions.minTime;
					_this12.instance._dropAllQueued();
				}
				return {
					reachedHWM,
					blocked,
					strategy: _this12.storeOptions.strategy
				};
			})();
		}
		__free__(index, weight) {
			var _this13 = this;
			return _asyncToGenerator(function* () {
				yield _this13.yieldLoop();
				_this13._running -= weight;
				_this13._done += weight;
				_this13.instance._drainAll(_this13.computeCapacity());
				return { running: _this13._running };
			})();
		}
	};
	module.exports = LocalDatastore;
}));
//#endregion
//#region node_modules/bottleneck/lib/lua.json
var require_lua = __commonJSMin(((exports, module) => {
	module.exports = {
		"blacklist_client.lua": "local blacklist = ARGV[num_static_argv + 1]\n\nif redis.call('zscore', client_last_seen_key, blacklist) then\n  redis.call('zadd', client_last_seen_key, 0, blacklist)\nend\n\n\nreturn {}\n",
		"check.lua": "local weight = tonumber(ARGV[num_static_argv + 1])\n\nlocal capacity = process_tick(now, false)['capacity']\nlocal nextRequest = tonumber(redis.call('hget', settings_key, 'nextRequest'))\n\nreturn conditions_check(capacity, weight) and nextRequest - now <= 0\n",
		"conditions_check.lua": "local conditions_check = function (capacity, weight)\n  return capacity == nil or weight <= capacity\nend\n",
		"current_reservoir.lua": "return process_tick(now, false)['reservoir']\n",
		"done.lua": "process_tick(now, false)\n\nreturn tonumber(redis.call('hget', settings_key, 'done'))\n",
		"free.lua": "local index = ARGV[num_static_argv + 1]\n\nredis.call('zadd', job_expirations_key, 0, index)\n\nreturn process_tick(now, false)['running']\n",
		"get_time.lua": "redis.replicate_commands()\n\nlocal get_time = function ()\n  local time = redis.call('time')\n\n  return tonumber(time[1]..string.sub(time[2], 1, 3))\nend\n",
		"group_check.lua": "return not (redis.call('exists', settings_key) == 1)\n",
		"heartbeat.lua": "process_tick(now, true)\n",
		"increment_reservoir.lua": "local incr = tonumber(ARGV[num_static_argv + 1])\n\nredis.call('hincrby', settings_key, 'reservoir', incr)\n\nlocal reservoir = process_tick(now, true)['reservoir']\n\nlocal groupTimeout = tonumber(redis.call('hget', settings_key, 'groupTimeout'))\nrefresh_expiration(0, 0, groupTimeout)\n\nreturn reservoir\n",
		"init.lua": "local clear = tonumber(ARGV[num_static_argv + 1])\nlocal limiter_version = ARGV[num_static_argv + 2]\nlocal num_local_argv = num_static_argv + 2\n\nif clear == 1 then\n  redis.call('del', unpack(KEYS))\nend\n\nif redis.call('exists', settings_key) == 0 then\n  -- Create\n  local args = {'hmset', settings_key}\n\n  for i = num_local_argv + 1, #ARGV do\n    table.insert(args, ARGV[i])\n  end\n\n  redis.call(unpack(args))\n  redis.call('hmset', settings_key,\n    'nextRequest', now,\n    'lastReservoirRefresh', now,\n    'lastReservoirIncrease', now,\n    'running', 0,\n    'done', 0,\n    'unblockTime', 0,\n    'capacityPriorityCounter', 0\n  )\n\nelse\n  -- Apply migrations\n  local settings = redis.call('hmget', settings_key,\n    'id',\n    'version'\n  )\n  local id = settings[1]\n  local current_version = settings[2]\n\n  if current_version ~= limiter_version then\n    local version_digits = {}\n    for k, v in string.gmatch(current_version, \"([^.]+)\") do\n      table.insert(version_digits, tonumber(k))\n    end\n\n    -- 2.10.0\n    if version_digits[2] < 10 then\n      redis.call('hsetnx', settings_key, 'reservoirRefreshInterval', '')\n      redis.call('hsetnx', settings_key, 'reservoirRefreshAmount', '')\n      redis.call('hsetnx', settings_key, 'lastReservoirRefresh', '')\n      redis.call('hsetnx', settings_key, 'done', 0)\n      redis.call('hset', settings_key, 'version', '2.10.0')\n    end\n\n    -- 2.11.1\n    if version_digits[2] < 11 or (version_digits[2] == 11 and version_digits[3] < 1) then\n      if redis.call('hstrlen', settings_key, 'lastReservoirRefresh') == 0 then\n        redis.call('hmset', settings_key,\n          'lastReservoirRefresh', now,\n          'version', '2.11.1'\n        )\n      end\n    end\n\n    -- 2.14.0\n    if version_digits[2] < 14 then\n      local old_running_key = 'b_'..id..'_running'\n      local old_executing_key = 'b_'..id..'_executing'\n\n      if redis.call('exists', old_running_key) == 1 then\n        redis.call('rename', old_running_key, job_weights_key)\n      end\n      if redis.call('exists', old_executing_key) == 1 then\n        redis.call('rename', old_executing_key, job_expirations_key)\n      end\n      redis.call('hset', settings_key, 'version', '2.14.0')\n    end\n\n    -- 2.15.2\n    if version_digits[2] < 15 or (version_digits[2] == 15 and version_digits[3] < 2) then\n      redis.call('hsetnx', settings_key, 'capacityPriorityCounter', 0)\n      redis.call('hset', settings_key, 'version', '2.15.2')\n    end\n\n    -- 2.17.0\n    if version_digits[2] < 17 then\n      redis.call('hsetnx', settings_key, 'clientTimeout', 10000)\n      redis.call('hset', settings_key, 'version', '2.17.0')\n    end\n\n    -- 2.18.0\n    if version_digits[2] < 18 then\n      redis.call('hsetnx', settings_key, 'reservoirIncreaseInterval', '')\n      redis.call('hsetnx', settings_key, 'reservoirIncreaseAmount', '')\n      redis.call('hsetnx', settings_key, 'reservoirIncreaseMaximum', '')\n      redis.call('hsetnx', settings_key, 'lastReservoirIncrease', now)\n      redis.call('hset', settings_key, 'version', '2.18.0')\n    end\n\n  end\n\n  process_tick(now, false)\nend\n\nlocal groupTimeout = tonumber(redis.call('hget', settings_key, 'groupTimeout'))\nrefresh_expiration(0, 0, groupTimeout)\n\nreturn {}\n",
		"process_tick.lua": "local process_tick = function (now, always_publish)\n\n  local compute_capacity = function (maxConcurrent, running, reservoir)\n    if maxConcurrent ~= nil and reservoir ~= nil then\n      return math.min((maxConcurrent - running), reservoir)\n    elseif maxConcurrent ~= nil then\n      return maxConcurrent - running\n    elseif reservoir ~= nil then\n      return reservoir\n    else\n      return nil\n    end\n  end\n\n  local settings = redis.call('hmget', settings_key,\n    'id',\n    'maxConcurrent',\n    'running',\n    'reservoir',\n    'reservoirRefreshInterval',\n    'reservoirRefreshAmount',\n    'lastReservoirRefresh',\n    'reservoirIncreaseInterval',\n    'reservoirIncreaseAmount',\n    'reservoirIncreaseMaximum',\n    'lastReservoirIncrease',\n    'capacityPriorityCounter',\n    'clientTimeout'\n  )\n  local id = settings[1]\n  local maxConcurrent = tonumber(settings[2])\n  local running = tonumber(settings[3])\n  local reservoir = tonumber(settings[4])\n  local reservoirRefreshInterval = tonumber(settings[5])\n  local reservoirRefreshAmount = tonumber(settings[6])\n  local lastReservoirRefresh = tonumber(settings[7])\n  local reservoirIncreaseInterval = tonumber(settings[8])\n  local reservoirIncreaseAmount = tonumber(settings[9])\n  local reservoirIncreaseMaximum = tonumber(settings[10])\n  local lastReservoirIncrease = tonumber(settings[11])\n  local capacityPriorityCounter = tonumber(settings[12])\n  local clientTimeout = tonumber(settings[13])\n\n  local initial_capacity = compute_capacity(maxConcurrent, running, reservoir)\n\n  --\n  -- Process 'running' changes\n  --\n  local expired = redis.call('zrangebyscore', job_expirations_key, '-inf', '('..now)\n\n  if #expired > 0 then\n    redis.call('zremrangebyscore', job_expirations_key, '-inf', '('..now)\n\n    local flush_batch = function (batch, acc)\n      local weights = redis.call('hmget', job_weights_key, unpack(batch))\n                      redis.call('hdel',  job_weights_key, unpack(batch))\n      local clients = redis.call('hmget', job_clients_key, unpack(batch))\n                      redis.call('hdel',  job_clients_key, unpack(batch))\n\n      -- Calculate sum of removed weights\n      for i = 1, #weights do\n        acc['total'] = acc['total'] + (tonumber(weights[i]) or 0)\n      end\n\n      -- Calculate sum of removed weights by client\n      local client_weights = {}\n      for i = 1, #clients do\n        local removed = tonumber(weights[i]) or 0\n        if removed > 0 then\n          acc['client_weights'][clients[i]] = (acc['client_weights'][clients[i]] or 0) + removed\n        end\n      end\n    end\n\n    local acc = {\n      ['total'] = 0,\n      ['client_weights'] = {}\n    }\n    local batch_size = 1000\n\n    -- Compute changes to Zsets and apply changes to Hashes\n    for i = 1, #expired, batch_size do\n      local batch = {}\n      for j = i, math.min(i + batch_size - 1, #expired) do\n        table.insert(batch, expired[j])\n      end\n\n      flush_batch(batch, acc)\n    end\n\n    -- Apply changes to Zsets\n    if acc['total'] > 0 then\n      redis.call('hincrby', settings_key, 'done', acc['total'])\n      running = tonumber(redis.call('hincrby', settings_key, 'running', -acc['total']))\n    end\n\n    for client, weight in pairs(acc['client_weights']) do\n      redis.call('zincrby', client_running_key, -weight, client)\n    end\n  end\n\n  --\n  -- Process 'reservoir' changes\n  --\n  local reservoirRefreshActive = reservoirRefreshInterval ~= nil and reservoirRefreshAmount ~= nil\n  if reservoirRefreshActive and now >= lastReservoirRefresh + reservoirRefreshInterval then\n    reservoir = reservoirRefreshAmount\n    redis.call('hmset', settings_key,\n      'reservoir', reservoir,\n      'lastReservoirRefresh', now\n    )\n  end\n\n  local reservoirIncreaseActive = reservoirIncreaseInterval ~= nil and reservoirIncreaseAmount ~= nil\n  if reservoirIncreaseActive and now >= lastReservoirIncrease + reservoirIncreaseInterval then\n    local num_intervals = math.floor((now - lastReservoirIncrease) / reservoirIncreaseInterval)\n    local incr = reservoirIncreaseAmount * num_intervals\n    if reservoirIncreaseMaximum ~= nil then\n      incr = math.min(incr, reservoirIncreaseMaximum - (reservoir or 0))\n    end\n    if incr > 0 then\n      reservoir = (reservoir or 0) + incr\n    end\n    redis.call('hmset', settings_key,\n      'reservoir', reservoir,\n      'lastReservoirIncrease', lastReservoirIncrease + (num_intervals * reservoirIncreaseInterval)\n    )\n  end\n\n  --\n  -- Clear unresponsive clients\n  --\n  local unresponsive = redis.call('zrangebyscore', client_last_seen_key, '-inf', (now - clientTimeout))\n  local unresponsive_lookup = {}\n  local terminated_clients = {}\n  for i = 1, #unresponsive do\n    unresponsive_lookup[unresponsive[i]] = true\n    if tonumber(redis.call('zscore', client_running_key, unresponsive[i])) == 0 then\n      table.insert(terminated_clients, unresponsive[i])\n    end\n  end\n  if #terminated_clients > 0 then\n    redis.call('zrem', client_running_key,         unpack(terminated_clients))\n    redis.call('hdel', client_num_queued_key,      unpack(terminated_clients))\n    redis.call('zrem', client_last_registered_key, unpack(terminated_clients))\n    redis.call('zrem', client_last_seen_key,       unpack(terminated_clients))\n  end\n\n  --\n  -- Broadcast capacity changes\n  --\n  local final_capacity = compute_capacity(maxConcurrent, running, reservoir)\n\n  if always_publish or (initial_capacity ~= nil and final_capacity == nil) then\n    -- always_publish or was not unlimited, now unlimited\n    redis.call('publish', 'b_'..id, 'capacity:'..(final_capacity or ''))\n\n  elseif initial_capacity ~= nil and final_capacity ~= nil and final_capacity > initial_capacity then\n    -- capacity was increased\n    -- send the capacity message to the limiter having the lowest number of running jobs\n    -- the tiebreaker is the limiter having not registered a job in the longest time\n\n    local lowest_concurrency_value = nil\n    local lowest_concurrency_clients = {}\n    local lowest_concurrency_last_registered = {}\n    local client_concurrencies = redis.call('zrange', client_running_key, 0, -1, 'withscores')\n\n    for i = 1, #client_concurrencies, 2 do\n      local client = client_concurrencies[i]\n      local concurrency = tonumber(client_concurrencies[i+1])\n\n      if (\n        lowest_concurrency_value == nil or lowest_concurrency_value == concurrency\n      ) and (\n        not unresponsive_lookup[client]\n      ) and (\n        tonumber(redis.call('hget', client_num_queued_key, client)) > 0\n      ) then\n        lowest_concurrency_value = concurrency\n        table.insert(lowest_concurrency_clients, client)\n        local last_registered = tonumber(redis.call('zscore', client_last_registered_key, client))\n        table.insert(lowest_concurrency_last_registered, last_registered)\n      end\n    end\n\n    if #lowest_concurrency_clients > 0 then\n      local position = 1\n      local earliest = lowest_concurrency_last_registered[1]\n\n      for i,v in ipairs(lowest_concurrency_last_registered) do\n        if v < earliest then\n          position = i\n          earliest = v\n        end\n      end\n\n      local next_client = lowest_concurrency_clients[position]\n      redis.call('publish', 'b_'..id,\n        'capacity-priority:'..(final_capacity or '')..\n        ':'..next_client..\n        ':'..capacityPriorityCounter\n      )\n      redis.call('hincrby', settings_key, 'capacityPriorityCounter', '1')\n    else\n      redis.call('publish', 'b_'..id, 'capacity:'..(final_capacity or ''))\n    end\n  end\n\n  return {\n    ['capacity'] = final_capacity,\n    ['running'] = running,\n    ['reservoir'] = reservoir\n  }\nend\n",
		"queued.lua": "local clientTimeout = tonumber(redis.call('hget', settings_key, 'clientTimeout'))\nlocal valid_clients = redis.call('zrangebyscore', client_last_seen_key, (now - clientTimeout), 'inf')\nlocal client_queued = redis.call('hmget', client_num_queued_key, unpack(valid_clients))\n\nlocal sum = 0\nfor i = 1, #client_queued do\n  sum = sum + tonumber(client_queued[i])\nend\n\nreturn sum\n",
		"refresh_expiration.lua": "local refresh_expiration = function (now, nextRequest, groupTimeout)\n\n  if groupTimeout ~= nil then\n    local ttl = (nextRequest + groupTimeout) - now\n\n    for i = 1, #KEYS do\n      redis.call('pexpire', KEYS[i], ttl)\n    end\n  end\n\nend\n",
		"refs.lua": "local settings_key = KEYS[1]\nlocal job_weights_key = KEYS[2]\nlocal job_expirations_key = KEYS[3]\nlocal job_clients_key = KEYS[4]\nlocal client_running_key = KEYS[5]\nlocal client_num_queued_key = KEYS[6]\nlocal client_last_registered_key = KEYS[7]\nlocal client_last_seen_key = KEYS[8]\n\nlocal now = tonumber(ARGV[1])\nlocal client = ARGV[2]\n\nlocal num_static_argv = 2\n",
		"register.lua": "local index = ARGV[num_static_argv + 1]\nlocal weight = tonumber(ARGV[num_static_argv + 2])\nlocal expiration = tonumber(ARGV[num_static_argv + 3])\n\nlocal state = process_tick(now, false)\nlocal capacity = state['capacity']\nlocal reservoir = state['reservoir']\n\nlocal settings = redis.call('hmget', settings_key,\n  'nextRequest',\n  'minTime',\n  'groupTimeout'\n)\nlocal nextRequest = tonumber(settings[1])\nlocal minTime = tonumber(settings[2])\nlocal groupTimeout = tonumber(settings[3])\n\nif conditions_check(capacity, weight) then\n\n  redis.call('hincrby', settings_key, 'running', weight)\n  redis.call('hset', job_weights_key, index, weight)\n  if expiration ~= nil then\n    redis.call('zadd', job_expirations_key, now + expiration, index)\n  end\n  redis.call('hset', job_clients_key, index, client)\n  redis.call('zincrby', client_running_key, weight, client)\n  redis.call('hincrby', client_num_queued_key, client, -1)\n  redis.call('zadd', client_last_registered_key, now, client)\n\n  local wait = math.max(nextRequest - now, 0)\n  local newNextRequest = now + wait + minTime\n\n  if reservoir == nil then\n    redis.call('hset', settings_key,\n      'nextRequest', newNextRequest\n    )\n  else\n    reservoir = reservoir - weight\n    redis.call('hmset', settings_key,\n      'reservoir', reservoir,\n      'nextRequest', newNextRequest\n    )\n  end\n\n  refresh_expiration(now, newNextRequest, groupTimeout)\n\n  return {true, wait, reservoir}\n\nelse\n  return {false}\nend\n",
		"register_client.lua": "local queued = tonumber(ARGV[num_static_argv + 1])\n\n-- Could have been re-registered concurrently\nif not redis.call('zscore', client_last_seen_key, client) then\n  redis.call('zadd', client_running_key, 0, client)\n  redis.call('hset', client_num_queued_key, client, queued)\n  redis.call('zadd', client_last_registered_key, 0, client)\nend\n\nredis.call('zadd', client_last_seen_key, now, client)\n\nreturn {}\n",
		"running.lua": "return process_tick(now, false)['running']\n",
		"submit.lua": "local queueLength = tonumber(ARGV[num_static_argv + 1])\nlocal weight = tonumber(ARGV[num_static_argv + 2])\n\nlocal capacity = process_tick(now, false)['capacity']\n\nlocal settings = redis.call('hmget', settings_key,\n  'id',\n  'maxConcurrent',\n  'highWater',\n  'nextRequest',\n  'strategy',\n  'unblockTime',\n  'penalty',\n  'minTime',\n  'groupTimeout'\n)\nlocal id = settings[1]\nlocal maxConcurrent = tonumber(settings[2])\nlocal highWater = tonumber(settings[3])\nlocal nextRequest = tonumber(settings[4])\nlocal strategy = tonumber(settings[5])\nlocal unblockTime = tonumber(settings[6])\nlocal penalty = tonumber(settings[7])\nlocal minTime = tonumber(settings[8])\nlocal groupTimeout = tonumber(settings[9])\n\nif maxConcurrent ~= nil and weight > maxConcurrent then\n  return redis.error_reply('OVERWEIGHT:'..weight..':'..maxConcurrent)\nend\n\nlocal reachedHWM = (highWater ~= nil and queueLength == highWater\n  and not (\n    conditions_check(capacity, weight)\n    and nextRequest - now <= 0\n  )\n)\n\nlocal blocked = strategy == 3 and (reachedHWM or unblockTime >= now)\n\nif blocked then\n  local computedPenalty = penalty\n  if computedPenalty == nil then\n    if minTime == 0 then\n      computedPenalty = 5000\n    else\n      computedPenalty = 15 * minTime\n    end\n  end\n\n  local newNextRequest = now + computedPenalty + minTime\n\n  redis.call('hmset', settings_key,\n    'unblockTime', now + computedPenalty,\n    'nextRequest', newNextRequest\n  )\n\n  local clients_queued_reset = redis.call('hkeys', client_num_queued_key)\n  local queued_reset = {}\n  for i = 1, #clients_queued_reset do\n    table.insert(queued_reset, clients_queued_reset[i])\n    table.insert(queued_reset, 0)\n  end\n  redis.call('hmset', client_num_queued_key, unpack(queued_reset))\n\n  redis.call('publish', 'b_'..id, 'blocked:')\n\n  refresh_expiration(now, newNextRequest, groupTimeout)\nend\n\nif not blocked and not reachedHWM then\n  redis.call('hincrby', client_num_queued_key, client, 1)\nend\n\nreturn {reachedHWM, blocked, strategy}\n",
		"update_settings.lua": "local args = {'hmset', settings_key}\n\nfor i = num_static_argv + 1, #ARGV do\n  table.insert(args, ARGV[i])\nend\n\nredis.call(unpack(args))\n\nprocess_tick(now, true)\n\nlocal groupTimeout = tonumber(redis.call('hget', settings_key, 'groupTimeout'))\nrefresh_expiration(0, 0, groupTimeout)\n\nreturn {}\n",
		"validate_client.lua": "if not redis.call('zscore', client_last_seen_key, client) then\n  return redis.error_reply('UNKNOWN_CLIENT')\nend\n\nredis.call('zadd', client_last_seen_key, now, client)\n",
		"validate_keys.lua": "if not (redis.call('exists', settings_key) == 1) then\n  return redis.error_reply('SETTINGS_KEY_NOT_FOUND')\nend\n"
	};
}));
//#endregion
//#region node_modules/bottleneck/lib/Scripts.js
var require_Scripts = __commonJSMin(((exports) => {
	var headers;
	var lua = require_lua();
	var templates;
	headers = {
		refs: lua["refs.lua"],
		validate_keys: lua["validate_keys.lua"],
		validate_client: lua["validate_client.lua"],
		refresh_expiration: lua["refresh_expiration.lua"],
		process_tick: lua["process_tick.lua"],
		conditions_check: lua["conditions_check.lua"],
		get_time: lua["get_time.lua"]
	};
	exports.allKeys = function(id) {
		return [
			`b_${id}_settings`,
			`b_${id}_job_weights`,
			`b_${id}_job_expirations`,
			`b_${id}_job_clients`,
			`b_${id}_client_running`,
			`b_${id}_client_num_queued`,
			`b_${id}_client_last_registered`,
			`b_${id}_client_last_seen`
		];
	};
	templates = {
		init: {
			keys: exports.allKeys,
			headers: ["process_tick"],
			refresh_expiration: true,
			code: lua["init.lua"]
		},
		group_check: {
			keys: exports.allKeys,
			headers: [],
			refresh_expiration: false,
			code: lua["group_check.lua"]
		},
		register_client: {
			keys: exports.allKeys,
			headers: ["validate_keys"],
			refresh_expiration: false,
			code: lua["register_client.lua"]
		},
		blacklist_client: {
			keys: exports.allKeys,
			headers: ["validate_keys", "validate_client"],
			refresh_expiration: false,
			code: lua["blacklist_client.lua"]
		},
		heartbeat: {
			keys: exports.allKeys,
			headers: [
				"validate_keys",
				"validate_client",
				"process_tick"
			],
			refresh_expiration: false,
			code: lua["heartbeat.lua"]
		},
		update_settings: {
			keys: exports.allKeys,
			headers: [
				"validate_keys",
				"validate_client",
				"process_tick"
			],
			refresh_expiration: true,
			code: lua["update_settings.lua"]
		},
		running: {
			keys: exports.allKeys,
			headers: [
				"validate_keys",
				"validate_client",
				"process_tick"
			],
			refresh_expiration: false,
			code: lua["running.lua"]
		},
		queued: {
			keys: exports.allKeys,
			headers: ["validate_keys", "validate_client"],
			refresh_expiration: false,
			code: lua["queued.lua"]
		},
		done: {
			keys: exports.allKeys,
			headers: [
				"validate_keys",
				"validate_client",
				"process_tick"
			],
			refresh_expiration: false,
			code: lua["done.lua"]
		},
		check: {
			keys: exports.allKeys,
			headers: [
				"validate_keys",
				"validate_client",
				"process_tick",
				"conditions_check"
			],
			refresh_expiration: false,
			code: lua["check.lua"]
		},
		submit: {
			keys: exports.allKeys,
			headers: [
				"validate_keys",
				"validate_client",
				"process_tick",
				"conditions_check"
			],
			refresh_expiration: true,
			code: lua["submit.lua"]
		},
		register: {
			keys: exports.allKeys,
			headers: [
				"validate_keys",
				"validate_client",
				"process_tick",
				"conditions_check"
			],
			refresh_expiration: true,
			code: lua["register.lua"]
		},
		free: {
			keys: exports.allKeys,
			headers: [
				"validate_keys",
				"validate_client",
				"process_tick"
			],
			refresh_expiration: true,
			code: lua["free.lua"]
		},
		current_reservoir: {
			keys: exports.allKeys,
			headers: [
				"validate_keys",
				"validate_client",
				"process_tick"
			],
			refresh_expiration: false,
			code: lua["current_reservoir.lua"]
		},
		increment_reservoir: {
			keys: exports.allKeys,
			headers: [
				"validate_keys",
				"validate_client",
				"process_tick"
			],
			refresh_expiration: true,
			code: lua["increment_reservoir.lua"]
		}
	};
	exports.names = Object.keys(templates);
	exports.keys = function(name, id) {
		return templates[name].keys(id);
	};
	exports.payload = function(name) {
		var template = templates[name];
		return Array.prototype.concat(headers.refs, template.headers.map(function(h) {
			return headers[h];
		}), template.refresh_expiration ? headers.refresh_expiration : "", template.code).join("\n");
	};
}));
//#endregion
//#region node_modules/bottleneck/lib/RedisConnection.js
var require_RedisConnection = __commonJSMin(((exports, module) => {
	function asyncGeneratorStep(gen, resolve, reject, _next, _throw, key, arg) {
		try {
			var info = gen[key](arg);
			var value = info.value;
		} catch (error) {
			reject(error);
			return;
		}
		if (info.done) resolve(value);
		else Promise.resolve(value).then(_next, _throw);
	}
	function _asyncToGenerator(fn) {
		return function() {
			var self = this, args = arguments;
			return new Promise(function(resolve, reject) {
				var gen = fn.apply(self, args);
				function _next(value) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "next", value);
				}
				function _throw(err) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "throw", err);
				}
				_next(void 0);
			});
		};
	}
	var Events;
	var RedisConnection;
	var Scripts;
	var parser = require_parser();
	Events = require_Events();
	Scripts = require_Scripts();
	RedisConnection = function() {
		class RedisConnection {
			constructor(options = {}) {
				parser.load(options, this.defaults, this);
				if (this.Redis == null) this.Redis = eval("require")("redis");
				if (this.Events == null) this.Events = new Events(this);
				this.terminated = false;
				if (this.client == null) this.client = this.Redis.createClient(this.clientOptions);
				this.subscriber = this.client.duplicate();
				this.limiters = {};
				this.shas = {};
				this.ready = this.Promise.all([this._setup(this.client, false), this._setup(this.subscriber, true)]).then(() => {
					return this._loadScripts();
				}).then(() => {
					return {
						client: this.client,
						subscriber: this.subscriber
					};
				});
			}
			_setup(client, sub) {
				client.setMaxListeners(0);
				return new this.Promise((resolve, reject) => {
					client.on("error", (e) => {
						return this.Events.trigger("error", e);
					});
					if (sub) client.on("message", (channel, message) => {
						var ref;
						return (ref = this.limiters[channel]) != null ? ref._store.onMessage(channel, message) : void 0;
					});
					if (client.ready) return resolve();
					else return client.once("ready", resolve);
				});
			}
			_loadScript(name) {
				return new this.Promise((resolve, reject) => {
					var payload = Scripts.payload(name);
					return this.client.multi([[
						"script",
						"load",
						payload
					]]).exec((err, replies) => {
						if (err != null) return reject(err);
						this.shas[name] = replies[0];
						return resolve(replies[0]);
					});
				});
			}
			_loadScripts() {
				return this.Promise.all(Scripts.names.map((k) => {
					return this._loadScript(k);
				}));
			}
			__runCommand__(cmd) {
				var _this = this;
				return _asyncToGenerator(function* () {
					yield _this.ready;
					return new _this.Promise((resolve, reject) => {
						return _this.client.multi([cmd]).exec_atomic(function(err, replies) {
							if (err != null) return reject(err);
							else return resolve(replies[0]);
						});
					});
				})();
			}
			__addLimiter__(instance) {
				return this.Promise.all([instance.channel(), instance.channel_client()].map((channel) => {
					return new this.Promise((resolve, reject) => {
						var handler = (chan) => {
							if (chan === channel) {
								this.subscriber.removeListener("subscribe", handler);
								this.limiters[channel] = instance;
								return resolve();
							}
						};
						this.subscriber.on("subscribe", handler);
						return this.subscriber.subscribe(channel);
					});
				}));
			}
			__removeLimiter__(instance) {
				var _this2 = this;
				return this.Promise.all([instance.channel(), instance.channel_client()].map(function() {
					var _ref = _asyncToGenerator(function* (channel) {
						if (!_this2.terminated) yield new _this2.Promise((resolve, reject) => {
							return _this2.subscriber.unsubscribe(channel, function(err, chan) {
								if (err != null) return reject(err);
								if (chan === channel) return resolve();
							});
						});
						return delete _this2.limiters[channel];
					});
					return function(_x) {
						return _ref.apply(this, arguments);
					};
				}()));
			}
			__scriptArgs__(name, id, args, cb) {
				var keys = Scripts.keys(name, id);
				return [this.shas[name], keys.length].concat(keys, args, cb);
			}
			__scriptFn__(name) {
				return this.client.evalsha.bind(this.client);
			}
			disconnect(flush = true) {
				var i, k, len, ref = Object.keys(this.limiters);
				for (i = 0, len = ref.length; i < len; i++) {
					k = ref[i];
					clearInterval(this.limiters[k]._store.heartbeat);
				}
				this.limiters = {};
				this.terminated = true;
				this.client.end(flush);
				this.subscriber.end(flush);
				return this.Promise.resolve();
			}
		}
		RedisConnection.prototype.datastore = "redis";
		RedisConnection.prototype.defaults = {
			Redis: null,
			clientOptions: {},
			client: null,
			Promise,
			Events: null
		};
		return RedisConnection;
	}.call(void 0);
	module.exports = RedisConnection;
}));
//#endregion
//#region node_modules/bottleneck/lib/IORedisConnection.js
var require_IORedisConnection = __commonJSMin(((exports, module) => {
	function _slicedToArray(arr, i) {
		return _arrayWithHoles(arr) || _iterableToArrayLimit(arr, i) || _nonIterableRest();
	}
	function _nonIterableRest() {
		throw new TypeError("Invalid attempt to destructure non-iterable instance");
	}
	function _iterableToArrayLimit(arr, i) {
		var _arr = [];
		var _n = true;
		var _d = false;
		var _e = void 0;
		try {
			for (var _i = arr[Symbol.iterator](), _s; !(_n = (_s = _i.next()).done); _n = true) {
				_arr.push(_s.value);
				if (i && _arr.length === i) break;
			}
		} catch (err) {
			_d = true;
			_e = err;
		} finally {
			try {
				if (!_n && _i["return"] != null) _i["return"]();
			} finally {
				if (_d) throw _e;
			}
		}
		return _arr;
	}
	function _arrayWithHoles(arr) {
		if (Array.isArray(arr)) return arr;
	}
	function asyncGeneratorStep(gen, resolve, reject, _next, _throw, key, arg) {
		try {
			var info = gen[key](arg);
			var value = info.value;
		} catch (error) {
			reject(error);
			return;
		}
		if (info.done) resolve(value);
		else Promise.resolve(value).then(_next, _throw);
	}
	function _asyncToGenerator(fn) {
		return function() {
			var self = this, args = arguments;
			return new Promise(function(resolve, reject) {
				var gen = fn.apply(self, args);
				function _next(value) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "next", value);
				}
				function _throw(err) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "throw", err);
				}
				_next(void 0);
			});
		};
	}
	var Events;
	var IORedisConnection;
	var Scripts;
	var parser = require_parser();
	Events = require_Events();
	Scripts = require_Scripts();
	IORedisConnection = function() {
		class IORedisConnection {
			constructor(options = {}) {
				parser.load(options, this.defaults, this);
				if (this.Redis == null) this.Redis = eval("require")("ioredis");
				if (this.Events == null) this.Events = new Events(this);
				this.terminated = false;
				if (this.clusterNodes != null) {
					this.client = new this.Redis.Cluster(this.clusterNodes, this.clientOptions);
					this.subscriber = new this.Redis.Cluster(this.clusterNodes, this.clientOptions);
				} else if (this.client != null && this.client.duplicate == null) this.subscriber = new this.Redis.Cluster(this.client.startupNodes, this.client.options);
				else {
					if (this.client == null) this.client = new this.Redis(this.clientOptions);
					this.subscriber = this.client.duplicate();
				}
				this.limiters = {};
				this.ready = this.Promise.all([this._setup(this.client, false), this._setup(this.subscriber, true)]).then(() => {
					this._loadScripts();
					return {
						client: this.client,
						subscriber: this.subscriber
					};
				});
			}
			_setup(client, sub) {
				client.setMaxListeners(0);
				return new this.Promise((resolve, reject) => {
					client.on("error", (e) => {
						return this.Events.trigger("error", e);
					});
					if (sub) client.on("message", (channel, message) => {
						var ref;
						return (ref = this.limiters[channel]) != null ? ref._store.onMessage(channel, message) : void 0;
					});
					if (client.status === "ready") return resolve();
					else return client.once("ready", resolve);
				});
			}
			_loadScripts() {
				return Scripts.names.forEach((name) => {
					return this.client.defineCommand(name, { lua: Scripts.payload(name) });
				});
			}
			__runCommand__(cmd) {
				var _this = this;
				return _asyncToGenerator(function* () {
					var _, deleted;
					yield _this.ready;
					var _ref2$ = _slicedToArray(_slicedToArray(yield _this.client.pipeline([cmd]).exec(), 1)[0], 2);
					_ref2$[0];
					deleted = _ref2$[1];
					return deleted;
				})();
			}
			__addLimiter__(instance) {
				return this.Promise.all([instance.channel(), instance.channel_client()].map((channel) => {
					return new this.Promise((resolve, reject) => {
						return this.subscriber.subscribe(channel, () => {
							this.limiters[channel] = instance;
							return resolve();
						});
					});
				}));
			}
			__removeLimiter__(instance) {
				var _this2 = this;
				return [instance.channel(), instance.channel_client()].forEach(function() {
					var _ref3 = _asyncToGenerator(function* (channel) {
						if (!_this2.terminated) yield _this2.subscriber.unsubscribe(channel);
						return delete _this2.limiters[channel];
					});
					return function(_x) {
						return _ref3.apply(this, arguments);
					};
				}());
			}
			__scriptArgs__(name, id, args, cb) {
				var keys = Scripts.keys(name, id);
				return [keys.length].concat(keys, args, cb);
			}
			__scriptFn__(name) {
				return this.client[name].bind(this.client);
			}
			disconnect(flush = true) {
				var i, k, len, ref = Object.keys(this.limiters);
				for (i = 0, len = ref.length; i < len; i++) {
					k = ref[i];
					clearInterval(this.limiters[k]._store.heartbeat);
				}
				this.limiters = {};
				this.terminated = true;
				if (flush) return this.Promise.all([this.client.quit(), this.subscriber.quit()]);
				else {
					this.client.disconnect();
					this.subscriber.disconnect();
					return this.Promise.resolve();
				}
			}
		}
		IORedisConnection.prototype.datastore = "ioredis";
		IORedisConnection.prototype.defaults = {
			Redis: null,
			clientOptions: {},
			clusterNodes: null,
			client: null,
			Promise,
			Events: null
		};
		return IORedisConnection;
	}.call(void 0);
	module.exports = IORedisConnection;
}));
//#endregion
//#region node_modules/bottleneck/lib/RedisDatastore.js
var require_RedisDatastore = __commonJSMin(((exports, module) => {
	function _slicedToArray(arr, i) {
		return _arrayWithHoles(arr) || _iterableToArrayLimit(arr, i) || _nonIterableRest();
	}
	function _nonIterableRest() {
		throw new TypeError("Invalid attempt to destructure non-iterable instance");
	}
	function _iterableToArrayLimit(arr, i) {
		var _arr = [];
		var _n = true;
		var _d = false;
		var _e = void 0;
		try {
			for (var _i = arr[Symbol.iterator](), _s; !(_n = (_s = _i.next()).done); _n = true) {
				_arr.push(_s.value);
				if (i && _arr.length === i) break;
			}
		} catch (err) {
			_d = true;
			_e = err;
		} finally {
			try {
				if (!_n && _i["return"] != null) _i["return"]();
			} finally {
				if (_d) throw _e;
			}
		}
		return _arr;
	}
	function _arrayWithHoles(arr) {
		if (Array.isArray(arr)) return arr;
	}
	function asyncGeneratorStep(gen, resolve, reject, _next, _throw, key, arg) {
		try {
			var info = gen[key](arg);
			var value = info.value;
		} catch (error) {
			reject(error);
			return;
		}
		if (info.done) resolve(value);
		else Promise.resolve(value).then(_next, _throw);
	}
	function _asyncToGenerator(fn) {
		return function() {
			var self = this, args = arguments;
			return new Promise(function(resolve, reject) {
				var gen = fn.apply(self, args);
				function _next(value) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "next", value);
				}
				function _throw(err) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "throw", err);
				}
				_next(void 0);
			});
		};
	}
	var BottleneckError;
	var IORedisConnection;
	var RedisConnection;
	var RedisDatastore;
	var parser = require_parser();
	BottleneckError = require_BottleneckError();
	RedisConnection = require_RedisConnection();
	IORedisConnection = require_IORedisConnection();
	RedisDatastore = class RedisDatastore {
		constructor(instance, storeOptions, storeInstanceOptions) {
			this.instance = instance;
			this.storeOptions = storeOptions;
			this.originalId = this.instance.id;
			this.clientId = this.instance._randomIndex();
			parser.load(storeInstanceOptions, storeInstanceOptions, this);
			this.clients = {};
			this.capacityPriorityCounters = {};
			this.sharedConnection = this.connection != null;
			if (this.connection == null) this.connection = this.instance.datastore === "redis" ? new RedisConnection({
				Redis: this.Redis,
				clientOptions: this.clientOptions,
				Promise: this.Promise,
				Events: this.instance.Events
			}) : this.instance.datastore === "ioredis" ? new IORedisConnection({
				Redis: this.Redis,
				clientOptions: this.clientOptions,
				clusterNodes: this.clusterNodes,
				Promise: this.Promise,
				Events: this.instance.Events
			}) : void 0;
			this.instance.connection = this.connection;
			this.instance.datastore = this.connection.datastore;
			this.ready = this.connection.ready.then((clients) => {
				this.clients = clients;
				return this.runScript("init", this.prepareInitSettings(this.clearDatastore));
			}).then(() => {
				return this.connection.__addLimiter__(this.instance);
			}).then(() => {
				return this.runScript("register_client", [this.instance.queued()]);
			}).then(() => {
				var base;
				if (typeof (base = this.heartbeat = setInterval(() => {
					return this.runScript("heartbeat", []).catch((e) => {
						return this.instance.Events.trigger("error", e);
					});
				}, this.heartbeatInterval)).unref === "function") base.unref();
				return this.clients;
			});
		}
		__publish__(message) {
			var _this = this;
			return _asyncToGenerator(function* () {
				return (yield _this.ready).client.publish(_this.instance.channel(), `message:${message.toString()}`);
			})();
		}
		onMessage(channel, message) {
			var _this2 = this;
			return _asyncToGenerator(function* () {
				var capacity, counter, data, drained, e, newCapacity, pos, priorityClient, rawCapacity, type;
				try {
					pos = message.indexOf(":");
					var _ref2 = [message.slice(0, pos), message.slice(pos + 1)];
					type = _ref2[0];
					data = _ref2[1];
					if (type === "capacity") return yield _this2.instance._drainAll(data.length > 0 ? ~~data : void 0);
					else if (type === "capacity-priority") {
						var _data$split2 = _slicedToArray(data.split(":"), 3);
						rawCapacity = _data$split2[0];
						priorityClient = _data$split2[1];
						counter = _data$split2[2];
						capacity = rawCapacity.length > 0 ? ~~rawCapacity : void 0;
						if (priorityClient === _this2.clientId) {
							drained = yield _this2.instance._drainAll(capacity);
							newCapacity = capacity != null ? capacity - (drained || 0) : "";
							return yield _this2.clients.client.publish(_this2.instance.channel(), `capacity-priority:${newCapacity}::${counter}`);
						} else if (priorityClient === "") {
							clearTimeout(_this2.capacityPriorityCounters[counter]);
							delete _this2.capacityPriorityCounters[counter];
							return _this2.instance._drainAll(capacity);
						} else return _this2.capacityPriorityCounters[counter] = setTimeout(_asyncToGenerator(function* () {
							var e;
							try {
								delete _this2.capacityPriorityCounters[counter];
								yield _this2.runScript("blacklist_client", [priorityClient]);
								return yield _this2.instance._drainAll(capacity);
							} catch (error) {
								e = error;
								return _this2.instance.Events.trigger("error", e);
							}
						}), 1e3);
					} else if (type === "message") return _this2.instance.Events.trigger("message", data);
					else if (type === "blocked") return yield _this2.instance._dropAllQueued();
				} catch (error) {
					e = error;
					return _this2.instance.Events.trigger("error", e);
				}
			})();
		}
		__disconnect__(flush) {
			clearInterval(this.heartbeat);
			if (this.sharedConnection) return this.connection.__removeLimiter__(this.instance);
			else return this.connection.disconnect(flush);
		}
		runScript(name, args) {
			var _this3 = this;
			return _asyncToGenerator(function* () {
				if (!(name === "init" || name === "register_client")) yield _this3.ready;
				return new _this3.Promise((resolve, reject) => {
					var all_args = [Date.now(), _this3.clientId].concat(args), arr;
					_this3.instance.Events.trigger("debug", `Calling Redis script: ${name}.lua`, all_args);
					arr = _this3.connection.__scriptArgs__(name, _this3.originalId, all_args, function(err, replies) {
						if (err != null) return reject(err);
						return resolve(replies);
					});
					return _this3.connection.__scriptFn__(name)(...arr);
				}).catch((e) => {
					if (e.message === "SETTINGS_KEY_NOT_FOUND") if (name === "heartbeat") return _this3.Promise.resolve();
					else return _this3.runScript("init", _this3.prepareInitSettings(false)).then(() => {
						return _this3.runScript(name, args);
					});
					else if (e.message === "UNKNOWN_CLIENT") return _this3.runScript("register_client", [_this3.instance.queued()]).then(() => {
						return _this3.runScript(name, args);
					});
					else return _this3.Promise.reject(e);
				});
			})();
		}
		prepareArray(arr) {
			var i, len, results = [], x;
			for (i = 0, len = arr.length; i < len; i++) {
				x = arr[i];
				results.push(x != null ? x.toString() : "");
			}
			return results;
		}
		prepareObject(obj) {
			var arr = [], k, v;
			for (k in obj) {
				v = obj[k];
				arr.push(k, v != null ? v.toString() : "");
			}
			return arr;
		}
		prepareInitSettings(clear) {
			var args = this.prepareObject(Object.assign({}, this.storeOptions, {
				id: this.originalId,
				version: this.instance.version,
				groupTimeout: this.timeout,
				clientTimeout: this.clientTimeout
			}));
			args.unshift(clear ? 1 : 0, this.instance.version);
			return args;
		}
		convertBool(b) {
			return !!b;
		}
		__updateSettings__(options) {
			var _this4 = this;
			return _asyncToGenerator(function* () {
				yield _this4.runScript("update_settings", _this4.prepareObject(options));
				return parser.overwrite(options, options, _this4.storeOptions);
			})();
		}
		__running__() {
			return this.runScript("running", []);
		}
		__queued__() {
			return this.runScript("queued", []);
		}
		__done__() {
			return this.runScript("done", []);
		}
		__groupCheck__() {
			var _this5 = this;
			return _asyncToGenerator(function* () {
				return _this5.convertBool(yield _this5.runScript("group_check", []));
			})();
		}
		__incrementReservoir__(incr) {
			return this.runScript("increment_reservoir", [incr]);
		}
		__currentReservoir__() {
			return this.runScript("current_reservoir", []);
		}
		__check__(weight) {
			var _this6 = this;
			return _asyncToGenerator(function* () {
				return _this6.convertBool(yield _this6.runScript("check", _this6.prepareArray([weight])));
			})();
		}
		__register__(index, weight, expiration) {
			var _this7 = this;
			return _asyncToGenerator(function* () {
				var reservoir, success, wait;
				var _ref5 = _slicedToArray(yield _this7.runScript("register", _this7.prepareArray([
					index,
					weight,
					expiration
				])), 3);
				success = _ref5[0];
				wait = _ref5[1];
				reservoir = _ref5[2];
				return {
					success: _this7.convertBool(success),
					wait,
					reservoir
				};
			})();
		}
		__submit__(queueLength, weight) {
			var _this8 = this;
			return _asyncToGenerator(function* () {
				var blocked, e, maxConcurrent, reachedHWM, strategy;
				try {
					var _ref7 = _slicedToArray(yield _this8.runScript("submit", _this8.prepareArray([queueLength, weight])), 3);
					reachedHWM = _ref7[0];
					blocked = _ref7[1];
					strategy = _ref7[2];
					return {
						reachedHWM: _this8.convertBool(reachedHWM),
						blocked: _this8.convertBool(blocked),
						strategy
					};
				} catch (error) {
					e = error;
					if (e.message.indexOf("OVERWEIGHT") === 0) {
						var _e$message$split2 = _slicedToArray(e.message.split(":"), 3);
						_e$message$split2[0];
						weight = _e$message$split2[1];
						maxConcurrent = _e$message$split2[2];
						throw new BottleneckError(`Impossible to add a job having a weight of ${weight} to a limiter having a maxConcurrent setting of ${maxConcurrent}`);
					} else throw e;
				}
			})();
		}
		__free__(index, weight) {
			var _this9 = this;
			return _asyncToGenerator(function* () {
				return { running: yield _this9.runScript("free", _this9.prepareArray([index])) };
			})();
		}
	};
	module.exports = RedisDatastore;
}));
//#endregion
//#region node_modules/bottleneck/lib/States.js
var require_States = __commonJSMin(((exports, module) => {
	var BottleneckError = require_BottleneckError();
	module.exports = class States {
		constructor(status1) {
			this.status = status1;
			this._jobs = {};
			this.counts = this.status.map(function() {
				return 0;
			});
		}
		next(id) {
			var current = this._jobs[id], next = current + 1;
			if (current != null && next < this.status.length) {
				this.counts[current]--;
				this.counts[next]++;
				return this._jobs[id]++;
			} else if (current != null) {
				this.counts[current]--;
				return delete this._jobs[id];
			}
		}
		start(id) {
			var initial = 0;
			this._jobs[id] = initial;
			return this.counts[initial]++;
		}
		remove(id) {
			var current = this._jobs[id];
			if (current != null) {
				this.counts[current]--;
				delete this._jobs[id];
			}
			return current != null;
		}
		jobStatus(id) {
			var ref;
			return (ref = this.status[this._jobs[id]]) != null ? ref : null;
		}
		statusJobs(status) {
			var k, pos, ref, results, v;
			if (status != null) {
				pos = this.status.indexOf(status);
				if (pos < 0) throw new BottleneckError(`status must be one of ${this.status.join(", ")}`);
				ref = this._jobs;
				results = [];
				for (k in ref) {
					v = ref[k];
					if (v === pos) results.push(k);
				}
				return results;
			} else return Object.keys(this._jobs);
		}
		statusCounts() {
			return this.counts.reduce((acc, v, i) => {
				acc[this.status[i]] = v;
				return acc;
			}, {});
		}
	};
}));
//#endregion
//#region node_modules/bottleneck/lib/Sync.js
var require_Sync = __commonJSMin(((exports, module) => {
	function asyncGeneratorStep(gen, resolve, reject, _next, _throw, key, arg) {
		try {
			var info = gen[key](arg);
			var value = info.value;
		} catch (error) {
			reject(error);
			return;
		}
		if (info.done) resolve(value);
		else Promise.resolve(value).then(_next, _throw);
	}
	function _asyncToGenerator(fn) {
		return function() {
			var self = this, args = arguments;
			return new Promise(function(resolve, reject) {
				var gen = fn.apply(self, args);
				function _next(value) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "next", value);
				}
				function _throw(err) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "throw", err);
				}
				_next(void 0);
			});
		};
	}
	var DLList = require_DLList();
	module.exports = class Sync {
		constructor(name, Promise) {
			this.schedule = this.schedule.bind(this);
			this.name = name;
			this.Promise = Promise;
			this._running = 0;
			this._queue = new DLList();
		}
		isEmpty() {
			return this._queue.length === 0;
		}
		_tryToRun() {
			var _this = this;
			return _asyncToGenerator(function* () {
				var args, cb, error, reject, resolve, returned, task;
				if (_this._running < 1 && _this._queue.length > 0) {
					_this._running++;
					var _this$_queue$shift = _this._queue.shift();
					task = _this$_queue$shift.task;
					args = _this$_queue$shift.args;
					resolve = _this$_queue$shift.resolve;
					reject = _this$_queue$shift.reject;
					cb = yield _asyncToGenerator(function* () {
						try {
							returned = yield task(...args);
							return function() {
								return resolve(returned);
							};
						} catch (error1) {
							error = error1;
							return function() {
								return reject(error);
							};
						}
					})();
					_this._running--;
					_this._tryToRun();
					return cb();
				}
			})();
		}
		schedule(task, ...args) {
			var promise, reject, resolve = reject = null;
			promise = new this.Promise(function(_resolve, _reject) {
				resolve = _resolve;
				return reject = _reject;
			});
			this._queue.push({
				task,
				args,
				resolve,
				reject
			});
			this._tryToRun();
			return promise;
		}
	};
}));
//#endregion
//#region node_modules/bottleneck/lib/version.json
var require_version = __commonJSMin(((exports, module) => {
	module.exports = { "version": "2.19.5" };
}));
//#endregion
//#region node_modules/bottleneck/lib/Group.js
var require_Group = __commonJSMin(((exports, module) => {
	function _slicedToArray(arr, i) {
		return _arrayWithHoles(arr) || _iterableToArrayLimit(arr, i) || _nonIterableRest();
	}
	function _nonIterableRest() {
		throw new TypeError("Invalid attempt to destructure non-iterable instance");
	}
	function _iterableToArrayLimit(arr, i) {
		var _arr = [];
		var _n = true;
		var _d = false;
		var _e = void 0;
		try {
			for (var _i = arr[Symbol.iterator](), _s; !(_n = (_s = _i.next()).done); _n = true) {
				_arr.push(_s.value);
				if (i && _arr.length === i) break;
			}
		} catch (err) {
			_d = true;
			_e = err;
		} finally {
			try {
				if (!_n && _i["return"] != null) _i["return"]();
			} finally {
				if (_d) throw _e;
			}
		}
		return _arr;
	}
	function _arrayWithHoles(arr) {
		if (Array.isArray(arr)) return arr;
	}
	function asyncGeneratorStep(gen, resolve, reject, _next, _throw, key, arg) {
		try {
			var info = gen[key](arg);
			var value = info.value;
		} catch (error) {
			reject(error);
			return;
		}
		if (info.done) resolve(value);
		else Promise.resolve(value).then(_next, _throw);
	}
	function _asyncToGenerator(fn) {
		return function() {
			var self = this, args = arguments;
			return new Promise(function(resolve, reject) {
				var gen = fn.apply(self, args);
				function _next(value) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "next", value);
				}
				function _throw(err) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "throw", err);
				}
				_next(void 0);
			});
		};
	}
	var Events;
	var Group;
	var IORedisConnection;
	var RedisConnection;
	var Scripts;
	var parser = require_parser();
	Events = require_Events();
	RedisConnection = require_RedisConnection();
	IORedisConnection = require_IORedisConnection();
	Scripts = require_Scripts();
	Group = function() {
		class Group {
			constructor(limiterOptions = {}) {
				this.deleteKey = this.deleteKey.bind(this);
				this.limiterOptions = limiterOptions;
				parser.load(this.limiterOptions, this.defaults, this);
				this.Events = new Events(this);
				this.instances = {};
				this.Bottleneck = require_Bottleneck();
				this._startAutoCleanup();
				this.sharedConnection = this.connection != null;
				if (this.connection == null) {
					if (this.limiterOptions.datastore === "redis") this.connection = new RedisConnection(Object.assign({}, this.limiterOptions, { Events: this.Events }));
					else if (this.limiterOptions.datastore === "ioredis") this.connection = new IORedisConnection(Object.assign({}, this.limiterOptions, { Events: this.Events }));
				}
			}
			key(key = "") {
				var ref;
				return (ref = this.instances[key]) != null ? ref : (() => {
					var limiter = this.instances[key] = new this.Bottleneck(Object.assign(this.limiterOptions, {
						id: `${this.id}-${key}`,
						timeout: this.timeout,
						connection: this.connection
					}));
					this.Events.trigger("created", limiter, key);
					return limiter;
				})();
			}
			deleteKey(key = "") {
				var _this = this;
				return _asyncToGenerator(function* () {
					var deleted, instance = _this.instances[key];
					if (_this.connection) deleted = yield _this.connection.__runCommand__(["del", ...Scripts.allKeys(`${_this.id}-${key}`)]);
					if (instance != null) {
						delete _this.instances[key];
						yield instance.disconnect();
					}
					return instance != null || deleted > 0;
				})();
			}
			limiters() {
				var k, ref = this.instances, results = [], v;
				for (k in ref) {
					v = ref[k];
					results.push({
						key: k,
						limiter: v
					});
				}
				return results;
			}
			keys() {
				return Object.keys(this.instances);
			}
			clusterKeys() {
				var _this2 = this;
				return _asyncToGenerator(function* () {
					var cursor, end, found, i, k, keys, len, next, start;
					if (_this2.connection == null) return _this2.Promise.resolve(_this2.keys());
					keys = [];
					cursor = null;
					start = `b_${_this2.id}-`.length;
					end = 9;
					while (cursor !== 0) {
						var _ref2 = _slicedToArray(yield _this2.connection.__runCommand__([
							"scan",
							cursor != null ? cursor : 0,
							"match",
							`b_${_this2.id}-*_settings`,
							"count",
							1e4
						]), 2);
						next = _ref2[0];
						found = _ref2[1];
						cursor = ~~next;
						for (i = 0, len = found.length; i < len; i++) {
							k = found[i];
							keys.push(k.slice(start, -end));
						}
					}
					return keys;
				})();
			}
			_startAutoCleanup() {
				var _this3 = this;
				var base;
				clearInterval(this.interval);
				return typeof (base = this.interval = setInterval(_asyncToGenerator(function* () {
					var e, k, ref, results, time = Date.now(), v;
					ref = _this3.instances;
					results = [];
					for (k in ref) {
						v = ref[k];
						try {
							if (yield v._store.__groupCheck__(time)) results.push(_this3.deleteKey(k));
							else results.push(void 0);
						} catch (error) {
							e = error;
							results.push(v.Events.trigger("error", e));
						}
					}
					return results;
				}), this.timeout / 2)).unref === "function" ? base.unref() : void 0;
			}
			updateSettings(options = {}) {
				parser.overwrite(options, this.defaults, this);
				parser.overwrite(options, options, this.limiterOptions);
				if (options.timeout != null) return this._startAutoCleanup();
			}
			disconnect(flush = true) {
				var ref;
				if (!this.sharedConnection) return (ref = this.connection) != null ? ref.disconnect(flush) : void 0;
			}
		}
		Group.prototype.defaults = {
			timeout: 1e3 * 60 * 5,
			connection: null,
			Promise,
			id: "group-key"
		};
		return Group;
	}.call(void 0);
	module.exports = Group;
}));
//#endregion
//#region node_modules/bottleneck/lib/Batcher.js
var require_Batcher = __commonJSMin(((exports, module) => {
	var Batcher;
	var Events;
	var parser = require_parser();
	Events = require_Events();
	Batcher = function() {
		class Batcher {
			constructor(options = {}) {
				this.options = options;
				parser.load(this.options, this.defaults, this);
				this.Events = new Events(this);
				this._arr = [];
				this._resetPromise();
				this._lastFlush = Date.now();
			}
			_resetPromise() {
				return this._promise = new this.Promise((res, rej) => {
					return this._resolve = res;
				});
			}
			_flush() {
				clearTimeout(this._timeout);
				this._lastFlush = Date.now();
				this._resolve();
				this.Events.trigger("batch", this._arr);
				this._arr = [];
				return this._resetPromise();
			}
			add(data) {
				var ret;
				this._arr.push(data);
				ret = this._promise;
				if (this._arr.length === this.maxSize) this._flush();
				else if (this.maxTime != null && this._arr.length === 1) this._timeout = setTimeout(() => {
					return this._flush();
				}, this.maxTime);
				return ret;
			}
		}
		Batcher.prototype.defaults = {
			maxTime: null,
			maxSize: null,
			Promise
		};
		return Batcher;
	}.call(void 0);
	module.exports = Batcher;
}));
//#endregion
//#region node_modules/bottleneck/lib/Bottleneck.js
var require_Bottleneck = __commonJSMin(((exports, module) => {
	function _slicedToArray(arr, i) {
		return _arrayWithHoles(arr) || _iterableToArrayLimit(arr, i) || _nonIterableRest();
	}
	function _iterableToArrayLimit(arr, i) {
		var _arr = [];
		var _n = true;
		var _d = false;
		var _e = void 0;
		try {
			for (var _i = arr[Symbol.iterator](), _s; !(_n = (_s = _i.next()).done); _n = true) {
				_arr.push(_s.value);
				if (i && _arr.length === i) break;
			}
		} catch (err) {
			_d = true;
			_e = err;
		} finally {
			try {
				if (!_n && _i["return"] != null) _i["return"]();
			} finally {
				if (_d) throw _e;
			}
		}
		return _arr;
	}
	function _toArray(arr) {
		return _arrayWithHoles(arr) || _iterableToArray(arr) || _nonIterableRest();
	}
	function _nonIterableRest() {
		throw new TypeError("Invalid attempt to destructure non-iterable instance");
	}
	function _iterableToArray(iter) {
		if (Symbol.iterator in Object(iter) || Object.prototype.toString.call(iter) === "[object Arguments]") return Array.from(iter);
	}
	function _arrayWithHoles(arr) {
		if (Array.isArray(arr)) return arr;
	}
	function asyncGeneratorStep(gen, resolve, reject, _next, _throw, key, arg) {
		try {
			var info = gen[key](arg);
			var value = info.value;
		} catch (error) {
			reject(error);
			return;
		}
		if (info.done) resolve(value);
		else Promise.resolve(value).then(_next, _throw);
	}
	function _asyncToGenerator(fn) {
		return function() {
			var self = this, args = arguments;
			return new Promise(function(resolve, reject) {
				var gen = fn.apply(self, args);
				function _next(value) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "next", value);
				}
				function _throw(err) {
					asyncGeneratorStep(gen, resolve, reject, _next, _throw, "throw", err);
				}
				_next(void 0);
			});
		};
	}
	var Bottleneck;
	var DEFAULT_PRIORITY;
	var Events;
	var Job;
	var LocalDatastore;
	var NUM_PRIORITIES;
	var Queues;
	var RedisDatastore;
	var States;
	var Sync;
	var parser;
	var splice = [].splice;
	NUM_PRIORITIES = 10;
	DEFAULT_PRIORITY = 5;
	parser = require_parser();
	Queues = require_Queues();
	Job = require_Job();
	LocalDatastore = require_LocalDatastore();
	RedisDatastore = require_RedisDatastore();
	Events = require_Events();
	States = require_States();
	Sync = require_Sync();
	Bottleneck = function() {
		class Bottleneck {
			constructor(options = {}, ...invalid) {
				var storeInstanceOptions, storeOptions;
				this._addToQueue = this._addToQueue.bind(this);
				this._validateOptions(options, invalid);
				parser.load(options, this.instanceDefaults, this);
				this._queues = new Queues(NUM_PRIORITIES);
				this._scheduled = {};
				this._states = new States([
					"RECEIVED",
					"QUEUED",
					"RUNNING",
					"EXECUTING"
				].concat(this.trackDoneStatus ? ["DONE"] : []));
				this._limiter = null;
				this.Events = new Events(this);
				this._submitLock = new Sync("submit", this.Promise);
				this._registerLock = new Sync("register", this.Promise);
				storeOptions = parser.load(options, this.storeDefaults, {});
				this._store = function() {
					if (this.datastore === "redis" || this.datastore === "ioredis" || this.connection != null) {
						storeInstanceOptions = parser.load(options, this.redisStoreDefaults, {});
						return new RedisDatastore(this, storeOptions, storeInstanceOptions);
					} else if (this.datastore === "local") {
						storeInstanceOptions = parser.load(options, this.localStoreDefaults, {});
						return new LocalDatastore(this, storeOptions, storeInstanceOptions);
					} else throw new Bottleneck.prototype.BottleneckError(`Invalid datastore type: ${this.datastore}`);
				}.call(this);
				this._queues.on("leftzero", () => {
					var ref;
					return (ref = this._store.heartbeat) != null ? typeof ref.ref === "function" ? ref.ref() : void 0 : void 0;
				});
				this._queues.on("zero", () => {
					var ref;
					return (ref = this._store.heartbeat) != null ? typeof ref.unref === "function" ? ref.unref() : void 0 : void 0;
				});
			}
			_validateOptions(options, invalid) {
				if (!(options != null && typeof options === "object" && invalid.length === 0)) throw new Bottleneck.prototype.BottleneckError("Bottleneck v2 takes a single object argument. Refer to https://github.com/SGrondin/bottleneck#upgrading-to-v2 if you're upgrading from Bottleneck v1.");
			}
			ready() {
				return this._store.ready;
			}
			clients() {
				return this._store.clients;
			}
			channel() {
				return `b_${this.id}`;
			}
			channel_client() {
				return `b_${this.id}_${this._store.clientId}`;
			}
			publish(message) {
				return this._store.__publish__(message);
			}
			disconnect(flush = true) {
				return this._store.__disconnect__(flush);
			}
			chain(_limiter) {
				this._limiter = _limiter;
				return this;
			}
			queued(priority) {
				return this._queues.queued(priority);
			}
			clusterQueued() {
				return this._store.__queued__();
			}
			empty() {
				return this.queued() === 0 && this._submitLock.isEmpty();
			}
			running() {
				return this._store.__running__();
			}
			done() {
				return this._store.__done__();
			}
			jobStatus(id) {
				return this._states.jobStatus(id);
			}
			jobs(status) {
				return this._states.statusJobs(status);
			}
			counts() {
				return this._states.statusCounts();
			}
			_randomIndex() {
				return Math.random().toString(36).slice(2);
			}
			check(weight = 1) {
				return this._store.__check__(weight);
			}
			_clearGlobalState(index) {
				if (this._scheduled[index] != null) {
					clearTimeout(this._scheduled[index].expiration);
					delete this._scheduled[index];
					return true;
				} else return false;
			}
			_free(index, job, options, eventInfo) {
				var _this = this;
				return _asyncToGenerator(function* () {
					var e, running;
					try {
						running = (yield _this._store.__free__(index, options.weight)).running;
						_this.Events.trigger("debug", `Freed ${options.id}`, eventInfo);
						if (running === 0 && _this.empty()) return _this.Events.trigger("idle");
					} catch (error1) {
						e = error1;
						return _this.Events.trigger("error", e);
					}
				})();
			}
			_run(index, job, wait) {
				var clearGlobalState, free, run;
				job.doRun();
				clearGlobalState = this._clearGlobalState.bind(this, index);
				run = this._run.bind(this, index, job);
				free = this._free.bind(this, index, job);
				return this._scheduled[index] = {
					timeout: setTimeout(() => {
						return job.doExecute(this._limiter, clearGlobalState, run, free);
					}, wait),
					expiration: job.options.expiration != null ? setTimeout(function() {
						return job.doExpire(clearGlobalState, run, free);
					}, wait + job.options.expiration) : void 0,
					job
				};
			}
			_drainOne(capacity) {
				return this._registerLock.schedule(() => {
					var args, index, next, options, queue;
					if (this.queued() === 0) return this.Promise.resolve(null);
					queue = this._queues.getFirst();
					var _next2 = next = queue.first();
					options = _next2.options;
					args = _next2.args;
					if (capacity != null && options.weight > capacity) return this.Promise.resolve(null);
					this.Events.trigger("debug", `Draining ${options.id}`, {
						args,
						options
					});
					index = this._randomIndex();
					return this._store.__register__(index, options.weight, options.expiration).then(({ success, wait, reservoir }) => {
						var empty;
						this.Events.trigger("debug", `Drained ${options.id}`, {
							success,
							args,
							options
						});
						if (success) {
							queue.shift();
							empty = this.empty();
							if (empty) this.Events.trigger("empty");
							if (reservoir === 0) this.Events.trigger("depleted", empty);
							this._run(index, next, wait);
							return this.Promise.resolve(options.weight);
						} else return this.Promise.resolve(null);
					});
				});
			}
			_drainAll(capacity, total = 0) {
				return this._drainOne(capacity).then((drained) => {
					var newCapacity;
					if (drained != null) {
						newCapacity = capacity != null ? capacity - drained : capacity;
						return this._drainAll(newCapacity, total + drained);
					} else return this.Promise.resolve(total);
				}).catch((e) => {
					return this.Events.trigger("error", e);
				});
			}
			_dropAllQueued(message) {
				return this._queues.shiftAll(function(job) {
					return job.doDrop({ message });
				});
			}
			stop(options = {}) {
				var done, waitForExecuting;
				options = parser.load(options, this.stopDefaults);
				waitForExecuting = (at) => {
					var finished = () => {
						var counts = this._states.counts;
						return counts[0] + counts[1] + counts[2] + counts[3] === at;
					};
					return new this.Promise((resolve, reject) => {
						if (finished()) return resolve();
						else return this.on("done", () => {
							if (finished()) {
								this.removeAllListeners("done");
								return resolve();
							}
						});
					});
				};
				done = options.dropWaitingJobs ? (this._run = function(index, next) {
					return next.doDrop({ message: options.dropErrorMessage });
				}, this._drainOne = () => {
					return this.Promise.resolve(null);
				}, this._registerLock.schedule(() => {
					return this._submitLock.schedule(() => {
						var k, ref = this._scheduled, v;
						for (k in ref) {
							v = ref[k];
							if (this.jobStatus(v.job.options.id) === "RUNNING") {
								clearTimeout(v.timeout);
								clearTimeout(v.expiration);
								v.job.doDrop({ message: options.dropErrorMessage });
							}
						}
						this._dropAllQueued(options.dropErrorMessage);
						return waitForExecuting(0);
					});
				})) : this.schedule({
					priority: NUM_PRIORITIES - 1,
					weight: 0
				}, () => {
					return waitForExecuting(1);
				});
				this._receive = function(job) {
					return job._reject(new Bottleneck.prototype.BottleneckError(options.enqueueErrorMessage));
				};
				this.stop = () => {
					return this.Promise.reject(new Bottleneck.prototype.BottleneckError("stop() has already been called"));
				};
				return done;
			}
			_addToQueue(job) {
				var _this2 = this;
				return _asyncToGenerator(function* () {
					var args = job.args, blocked, error, options = job.options, reachedHWM, shifted, strategy;
					try {
						var _ref2 = yield _this2._store.__submit__(_this2.queued(), options.weight);
						reachedHWM = _ref2.reachedHWM;
						blocked = _ref2.blocked;
						strategy = _ref2.strategy;
					} catch (error1) {
						error = error1;
						_this2.Events.trigger("debug", `Could not queue ${options.id}`, {
							args,
							options,
							error
						});
						job.doDrop({ error });
						return false;
					}
					if (blocked) {
						job.doDrop();
						return true;
					} else if (reachedHWM) {
						shifted = strategy === Bottleneck.prototype.strategy.LEAK ? _this2._queues.shiftLastFrom(options.priority) : strategy === Bottleneck.prototype.strategy.OVERFLOW_PRIORITY ? _this2._queues.shiftLastFrom(options.priority + 1) : strategy === Bottleneck.prototype.strategy.OVERFLOW ? job : void 0;
						if (shifted != null) shifted.doDrop();
						if (shifted == null || strategy === Bottleneck.prototype.strategy.OVERFLOW) {
							if (shifted == null) job.doDrop();
							return reachedHWM;
						}
					}
					job.doQueue(reachedHWM, blocked);
					_this2._queues.push(job);
					yield _this2._drainAll();
					return reachedHWM;
				})();
			}
			_receive(job) {
				if (this._states.jobStatus(job.options.id) != null) {
					job._reject(new Bottleneck.prototype.BottleneckError(`A job with the same id already exists (id=${job.options.id})`));
					return false;
				} else {
					job.doReceive();
					return this._submitLock.schedule(this._addToQueue, job);
				}
			}
			submit(...args) {
				var cb, fn, job, options, ref, ref1, task;
				if (typeof args[0] === "function") {
					var _ref3, _ref4, _splice$call, _splice$call2;
					ref = args, _ref3 = ref, _ref4 = _toArray(_ref3), fn = _ref4[0], args = _ref4.slice(1), _splice$call = splice.call(args, -1), _splice$call2 = _slicedToArray(_splice$call, 1), cb = _splice$call2[0];
					options = parser.load({}, this.jobDefaults);
				} else {
					var _ref5, _ref6, _splice$call3, _splice$call4;
					ref1 = args, _ref5 = ref1, _ref6 = _toArray(_ref5), options = _ref6[0], fn = _ref6[1], args = _ref6.slice(2), _splice$call3 = splice.call(args, -1), _splice$call4 = _slicedToArray(_splice$call3, 1), cb = _splice$call4[0];
					options = parser.load(options, this.jobDefaults);
				}
				task = (...args) => {
					return new this.Promise(function(resolve, reject) {
						return fn(...args, function(...args) {
							return (args[0] != null ? reject : resolve)(args);
						});
					});
				};
				job = new Job(task, args, options, this.jobDefaults, this.rejectOnDrop, this.Events, this._states, this.Promise);
				job.promise.then(function(args) {
					return typeof cb === "function" ? cb(...args) : void 0;
				}).catch(function(args) {
					if (Array.isArray(args)) return typeof cb === "function" ? cb(...args) : void 0;
					else return typeof cb === "function" ? cb(args) : void 0;
				});
				return this._receive(job);
			}
			schedule(...args) {
				var job, options, task;
				if (typeof args[0] === "function") {
					var _args2 = _toArray(args);
					task = _args2[0];
					args = _args2.slice(1);
					options = {};
				} else {
					var _args4 = _toArray(args);
					options = _args4[0];
					task = _args4[1];
					args = _args4.slice(2);
				}
				job = new Job(task, args, options, this.jobDefaults, this.rejectOnDrop, this.Events, this._states, this.Promise);
				this._receive(job);
				return job.promise;
			}
			wrap(fn) {
				var schedule = this.schedule.bind(this), wrapped = function wrapped(...args) {
					return schedule(fn.bind(this), ...args);
				};
				wrapped.withOptions = function(options, ...args) {
					return schedule(options, fn, ...args);
				};
				return wrapped;
			}
			updateSettings(options = {}) {
				var _this3 = this;
				return _asyncToGenerator(function* () {
					yield _this3._store.__updateSettings__(parser.overwrite(options, _this3.storeDefaults));
					parser.overwrite(options, _this3.instanceDefaults, _this3);
					return _this3;
				})();
			}
			currentReservoir() {
				return this._store.__currentReservoir__();
			}
			incrementReservoir(incr = 0) {
				return this._store.__incrementReservoir__(incr);
			}
		}
		Bottleneck.default = Bottleneck;
		Bottleneck.Events = Events;
		Bottleneck.version = Bottleneck.prototype.version = require_version().version;
		Bottleneck.strategy = Bottleneck.prototype.strategy = {
			LEAK: 1,
			OVERFLOW: 2,
			OVERFLOW_PRIORITY: 4,
			BLOCK: 3
		};
		Bottleneck.BottleneckError = Bottleneck.prototype.BottleneckError = require_BottleneckError();
		Bottleneck.Group = Bottleneck.prototype.Group = require_Group();
		Bottleneck.RedisConnection = Bottleneck.prototype.RedisConnection = require_RedisConnection();
		Bottleneck.IORedisConnection = Bottleneck.prototype.IORedisConnection = require_IORedisConnection();
		Bottleneck.Batcher = Bottleneck.prototype.Batcher = require_Batcher();
		Bottleneck.prototype.jobDefaults = {
			priority: DEFAULT_PRIORITY,
			weight: 1,
			expiration: null,
			id: "<no-id>"
		};
		Bottleneck.prototype.storeDefaults = {
			maxConcurrent: null,
			minTime: 0,
			highWater: null,
			strategy: Bottleneck.prototype.strategy.LEAK,
			penalty: null,
			reservoir: null,
			reservoirRefreshInterval: null,
			reservoirRefreshAmount: null,
			reservoirIncreaseInterval: null,
			reservoirIncreaseAmount: null,
			reservoirIncreaseMaximum: null
		};
		Bottleneck.prototype.localStoreDefaults = {
			Promise,
			timeout: null,
			heartbeatInterval: 250
		};
		Bottleneck.prototype.redisStoreDefaults = {
			Promise,
			timeout: null,
			heartbeatInterval: 5e3,
			clientTimeout: 1e4,
			Redis: null,
			clientOptions: {},
			clusterNodes: null,
			clearDatastore: false,
			connection: null
		};
		Bottleneck.prototype.instanceDefaults = {
			datastore: "local",
			connection: null,
			id: "<no-id>",
			rejectOnDrop: true,
			trackDoneStatus: false,
			Promise
		};
		Bottleneck.prototype.stopDefaults = {
			enqueueErrorMessage: "This limiter has been stopped and cannot accept new jobs.",
			dropWaitingJobs: true,
			dropErrorMessage: "This limiter has been stopped."
		};
		return Bottleneck;
	}.call(void 0);
	module.exports = Bottleneck;
}));
//#endregion
//#region node_modules/bottleneck/lib/index.js
var require_lib = __commonJSMin(((exports, module) => {
	module.exports = require_Bottleneck();
}));
//#endregion
//#region node_modules/probot/lib/octokit/get-octokit-throttle-options.js
var import_lib = __toESM(require_lib(), 1);
async function getOctokitThrottleOptions(options) {
	const { log, redisConfig } = options;
	const throttlingOptions = {
		onRateLimit: (retryAfter, options) => {
			log.warn(`Request quota exhausted for request ${options.method} ${options.url}`);
			if (options.request.retryCount <= 2) {
				log.info(`Retrying after ${retryAfter} seconds!`);
				return true;
			}
			return false;
		},
		onSecondaryRateLimit: (_retryAfter, options) => {
			log.warn(`Secondary quota detected for request ${options.method} ${options.url}`);
		}
	};
	if (!redisConfig) return throttlingOptions;
	const connection = new import_lib.default.IORedisConnection({ client: await getRedisClient(options) });
	connection.on("error", (error) => {
		log.error(Object.assign(error, { source: "bottleneck" }));
	});
	throttlingOptions.Bottleneck = import_lib.default;
	throttlingOptions.connection = connection;
	return throttlingOptions;
}
let Redis = null;
async function getRedisClient({ redisConfig }) {
	Redis ??= (await npxImport("ioredis@5.9.3", { onlyPackageRunner: true })).Redis;
	if (redisConfig) return new Redis(redisConfig);
}
//#endregion
//#region node_modules/probot/lib/octokit/get-probot-octokit-with-defaults.js
async function getProbotOctokitWithDefaults(options) {
	const authOptions = options.githubToken ? {
		token: options.githubToken,
		request: request$1.defaults({ request: { fetch: options.request?.fetch } })
	} : {
		cache: options.cache,
		appId: options.appId,
		privateKey: options.privateKey,
		request: request$1.defaults({ request: { fetch: options.request?.fetch } })
	};
	const log = options.log.child({ name: "octokit" });
	const octokitThrottleOptions = await getOctokitThrottleOptions({
		log,
		redisConfig: options.redisConfig
	});
	const defaultOptions = {
		log,
		auth: authOptions
	};
	if (options.request) defaultOptions.request = options.request;
	if (options.baseUrl) defaultOptions.baseUrl = options.baseUrl;
	if (octokitThrottleOptions) defaultOptions.throttle = octokitThrottleOptions;
	return options.Octokit.defaults((instanceOptions) => {
		const options = Object.assign({}, defaultOptions, instanceOptions, { auth: instanceOptions.auth ? Object.assign({}, defaultOptions.auth, instanceOptions.auth) : defaultOptions.auth });
		if (instanceOptions.throttle) options.throttle = Object.assign({}, defaultOptions.throttle, instanceOptions.throttle);
		return options;
	});
}
//#endregion
//#region node_modules/probot/lib/helpers/get-error-handler.js
function getErrorHandler(log) {
	return (error) => {
		const errors = error instanceof AggregateError ? error.errors : [error];
		const event = error.event;
		for (const error of errors) {
			const errMessage = (error.message || "").toLowerCase();
			if (errMessage.includes("x-hub-signature-256")) {
				log.error(error, "Go to https://github.com/settings/apps/YOUR_APP and verify that the Webhook secret matches the value of the WEBHOOK_SECRET environment variable.");
				continue;
			}
			if (errMessage.includes("pem") || errMessage.includes("json web token")) {
				log.error(error, "Your private key (a .pem file or PRIVATE_KEY environment variable) or APP_ID is incorrect. Go to https://github.com/settings/apps/YOUR_APP, verify that APP_ID is set correctly, and generate a new PEM file if necessary.");
				continue;
			}
			log.child({
				name: "event",
				id: event?.id
			}).error(error);
		}
	};
}
//#endregion
//#region node_modules/probot/lib/octokit/octokit-webhooks-transform.js
async function webhookTransform(options, event) {
	return new Context(event, await options.octokit.auth({
		type: "event-octokit",
		event
	}), options.log.child({
		name: "event",
		id: event.id
	}));
}
//#endregion
//#region node_modules/probot/lib/octokit/get-webhooks.js
function getWebhooks(options) {
	const webhooks = new Webhooks({
		log: options.log,
		secret: options.webhookSecret,
		transform: (event) => webhookTransform(options, event)
	});
	webhooks.onError(getErrorHandler(options.log));
	return webhooks;
}
//#endregion
//#region node_modules/get-caller-file/index.js
var require_get_caller_file = __commonJSMin(((exports, module) => {
	module.exports = function getCallerFile(position) {
		if (position === void 0) position = 2;
		if (position >= Error.stackTraceLimit) throw new TypeError("getCallerFile(position) requires position be less then Error.stackTraceLimit but position was: `" + position + "` and Error.stackTraceLimit was: `" + Error.stackTraceLimit + "`");
		var oldPrepareStackTrace = Error.prepareStackTrace;
		Error.prepareStackTrace = function(_, stack) {
			return stack;
		};
		var stack = new Error().stack;
		Error.prepareStackTrace = oldPrepareStackTrace;
		if (stack !== null && typeof stack === "object") return stack[position] ? stack[position].getFileName() : void 0;
	};
}));
//#endregion
//#region node_modules/pino-http/logger.js
var require_logger = __commonJSMin(((exports, module) => {
	const { pino, symbols: { stringifySym, chindingsSym } } = require_pino();
	const serializers = require_pino_std_serializers();
	const getCallerFile = require_get_caller_file();
	const startTime = Symbol("startTime");
	const reqObject = Symbol("reqObject");
	function pinoLogger(opts, stream) {
		if (opts && opts._writableState) {
			stream = opts;
			opts = null;
		}
		opts = Object.assign({}, opts);
		opts.customAttributeKeys = opts.customAttributeKeys || {};
		const reqKey = opts.customAttributeKeys.req || "req";
		const resKey = opts.customAttributeKeys.res || "res";
		const errKey = opts.customAttributeKeys.err || "err";
		const requestIdKey = opts.customAttributeKeys.reqId || "reqId";
		const responseTimeKey = opts.customAttributeKeys.responseTime || "responseTime";
		delete opts.customAttributeKeys;
		const customProps = opts.customProps || void 0;
		opts.wrapSerializers = "wrapSerializers" in opts ? opts.wrapSerializers : true;
		if (opts.wrapSerializers) {
			opts.serializers = Object.assign({}, opts.serializers);
			const requestSerializer = opts.serializers[reqKey] || opts.serializers.req || serializers.req;
			const responseSerializer = opts.serializers[resKey] || opts.serializers.res || serializers.res;
			const errorSerializer = opts.serializers[errKey] || opts.serializers.err || serializers.err;
			opts.serializers[reqKey] = serializers.wrapRequestSerializer(requestSerializer);
			opts.serializers[resKey] = serializers.wrapResponseSerializer(responseSerializer);
			opts.serializers[errKey] = serializers.wrapErrorSerializer(errorSerializer);
		}
		delete opts.wrapSerializers;
		if (opts.useLevel && opts.customLogLevel) throw new Error("You can't pass 'useLevel' and 'customLogLevel' together");
		function getValidLogLevel(level, defaultValue = "info") {
			if (level && typeof level === "string") {
				const logLevel = level.trim();
				if (validLogLevels.includes(logLevel) === true) return logLevel;
			}
			return defaultValue;
		}
		function getLogLevelFromCustomLogLevel(customLogLevel, useLevel, res, err, req) {
			return customLogLevel ? getValidLogLevel(customLogLevel(req, res, err), useLevel) : useLevel;
		}
		const customLogLevel = opts.customLogLevel;
		delete opts.customLogLevel;
		const theStream = opts.stream || stream;
		delete opts.stream;
		const autoLogging = opts.autoLogging !== false;
		const autoLoggingIgnore = opts.autoLogging && opts.autoLogging.ignore ? opts.autoLogging.ignore : null;
		delete opts.autoLogging;
		const onRequestReceivedObject = getFunctionOrDefault(opts.customReceivedObject, void 0);
		const receivedMessage = getFunctionOrDefault(opts.customReceivedMessage, void 0);
		const onRequestSuccessObject = getFunctionOrDefault(opts.customSuccessObject, defaultSuccessfulRequestObjectProvider);
		const successMessage = getFunctionOrDefault(opts.customSuccessMessage, defaultSuccessfulRequestMessageProvider);
		const onRequestErrorObject = getFunctionOrDefault(opts.customErrorObject, defaultFailedRequestObjectProvider);
		const errorMessage = getFunctionOrDefault(opts.customErrorMessage, defaultFailedRequestMessageProvider);
		delete opts.customSuccessfulMessage;
		delete opts.customErroredMessage;
		const quietReqLogger = !!opts.quietReqLogger;
		const quietResLogger = !!opts.quietResLogger;
		const logger = wrapChild(opts, theStream);
		const validLogLevels = Object.keys(logger.levels.values).concat("silent");
		const useLevel = getValidLogLevel(opts.useLevel);
		delete opts.useLevel;
		const genReqId = reqIdGenFactory(opts.genReqId);
		const result = (req, res, next) => {
			return loggingMiddleware(logger, req, res, next);
		};
		result.logger = logger;
		return result;
		function onResFinished(res, logger, err) {
			let log = logger;
			const responseTime = Date.now() - res[startTime];
			const req = res[reqObject];
			const level = getLogLevelFromCustomLogLevel(customLogLevel, useLevel, res, err, req);
			if (level === "silent") return;
			const customPropBindings = typeof customProps === "function" ? customProps(req, res) : customProps;
			if (customPropBindings) {
				const customPropBindingStr = logger[stringifySym](customPropBindings).replace(/[{}]/g, "");
				if (!logger[chindingsSym].includes(customPropBindingStr)) log = logger.child(customPropBindings);
			}
			if (err || res.err || res.statusCode >= 500) {
				const error = err || res.err || new Error("failed with status code " + res.statusCode);
				log[level](onRequestErrorObject(req, res, error, {
					[resKey]: res,
					[errKey]: error,
					[responseTimeKey]: responseTime
				}), errorMessage(req, res, error, responseTime));
				return;
			}
			log[level](onRequestSuccessObject(req, res, {
				[resKey]: res,
				[responseTimeKey]: responseTime
			}), successMessage(req, res, responseTime));
		}
		function loggingMiddleware(logger, req, res, next) {
			let shouldLogSuccess = true;
			req.id = req.id || genReqId(req, res);
			const log = quietReqLogger ? logger.child({ [requestIdKey]: req.id }) : logger;
			let fullReqLogger = log.child({ [reqKey]: req });
			const customPropBindings = typeof customProps === "function" ? customProps(req, res) : customProps;
			if (customPropBindings) fullReqLogger = fullReqLogger.child(customPropBindings);
			const responseLogger = quietResLogger ? log : fullReqLogger;
			const requestLogger = quietReqLogger ? log : fullReqLogger;
			if (!res.log) res.log = responseLogger;
			if (Array.isArray(res.allLogs) === false) res.allLogs = [];
			res.allLogs.push(responseLogger);
			if (!req.log) req.log = requestLogger;
			if (!req.allLogs) req.allLogs = [];
			req.allLogs.push(requestLogger);
			res[startTime] = res[startTime] || Date.now();
			res[reqObject] = req;
			const onResponseComplete = (err) => {
				res.removeListener("close", onResponseComplete);
				res.removeListener("finish", onResponseComplete);
				res.removeListener("error", onResponseComplete);
				return onResFinished(res, responseLogger, err);
			};
			if (autoLogging) {
				if (autoLoggingIgnore !== null && shouldLogSuccess === true) shouldLogSuccess = !autoLoggingIgnore(req);
				if (shouldLogSuccess) {
					if (receivedMessage !== void 0 || onRequestReceivedObject !== void 0) {
						const level = getLogLevelFromCustomLogLevel(customLogLevel, useLevel, res, void 0, req);
						const receivedObjectResult = onRequestReceivedObject !== void 0 ? onRequestReceivedObject(req, res, void 0) : {};
						const receivedStringResult = receivedMessage !== void 0 ? receivedMessage(req, res) : void 0;
						requestLogger[level](receivedObjectResult, receivedStringResult);
					}
					res.on("close", onResponseComplete);
					res.on("finish", onResponseComplete);
				}
				res.on("error", onResponseComplete);
			}
			if (next) next();
		}
	}
	function wrapChild(opts, stream) {
		const prevLogger = opts.logger;
		const prevGenReqId = opts.genReqId;
		let logger = null;
		if (prevLogger) {
			opts.logger = void 0;
			opts.genReqId = void 0;
			logger = prevLogger.child({}, opts);
			opts.logger = prevLogger;
			opts.genReqId = prevGenReqId;
		} else {
			if (opts.transport && !opts.transport.caller) opts.transport.caller = getCallerFile();
			logger = pino(opts, stream);
		}
		return logger;
	}
	function reqIdGenFactory(func) {
		if (typeof func === "function") return func;
		const maxInt = 2147483647;
		let nextReqId = 0;
		return function genReqId(req, res) {
			return req.id || (nextReqId = nextReqId + 1 & maxInt);
		};
	}
	function getFunctionOrDefault(value, defaultValue) {
		if (value && typeof value === "function") return value;
		return defaultValue;
	}
	function defaultSuccessfulRequestObjectProvider(req, res, successObject) {
		return successObject;
	}
	function defaultFailedRequestObjectProvider(req, res, error, errorObject) {
		return errorObject;
	}
	function defaultFailedRequestMessageProvider() {
		return "request errored";
	}
	function defaultSuccessfulRequestMessageProvider(req, res) {
		return !req.readableAborted && res.writableEnded ? "request completed" : "request aborted";
	}
	module.exports = pinoLogger;
	module.exports.stdSerializers = {
		err: serializers.err,
		req: serializers.req,
		res: serializers.res
	};
	module.exports.startTime = startTime;
	module.exports.default = pinoLogger;
	module.exports.pinoHttp = pinoLogger;
}));
//#endregion
//#region node_modules/probot/lib/server/handlers/http-logger.js
var import_logger = require_logger();
//#endregion
//#region node_modules/probot/lib/server/server.js
const defaultWebhookPath = "/api/github/webhooks";
const defaultWebhookSecret = "development";
//#endregion
//#region node_modules/probot/lib/probot.js
const UNINITIALIZED = 0;
const INITIALIZING = 1;
const INITIALIZED = 2;
var Probot = class {
	static defaults(defaults) {
		const ProbotWithDefaults = class extends this {
			constructor(...args) {
				const options = args[0] || {};
				super(Object.assign({}, defaults, options));
			}
		};
		return ProbotWithDefaults;
	}
	#state;
	constructor(options = {}) {
		if (!options.githubToken) {
			if (!options.appId) throw new Error("appId option is required");
			if (!options.privateKey) throw new Error("privateKey option is required");
		}
		this.#state = {
			initializationState: UNINITIALIZED,
			initializedPromise: createDeferredPromise(),
			initEventListeners: [],
			cache: null,
			octokit: null,
			webhooks: null,
			log: options.log || null,
			logFormat: options.logFormat || "pretty",
			logLevelInString: options.logLevelInString || false,
			logLevel: options.logLevel || "warn",
			logMessageKey: options.logMessageKey,
			sentryDsn: options.sentryDsn,
			githubToken: options.githubToken,
			appId: Number.parseInt(options.appId, 10),
			privateKey: options.privateKey,
			host: options.host,
			port: options.port,
			OctokitBase: options.Octokit || ProbotOctokit,
			baseUrl: options.baseUrl,
			redisConfig: options.redisConfig,
			webhookPath: options.webhookPath || "/api/github/webhooks",
			webhookSecret: options.secret || "development",
			request: options.request,
			server: options.server
		};
		this.#initialize().catch(() => {});
	}
	async #initialize() {
		if (this.#state.initializationState !== UNINITIALIZED) return this.#state.initializedPromise.promise;
		this.#state.initializationState = INITIALIZING;
		try {
			this.#state.cache = new LruObject(15e3, 1e3 * 60 * 59);
			this.#state.log = this.#state.log || await getLog({
				logFormat: this.#state.logFormat,
				logLevelInString: this.#state.logLevelInString,
				level: this.#state.logLevel,
				logMessageKey: this.#state.logMessageKey,
				sentryDsn: this.#state.sentryDsn
			});
			this.#state.log = this.#state.log.child({ name: "probot" });
			const Octokit = await getProbotOctokitWithDefaults({
				githubToken: this.#state.githubToken,
				Octokit: this.#state.OctokitBase,
				appId: this.#state.appId,
				privateKey: this.#state.privateKey,
				cache: this.#state.cache,
				log: this.#state.log,
				redisConfig: this.#state.redisConfig,
				baseUrl: this.#state.baseUrl,
				request: this.#state.request
			});
			this.#state.octokit = new Octokit();
			this.#state.webhooks = getWebhooks({
				log: this.#state.log,
				octokit: this.#state.octokit,
				webhookSecret: this.#state.webhookSecret
			});
			this.#state.initializationState = INITIALIZED;
			for (const [type, listener, name] of this.#state.initEventListeners) switch (type) {
				case "on":
					this.#state.webhooks.on(name, listener);
					break;
				case "onAny":
					this.#state.webhooks.onAny(listener);
					break;
				case "onError":
					this.#state.webhooks.onError(listener);
					break;
			}
			this.#state.initEventListeners.length = 0;
			this.#state.initializedPromise.resolve();
		} catch (error) {
			if (this.#state.log) this.#state.log.error({ err: error }, "Failed to initialize Probot");
			else console.error("Failed to initialize Probot", error);
			this.#state.initializedPromise.reject(error);
		} finally {
			return this.#state.initializedPromise.promise;
		}
	}
	async getNodeMiddleware({ log, path } = {}) {
		await this.#initialize();
		return createNodeMiddleware(this.#state.webhooks, {
			log: log || this.#state.log,
			path: path || this.#state.webhookPath
		});
	}
	async auth(installationId) {
		await this.#initialize();
		return await getAuthenticatedOctokit({
			log: this.#state.log,
			octokit: this.#state.octokit,
			installationId
		});
	}
	async load(appFn, options = { cwd: process.cwd() }) {
		await this.#state.initializedPromise.promise;
		if (typeof options.addHandler !== "function") options.addHandler = this.#state.server ? this.#state.server.addHandler.bind(this.#state.server) : () => {
			throw new Error("No server instance");
		};
		if (Array.isArray(appFn)) {
			for (const fn of appFn) await this.load(fn, options);
			return;
		}
		await appFn(this, options);
	}
	get log() {
		return this.#state.log;
	}
	on = (eventName, callback) => {
		if (Array.isArray(eventName)) for (const name of eventName) validateEventName(name, { onUnknownEventName: "ignore" });
		else validateEventName(eventName, { onUnknownEventName: "ignore" });
		if (this.#state.initializationState !== INITIALIZED) {
			this.#state.initEventListeners.push([
				"on",
				callback,
				eventName
			]);
			return;
		}
		this.#state.webhooks.on(eventName, callback);
	};
	onAny = (callback) => {
		if (this.#state.initializationState !== INITIALIZED) {
			this.#state.initEventListeners.push(["onAny", callback]);
			return;
		}
		this.#state.webhooks.onAny(callback);
	};
	onError = (callback) => {
		if (this.#state.initializationState !== INITIALIZED) {
			this.#state.initEventListeners.push(["onError", callback]);
			return;
		}
		this.#state.webhooks.onError(callback);
	};
	async ready() {
		await this.#state.initializedPromise.promise;
		return this;
	}
	async receive(event) {
		await this.#state.initializedPromise.promise;
		this.#state.log.debug({ event }, "Webhook received");
		await this.#state.webhooks.receive(event);
	}
	static get version() {
		return VERSION;
	}
	get version() {
		return VERSION;
	}
	get webhooks() {
		return this.#state.webhooks;
	}
	get webhookPath() {
		return this.#state.webhookPath;
	}
};
//#endregion
//#region node_modules/probot/lib/helpers/get-payload.js
const textDecoder = new TextDecoder("utf-8", { fatal: false });
const decode$1 = textDecoder.decode.bind(textDecoder);
//#endregion
//#region src/report/dashboard-boxes.ts
function formatAction(action) {
	switch (action.kind) {
		case "refresh": return "act=refresh";
		case "retrain": return `act=retrain model=${action.model} issue=${action.issue}`;
		case "approve": return `act=approve plan=${action.plan}`;
		case "promote": return `act=promote model=${action.model} version=${action.version} to=${action.environment}`;
		default: return action;
	}
}
function renderBox(action, text) {
	return `- [ ] <!-- ${formatAction(action)} --> ${text}`;
}
const box = /^ {0,3}[-*] \[([ xX])\] <!-- (act=[^<>\r\n]{1,400}) -->/;
const maxLength$2 = 7e4;
const maxTicks = 20;
function findTicks(before, after) {
	const was = readBoxes(before);
	return [...readBoxes(after)].filter(([action, isTicked]) => isTicked && was.get(action) === false).map(([action]) => action).slice(0, maxTicks);
}
function readBoxes(body) {
	const boxes = new Map();
	for (const line of body.slice(0, maxLength$2).split(/\r?\n/)) {
		const [, state, action] = box.exec(line) ?? [];
		if (action !== void 0 && !boxes.has(action)) boxes.set(action, state !== " ");
	}
	return boxes;
}
function isDashboardBody(body) {
	return body.startsWith("<!-- pawl:dashboard ");
}
function isShownOnDashboard(body) {
	return isDashboardBody(body) || body.startsWith("<!-- pawl:drift ");
}
//#endregion
//#region bot/key.ts
const buttonActions = [
	"reevaluate",
	"baseline",
	"promote-staging"
];
const loginGrammar = /^[A-Za-z0-9][\w-]{0,99}$/;
const buttonGrammar = /^button\/(?<repository>[1-9]\d{0,15}|[\w.-]{1,100}\/[\w.-]{1,100})\/(?<id>[1-9]\d{0,15})\/(?<action>[a-z-]{1,20})\/(?<sender>[A-Za-z0-9][\w-]{0,99})$/;
const tickGrammar = /^tick\/(?<repository>[1-9]\d{0,15}|[\w.-]{1,100}\/[\w.-]{1,100})\/(?<number>[1-9]\d{0,15})\/(?<action>[0-9a-f]{16})\/(?<sender>[A-Za-z0-9][\w-]{0,99})\/(?<at>[1-9]\d{0,15})$/;
const grammar$1 = /^(?<kind>[a-z-]+)\/(?<repository>[1-9]\d{0,15}|[\w.-]{1,100}\/[\w.-]{1,100})(?:\/(?<id>[1-9]\d{0,15})(?:\/(?<digest>[0-9a-f]{16}))?)?$/;
function formatKey(key) {
	const place = `${key.kind}/${key.repository}`;
	if (key.kind === "button") return `${place}/${key.id}/${key.action}/${key.sender}`;
	if (key.kind === "tick") return `${place}/${key.number}/${key.action}/${key.sender}/${key.at}`;
	if ("number" in key) return `${place}/${key.number}`;
	if (!("id" in key)) return place;
	return key.kind === "comment" ? `${place}/${key.id}/${key.digest}` : `${place}/${key.id}`;
}
function parseKey(text) {
	const button = buttonGrammar.exec(text)?.groups;
	const action = buttonActions.find((known) => known === button?.["action"]);
	if (button !== void 0 && action !== void 0) {
		const { repository = "", id = "", sender = "" } = button;
		return {
			kind: "button",
			repository,
			id: Number(id),
			action,
			sender
		};
	}
	const tick = parseTick(text);
	if (tick !== void 0) return tick;
	const groups = grammar$1.exec(text)?.groups;
	const { kind, repository = "", digest } = groups ?? {};
	const id = Number(groups?.["id"] ?? 0);
	if ((kind === "release" || kind === "dashboard" || kind === "repository") && digest === void 0) {
		const isName = id > 0 && !repository.includes("/");
		return id === 0 || isName ? {
			kind,
			repository: isName ? `${repository}/${id}` : repository
		} : void 0;
	}
	if (kind === "comment" && id > 0 && digest !== void 0) return {
		kind,
		repository,
		id,
		digest
	};
	if (id === 0 || digest !== void 0) return void 0;
	if (kind === "pull-request" || kind === "issue") return {
		kind,
		repository,
		number: id
	};
	return kind === "run" || kind === "deployment" ? {
		kind,
		repository,
		id
	} : void 0;
}
function parseTick(text) {
	const groups = tickGrammar.exec(text)?.groups;
	if (groups === void 0) return void 0;
	const { repository = "", number, action = "", sender = "", at } = groups;
	return {
		kind: "tick",
		repository,
		number: Number(number),
		action,
		sender,
		at: Number(at)
	};
}
//#endregion
//#region bot/events.ts
const id = number().int().positive().max(Number.MAX_SAFE_INTEGER);
const repository = object({
	id,
	full_name: string().regex(/^[\w.-]+\/[\w.-]+$/),
	default_branch: string()
});
const account = object({ type: string() });
const base = object({ repository });
function digestOf(body) {
	return createHash("sha256").update(body).digest("hex").slice(0, 16);
}
function define$1(schema, toKeys) {
	return (payload) => {
		const parsed = schema.safeParse(payload);
		return parsed.success ? toKeys(parsed.data, String(parsed.data.repository.id)) : void 0;
	};
}
function defineInstallation(member) {
	const listed = array(object({ id })).max(1e4);
	return (payload) => {
		const parsed = looseObject({ installation: object({ id }) }).safeParse(payload);
		if (!parsed.success) return void 0;
		return listed.safeParse(parsed.data[member] ?? []).data?.map((one) => ({
			kind: "repository",
			repository: String(one.id)
		}));
	};
}
function keysOfIssue({ action, issue, changes, sender }, repository) {
	if (sender?.type !== "User" && action === "edited") return [];
	const body = issue.body ?? "";
	const before = changes?.body?.from ?? body;
	if (!isShownOnDashboard(body) && !isShownOnDashboard(before)) return [];
	const dashboard = {
		kind: "dashboard",
		repository
	};
	if (!(action === "edited" && isDashboardBody(body) && loginGrammar.test(sender?.login ?? "")) || !issue.updated_at) return [dashboard];
	const at = Math.floor(Date.parse(issue.updated_at) / 1e3);
	return [...findTicks(before, body).map((ticked) => {
		const who = {
			sender: sender?.login ?? "",
			at
		};
		return {
			kind: "tick",
			repository,
			number: issue.number,
			action: digestOf(ticked),
			...who
		};
	}), dashboard];
}
const release$1 = define$1(base, (_, name) => [{
	kind: "release",
	repository: name
}]);
const events = {
	pull_request: define$1(base.extend({ pull_request: object({
		number: id,
		merged: boolean().nullish()
	}) }), ({ pull_request: pull }, name) => [{
		kind: "pull-request",
		repository: name,
		number: pull.number
	}, ...pull.merged === true ? [{
		kind: "release",
		repository: name
	}] : []]),
	issue_comment: define$1(base.extend({
		action: string(),
		comment: object({
			id,
			body: string(),
			user: account.nullable()
		}),
		sender: account
	}), ({ action, comment, sender }, name) => action === "created" && sender.type === "User" && comment.body.includes("/ml") ? [{
		kind: "comment",
		repository: name,
		id: comment.id,
		digest: digestOf(comment.body)
	}] : []),
	issues: define$1(base.extend({
		action: string(),
		issue: object({
			number: id,
			body: string().nullish(),
			updated_at: datetime().nullish()
		}),
		changes: object({ body: object({ from: string().nullish() }).nullish() }).nullish(),
		sender: account.extend({ login: string() }).nullish()
	}), (event, name) => event.action === "labeled" ? [{
		kind: "issue",
		repository: name,
		number: event.issue.number
	}] : keysOfIssue(event, name)),
	check_run: define$1(base.extend({
		action: string(),
		check_run: object({ id }),
		requested_action: object({ identifier: string() }).nullish(),
		sender: account.extend({ login: string() })
	}), ({ action, check_run: check, requested_action: button, sender }, name) => {
		const pressed = buttonActions.find((known) => known === button?.identifier);
		const isPerson = sender.type === "User" && loginGrammar.test(sender.login);
		if (action !== "requested_action" || pressed === void 0 || !isPerson) return [];
		return [{
			kind: "button",
			repository: name,
			id: check.id,
			action: pressed,
			sender: sender.login
		}];
	}),
	workflow_run: define$1(base.extend({ workflow_run: object({ id }) }), ({ workflow_run: run }, name) => [{
		kind: "run",
		repository: name,
		id: run.id
	}]),
	deployment: define$1(base.extend({ deployment: object({ id }) }), ({ deployment }, name) => [{
		kind: "deployment",
		repository: name,
		id: deployment.id
	}]),
	deployment_status: define$1(base.extend({ deployment: object({ id }) }), ({ deployment }, name) => [{
		kind: "deployment",
		repository: name,
		id: deployment.id
	}, {
		kind: "release",
		repository: name
	}]),
	push: define$1(base.extend({ ref: string() }), ({ ref, repository: { default_branch: branch } }, name) => ref === `refs/heads/${branch}` ? [{
		kind: "release",
		repository: name
	}] : []),
	release: release$1,
	workflow_dispatch: release$1,
	repository: define$1(base, (_, name) => [{
		kind: "repository",
		repository: name
	}]),
	installation: defineInstallation("repositories"),
	installation_repositories: defineInstallation("repositories_added")
};
const eventNames = array(custom(isEventName)).parse(Object.keys(events));
function isEventName(name) {
	return typeof name === "string" && Object.hasOwn(events, name);
}
function keysOf(name, payload) {
	return events[name](payload);
}
//#endregion
//#region bot/app.ts
function createApp(enqueue) {
	return (probot) => {
		probot.on([...eventNames], async ({ name, payload }) => {
			const keys = isEventName(name) ? keysOf(name, payload) : [];
			if (keys === void 0) throw malformed(name);
			await enqueue(keys);
		});
	};
}
function malformed(name) {
	return new PawlError("github.malformed-response", { message: `The payload of the event ${name} has not the shape that GitHub documents` });
}
//#endregion
//#region src/app/remember-reads.ts
var Memory = class {
	#known = new Map();
	once(kind, key, read) {
		const ofKind = this.#known.get(kind) ?? new Map();
		this.#known.set(kind, ofKind);
		const name = JSON.stringify(key);
		const reading = ofKind.get(name) ?? read();
		ofKind.set(name, reading);
		reading.catch(() => ofKind.delete(name));
		return reading;
	}
	forgetting(kind, write) {
		return write().finally(() => this.#known.delete(kind));
	}
};
function rememberFacts(github) {
	const { members, gitData } = github;
	const memory = new Memory();
	return {
		...github,
		members: {
			...members,
			repository: () => memory.once("facts", ["repository"], () => members.repository())
		},
		gitData: {
			...gitData,
			authorsOf: (sha) => memory.once("facts", ["authors", sha], () => gitData.authorsOf(sha))
		}
	};
}
function rememberReads(github) {
	const memory = new Memory();
	return {
		...github,
		...rememberRefs(github, memory),
		...rememberDeployments(github, memory),
		...rememberPeople(github, memory)
	};
}
function rememberRefs({ gitData, commits }, memory) {
	return {
		gitData: {
			...gitData,
			listTags: async (prefix) => {
				return (await memory.once("refs", ["tags"], () => gitData.listTags(""))).filter(({ name }) => name.startsWith(prefix));
			},
			resolveRef: (ref) => memory.once("refs", ["resolve", ref], () => gitData.resolveRef(ref)),
			readFiles: (path, shas) => memory.once("facts", [
				"files",
				path,
				...shas
			], () => gitData.readFiles(path, shas)),
			createTag: (tag) => memory.forgetting("refs", () => gitData.createTag(tag))
		},
		commits: {
			...commits,
			listRefs: (prefix) => memory.once("refs", ["list", prefix], () => commits.listRefs(prefix)),
			createRef: (ref, sha) => memory.forgetting("refs", () => commits.createRef(ref, sha)),
			advanceRef: (ref, sha) => memory.forgetting("refs", () => commits.advanceRef(ref, sha)),
			deleteRef: (ref) => memory.forgetting("refs", () => commits.deleteRef(ref))
		}
	};
}
function rememberDeployments({ deployments, checks, releases }, memory) {
	return {
		deployments: {
			...deployments,
			list: (name) => memory.once("deployments", ["list", name], () => deployments.list(name)),
			listStatuses: (id) => memory.once("deployments", ["statuses", id], () => deployments.listStatuses(id)),
			protection: (name) => memory.once("facts", ["protection", name], () => deployments.protection(name)),
			create: (request) => memory.forgetting("deployments", () => deployments.create(request)),
			createStatus: (id, status) => memory.forgetting("deployments", () => deployments.createStatus(id, status))
		},
		checks: {
			...checks,
			listForCommit: (sha, name) => memory.once("checks", [sha, name], () => checks.listForCommit(sha, name)),
			create: (name, sha, content) => memory.forgetting("checks", () => checks.create(name, sha, content)),
			update: (id, content) => memory.forgetting("checks", () => checks.update(id, content))
		},
		releases: {
			...releases,
			findByTag: (tag) => memory.once("facts", ["release", tag], () => releases.findByTag(tag))
		}
	};
}
function rememberPeople({ pullRequests, members, comments }, memory) {
	return {
		pullRequests: {
			...pullRequests,
			get: (number) => memory.once("facts", ["pull", number], () => pullRequests.get(number)),
			findByCommit: (sha) => memory.once("facts", ["pulls", sha], () => pullRequests.findByCommit(sha)),
			listAuthors: (number) => memory.once("facts", ["authors", number], () => pullRequests.listAuthors(number))
		},
		members: {
			...members,
			roleOf: (login) => memory.once("facts", ["role", login], () => members.roleOf(login)),
			isInTeam: (login, team) => memory.once("facts", [
				"team",
				login,
				team
			], () => members.isInTeam(login, team))
		},
		comments: {
			...comments,
			get: (id) => memory.once("facts", ["comment", id], () => comments.get(id))
		}
	};
}
//#endregion
//#region src/app/promotion/approve.ts
const attempts = 12;
function parsePlanName(plan) {
	const [, id, revision] = /^(p-[a-z2-7]{10})(?:-([0-9a-f]{10}))?$/.exec(plan) ?? [];
	return {
		id: id ?? plan,
		revision
	};
}
async function approvePromotion(vote, policies, ports) {
	const { id } = parsePlanName(vote.plan);
	for (let attempt = 1; attempt <= attempts; attempt += 1) {
		const found = await readState(promotionRef(id), promotionSchema, ports);
		if (found === void 0) return toRefused(unknownPromotion(id));
		if (found.value.approvals.some((approval) => approval.comment === vote.comment) || found.value.state !== "waiting") return await advancePromotion(id, policies, ports);
		const noted = await noteApproval(found, vote, {
			policies,
			ports
		});
		if (noted === "written") return await advancePromotion(id, policies, ports);
		if (noted !== "conflict") return noted;
		await pauseBefore(attempt, ports);
	}
	return toRefused(refuse("stale.plan", `${id} changes all the time: approve it again`));
}
async function noteApproval(found, vote, { policies, ports }) {
	const promotion = found.value;
	const { id } = promotion;
	const live = await judgePromotion(promotion, policies, ports);
	if ("stale" in live) return await advancePromotion(id, policies, ports);
	const refusal = await refuseLiveApprover(vote.login, live.judgement, ports);
	if (refusal !== void 0) {
		const { reasonCode, why } = refusal;
		return toRefused(refuse(reasonCode, `@${vote.login} ${why}, and so may not approve ${id}`));
	}
	const evidence = await evidenceDigest(live.evidence);
	const name = `${id}-${evidence.slice(0, 10)}`;
	if (vote.plan !== name) {
		await advancePromotion(id, policies, ports);
		return toRefused(refuse("stale.plan", `the plan is ${name} now: read it, then approve that`));
	}
	const approval = {
		login: vote.login,
		id: vote.id,
		comment: vote.comment,
		at: vote.at,
		evidence
	};
	const others = promotion.approvals.filter((entry) => entry.login !== vote.login);
	const next = {
		value: {
			...promotion,
			evidence: live.evidence,
			approvals: [...others, approval].slice(-100)
		},
		previous: found.sha,
		message: `${id}: approved by ${vote.login}`
	};
	return await writeState(promotionRef(id), next, ports) === "conflict" ? "conflict" : "written";
}
async function rejectPromotion(vote, policies, ports) {
	const { id } = parsePlanName(vote.plan);
	for (let attempt = 1; attempt <= attempts; attempt += 1) {
		const found = await readState(promotionRef(id), promotionSchema, ports);
		if (found === void 0) return {
			...unknownPromotion(id),
			decision: "refused"
		};
		const settled = await refuseRejection(found.value, vote, {
			policies,
			ports
		});
		if (settled !== void 0) return settled;
		const { login, comment, at } = vote;
		const reason = vote.reason.slice(0, 1e3);
		const outcome = {
			reason,
			tag: null,
			at: ports.clock.now().toISOString()
		};
		const next = {
			value: {
				...found.value,
				state: "rejected",
				rejection: {
					login,
					comment,
					at,
					reason
				},
				outcome
			},
			previous: found.sha,
			message: `${id}: rejected by ${login}`
		};
		if (await writeState(promotionRef(id), next, ports) !== "conflict") return rejected(id, login);
		await pauseBefore(attempt, ports);
	}
	return {
		...refuse("stale.plan", `${id} changes all the time: reject it again`),
		decision: "refused"
	};
}
function rejected(id, login) {
	return {
		decision: "rejected",
		reasonCode: "rejected",
		reason: `@${login} rejected ${id}`
	};
}
async function refuseRejection(promotion, vote, { policies, ports }) {
	const { id, state, rejection } = promotion;
	if (state === "rejected" && rejection?.comment === vote.comment) return rejected(id, vote.login);
	if (state === "executing") return {
		...refuse("already.executing", `${id} is being carried out`),
		decision: "refused"
	};
	if (hasEnded(promotion)) {
		const { reasonCode, reason } = await describeEnd$1(promotion, "resumed", ports);
		return {
			decision: "refused",
			reasonCode,
			reason
		};
	}
	const live = await judgePromotion(promotion, policies, ports);
	if ("stale" in live) {
		await endPromotion(id, {
			state: "stale",
			reason: live.stale,
			tag: null
		}, ports);
		return {
			...refuse("stale.plan", `${id}: ${live.stale}`),
			decision: "refused"
		};
	}
	const refusal = await refuseLiveApprover(vote.login, live.judgement, ports);
	if (refusal === void 0) return void 0;
	const { reasonCode, why } = refusal;
	return {
		...refuse(reasonCode, `@${vote.login} ${why}, and so may not reject ${id}`),
		decision: "refused"
	};
}
//#endregion
//#region bot/reconcile/deployment-start.ts
async function startDeployment(deploymentId, { github, clock, dispatchesDeployments }) {
	if (!dispatchesDeployments) return "unchanged";
	const { deployments } = github;
	const deployment = await deployments.get(deploymentId);
	if (deployment === void 0 || readDeploymentPayload(deployment.payload) === void 0) return "unchanged";
	if ((await deployments.listStatuses(deploymentId)).length > 0) return "unchanged";
	const run = await dispatchOnce({
		verb: "deploy",
		key: String(deploymentId),
		title: titleOfRun.deploy(deploymentId),
		inputs: {
			verb: "deploy",
			deployment: String(deploymentId)
		}
	}, {
		...github,
		clock
	});
	if ((await deployments.listStatuses(deploymentId)).length > 0) return "started";
	await deployments.createStatus(deploymentId, {
		state: "queued",
		description: "deploy was dispatched",
		...run === void 0 ? {} : { logUrl: run.url }
	});
	return "started";
}
//#endregion
//#region bot/reconcile/run-facts.ts
const estimatedRuns = 5;
async function listPullRuns(pull, { github }) {
	const own = await github.workflows.listRuns({
		event: "pull_request",
		branch: pull.headRef
	});
	const { defaultBranch } = await github.members.repository();
	const dispatched = await github.workflows.listRuns({
		event: "workflow_dispatch",
		branch: defaultBranch
	});
	const ofPull = own.filter((run) => run.headRepositoryId === pull.headRepositoryId);
	const forPull = dispatched.filter((run) => parseTitle(run)?.pull === pull.number);
	return [...ofPull, ...forPull].filter((run) => run.path === pipelineWorkflow.path).sort((a, b) => b.id - a.id);
}
function requestName(requestId) {
	return requestId.replace(/[^\w-]+/g, "-").slice(-100);
}
const titleGrammar = /^run (?<step>feature|train|evaluate|explain) (?<pull>[1-9]\d{0,9}) (?<sha>[0-9a-f]{40}) (?<request>\S{1,100})$/;
function parseTitle({ event, displayTitle = "" }) {
	const groups = event === "workflow_dispatch" ? titleGrammar.exec(displayTitle)?.groups : void 0;
	if (groups === void 0) return void 0;
	const { step, pull, sha = "", request = "" } = groups;
	return {
		step: step === "feature" || step === "train" || step === "explain" ? step : "evaluate",
		pull: Number(pull),
		sha,
		request
	};
}
function headOfRun(run) {
	return parseTitle(run)?.sha ?? run.headSha;
}
function explainedBy(run) {
	const asked = run.path === pipelineWorkflow.path ? parseTitle(run) : void 0;
	return asked?.step === "explain" ? asked : void 0;
}
function evaluatedRun({ event, path, displayTitle = "" }) {
	if (event !== "workflow_run" || path !== evaluationWorkflow.path) return void 0;
	return evaluationWorkflow.runOf(displayTitle);
}
function isOnBranchOf(run, pull) {
	return pull.headRef === run.headBranch && pull.headRepositoryId === run.headRepositoryId;
}
function isGpuJob({ labels = [] }) {
	return labels.some((label) => /gpu|cuda/i.test(label));
}
async function countQueue({ github }) {
	const isPipeline = (run) => run.path === pipelineWorkflow.path;
	const waiting = await github.workflows.listRuns({ status: "queued" });
	const working = await github.workflows.listRuns({ status: "in_progress" });
	return {
		waiting: waiting.filter(isPipeline).length,
		working: working.filter(isPipeline).length
	};
}
async function estimateRun(policy, context) {
	const last = (await context.github.workflows.listRuns({
		event: "pull_request",
		status: "success"
	})).filter((run) => run.path === pipelineWorkflow.path).slice(0, estimatedRuns);
	if (last.length === 0) return void 0;
	const uses = await Promise.all(last.map((run) => readRunUse(run.id, context)));
	const minutes = median(uses.map((use) => use.minutes));
	const gpuMinutes = median(uses.map((use) => use.gpuMinutes));
	const queueMinutes = median(uses.map((use) => use.queueMinutes));
	return {
		runs: last.length,
		minutes,
		gpuMinutes,
		queueMinutes,
		price: priceOf({
			minutes,
			gpuMinutes
		}, policy)
	};
}
async function readRunUse(runId, { github, clock }) {
	const jobs = await github.workflows.listJobs(runId);
	const nowMs = clock.now().getTime();
	const all = jobs.map((job) => ({
		job,
		minutes: minutesOf(job, nowMs)
	}));
	const gpu = all.filter(({ job }) => isGpuJob(job));
	const waits = jobs.map((job) => Math.max(0, toMs(job.startedAt, nowMs) - Date.parse(job.createdAt)) / 6e4);
	return {
		minutes: sum(all),
		gpuMinutes: sum(gpu),
		queueMinutes: Math.max(0, ...waits)
	};
}
function priceOf({ minutes, gpuMinutes }, { prices }) {
	if (prices === void 0) return void 0;
	return {
		amount: minutes / 60 * prices.runner_hour + gpuMinutes / 60 * prices.gpu_hour,
		currency: prices.currency
	};
}
function minutesOf(job, nowMs) {
	if (job.startedAt === null) return 0;
	return Math.max(0, toMs(job.completedAt ?? null, nowMs) - Date.parse(job.startedAt)) / 6e4;
}
function toMs(at, otherwise) {
	return at === null ? otherwise : Date.parse(at);
}
function sum(all) {
	return all.reduce((total, { minutes }) => total + minutes, 0);
}
function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
//#endregion
//#region bot/reconcile/retraining.ts
function retrainingBranchPrefix(model) {
	return `pawl/retrain/${model}/`;
}
async function requestRetraining(request, { github, clock }) {
	const { model, issue } = request;
	const { requestId } = request.asker;
	const other = await readIntent("retrain", requestId, github) !== void 0 ? void 0 : await findOther$1(model, { github });
	if (other !== void 0) return other;
	return {
		decision: "dispatched",
		reasonCode: "dispatched",
		url: (await dispatchOnce({
			verb: "retrain",
			key: requestId,
			title: titleOfRun.retrain(model, issue),
			inputs: {
				verb: "retrain",
				model,
				...issue === void 0 ? {} : { issue: String(issue) }
			},
			further: { run: JSON.stringify(describeAsker(request)) }
		}, {
			...github,
			clock
		}))?.url ?? null
	};
}
async function findOther$1(model, { github }) {
	const open = await findOpenRetraining(model, { github });
	if (open !== void 0) return {
		decision: "unchanged",
		reasonCode: "already.open",
		url: open.url
	};
	const { defaultBranch } = await github.members.repository();
	const running = (await github.workflows.listRuns({
		event: "workflow_dispatch",
		branch: defaultBranch
	})).find((run) => run.path === pipelineWorkflow.path && run.status !== "completed" && `${run.displayTitle ?? ""} `.startsWith(`retrain ${model} `));
	return running && {
		decision: "unchanged",
		reasonCode: "already.running",
		url: running.url
	};
}
function describeAsker({ asker, pull }) {
	const { login, id, comment, requestId } = asker;
	return {
		request: requestName(requestId),
		asker: {
			login,
			id: id ?? null,
			request: comment === void 0 ? null : `issuecomment-${comment.id}`
		},
		...pull === void 0 ? {} : { pull: String(pull) }
	};
}
async function findOpenRetraining(model, { github }) {
	const { id } = await github.members.repository();
	return (await github.pullRequests.listOpen()).find((pull) => pull.headRef.startsWith(retrainingBranchPrefix(model)) && pull.headRepositoryId === id);
}
//#endregion
//#region bot/requests.ts
function refusal(reasonCode, reason) {
	return {
		decision: "refused",
		reasonCode,
		reason,
		url: null
	};
}
async function askPromotion(request, asker, context) {
	const { environment, policy } = request;
	const { environments } = policy;
	const needed = requiredRole(environment, Object.hasOwn(environments, environment) ? environments[environment] : void 0);
	if (!hasRole(asker.role, needed)) return denied(`promotion to ${environment}`, needed, asker);
	const { requestId, comment: _, ...requester } = asker;
	return finish(await promote({
		...request,
		requester,
		requestId
	}, promotionPorts(context)), context);
}
async function askRollback(request, asker, context) {
	if (!hasRole(asker.role, "maintain")) return denied("a rollback", "maintain", asker);
	const { requestId, comment: _, ...requester } = asker;
	return finish(await rollback({
		...request,
		requester,
		requestId
	}, promotionPorts(context)), context);
}
async function askApproval(plan, policy, asker, context) {
	const vote = voteOf(plan, asker);
	if (vote === void 0) return refusal("denied.place", "an approval counts in a comment only");
	return finish(await approvePromotion(vote, policy.models, promotionPorts(context)), context);
}
async function askRejection(request, policy, asker, context) {
	const vote = voteOf(request.plan, asker);
	if (vote === void 0) return refusal("denied.place", "a rejection counts in a comment only");
	const { reason } = request;
	const result = await rejectPromotion({
		...vote,
		reason
	}, policy.models, promotionPorts(context));
	return {
		decision: result.decision === "rejected" ? "done" : "refused",
		reasonCode: result.reasonCode,
		reason: result.reason,
		url: null
	};
}
function voteOf(plan, { login, id, comment }) {
	return comment && {
		plan,
		login,
		id: id ?? null,
		comment: comment.id,
		at: comment.at
	};
}
function promotionPorts(context) {
	return {
		...context.github,
		clock: context.clock,
		worker: context.worker
	};
}
async function askRetraining(request, asker, context) {
	if (!hasRole(asker.role, "write")) return denied("retraining", "write", asker);
	const { model } = request;
	const { decision, reasonCode, url } = await requestRetraining({
		...request,
		asker
	}, context);
	const reasons = {
		dispatched: `the retraining of ${model} was started; it ends in a pull request`,
		"already.running": `the retraining of ${model} is running already`,
		"already.open": `the retraining of ${model} has its pull request open already`
	};
	return {
		decision: "done",
		reasonCode: decision === "dispatched" ? decision : reasonCode,
		reason: reasons[reasonCode],
		url
	};
}
function denied(what, needed, asker) {
	return refusal("denied.role", `${what} needs ${needed}; @${asker.login} has ${asker.role}`);
}
async function finish(result, context) {
	const { reasonCode, reason } = result;
	switch (result.decision) {
		case "refused": return {
			decision: reasonCode === "waiting.registration" ? "waiting" : "refused",
			reasonCode,
			reason,
			url: null
		};
		case "planned":
		case "waiting": return {
			decision: "done",
			reasonCode,
			reason,
			url: null,
			detail: renderPromotionPlan(result.plan)
		};
		case "promoted":
			if (result.deploymentId !== null) await startDeployment(result.deploymentId, context);
			return {
				decision: "done",
				reasonCode,
				reason,
				url: null
			};
		default: return result;
	}
}
function modelsOf(policy, labels) {
	const named = labels.filter((label) => label.startsWith("model:")).map((label) => label.slice(6));
	return Object.entries(policy.models).filter(([model]) => named.length === 0 || named.includes(model));
}
function targetOf({ merged, mergeCommitSha }) {
	return {
		kind: "pull-request",
		merged,
		mergeCommitSha
	};
}
//#endregion
//#region bot/commands/may-use.ts
function findRefusal(record, facts, command) {
	const { asker } = facts;
	if (!hasRole(asker.role, record.permission)) return denied(`/ml ${record.name}`, record.permission, asker);
	const special = command === void 0 ? void 0 : record.special?.find((use) => use.matches(command));
	if (special !== void 0 && !hasRole(asker.role, special.permission)) return denied(`/ml ${record.name} with ${special.use}`, special.permission, asker);
	return (record.excludesAuthor === true || special?.excludesAuthor === true ? refuseAuthor(record, facts) : void 0) ?? refusePlace(record, facts);
}
function refuseAuthor(record, { asker, pull }) {
	if (!(pull?.authorLogin.toLowerCase() === asker.login.toLowerCase())) return void 0;
	return refusal("denied.self-approval", `/ml ${record.name} is for somebody else than the author of the pull request, which @${asker.login} is`);
}
function refusePlace({ name, places }, facts) {
	const { place, pull, repositoryId } = facts;
	if (!places.on.includes(place)) return refusal("denied.place", `/ml ${name} counts on: ${places.on.join(", ")}; this is not one`);
	if (pull === void 0) return void 0;
	const state = places.pull && refuseState(`/ml ${name}`, places.pull, pull);
	if (state !== void 0) return state;
	if (places.fork === "only" && pull.headRepositoryId === repositoryId) return refusal("denied.fork", `/ml ${name} is for pull requests from forks; this branch is in the repository itself`);
}
function refuseState(what, allowed, pull) {
	const state = stateOf(pull);
	if (allowed.includes(state)) return void 0;
	return refusal("denied.state", `${what} counts while a pull request is ${allowed.join(" or ")}; this one is ${state}`);
}
function stateOf({ state, merged, draft }) {
	if (merged) return "merged";
	if (state === "closed") return "closed";
	return draft ? "draft" : "open";
}
//#endregion
//#region bot/views/label-reply.ts
function renderLabelReply(reply) {
	const by = reply.login === void 0 ? "" : `, set by ${escapeText(reply.login)}`;
	return `${renderAnswer(reply.answer)}\n\n<sub>Label ${escapeText(reply.label)}${by}.</sub>`;
}
function renderAnswer(answer) {
	const sign = answer.decision === "done" ? "✅" : answer.decision === "waiting" ? "⏳" : "❌";
	const link = answer.url === null ? "" : ` ${answer.url}`;
	const sentence = escapeText(answer.reason, 800);
	const detail = answer.detail === void 0 ? "" : `\n\n${answer.detail}`;
	return `${sign} ${sentence}.${link} (\`${answer.reasonCode}\`)${detail}`;
}
//#endregion
//#region bot/reconcile/policy.ts
async function readPolicy(branch, context) {
	return (await readAt(`refs/heads/${branch}`, context))?.policy;
}
async function readLocatedPolicy(sha, context) {
	return readAt(sha, context);
}
async function readAt(ref, { github }) {
	const text = await github.gitData.readFile(policyPath, ref);
	const parsed = text === void 0 ? void 0 : parsePolicy(text);
	return parsed?.policy === void 0 ? void 0 : parsed;
}
//#endregion
//#region bot/reconcile/own-check.ts
async function findOwnCheck(name, headSha, { github }) {
	return (await listOwn(name, headSha, github))[0];
}
async function applyCheck(name, headSha, content, { github }) {
	const own = await listOwn(name, headSha, github);
	const stale = own.filter((run) => !says(run, content));
	if (own.length > 0 && stale.length === 0) return "unchanged";
	for (const run of stale) await github.checks.update(run.id, {
		...content,
		externalId: checkExternalId
	});
	if (own.length === 0) await github.checks.create(name, headSha, {
		...content,
		externalId: checkExternalId
	});
	return "changed";
}
async function listOwn(name, headSha, github) {
	const self = await github.members.self();
	return (await github.checks.listForCommit(headSha, name)).filter((run) => isOwnCheck(run, self)).sort((a, b) => b.id - a.id);
}
function says(run, content) {
	return run.status === "completed" === (content.conclusion !== void 0) && (run.conclusion ?? void 0) === content.conclusion && run.title === content.title && run.summary === content.summary;
}
//#endregion
//#region bot/reconcile/kept-replies.ts
const replySchema = strictObject({
	request: string().max(700),
	outcome: _enum([
		"done",
		"dispatched",
		"refused",
		"not-understood"
	]),
	text: string().max(5e3)
});
const repliesSchema = strictObject({
	schema: literal("pawl.replies/1"),
	replies: array(replySchema).max(200)
});
const mostTexts = 5;
const mostCharacters$1 = 4e3;
const kept$3 = (number) => ({
	ref: `refs/pawl/replies/${number}`,
	schema: repliesSchema
});
async function readKeptReplies(number, { github }) {
	return (await readState$1(kept$3(number), github))?.replies ?? [];
}
async function keepReply(number, reply, context) {
	const text = shorten(reply.text);
	const change = (old) => {
		const before = old?.replies ?? [];
		if (before.some(({ request }) => request === reply.request)) return void 0;
		const all = [...before, {
			...reply,
			text
		}].slice(-200);
		const from = all.length - mostTexts;
		return {
			schema: "pawl.replies/1",
			replies: all.map((one, at) => at < from ? {
				...one,
				text: ""
			} : one)
		};
	};
	await changeState(kept$3(number), {
		change,
		message: `reply to ${reply.request}`
	}, context.github);
	await showReplies(number, context);
}
function shorten(text) {
	return text.length <= mostCharacters$1 ? text : `${text.slice(0, mostCharacters$1)}…`;
}
async function showReplies(number, context) {
	const pull = await context.github.pullRequests.get(number);
	if (pull === void 0) return;
	const check = await findOwnCheck("ml/metrics", pull.headSha, context) ?? await findOwnCheck("ml/config", pull.headSha, context);
	if (check === void 0) return;
	const summary = withReplies(check.summary ?? "", await readKeptReplies(number, context));
	if (summary === check.summary) return;
	const { title, conclusion } = check;
	const ended = conclusion === null ? {} : { conclusion };
	await context.github.checks.update(check.id, {
		title: title ?? "",
		summary,
		...ended
	});
}
const beginning = "\n\n<!-- pawl:replies -->\n";
function withReplies(summary, replies) {
	const [own = ""] = summary.split(beginning, 1);
	const texts = replies.map(({ text }) => text).filter((text) => text !== "");
	if (texts.length === 0) return own;
	const shown = [];
	let room = 4500;
	for (const text of texts.toReversed()) {
		room -= text.length;
		if (room < 0) break;
		shown.push(text);
	}
	return `${own}${beginning}#### Replies: the conversation is locked\n\n${shown.join("\n\n---\n\n")}`;
}
//#endregion
//#region bot/reconcile/locked-conversation.ts
function isLockedRefusal(error) {
	return error instanceof PawlError && error.code === "github.request-failed" && /\(403\): [^\n]{0,300}\blocked\b/i.test(error.message);
}
async function react(comment, reaction, { github }) {
	try {
		await github.comments.react(comment, reaction);
	} catch (error) {
		if (!isLockedRefusal(error)) throw error;
	}
}
//#endregion
//#region bot/reconcile/own-comment.ts
async function listOwnComments(issueNumber, isOurs, { github }) {
	const self = await github.members.self();
	return (await github.comments.list(issueNumber)).filter((comment) => comment.authorLogin === self.login && (self.appId === null || comment.appId === null || comment.appId === self.appId) && isOurs(firstLineOf(comment.body)));
}
function firstLineOf(text) {
	return text.split(/\r?\n/, 1)[0] ?? "";
}
async function mergeDuplicates(comments, { github }) {
	const [kept, ...others] = [...comments].sort((a, b) => a.id - b.id);
	for (const other of others) await github.comments.remove(other.id);
	return kept;
}
//#endregion
//#region bot/reconcile/reply.ts
const outcomes = [
	"done",
	"dispatched",
	"refused",
	"not-understood"
];
const marker = /^<!-- pawl:reply v=1 to=(\S{1,700}) outcome=(done|dispatched|refused|not-understood) -->$/;
async function findReply(issueNumber, requestKey, context) {
	const isOurs = (line) => marker.exec(line)?.[1] === requestKey;
	const kept = await mergeDuplicates(await listOwnComments(issueNumber, isOurs, context), context);
	const outcome = marker.exec(firstLineOf(kept?.body ?? ""))?.[2];
	if (outcome !== void 0) return outcomes.find((one) => one === outcome);
	return (await readKeptReplies(issueNumber, context)).find(({ request }) => request === requestKey)?.outcome;
}
function requestOf(body) {
	return marker.exec(firstLineOf(body))?.[1];
}
async function replyOnce(issueNumber, reply, context) {
	if (await findReply(issueNumber, reply.requestKey, context) !== void 0) return;
	const line = `<!-- pawl:reply v=1 to=${reply.requestKey} outcome=${reply.outcome} -->`;
	try {
		await context.github.comments.create(issueNumber, `${line}\n${reply.text}`);
	} catch (error) {
		if (!isLockedRefusal(error)) throw error;
		const { requestKey: request, outcome, text } = reply;
		await keepReply(issueNumber, {
			request,
			outcome,
			text
		}, context);
	}
}
//#endregion
//#region bot/reconcile/rerun-evaluation.ts
async function rerunEvaluation(pull, requestId, context) {
	const { github } = context;
	const begun = await readIntent("rerun", requestId, github);
	const earlier = begun && await github.workflows.getRun(Number(begun.subject));
	if (earlier !== void 0) return runAgain(earlier, requestId, context);
	const pipeline = await findOfHead(await listPullRuns(pull, context), pull, context);
	if (pipeline === void 0) return refusal("report.none", "no run of the pipeline for this head is there; push, or use /ml run evaluate");
	if (pipeline.status !== "completed") return going(pipeline);
	const apart = await findApart(pipeline, github);
	if (apart !== void 0 && apart.status !== "completed") return going(apart);
	return runAgain(apart ?? pipeline, requestId, context);
}
async function runAgain(target, requestId, { github, clock }) {
	const { workflows } = github;
	if (await startOnce({
		family: "rerun",
		key: requestId,
		subject: String(target.id),
		before: async () => attemptsOf(target),
		find: async ({ subject, before }) => {
			const run = await workflows.getRun(Number(subject));
			return run !== void 0 && attemptsOf(run) > before ? "started" : void 0;
		},
		start: ({ subject }) => workflows.rerun(Number(subject))
	}, {
		...github,
		clock
	}) === "refused") return {
		decision: "refused",
		reasonCode: "unavailable.ci",
		reason: `GitHub does not run ${target.id} again: it is too old, or has begun meanwhile`,
		url: target.url
	};
	return {
		decision: "done",
		reasonCode: "dispatched",
		reason: `${target.path === evaluationWorkflow.path ? "the evaluation runs again" : "the pipeline runs again"}; its result comes into the comment`,
		url: target.url
	};
}
function attemptsOf({ attempt = 1, conclusion }) {
	return conclusion === "action_required" ? attempt - 1 : attempt;
}
async function findOfHead(runs, pull, { github }) {
	const own = runs.filter((run) => run.event === "pull_request");
	const exact = own.find((run) => run.headSha === pull.headSha);
	if (exact !== void 0 || own[0] === void 0) return exact;
	const compared = await github.gitData.compare(own[0].headSha, pull.headSha);
	return compared?.status === "ahead" && compared.commitShas.length === 1 ? own[0] : void 0;
}
async function findApart(pipeline, { workflows, members }) {
	const { id } = await members.repository();
	const title = evaluationWorkflow.titleOf(pipeline.id);
	return (await workflows.listRuns({ event: "workflow_run" })).find((run) => run.path === evaluationWorkflow.path && run.headRepositoryId === id && run.displayTitle === title);
}
function going(run) {
	return {
		decision: "done",
		reasonCode: "already.running",
		reason: `run ${run.id} is ${run.status.replace("_", " ")} already`,
		url: run.url
	};
}
//#endregion
//#region bot/reconcile/button.ts
const metricButtons = [
	{
		identifier: "reevaluate",
		label: "Re-evaluate",
		description: "Runs the evaluation again"
	},
	{
		identifier: "baseline",
		label: "Refresh baseline",
		description: "Compares with the champion of now"
	},
	{
		identifier: "promote-staging",
		label: "Promote staging",
		description: "Puts the merged version into staging"
	}
];
async function reconcileButton(pressed, context) {
	const { github } = context;
	const check = await github.checks.get(pressed.id);
	if (check === void 0 || !isOwnCheck(check, await github.members.self())) return {
		decision: "ignored",
		reasonCode: "unknown.check"
	};
	const pull = (await github.pullRequests.findByCommit(check.headSha)).find((candidate) => candidate.headSha === check.headSha);
	if (pull === void 0) return {
		decision: "ignored",
		reasonCode: "stale.sha"
	};
	const answer = await answerButton(pressed, pull, context);
	const isDone = answer.decision === "done";
	const outcome = isDone ? "done" : "refused";
	const requestKey = `button:${pressed.id}:${pressed.action}:${pressed.sender}`;
	await replyOnce(pull.number, {
		requestKey,
		outcome,
		text: renderAnswer(answer)
	}, context);
	await forgetIntent("rerun", `${pull.number}/${requestKey}`, context.github);
	const { repository } = context;
	const next = isDone && pressed.action === "promote-staging" ? { next: [{
		kind: "release",
		repository
	}] } : {};
	return {
		decision: outcome,
		reasonCode: answer.reasonCode,
		...next
	};
}
async function answerButton({ id, action, sender }, pull, context) {
	const { members } = context.github;
	const role = await members.roleOf(sender);
	const asker = {
		login: sender,
		role,
		requestId: `${pull.number}/button:${id}:${action}:${sender}`
	};
	if (!hasRole(role, "write")) return denied(`the button ${action}`, "write", asker);
	const isPromotion = action === "promote-staging";
	const state = refuseState(`the button ${action}`, isPromotion ? ["open", "merged"] : ["open"], pull);
	if (state !== void 0) return state;
	return isPromotion ? promoteToStaging(pull, asker, context) : rerunEvaluation(pull, asker.requestId, context);
}
async function promoteToStaging(pull, asker, context) {
	const { defaultBranch } = await context.github.members.repository();
	const policy = await readPolicy(defaultBranch, context);
	if (policy === void 0) return refusal("config.missing", "the default branch has no valid .github/pawl.yml");
	const [chosen, ...others] = modelsOf(policy, pull.labels);
	if (chosen === void 0 || others.length > 0) return refusal("unknown.model", "several models are meant; use /ml promote with a name");
	const [model, modelPolicy] = chosen;
	const answer = await askPromotion({
		model,
		policy: modelPolicy,
		environment: "staging",
		target: targetOf(pull),
		source: "button",
		pull: pull.number
	}, asker, context);
	return answer.decision === "waiting" ? {
		...answer,
		decision: "refused"
	} : answer;
}
//#endregion
//#region bot/commands/usage.ts
function usageOf(command) {
	return [
		command.name,
		...(command.arguments ?? []).map(argumentUsage),
		...(command.options ?? []).map(optionUsage)
	].join(" ");
}
function argumentUsage({ name, grammar, isRequired }) {
	const shown = "values" in grammar ? grammar.values.join("|") : name;
	return isRequired === true ? `<${shown}>` : `[${shown}]`;
}
function optionUsage({ name, value, isRequired, isRepeatable }) {
	const shown = value === void 0 ? "" : ` ${valueUsage(value)}`;
	return isRequired === true ? `--${name}${shown}` : `[--${name}${shown}]${isRepeatable === true ? "…" : ""}`;
}
function valueUsage({ name, grammar }) {
	return "values" in grammar ? grammar.values.join("|") : name;
}
function describeGrammar(grammar) {
	return "values" in grammar ? `one of ${grammar.values.join(", ")}` : grammar.says;
}
//#endregion
//#region bot/commands/read-command.ts
function readCommand(record, line) {
	const fail = (problem) => ({
		problem,
		usage: usageOf(record)
	});
	if (line.problem !== void 0) return fail(line.problem);
	const read = {
		args: [],
		options: new Map()
	};
	for (let at = 0; at < line.words.length; at += 1) {
		const word = line.words[at] ?? "";
		if (!isOption(word)) {
			read.args.push(word);
			continue;
		}
		const [name, inline] = splitOption(word);
		const option = record.options?.find((entry) => entry.name === name);
		if (option === void 0) return fail(unknownOption(name, record));
		const taken = takeValue(option, inline, line.words[at + 1]);
		if ("problem" in taken) return fail(taken.problem);
		at += taken.skipped;
		read.options.set(option.name, [...read.options.get(option.name) ?? [], taken.value]);
	}
	const problem = checkArguments(record, read.args) ?? checkOptions(record, read.options);
	return problem === void 0 ? toCommand(record, line, read) : fail(problem);
}
function isOption(word) {
	return /^(?:--|—)[A-Za-z]/.test(word);
}
function splitOption(word) {
	const text = word.replace(/^(?:--|—)/, "");
	const at = text.indexOf("=");
	return at < 0 ? [text, void 0] : [text.slice(0, at), text.slice(at + 1)];
}
function unknownOption(name, record) {
	const known = (record.options ?? []).map((option) => option.name);
	const nearest = nearestMatch(name, known);
	const shown = `there is no option --${name.slice(0, 40)}`;
	if (nearest !== void 0) return `${shown}; did you mean --${nearest}?`;
	return known.length === 0 ? `${shown}; /ml ${record.name} has none` : `${shown}; there are --${known.join(", --")}`;
}
function takeValue(option, inline, next) {
	const { name, value } = option;
	if (value === void 0) return inline === void 0 ? {
		value: "true",
		skipped: 0
	} : { problem: `--${name} takes no value` };
	const given = inline ?? (next === void 0 || isOption(next) ? void 0 : next);
	if (given === void 0) return { problem: `--${name} needs ${describeGrammar(value.grammar)} after it` };
	const problem = checkValue(`--${name}`, given, value.grammar);
	return problem === void 0 ? {
		value: given,
		skipped: inline === void 0 ? 1 : 0
	} : { problem };
}
function checkValue(what, given, grammar) {
	if ("values" in grammar ? grammar.values.includes(given) : grammar.pattern.test(given)) return void 0;
	const nearest = "values" in grammar ? nearestMatch(given, grammar.values) : void 0;
	const hint = nearest === void 0 ? "" : `; did you mean ${nearest}?`;
	return `${what} must be ${describeGrammar(grammar)}, not “${given.slice(0, 60)}”${hint}`;
}
function checkArguments(record, args) {
	const expected = record.arguments ?? [];
	for (const [index, argument] of expected.entries()) {
		const given = args[index];
		if (given === void 0) {
			if (argument.isRequired !== true) continue;
			return `${argument.name} is missing: ${describeGrammar(argument.grammar)}`;
		}
		const problem = checkValue(argument.name, given, argument.grammar);
		if (problem !== void 0) return problem;
	}
	const extra = args[expected.length];
	return extra === void 0 ? void 0 : `“${extra.slice(0, 60)}” is one word too many`;
}
function checkOptions(record, options) {
	for (const { name, isRequired, isRepeatable } of record.options ?? []) {
		const count = options.get(name)?.length ?? 0;
		if (isRequired === true && count === 0) return `--${name} is required`;
		if (isRepeatable !== true && count > 1) return `--${name} is given ${count} times`;
	}
}
function toCommand(record, { line }, { args, options }) {
	const single = {};
	const lists = {};
	for (const { name, isRepeatable } of record.options ?? []) {
		const values = options.get(name) ?? [];
		if (isRepeatable === true) lists[name] = values;
		else if (values[0] !== void 0) single[name] = values[0];
	}
	return {
		name: record.name,
		args,
		options: single,
		lists,
		line
	};
}
//#endregion
//#region bot/commands/choose-model.ts
function chooseModel(event, name) {
	const [first, ...others] = modelsOf(event.policy, name === void 0 ? event.labels : [`model:${name}`]);
	const known = Object.keys(event.policy.models).join(", ") || "none";
	if (first === void 0) return refusal("unknown.model", `there is no such model; the policy has: ${known}`);
	if (others.length > 0) return refusal("unknown.model", `name one of the models of the policy: ${known}`);
	return first;
}
function toResult(answer) {
	const isDone = answer.decision === "done";
	return {
		outcome: isDone && answer.reasonCode === "dispatched" ? "dispatched" : isDone ? "done" : "refused",
		reasonCode: answer.reasonCode,
		text: renderAnswer(answer)
	};
}
//#endregion
//#region bot/commands/grammars.ts
const name = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";
const grammars = {
	model: {
		pattern: new RegExp(`^${name}$`),
		says: "a model's name"
	},
	modelVersion: {
		pattern: new RegExp(`^(?:${name})?(?:@v\\d{1,6}\\.\\d{1,6}\\.\\d{1,6})?$`),
		says: "a model's name, with @vX.Y.Z for one version"
	},
	version: {
		pattern: /^v\d{1,6}\.\d{1,6}\.\d{1,6}$/,
		says: "a version such as v1.2.0"
	},
	environment: {
		pattern: new RegExp(`^${name}$`),
		says: "an environment's name"
	},
	sha: {
		pattern: /^[0-9a-f]{7,40}$/,
		says: "the first 7 to 40 digits of a commit"
	},
	duration: {
		pattern: /^[1-9]\d{0,3}(?:m|h|d)$/,
		says: "a duration such as 30m, 12h or 7d"
	},
	reason: {
		pattern: /^[^\n]{3,300}$/,
		says: "3 to 300 characters in quotes"
	}
};
const modelArgument = {
	name: "model",
	description: "A model of the policy; may be left out when only one can be meant.",
	grammar: grammars.model
};
function reasonOption(isRequired) {
	return {
		name: "reason",
		description: "Why; kept with what was done.",
		value: {
			name: "\"…\"",
			grammar: grammars.reason
		},
		isRequired
	};
}
//#endregion
//#region bot/commands/approve.ts
const planArgument = {
	name: "plan",
	description: "The id that the plan shows, whole: with what it is about.",
	grammar: {
		pattern: /^p-[a-z2-7]{10}-[0-9a-f]{10}$/,
		says: "the id of a plan, as the plan shows it"
	},
	isRequired: true
};
const approveCommand = {
	name: "approve",
	description: "Approves the plan of a promotion; with the last approval that is missing, it is carried out.",
	permission: "write",
	alsoNeeds: "among the approvers of the policy; never who asked for it or wrote it",
	arguments: [planArgument],
	places: {
		on: [
			"pull request",
			"issue",
			"drift issue"
		],
		pull: ["open", "merged"]
	},
	examples: ["/ml approve p-abcdefghij-0123456789"],
	handle: async ({ command, policy, asker }, context) => toResult(await askApproval(command.args[0] ?? "", policy, asker, context))
};
const rejectCommand = {
	name: "reject",
	description: "Ends a promotion that waits for approvals.",
	permission: "write",
	alsoNeeds: "the right to approve it",
	arguments: [planArgument],
	options: [reasonOption(true)],
	places: {
		on: [
			"pull request",
			"issue",
			"drift issue"
		],
		pull: ["open", "merged"]
	},
	examples: ["/ml reject p-abcdefghij-0123456789 --reason \"the canary is not over\""],
	handle: async ({ command, policy, asker }, context) => {
		return toResult(await askRejection({
			plan: command.args[0] ?? "",
			reason: command.options["reason"] ?? ""
		}, policy, asker, context));
	}
};
//#endregion
//#region bot/commands/baseline.ts
const baselineCommand = {
	name: "baseline",
	description: "Evaluates this pull request's model against the champion of now, on the same rows and seeds; needed when another version went live since.",
	permission: "write",
	arguments: [{
		name: "verb",
		description: "What to do with the baseline.",
		grammar: { values: ["refresh"] },
		isRequired: true
	}],
	places: {
		on: ["pull request"],
		pull: ["open"]
	},
	examples: ["/ml baseline refresh"],
	handle: async ({ issueNumber, asker }, context) => {
		const pull = await context.github.pullRequests.get(issueNumber);
		return toResult(pull === void 0 ? refusal("denied.place", "this is no pull request") : await rerunEvaluation(pull, asker.requestId, context));
	}
};
//#endregion
//#region bot/views/estimate.ts
function formatMinutes(minutes) {
	return minutes >= 90 ? `${(minutes / 60).toFixed(1)} h` : `${minutes.toFixed(1)} min`;
}
function renderEstimate(estimate) {
	if (estimate === void 0) return "no run ended yet, so there is no estimate";
	const { runs, minutes, gpuMinutes, queueMinutes, price } = estimate;
	const gpu = gpuMinutes > 0 ? `, ${formatMinutes(gpuMinutes)} of it on a GPU` : "";
	const cost = price === void 0 ? "" : `, about ${price.amount.toFixed(2)} ${price.currency}`;
	return `likely ${formatMinutes(minutes)}${gpu}${cost}, after ${formatMinutes(queueMinutes)} of waiting (median of the last ${runs})`;
}
function renderUse({ minutes, gpuMinutes }) {
	const gpu = gpuMinutes > 0 ? `, ${formatMinutes(gpuMinutes)} on a GPU` : "";
	return `${formatMinutes(minutes)} used${gpu}`;
}
//#endregion
//#region bot/commands/cancel.ts
const cancelCommand = {
	name: "cancel",
	description: "Stops runs of this pull request: the newest, the given one, or all.",
	permission: "read",
	alsoNeeds: "to be the author of the pull request, or write",
	arguments: [{
		name: "run|all",
		description: "The number of a run, or all.",
		grammar: {
			pattern: /^(?:all|[1-9]\d{0,15})$/,
			says: "a run's number, or all"
		}
	}],
	places: {
		on: ["pull request"],
		pull: ["open"]
	},
	examples: [
		"/ml cancel",
		"/ml cancel 9812",
		"/ml cancel all"
	],
	handle: async (event, context) => toResult(await cancel$1(event, context))
};
async function cancel$1(event, context) {
	const { asker, pull, command } = event;
	if (pull === void 0) return refusal("denied.place", "this is no pull request");
	if (!(asker.login.toLowerCase() === pull.authorLogin.toLowerCase()) && !hasRole(asker.role, "write")) return denied("stopping the runs of others", "write", asker);
	const going = await findGoing(pull, command.args[0], context);
	if (going.length === 0) return refusal("run.none", `no run${command.args[0] === void 0 ? "" : ` ${command.args[0]}`} of this pull request is going on`);
	const stopped = [];
	for (const run of going) stopped.push(await stop(run, event, context));
	return {
		decision: "done",
		reasonCode: "run.cancelled",
		reason: `${asker.login} stopped ${stopped.join(", ")}`,
		url: going.length === 1 ? going[0]?.url ?? null : null
	};
}
async function findGoing(pull, which, context) {
	const going = (await listPullRuns(pull, context)).filter((run) => run.status !== "completed" && run.id !== context.ownRun?.id);
	if (which === "all") return going;
	return which === void 0 ? going.slice(0, 1) : going.filter((run) => String(run.id) === which);
}
async function stop(run, { policy }, context) {
	const use = await readRunUse(run.id, context);
	const price = priceOf(use, policy);
	const cost = price === void 0 ? "" : `, ${price.amount.toFixed(2)} ${price.currency}`;
	const how = await context.github.workflows.cancel(run.id);
	return `run ${run.id} (${how === "completed" ? "it had ended" : `${renderUse(use)}${cost}`})`;
}
//#endregion
//#region bot/reconcile/find-evaluation.ts
async function findEvaluation(request, ports) {
	const { github, ownRun } = ports;
	const evaluation = await findEvaluationRun(request, github);
	if (evaluation !== void 0) {
		const found = await readEvaluation(evaluation, request, ports);
		if (found !== void 0) return found;
		if (evaluation.status !== "completed" && evaluation.id !== ownRun?.id) return {
			state: "running",
			run: evaluation,
			reason: "the pipeline's results are evaluated"
		};
	}
	if (await findArtifact(request.run.id, artifactNames.reports, github) === void 0) return { state: "none" };
	return evaluation === void 0 ? {
		state: "running",
		run: request.run,
		reason: "waits for the evaluation apart from the pull request"
	} : {
		state: "failed",
		run: evaluation,
		reason: "the evaluation apart from the pull request gave no report"
	};
}
async function findEvaluationRun({ run, evaluations }, { members }) {
	const { id } = await members.repository();
	return evaluations.find((candidate) => candidate.event === "workflow_run" && candidate.path === evaluationWorkflow.path && candidate.headRepositoryId === id && candidate.displayTitle === evaluationWorkflow.titleOf(run.id));
}
async function readEvaluation(evaluation, { run, pull, models }, { github, readArchive }) {
	const read = await readRunReports(evaluation.id, models, {
		workflows: github.workflows,
		readArchive
	});
	if (read.state === "refused") return {
		state: "failed",
		run: evaluation,
		reason: read.reason
	};
	if (read.state === "none") return void 0;
	return read.reports.every(({ headSha, verification }) => headSha === pull.headSha && verification?.by === "recomputed" && verification.run === run.id && verification.pullRequest === pull.number) ? {
		state: "found",
		reports: read.reports,
		run: evaluation
	} : { state: "none" };
}
//#endregion
//#region bot/reconcile/bounded-reader.ts
const maxLength$1 = 64 * 1024;
const maxFiles = 20;
function createBoundedReader(sha, github) {
	let files = 0;
	return async (path) => {
		files += 1;
		if (files > maxFiles) return void 0;
		const text = await github.gitData.readFile(path, sha);
		return text === void 0 || text.length > maxLength$1 ? void 0 : text;
	};
}
//#endregion
//#region bot/reconcile/result-files.ts
async function addsResultsOnly(from, to, github) {
	const comparison = await github.gitData.compare(from, to);
	if (comparison === void 0 || comparison.status !== "ahead" || comparison.files.length === 0) return false;
	if (comparison.isCut === true) return false;
	const others = comparison.files.filter((path) => path !== "dvc.lock" && !path.endsWith("/dvc.lock"));
	if (others.length === 0) return true;
	const kept = await readKeptOutputs(from, github);
	return others.every((path) => kept.has(path));
}
async function readKeptOutputs(sha, github) {
	const readText = createBoundedReader(sha, github);
	const text = await readText("dvc.yaml");
	if (text === void 0) return new Set();
	try {
		const { pipeline } = await parseDvcYaml(text, {
			file: "dvc.yaml",
			readText
		});
		const outputs = (pipeline ?? []).flatMap((stage) => stage.outs);
		return new Set(outputs.filter((output) => !output.isCached).map((output) => output.path));
	} catch (error) {
		if (error instanceof PawlError) return new Set();
		throw error;
	}
}
//#endregion
//#region bot/reconcile/same-tree.ts
async function haveSameTree(a, b, { gitData }) {
	const tree = await gitData.readTreeId(a);
	return tree !== void 0 && tree === await gitData.readTreeId(b);
}
async function asOfEarlierHead(pull, { ranOn, reported }, github) {
	if (!await haveSameTree(reported, pull.headSha, github)) return void 0;
	return ranOn === reported || await addsResultsOnly(ranOn, reported, github) ? {
		...pull,
		headSha: reported
	} : void 0;
}
function carryOver(report, headSha) {
	const note = `The numbers are those of ${report.headSha.slice(0, 7)}, whose files are the same: nothing was run for them again.`;
	return {
		...report,
		headSha,
		notes: [...report.notes.slice(0, 49), note]
	};
}
//#endregion
//#region bot/reconcile/self-reported.ts
function markSelfReported(report, { run, pull }) {
	const verification = {
		by: "self-reported",
		pullRequest: pull.number,
		run: run.id,
		rows: report.data === null ? "none" : "head"
	};
	return {
		...report,
		verification
	};
}
async function areForeignWords(reports, pull, { github }) {
	const own = reports.filter((report) => report.verification?.by === "self-reported");
	if (own.length === 0 || pull.headRepositoryId === (await github.members.repository()).id) return false;
	if (own.some((report) => report.outcome !== "unchanged")) return true;
	return (await github.pullRequests.listFiles(pull.number)).some((path) => /(^|\/)dvc\.(lock|yaml)$|\.dvc$|\.onnx$/.test(path));
}
//#endregion
//#region bot/reconcile/find-reports.ts
const maxRuns$1 = 40;
const maxEarlier = 4;
const maxComparisons = 8;
async function findReports(pull, models, ports) {
	const evaluations = await listEvaluations(ports);
	let running;
	let failed;
	for await (const { run, isOfHead } of speakingRuns(pull, ports)) {
		const answer = await readAnswer(run, pull, {
			models,
			evaluations
		}, ports);
		if (answer.state === "found") return answer;
		if (answer.state === "failed") failed ??= answer;
		if (answer.state === "running") running ??= answer;
		if (!isOfHead || answer.state !== "none") continue;
		if (isRunning(run, ports)) running ??= {
			run,
			reason: "the pipeline is running"
		};
		else if (hasFailed(run, ports)) failed ??= {
			run,
			reason: "the pipeline ended without a report"
		};
	}
	const reused = failed === void 0 ? await findReused(pull, {
		models,
		evaluations
	}, ports) : void 0;
	if (reused !== void 0) return reused;
	if (running !== void 0) return {
		state: "running",
		run: running.run,
		reason: running.reason
	};
	return failed === void 0 ? { state: "none" } : {
		state: "failed",
		run: failed.run,
		reason: failed.reason
	};
}
async function readAnswer(run, pull, judging, ports) {
	const { models, evaluations } = judging;
	const isOwnWord = run.event === "pull_request";
	if (evaluations !== void 0 && isOwnWord) return findEvaluation({
		run,
		pull,
		models,
		evaluations
	}, ports);
	const answer = toAnswer(run, await readReports(run, {
		pull,
		models
	}, ports));
	if (answer.state !== "found" || !isOwnWord) return answer;
	const reports = answer.reports.map((report) => markSelfReported(report, {
		run,
		pull
	}));
	return {
		...answer,
		reports
	};
}
async function findReused(pull, judging, ports) {
	const { github, readArchive } = ports;
	const earlier = (await github.workflows.listRuns({
		event: "pull_request",
		branch: pull.headRef
	})).filter((run) => run.headRepositoryId === pull.headRepositoryId && run.path === pipelineWorkflow.path).filter((run) => run.headSha !== pull.headSha && run.status === "completed").sort((a, b) => b.id - a.id);
	for (const run of earlier.slice(0, maxEarlier)) {
		const read = await readRunReports(run.id, judging.models, {
			workflows: github.workflows,
			readArchive
		});
		const reported = read.state === "found" ? read.reports[0]?.headSha : void 0;
		const places = reported === void 0 ? void 0 : {
			ranOn: run.headSha,
			reported
		};
		const as = places && await asOfEarlierHead(pull, places, github);
		const answer = as && await readAnswer(run, as, judging, ports);
		if (answer?.state !== "found") continue;
		return {
			...answer,
			reports: answer.reports.map((report) => carryOver(report, pull.headSha))
		};
	}
}
async function listEvaluations({ github }) {
	const { defaultBranch } = await github.members.repository();
	return await github.gitData.readFile(evaluationWorkflow.path, `refs/heads/${defaultBranch}`) === void 0 ? void 0 : github.workflows.listRuns({ event: "workflow_run" });
}
function isRunning(run, { ownRun }) {
	return run.status !== "completed" && run.id !== ownRun?.id;
}
function hasFailed(run, { ownRun }) {
	if (run.id === ownRun?.id) return ownRun.ranPipeline;
	return run.conclusion !== "success" && run.conclusion !== "skipped" && run.conclusion !== "neutral";
}
async function* speakingRuns(pull, { github }) {
	const { id, defaultBranch } = await github.members.repository();
	const own = await github.workflows.listRuns({
		event: "pull_request",
		branch: pull.headRef
	});
	const dispatched = pull.headRepositoryId === id && pull.headRef.startsWith("pawl/retrain/") ? await listDefaultBranchRuns(defaultBranch, github) : [];
	const candidates = [...own.filter((run) => run.headRepositoryId === pull.headRepositoryId), ...dispatched.filter((run) => run.headRepositoryId === id)].filter((run) => run.path === pipelineWorkflow.path).sort((a, b) => b.id - a.id);
	const isCovered = new Map([[pull.headSha, true]]);
	for (const run of candidates.slice(0, maxRuns$1)) {
		if (run.event !== "pull_request") {
			yield {
				run,
				isOfHead: false
			};
			continue;
		}
		if (!isCovered.has(run.headSha) && isCovered.size <= maxComparisons) isCovered.set(run.headSha, await addsResultsOnly(run.headSha, pull.headSha, github));
		if (isCovered.get(run.headSha) === true) yield {
			run,
			isOfHead: true
		};
	}
}
async function listDefaultBranchRuns(branch, github) {
	const dispatched = await github.workflows.listRuns({
		event: "workflow_dispatch",
		branch
	});
	const scheduled = await github.workflows.listRuns({
		event: "schedule",
		branch
	});
	return [...dispatched, ...scheduled];
}
async function readReports(run, { pull, models }, { github, readArchive }) {
	const read = await readRunReports(run.id, models, {
		workflows: github.workflows,
		readArchive
	});
	return read.state === "found" && read.reports.some(({ headSha }) => headSha !== pull.headSha) ? { state: "other-head" } : read;
}
function toAnswer(run, read) {
	if (read.state === "found") return {
		...read,
		run
	};
	return read.state === "refused" ? {
		state: "failed",
		run,
		reason: read.reason
	} : { state: read.state };
}
//#endregion
//#region bot/views/comparison.ts
const maxSlices = 20;
function renderComparison(comparison) {
	const { own, other, side, name } = comparison;
	const columns = [
		...comparison.isSlices ? [{ heading: "Rows" }] : [],
		{ heading: "Metric" },
		{
			heading: name,
			align: "right"
		},
		{
			heading: "This PR",
			align: "right"
		},
		{
			heading: "Δ",
			align: "right"
		}
	];
	const isSameData = own.data !== null && own.data.digest === other.data?.digest;
	const overall = rowsOf(own.metrics, other.metrics, {
		side,
		isSameData
	});
	const whole = comparison.isSlices ? overall.map((row) => ["all", ...row]) : overall;
	const rows = comparison.isSlices ? [...whole, ...sliceRows(comparison, isSameData)] : whole;
	const note = isSameData ? "The same rows; without intervals, because the two were not resampled together." : "⚠️ **Other rows**: the evaluation data differ, so the differences say nothing of the models.";
	return [
		`**${escapeText(own.model)}** \`${own.headSha.slice(0, 7)}\` and ${name}: (\`compared\`)`,
		"",
		renderTable(columns, rows) || "Neither has a metric.",
		"",
		own === other ? "From the report of this pull request; its comment has the intervals." : note
	].join("\n");
}
function sliceRows({ own, other, side }, isSameData) {
	return own.slices.slice(0, maxSlices).flatMap((slice) => {
		const match = other.slices.find((candidate) => candidate.slice === slice.slice);
		if (match === void 0) return [];
		const name = escapeText(slice.slice, 80);
		return rowsOf(slice.metrics, match.metrics, {
			side,
			isSameData
		}).map((row) => [name, ...row]);
	});
}
function rowsOf(own, other, { side, isSameData }) {
	return own.map((metric) => {
		const left = other.find((candidate) => candidate.metric === metric.metric)?.[side];
		const right = metric.challenger;
		const decimals = decimalsOf(metric);
		const show = (value) => value === null || value === void 0 ? "missing" : formatValue(value.value, decimals);
		const difference = left === null || left === void 0 || right === null || !isSameData ? NaN : fromJsonNumber(right.value) - fromJsonNumber(left.value);
		const delta = Number.isNaN(difference) ? "not comparable" : formatValue(difference, decimals);
		return [
			renderCell(metricLabel(metric)),
			show(left),
			show(right),
			delta
		];
	});
}
//#endregion
//#region bot/commands/compare.ts
const mostInAnHour = 6;
const compareCommand = {
	name: "compare",
	description: "Compares this pull request's model with another, from the metrics that are stored: nothing runs.",
	permission: "read",
	arguments: [{
		name: "champion|model@version|sha|#PR",
		description: "What to compare with.",
		grammar: {
			pattern: /^(?:champion|#[1-9]\d{0,9}|[0-9a-f]{7,40}|[A-Za-z0-9][\w-]{0,63}@v\d{1,6}\.\d{1,6}\.\d{1,6})$/,
			says: "champion, a version such as flight-delay@v1.2.0, the digits of a commit, or #12"
		},
		isRequired: true
	}],
	options: [{
		name: "model",
		description: "Which model, where the policy has several.",
		value: {
			name: "model",
			grammar: {
				pattern: /^[A-Za-z0-9][\w-]{0,63}$/,
				says: "a model's name"
			}
		}
	}, {
		name: "slices",
		description: "The slices that both have, too."
	}],
	places: {
		on: ["pull request"],
		pull: ["open"]
	},
	examples: [
		"/ml compare champion",
		"/ml compare #12 --slices",
		"/ml compare flight-delay@v1.2.0"
	],
	handle: compare
};
async function compare(event, context) {
	const { command, pull } = event;
	const target = command.args[0] ?? "champion";
	if (pull === void 0) return toResult(refusal("denied.place", "this is no pull request"));
	if (await isTooMany(event, context)) return toResult(refusal("denied.rate", `there were ${mostInAnHour} comparisons here within an hour; the comment with the metrics has the champion`));
	const chosen = chooseModel(event, command.options["model"] ?? /^([\w-]+)@/.exec(target)?.[1]);
	if ("decision" in chosen) return toResult(chosen);
	const [model] = chosen;
	const own = await findReport$1(pull.number, model, {
		event,
		context
	});
	if (own === void 0) return toResult(refusal("report.none", `there is no report of ${model} for this head`));
	const other = target === "champion" ? own : await findOther(target, model, {
		event,
		context
	});
	if (other === void 0) return toResult(refusal("report.none", `no report of ${model} is stored for ${target}`));
	return {
		outcome: "done",
		reasonCode: "compared",
		text: renderComparison({
			own,
			other,
			side: target === "champion" || target.includes("@") ? "champion" : "challenger",
			isSlices: command.options["slices"] === "true",
			name: escapeText(target)
		})
	};
}
async function isTooMany({ issueNumber }, context) {
	const replies = await listOwnComments(issueNumber, (line) => line.startsWith("<!-- pawl:reply "), context);
	const since = context.clock.now().getTime() - 36e5;
	return replies.filter(({ body, createdAt }) => body.includes("(`compared`)") && Date.parse(createdAt) >= since).length >= mostInAnHour;
}
async function findReport$1(number, model, { event, context }) {
	const pull = await context.github.pullRequests.get(number);
	if (pull === void 0) return void 0;
	const search = await findReports(pull, Object.keys(event.policy.models), context);
	return search.state === "found" ? search.reports.find((report) => report.model === model) : void 0;
}
async function findOther(target, model, around) {
	const { gitData, pullRequests } = around.context.github;
	if (target.startsWith("#")) return findReport$1(Number(target.slice(1)), model, around);
	if (target.includes("@")) return findReleased(target, model, around);
	const open = (await pullRequests.listOpen()).filter((pull) => pull.headSha.startsWith(target));
	const whole = target.length === 40 ? target : await gitData.resolveRef(`refs/heads/${target}`);
	const [first, ...others] = open.length > 0 || whole === void 0 ? open : await pullRequests.findByCommit(whole);
	return first === void 0 || others.length > 0 ? void 0 : findReport$1(first.number, model, around);
}
async function findReleased(tag, model, around) {
	const version = tag.split("@")[1];
	const open = await around.context.github.pullRequests.listOpen();
	const numbers = [around.event.issueNumber, ...open.map(({ number }) => number)];
	for (const number of [...new Set(numbers)].slice(0, 10)) {
		const report = await findReport$1(number, model, around);
		if (report?.champion?.version === version) return report;
	}
}
//#endregion
//#region bot/reconcile/lint-head.ts
const maxLength = 64 * 1024;
const linters = [{
	path: policyPath,
	lint: async (text) => parsePolicy(text).problems
}, {
	path: "dvc.yaml",
	lint: async (text, readText) => text.length > maxLength ? [] : (await parseDvcYaml(text, {
		file: "dvc.yaml",
		readText
	})).problems
}];
async function lintHead(sha, { github }) {
	const files = [];
	const problems = [];
	const readText = createBoundedReader(sha, github);
	for (const { path, lint } of linters) {
		const text = await github.gitData.readFile(path, sha);
		if (text === void 0) continue;
		files.push(path);
		problems.push(...await lintFile(path, () => lint(text, readText)));
	}
	return {
		files,
		problems
	};
}
async function lintFile(path, lint) {
	try {
		return (await lint() ?? []).map((problem) => ({
			path,
			line: problem.line,
			message: renderProblems([problem])
		}));
	} catch (error) {
		if (error instanceof PawlError) return [{
			path,
			line: 1,
			message: error.message
		}];
		throw error;
	}
}
//#endregion
//#region bot/views/config-problems.ts
const maxShown$2 = 30;
function renderConfigProblems({ files, problems }, { url, sha }) {
	const at = `\`${sha.slice(0, 7)}\``;
	if (files.length === 0) return `❌ There is neither \`.github/pawl.yml\` nor \`dvc.yaml\` at ${at}. (\`config.missing\`)`;
	if (problems.length === 0) return `✅ Valid at ${at}: ${files.join(", ")}. (\`config.valid\`)`;
	const lines = problems.slice(0, maxShown$2).map(({ path, line, message }) => {
		return `- [${path}, line ${line}](${url}/blob/${sha}/${path}#L${line}): ${escapeText(message.replace(/^[^\n:]{1,200}:\d+:\d+: /, ""), 400)}`;
	});
	const more = problems.length > maxShown$2 ? [`- and ${problems.length - maxShown$2} more`] : [];
	return [
		`❌ ${problems.length === 1 ? "1 problem" : `${problems.length} problems`} at ${at}: (\`config.invalid\`)`,
		"",
		...lines,
		...more
	].join("\n");
}
//#endregion
//#region bot/commands/config.ts
const configCommand = {
	name: "config",
	description: "Checks the policy and the pipeline: of this pull request's head, on an issue of the default branch.",
	permission: "read",
	arguments: [{
		name: "verb",
		description: "What to do with the configuration.",
		grammar: { values: ["check"] },
		isRequired: true
	}],
	places: {
		on: [
			"pull request",
			"issue",
			"drift issue"
		],
		pull: ["open"]
	},
	examples: ["/ml config check"],
	handle: async ({ pull }, { github }) => {
		const { defaultBranch, url } = await github.members.repository();
		const sha = pull?.headSha ?? await github.gitData.resolveRef(`refs/heads/${defaultBranch}`);
		const lint = sha === void 0 ? {
			files: [],
			problems: []
		} : await lintHead(sha, { github });
		const text = renderConfigProblems(lint, {
			url,
			sha: sha ?? defaultBranch
		});
		return {
			outcome: "done",
			reasonCode: lint.problems.length === 0 ? "config.valid" : "config.invalid",
			text
		};
	}
};
//#endregion
//#region bot/commands/drift.ts
const driftCommand = {
	name: "drift",
	description: "Answers a drift issue: somebody looks after it, it may wait, it is retrained for, it was a false alarm, it is over.",
	permission: "triage",
	special: [{
		use: "drift retrain",
		permission: "write",
		matches: ({ args }) => args[0] === "retrain"
	}],
	arguments: [{
		name: "answer",
		description: "What is to happen.",
		grammar: { values: [
			"ack",
			"snooze",
			"retrain",
			"false-alarm",
			"resolve"
		] },
		isRequired: true
	}, {
		name: "duration",
		description: "How long to snooze.",
		grammar: grammars.duration
	}],
	options: [reasonOption(false)],
	places: { on: ["drift issue"] },
	examples: [
		"/ml drift ack",
		"/ml drift snooze 7d --reason \"holidays\"",
		"/ml drift retrain",
		"/ml drift false-alarm --reason \"new airport codes\"",
		"/ml drift resolve"
	],
	handle: async (event, context) => toResult(await answerDrift(event, context))
};
async function answerDrift(event, context) {
	const { command, issueNumber, asker } = event;
	const [verb, duration] = command.args;
	if (verb === "snooze" !== (duration !== void 0)) return refusal("usage.invalid", verb === "snooze" ? "snooze needs a duration, such as 7d" : `${verb} takes no duration`);
	const issue = await context.github.issues.get(issueNumber);
	const marker = parseDriftMarker(issue?.body ?? "");
	if (issue === void 0 || marker === void 0) return refusal("denied.place", "this is no drift issue");
	if (verb === "retrain") return askRetraining({
		model: marker.model,
		issue: issueNumber
	}, asker, context);
	const now = context.clock.now();
	const reason = command.options["reason"] ?? null;
	const said = {
		by: asker.login,
		at: now.toISOString(),
		reason,
		request: asker.requestId
	};
	const version = parseDriftRecord(issue.body)?.version ?? "";
	const untilMs = now.getTime() + (duration === void 0 ? 0 : parseDuration(duration));
	await showResponse(issueNumber, {
		response: await record(marker, {
			change: {
				ack: (old) => ({
					...old,
					acknowledged: said
				}),
				snooze: (old) => ({
					...old,
					snoozed: {
						...said,
						until: new Date(untilMs).toISOString()
					}
				}),
				"false-alarm": (old) => addOutcome(old, {
					...said,
					outcome: "false-alarm",
					version
				}),
				resolve: (old) => addOutcome(old, {
					...said,
					outcome: "resolved",
					version
				})
			}[verb ?? ""] ?? ((old) => old),
			message: `drift: ${verb} by ${asker.login}`
		}, context),
		at: now.toISOString(),
		verb: verb ?? ""
	}, context);
	return {
		decision: "done",
		reasonCode: `drift.${verb}`,
		reason: sentences[verb ?? ""] ?? "",
		url: null
	};
}
const sentences = {
	ack: "acknowledged; the issue stays open until its windows are clean",
	snooze: "snoozed: until then it is neither reopened nor retrained for",
	"false-alarm": "closed as a false alarm; it stays closed until the drift has ended once or another version is live",
	resolve: "closed; it stays closed until the drift has ended once or another version is live"
};
async function record(marker, said, { github }) {
	const kept = {
		ref: driftResponseRef(marker),
		schema: driftResponseSchema
	};
	const change = (old = noResponse) => {
		const next = said.change(old);
		return next === old ? void 0 : next;
	};
	return await changeState(kept, {
		message: said.message,
		change
	}, github) ?? noResponse;
}
async function showResponse(number, { response, at, verb }, { github }) {
	const issue = await github.issues.get(number);
	if (issue === void 0) return;
	const body = replaceDriftResponse(issue.body, renderDriftResponse(response, at));
	const closing = (verb === "false-alarm" || verb === "resolve") && issue.state === "open";
	const stateReason = verb === "resolve" ? "completed" : "not_planned";
	const change = {
		...body === issue.body ? {} : { body },
		...closing ? {
			state: "closed",
			stateReason
		} : {}
	};
	if (Object.keys(change).length > 0) await github.issues.update(number, change);
}
//#endregion
//#region src/evaluation/explanation-schema.ts
const commit = string().regex(/^[0-9a-f]{40}$/);
const count$1 = number().int().nonnegative();
const line = string().max(500);
const inputKind = _enum([
	"code",
	"params",
	"data"
]);
const combinationSchema = strictObject({
	kinds: array(inputKind).max(3).describe("Those that are new; none: the champion, all: the challenger."),
	state: _enum([
		"held",
		"to run",
		"restored",
		"ran",
		"failed"
	]).describe("Of a plan: held (nothing has to run) or to run. Of a run: restored (nothing had to run), ran or failed."),
	stages: array(strictObject({
		stage: string().max(300),
		state: _enum([
			"ran",
			"restored",
			"unchanged"
		])
	})).max(200).describe("Empty in a plan, and where it failed."),
	reason: line.nullable().describe("What would run first, or why it failed.")
});
const metricAttributionSchema = strictObject({
	metric: string().min(1).max(200),
	direction: _enum([
		"higher",
		"lower",
		"none"
	]),
	values: array(jsonNumber.nullable()).max(8).describe("One a combination; null where it has none."),
	difference: jsonNumber.describe("Challenger minus champion; `nan` when one is missing."),
	shares: array(jsonNumber).max(3).nullable().describe("Shapley values, one a kind; they sum to the difference. Null when it cannot be attributed."),
	reason: line.nullable().describe("Why there are no shares.")
});
const explanationSchema = strictObject({
	schema: literal("pawl.explanation/1"),
	model: string().min(1).max(200),
	base: strictObject({
		name: string().max(200),
		commit
	}).describe("The champion's inputs."),
	head: strictObject({
		name: string().max(200),
		commit
	}).describe("The challenger's inputs."),
	outcome: _enum([
		"unchanged",
		"planned",
		"attributed",
		"not attributable"
	]).describe("Not attributable: no metric has shares."),
	reason: line.nullable(),
	kinds: array(inputKind).max(3).describe("Kinds that differ, in the order of the shares."),
	changed: array(strictObject({
		kind: inputKind,
		name: string().max(300)
	})).max(200).describe("What differs: a path, `file: key` of a parameter, or the outputs of a stage that only data feeds."),
	combinations: array(combinationSchema).max(8).describe("One a subset of the kinds: by bits, the first kind the lowest."),
	data: strictObject({
		path: string().max(300),
		rows: count$1,
		digest: string().max(100)
	}).nullable().describe("The rows on which every combination was scored."),
	metrics: array(metricAttributionSchema).max(100),
	runCache: strictObject({
		combinations: count$1.describe("Combinations besides champion and challenger."),
		held: count$1.describe("Of them: those for which nothing runs, or ran."),
		stagesRun: count$1.describe("Stages that ran, in all combinations. 0 in a plan."),
		stagesRestored: count$1.describe("Stages that came out of run-cache or lock. 0 in a plan.")
	}).describe("What it takes, or took."),
	notes: array(line).max(50),
	createdAt: string().max(40)
});
//#endregion
//#region bot/views/explanation.ts
const maxShown$1 = 15;
function renderPlanned(report, { estimate, isPipelineChanged }) {
	const model = escapeText(report.model);
	if (report.outcome === "unchanged") return `✅ ${model} did not change. (\`explained\`)`;
	const pipeline = {
		kind: "code",
		name: "dvc.yaml",
		stage: null
	};
	const changed = [...findChangedInputs(report), ...isPipelineChanged ? [pipeline] : []];
	const kinds = [
		"code",
		"params",
		"data"
	].filter((kind) => changed.some((input) => input.kind === kind));
	const lines = kinds.map((kind) => `- **${kindTitles[kind]}**: ${listNames(changed, kind)}`);
	return [
		`What went into \`${report.headSha.slice(0, 7)}\` of **${model}** and not into its champion: (\`explained\`)`,
		"",
		...lines.length === 0 ? ["Nothing that dvc.lock or the parameters name differs: a command of a stage, or a dependency that dvc.yaml does not name."] : lines,
		"",
		renderPlan(kinds, estimate)
	].join("\n");
}
function listNames(changed, kind) {
	const ofKind = changed.filter((input) => input.kind === kind);
	const names = ofKind.slice(0, maxShown$1).map(({ name, stage }) => {
		const by = stage === null ? "" : ` (stage ${escapeText(stage, 60)})`;
		return `${escapeText(name, 120)}${by}`;
	});
	const rest = ofKind.length - maxShown$1;
	return [...names, ...rest > 0 ? [`and ${rest} more`] : []].join(", ");
}
function renderPlan(kinds, estimate) {
	const [only] = kinds;
	if (only === void 0) return "";
	if (kinds.length === 1) return `One kind of input changed, so the whole difference is that of the ${kindTitles[only].toLowerCase()}.`;
	const plan = planAttribution(kinds);
	const runs = plan.map((combination) => `new ${combination.join(" and ")}`).join("; ");
	const least = estimate === void 0 ? "" : `, at most ${costOf(estimate, plan.length)}`;
	return [
		`To give each its share, ${plan.length} combinations have to be trained${least}; what the run-cache holds costs nothing:`,
		`${runs}, the rest as in the champion.`,
		"`/ml explain --run` trains them and answers with each kind's share."
	].join("\n");
}
function costOf({ minutes, price }, runs) {
	const money = price === void 0 ? "" : ` and ${(price.amount * runs).toFixed(2)} ${price.currency}`;
	return `${formatMinutes(minutes * runs)}${money}`;
}
//#endregion
//#region bot/reconcile/fork-approval.ts
const approvalSchema = strictObject({
	schema: literal("pawl.fork-approval/1"),
	sha: string().regex(/^[0-9a-f]{40}$/),
	by: string().max(100),
	at: datetime()
});
const kept$2 = (pull) => ({
	ref: `refs/pawl/forks/${pull}`,
	schema: approvalSchema
});
async function findForkApproval(pull, { github }) {
	const approval = await readState$1(kept$2(pull.number), github);
	return approval?.sha === pull.headSha ? approval : void 0;
}
async function approveFork(pull, { by, at }, { github }) {
	const sha = pull.headSha;
	const change = (old) => old?.sha === sha ? void 0 : {
		schema: "pawl.fork-approval/1",
		sha,
		by,
		at
	};
	await changeState(kept$2(pull.number), {
		change,
		message: `${by} lets ${sha} be run`
	}, github);
}
//#endregion
//#region bot/reconcile/head-arrival.ts
async function readHeadArrival(pull, context) {
	const runs = (await listPullRuns(pull, context)).filter((run) => headOfRun(run) === pull.headSha);
	const checks = [await findOwnCheck("ml/config", pull.headSha, context), await findOwnCheck("ml/metrics", pull.headSha, context)];
	return [...runs.map((run) => run.createdAt), ...checks.map((check) => check?.startedAt ?? "")].map((at) => Date.parse(at)).filter((at) => Number.isFinite(at)).sort((a, b) => a - b)[0];
}
//#endregion
//#region bot/commands/later-head.ts
async function refuseLaterHead(askedAt, pull, context) {
	const short = pull.headSha.slice(0, 7);
	const arrivedMs = await readHeadArrival(pull, context);
	if (arrivedMs !== void 0 && arrivedMs <= Date.parse(askedAt)) return void 0;
	return refusal("stale.sha", `${arrivedMs === void 0 ? `nothing shows that the head was ${short} when you asked` : `the head became ${short} after you asked`}; look at it and ask again`);
}
//#endregion
//#region bot/commands/start-run.ts
async function refuseFork(pull, context) {
	const { id } = await context.github.members.repository();
	if (pull.headRepositoryId === id || await findForkApproval(pull, context) !== void 0) return void 0;
	return refusal("denied.fork", `this head comes from a fork and nobody let it be run yet; read it, then say /ml ok ${pull.headSha.slice(0, 7)}`);
}
async function refuseStale({ command, askedAt }, pull, context) {
	const { sha } = command.options;
	const short = pull.headSha.slice(0, 7);
	if (sha !== void 0) return pull.headSha.startsWith(sha) ? void 0 : refusal("stale.sha", `the head is ${short}, not ${sha}`);
	const refused = await refuseLaterHead(askedAt, pull, context);
	return refused && {
		...refused,
		reason: `${refused.reason}, or name it with --sha ${short}`
	};
}
async function startRun({ step, model, pull, gpu, set, requestId }, { github, clock }) {
	const asked = {
		step,
		pull: String(pull.number),
		sha: pull.headSha,
		base: pull.baseSha,
		gpu,
		set: set.join("\n"),
		request: requestName(requestId)
	};
	const inputs = {
		verb: "run",
		model,
		run: JSON.stringify(asked)
	};
	const started = await dispatchOnce({
		verb: "run",
		key: requestId,
		title: titleOfRun.run(asked),
		inputs
	}, {
		...github,
		clock
	});
	const { url } = await github.members.repository();
	const page = started?.url ?? `${url}/actions/workflows/${pipelineWorkflow.file}`;
	return {
		decision: "done",
		reasonCode: "dispatched",
		reason: `${step} was started`,
		url: page
	};
}
//#endregion
//#region bot/commands/explain.ts
const explainCommand = {
	name: "explain",
	description: "Shows what changed between champion and challenger: code, parameters, data; with --run trains what tells their effects apart.",
	permission: "read",
	special: [{
		use: "--run",
		permission: "write",
		matches: ({ options }) => options["run"] === "true"
	}],
	arguments: [modelArgument],
	options: [{
		name: "run",
		description: "Trains the combinations of old and new inputs that the run-cache does not hold, and answers with each kind's share."
	}, {
		name: "sha",
		description: "With --run: the head that you mean; another one is refused.",
		value: {
			name: "sha",
			grammar: grammars.sha
		}
	}],
	places: {
		on: ["pull request"],
		pull: ["open"]
	},
	examples: [
		"/ml explain",
		"/ml explain flight-delay",
		"/ml explain --run",
		"/ml explain --run --sha 4f9c2d1"
	],
	handle: explain
};
async function explain(event, context) {
	if (event.command.options["run"] === "true") return toResult(await run$2(event, context));
	const found = await findReport(event, context);
	if ("decision" in found) return toResult(found);
	return {
		outcome: "done",
		reasonCode: "explained",
		text: renderPlanned(found, {
			estimate: await estimateRun(event.policy, context),
			isPipelineChanged: event.pull !== void 0 && await changesPipeline(event.pull, context) === true
		})
	};
}
async function run$2(event, context) {
	const pull = await context.github.pullRequests.get(event.issueNumber);
	if (pull === void 0) return refusal("denied.place", "this is no pull request");
	const refused = await refuseFork(pull, context) ?? await refuseStale(event, pull, context);
	if (refused !== void 0) return refused;
	const report = await findReport({
		...event,
		pull
	}, context);
	if ("decision" in report) return report;
	const named = findChangedInputs(report).map(({ kind }) => kind);
	const kinds = await changesPipeline(pull, context) === false ? named : [...named, "code"];
	const runs = planAttribution(report.champion?.commit === report.baseSha ? kinds : inputKind.options).length;
	if (report.outcome === "unchanged" || runs === 0) return {
		decision: "done",
		reasonCode: "explained",
		reason: `nothing has to be trained: ${report.outcome === "unchanged" ? "the model did not change" : "at most one kind of input changed, and the whole difference is its own"}`,
		url: null
	};
	if ((await context.github.pullRequests.get(pull.number))?.headSha !== pull.headSha) return refusal("stale.sha", "the head was replaced just now; ask again");
	const answer = await startRun({
		step: "explain",
		model: report.model,
		gpu: "",
		set: [],
		requestId: event.asker.requestId,
		pull
	}, context);
	const estimate = await estimateRun(event.policy, context);
	const cost = estimate === void 0 ? "" : `, about ${costOf(estimate, runs)}`;
	const reason = `the attribution of ${report.model} was started at ${pull.headSha.slice(0, 7)}: at most ${runs} combinations${cost}, less what the run-cache holds; its result comes into a comment`;
	return {
		...answer,
		reason
	};
}
async function changesPipeline({ baseSha, headSha }, { github }) {
	const compared = await github.gitData.compare(baseSha, headSha);
	if (compared?.files.some(isPipelineFile) === true) return true;
	return compared === void 0 || compared.isCut === true ? void 0 : false;
}
async function findReport(event, context) {
	const { pull, policy } = event;
	if (pull === void 0) return refusal("denied.place", "this is no pull request");
	const chosen = chooseModel(event, event.command.args[0]);
	if ("decision" in chosen) return chosen;
	const [model] = chosen;
	const search = await findReports(pull, Object.keys(policy.models), context);
	return (search.state === "found" ? search.reports.find((one) => one.model === model) : void 0) ?? refusal("report.none", `there is no report of ${model} for this head`);
}
//#endregion
//#region bot/views/help.ts
function renderHelp(entries, facts) {
	const [only, ...others] = entries;
	return only !== void 0 && others.length === 0 ? renderOne(only, facts) : renderAll(entries, facts);
}
function renderAll(entries, facts) {
	const { asker } = facts;
	const rows = entries.map((entry) => {
		const refused = findRefusal(entry, facts);
		const mark = refused === void 0 ? "✅" : `❌ \`${refused.reasonCode}\``;
		return `| ${[
			code(`/ml ${usageOf(entry)}`),
			entry.description,
			needs(entry),
			mark
		].map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
	});
	return [
		`Commands for ${escapeText(asker.login)} (${asker.role}) here:`,
		"",
		"| Command | Does | Needs | You, here |",
		"|---|---|---|---|",
		...rows,
		"",
		"Each stands alone on a line, at most five in a comment. `/ml help <command>` shows one with its options and examples."
	].join("\n");
}
function renderOne(entry, facts) {
	const refused = findRefusal(entry, facts);
	const may = refused === void 0 ? "You may use it here." : `Not for you here: ${escapeText(refused.reason, 300)}.`;
	return [
		`${code(`/ml ${usageOf(entry)}`)}: ${entry.description}`,
		"",
		...describeWords(entry),
		`- Needs: ${needs(entry)}. ${may}`,
		`- Counts on: ${describePlaces(entry)}.`,
		"",
		"```",
		...entry.examples,
		"```"
	].join("\n");
}
function describeWords({ arguments: args = [], options = [] }) {
	return [...args.map((one) => `- ${code(one.name)}: ${one.description} Must be ${describeGrammar(one.grammar)}.`), ...options.map(({ name, description, value }) => {
		const must = value === void 0 ? "" : ` Must be ${describeGrammar(value.grammar)}.`;
		return `- ${code(`--${name}${value === void 0 ? "" : ` ${value.name}`}`)}: ${description}${must}`;
	})];
}
function needs({ permission, special = [], excludesAuthor, alsoNeeds }) {
	const more = special.map((use) => `${use.permission} for ${code(use.use)}${use.excludesAuthor === true ? ", not the author of the pull request" : ""}`);
	const notAuthor = excludesAuthor === true ? ["not the author of the pull request"] : [];
	return [
		permission,
		...more,
		...notAuthor,
		...alsoNeeds === void 0 ? [] : [alsoNeeds]
	].join("; ");
}
function describePlaces({ places }) {
	const { on, pull, fork } = places;
	const states = pull === void 0 ? "" : ` (${pull.join(", ")})`;
	const forks = fork === void 0 ? "" : ", from forks only";
	return on.map((place) => place === "pull request" ? `pull request${states}${forks}` : place).join(", ");
}
function code(text) {
	return `\`${text}\``;
}
//#endregion
//#region bot/commands/help.ts
function createHelpCommand(others) {
	const help = {
		name: "help",
		description: "Shows the commands and whether you may use them here.",
		permission: "read",
		arguments: [{
			name: "command",
			description: "One command, with its arguments and options.",
			grammar: {
				pattern: /^[a-z-]{1,20}$/,
				says: "a command's name"
			}
		}],
		places: { on: [
			"pull request",
			"issue",
			"drift issue"
		] },
		examples: ["/ml help", "/ml help promote"],
		handle: async (event, { github }) => {
			const all = [help, ...others];
			const { id: repositoryId } = await github.members.repository();
			const named = all.find((entry) => entry.name === event.command.args[0]);
			return {
				outcome: "done",
				reasonCode: "help",
				text: renderHelp(named === void 0 ? all : [named], {
					...event,
					repositoryId
				})
			};
		}
	};
	return help;
}
//#endregion
//#region bot/commands/lock.ts
const lockArguments = [{
	name: "environment",
	description: "The environment.",
	grammar: grammars.environment,
	isRequired: true
}, {
	name: "model",
	description: "Only this model in it.",
	grammar: grammars.model
}];
const lockCommand = {
	name: "lock",
	description: "Keeps an environment, or one model in it, for this pull request: promotions from elsewhere are refused until it ends.",
	permission: "write",
	arguments: lockArguments,
	options: [reasonOption(true), {
		name: "ttl",
		description: "How long, at most 30d; `lock_ttl` of the policy by default.",
		value: {
			name: "duration",
			grammar: grammars.duration
		}
	}],
	places: {
		on: [
			"pull request",
			"issue",
			"drift issue"
		],
		pull: ["open"]
	},
	examples: ["/ml lock production --reason \"canary\"", "/ml lock production flight-delay --ttl 4h --reason \"canary\""],
	handle: async (event, context) => {
		const place = readPlace(event);
		if ("decision" in place) return toResult(place);
		const { asker, command } = event;
		const { reason = "", ttl = place.ttl } = command.options;
		const at = asker.comment === void 0 ? context.clock.now() : new Date(asker.comment.at);
		const result = await lock({
			...place,
			asker: holderOf(event),
			reason,
			ttl,
			at
		}, promotionPorts(context));
		if ("decision" in result) return toResult(refusal(result.reasonCode, result.reason));
		return toResult({
			decision: "done",
			reasonCode: "locked",
			url: null,
			reason: `${place.environment} is locked: ${describeLock(result)}`
		});
	}
};
const unlockCommand = {
	name: "unlock",
	description: "Gives a lock back; that of another pull request or person only by force.",
	permission: "write",
	special: [{
		use: "--force",
		permission: "maintain",
		matches: ({ options }) => options["force"] !== void 0
	}],
	arguments: lockArguments,
	options: [{
		name: "force",
		description: "Takes away the lock of somebody else."
	}],
	places: {
		on: [
			"pull request",
			"issue",
			"drift issue"
		],
		pull: ["open"]
	},
	examples: ["/ml unlock production", "/ml unlock production flight-delay --force"],
	handle: async (event, context) => {
		const place = readPlace(event);
		if ("decision" in place) return toResult(place);
		const isForced = event.command.options["force"] !== void 0;
		const result = await unlock({
			...place,
			asker: holderOf(event),
			isForced
		}, promotionPorts(context));
		if (result !== "unlocked") return toResult(refusal(result.reasonCode, result.reason));
		return toResult({
			decision: "done",
			reasonCode: "unlocked",
			url: null,
			reason: `there is no lock of ${place.model === null ? place.environment : `${place.model} in ${place.environment}`}`
		});
	}
};
function holderOf({ asker, pull, issueNumber }) {
	return {
		login: asker.login,
		pull: pull === void 0 ? null : issueNumber
	};
}
function readPlace({ command, policy }) {
	const [environment = "", model] = command.args;
	const models = Object.entries(policy.models).filter(([name]) => model === void 0 || name === model);
	if (models.length === 0) return refusal("unknown.model", `the policy has no model ${model ?? ""}`);
	const [rule] = models.flatMap(([, { environments }]) => {
		const rule = Object.hasOwn(environments, environment) ? environments[environment] : void 0;
		return rule === void 0 ? [] : [rule];
	});
	if (rule === void 0) return refusal("unknown.environment", `no such model of the policy has an environment ${environment}`);
	return {
		environment,
		model: model ?? null,
		ttl: rule.lock_ttl
	};
}
//#endregion
//#region src/config/gate-line.ts
function gateLine(parsed, model, gate) {
	const { models } = parsed.policy;
	const index = (Object.hasOwn(models, model) ? models[model]?.gates ?? [] : []).findIndex((candidate) => describeGate(candidate) === gate);
	return index < 0 ? void 0 : parsed.locate([
		"models",
		model,
		"gates",
		index
	]).line;
}
//#endregion
//#region bot/reconcile/label-family.ts
async function applyLabelFamily(number, family, context) {
	const { github } = context;
	const { prefix, wanted } = family;
	const labels = await github.labels.list(number);
	for (const label of labels.filter((name) => name.startsWith(prefix) && name !== wanted)) {
		await noteHandChange(number, label, context);
		await github.labels.remove(number, label);
	}
	if (wanted === void 0 || labels.includes(wanted)) return;
	await noteHandRemoval(number, wanted, context);
	await github.labels.add(number, wanted);
}
async function noteHandRemoval(number, label, context) {
	const { labels, members } = context.github;
	const remover = await labels.findRemover(number, label);
	if (remover?.actorType !== "User") return;
	const { login } = await members.self();
	if ((await labels.findSetter(number, label))?.actorLogin !== login) return;
	await replyOnce(number, {
		requestKey: `unlabel:${encodeURIComponent(label)}@${remover.at}`,
		outcome: "refused",
		text: `↩️ The label ${escapeText(label)} says what the bot found; ${escapeText(remover.actorLogin)} took it away by hand, and it was set again. (\`denied.state-label\`)`
	}, context);
}
async function noteHandChange(number, label, context) {
	const { labels, members } = context.github;
	const setter = await labels.findSetter(number, label);
	const { login } = await members.self();
	if (setter === void 0 || setter.actorType !== "User" || setter.actorLogin === login) return;
	await replyOnce(number, {
		requestKey: `label:${encodeURIComponent(label)}@${setter.at}`,
		outcome: "refused",
		text: `↩️ The label ${escapeText(label)} says what the bot found; ${escapeText(setter.actorLogin)} set it by hand, and it was taken away. (\`denied.state-label\`)`
	}, context);
}
//#endregion
//#region bot/reconcile/report-marker.ts
const grammar = /^<!-- pawl:report v=1 repo=(?<repo>\d{1,15}) pr=(?<pr>\d{1,9}) slot=(?<slot>[\w-]{1,64}) sha=(?<sha>[0-9a-f]{7}) seq=(?<seq>\d{1,9}) -->$/;
function parseReportMarker(line) {
	const groups = grammar.exec(line)?.groups;
	if (groups === void 0) return void 0;
	const { repo, pr, slot = "", sha: sha7 = "", seq } = groups;
	return {
		repositoryId: Number(repo),
		pullRequest: Number(pr),
		slot,
		sha7,
		seq: Number(seq)
	};
}
function saysTheSame(a, b) {
	const withoutSeq = (body) => body.replace(/ seq=\d{1,9} -->/, " -->").replace(/\r\n/g, "\n").trimEnd();
	return withoutSeq(a) === withoutSeq(b);
}
//#endregion
//#region bot/reconcile/shown-comment.ts
const shownSchema = strictObject({
	comment: number().int().positive(),
	verdict: _enum([
		"pass",
		"warn",
		"fail",
		"unchanged"
	])
});
const commentsSchema = strictObject({
	schema: literal("pawl.comments/1"),
	slots: record$1(string().max(64), shownSchema)
});
const refOf = (pull) => `refs/pawl/comments/${pull}`;
const kept$1 = (pull) => ({
	ref: refOf(pull),
	schema: commentsSchema
});
async function readShown({ pullRequest, slot }, { github }) {
	const slots = (await readState$1(kept$1(pullRequest), github))?.slots ?? {};
	return Object.hasOwn(slots, slot) ? slots[slot] : void 0;
}
async function keepShown({ pullRequest, slot }, shown, { github }) {
	const change = (old) => {
		const slots = old?.slots ?? {};
		const before = Object.hasOwn(slots, slot) ? slots[slot] : void 0;
		if (before?.comment === shown.comment && before.verdict === shown.verdict) return void 0;
		return {
			schema: "pawl.comments/1",
			slots: {
				...slots,
				[slot]: shown
			}
		};
	};
	const message = `comment ${shown.comment} on ${slot}: ${shown.verdict}`;
	await changeState(kept$1(pullRequest), {
		change,
		message
	}, github);
}
async function forgetShown(pull, { github }) {
	const ref = refOf(pull);
	if (await github.gitData.resolveRef(ref) !== void 0) await github.commits.deleteRef(ref);
}
//#endregion
//#region bot/reconcile/write-pause.ts
const leastPauseMs = 1e4;
function writePauseMs(lastMs, now) {
	const sinceMs = now.getTime() - lastMs;
	if (Number.isNaN(sinceMs) || Math.abs(sinceMs) >= 1e4) return 0;
	return Math.min(leastPauseMs - sinceMs, leastPauseMs);
}
//#endregion
//#region bot/reconcile/report-comment.ts
async function applyReportComment(slot, context) {
	const { pull, report } = slot;
	const { id: repositoryId } = await context.github.members.repository();
	const place = {
		repositoryId,
		pullRequest: pull.number,
		slot: report.model
	};
	const shown = await readShown(place, context);
	const existing = await findReportComment(place, shown, context);
	const verdict = verdictOf(report);
	const isDeleted = existing === void 0 && shown?.verdict === verdict;
	if (existing === void 0 && (!slot.isWanted || isDeleted)) return { state: "unchanged" };
	if (pull.isLocked === true) return { state: "unchanged" };
	try {
		const written = await writeComment(slot, {
			place,
			existing
		}, context);
		if ("id" in written) await keepShown(place, {
			comment: written.id,
			verdict
		}, context);
		return written;
	} catch (error) {
		if (!isLockedRefusal(error)) throw error;
		return { state: "unchanged" };
	}
}
function verdictOf(report) {
	return report.outcome === "unchanged" ? "unchanged" : shownVerdict(report);
}
async function writeComment({ pull, report, runUrl }, { place, existing }, context) {
	const { github } = context;
	const { repositoryId, pullRequest } = place;
	const seq = (existing === void 0 ? 0 : parseReportMarker(firstLineOf(existing.body))?.seq ?? 0) + 1;
	const body = renderEvaluationComment(report, {
		repositoryId,
		pullRequest,
		seq,
		runUrl
	});
	if (existing !== void 0 && saysTheSame(existing.body, body)) return {
		state: "unchanged",
		id: existing.id
	};
	if ((await github.pullRequests.get(pull.number))?.headSha !== pull.headSha) return { state: "stale" };
	if (existing === void 0) {
		const created = await github.comments.create(pull.number, body);
		return {
			state: "changed",
			id: (await findReportComment(place, void 0, context))?.id ?? created.id
		};
	}
	const dueInMs = writePauseMs(endOfSecond(existing.updatedAt), context.clock.now());
	if (dueInMs > 0) return {
		state: "waiting",
		dueInMs
	};
	if (await isOvertaken(existing, seq, github)) return { state: "stale" };
	await github.comments.update(existing.id, body);
	return {
		state: "changed",
		id: existing.id
	};
}
function endOfSecond(at) {
	return Date.parse(at) + 999;
}
async function findReportComment(place, shown, context) {
	const own = await listOwnComments(place.pullRequest, () => true, context);
	const marked = own.filter(({ body }) => isMarked(firstLineOf(body), place));
	const named = own.find(({ id, body }) => id === shown?.comment && !isAnother(firstLineOf(body), place));
	if (named === void 0) return mergeDuplicates(marked, context);
	for (const { id } of marked) if (id !== named.id) await context.github.comments.remove(id);
	return named;
}
function isMarked(line, place) {
	const marker = parseReportMarker(line);
	return marker?.repositoryId === place.repositoryId && marker.pullRequest === place.pullRequest && marker.slot === place.slot;
}
function isAnother(line, place) {
	return line.startsWith("<!-- pawl:") && !isMarked(line, place);
}
async function isOvertaken(existing, seq, github) {
	return (parseReportMarker(firstLineOf((await github.comments.get(existing.id))?.body ?? ""))?.seq ?? 0) >= seq;
}
//#endregion
//#region bot/reconcile/metrics.ts
const runningLabel = "ml/running";
async function reconcileMetrics(pull, policy, context) {
	const search = await findJudged(pull, policy, context);
	if (search.state === "none" && await isConcluded(pull, context)) return {
		decision: "unchanged",
		reasonCode: "report.gone"
	};
	const reports = search.state === "found" ? search.reports : [];
	const runUrl = search.state === "found" ? search.run.url : "";
	const slots = [];
	for (const report of reports) {
		const isWanted = report.outcome !== "unchanged";
		slots.push(await applyReportComment({
			pull,
			report,
			runUrl,
			isWanted
		}, context));
	}
	const changes = slots.map(({ state }) => state);
	const waits = slots.flatMap((slot) => slot.state === "waiting" ? [slot.dueInMs] : []);
	const later = waits.length === 0 ? {} : { dueInMs: Math.min(...waits) };
	if (changes.includes("stale")) return {
		decision: "ignored",
		reasonCode: "stale.sha",
		...later
	};
	const isForeign = await areForeignWords(reports, pull, context);
	const own = describeSearch(search, {
		policy,
		lineOfGate: await findGateLines(reports, pull, context)
	});
	const judged = isForeign ? askForEvaluation(own) : own;
	const hasButtons = context.ownRun === void 0 && judged.conclusion !== void 0;
	const summary = withReplies(judged.summary, await readKeptReplies(pull.number, context));
	const content = {
		...judged,
		summary,
		...hasButtons ? { actions: metricButtons } : {}
	};
	changes.push(await applyCheck("ml/metrics", pull.headSha, content, context));
	const wanted = gateLabel(reports, isForeign);
	await applyLabelFamily(pull.number, {
		prefix: "ml/gate:",
		wanted
	}, context);
	const running = search.state === "running" ? runningLabel : void 0;
	await applyLabelFamily(pull.number, {
		prefix: runningLabel,
		wanted: running
	}, context);
	const reasonCode = search.state === "found" ? `verdict.${worstVerdict(reports)}` : `report.${search.state}`;
	return {
		decision: changes.includes("changed") ? "done" : "unchanged",
		reasonCode,
		...later
	};
}
async function findGateLines(reports, pull, context) {
	const head = reports.some(({ gates }) => gates.some(({ status }) => status !== "pass")) ? await readLocatedPolicy(pull.headSha, context) : void 0;
	return (model, gate) => head === void 0 ? void 0 : gateLine(head, model, gate);
}
async function isConcluded(pull, context) {
	return (await findOwnCheck("ml/metrics", pull.headSha, context))?.status === "completed";
}
async function findJudged(pull, policy, context) {
	const search = completeGates(await findReports(pull, Object.keys(policy.models), context), policy);
	if (search.state !== "found") return search;
	const kept = await readOverrides(pull.number, context.github);
	if (kept.length === 0) return search;
	const baseHead = await context.github.gitData.resolveRef(`refs/heads/${pull.baseRef}`);
	const live = liveOverrides(kept, {
		headSha: pull.headSha,
		baseHead
	});
	return {
		...search,
		reports: search.reports.map((report) => applyOverrides(report, live))
	};
}
async function findJudgedReports(pull, policy, context) {
	const search = completeGates(await findReports(pull, Object.keys(policy.models), context), policy);
	return search.state === "found" ? search.reports : [];
}
function completeGates(search, { models }) {
	if (search.state !== "found") return search;
	const complete = (report) => judgeReport(report, models[report.model] ?? {
		gates: [],
		strict: true
	});
	return {
		...search,
		reports: search.reports.map(complete)
	};
}
function worstVerdict(reports) {
	const changed = reports.filter((report) => report.outcome !== "unchanged");
	return ["fail", "warn"].find((verdict) => changed.some((report) => shownVerdict(report) === verdict)) ?? (changed.length > 0 ? "pass" : "unchanged");
}
function gateLabel(reports, isForeign) {
	const verdict = worstVerdict(reports);
	if (isForeign && verdict === "pass") return "ml/gate:warn";
	const isByPerson = reports.some((report) => report.gates.some(isOverridden));
	if (verdict === "pass" && isByPerson) return "ml/gate:override";
	return verdict === "unchanged" ? void 0 : `ml/gate:${verdict}`;
}
const mostCharacters = 6e4;
const mostAnnotations = 50;
const verdicts = {
	pass: {
		conclusion: "success",
		title: "All gates pass"
	},
	warn: {
		conclusion: "neutral",
		title: "Not enough evidence for a gate"
	},
	fail: {
		conclusion: "failure",
		title: "A gate failed"
	},
	unchanged: {
		conclusion: "neutral",
		title: "No model changed"
	}
};
function describeSearch(search, { policy, lineOfGate }) {
	switch (search.state) {
		case "found": return describeReports(search.reports, {
			runUrl: search.run.url,
			...lineOfGate === void 0 ? {} : { lineOfGate }
		});
		case "running": return {
			title: "The pipeline is running",
			summary: `[Run ${search.run.id}](${search.run.url})`
		};
		case "failed": return {
			title: "The pipeline gave no report",
			summary: `[Run ${search.run.id}](${search.run.url}): ${escapeText(search.reason, 500)}.`,
			conclusion: lostConclusion(search.run.conclusion)
		};
		case "none": return describeAbsence(policy);
		default: return search;
	}
}
function lostConclusion(conclusion) {
	return conclusion === "timed_out" || conclusion === "cancelled" ? conclusion : "failure";
}
function askForEvaluation(content) {
	if (content.conclusion === "failure") return content;
	const why = "A fork reports its own numbers. Add `.github/workflows/pawl-evaluate.yml` to the default branch, which computes them apart from it, or push the branch to this repository.";
	return {
		...content,
		title: "Numbers of a fork, not computed here",
		summary: `${why}\n\n${content.summary}`,
		conclusion: "action_required"
	};
}
function describeAbsence(policy) {
	return Object.keys(policy.models).length === 0 ? {
		title: "The policy has no model",
		summary: "Nothing is compared.",
		conclusion: "neutral"
	} : {
		title: "Waiting for the pipeline",
		summary: "No run of `.github/workflows/pawl.yml` for this head yet."
	};
}
function describeReports(reports, context) {
	const checks = reports.map((report) => renderCheck(report, context));
	const verdict = verdicts[worstVerdict(reports)];
	return {
		conclusion: verdict.conclusion,
		title: checks.length === 1 ? checks[0]?.title ?? verdict.title : verdict.title,
		summary: checks.map((check) => check.summary).join("\n\n---\n\n").slice(0, mostCharacters),
		annotations: checks.flatMap((check) => check.annotations).slice(0, mostAnnotations)
	};
}
//#endregion
//#region bot/commands/override.ts
const isCancel = ({ args }) => args[0] === "cancel";
const overrideCommand = {
	name: "override",
	description: "Lets a gate pass that did not, for this head and this base; `override cancel` takes it back. A push always ends it.",
	permission: "write",
	special: [{
		use: "a gate",
		permission: "maintain",
		excludesAuthor: true,
		matches: (command) => !isCancel(command)
	}],
	alsoNeeds: "to be among the overriders of the policy, where it names any",
	arguments: [{
		name: "gate|cancel",
		description: "A gate's metric, or its sentence in quotes; cancel takes overrides back.",
		grammar: {
			pattern: /^[^\n]{1,200}$/,
			says: "a gate"
		},
		isRequired: true
	}, {
		name: "gate",
		description: "After cancel: the gate; without it all.",
		grammar: {
			pattern: /^[^\n]{1,200}$/,
			says: "a gate"
		}
	}],
	options: [
		reasonOption(false),
		{
			name: "sticky",
			description: "Outlives a move of the base."
		},
		{
			name: "model",
			description: "Which model's gate; by default that of every model that has it.",
			value: {
				name: "model",
				grammar: grammars.model
			}
		}
	],
	places: {
		on: ["pull request"],
		pull: ["open"]
	},
	examples: ["/ml override roc_auc --reason \"known data error\" --sticky", "/ml override cancel roc_auc"],
	handle: async (event, context) => {
		const { pull, command } = event;
		if (pull === void 0) return toResult(refusal("denied.place", "gates belong to a pull request"));
		const answer = isCancel(command) ? await cancel(event, pull, context) : await override(event, pull, context);
		if (answer.decision === "done") await showAgain(pull, context);
		return toResult(answer);
	}
};
async function cancel(event, pull, context) {
	const gate = event.command.args[1];
	const count = await cancelOverrides(pull.number, gate, promotionPorts(context));
	return {
		decision: "done",
		reasonCode: "override.cancelled",
		reason: count === 0 ? "there was no such override" : `overrides taken back: ${count}`,
		url: null
	};
}
async function override(event, pull, context) {
	const { asker, command, policy } = event;
	const reason = command.options["reason"];
	if (reason === void 0) return refusal("missing.reason", "an override needs --reason with the reason");
	const stale = await refuseLaterHead(event.askedAt, pull, context);
	if (stale !== void 0) return stale;
	const gate = command.args[0] ?? "";
	const judging = await readPolicy(pull.baseRef, context);
	const reports = judging === void 0 ? [] : await findJudgedReports(pull, judging, context);
	const wanted = command.options["model"];
	const having = reports.filter((report) => wanted === void 0 || report.model === wanted).filter((report) => report.gates.some((result) => result.gate === gate || result.metric === gate));
	if (having.length === 0) return unknownGate(gate, reports);
	const baseHead = await context.github.gitData.resolveRef(`refs/heads/${pull.baseRef}`);
	for (const report of having) {
		const { model, headSha, baseSha } = report;
		const overriders = policy.models[model]?.overriders ?? [];
		if (overriders.length > 0 && !await isAmong(asker.login, overriders, context.github)) return refusal("denied.override", `gates of ${model} are overridden by ${overriders.join(", ")}`);
		const stored = {
			model,
			gate,
			by: asker.login,
			reason,
			headSha,
			baseSha,
			baseHead: baseHead ?? null,
			isSticky: command.options["sticky"] !== void 0,
			at: asker.comment?.at ?? context.clock.now().toISOString()
		};
		if (!changesAnything(report, stored)) return refusal("denied.override", `the gate ${gate} of ${model} cannot be overridden: it passes, or says nothing about the model because its numbers are missing`);
		await keepOverride(pull.number, stored, promotionPorts(context));
	}
	const names = having.map((report) => report.model).join(", ");
	return {
		decision: "done",
		reasonCode: "overridden",
		reason: `@${asker.login} overrides ${gate} of ${names}`,
		url: null
	};
}
function changesAnything(report, stored) {
	const { gates } = applyOverrides(report, [stored]);
	const isMeant = ({ gate, metric }) => gate === stored.gate || metric === stored.gate;
	return gates.some((result) => isMeant(result) && isOverridden(result));
}
function unknownGate(gate, reports) {
	return refusal("unknown.gate", `there is no gate ${gate} here; there are: ${[...new Set(reports.flatMap((report) => report.gates.map(({ metric }) => metric)))].slice(0, 20).join(", ") || "none: there is no report of this head"}`);
}
async function showAgain(pull, context) {
	const judging = await readPolicy(pull.baseRef, context);
	if (judging !== void 0) await reconcileMetrics(pull, judging, context);
}
//#endregion
//#region bot/reconcile/fork-label.ts
async function applyForkLabel(pull, context) {
	const { id } = await context.github.members.repository();
	const isFork = pull.headRepositoryId !== id;
	const approval = isFork ? await findForkApproval(pull, context) : void 0;
	const wanted = isFork ? approval === void 0 ? "ml/fork:needs-ok" : "ml/fork:ok" : void 0;
	await applyLabelFamily(pull.number, {
		prefix: "ml/fork:",
		wanted
	}, context);
}
//#endregion
//#region bot/commands/ok.ts
const okCommand = {
	name: "ok",
	description: "Lets this head of a fork's pull request be run: without secrets, and only until the next push. Read its changes first.",
	permission: "write",
	arguments: [{
		name: "sha",
		description: "The head that you have read.",
		grammar: grammars.sha,
		isRequired: true
	}],
	places: {
		on: ["pull request"],
		pull: ["open"],
		fork: "only"
	},
	excludesAuthor: true,
	examples: ["/ml ok 0000002"],
	handle: async (event, context) => toResult(await allow(event, context))
};
async function allow({ command, asker, issueNumber }, context) {
	const pull = await context.github.pullRequests.get(issueNumber);
	const sha = command.args[0] ?? "";
	if (pull === void 0) return refusal("denied.place", "this is no pull request");
	const short = pull.headSha.slice(0, 7);
	if (!pull.headSha.startsWith(sha)) return refusal("stale.sha", `the head is ${short}, not ${sha}; read what changed, then say /ml ok ${short}`);
	await approveFork(pull, {
		by: asker.login,
		at: context.clock.now().toISOString()
	}, context);
	await applyForkLabel(pull, context);
	const started = await rerunEvaluation(pull, asker.requestId, context);
	const isStarted = started.decision === "done";
	const next = isStarted ? started.reason : "no run waits for it; /ml run evaluate starts one";
	return {
		decision: "done",
		reasonCode: isStarted ? started.reasonCode : "fork.ok",
		reason: `${short} may be run until the next push; ${next}`,
		url: started.url
	};
}
//#endregion
//#region bot/commands/promote.ts
const promoteCommand = {
	name: "promote",
	description: "Puts a version into an environment (staging by default). Without a version: that of this merged pull request, else the newest.",
	permission: "write",
	special: [{
		use: "--to production",
		permission: "maintain",
		matches: ({ options }) => options["to"] === "production"
	}],
	arguments: [{
		name: "model[@version]",
		description: "A model of the policy, and which of its versions.",
		grammar: grammars.modelVersion
	}],
	options: [{
		name: "to",
		description: "Where to; staging by default.",
		value: {
			name: "environment",
			grammar: grammars.environment
		}
	}, {
		name: "dry-run",
		description: "Shows the plan and changes nothing."
	}],
	places: {
		on: [
			"pull request",
			"issue",
			"drift issue"
		],
		pull: ["open", "merged"]
	},
	examples: ["/ml promote", "/ml promote flight-delay@v1.2.0 --to production"],
	handle: async (event, context) => {
		const [name, version] = (event.command.args[0] ?? "").split("@");
		const chosen = chooseModel(event, name === "" ? void 0 : name);
		if ("decision" in chosen) return toResult(chosen);
		const [model, policy] = chosen;
		return toResult(await askPromotion({
			model,
			policy,
			environment: event.command.options["to"] ?? "staging",
			target: selectTarget(event, version),
			source: "command",
			pull: event.pull?.number,
			isDryRun: event.command.options["dry-run"] !== void 0
		}, event.asker, context));
	}
};
function selectTarget({ pull }, version) {
	if (version !== void 0 && version !== "") return {
		kind: "version",
		version
	};
	return pull === void 0 ? { kind: "greatest" } : targetOf(pull);
}
//#endregion
//#region bot/commands/retrain.ts
const retrainCommand = {
	name: "retrain",
	description: "Starts the retraining of a model with new data; it ends in a pull request.",
	permission: "write",
	arguments: [modelArgument],
	places: {
		on: [
			"pull request",
			"issue",
			"drift issue"
		],
		pull: ["open"]
	},
	examples: ["/ml retrain", "/ml retrain flight-delay"],
	handle: async (event, context) => {
		const chosen = chooseModel(event, event.command.args[0]);
		if ("decision" in chosen) return toResult(chosen);
		const issue = event.pull === void 0 ? event.issueNumber : void 0;
		return toResult(await askRetraining({
			model: chosen[0],
			issue,
			pull: event.pull?.number
		}, event.asker, context));
	}
};
//#endregion
//#region bot/commands/rollback.ts
const rollbackCommand = {
	name: "rollback",
	description: "Puts the version that was there before, or the given one, back into an environment (production by default).",
	permission: "maintain",
	arguments: [modelArgument],
	options: [
		{
			name: "to",
			description: "Which version; the previous one by default.",
			value: {
				name: "version",
				grammar: grammars.version
			}
		},
		{
			name: "in",
			description: "Where; production by default.",
			value: {
				name: "environment",
				grammar: grammars.environment
			}
		},
		reasonOption(false),
		{
			name: "dry-run",
			description: "Shows the plan and changes nothing."
		}
	],
	places: { on: [
		"pull request",
		"issue",
		"drift issue"
	] },
	examples: ["/ml rollback", "/ml rollback flight-delay --to v1.1.0"],
	handle: async (event, context) => {
		const chosen = chooseModel(event, event.command.args[0]);
		if ("decision" in chosen) return toResult(chosen);
		const [model, policy] = chosen;
		const { to, reason, in: environment = "production" } = event.command.options;
		const isDryRun = event.command.options["dry-run"] !== void 0;
		return toResult(await askRollback({
			model,
			policy,
			environment,
			to,
			reason,
			pull: event.pull?.number,
			isDryRun
		}, event.asker, context));
	}
};
//#endregion
//#region bot/reconcile/parameter-keys.ts
async function readParameterKeys(sha, { github }) {
	const readText = createBoundedReader(sha, github);
	const text = await readText("dvc.yaml");
	if (text === void 0) return [];
	try {
		const { pipeline = [] } = await parseDvcYaml(text, {
			file: "dvc.yaml",
			readText
		});
		const files = pipeline.flatMap((stage) => stage.params).filter(({ path }) => path === "params.yaml");
		return [...new Set(files.flatMap(({ keys }) => keys === "all" ? [] : keys))].sort();
	} catch (error) {
		if (error instanceof PawlError) return [];
		throw error;
	}
}
//#endregion
//#region bot/commands/run.ts
const runCommand = {
	name: "run",
	description: "Runs the pipeline of this pull request again, as far as the step; with options as an experiment that is compared and not committed.",
	permission: "write",
	arguments: [{
		name: "step",
		description: "The last step to run; a stage whose inputs did not change is restored, not run.",
		grammar: { values: [
			"feature",
			"train",
			"evaluate"
		] },
		isRequired: true
	}],
	options: [
		{
			name: "model",
			description: "This model only.",
			value: {
				name: "model",
				grammar: grammars.model
			}
		},
		{
			name: "gpu",
			description: "A runner with the labels self-hosted, gpu and this class.",
			value: {
				name: "class",
				grammar: {
					pattern: /^[a-z0-9][a-z0-9-]{0,39}$/,
					says: "a runner's label"
				}
			}
		},
		{
			name: "set",
			description: "Another value of a parameter that a stage of dvc.yaml names, for this run only.",
			value: {
				name: "key=value",
				grammar: {
					pattern: /^[A-Za-z_][\w.]{0,99}=[\w.+-]{1,60}$/,
					says: "key=value, the value a number, true, false or a word"
				}
			},
			isRepeatable: true
		},
		{
			name: "sha",
			description: "The head that you mean; another one is refused.",
			value: {
				name: "sha",
				grammar: grammars.sha
			}
		},
		{
			name: "dry-run",
			description: "Only says what would run, how long and for how much."
		}
	],
	places: {
		on: ["pull request"],
		pull: ["open"]
	},
	examples: [
		"/ml run evaluate",
		"/ml run train --model flight-delay --gpu a100 --set train.rounds=400 --dry-run",
		"/ml run feature --sha 4f9c2d1"
	],
	handle: async (event, context) => toResult(await run$1(event, context))
};
async function run$1(event, context) {
	const { command, policy } = event;
	const pull = await context.github.pullRequests.get(event.issueNumber);
	if (pull === void 0) return refusal("denied.place", "this is no pull request");
	const refused = await refuseFork(pull, context) ?? await refuseStale(event, pull, context);
	if (refused !== void 0) return refused;
	const model = command.options["model"];
	const chosen = model === void 0 ? void 0 : chooseModel(event, model);
	if (chosen !== void 0 && "decision" in chosen) return chosen;
	const unknown = await findUnknownParameter(command.lists["set"] ?? [], pull, context);
	if (unknown !== void 0) return unknown;
	const { waiting, working } = await countQueue(context);
	const queue = `${waiting} waiting and ${working} working before it`;
	const estimate = `${renderEstimate(await estimateRun(policy, context))}; ${queue}`;
	if (command.options["dry-run"] === "true") return {
		decision: "done",
		reasonCode: "dry-run",
		reason: `would run ${describe$1(event)} at ${pull.headSha.slice(0, 7)}: ${estimate}`,
		url: null
	};
	if ((await context.github.pullRequests.get(pull.number))?.headSha !== pull.headSha) return refusal("stale.sha", "the head was replaced just now; ask again");
	const answer = await start(event, pull, context);
	return answer.decision === "done" ? {
		...answer,
		reason: `${answer.reason}; ${estimate}`
	} : answer;
}
function describe$1({ command }) {
	const { model, gpu } = command.options;
	return [
		command.args[0] ?? "",
		...model === void 0 ? [] : [`of ${model}`],
		...gpu === void 0 ? [] : [`on ${gpu}`],
		...(command.lists["set"] ?? []).map((set) => `with ${set}`)
	].join(" ");
}
async function findUnknownParameter(sets, pull, context) {
	if (sets.length === 0) return void 0;
	const known = await readParameterKeys(pull.headSha, context);
	const unknown = sets.map((set) => set.split("=")[0] ?? "").find((key) => !known.includes(key));
	if (unknown === void 0) return void 0;
	return refusal("unknown.parameter", `no stage of dvc.yaml names ${unknown} of params.yaml; they name: ${known.slice(0, 20).join(", ") || "none"}`);
}
async function start(event, pull, context) {
	const { command, asker } = event;
	const { options, lists } = command;
	const step = command.args[0] ?? "evaluate";
	const isPlain = options["gpu"] === void 0 && options["model"] === void 0 && (lists["set"] ?? []).length === 0;
	const isAsked = await readIntent("run", asker.requestId, context.github) !== void 0;
	if (isPlain && step === "evaluate" && !isAsked) {
		const again = await rerunEvaluation(pull, asker.requestId, context);
		if (again.reasonCode !== "report.none") return again;
	}
	const answer = await startRun({
		step,
		gpu: options["gpu"] ?? "",
		set: lists["set"] ?? [],
		requestId: asker.requestId,
		model: options["model"] ?? "",
		pull
	}, context);
	const reason = `${step} was started at ${pull.headSha.slice(0, 7)}; its report is in the run's summary`;
	return {
		...answer,
		reason
	};
}
//#endregion
//#region src/report/check-verdicts.ts
const words = /^(?:[\d,]{1,9} of [\d,]{1,9} gates? failed|not enough evidence for [\d,]{1,9} of [\d,]{1,9} gates?|(?:first model, )?(?:no gates|[\d,]{1,9} gates? passed(?:, [\d,]{1,9} by override)?))$/;
const longest = 7e4;
function readVerdicts(summary, models) {
	const found = new Map();
	for (const line of summary.slice(0, longest).split("\n")) {
		if (!line.startsWith("### ")) continue;
		const [headline = ""] = line.split(" · ", 1);
		const at = headline.indexOf(": ");
		const name = headline.slice(headline.indexOf(" ", 4) + 1, at).replaceAll("\\", "");
		const verdict = headline.slice(at + 2).trim();
		if (at > 0 && models.includes(name) && words.test(verdict) && !found.has(name)) found.set(name, verdict);
	}
	return found;
}
//#endregion
//#region bot/reconcile/approval-tick.ts
async function mayRecordApprovals({ github, ownRun }) {
	return ownRun === void 0 && (await github.members.self()).appId !== null;
}
async function askApprovalByTick(tick, asker, { policy, context }) {
	const { comments } = context.github;
	const { plan, issueNumber, at } = tick;
	const { login } = asker;
	const line = formatApprovalRecord({
		plan,
		login,
		at
	});
	const isSame = (first) => first === line;
	const text = `☑️ ${escapeText(login)} ticked the box that approves \`${plan}\`. Deleting or editing this comment takes that back.`;
	const record = await mergeDuplicates(await listOwnComments(issueNumber, isSame, context), context) ?? await comments.create(issueNumber, `${line}\n${text}`);
	const comment = {
		id: record.id,
		at: record.createdAt
	};
	return askApproval(plan, policy, {
		...asker,
		comment
	}, context);
}
//#endregion
//#region src/runs/run-use.ts
const longestSeconds = 5 * 86400;
function readSegmentUse(path, text, sha256) {
	const { lines } = followChain([{
		path,
		text
	}], sha256, genesis);
	const { entries } = readEntries(lines.filter(({ isIntact }) => isIntact));
	const records = entries.map(({ record }) => record);
	return {
		uses: records.flatMap((record) => record.schema === "pawl.run/1" ? [toUse(record)] : []),
		newest: records.map(endOf).reduce((last, at) => last === void 0 || Date.parse(at) > Date.parse(last) ? at : last, void 0)
	};
}
function toUse(record) {
	const { key, id, verb, state, startedAt, endedAt, durationSeconds, model, trigger, environment } = record;
	const [run = ""] = id.split("/", 1);
	return {
		key,
		process: JSON.stringify([
			run,
			trigger.job,
			environment.runner,
			startedAt
		]),
		model: model?.name ?? null,
		verb,
		state,
		endedAt,
		seconds: Math.min(durationSeconds, longestSeconds),
		gpus: record.hardware?.gpus.length ?? null,
		runner: environment.runner
	};
}
function fillGpus(uses) {
	const known = new Map();
	for (const { runner, gpus } of uses) if (runner !== null && gpus !== null) known.set(runner, Math.max(gpus, known.get(runner) ?? 0));
	return uses.map((use) => use.gpus === null && use.runner !== null ? {
		...use,
		gpus: known.get(use.runner) ?? null
	} : use);
}
function sumGpuHours(uses) {
	const processes = new Map();
	for (const { process, seconds, gpus, model } of uses) {
		const known = processes.get(process) ?? {
			seconds: 0,
			models: new Set()
		};
		known.seconds = Math.max(known.seconds, seconds * (gpus ?? 0));
		if (model !== null) known.models.add(model);
		processes.set(process, known);
	}
	let total = 0;
	const byModel = new Map();
	for (const { seconds, models } of processes.values()) {
		const hours = seconds / 3600;
		total += hours;
		for (const model of models) byModel.set(model, (byModel.get(model) ?? 0) + hours / models.size);
	}
	return {
		total,
		byModel
	};
}
//#endregion
//#region src/app/ledger/recent-runs.ts
const mostSegments = 24;
const mostBytes = 8 * 2 ** 20;
const atOnce = 4;
function createRecentRunsMemory() {
	return {
		listed: void 0,
		segments: new Map()
	};
}
async function readRecentRuns({ since, until }, files, { memory, sha256 }) {
	const head = await files.head();
	if (head === void 0) return void 0;
	if (memory.listed?.head !== head) memory.listed = {
		head,
		files: await files.list(head)
	};
	const { read, isPartial } = await walkBack(memory.listed.files.filter(({ path }) => segmentNumber(path) !== void 0).toReversed(), since, (wanted) => readSegments(wanted, files, {
		memory,
		sha256
	}));
	memory.segments = read;
	return {
		uses: select([...read.values()].toReversed(), since, until),
		isPartial
	};
}
async function walkBack(segments, since, read) {
	const found = new Map();
	let bytes = 0;
	let isPartial = false;
	for (let at = 0; at < segments.length; at += atOnce) {
		const wanted = segments.slice(at, Math.min(at + atOnce, mostSegments));
		bytes += wanted.reduce((sum, { sizeBytes }) => sum + Math.min(sizeBytes, longestSegment), 0);
		if (wanted.length === 0 || at > 0 && bytes > mostBytes) return {
			read: found,
			isPartial: true
		};
		isPartial ||= wanted.some(({ sizeBytes }) => sizeBytes > longestSegment);
		for (const [sha, use] of await read(wanted)) {
			found.set(sha, use);
			if (use.newest !== void 0 && Date.parse(use.newest) < since.getTime()) return {
				read: found,
				isPartial
			};
		}
	}
	return {
		read: found,
		isPartial
	};
}
async function readSegments(segments, files, { memory, sha256 }) {
	const readable = segments.filter(({ sizeBytes }) => sizeBytes <= longestSegment);
	const unknown = readable.filter(({ sha }) => !memory.segments.has(sha));
	const texts = await files.read(unknown);
	const fresh = new Map(unknown.map(({ sha, path }, index) => [sha, readSegmentUse(path, texts[index] ?? "", sha256)]));
	return readable.flatMap(({ sha }) => {
		const use = fresh.get(sha) ?? memory.segments.get(sha);
		return use === void 0 ? [] : [[sha, use]];
	});
}
function select(segments, since, until) {
	const found = new Map();
	for (const use of segments.flatMap(({ uses }) => uses)) {
		const endedMs = Date.parse(use.endedAt);
		if (endedMs < since.getTime() || endedMs > until.getTime() || found.has(use.key)) continue;
		found.set(use.key, use);
	}
	return [...found.values()];
}
//#endregion
//#region src/runtime/read-recent-runs.ts
function readRecentRunsOverApi(period, { github, branch, memory }) {
	const files = createApiLedgerFiles(github, branch, segmentFolder);
	const sha256 = (text) => nodeDigest.sha256(text);
	return readRecentRuns(period, files, {
		memory,
		sha256
	});
}
//#endregion
//#region bot/reconcile/dashboard-runs.ts
const dayMs = 864e5;
const shownDays = 30;
async function readDashboardRuns(policy, context) {
	const { runs, prices } = policy;
	if (runs === void 0) return void 0;
	const { github, clock, recentRuns: memory = createRecentRunsMemory() } = context;
	const nowMs = clock.now().getTime();
	const since = new Date(Math.floor(nowMs / dayMs) * dayMs - shownDays * dayMs);
	const until = new Date(nowMs + dayMs);
	const place = {
		github,
		branch: runs.branch,
		memory
	};
	const found = await readRecentRunsOverApi({
		since,
		until
	}, place);
	if (found === void 0) return void 0;
	const uses = fillGpus(found.uses);
	const { total, byModel } = sumGpuHours(uses);
	const rate = prices?.gpu_hour ?? 0;
	const price = prices === void 0 || rate === 0 ? void 0 : {
		amount: total * rate,
		currency: prices.currency
	};
	return {
		of: (model) => ({
			lastTrain: findLastTrain(model, uses),
			gpuHours: byModel.get(model) ?? 0
		}),
		gpu: total > 0 ? {
			hours: total,
			isPartial: found.isPartial,
			price
		} : void 0
	};
}
function findLastTrain(model, uses) {
	const last = uses.filter((use) => use.model === model && use.verb === "train" && use.state !== "cancelled").reduce((newest, use) => newest === void 0 || Date.parse(use.endedAt) > Date.parse(newest.endedAt) ? use : newest, void 0);
	if (last === void 0) return null;
	const own = sumGpuHours(uses.filter(({ process }) => process === last.process));
	return {
		at: last.endedAt,
		hasFailed: last.state === "failed",
		gpuHours: own.byModel.get(model) ?? 0
	};
}
//#endregion
//#region bot/reconcile/place.ts
const workflowLogin = "github-actions[bot]";
async function findPlace(number, pull, { github }) {
	if (pull !== void 0) return "pull request";
	const issue = await github.issues.get(number);
	const marker = issue === void 0 ? void 0 : parseDriftMarker(issue.body);
	if (issue === void 0 || marker === void 0 || !issue.labels.includes("ml/drift")) return "issue";
	return await isMonitorIssue(issue, { github }) ? "drift issue" : "issue";
}
async function isMonitorIssue(issue, { github }) {
	const { login } = await github.members.self();
	if (issue.authorLogin !== login && issue.authorLogin !== workflowLogin) return false;
	const { id } = await github.members.repository();
	return parseDriftMarker(issue.body)?.repositoryId === id;
}
//#endregion
//#region bot/reconcile/dashboard-facts.ts
const mostPulls = 40;
async function readDashboard(policy, context) {
	const { github } = context;
	const { defaultBranch, url } = await github.members.repository();
	const policySha = await github.gitData.resolveRef(`refs/heads/${defaultBranch}`) ?? "";
	const { waiting: open, broken } = await readWaiting(context);
	const waiting = open.map((entry) => {
		const needed = policy?.models[entry.model]?.environments[entry.environment]?.approvals;
		return needed === void 0 ? entry : {
			...entry,
			needed
		};
	});
	const takesApprovals = await mayRecordApprovals(context);
	const problems = [...(await lintHead(policySha, context)).problems, ...broken.map((message) => ({
		path: "refs/pawl/promotions",
		line: 1,
		message
	}))];
	if (policy === void 0) return {
		policySha,
		url,
		models: [],
		waiting,
		locks: [],
		problems
	};
	const candidates = await readCandidates(context);
	const drift = await readDrift(context);
	const runs = await readDashboardRuns(policy, context);
	const models = [];
	for (const [model, rules] of Object.entries(policy.models)) models.push(await readModel$1([model, rules], {
		candidates,
		drift,
		runs
	}, context));
	const locks = await readAllLocks(policy, context);
	return {
		policySha,
		url,
		models,
		...runs?.gpu === void 0 ? {} : { gpu: runs.gpu },
		waiting,
		takesApprovals,
		locks,
		problems
	};
}
async function readModel$1([model, policy], { candidates, drift, runs }, { github }) {
	const state = await readModelState(model, github);
	const tagOf = (version) => state.versions.find((registered) => registered.version === version)?.tag;
	const environments = Object.keys(policy.environments).map((name) => {
		const current = state.environments.get(name)?.current;
		const tag = tagOf(current?.version);
		const release = tag === void 0 ? {} : { tag };
		return {
			name,
			version: current?.version ?? null,
			since: current?.assignedAt ?? null,
			...release
		};
	});
	const [newest] = state.versions;
	const { id } = await github.members.repository();
	const retraining = (await github.pullRequests.listOpen()).find((pull) => pull.headRef.startsWith(retrainingBranchPrefix(model)) && pull.headRepositoryId === id);
	return {
		model,
		environments,
		newest: newest === void 0 ? null : {
			version: newest.version,
			registeredAt: newest.registeredAt,
			tag: newest.tag
		},
		candidates: candidates.filter(({ models }) => models.includes(model)).map(({ pull, gate, verdicts }) => {
			const verdict = verdicts.get(model);
			const own = gateOfModel(gate, verdict);
			return {
				number: pull.number,
				gate: own,
				...verdict === void 0 ? {} : { verdict }
			};
		}),
		drift: drift.filter((issue) => issue.model === model),
		retraining: retraining?.number ?? null,
		...runs === void 0 ? {} : { runs: runs.of(model) }
	};
}
async function readCandidates(context) {
	const { github } = context;
	const { id } = await github.members.repository();
	const open = [...await github.pullRequests.listOpen()].sort((a, b) => b.number - a.number);
	const found = [];
	for (const pull of open.slice(0, mostPulls)) {
		const isReport = (line) => parseReportMarker(line) !== void 0;
		const markers = (await listOwnComments(pull.number, isReport, context)).flatMap((comment) => parseReportMarker(firstLineOf(comment.body)) ?? []).filter((marker) => marker.repositoryId === id && marker.pullRequest === pull.number);
		if (markers.length === 0) continue;
		const check = markers.some(({ sha7 }) => pull.headSha.startsWith(sha7)) ? await findOwnCheck("ml/metrics", pull.headSha, context) : void 0;
		const models = [...new Set(markers.map(({ slot }) => slot))];
		const verdicts = readVerdicts(check?.summary ?? "", models);
		found.push({
			pull,
			models,
			gate: gateOf(check?.conclusion ?? null),
			verdicts
		});
	}
	return found;
}
function gateOf(conclusion) {
	if (conclusion === null) return "pending";
	if (conclusion === "success") return "pass";
	return [
		"neutral",
		"skipped",
		"action_required"
	].includes(conclusion) ? "warn" : "fail";
}
function gateOfModel(gate, verdict) {
	if (gate !== "fail" || verdict === void 0 || verdict.endsWith("failed")) return gate;
	return verdict.startsWith("not enough") ? "warn" : "pass";
}
async function readDrift(context) {
	const issues = await context.github.issues.list({
		labels: ["ml/drift"],
		state: "open"
	});
	const found = [];
	for (const issue of issues) {
		const marker = parseDriftMarker(issue.body);
		if (marker === void 0 || !await isMonitorIssue(issue, context)) continue;
		found.push({
			...marker,
			number: issue.number
		});
	}
	return found;
}
async function readWaiting(context) {
	const { promotions, broken } = await listPromotions(promotionPorts(context));
	const waiting = promotions.filter(({ state }) => state === "waiting").map(async (promotion) => ({
		plan: `${promotion.id}-${(await evidenceDigest(promotion.evidence)).slice(0, 10)}`,
		model: promotion.model,
		version: promotion.evidence.version,
		environment: promotion.environment,
		requester: promotion.request.login,
		approvals: promotion.approvals.length,
		pull: promotion.request.pull,
		expiresAt: promotion.expiresAt,
		at: promotion.request.at
	}));
	return {
		waiting: (await Promise.all(waiting)).sort((a, b) => a.at < b.at ? -1 : 1),
		broken: broken.map((error) => error.message)
	};
}
async function readAllLocks(policy, context) {
	const named = Object.values(policy.models).flatMap(({ environments }) => Object.keys(environments));
	const ports = promotionPorts(context);
	const locks = [];
	for (const environment of [...new Set(named)].sort()) for (const lock of await readLocks(environment, ports)) locks.push({
		...lock,
		environment
	});
	return locks;
}
//#endregion
//#region bot/views/status.ts
const most = 20;
const mostCandidates$1 = 5;
function renderStatus(rows, around) {
	if (rows.length === 0) return "The policy has no such model. (`unknown.model`)";
	const environments = [...new Set(rows.flatMap((row) => row.environments))];
	const header = [
		"Model",
		...environments,
		"Newest",
		"Candidates",
		"Retraining"
	];
	const lines = rows.map((row) => [
		escapeText(row.model),
		...environments.map((name) => cell(row, name)),
		...tail(row)
	]);
	return [
		[
			header,
			header.map(() => "---"),
			...lines
		].map((cells) => `| ${cells.join(" | ")} |`).join("\n"),
		listOf(waitingLines$1(around)),
		listOf(lockLines(around)),
		queueLine(around)
	].filter((part) => part !== "").join("\n\n");
}
function listOf(lines) {
	const rest = lines.length - most;
	return [...lines.slice(0, most), ...rest > 0 ? [`- and ${rest} more`] : []].join("\n");
}
function waitingLines$1({ waiting }) {
	return waiting.map(({ model, version, environment, requester, approvals, plan }) => {
		return `- ⏳ ${`${escapeText(model)} ${escapeText(version)} to ${escapeText(environment)}`}, asked for by ${escapeText(requester)}, approvals so far: ${approvals}: \`/ml approve ${plan}\``;
	});
}
function lockLines({ locks }) {
	return locks.map(({ environment, model, login, pull, reason, expiresAt }) => {
		const what = model === null ? environment : `${model} in ${environment}`;
		const holder = `${escapeText(login)}${pull === null ? "" : ` in #${pull}`}`;
		return `- 🔒 ${escapeText(what)}: ${holder}, until ${expiresAt.slice(0, 16)}Z: ${escapeText(reason, 200)}`;
	});
}
function queueLine({ queue }) {
	return `Pipeline runs: ${queue.waiting} waiting, ${queue.working} working.`;
}
function cell({ state, environments }, environment) {
	if (!environments.includes(environment)) return "";
	const current = state.environments.get(environment)?.current;
	if (current?.version === void 0 || current.version === null) return "–";
	return `**${current.version}** since ${current.assignedAt.slice(0, 10)}`;
}
const gates$1 = {
	pass: "✅",
	warn: "⚠️",
	fail: "❌",
	pending: "⏳"
};
function tail({ state, retraining, candidates }) {
	const shown = candidates.slice(0, mostCandidates$1).map(({ pull, gate }) => `${gates$1[gate]} #${pull.number}`);
	const rest = candidates.length - shown.length;
	return [
		state.versions[0]?.version ?? "–",
		[...shown, ...rest > 0 ? [`${rest} more`] : []].join(", ") || "–",
		retraining === void 0 ? "–" : `#${retraining.number}`
	];
}
//#endregion
//#region bot/commands/status.ts
const statusCommand = {
	name: "status",
	description: "Shows what each environment holds, the newest version, open pull requests and their gates, locks, promotions that wait, and the queue.",
	permission: "read",
	arguments: [modelArgument],
	places: { on: [
		"pull request",
		"issue",
		"drift issue"
	] },
	examples: ["/ml status", "/ml status flight-delay"],
	handle: async (event, context) => {
		const [name] = event.command.args;
		const models = modelsOf(event.policy, name === void 0 ? event.labels : [`model:${name}`]);
		const candidates = await readCandidates(context);
		const rows = await Promise.all(models.map(async ([model, policy]) => ({
			model,
			environments: Object.keys(policy.environments),
			state: await readModelState(model, context.github),
			retraining: await findOpenRetraining(model, context),
			candidates: candidates.filter((candidate) => candidate.models.includes(model))
		})));
		const isMeant = (model) => model === null || models.some(([meant]) => meant === model);
		const environments = rows.flatMap((row) => row.environments);
		return {
			outcome: "done",
			reasonCode: "status",
			text: renderStatus(rows, {
				locks: (await readAllLocks(event.policy, context)).filter((lock) => isMeant(lock.model) && environments.includes(lock.environment)),
				waiting: (await readWaiting(context)).waiting.filter((entry) => isMeant(entry.model)),
				queue: await countQueue(context)
			})
		};
	}
};
//#endregion
//#region bot/commands/table.ts
const others = [
	statusCommand,
	runCommand,
	okCommand,
	cancelCommand,
	compareCommand,
	explainCommand,
	baselineCommand,
	promoteCommand,
	approveCommand,
	rejectCommand,
	retrainCommand,
	rollbackCommand,
	driftCommand,
	lockCommand,
	unlockCommand,
	overrideCommand,
	configCommand
];
const commands = [createHelpCommand(others), ...others];
function findCommand(name) {
	return commands.find((command) => command.name === name);
}
function nearestCommand(name) {
	const nearest = nearestMatch(name.slice(0, 40), commands.map((command) => command.name));
	return nearest === void 0 ? void 0 : findCommand(nearest);
}
//#endregion
//#region node_modules/mdast-util-to-string/lib/index.js
const emptyOptions = {};
function toString(value, options) {
	const settings = options || emptyOptions;
	return one(value, typeof settings.includeImageAlt === "boolean" ? settings.includeImageAlt : true, typeof settings.includeHtml === "boolean" ? settings.includeHtml : true);
}
function one(value, includeImageAlt, includeHtml) {
	if (node(value)) {
		if ("value" in value) return value.type === "html" && !includeHtml ? "" : value.value;
		if (includeImageAlt && "alt" in value && value.alt) return value.alt;
		if ("children" in value) return all(value.children, includeImageAlt, includeHtml);
	}
	if (Array.isArray(value)) return all(value, includeImageAlt, includeHtml);
	return "";
}
function all(values, includeImageAlt, includeHtml) {
	const result = [];
	let index = -1;
	while (++index < values.length) result[index] = one(values[index], includeImageAlt, includeHtml);
	return result.join("");
}
function node(value) {
	return Boolean(value && typeof value === "object");
}
//#endregion
//#region node_modules/micromark-util-decode-string/index.js
const characterEscapeOrReference = /\\([!-/:-@[-`{-~])|&(#(?:\d{1,7}|x[\da-f]{1,6})|[\da-z]{1,31});/gi;
function decodeString(value) {
	return value.replace(characterEscapeOrReference, decode);
}
function decode($0, $1, $2) {
	if ($1) return $1;
	if ($2.charCodeAt(0) === 35) {
		const head = $2.charCodeAt(1);
		const hex = head === 120 || head === 88;
		return decodeNumericCharacterReference($2.slice(hex ? 2 : 1), hex ? 16 : 10);
	}
	return decodeNamedCharacterReference($2) || $0;
}
//#endregion
//#region node_modules/unist-util-stringify-position/lib/index.js
function stringifyPosition(value) {
	if (!value || typeof value !== "object") return "";
	if ("position" in value || "type" in value) return position(value.position);
	if ("start" in value || "end" in value) return position(value);
	if ("line" in value || "column" in value) return point$1(value);
	return "";
}
function point$1(point) {
	return index(point && point.line) + ":" + index(point && point.column);
}
function position(pos) {
	return point$1(pos && pos.start) + "-" + point$1(pos && pos.end);
}
function index(value) {
	return value && typeof value === "number" ? value : 1;
}
//#endregion
//#region node_modules/mdast-util-from-markdown/lib/index.js
const own = {}.hasOwnProperty;
function fromMarkdown(value, encoding, options) {
	if (encoding && typeof encoding === "object") {
		options = encoding;
		encoding = void 0;
	}
	return compiler(options)(postprocess(parse(options).document().write(preprocess()(value, encoding, true))));
}
function compiler(options) {
	const config = {
		afterExit: [],
		beforeEnter: [],
		transforms: [],
		canContainEols: [
			"emphasis",
			"fragment",
			"heading",
			"paragraph",
			"strong"
		],
		enter: {
			autolink: opener(link),
			autolinkProtocol: onenterdata,
			autolinkEmail: onenterdata,
			atxHeading: opener(heading),
			blockQuote: opener(blockQuote),
			characterEscape: onenterdata,
			characterReference: onenterdata,
			codeFenced: opener(codeFlow),
			codeFencedFenceInfo: buffer,
			codeFencedFenceMeta: buffer,
			codeIndented: opener(codeFlow, buffer),
			codeText: opener(codeText, buffer),
			codeTextData: onenterdata,
			data: onenterdata,
			codeFlowValue: onenterdata,
			definition: opener(definition),
			definitionDestinationString: buffer,
			definitionLabelString: buffer,
			definitionTitleString: buffer,
			emphasis: opener(emphasis),
			hardBreakEscape: opener(hardBreak),
			hardBreakTrailing: opener(hardBreak),
			htmlFlow: opener(html, buffer),
			htmlFlowData: onenterdata,
			htmlText: opener(html, buffer),
			htmlTextData: onenterdata,
			image: opener(image),
			label: buffer,
			link: opener(link),
			listItem: opener(listItem),
			listItemValue: onenterlistitemvalue,
			listOrdered: opener(list, onenterlistordered),
			listUnordered: opener(list),
			paragraph: opener(paragraph),
			reference: onenterreference,
			referenceString: buffer,
			resourceDestinationString: buffer,
			resourceTitleString: buffer,
			setextHeading: opener(heading),
			strong: opener(strong),
			thematicBreak: opener(thematicBreak)
		},
		exit: {
			atxHeading: closer(),
			atxHeadingSequence: onexitatxheadingsequence,
			autolink: closer(),
			autolinkEmail: onexitautolinkemail,
			autolinkProtocol: onexitautolinkprotocol,
			blockQuote: closer(),
			characterEscapeValue: onexitdata,
			characterReferenceMarkerHexadecimal: onexitcharacterreferencemarker,
			characterReferenceMarkerNumeric: onexitcharacterreferencemarker,
			characterReferenceValue: onexitcharacterreferencevalue,
			characterReference: onexitcharacterreference,
			codeFenced: closer(onexitcodefenced),
			codeFencedFence: onexitcodefencedfence,
			codeFencedFenceInfo: onexitcodefencedfenceinfo,
			codeFencedFenceMeta: onexitcodefencedfencemeta,
			codeFlowValue: onexitdata,
			codeIndented: closer(onexitcodeindented),
			codeText: closer(onexitcodetext),
			codeTextData: onexitdata,
			data: onexitdata,
			definition: closer(),
			definitionDestinationString: onexitdefinitiondestinationstring,
			definitionLabelString: onexitdefinitionlabelstring,
			definitionTitleString: onexitdefinitiontitlestring,
			emphasis: closer(),
			hardBreakEscape: closer(onexithardbreak),
			hardBreakTrailing: closer(onexithardbreak),
			htmlFlow: closer(onexithtmlflow),
			htmlFlowData: onexitdata,
			htmlText: closer(onexithtmltext),
			htmlTextData: onexitdata,
			image: closer(onexitimage),
			label: onexitlabel,
			labelText: onexitlabeltext,
			lineEnding: onexitlineending,
			link: closer(onexitlink),
			listItem: closer(),
			listOrdered: closer(),
			listUnordered: closer(),
			paragraph: closer(),
			referenceString: onexitreferencestring,
			resourceDestinationString: onexitresourcedestinationstring,
			resourceTitleString: onexitresourcetitlestring,
			resource: onexitresource,
			setextHeading: closer(onexitsetextheading),
			setextHeadingLineSequence: onexitsetextheadinglinesequence,
			setextHeadingText: onexitsetextheadingtext,
			strong: closer(),
			thematicBreak: closer()
		}
	};
	configure(config, (options || {}).mdastExtensions || []);
	const data = {};
	return compile;
	function compile(events) {
		let tree = {
			type: "root",
			children: [],
			position: void 0
		};
		const context = {
			stack: [tree],
			tokenStack: [],
			config,
			enter,
			exit,
			buffer,
			resume,
			data
		};
		const listStack = [];
		const prepared = [];
		let index = -1;
		while (++index < events.length) {
			prepared.push(events[index]);
			if (events[index][1].type === "listOrdered" || events[index][1].type === "listUnordered") if (events[index][0] === "enter") listStack.push(prepared.length - 1);
			else prepareList(prepared, listStack.pop());
		}
		events = prepared;
		index = -1;
		while (++index < events.length) {
			const handler = config[events[index][0]];
			if (events[index][0] === "enter" && config.beforeEnter.length > 0) callListeners(config.beforeEnter, {
				...context,
				sliceSerialize: events[index][2].sliceSerialize
			}, events[index][1]);
			if (own.call(handler, events[index][1].type)) handler[events[index][1].type].call({
				...context,
				sliceSerialize: events[index][2].sliceSerialize
			}, events[index][1]);
			if (events[index][0] === "exit" && config.afterExit.length > 0) callListeners(config.afterExit, {
				...context,
				sliceSerialize: events[index][2].sliceSerialize
			}, events[index][1]);
		}
		if (context.tokenStack.length > 0) {
			const tail = context.tokenStack[context.tokenStack.length - 1];
			(tail[1] || defaultOnError).call(context, void 0, tail[0]);
		}
		tree.position = {
			start: point(events.length > 0 ? events[0][1].start : {
				line: 1,
				column: 1,
				offset: 0
			}),
			end: point(events.length > 0 ? events[events.length - 2][1].end : {
				line: 1,
				column: 1,
				offset: 0
			})
		};
		index = -1;
		while (++index < config.transforms.length) tree = config.transforms[index](tree) || tree;
		return tree;
	}
	function callListeners(listeners, context, token) {
		let index = -1;
		while (++index < listeners.length) listeners[index].call(context, token);
	}
	function prepareList(events, start) {
		const end = events.length - 1;
		let index = start - 1;
		let containerBalance = -1;
		let listSpread = false;
		let listItem;
		let lineIndex;
		let firstBlankLineIndex;
		let atMarker;
		const insertions = [];
		while (++index <= end) {
			const event = events[index];
			switch (event[1].type) {
				case "listUnordered":
				case "listOrdered":
				case "blockQuote":
					if (event[0] === "enter") containerBalance++;
					else containerBalance--;
					atMarker = void 0;
					break;
				case "lineEndingBlank":
					if (event[0] === "enter") {
						if (listItem && !atMarker && !containerBalance && !firstBlankLineIndex) firstBlankLineIndex = index;
						atMarker = void 0;
					}
					break;
				case "linePrefix":
				case "listItemValue":
				case "listItemMarker":
				case "listItemPrefix":
				case "listItemPrefixWhitespace": break;
				default: atMarker = void 0;
			}
			if (!containerBalance && event[0] === "enter" && event[1].type === "listItemPrefix" || containerBalance === -1 && event[0] === "exit" && (event[1].type === "listUnordered" || event[1].type === "listOrdered")) {
				if (listItem) {
					let tailIndex = index;
					lineIndex = void 0;
					while (tailIndex--) {
						const tailEvent = events[tailIndex];
						if (tailEvent[1].type === "lineEnding" || tailEvent[1].type === "lineEndingBlank") {
							if (tailEvent[0] === "exit") continue;
							if (lineIndex) {
								events[lineIndex][1].type = "lineEndingBlank";
								listSpread = true;
							}
							tailEvent[1].type = "lineEnding";
							lineIndex = tailIndex;
						} else if (tailEvent[1].type === "linePrefix" || tailEvent[1].type === "blockQuotePrefix" || tailEvent[1].type === "blockQuotePrefixWhitespace" || tailEvent[1].type === "blockQuoteMarker" || tailEvent[1].type === "listItemIndent") {} else break;
					}
					if (firstBlankLineIndex && (!lineIndex || firstBlankLineIndex < lineIndex)) listItem._spread = true;
					listItem.end = Object.assign({}, lineIndex ? events[lineIndex][1].start : event[1].end);
					insertions.push({
						at: lineIndex || index,
						event: [
							"exit",
							listItem,
							event[2]
						]
					});
				}
				if (event[1].type === "listItemPrefix") {
					const item = {
						type: "listItem",
						_spread: false,
						start: Object.assign({}, event[1].start),
						end: void 0
					};
					listItem = item;
					insertions.push({
						at: index,
						event: [
							"enter",
							item,
							event[2]
						]
					});
					firstBlankLineIndex = void 0;
					atMarker = true;
				}
			}
		}
		const listEvents = events.splice(start);
		let insertion = 0;
		index = -1;
		while (++index < listEvents.length) {
			while (insertion < insertions.length && insertions[insertion].at === start + index) events.push(insertions[insertion++].event);
			events.push(listEvents[index]);
		}
		events[start][1]._spread = listSpread;
	}
	function opener(create, and) {
		return open;
		function open(token) {
			enter.call(this, create(token), token);
			if (and) and.call(this, token);
		}
	}
	function buffer() {
		this.stack.push({
			type: "fragment",
			children: []
		});
	}
	function enter(node, token, errorHandler) {
		this.stack[this.stack.length - 1].children.push(node);
		this.stack.push(node);
		this.tokenStack.push([token, errorHandler || void 0]);
		node.position = {
			start: point(token.start),
			end: void 0
		};
	}
	function closer(and) {
		return close;
		function close(token) {
			if (and) and.call(this, token);
			exit.call(this, token);
		}
	}
	function exit(token, onExitError) {
		const node = this.stack.pop();
		const open = this.tokenStack.pop();
		if (!open) throw new Error("Cannot close `" + token.type + "` (" + stringifyPosition({
			start: token.start,
			end: token.end
		}) + "): it’s not open");
		if (open[0].type !== token.type) if (onExitError) onExitError.call(this, token, open[0]);
		else (open[1] || defaultOnError).call(this, token, open[0]);
		node.position.end = point(token.end);
	}
	function resume() {
		return toString(this.stack.pop());
	}
	function onenterlistordered() {
		this.data.expectingFirstListItemValue = true;
	}
	function onenterlistitemvalue(token) {
		if (this.data.expectingFirstListItemValue) {
			const ancestor = this.stack[this.stack.length - 2];
			ancestor.start = Number.parseInt(this.sliceSerialize(token), 10);
			this.data.expectingFirstListItemValue = void 0;
		}
	}
	function onexitcodefencedfenceinfo() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.lang = data;
	}
	function onexitcodefencedfencemeta() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.meta = data;
	}
	function onexitcodefencedfence() {
		if (this.data.flowCodeInside) return;
		this.buffer();
		this.data.flowCodeInside = true;
	}
	function onexitcodefenced() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.value = data.replace(/^(\r?\n|\r)|(\r?\n|\r)$/g, "");
		this.data.flowCodeInside = void 0;
	}
	function onexitcodeindented() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.value = data.replace(/(\r?\n|\r)$/g, "");
	}
	function onexitdefinitionlabelstring(token) {
		const label = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.label = label;
		node.identifier = normalizeIdentifier(this.sliceSerialize(token)).toLowerCase();
	}
	function onexitdefinitiontitlestring() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.title = data;
	}
	function onexitdefinitiondestinationstring() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.url = data;
	}
	function onexitatxheadingsequence(token) {
		const node = this.stack[this.stack.length - 1];
		if (!node.depth) node.depth = this.sliceSerialize(token).length;
	}
	function onexitsetextheadingtext() {
		this.data.setextHeadingSlurpLineEnding = true;
	}
	function onexitsetextheadinglinesequence(token) {
		const node = this.stack[this.stack.length - 1];
		node.depth = this.sliceSerialize(token).codePointAt(0) === 61 ? 1 : 2;
	}
	function onexitsetextheading() {
		this.data.setextHeadingSlurpLineEnding = void 0;
	}
	function onenterdata(token) {
		const siblings = this.stack[this.stack.length - 1].children;
		let tail = siblings[siblings.length - 1];
		if (!tail || tail.type !== "text") {
			tail = text();
			tail.position = {
				start: point(token.start),
				end: void 0
			};
			siblings.push(tail);
		}
		this.stack.push(tail);
	}
	function onexitdata(token) {
		const tail = this.stack.pop();
		tail.value += this.sliceSerialize(token);
		tail.position.end = point(token.end);
	}
	function onexitlineending(token) {
		const context = this.stack[this.stack.length - 1];
		if (this.data.atHardBreak) {
			const tail = context.children[context.children.length - 1];
			tail.position.end = point(token.end);
			this.data.atHardBreak = void 0;
			return;
		}
		if (!this.data.setextHeadingSlurpLineEnding && config.canContainEols.includes(context.type)) {
			onenterdata.call(this, token);
			onexitdata.call(this, token);
		}
	}
	function onexithardbreak() {
		this.data.atHardBreak = true;
	}
	function onexithtmlflow() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.value = data;
	}
	function onexithtmltext() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.value = data;
	}
	function onexitcodetext() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.value = data;
	}
	function onexitlink() {
		const node = this.stack[this.stack.length - 1];
		if (this.data.inReference) {
			const referenceType = this.data.referenceType || "shortcut";
			node.type += "Reference";
			node.referenceType = referenceType;
			delete node.url;
			delete node.title;
		} else {
			delete node.identifier;
			delete node.label;
		}
		this.data.referenceType = void 0;
	}
	function onexitimage() {
		const node = this.stack[this.stack.length - 1];
		if (this.data.inReference) {
			const referenceType = this.data.referenceType || "shortcut";
			node.type += "Reference";
			node.referenceType = referenceType;
			delete node.url;
			delete node.title;
		} else {
			delete node.identifier;
			delete node.label;
		}
		this.data.referenceType = void 0;
	}
	function onexitlabeltext(token) {
		const string = this.sliceSerialize(token);
		const ancestor = this.stack[this.stack.length - 2];
		ancestor.label = decodeString(string);
		ancestor.identifier = normalizeIdentifier(string).toLowerCase();
	}
	function onexitlabel() {
		const fragment = this.stack[this.stack.length - 1];
		const value = this.resume();
		const node = this.stack[this.stack.length - 1];
		this.data.inReference = true;
		if (node.type === "link") node.children = fragment.children;
		else node.alt = value;
	}
	function onexitresourcedestinationstring() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.url = data;
	}
	function onexitresourcetitlestring() {
		const data = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.title = data;
	}
	function onexitresource() {
		this.data.inReference = void 0;
	}
	function onenterreference() {
		this.data.referenceType = "collapsed";
	}
	function onexitreferencestring(token) {
		const label = this.resume();
		const node = this.stack[this.stack.length - 1];
		node.label = label;
		node.identifier = normalizeIdentifier(this.sliceSerialize(token)).toLowerCase();
		this.data.referenceType = "full";
	}
	function onexitcharacterreferencemarker(token) {
		this.data.characterReferenceType = token.type;
	}
	function onexitcharacterreferencevalue(token) {
		const data = this.sliceSerialize(token);
		const type = this.data.characterReferenceType;
		let value;
		if (type) {
			value = decodeNumericCharacterReference(data, type === "characterReferenceMarkerNumeric" ? 10 : 16);
			this.data.characterReferenceType = void 0;
		} else value = decodeNamedCharacterReference(data);
		const tail = this.stack[this.stack.length - 1];
		tail.value += value;
	}
	function onexitcharacterreference(token) {
		const tail = this.stack.pop();
		tail.position.end = point(token.end);
	}
	function onexitautolinkprotocol(token) {
		onexitdata.call(this, token);
		const node = this.stack[this.stack.length - 1];
		node.url = this.sliceSerialize(token);
	}
	function onexitautolinkemail(token) {
		onexitdata.call(this, token);
		const node = this.stack[this.stack.length - 1];
		node.url = "mailto:" + this.sliceSerialize(token);
	}
	function blockQuote() {
		return {
			type: "blockquote",
			children: [],
			position: void 0
		};
	}
	function codeFlow() {
		return {
			type: "code",
			lang: null,
			meta: null,
			value: "",
			position: void 0
		};
	}
	function codeText() {
		return {
			type: "inlineCode",
			value: "",
			position: void 0
		};
	}
	function definition() {
		return {
			type: "definition",
			identifier: "",
			label: null,
			title: null,
			url: "",
			position: void 0
		};
	}
	function emphasis() {
		return {
			type: "emphasis",
			children: [],
			position: void 0
		};
	}
	function heading() {
		return {
			type: "heading",
			depth: 0,
			children: [],
			position: void 0
		};
	}
	function hardBreak() {
		return {
			type: "break",
			position: void 0
		};
	}
	function html() {
		return {
			type: "html",
			value: "",
			position: void 0
		};
	}
	function image() {
		return {
			type: "image",
			title: null,
			url: "",
			alt: null,
			position: void 0
		};
	}
	function link() {
		return {
			type: "link",
			title: null,
			url: "",
			children: [],
			position: void 0
		};
	}
	function list(token) {
		return {
			type: "list",
			ordered: token.type === "listOrdered",
			start: null,
			spread: token._spread,
			children: [],
			position: void 0
		};
	}
	function listItem(token) {
		return {
			type: "listItem",
			spread: token._spread,
			checked: null,
			children: [],
			position: void 0
		};
	}
	function paragraph() {
		return {
			type: "paragraph",
			children: [],
			position: void 0
		};
	}
	function strong() {
		return {
			type: "strong",
			children: [],
			position: void 0
		};
	}
	function text() {
		return {
			type: "text",
			value: "",
			position: void 0
		};
	}
	function thematicBreak() {
		return {
			type: "thematicBreak",
			position: void 0
		};
	}
}
function point(d) {
	return {
		line: d.line,
		column: d.column,
		offset: d.offset
	};
}
function configure(combined, extensions) {
	let index = -1;
	while (++index < extensions.length) {
		const value = extensions[index];
		if (Array.isArray(value)) configure(combined, value);
		else extension(combined, value);
	}
}
function extension(combined, extension) {
	let key;
	for (key in extension) if (own.call(extension, key)) switch (key) {
		case "canContainEols": {
			const right = extension[key];
			if (right) combined[key].push(...right);
			break;
		}
		case "transforms": {
			const right = extension[key];
			if (right) combined[key].push(...right);
			break;
		}
		case "afterExit":
		case "beforeEnter": {
			const right = extension[key];
			if (right) combined[key].push(right);
			break;
		}
		case "enter":
		case "exit": {
			const right = extension[key];
			if (right) Object.assign(combined[key], right);
			break;
		}
	}
}
function defaultOnError(left, right) {
	if (left) throw new Error("Cannot close `" + left.type + "` (" + stringifyPosition({
		start: left.start,
		end: left.end
	}) + "): a different token (`" + right.type + "`, " + stringifyPosition({
		start: right.start,
		end: right.end
	}) + ") is open");
	throw new Error("Cannot close document, a token (`" + right.type + "`, " + stringifyPosition({
		start: right.start,
		end: right.end
	}) + ") is still open");
}
//#endregion
//#region bot/parse-commands.ts
const maxCommentLength = 8e3;
const maxLineLength = 500;
function isTooLong(body) {
	return body.length > 8e3 && /^ {0,3}\/ml(?:\s|$)/m.test(body);
}
function parseCommands(body) {
	if (body.length > 8e3) return [];
	const text = body.replace(/\r\n?/g, "\n");
	const lines = text.split("\n");
	return fromMarkdown(text).children.flatMap((node) => node.type === "paragraph" ? plainLines(node).flatMap((line) => parseLine(lines[line - 1] ?? "")) : []);
}
function plainLines(paragraph) {
	const formatted = paragraph.children.filter((child) => child.type !== "text" && child.type !== "break");
	const { start, end } = linesOf(paragraph);
	return Array.from({ length: end - start + 1 }, (_, index) => start + index).filter((line) => !formatted.map(linesOf).some((range) => range.start <= line && line <= range.end));
}
function linesOf(node) {
	return {
		start: node.position?.start.line ?? 1,
		end: node.position?.end.line ?? 0
	};
}
function parseLine(line) {
	const text = line.trim();
	if (!/^\/ml(?:\s|$)/.test(text)) return [];
	const [, name = "help"] = text.slice(0, maxLineLength).split(/\s+/);
	if (text.length > maxLineLength) return [{
		name,
		words: [],
		problem: `the line has ${text.length} characters, ${maxLineLength} are read`,
		line: text.slice(0, maxLineLength)
	}];
	const words = splitWords(text);
	if (words === void 0) return [{
		name,
		words: [],
		problem: "a quote is not closed",
		line: text
	}];
	return [{
		name: words[1] ?? "help",
		words: words.slice(2),
		line: text
	}];
}
const quotes = {
	"\"": "\"",
	"'": "'",
	"“": "”",
	"„": "“",
	"«": "»"
};
function splitWords(line) {
	const words = [];
	let word;
	for (let at = 0; at < line.length; at += 1) {
		const character = line[at] ?? "";
		const closing = quotes[character];
		if (closing !== void 0 && (word === void 0 || word.endsWith("="))) {
			const end = line.indexOf(closing, at + 1);
			if (end < 0) return void 0;
			word = (word ?? "") + line.slice(at + 1, end);
			at = end;
		} else if (/\s/.test(character)) {
			if (word !== void 0) words.push(word);
			word = void 0;
		} else word = (word ?? "") + character;
	}
	return word === void 0 ? words : [...words, word];
}
//#endregion
//#region src/report/dashboard-models.ts
const mostEnvironments = 8;
const mostCandidates = 5;
function renderModels(view, most) {
	const { models } = view;
	if (models.length === 0) return "The policy has no model.";
	const shown = models.slice(0, most);
	const names = [...new Set(models.flatMap(({ environments }) => environments.map(({ name }) => name)))];
	const environments = names.slice(0, mostEnvironments);
	const columns = columnsOf(view, environments);
	const table = renderTable(columns, shown.map((model) => columns.map(({ render }) => render(model))));
	const rest = models.length - shown.length;
	const hidden = names.length - environments.length;
	return [
		table,
		...rest > 0 ? [`${rest} more models are not shown.`] : [],
		...hidden > 0 ? [`${hidden} more environments are not shown.`] : []
	].join("\n\n");
}
function columnsOf(view, environments) {
	const { models, gpu, url } = view;
	const hasLedger = models.some(({ runs }) => runs !== void 0);
	const isPartial = gpu?.isPartial === true;
	return [
		{
			heading: "Model",
			render: ({ model }) => `**${escapeText(model)}**`
		},
		...environments.map((name) => ({
			heading: escapeText(name),
			render: (model) => environmentCell(model, name, url)
		})),
		{
			heading: "Newest",
			render: (model) => newestCell(model, url)
		},
		{
			heading: "Candidates and gates",
			render: candidatesCell
		},
		{
			heading: "Drift",
			render: driftCell
		},
		...hasLedger ? [{
			heading: "Last train",
			render: lastTrainCell
		}] : [],
		...gpu === void 0 ? [] : [{
			heading: "GPU h, 30 d",
			align: "right",
			render: ({ runs }) => runs === void 0 ? "–" : formatHours(runs.gpuHours, isPartial)
		}]
	];
}
function formatHours(hours, isPartial) {
	const shown = hours >= 9.95 ? Math.round(hours).toLocaleString("en-US") : hours.toFixed(1);
	return `${isPartial ? "≥ " : ""}${shown}`;
}
function versionLink(version, tag, url) {
	const shown = escapeText(version);
	return tag === void 0 ? shown : `[${shown}](${url}/releases/tag/${encodeURIComponent(tag)})`;
}
function environmentCell({ environments }, name, url) {
	const found = environments.find((environment) => environment.name === name);
	if (found === void 0) return "";
	if (found.version === null) return "–";
	return `${versionLink(found.version, found.tag, url)}, since ${found.since?.slice(0, 10) ?? "?"}`;
}
function newestCell({ newest }, url) {
	if (newest === null) return "–";
	return `${versionLink(newest.version, newest.tag, url)}, ${newest.registeredAt.slice(0, 10)}`;
}
const gates = {
	pass: "✅",
	warn: "⚠️",
	fail: "❌",
	pending: "⏳"
};
function candidatesCell({ candidates, retraining }) {
	const shown = candidates.slice(0, mostCandidates).map(({ number, gate, verdict }) => {
		const words = verdict === void 0 || gate === "pass" ? "" : ` ${escapeText(verdict, 60)}`;
		return `${gates[gate]} #${number}${words}`;
	});
	const rest = candidates.length - shown.length;
	const more = rest > 0 ? [`${rest} more`] : [];
	const isListed = candidates.some(({ number }) => number === retraining);
	const retrained = retraining === null || isListed ? [] : [`retraining #${retraining}`];
	return [
		...shown,
		...retrained,
		...more
	].join(", ") || "–";
}
function driftCell({ drift }) {
	const shown = drift.slice(0, mostCandidates);
	const names = shown.map(({ number, environment, kind }) => `🔴 #${number} (${environment}, ${kind})`);
	const rest = drift.length - shown.length;
	return [...names, ...rest > 0 ? [`${rest} more`] : []].join(", ") || "🟢";
}
function lastTrainCell({ runs }) {
	const last = runs?.lastTrain;
	if (last === void 0 || last === null) return "–";
	return `${last.hasFailed ? "❌ " : ""}${last.at.slice(0, 10)}`;
}
//#endregion
//#region src/report/dashboard.ts
const dashboardTitle = "🧭 Model dashboard";
const markerLine = /^<!-- pawl:dashboard v=1 repo=(\d{1,15}) seq=(\d{1,9}) at=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) -->$/;
function parseDashboardMarker(body) {
	const [, repositoryId, sequence, at = ""] = markerLine.exec(body.split(/\r?\n/, 1)[0] ?? "") ?? [];
	if (repositoryId === void 0) return void 0;
	return {
		repositoryId: Number(repositoryId),
		sequence: Number(sequence),
		at
	};
}
function withMarker(marker, text) {
	const { repositoryId, sequence, at } = marker;
	return `<!-- pawl:dashboard v=1 repo=${repositoryId} seq=${sequence} at=${at} -->\n${text}`;
}
function withoutMarker(body) {
	return body.replaceAll("\r\n", "\n").split("\n").slice(1).join("\n").trimEnd();
}
const maxDashboardLength = 58e3;
const levels = [
	200,
	120,
	60,
	20,
	5
];
function renderDashboard(view) {
	const texts = levels.map((most) => () => renderAt(view, most));
	for (const render of texts) {
		const text = render();
		if (text.length < 57800) return text;
	}
	return renderAt(view, 1);
}
function renderAt(view, most) {
	return `${[
		`# ${dashboardTitle}`,
		renderHeadline(view),
		renderModels(view, most),
		section("Waiting for a person", waitingLines(view, most)),
		section("You may ask for", boxLines(view, most)),
		section("Locks", renderLocks(view, most)),
		section("Problems with this repository", problemLines(view, most)),
		"---",
		renderBox({ kind: "refresh" }, "Refresh this page now"),
		"<sub>A tick is a request: the bot looks who ticked and what they may do, unticks it, and answers in a comment. What somebody writes into this page is written over.</sub>"
	].filter((part) => part !== "").join("\n\n")}\n`;
}
function renderHeadline(view) {
	const { models, waiting, locks, problems, policySha, gpu } = view;
	const drifting = models.filter((model) => model.drift.length > 0).length;
	const counts = [
		`${models.length - drifting} without drift`,
		...drifting > 0 ? [`${drifting} drifting`] : [],
		...waiting.length > 0 ? [count(waiting.length, "promotion waits", "promotions wait")] : [],
		...locks.length > 0 ? [count(locks.length, "lock", "locks")] : [],
		...gpu === void 0 ? [] : [gpuLine(gpu)]
	];
	const warning = problems.length === 0 ? "" : ` ⚠️ ${count(problems.length, "problem", "problems")}`;
	return `**${counts.join(" · ")}** · policy \`.github/pawl.yml@${policySha.slice(0, 7)}\`${warning}`;
}
function gpuLine({ hours, isPartial, price }) {
	const cost = price === void 0 ? "" : ` (${price.amount.toFixed(2)} ${price.currency})`;
	return `GPU ${formatHours(hours, isPartial)} h in 30 d${cost}`;
}
function count(number, one, many) {
	return `${number} ${number === 1 ? one : many}`;
}
function section(title, body) {
	return body === "" ? "" : `## ${title}\n\n${body}`;
}
function cut(lines, all) {
	const rest = all - lines.length;
	return [lines.join("\n"), ...rest > 0 ? [`${rest} more are not shown.`] : []].join("\n\n");
}
function waitingLines({ waiting, takesApprovals }, most) {
	return cut(waiting.slice(0, most).map((entry) => {
		const what = `**${escapeText(entry.model)} ${escapeText(entry.version)}** to ${escapeText(entry.environment)}`;
		const asked = `asked for by ${escapeText(entry.requester)}${entry.pull === null ? "" : ` in #${entry.pull}`}`;
		const { approvals, needed, plan } = entry;
		const end = `approvals: ${needed === void 0 ? `${approvals} so far` : `${approvals} of ${needed}`}, until ${entry.expiresAt.slice(0, 16)}Z`;
		if (takesApprovals !== true) return `- ${what}: ${asked}, ${end}. \`/ml approve ${plan}\``;
		return renderBox({
			kind: "approve",
			plan
		}, `Approve ${what}: ${asked}, who must not be you; ${end}. \`/ml approve ${plan}\``);
	}), waiting.length);
}
function offeredActions(view) {
	const { models, waiting, takesApprovals = false } = view;
	const offered = models.flatMap((model) => [...retrainings(model), ...promotions(model)]);
	const approvals = takesApprovals ? waiting.map(({ plan }) => ({
		kind: "approve",
		plan
	})) : [];
	return [
		{ kind: "refresh" },
		...offered,
		...approvals
	];
}
function retrainings({ model, drift, retraining }) {
	if (retraining !== null) return [];
	return drift.slice(0, 1).map(({ number }) => ({
		kind: "retrain",
		model,
		issue: number
	}));
}
function promotions({ model, environments, newest }) {
	const behind = environments.find(({ version }) => version !== newest?.version);
	if (newest === null || behind === void 0) return [];
	return [{
		kind: "promote",
		model,
		version: newest.version,
		environment: behind.name
	}];
}
function boxLines(view, most) {
	const offered = offeredActions(view).filter(({ kind }) => kind === "retrain" || kind === "promote");
	return cut(offered.slice(0, most).map((action) => renderBox(action, `${describeAction(action)}${estimate(action, view)}`)), offered.length);
}
function estimate(action, { models }) {
	const hours = (action.kind === "retrain" ? models.find(({ model }) => model === action.model)?.runs?.lastTrain : void 0)?.gpuHours ?? 0;
	return hours > 0 ? ` (the last training took ${formatHours(hours, false)} GPU h)` : "";
}
function describeAction(action) {
	switch (action.kind) {
		case "refresh": return "Refresh this page";
		case "retrain": return `Retrain **${escapeText(action.model)}** for #${action.issue}`;
		case "approve": return `Approve \`${action.plan}\``;
		case "promote": return `Promote **${escapeText(action.model)} ${escapeText(action.version)}** to ${escapeText(action.environment)}`;
		default: return action;
	}
}
function findAction(view, matches) {
	return offeredActions(view).find((action) => matches(formatAction(action)));
}
function renderLocks({ locks }, most) {
	const rows = locks.slice(0, most).map((lock) => [
		escapeText(lock.model === null ? lock.environment : `${lock.environment} / ${lock.model}`),
		`${lock.pull === null ? "" : `#${lock.pull}, `}${escapeText(lock.login)}`,
		`${lock.at.slice(0, 16)}Z`,
		`${lock.expiresAt.slice(0, 16)}Z`,
		escapeText(lock.reason, 200)
	]);
	const table = renderTable([
		"Environment",
		"Held by",
		"Since",
		"Until",
		"Reason"
	].map((heading) => ({ heading })), rows);
	return rows.length < locks.length ? `${table}\n\n${locks.length - rows.length} more are not shown.` : table;
}
function problemLines({ problems }, most) {
	return cut(problems.slice(0, most).map(({ path, line, message }) => `- \`${path}\` line ${line}: ${escapeText(message, 300)}`), problems.length);
}
//#endregion
//#region bot/reconcile/dashboard-issue.ts
const dashboardLabel = "ml/dashboard";
const pinState = _enum([
	"wanted",
	"pinned",
	"left",
	"limit",
	"denied",
	"unavailable"
]);
const kept = {
	ref: "refs/pawl/dashboard",
	schema: strictObject({
		schema: literal("pawl.dashboard/1"),
		number: number().int().positive(),
		pin: pinState.optional()
	})
};
async function hasDashboard({ github }) {
	return await github.gitData.resolveRef(kept.ref) !== void 0;
}
async function findDashboard(context) {
	const { github } = context;
	const { login } = await github.members.self();
	const { id, url } = await github.members.repository();
	const isHere = (issue) => issue.authorLogin === login && issue.url.toLowerCase().startsWith(`${url.toLowerCase()}/`);
	const stored = (await readState$1(kept, github))?.number;
	const named = stored === void 0 ? void 0 : await github.issues.get(stored);
	const isNamed = named?.number === stored && named !== void 0 && isHere(named) && !isOther(named);
	const marked = (await github.issues.list({
		labels: [dashboardLabel],
		state: "all"
	})).filter((issue) => isHere(issue) && parseDashboardMarker(issue.body)?.repositoryId === id);
	const issue = isNamed ? named : marked.toSorted((a, b) => b.number - a.number)[0];
	return {
		issue,
		doubles: marked.filter(({ number, state }) => number !== issue?.number && state === "open")
	};
}
function isOther({ body }) {
	return /^<!-- pawl:(?!dashboard )/.test(body);
}
async function openDashboard(body, context) {
	const { github } = context;
	return github.issues.create({
		title: dashboardTitle,
		body,
		labels: [dashboardLabel]
	});
}
async function keepNumber(number, { github }) {
	const change = (old) => old?.number === number ? void 0 : {
		schema: "pawl.dashboard/1",
		number,
		pin: "wanted"
	};
	return (await changeState(kept, {
		message: `dashboard: issue ${number}`,
		change
	}, github))?.pin;
}
async function keepPin(number, pin, { github }) {
	const change = (old) => old?.number === number && old.pin === "wanted" ? {
		...old,
		pin
	} : void 0;
	await changeState(kept, {
		message: `dashboard: pin of issue ${number} ${pin}`,
		change
	}, github);
}
//#endregion
//#region bot/reconcile/dashboard-pin.ts
const mostPinned = 3;
const reasons = {
	limit: "three issues of the repository are pinned already, as many as GitHub allows",
	denied: "the bot may not; it needs the permission issues: write",
	unavailable: "this server offers no GraphQL, and only there are pins"
};
async function pinOnce(number, state, context) {
	if (state !== "wanted") return {
		decision: "unchanged",
		reasonCode: `dashboard.pin-${state ?? "left"}`
	};
	const settled = await settle$2(number, context);
	const reasonCode = `dashboard.pin-${settled}`;
	const reason = reasons[settled];
	if (reason !== void 0) context.log.info(`The dashboard #${number} was not pinned (${reasonCode}): ${reason}`);
	await keepPin(number, settled, context);
	if (reason !== void 0) return {
		decision: "refused",
		reasonCode,
		reason
	};
	return {
		decision: settled === "pinned" ? "done" : "unchanged",
		reasonCode
	};
}
async function settle$2(number, { github }) {
	const found = await github.issues.readPin(number);
	if (found === void 0) return "left";
	if (found === "unavailable") return found;
	if (found.isPinned) return "pinned";
	if (found.hasHistory) return "left";
	if (found.pinnedOfRepository >= mostPinned) return "limit";
	return github.issues.pin(found.nodeId);
}
//#endregion
//#region bot/reconcile/dashboard.ts
async function dashboardKeys(policy, context) {
	return policy?.dashboard === true || await hasDashboard(context) ? [{
		kind: "dashboard",
		repository: context.repository
	}] : [];
}
async function reconcileDashboard(context) {
	const { defaultBranch } = await context.github.members.repository();
	const policy = await readPolicy(defaultBranch, context);
	if (policy?.dashboard !== true && !await hasDashboard(context)) return {
		decision: "ignored",
		reasonCode: "dashboard.off"
	};
	const found = await findDashboard(context);
	if (policy?.dashboard === false) return closeDashboard(found, context);
	const { id: repositoryId } = await context.github.members.repository();
	return applyDashboard(found, {
		repositoryId,
		text: renderDashboard({
			repositoryId,
			...await readDashboard(policy, context)
		})
	}, context);
}
async function applyDashboard({ issue, doubles }, rendering, context) {
	if (issue === void 0) {
		const opened = await openDashboard(toBody(rendering, 1, context), context);
		await pinOnce(opened.number, await keepNumber(opened.number, context), context);
		return {
			decision: "done",
			reasonCode: "dashboard.opened"
		};
	}
	const pin = await keepNumber(issue.number, context);
	for (const double of doubles) await closeDouble(double, issue, context);
	if (!issue.labels.includes("ml/dashboard")) await context.github.labels.add(issue.number, dashboardLabel);
	const outcome = await writeChanges(issue, rendering, context);
	await pinOnce(issue.number, pin, context);
	return outcome;
}
async function writeChanges(issue, rendering, context) {
	const marker = parseDashboardMarker(issue.body);
	const isSame = marker !== void 0 && withoutMarker(issue.body) === rendering.text.trimEnd();
	const isIntact = issue.title === "🧭 Model dashboard" && issue.state === "open";
	if (isSame && isIntact) return {
		decision: "unchanged",
		reasonCode: "dashboard"
	};
	const dueInMs = writePauseMs(Date.parse(marker?.at ?? ""), context.clock.now());
	if (dueInMs > 0) return {
		decision: "waiting",
		reasonCode: "dashboard.pause",
		dueInMs
	};
	const live = await context.github.issues.get(issue.number);
	if (live === void 0 || live.body !== issue.body) return {
		decision: "waiting",
		reasonCode: "dashboard.overtaken",
		dueInMs: leastPauseMs
	};
	const change = {
		...isSame ? {} : { body: toBody(rendering, (marker?.sequence ?? 0) + 1, context) },
		...issue.title === "🧭 Model dashboard" ? {} : { title: dashboardTitle },
		...issue.state === "open" ? {} : {
			state: "open",
			stateReason: "reopened"
		}
	};
	await context.github.issues.update(issue.number, change);
	return {
		decision: "done",
		reasonCode: "dashboard.written"
	};
}
function toBody({ repositoryId, text }, sequence, { clock }) {
	return withMarker({
		repositoryId,
		sequence,
		at: clock.now().toISOString().replace(/\.\d{3}Z$/, "Z")
	}, text);
}
async function closeDouble(double, issue, { github }) {
	const [line = ""] = double.body.split(/\r?\n/, 1);
	const body = `${line}\nThe model dashboard is #${issue.number}.\n`;
	await github.issues.update(double.number, {
		body,
		state: "closed",
		stateReason: "not_planned"
	});
}
async function closeDashboard({ issue, doubles }, { github }) {
	const open = [...doubles, ...issue?.state === "open" ? [issue] : []];
	for (const { number, body } of open) {
		const [line = ""] = body.split(/\r?\n/, 1);
		const text = `${parseDashboardMarker(line) === void 0 ? "" : `${line}\n`}The policy has \`dashboard: false\`.\n`;
		await github.issues.update(number, {
			body: text,
			state: "closed",
			stateReason: "not_planned"
		});
	}
	return {
		decision: open.length > 0 ? "done" : "unchanged",
		reasonCode: "dashboard.off"
	};
}
//#endregion
//#region bot/reconcile/comment.ts
const registryCommands = [
	"promote",
	"approve",
	"reject",
	"rollback"
];
const reactions = {
	done: "+1",
	dispatched: "rocket",
	refused: "-1",
	"not-understood": "confused"
};
async function reconcileComment(key, context) {
	const { comments } = context.github;
	const comment = await comments.get(key.id);
	if (comment === void 0) return {
		decision: "ignored",
		reasonCode: "unknown.comment"
	};
	if (comment.authorType !== "User") return {
		decision: "ignored",
		reasonCode: "denied.bot"
	};
	const commands = parseCommands(comment.body);
	if (digestOf(comment.body) !== key.digest || comment.updatedAt !== comment.createdAt) {
		await react(comment.id, "confused", context);
		return {
			decision: "ignored",
			reasonCode: "denied.edited"
		};
	}
	if (commands.length === 0 && !isTooLong(comment.body)) return {
		decision: "ignored",
		reasonCode: "no.command"
	};
	const issueNumber = numberOf(comment);
	if (issueNumber === void 0) return {
		decision: "ignored",
		reasonCode: "unknown.place"
	};
	return answerComment({
		comment,
		commands,
		issueNumber
	}, context);
}
async function answerComment(asked, context) {
	const { comment, issueNumber } = asked;
	const requestKey = `comment:${comment.id}`;
	const earlier = await findReply(issueNumber, requestKey, context);
	if (earlier !== void 0) {
		await react(comment.id, reactions[earlier], context);
		return {
			decision: "unchanged",
			reasonCode: "replied",
			...await follow(asked, context)
		};
	}
	await react(comment.id, "eyes", context);
	const results = await runAll(asked, context);
	const outcome = [
		"not-understood",
		"refused",
		"dispatched"
	].find((outcome) => results.some((result) => result.outcome === outcome)) ?? "done";
	const text = results.map((result) => result.text).join("\n\n");
	await react(comment.id, reactions[outcome], context);
	await replyOnce(issueNumber, {
		requestKey,
		outcome,
		text
	}, context);
	const reasonCode = results.map((result) => result.reasonCode).join(",");
	return {
		decision: outcome === "done" || outcome === "dispatched" ? "done" : "refused",
		reasonCode,
		...await follow(asked, context)
	};
}
async function follow({ commands }, context) {
	const { defaultBranch } = await context.github.members.repository();
	const policy = await readPolicy(defaultBranch, context);
	const dashboard = policy?.dashboard === true ? await dashboardKeys(policy, context) : [];
	const next = [...commands.some(({ name }) => registryCommands.includes(name)) ? [{
		kind: "release",
		repository: context.repository
	}] : [], ...dashboard];
	return next.length === 0 ? {} : { next };
}
async function runAll({ comment, commands, issueNumber }, context) {
	if (commands.length === 0) return [refused("denied.too-long", `this comment has ${`${comment.body.length} characters, commands are read in at most ${maxCommentLength}`}; put the command into one of its own`)];
	if (commands.length > 5) return [refused("denied.too-many", `a comment may hold 5 commands, this one has ${commands.length}`)];
	const { github } = context;
	const pull = await github.pullRequests.get(issueNumber);
	const { defaultBranch } = await github.members.repository();
	const policy = await readPolicy(defaultBranch, context);
	if (policy === void 0) return [refused("config.missing", "the default branch has no valid .github/pawl.yml")];
	const role = await github.members.roleOf(comment.authorLogin);
	const labels = await github.labels.list(issueNumber);
	const place = await findPlace(issueNumber, pull, context);
	const results = [];
	for (const [index, command] of commands.entries()) {
		const requestId = `${issueNumber}/comment:${comment.id}/${index + 1}`;
		const askedAt = comment.createdAt;
		const said = {
			id: comment.id,
			at: askedAt
		};
		const around = {
			asker: {
				login: comment.authorLogin,
				id: comment.authorId,
				role,
				requestId,
				comment: said
			},
			issueNumber,
			pull,
			place,
			labels,
			askedAt,
			policy
		};
		results.push(await run(command, around, context));
	}
	return results;
}
async function run(line, around, context) {
	const found = findCommand(line.name);
	if (found === void 0) return notUnderstood(line);
	const { id: repositoryId } = await context.github.members.repository();
	const facts = {
		...around,
		repositoryId
	};
	const command = readCommand(found, line);
	const isRead = !("problem" in command);
	const answer = findRefusal(found, facts, isRead ? command : void 0);
	if (answer !== void 0) return {
		outcome: "refused",
		reasonCode: answer.reasonCode,
		text: renderAnswer(answer)
	};
	return isRead ? found.handle({
		...around,
		command
	}, context) : misused(command);
}
function notUnderstood({ name }) {
	const nearest = nearestCommand(name);
	const hint = nearest === void 0 ? "`/ml help` lists the commands" : `did you mean \`/ml ${nearest.name}\``;
	const end = nearest === void 0 ? "." : "?";
	return {
		outcome: "not-understood",
		reasonCode: "unknown.command",
		text: `😕 There is no command ${escapeText(name, 40)}; ${hint}${end} (\`unknown.command\`)`
	};
}
function misused({ problem, usage }) {
	const end = problem.endsWith("?") ? "" : ".";
	return {
		outcome: "not-understood",
		reasonCode: "usage.invalid",
		text: `😕 ${escapeText(problem, 400)}${end} Usage: \`/ml ${usage}\` (\`usage.invalid\`)`
	};
}
function refused(reasonCode, reason) {
	return {
		outcome: "refused",
		reasonCode,
		text: renderAnswer(refusal(reasonCode, reason))
	};
}
function numberOf(comment) {
	const number = Number(/\/(?:issues|pull)\/(\d+)(?:#|$)/.exec(comment.url)?.[1] ?? NaN);
	return Number.isSafeInteger(number) ? number : void 0;
}
//#endregion
//#region bot/reconcile/dashboard-tick.ts
async function reconcileTick(tick, context) {
	const { github, repository } = context;
	const { defaultBranch } = await github.members.repository();
	const policy = await readPolicy(defaultBranch, context);
	if (policy?.dashboard !== true) return {
		decision: "ignored",
		reasonCode: "dashboard.off"
	};
	const { issue } = await findDashboard(context);
	if (issue?.number !== tick.number) return {
		decision: "ignored",
		reasonCode: "unknown.dashboard"
	};
	const next = [{
		kind: "dashboard",
		repository
	}];
	const requestKey = `tick:${tick.action}:${tick.sender}:${tick.at}`;
	if (await findReply(tick.number, requestKey, context) !== void 0) return {
		decision: "unchanged",
		reasonCode: "replied",
		next
	};
	const action = findAction(await readDashboard(policy, context), (text) => digestOf(text) === tick.action);
	const role = await github.members.roleOf(tick.sender);
	const answer = await answerTick(action, {
		login: tick.sender,
		role,
		requestId: `${tick.number}/${requestKey}`
	}, {
		policy,
		context,
		tick
	});
	const outcome = answer.decision === "done" ? "done" : "refused";
	const what = action === void 0 ? "A box" : describeAction(action);
	const text = `${renderAnswer(answer)}\n\n<sub>${what}: ticked by ${tick.sender}.</sub>`;
	await replyOnce(tick.number, {
		requestKey,
		outcome,
		text
	}, context);
	const registry = action?.kind === "promote" || action?.kind === "approve" ? [{
		kind: "release",
		repository
	}] : [];
	return {
		decision: outcome,
		reasonCode: answer.reasonCode,
		next: [...registry, ...next]
	};
}
async function answerTick(action, asker, around) {
	const { policy, context, tick } = around;
	if (!hasRole(asker.role, "triage")) return denied("a box of the dashboard", "triage", asker);
	if (action === void 0) return refusal("stale.action", "the page does not offer this any more; look at what it says now");
	switch (action.kind) {
		case "refresh": return {
			decision: "done",
			reasonCode: "refreshed",
			reason: "the page is being rendered anew",
			url: null
		};
		case "retrain": return askRetraining(action, asker, context);
		case "approve": return askApprovalByTick({
			plan: action.plan,
			issueNumber: tick.number,
			at: tick.at
		}, asker, around);
		case "promote": {
			const { model, version, environment } = action;
			const rules = policy.models[model];
			if (rules === void 0) return refusal("unknown.model", `the policy has no model ${model}`);
			const answer = await askPromotion({
				model,
				policy: rules,
				environment,
				target: {
					kind: "version",
					version
				},
				source: "dashboard"
			}, asker, context);
			return answer.decision === "waiting" ? {
				...answer,
				decision: "refused"
			} : answer;
		}
		default: return action;
	}
}
//#endregion
//#region src/report/mismatch-issue.ts
const mostFindings = 50;
function mismatchMarker(repositoryId, model) {
	return `<!-- pawl:registry v=1 repo=${repositoryId} model=${model} -->`;
}
const titleStart = "Registry contradicts:";
function isMismatchTitle(title) {
	return title.startsWith(titleStart);
}
function renderMismatchCheck(findings) {
	const models = [...new Set(findings.map(({ model }) => model))].toSorted();
	const summary = ["Tags, Releases and manifests contradict. What runs in an environment was not changed by that.", renderFindings(findings)].join("\n\n");
	return {
		title: `${titleStart} ${models.join(", ").slice(0, 150)}`,
		summary,
		conclusion: "failure"
	};
}
function renderMismatchIssue(marker, model, findings) {
	const parts = findings.length === 0 ? ["🟢 Tags, Releases and manifests agree again."] : [
		"🔴 Tags, Releases and manifests contradict. What runs in an environment was not changed by that.",
		renderFindings(findings),
		`\`npx pawl models verify --model ${model} --repository owner/name\` looks at all of it.`
	];
	return {
		title: `Registry of ${model}: contradictions`,
		body: `${[marker, ...parts].join("\n\n")}\n`
	};
}
function renderFindings(findings) {
	const lines = findings.slice(0, mostFindings).map(({ reasonCode, reason, hint }) => `- \`${reasonCode}\`: ${escapeText(reason, 400)}. ${hint}`);
	const rest = findings.length - lines.length;
	return [lines.join("\n"), ...rest > 0 ? [`${rest} more are not shown.`] : []].join("\n\n");
}
//#endregion
//#region bot/reconcile/mismatch-check.ts
const agreeAgain = {
	title: "The registry agrees again",
	summary: "Tags, Releases and manifests of this commit agree again.",
	conclusion: "neutral"
};
async function applyMismatchChecks(findings, hasChanged, { github }) {
	if (findings.length === 0 && !hasChanged) return;
	const commits = new Map((await github.gitData.listTags("")).map((tag) => [tag.name, tag.commitSha]));
	const contradicted = Map.groupBy(findings, ({ tag }) => commits.get(tag));
	for (const [commit, found] of contradicted) if (commit !== void 0) await applyCheck("ml/promotion", commit, renderMismatchCheck(found), { github });
	if (!hasChanged) return;
	for (const commit of new Set(commits.values())) {
		if (contradicted.has(commit)) continue;
		if (saysMismatch(await findOwnCheck("ml/promotion", commit, { github }))) await applyCheck("ml/promotion", commit, agreeAgain, { github });
	}
}
async function applyPromotionCheck(commit, content, context) {
	if (saysMismatch(await findOwnCheck("ml/promotion", commit, context))) return "contradictions";
	return await applyCheck("ml/promotion", commit, content, context);
}
function saysMismatch(own) {
	return own?.conclusion === "failure" && isMismatchTitle(own.title ?? "");
}
//#endregion
//#region bot/reconcile/promotion-check.ts
const endByThemselves = [
	"blocked.freeze",
	"blocked.order",
	"waiting.registration"
];
const lookedAtMs = 864e5;
async function reconcilePromotionChecks(results, context) {
	const waiting = results.filter((result) => result.decision === "waiting");
	const byCommit = Map.groupBy(waiting, ({ plan }) => plan.evidence?.commit ?? "");
	for (const [commit, together] of byCommit) if (commit !== "") await applyPromotionCheck(commit, describeWaiting(together), context);
	await concludeEnded([...byCommit.keys()], context);
}
async function isWaiting(commit, context) {
	const { promotions } = await listPromotions(promotionPorts(context));
	return promotions.some(({ state, evidence }) => state === "waiting" && evidence.commit === commit);
}
function describeWaiting(waiting) {
	const [first] = waiting;
	const title = waiting.length === 1 && first !== void 0 ? titleOf(first) : `${waiting.length} promotions wait`;
	const needsPerson = waiting.some(({ reasonCode }) => !endByThemselves.includes(reasonCode));
	return {
		title,
		summary: waiting.map(({ reason, reasonCode, plan }) => `⏳ ${escapeText(reason, 500)} (\`${reasonCode}\`)\n\n${renderPromotionPlan(plan)}`).join("\n\n---\n\n").slice(0, 6e4),
		conclusion: needsPerson ? "action_required" : "neutral"
	};
}
function titleOf({ plan, reasonCode }) {
	const { model, version, environment, approvals } = plan;
	const what = `${model} ${version} to ${environment}`;
	const isForApproval = reasonCode === "waiting.approval";
	const count = `${approvals.counted.length} of ${approvals.needed} approvals`;
	return isForApproval ? `${what} waits: ${count}` : `${what} waits: ${reasonCode}`;
}
async function concludeEnded(waiting, context) {
	const { promotions } = await listPromotions(promotionPorts(context));
	const since = context.clock.now().getTime() - lookedAtMs;
	const ended = promotions.filter((promotion) => hasEnded(promotion) && Date.parse(promotion.outcome?.at ?? "") >= since && !waiting.includes(promotion.evidence.commit));
	const newest = new Map(ended.toSorted((a, b) => (a.outcome?.at ?? "") < (b.outcome?.at ?? "") ? -1 : 1).map((promotion) => [promotion.evidence.commit, promotion]));
	for (const [commit, promotion] of newest) {
		const check = await findOwnCheck("ml/promotion", commit, context);
		if (check?.title === void 0 || check.title === null || !/ waits?(?::|$)/.test(check.title)) continue;
		await applyCheck("ml/promotion", commit, describeEnd(promotion), context);
	}
}
function describeEnd({ model, environment, evidence, state, outcome, id }) {
	return {
		title: `${model} ${evidence.version} to ${environment}: ${state}`,
		summary: `${id}: ${escapeText(outcome?.reason ?? state, 1e3)}`,
		conclusion: "neutral"
	};
}
//#endregion
//#region bot/reconcile/deployment.ts
async function reconcileDeployment(id, context) {
	const { github } = context;
	const deployment = await github.deployments.get(id);
	const payload = readDeploymentPayload(deployment?.payload);
	if (deployment === void 0 || payload === void 0) return {
		decision: "ignored",
		reasonCode: "unknown.deployment"
	};
	const later = (await listLater(deployment, payload, context)).map(({ environment }) => environment);
	if (later.includes(payload.environment)) return {
		decision: "ignored",
		reasonCode: "superseded"
	};
	const started = await startDeployment(id, context);
	const content = later.length > 0 || await isWaiting(deployment.sha, context) ? void 0 : await describe(deployment, payload, context);
	const changed = content && await applyPromotionCheck(deployment.sha, content, context);
	const isDone = started === "started" || changed === "changed";
	const reasonCode = content === void 0 ? "superseded" : content.conclusion ?? "in-progress";
	if (changed === "contradictions") return {
		decision: isDone ? "done" : "unchanged",
		reasonCode: "contradictions"
	};
	return {
		decision: isDone ? "done" : "unchanged",
		reasonCode
	};
}
async function listLater({ id, sha }, { model, environment }, { github }) {
	const { environments } = await readModelState(model, github);
	const found = [];
	for (const name of new Set([environment, ...environments.keys()])) {
		const listed = await github.deployments.list(name);
		found.push(...listed.filter((other) => other.id > id && other.sha === sha && readDeploymentPayload(other.payload)?.model === model));
	}
	return found;
}
const conclusions = {
	success: "success",
	inactive: "neutral",
	failure: "failure",
	error: "failure"
};
async function describe(deployment, { model, version, environment, tag }, { github }) {
	const state = (await github.deployments.listStatuses(deployment.id))[0]?.state ?? "pending";
	const conclusion = conclusions[state];
	return {
		title: `${model} ${version} in ${environment}: ${state.replace("_", " ")}`,
		summary: `Assigned by the tag ${escapeText(tag)}; Deployment ${deployment.id} has the state \`${state}\`.`,
		...conclusion === void 0 ? {} : { conclusion }
	};
}
//#endregion
//#region bot/reconcile/request-labels.ts
const promotePrefix = "ml/promote:";
const evaluateLabel = "ml/full-eval";
function isRequestLabel(label) {
	return label.startsWith(promotePrefix) || [
		"ml/retrain",
		"ml/rollback",
		evaluateLabel
	].includes(label);
}
async function reconcileRequestLabels(subject, policy, context) {
	const outcomes = [];
	const asked = subject.labels.filter(isRequestLabel);
	const contradicting = asked.filter(isMove);
	for (const label of asked) {
		if (!(await context.github.labels.list(subject.number)).includes(label)) continue;
		const others = isMove(label) ? contradicting.filter((other) => other !== label) : [];
		outcomes.push(await reconcileLabel(subject, label, {
			policy,
			context,
			others
		}));
	}
	return outcomes;
}
function isMove(label) {
	return label.startsWith(promotePrefix) || label === "ml/rollback";
}
async function reconcileLabel(subject, label, around) {
	const { context } = around;
	const { labels, members } = context.github;
	const setter = await labels.findSetter(subject.number, label);
	const requestKey = `label:${encodeURIComponent(label)}@${setter?.at ?? "unknown"}`;
	const role = setter?.actorType === "User" ? await members.roleOf(setter.actorLogin) : "none";
	const answer = setter === void 0 || setter.actorType !== "User" ? refusal("denied.bot", `the label ${label} counts only when a person sets it`) : await answerLabel(subject, label, {
		...around,
		asker: {
			login: setter.actorLogin,
			id: setter.actorId,
			role,
			requestId: `${subject.number}/${requestKey}`
		}
	});
	if (answer.decision === "waiting") return {
		decision: "waiting",
		reasonCode: answer.reasonCode
	};
	const outcome = answer.decision === "done" ? "done" : "refused";
	const text = renderLabelReply({
		label,
		login: setter?.actorLogin,
		answer
	});
	await replyOnce(subject.number, {
		requestKey,
		outcome,
		text
	}, context);
	await removeIfSame(subject.number, label, {
		setter,
		context
	});
	const next = isMove(label) && outcome === "done" ? [{
		kind: "release",
		repository: context.repository
	}] : [];
	return {
		decision: outcome,
		reasonCode: answer.reasonCode,
		...next.length === 0 ? {} : { next }
	};
}
async function removeIfSame(number, label, { setter, context }) {
	if ((await context.github.labels.findSetter(number, label))?.at === setter?.at) await context.github.labels.remove(number, label);
}
async function answerLabel(subject, label, asking) {
	const state = refuseLabelState(subject, label, asking.asker);
	if (state !== void 0) return state;
	const models = modelsOf(asking.policy, subject.labels);
	if (models.length === 0) return refusal("unknown.model", "no model of the policy is meant");
	if (label === "ml/retrain") return answerRetrain(subject, models.map(([model]) => model), asking);
	const { pull } = subject;
	if (asking.others.length > 0) return refusal("denied.contradiction", `${[label, ...asking.others].toSorted().join(", ")} were set at once, none of them counts: set one`);
	if (pull === void 0) return refusal("denied.place", `the label ${label} counts on pull requests only`);
	if (label === evaluateLabel) return answerEvaluation(pull, asking);
	const answers = [];
	for (const [model, policy] of models) answers.push(label === "ml/rollback" ? await askRollback({
		model,
		policy,
		environment: "production",
		to: void 0,
		pull: pull.number
	}, asking.asker, asking.context) : await askPromotion({
		model,
		policy,
		environment: label.slice(11),
		target: targetOf(pull),
		source: "label",
		pull: pull.number
	}, asking.asker, asking.context));
	return combine(answers);
}
function refuseLabelState({ pull }, label, { role }) {
	if (pull === void 0 || label === "ml/rollback" || !hasRole(role, "write")) return void 0;
	const isPromotion = label.startsWith(promotePrefix);
	return refuseState(`the label ${label}`, isPromotion ? ["open", "merged"] : ["open"], pull);
}
async function answerEvaluation(pull, { asker, context }) {
	if (!hasRole(asker.role, "write")) return denied(`the label ${evaluateLabel}`, "write", asker);
	return rerunEvaluation(pull, asker.requestId, context);
}
async function answerRetrain(subject, models, { asker, context }) {
	const [model, ...others] = models;
	if (model === void 0 || others.length > 0) return refusal("unknown.model", "several models are meant; add a label model:<name>");
	return askRetraining({
		model,
		issue: subject.pull === void 0 ? subject.number : void 0
	}, asker, context);
}
function combine(answers) {
	const isSettled = (answer) => answer.decision !== "waiting";
	const settled = answers.filter(isSettled);
	const shown = settled.length > 0 ? settled : answers.slice(0, 1);
	const first = shown.find((answer) => answer.decision === "refused") ?? shown[0];
	if (first === void 0) return refusal("unknown.model", "no model of the policy is meant");
	return {
		...first,
		reason: shown.map((answer) => answer.reason).join("; ")
	};
}
//#endregion
//#region bot/reconcile/issue.ts
async function reconcileIssue(number, context) {
	const { github } = context;
	const issue = await github.issues.get(number);
	if (issue === void 0 || issue.state === "closed") return {
		decision: "ignored",
		reasonCode: "unknown.issue"
	};
	const policy = await readPolicy((await github.members.repository()).defaultBranch, context);
	if (policy === void 0) return {
		decision: "ignored",
		reasonCode: "config.missing"
	};
	const outcome = (await reconcileRequestLabels({
		number,
		labels: issue.labels,
		pull: void 0
	}, policy, context))[0] ?? {
		decision: "unchanged",
		reasonCode: "no.request"
	};
	return policy.dashboard ? {
		...outcome,
		next: await dashboardKeys(policy, context)
	} : outcome;
}
//#endregion
//#region bot/views/onboarding.ts
function renderOnboarding(facts) {
	const { hasPipeline, hasModel, branch } = facts;
	return [
		"Pawl was installed here. This pull request adds the two files that it needs and changes none:",
		"- `.github/pawl.yml`, the policy: which models there are, and what a new version must keep\n- `.github/workflows/pawl.yml`, the workflow that runs the pipeline",
		describePipeline(hasPipeline, hasModel),
		`Read both files, change them on this branch as you like, and merge into ${escapeText(branch)}. From then on a pull request that changes a model gets a comment with the comparison.`,
		"Closed without a merge, this is not asked again; `npx pawl init` writes the same policy on your machine."
	].join("\n\n");
}
function describePipeline(hasPipeline, hasModel) {
	if (!hasPipeline) return "**There is no `dvc.yaml` at the top of this repository yet.** Pawl runs the stages of that file: `npx pawl add`, or DVC, writes one. Until it is there, the policy has no model, and nothing runs.";
	if (!hasModel) return "No stage of `dvc.yaml` names an ONNX file as an output, so the policy has no model yet: name the model file under `models`.";
	return "The models in the policy are the ONNX files that stages of `dvc.yaml` write. Look at the `task` of each: it is a guess.";
}
//#endregion
//#region bot/reconcile/onboarding.ts
const onboardingBranch = "pawl/onboarding";
const pipelinePath = "dvc.yaml";
async function reconcileOnboarding(context) {
	const { github, readOnboardingWorkflow } = context;
	if (readOnboardingWorkflow === void 0) return "off";
	const { defaultBranch } = await github.members.repository();
	const head = await github.gitData.resolveRef(`refs/heads/${defaultBranch}`);
	if (head === void 0) return "empty";
	for (const path of [policyPath, pipelineWorkflow.path]) if (await github.gitData.readFile(path, head) !== void 0) return "set-up";
	if ((await github.pullRequests.findByBranch("pawl/onboarding")).length > 0) return "asked";
	const found = await github.gitData.readFile(pipelinePath, head);
	const files = renderFiles({
		pipeline: found,
		branch: defaultBranch,
		workflow: await readOnboardingWorkflow()
	});
	if (!await makeBranch(head, files, context)) return "not-permitted";
	const body = renderOnboarding({
		hasPipeline: found !== void 0,
		hasModel: !(files[".github/pawl.yml"] ?? "").includes("models: {}"),
		branch: defaultBranch
	});
	await github.pullRequests.create({
		title: "Set up Pawl",
		body,
		head: onboardingBranch,
		base: defaultBranch
	});
	return "opened";
}
function renderFiles(facts) {
	try {
		return renderPawlFiles(facts);
	} catch (error) {
		if (!(error instanceof PawlError)) throw error;
		return renderPawlFiles({
			...facts,
			pipeline: void 0
		});
	}
}
async function makeBranch(parent, files, { github, log }) {
	const ref = `refs/heads/${onboardingBranch}`;
	if (await github.gitData.resolveRef(ref) !== void 0) return true;
	try {
		const sha = await github.commits.create({
			message: "chore: set up Pawl",
			parent,
			files
		});
		await github.commits.createRef(ref, sha);
		return true;
	} catch (error) {
		if (!isNotPermitted(error)) throw error;
		log.warning(`no onboarding: ${error.message}; does the App have the permission workflows: write?`);
		return false;
	}
}
//#endregion
//#region bot/reconcile/config-check.ts
const maxShown = 100;
async function reconcileConfigCheck(pull, context) {
	const earlier = await findOwnCheck("ml/config", pull.headSha, context);
	if (earlier?.status === "completed") return earlier.conclusion === "failure" ? "invalid" : "valid";
	const content = describeLint(await lintHead(pull.headSha, context));
	await applyCheck("ml/config", pull.headSha, content, context);
	return content.conclusion === "failure" ? "invalid" : "valid";
}
function describeLint(lint) {
	const { problems, files } = lint;
	if (files.length === 0) return {
		title: "No policy",
		summary: "There is no `.github/pawl.yml`.",
		conclusion: "neutral"
	};
	if (problems.length === 0) return {
		title: "The configuration is valid",
		summary: `Read: ${files.join(", ")}.`,
		conclusion: "success"
	};
	const lines = problems.slice(0, maxShown).map(renderProblem);
	const more = problems.length > maxShown ? [`- and ${problems.length - maxShown} more`] : [];
	return {
		title: problems.length === 1 ? "1 problem" : `${problems.length} problems`,
		summary: [...lines, ...more].join("\n"),
		conclusion: "failure",
		annotations: problems.slice(0, maxShown).map((problem) => ({
			path: problem.path,
			startLine: problem.line,
			endLine: problem.line,
			level: "failure",
			message: problem.message.slice(0, 1e3)
		}))
	};
}
function renderProblem({ path, line, message }) {
	return `- \`${path}\` line ${line}: ${escapeText(message, 500)}`;
}
//#endregion
//#region bot/reconcile/superseded-runs.ts
async function cancelSuperseded(pull, which, context) {
	if (which === "none" || pull.merged) return 0;
	const { github, ownRun } = context;
	const runs = await listPullRuns(pull, context);
	const newest = pull.state === "closed" ? Infinity : newestOfHead(runs, pull);
	const going = runs.filter((run) => run.status !== "completed" && run.id !== ownRun?.id && run.id < newest);
	if (going.length === 0 || await isElsewhereOpen(pull, github)) return 0;
	let cancelled = 0;
	for (const run of going) {
		if (!await isSuperseded(run, pull, github)) continue;
		if (which === "gpu" && !await usesGpu(run, github)) continue;
		if (await github.workflows.cancel(run.id) === "cancelled") cancelled += 1;
		await concludeSuperseded(run, context);
	}
	return cancelled;
}
function newestOfHead(runs, { headSha }) {
	return Math.max(0, ...runs.filter((run) => headOfRun(run) === headSha).map(({ id }) => id));
}
async function isElsewhereOpen(pull, github) {
	if (pull.state === "open") return false;
	return (await github.pullRequests.listOpen()).some((other) => other.headRef === pull.headRef && other.headRepositoryId === pull.headRepositoryId);
}
async function isSuperseded(run, pull, github) {
	if (pull.state === "closed") return true;
	const head = headOfRun(run);
	if (head === pull.headSha) return false;
	if (await haveSameTree(head, pull.headSha, github)) return false;
	return !await addsResultsOnly(head, pull.headSha, github);
}
async function usesGpu(run, { workflows }) {
	return (await workflows.listJobs(run.id)).some((job) => job.status !== "completed" && isGpuJob(job));
}
async function concludeSuperseded(run, context) {
	const head = headOfRun(run);
	const check = await findOwnCheck("ml/metrics", head, context);
	if (check === void 0 || check.status === "completed") return;
	await applyCheck("ml/metrics", head, {
		title: "Superseded",
		summary: `[Run ${run.id}](${run.url}) ended when this commit was no open pull request's head any more.`,
		conclusion: "cancelled"
	}, context);
}
//#endregion
//#region bot/reconcile/pull-request.ts
async function reconcilePullRequest(number, context) {
	const pull = await context.github.pullRequests.get(number);
	if (pull === void 0) return {
		decision: "ignored",
		reasonCode: "unknown.pull-request"
	};
	if (pull.state === "closed") {
		await releaseLocks(number, context);
		await forgetShown(number, context);
	}
	if (pull.state === "open") await applyForkLabel(pull, context);
	if (pull.state === "closed" && pull.labels.includes("ml/running")) await context.github.labels.remove(number, runningLabel);
	const { defaultBranch } = await context.github.members.repository();
	const policy = await readPolicy(defaultBranch, context);
	if (policy !== void 0) await cancelSuperseded(pull, policy.cancel_superseded, context);
	if (pull.state === "closed" && !pull.merged && pull.labels.length === 0) return {
		decision: "ignored",
		reasonCode: "closed"
	};
	const metrics = pull.state === "open" ? await reconcileHead(pull, context) : void 0;
	if (metrics?.reasonCode === "config.invalid") return metrics;
	if (policy === void 0) return metrics ?? {
		decision: "ignored",
		reasonCode: "config.missing"
	};
	const answers = await reconcileRequestLabels({
		number,
		labels: pull.labels,
		pull
	}, policy, context);
	const first = answers[0] ?? metrics ?? {
		decision: "unchanged",
		reasonCode: "no.request"
	};
	const dueInMs = Math.min(first.dueInMs ?? Infinity, metrics?.dueInMs ?? Infinity);
	const outcome = Number.isFinite(dueInMs) ? {
		...first,
		dueInMs
	} : first;
	const dashboard = policy.dashboard && outcome.decision !== "unchanged" && await isOwnBranch(pull, context) ? await dashboardKeys(policy, context) : [];
	const next = [...answers.flatMap((answer) => answer.next ?? []), ...dashboard];
	return next.length === 0 ? outcome : {
		...outcome,
		next
	};
}
async function isOwnBranch(pull, { github }) {
	return pull.headRepositoryId === (await github.members.repository()).id;
}
async function reconcileHead(pull, context) {
	if (await reconcileConfigCheck(pull, context) === "invalid") {
		await concludeMetrics(pull, context);
		return {
			decision: "refused",
			reasonCode: "config.invalid"
		};
	}
	const policy = await readPolicy(pull.baseRef, context);
	if (policy !== void 0) return reconcileMetrics(pull, policy, context);
	const title = "No policy on the base branch";
	const summary = `${escapeText(pull.baseRef, 250)} has no valid \`.github/pawl.yml\`: there is nothing to judge by.`;
	await applyCheck("ml/metrics", pull.headSha, {
		title,
		summary,
		conclusion: "neutral"
	}, context);
	return {
		decision: "unchanged",
		reasonCode: "config.missing"
	};
}
async function concludeMetrics(pull, context) {
	const begun = await findOwnCheck("ml/metrics", pull.headSha, context);
	if (begun === void 0 || begun.status === "completed") return;
	await applyCheck("ml/metrics", pull.headSha, {
		title: "Not evaluated",
		summary: "The check `ml/config` failed.",
		conclusion: "failure"
	}, context);
}
async function releaseLocks(number, context) {
	await releaseLocksOfPull(number, (await context.github.commits.listRefs(locksPrefix)).map((ref) => ref.name.slice(locksPrefix.length)), promotionPorts(context));
}
//#endregion
//#region bot/reconcile/stage-label.ts
const prefix = "ml/stage:";
const watchedVersions$1 = 3;
const watchedAssignments = 2;
async function applyStageLabels(policy, context) {
	const stages = [];
	for (const [model, { environments }] of Object.entries(policy.models)) stages.push(...await readStages(model, Object.keys(environments), context));
	const wanted = new Map(stages.toSorted((a, b) => a.rank - b.rank).map(({ pull, label }) => [pull, label]));
	for (const [number, label] of wanted) await applyLabelFamily(number, {
		prefix,
		wanted: label
	}, context);
}
async function readStages(model, order, { github }) {
	const state = await readModelState(model, github);
	const stages = [];
	for (const version of watched(state, order)) {
		const stage = stageOf(version.version, state, order);
		const pulls = await mergedPulls(version, github);
		stages.push(...pulls.map(({ number }) => ({
			pull: number,
			...stage
		})));
	}
	return stages;
}
function watched(state, order) {
	const assigned = order.flatMap((name) => state.environments.get(name)?.history.slice(0, watchedAssignments) ?? []);
	const named = new Set(assigned.map(({ version }) => version));
	return state.versions.filter(({ version }, index) => index < watchedVersions$1 || named.has(version));
}
function stageOf(version, { environments, versions }, order) {
	const rank = order.findLastIndex((name) => environments.get(name)?.current?.version === version);
	if (rank >= 0) return {
		label: `${prefix}${order[rank]}`,
		rank
	};
	return versions[0]?.version === version && order.length > 0 ? {
		label: `${prefix}candidate`,
		rank
	} : {
		label: void 0,
		rank: rank - 1
	};
}
//#endregion
//#region bot/reconcile/registry-mismatch.ts
const mismatchLabel = "ml/registry";
const unfinished = [
	"release.missing",
	"release.draft",
	"manifest.missing",
	"asset.incomplete"
];
const settledAfterMs = 36e5;
async function reconcileMismatches(models, live, context) {
	const { github, clock } = context;
	const ports = {
		tags: tagsOnGitHub(live),
		github,
		clock
	};
	const { findings } = await verifyModels({
		models,
		depth: "live"
	}, ports);
	const settled = await leaveOutUnfinished(findings, context);
	const { id } = await github.members.repository();
	const { login } = await github.members.self();
	const issues = await github.issues.list({
		labels: [mismatchLabel],
		state: "all"
	});
	const wanted = models.map((model) => {
		const marker = mismatchMarker(id, model);
		const own = issues.filter((issue) => issue.authorLogin === login && issue.body.startsWith(`${marker}\n`));
		const issue = own.find(({ state }) => state === "open") ?? own.at(-1);
		const found = settled.filter((finding) => finding.model === model);
		return {
			issue,
			count: found.length,
			...renderMismatchIssue(marker, model, found)
		};
	});
	const hasChanged = wanted.some(({ issue, count, body }) => issue === void 0 ? count > 0 : issue.body !== body);
	await applyMismatchChecks(settled.filter(({ model }) => models.includes(model)), hasChanged, context);
	let changed = 0;
	for (const { count, ...content } of wanted) changed += await settle$1(content, count, context);
	return changed;
}
async function settle$1(wanted, count, { github }) {
	const { issue, title, body } = wanted;
	if (issue === void 0) {
		if (count === 0) return 0;
		await github.issues.create({
			title,
			body,
			labels: [mismatchLabel]
		});
		return 1;
	}
	if (issue.body === body) return 0;
	const state = count === 0 ? "closed" : "open";
	await github.issues.update(issue.number, {
		title,
		body,
		state
	});
	return 1;
}
async function leaveOutUnfinished(findings, { github, clock }) {
	if (!findings.some(({ reasonCode }) => unfinished.includes(reasonCode))) return findings;
	const taggedAt = new Map((await github.gitData.listTags("")).map((tag) => [tag.name, tag.taggedAt]));
	const settled = clock.now().getTime() - settledAfterMs;
	return findings.filter(({ reasonCode, tag }) => !unfinished.includes(reasonCode) || Date.parse(taggedAt.get(tag) ?? "1970-01-01") < settled);
}
//#endregion
//#region bot/reconcile/registry.ts
const watchedVersions = 3;
async function reconcileRegistry(context) {
	const { defaultBranch } = await context.github.members.repository();
	const policy = await readPolicy(defaultBranch, context);
	const dashboard = await dashboardKeys(policy, context);
	if (policy === void 0) return {
		decision: "ignored",
		reasonCode: "config.missing",
		next: dashboard
	};
	const first = look(context);
	const resumed = await resumePromotions(policy.models, promotionPorts(context), promotionPorts(first));
	const then = resumed.length === 0 ? first : look(context);
	await reconcilePromotionChecks(resumed, then);
	const automatic = [];
	for (const [model, modelPolicy] of Object.entries(policy.models)) automatic.push(...await promoteAutomatically(model, modelPolicy, {
		context,
		seen: then
	}));
	const last = automatic.length === 0 ? then : look(context);
	const next = [...dashboard];
	for (const model of Object.keys(policy.models)) {
		const state = await readModelState(model, last.github);
		next.push(...await findWaiting(state, last), ...await findDeployments(state, last));
	}
	await recordDecisions(policy.runs, {
		context,
		seen: last
	});
	await applyStageLabels(policy, last);
	return {
		decision: [...resumed, ...automatic].filter(({ decision }) => decision === "promoted").length + await reconcileMismatches(Object.keys(policy.models), context.github, look(context)) > 0 ? "done" : "unchanged",
		reasonCode: "registry",
		next
	};
}
function look(context) {
	return {
		...context,
		github: rememberReads(context.github)
	};
}
async function recordDecisions(runs, { context, seen }) {
	if (runs === void 0) return;
	const { github, log } = context;
	const ledger = openLedger({
		github,
		log,
		branch: runs.branch
	});
	await recordPromotions({
		github: seen.github,
		log,
		ledger
	});
}
async function promoteAutomatically(model, policy, { context, seen }) {
	const state = await readModelState(model, seen.github);
	const [greatest] = state.versions;
	if (greatest === void 0) return [];
	const ports = promotionPorts(context);
	const { login } = await context.github.members.self();
	const results = [];
	for (const [environment, rule] of Object.entries(policy.environments)) {
		const wasThere = (state.environments.get(environment)?.history ?? []).some((assignment) => assignment.version === greatest.version);
		if (rule.promote !== "automatic" || wasThere) continue;
		const target = {
			kind: "version",
			version: greatest.version
		};
		const request = {
			model,
			policy,
			environment,
			requester: {
				login,
				role: "none"
			},
			requestId: `automatic:${environment}:${greatest.version}`,
			target
		};
		results.push(await promote({
			...request,
			source: "automatic"
		}, ports));
	}
	return results;
}
async function findWaiting(state, { github, repository }) {
	const keys = [];
	for (const version of state.versions.slice(0, watchedVersions)) for (const pull of await github.pullRequests.findByCommit(version.commitSha)) {
		if (!pull.merged || !pull.labels.some(isRequestLabel)) continue;
		keys.push({
			kind: "pull-request",
			repository,
			number: pull.number
		});
	}
	return keys;
}
async function findDeployments(state, { github, repository }) {
	const keys = [];
	for (const [environment, { current }] of state.environments) {
		const found = current === void 0 ? void 0 : await findDeployment(environment, current.tag, github);
		if (found !== void 0) keys.push({
			kind: "deployment",
			repository,
			id: found.deployment.id
		});
	}
	return keys;
}
//#endregion
//#region src/app/evaluate-run/read-explanations.ts
const maxArchiveBytes = 2 * 2 ** 20;
const artifact = {
	name: artifactNames.explanations,
	words: {
		document: "explanation",
		archive: "its archive"
	},
	maxArchiveBytes,
	limits: {
		maxEntryBytes: maxArchiveBytes,
		maxTotalBytes: 2 * maxArchiveBytes
	},
	schema: explanationSchema
};
async function readExplanations(runId, { models, sha }, ports) {
	const findFault = (explanation) => faultOf(explanation, sha);
	const read = await readModelArtifact({
		id: runId,
		models
	}, {
		...artifact,
		findFault
	}, ports);
	return read.state === "found" ? {
		state: "found",
		explanations: read.documents
	} : read;
}
function faultOf(explanation, sha) {
	if (explanation.head.commit !== sha) return "it is of another commit";
	if (!isWhole(explanation)) return "its combinations are not those of its kinds";
	return explanation.metrics.every(isConsistent) ? void 0 : "shares do not sum to their difference";
}
function isWhole({ outcome, kinds, combinations, metrics }) {
	const subsets = subsetsOf(kinds);
	if (new Set(kinds).size !== kinds.length) return false;
	if (combinations.length === 0) return metrics.length === 0 && outcome !== "attributed";
	if (combinations.length !== subsets.length) return false;
	const isNamed = combinations.every(({ kinds: own }, at) => own.join() === subsets[at]?.join());
	const isFilled = metrics.every(({ values, shares }) => values.length === subsets.length && (shares === null || shares.length === kinds.length));
	return isNamed && isFilled;
}
//#endregion
//#region bot/views/explained.ts
const maxModels = 3;
function renderExplained(explanations, { run, isStale }) {
	const shown = explanations.slice(0, maxModels).map((one) => renderExplanation(one));
	const rest = explanations.length - shown.length;
	return [
		`${isStale ? "⚠️ **The head was replaced since then**: this is of an earlier one.\n\n" : ""}${shown.join("\n\n")}`,
		...rest > 0 ? [`${rest} more models are in the run's artifact.`] : [],
		`<sub>[Run ${run.id}](${run.url}) trained and scored this with code of this pull request, and gates judge by none of it. (\`explained\`)</sub>`
	].join("\n\n");
}
function renderUnexplained(reason, run) {
	const ended = run.conclusion === null ? "" : ` as ${escapeText(run.conclusion, 40)}`;
	return `❌ ${reason === void 0 ? `The attribution ended${ended} without a result` : `The result of the attribution is refused: ${escapeText(reason, 400)}`}. ${run.url} (\`${reason === void 0 ? "explanation.none" : "explanation.refused"}\`)`;
}
//#endregion
//#region bot/reconcile/explanation.ts
const windowMs$1 = 24 * 36e5;
const maxRuns = 20;
async function reconcileExplanation(run, explained, context) {
	const { github, ownRun } = context;
	if (run.status !== "completed" && run.id !== ownRun?.id) return {
		decision: "unchanged",
		reasonCode: "explanation.running"
	};
	const { id, defaultBranch } = await github.members.repository();
	if (run.headRepositoryId !== id) return {
		decision: "ignored",
		reasonCode: "other.repository"
	};
	const pull = await github.pullRequests.get(explained.pull);
	if (pull === void 0 || pull.state !== "open") return {
		decision: "ignored",
		reasonCode: "closed"
	};
	const requestKey = requestKeyOf(run);
	if (await findReply(pull.number, requestKey, context) !== void 0) return {
		decision: "unchanged",
		reasonCode: "replied"
	};
	const policy = await readPolicy(defaultBranch, context);
	if (policy === void 0) return {
		decision: "ignored",
		reasonCode: "config.missing"
	};
	const { workflows } = github;
	const expected = {
		models: Object.keys(policy.models),
		sha: explained.sha
	};
	const read = await readExplanations(run.id, expected, {
		workflows,
		readArchive: context.readArchive
	});
	const isStale = pull.headSha !== explained.sha;
	const text = read.state === "found" ? renderExplained(read.explanations, {
		run,
		isStale
	}) : renderUnexplained(read.state === "refused" ? read.reason : void 0, run);
	const outcome = read.state === "found" ? "done" : "refused";
	await replyOnce(pull.number, {
		requestKey,
		outcome,
		text
	}, context);
	return {
		decision: "done",
		reasonCode: `explanation.${read.state}`
	};
}
function requestKeyOf({ id }) {
	return `explanation:${id}`;
}
async function listExplanationRuns({ github, clock }) {
	const { defaultBranch } = await github.members.repository();
	const sinceMs = clock.now().getTime() - windowMs$1;
	const wanted = {
		event: "workflow_dispatch",
		branch: defaultBranch
	};
	return (await github.workflows.listRuns({
		...wanted,
		createdSince: new Date(sinceMs).toISOString()
	})).filter((run) => run.status === "completed" && Date.parse(run.createdAt) >= sinceMs).filter((run) => explainedBy(run) !== void 0).slice(0, maxRuns).map(({ id }) => id);
}
//#endregion
//#region bot/reconcile/run-origin.ts
async function runsForkCode(run, { github }) {
	const { id } = await github.members.repository();
	const asked = parseTitle(run);
	if (asked === void 0) return run.event === "workflow_dispatch" && run.displayTitle?.startsWith("run ") === true || run.headRepositoryId !== id;
	return (await github.pullRequests.get(asked.pull))?.headRepositoryId !== id;
}
const retrainTitle = /^retrain (?<model>\S{1,200}) #\d*$/;
async function findRunOrigin(run, context) {
	const asked = parseTitle(run);
	if (asked !== void 0) {
		const { step, sha: commit, pull: pullRequest } = asked;
		return {
			...await findAsking(asked.request, run, context),
			pullRequest,
			commit,
			step: step === "explain" ? "train" : step
		};
	}
	const evaluated = evaluatedRun(run);
	const of = evaluated === void 0 ? run : await context.github.workflows.getRun(evaluated) ?? run;
	const retrained = run.event === "workflow_dispatch" ? retrainTitle.exec(run.displayTitle ?? "")?.groups : void 0;
	return {
		...await findAsking("", run, context),
		pullRequest: await findPullNumber(of, context),
		commit: of.headSha,
		step: "evaluate",
		model: retrained?.["model"]
	};
}
async function findAsking(request, { actor: starter }, { github }) {
	const found = /(?:^|-)comment-(?<id>[1-9]\d{0,15})-(?<line>[1-9])$/.exec(request)?.groups;
	const comment = found !== void 0 && starter?.login === (await github.members.self()).login ? await github.comments.get(Number(found["id"])) : void 0;
	const known = starter ?? {
		id: null,
		login: "unknown",
		type: "User"
	};
	const actor = {
		id: known.id,
		login: known.login.slice(0, 100),
		type: known.type,
		role: null
	};
	if (comment === void 0) return {
		actor,
		request: void 0,
		model: void 0
	};
	const { authorId, authorLogin, authorType } = comment;
	return {
		actor: {
			id: authorId,
			login: authorLogin.slice(0, 100),
			type: authorType,
			role: null
		},
		request: `issuecomment-${comment.id}`,
		model: readModel(comment, Number(found?.["line"]))
	};
}
function readModel({ body, createdAt, updatedAt }, line) {
	const asked = createdAt === updatedAt ? parseCommands(body)[line - 1] : void 0;
	const record = [runCommand, explainCommand].find(({ name }) => name === asked?.name);
	if (asked === void 0 || record === void 0) return void 0;
	const command = readCommand(record, asked);
	if ("problem" in command) return void 0;
	return record === runCommand ? command.options["model"] : command.args[0];
}
async function findPullNumber(run, { github }) {
	const [first] = run.pullRequests ?? [];
	if (first !== void 0 || run.event !== "pull_request") return first ?? null;
	return (await github.pullRequests.listOpen()).find((pull) => isOnBranchOf(run, pull))?.number ?? null;
}
//#endregion
//#region bot/reconcile/run-records.ts
const settleMs = 6e4;
const mostModels = 100;
async function writeRunRecords(run, context) {
	const hasEnded = run.status === "completed" || run.id === context.ownRun?.id;
	const isOurs = run.path === pipelineWorkflow.path || run.path === evaluationWorkflow.path;
	if (!hasEnded || !isOurs) return void 0;
	const { github, log, readArchive } = context;
	const { defaultBranch } = await github.members.repository();
	const policy = await readPolicy(defaultBranch, context);
	if (policy?.runs === void 0) return void 0;
	const isFork = await runsForkCode(run, context);
	const isOfPullRequest = parseTitle(run) !== void 0;
	const ports = {
		workflows: github.workflows,
		readArchive,
		log
	};
	const handed = await readHandedRecords({
		run,
		isFork,
		isOfPullRequest
	}, ports);
	const jobs = await listTroubled(run, isFork, context);
	if (handed.length === 0 && jobs.length === 0) return void 0;
	const origin = isOfPullRequest || jobs.length > 0 ? await findRunOrigin(run, context) : void 0;
	const own = origin !== void 0 && isOfPullRequest ? handed.map((record) => ask(record, origin)) : handed;
	const { settled, leftMs } = settle(origin === void 0 ? [] : await describeJobs(jobs, {
		run,
		isFork,
		origin,
		policy
	}, context), context);
	const ledger = openLedger({
		github,
		log,
		branch: policy.runs.branch
	});
	const records = settled.length === 0 ? own : await choose(own, settled, {
		ledger,
		run,
		log
	});
	if (records.length > 0) await appendBestEffort(records, ledger, log);
	return leftMs;
}
async function listTroubled(run, isFork, { github }) {
	return dropRepeated(((run.conclusion === "success" || run.conclusion === "skipped") && !isFork && (run.attempt ?? 1) === 1 ? [] : await github.workflows.listJobs(run.id, "all")).filter(({ status }) => status === "completed"));
}
function dropRepeated(jobs) {
	const first = new Map();
	for (const job of jobs.toSorted((a, b) => (a.attempt ?? 1) - (b.attempt ?? 1))) {
		const key = `${job.startedAt} ${job.completedAt} ${job.name}`;
		if (!first.has(key)) first.set(key, job);
	}
	return [...first.values()];
}
async function describeJobs(jobs, { run, isFork, origin, policy }, { github }) {
	const { fullName: repository } = await github.members.repository();
	const all = Object.keys(policy.models).slice(0, mostModels);
	const models = origin.model === void 0 ? all : all.filter((name) => name === origin.model);
	const isAlone = isFork && run.path === pipelineWorkflow.path;
	return recordsOfJobs(jobs, {
		...origin,
		run,
		repository,
		models,
		isAlone
	});
}
function settle(observed, { ownRun, clock }) {
	if (ownRun !== void 0) return {
		settled: observed,
		leftMs: void 0
	};
	const left = (record) => Date.parse(record.endedAt) + settleMs - clock.now().getTime();
	const open = observed.map(left).filter((ms) => ms > 0);
	return {
		settled: observed.filter((record) => left(record) <= 0),
		leftMs: open.length === 0 ? void 0 : Math.min(settleMs, Math.max(...open))
	};
}
async function choose(handed, observed, { ledger, run, log }) {
	const { records: known, isComplete } = await ledger.ofRun(run.id, run.createdAt);
	const spoken = known.filter(isObserved);
	const [late, taken] = partition(handed, (record) => isRun(record) && spoken.some((one) => isSameJob(one, record)));
	if (late.length > 0) log.warning(`${late.length} records of run ${run.id} came after what GitHub says of their jobs was written.`);
	if (!isComplete) {
		log.warning(`Whether jobs of run ${run.id} left records cannot be told any more: none is written for them.`);
		return taken;
	}
	const own = [...known, ...taken.filter(isRun)];
	return [...taken, ...observed.filter((record) => !own.some((one) => isSameJob(one, record)))];
}
function isRun(record) {
	return record.schema === "pawl.run/1";
}
function partition(items, isFirst) {
	return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
function ask(record, { actor, pullRequest, request, commit }) {
	if (!isRun(record)) return record;
	const { request: _, ...claimed } = record.trigger;
	const trigger = {
		...claimed,
		pullRequest,
		...request === void 0 ? {} : { request }
	};
	return {
		...record,
		actor,
		commit,
		trigger
	};
}
//#endregion
//#region bot/reconcile/run.ts
async function reconcileRun(id, context) {
	const run = await context.github.workflows.getRun(id);
	const dueInMs = run === void 0 ? void 0 : await writeRunRecords(run, context);
	const outcome = await findConcerned(run, context);
	return dueInMs === void 0 ? outcome : {
		...outcome,
		dueInMs
	};
}
async function findConcerned(run, context) {
	const { github, repository } = context;
	const evaluated = run === void 0 ? void 0 : evaluatedRun(run);
	if (evaluated !== void 0) return {
		decision: "done",
		reasonCode: "looked-up",
		next: [{
			kind: "run",
			repository,
			id: evaluated
		}]
	};
	if (run === void 0 || run.path !== pipelineWorkflow.path) return {
		decision: "ignored",
		reasonCode: "unknown.run"
	};
	const explained = explainedBy(run);
	if (explained !== void 0) return reconcileExplanation(run, explained, context);
	if (run.event === "push") return {
		decision: "done",
		reasonCode: "looked-up",
		next: [{
			kind: "release",
			repository
		}]
	};
	const isRetraining = run.event === "workflow_dispatch" || run.event === "schedule";
	if (run.event !== "pull_request" && !isRetraining) return {
		decision: "ignored",
		reasonCode: "other.event"
	};
	const open = await github.pullRequests.listOpen();
	if (!isRetraining && isOver(run, open, context)) await concludeSuperseded(run, context);
	const next = open.filter((pull) => isRetraining ? pull.headRef.startsWith("pawl/retrain/") : isOnBranchOf(run, pull)).map((pull) => ({
		kind: "pull-request",
		repository,
		number: pull.number
	}));
	return {
		decision: next.length > 0 ? "done" : "unchanged",
		reasonCode: "looked-up",
		next
	};
}
function isOver(run, open, { ownRun }) {
	return (run.status === "completed" || run.id === ownRun?.id) && !open.some((pull) => pull.headSha === run.headSha);
}
//#endregion
//#region bot/reconcile/sweep.ts
const windowMs = 24 * 36e5;
const mostRuns = 30;
async function listOpenKeys(context) {
	const { github, repository } = context;
	const pulls = await github.pullRequests.listOpen();
	const asked = await github.issues.list({
		labels: ["ml/retrain"],
		state: "open"
	});
	return [
		...pulls.map((pull) => ({
			kind: "pull-request",
			repository,
			number: pull.number
		})),
		...asked.map((issue) => ({
			kind: "issue",
			repository,
			number: issue.number
		})),
		...await findUnanswered(context),
		...(await listExplanationRuns(context)).map((id) => ({
			kind: "run",
			repository,
			id
		})),
		...await findTroubled(context),
		{
			kind: "release",
			repository
		}
	];
}
async function findTroubled(context) {
	const { github, repository, clock } = context;
	const { defaultBranch } = await github.members.repository();
	if ((await readPolicy(defaultBranch, context))?.runs === void 0) return [];
	const createdSince = new Date(clock.now().getTime() - windowMs).toISOString();
	return (await github.workflows.listRuns({ createdSince })).filter(({ path }) => path === pipelineWorkflow.path || path === evaluationWorkflow.path).filter(({ conclusion }) => troubles.has(conclusion)).slice(0, mostRuns).map(({ id }) => ({
		kind: "run",
		repository,
		id
	}));
}
const troubles = new Set([
	"failure",
	"cancelled",
	"timed_out"
]);
async function findUnanswered({ github, repository, clock }) {
	const since = new Date(clock.now().getTime() - windowMs);
	const recent = await github.comments.listRecent(since);
	const asking = recent.filter(({ authorType, body, createdAt, updatedAt }) => authorType === "User" && body.includes("/ml") && createdAt === updatedAt && new Date(createdAt) >= since);
	if (asking.length === 0) return [];
	const self = await github.members.self();
	const ours = recent.filter(({ authorLogin }) => authorLogin === self.login);
	const answered = new Set(ours.map(({ body }) => requestOf(body)));
	return asking.filter(({ id }) => !answered.has(`comment:${id}`)).map(({ id, body }) => ({
		kind: "comment",
		repository,
		id,
		digest: digestOf(body)
	}));
}
//#endregion
//#region bot/reconcile/reconcile.ts
async function reconcile(key, given) {
	const context = {
		...given,
		github: rememberFacts(given.github)
	};
	switch (key.kind) {
		case "pull-request": return reconcilePullRequest(key.number, context);
		case "issue": return reconcileIssue(key.number, context);
		case "comment": return reconcileComment(key, context);
		case "run": return reconcileRun(key.id, context);
		case "button": return reconcileButton(key, context);
		case "tick": return reconcileTick(key, context);
		case "dashboard": return reconcileDashboard(context);
		case "deployment": return reconcileDeployment(key.id, context);
		case "release": return reconcileRegistry(context);
		case "repository":
			await reconcileOnboarding(context);
			return {
				decision: "done",
				reasonCode: "looked-up",
				next: await listOpenKeys(context)
			};
		default: return key;
	}
}
//#endregion
//#region bot/worker.ts
const firstDelayMs = 1e3;
const longestDelayMs = 5 * 6e4;
function retryDelayMs(attempts) {
	return Math.min(firstDelayMs * 2 ** attempts, longestDelayMs);
}
async function workOnce(parts) {
	const taken = await parts.queue.take();
	if (taken === void 0) return false;
	const key = parseKey(taken.key);
	if (key === void 0) await parts.queue.settle(taken);
	else await workOn(key, taken, parts);
	return true;
}
async function drain(parts) {
	for (;;) {
		if (await workOnce(parts)) continue;
		const dueInMs = await parts.queue.nextDueInMs();
		if (dueInMs === void 0) return;
		await parts.clock.sleep(dueInMs);
	}
}
async function workOn(key, taken, parts) {
	const startedMs = parts.clock.now().getTime();
	const tell = (result) => parts.onAttempt?.(key.kind, result, parts.clock.now().getTime() - startedMs);
	let outcome;
	try {
		outcome = await parts.reconcile(key);
	} catch (error) {
		tell("failed");
		return fail(key, taken, {
			error,
			parts
		});
	}
	tell(outcome.decision);
	parts.log.info(`${formatKey(key)}: ${outcome.decision} (${outcome.reasonCode})`);
	await parts.queue.enqueue((outcome.next ?? []).map(formatKey));
	if (outcome.dueInMs !== void 0) return parts.queue.postpone(taken, {
		delayMs: outcome.dueInMs,
		isFailure: false
	});
	await parts.queue.settle(taken);
	parts.onSettled?.(key, outcome);
}
async function fail(key, taken, { error, parts }) {
	const { queue, clock, log, maxAttempts, onSettled } = parts;
	const what = error instanceof PawlError ? `${error.message} (${error.code})` : describeDefect(error);
	const retryAtMs = error instanceof PawlError ? error.retryAtMs : void 0;
	const limitMs = retryAtMs === void 0 ? void 0 : limitDelayMs(retryAtMs, clock);
	if (limitMs !== void 0 && limitMs <= (parts.maxLimitWaitMs ?? Number.POSITIVE_INFINITY)) {
		log.info(`${formatKey(key)}: waits for GitHub's limits: ${what}`);
		return queue.postpone(taken, {
			delayMs: limitMs,
			isFailure: false
		});
	}
	if (limitMs === void 0 && taken.attempts + 1 < maxAttempts) {
		log.warning(`${formatKey(key)}: attempt ${taken.attempts + 1} failed: ${what}`);
		return queue.postpone(taken, {
			delayMs: retryDelayMs(taken.attempts),
			isFailure: true
		});
	}
	log.error(`${formatKey(key)}: given up after attempt ${taken.attempts + 1}: ${what}`);
	await queue.settle(taken);
	onSettled?.(key, void 0);
}
function limitDelayMs(retryAtMs, clock) {
	return Math.max(firstDelayMs, retryAtMs - clock.now().getTime());
}
function describeDefect(error) {
	return error instanceof Error ? error.stack ?? error.message : String(error);
}
//#endregion
export { createRecentRunsMemory as a, isEventName as c, loginGrammar as d, Probot as f, listOpenKeys as i, keysOf as l, workOnce as n, createApp as o, reconcile as r, eventNames as s, drain as t, formatKey as u };
