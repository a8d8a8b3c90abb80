import { z } from "zod";
import type { HookDeliveries, HookDelivery } from "../../ports/github/hook-deliveries.ts";
import { nextPage, type Client } from "./client.ts";

const deliverySchema = z
  .object({
    id: z.number(),
    guid: z.string(),
    event: z.string(),
    delivered_at: z.iso.datetime({ offset: true }),
    status_code: z.number(),
  })
  .transform((raw): HookDelivery => ({
    id: raw.id,
    guid: raw.guid,
    event: raw.event,
    deliveredAt: new Date(raw.delivered_at),
    isOk: raw.status_code >= 200 && raw.status_code < 300,
  }));

/** Pages of 100 attempts. */
const maxPages = 50;

/** {@link HookDeliveries} over the REST API, by a client that is the App itself. */
export function createHookDeliveries(client: Client): HookDeliveries {
  const route = "GET /app/hook/deliveries";
  return {
    listSince: async (since) => {
      const found: HookDelivery[] = [];
      let answer = await client.send(route, { per_page: 100 });
      for (let page = 1; ; page += 1) {
        const listed = client.check(z.array(deliverySchema), answer.data, route);
        found.push(...listed.filter(({ deliveredAt }) => deliveredAt >= since));
        const next = nextPage(answer.link);
        const isOver = listed.some(({ deliveredAt }) => deliveredAt < since);
        if (next === undefined || isOver || page === maxPages) return found;
        answer = await client.send(`GET ${next}`, {});
      }
    },
    redeliver: async (id) => {
      const attempt = "POST /app/hook/deliveries/{id}/attempts";
      const { status } = await client.send(attempt, { id }, [404, 422]);
      return status < 300;
    },
  };
}
