import { billingIndex, managementIndex } from "./billing-index";
import { commerceIndex } from "./commerce-index";
import type { IndexedEndpoint } from "./indexed-endpoint";

/** Every endpoint of the references' indexes: transcribed from there, never from this package's own code. */
export const endpointIndex: readonly IndexedEndpoint[] = [...commerceIndex, ...billingIndex, ...managementIndex];
