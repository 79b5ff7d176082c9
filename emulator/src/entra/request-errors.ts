/** Errors of a request to Entra that names something that is not there, or not in the right way. */
export const requestErrors = {
  tenantUnknown: {
    status: 400,
    error: "invalid_request",
    code: 90002,
    text: "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  },
  parameterMissing: {
    status: 400,
    error: "invalid_request",
    code: 900144,
    text: "The request body must contain the following parameter: '{0}'.",
  },
  grantUnsupported: {
    status: 400,
    error: "unsupported_grant_type",
    code: 70003,
    text: "The app requested an unsupported grant type '{0}'.",
  },
  resourceUnknown: {
    status: 400,
    error: "invalid_resource",
    code: 500011,
    text: "The resource principal named {0} was not found in the tenant.",
  },
  scopeWrong: {
    status: 400,
    error: "invalid_scope",
    code: 1002012,
    text: "The provided value for scope {0} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).",
  },
  scopeUnknown: {
    status: 400,
    error: "invalid_scope",
    code: 70011,
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {0} is not valid.",
  },
  responseTypeUnsupported: {
    status: 302,
    error: "unsupported_response_type",
    code: 70005,
    text: "The app returned an unsupported response type '{0}'.",
  },
  redirectUnknown: {
    status: 400,
    error: "invalid_request",
    code: 50011,
    text: "The redirect URI '{0}' specified in the request does not match the redirect URIs configured for the application.",
  },
} as const;
