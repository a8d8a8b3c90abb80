//#region src/drift/methods.ts
const methods = {
	psi: {
		title: "population stability index, bins of the reference",
		types: [
			"numeric",
			"categorical",
			"boolean"
		],
		limit: .2,
		decides: true,
		source: "Siddiqi 2006, Credit Risk Scorecards: below 0.1 stable, above 0.25 shifted; 0.2 in between"
	},
	ks: {
		title: "Kolmogorov-Smirnov statistic",
		types: ["numeric"],
		limit: null,
		decides: false,
		source: "scipy.stats.ks_2samp 1.17"
	},
	js_distance_base2: {
		title: "Jensen-Shannon distance, base 2",
		types: [
			"numeric",
			"categorical",
			"boolean"
		],
		limit: null,
		decides: false,
		source: "scipy.spatial.distance.jensenshannon 1.17, base=2; Lin 1991"
	},
	wasserstein_normalized: {
		title: "Wasserstein distance in standard deviations of the reference",
		types: ["numeric"],
		limit: null,
		decides: false,
		source: "scipy.stats.wasserstein_distance 1.17, divided by the population standard deviation"
	}
};
const methodNames = [
	"psi",
	"ks",
	"js_distance_base2",
	"wasserstein_normalized"
];
//#endregion
export { methods as n, methodNames as t };
