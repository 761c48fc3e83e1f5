// The administration of the key. What day it is, is its own matter: its time zone decides, not the clock of the reader.

import { get } from "./api.js";

let known;

/** Asks for it, so that its day is that of now. */
export async function load() {
  known = await get("/v1/administration");
  return known;
}

export const administration = () => known;

/** Forgets it, when its user signs out. */
export const leave = () => (known = undefined);

/** Whether a payment service of the administration keeps mandates. */
export const keepsMandates = () => Boolean(known.paymentServices?.includes("mollie"));

/** What day it is for the administration. */
export const today = () => known.today;

/** The day so many days after another. */
export const addDays = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
