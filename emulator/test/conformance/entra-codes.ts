import { type ErrorCode, provoked } from "./error-code";

const section = "C 1.2";
const refuses = "entra.test.ts > the token endpoint refuses %s as Entra does";

/** Codes of the token endpoint. The reference names none; these are Entra's own (C 1.2), and one of the exports (B 12.2). */
export const entraCodes: readonly ErrorCode[] = [
  provoked(section, 401, "AADSTS7000215", refuses),
  provoked(section, 401, "AADSTS7000218", refuses),
  provoked(section, 401, "AADSTS700027", refuses),
  provoked(section, 400, "AADSTS90002", refuses),
  provoked(section, 400, "AADSTS700016", refuses),
  provoked(section, 400, "AADSTS500011", refuses),
  provoked(section, 400, "AADSTS1002012", refuses),
  provoked(section, 400, "AADSTS900144", refuses),
  provoked(section, 400, "AADSTS70003", refuses),
  provoked(section, 400, "AADSTS70000", "entra.test.ts > the token endpoint rotates refresh tokens"),
];
