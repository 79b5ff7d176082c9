import type { CloudName } from "../client/endpoint";
import type { ServiceName } from "../client/services";
import { clouds } from "../setting-facts";

/**
 * Everything that the application, or the user through it, was granted at one service (reference: commerce 1.1 and 1.2).
 * It is the service of the cloud, whatever endpoint calls are sent to: an emulator takes the same tokens.
 */
export function scopeFor(service: ServiceName, cloud: CloudName): string {
  return `${audiences[service](cloud)}/.default`;
}

const audiences: Readonly<Record<ServiceName, (cloud: CloudName) => string>> = {
  // One API for all clouds.
  partnerCenter: () => "https://api.partnercenter.microsoft.com",
  graph: (cloud) => clouds[cloud].graph,
  management: (cloud) => clouds[cloud].management,
};
