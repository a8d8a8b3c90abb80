/**
 * The features, as SQL. Training and live traffic both use these statements, so that a flight has the same features in both.
 * A relation of flights has the columns flight_id, departed_at, origin, destination, distance (miles) and
 * delay (minutes late at the destination).
 */

/** A flight is late when it lands more than this many minutes after its schedule. */
export const LATE_AFTER_MINUTES = 15;

/** Columns that say when and where; the model's inputs without the delay rates. */
export const BASE_COLUMNS = ["hour", "weekday", "distance"];

/** Shares of late flights of the day before. */
export const RATE_COLUMNS = ["origin_rate", "route_rate"];

/** Weight of the fall-back, in flights: with as many flights of its own, a rate is half its own and half the fall-back. */
const AIRPORT_SMOOTHING = 20;
const ROUTE_SMOOTHING = 5;

/** Flights without impossible records (arrivals two hours early, delays beyond a day). */
export function cleanFlights(flights) {
  return `SELECT * FROM ${flights} WHERE distance > 0 AND delay BETWEEN -120 AND 1440`;
}

/** True for one flight in `every`, by the id's MD5: stable across days, machines and versions. */
export function isSampled(every) {
  return `md5_number_lower(flight_id) % ${Math.trunc(every)} = 0`;
}

/**
 * One row a flight with its features and its target `delayed`. The first day of the relation only feeds the rates.
 *
 * The rates of a day come from the flights of the day before that had landed by midnight, so that their delays were known.
 * The landing time is estimated from the departure: half an hour for taxi, climb and descent, then 7.5 miles a minute.
 * A route with few flights leans on its airport, an airport with few flights on all airports.
 */
export function featureRows(flights) {
  return `
WITH flight AS (
  SELECT *, departed_at::DATE AS day, (delay > ${LATE_AFTER_MINUTES})::INTEGER AS late,
    hour(departed_at) * 60 + minute(departed_at) + 30 + distance / 7.5 < 1440 AS landed
  FROM ${flights}
),
everywhere AS (
  SELECT day + 1 AS day, sum(late) / count(*) AS rate FROM flight WHERE landed GROUP BY day
),
airport AS (
  SELECT flight.day + 1 AS day, origin,
    (sum(late) + ${AIRPORT_SMOOTHING} * any_value(rate)) / (count(*) + ${AIRPORT_SMOOTHING}) AS rate
  FROM flight JOIN everywhere ON everywhere.day = flight.day + 1 WHERE landed GROUP BY flight.day, origin
),
route AS (
  SELECT flight.day + 1 AS day, flight.origin, destination,
    (sum(late) + ${ROUTE_SMOOTHING} * any_value(rate)) / (count(*) + ${ROUTE_SMOOTHING}) AS rate
  FROM flight JOIN airport ON airport.day = flight.day + 1 AND airport.origin = flight.origin
  WHERE landed GROUP BY flight.day, flight.origin, destination
)
SELECT flight_id, departed_at, flight.origin, flight.destination,
  hour(departed_at)::INTEGER AS hour, isodow(departed_at)::INTEGER AS weekday, distance::INTEGER AS distance,
  coalesce(airport.rate, everywhere.rate)::FLOAT AS origin_rate,
  coalesce(route.rate, airport.rate, everywhere.rate)::FLOAT AS route_rate,
  late AS delayed
FROM flight
JOIN everywhere ON everywhere.day = flight.day
LEFT JOIN airport ON airport.day = flight.day AND airport.origin = flight.origin
LEFT JOIN route ON route.day = flight.day AND route.origin = flight.origin
  AND route.destination = flight.destination`;
}
