import { collectGarbage } from "../../src/app/collect-garbage.ts";
import { openGarbage } from "../../src/runtime/open-garbage.ts";
import { createMemoryLog } from "./memory-log.ts";

/** A process of its own that collects the garbage of its working directory and kills itself after so many deletions. */
let left = Number(process.argv[2]);
const choice = { cloud: false, notInRemote: false, remote: undefined, projects: [] };
const opened = await openGarbage(process.cwd(), choice, createMemoryLog());
for (const ports of opened.stores) {
  const { store } = ports;
  const removeObjects: typeof store.removeObjects = async (objects) => {
    for (const object of objects) {
      await store.removeObjects([object]);
      left -= 1;
      if (left === 0) process.kill(process.pid, "SIGKILL");
    }
  };
  await collectGarbage({ policy: opened.policy }, { ...ports, store: { ...store, removeObjects } });
}
await opened.close();
