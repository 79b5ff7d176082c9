import { HANDLER, type ResourceName } from "../../sdk/handler";
import { type Bag, secret } from "./engine-values";
import type { PartnerCenter } from "./partner-center";
import { urnOf } from "./small-engine";

/**
 * Stack configuration for a provider in a process of its own, its secret marked as the engine marks it.
 * @param speed how fast the emulator's clock runs.
 */
export function stackConfig(center: PartnerCenter, speed: number): Record<string, unknown> {
  const { tenantId, clientId, clientSecret, apiUrl, authorityUrl, caFile } = center.emulator;
  return {
    "partnercenter:tenantId": tenantId,
    "partnercenter:clientId": clientId,
    "partnercenter:clientSecret": secret(clientSecret),
    "partnercenter:endpoint": apiUrl,
    "partnercenter:authority": authorityUrl,
    "partnercenter:caFile": caFile,
    "partnercenter:timeScale": String(speed),
    "partnercenter:pollInterval": "1s",
  };
}

/** What a class registers: a program's inputs and the hidden keys. */
export function registeredBag(type: ResourceName, name: string, inputs: Bag): Bag {
  return { ...inputs, __provider: HANDLER[type], __urn: urnOf(type, name) };
}
