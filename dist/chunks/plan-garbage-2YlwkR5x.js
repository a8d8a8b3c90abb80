//#region src/versioning/plan-garbage.ts
function objectKey({ md5, hash }) {
	return `${hash}:${md5}`;
}
function planGarbage(objects, kept, givenUp, elsewhere = new Set()) {
	const needed = new Set(kept.flatMap((data) => [...data.objects]));
	const stays = (object) => {
		const key = objectKey(object);
		return needed.has(key) && !elsewhere.has(key);
	};
	const remaining = objects.filter(stays);
	const remove = objects.filter((object) => !stays(object)).sort(byPlaceInLine);
	const sizes = new Map(objects.map((object) => [objectKey(object), object.sizeBytes]));
	const lost = new Map(remove.map((object) => [objectKey(object), object.sizeBytes]).filter(([key]) => !elsewhere.has(key)));
	return {
		remove,
		keptObjects: remaining.length,
		keptBytes: bytesOf(remaining),
		needs: kept.map((data) => needOf(data, sizes)),
		losing: givenUp.map((data) => needOf(data, lost)).filter((need) => need.objects > 0)
	};
}
function bytesOf(objects) {
	return objects.reduce((sum, object) => sum + object.sizeBytes, 0);
}
function byPlaceInLine(a, b) {
	return Number(b.md5.endsWith(".dir")) - Number(a.md5.endsWith(".dir")) || b.sizeBytes - a.sizeBytes || (objectKey(a) < objectKey(b) ? -1 : 1);
}
function needOf({ ref, objects }, sizes) {
	let [count, bytes] = [0, 0];
	for (const key of objects) {
		const size = sizes.get(key);
		if (size === void 0) continue;
		count += 1;
		bytes += size;
	}
	return {
		ref,
		objects: count,
		bytes
	};
}
//#endregion
export { planGarbage as n, objectKey as t };
