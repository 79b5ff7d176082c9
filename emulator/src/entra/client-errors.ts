/** Errors of an application that does not prove who it is. */
export const clientErrors = {
  clientUnknown: {
    status: 400,
    error: "unauthorized_client",
    code: 700016,
    text: "Application with identifier '{0}' was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
  },
  secretWrong: {
    status: 401,
    error: "invalid_client",
    code: 7000215,
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'.",
  },
  secretExpired: {
    status: 401,
    error: "invalid_client",
    code: 7000222,
    text: "The provided client secret keys for app '{0}' are expired.",
  },
  credentialMissing: {
    status: 401,
    error: "invalid_client",
    code: 7000216,
    text: "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  },
  secretMissing: {
    status: 401,
    error: "invalid_client",
    code: 7000218,
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  assertionMalformed: {
    status: 401,
    error: "invalid_client",
    code: 50027,
    text: "JWT token is invalid or malformed. {0}",
  },
  assertionSignatureWrong: {
    status: 401,
    error: "invalid_client",
    code: 700027,
    text: "Client assertion contains an invalid signature. [Reason - {0}]",
  },
  assertionOfAnother: {
    status: 401,
    error: "invalid_client",
    code: 700021,
    text: "Client assertion application identifier doesn't match 'client_id' parameter. {0}",
  },
  assertionAudienceWrong: {
    status: 401,
    error: "invalid_client",
    code: 700023,
    text: "Client assertion audience claim does not match Realm issuer. {0}",
  },
  assertionOutsideItsTime: {
    status: 401,
    error: "invalid_client",
    code: 700024,
    text: "Client assertion is not within its valid time range. {0}",
  },
  federatedIdentityUnknown: {
    status: 401,
    error: "invalid_client",
    code: 70021,
    text: "No matching federated identity record found for presented assertion. {0}",
  },
  federatedIssuerUnknown: {
    status: 401,
    error: "invalid_client",
    code: 700211,
    text: "No matching federated identity record found for presented assertion issuer '{0}'.",
  },
  federatedAudienceUnknown: {
    status: 401,
    error: "invalid_client",
    code: 700212,
    text: "No matching federated identity record found for presented assertion audience '{0}'.",
  },
  federatedSubjectUnknown: {
    status: 401,
    error: "invalid_client",
    code: 700213,
    text: "No matching federated identity record found for presented assertion subject '{0}'.",
  },
} as const;
