import type { Settings } from "../../provider/settings";

/** Settings with nothing switched on, for a service that does not exist: tests say what is different. */
export const plainSettings: Settings = {
  identity: {
    tenantId: "0aaaaaaa-0000-4000-8000-000000000001",
    clientId: "0bbbbbbb-0000-4000-8000-000000000001",
    clientSecret: "very-secret",
  },
  cloud: "public",
  endpoint: "https://service.example",
  graphEndpoint: "https://graph.example",
  managementEndpoint: "https://management.example",
  authority: "https://login.example",
  pollIntervalMs: 2000,
  timeScale: 1,
  settleBeforePurchase: false,
  managementTenant: "customer",
  preflight: false,
};
