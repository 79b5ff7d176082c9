import { Refusal } from "../errors";
import type { Model } from "./model";

/** Countries whose customers need an organization registration number (C 5.3). */
const countries = "AM AZ BY HU KZ KG MD RU TJ UZ UA IN BR ZA PL AE SA TR TH VN MM IQ SS VE".split(" ");

/** The service names the country's own expression in its error; the sources do not list them, so one serves for all. */
const format = /^[0-9A-Z][0-9A-Z ./-]{4,19}$/i;

/** Refuses a registration number that is missing, wrong or not wanted in the customer's country, or the phone number. */
export function requireRegistration(
  model: Model,
  country: string,
  number: string | undefined,
  phoneNumber: string | undefined,
): void {
  if (!countries.includes(country)) {
    if (number) {
      throw new Refusal("registrationNumberUnsupported", country);
    }
    return;
  }
  if (!number) {
    throw new Refusal("registrationNumberMissing", country);
  }
  if (!format.test(number)) {
    throw new Refusal("registrationNumberMalformed", format.source);
  }
  if (!phoneNumber && model.switches.is("registrationPhone", "required")) {
    throw new Refusal("phoneNumberMissing", country);
  }
}
