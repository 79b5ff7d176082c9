import { billingEndpoints } from "./billing-endpoints";
import { commerceEndpoints } from "./commerce-endpoints";
import type { Endpoint } from "./endpoint";
import { identityEndpoints } from "./identity-endpoints";

/** Every endpoint that the references' indexes list, transcribed from them and not from the emulator's routes. */
export const endpoints: readonly Endpoint[] = [...identityEndpoints, ...commerceEndpoints, ...billingEndpoints];
