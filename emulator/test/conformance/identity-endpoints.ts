import type { Endpoint } from "./endpoint";

const refresh = "entra.test.ts > the token endpoint rotates refresh tokens";

const resourceManager =
  "resource-manager.test.ts > Azure Resource Manager cancels an Azure subscription and enables it again; Partner Center shows it ten minutes later";

/** Entra's token endpoints and discovery (C 1.2), which MSAL needs, and Azure Resource Manager's subscriptions (A). */
export const identityEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "/{tenant}/oauth2/token",
    section: "C 1.2",
    source: "documented example",
    proof: "entra.test.ts > the token endpoint %s answers in its own way",
  },
  {
    method: "POST",
    path: "/{tenant}/oauth2/v2.0/token",
    section: "C 1.2",
    source: "documented example",
    proof: refresh,
  },
  {
    method: "GET",
    path: "/{tenant}/v2.0/.well-known/openid-configuration",
    section: "C 1.2",
    source: "assumed",
    proof: "entra.test.ts > the token endpoint describes itself",
    unchanging: "it says where things are",
  },
  {
    method: "GET",
    path: "/common/discovery/instance",
    section: "C 1.2",
    source: "assumed",
    proof: "entra.test.ts > the token endpoint describes itself",
    unchanging: "it says where things are",
  },
  {
    method: "GET",
    path: "/{tenant}/oauth2/v2.0/authorize",
    section: "C 1.2",
    source: "assumed",
    proof: "entra-users.test.ts > authorization codes come back in the query, in the fragment or in a form",
  },
  {
    method: "GET",
    path: "/subscriptions/{azureSubscription}",
    section: "A",
    source: "documented example",
    proof: resourceManager,
  },
  {
    method: "POST",
    path: "/subscriptions/{azureSubscription}/providers/Microsoft.Subscription/cancel",
    section: "A",
    source: "documented example",
    proof: resourceManager,
  },
  {
    method: "POST",
    path: "/subscriptions/{azureSubscription}/providers/Microsoft.Subscription/enable",
    section: "A",
    source: "documented example",
    proof: resourceManager,
  },
];
