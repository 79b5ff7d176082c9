/** Errors of a code or a refresh token that is not, or no longer, good for a token. */
export const grantErrors = {
  grantInvalid: {
    status: 400,
    error: "invalid_grant",
    code: 70000,
    text: "The provided value for the input parameter '{0}' is not valid.",
  },
  userUnknown: {
    status: 302,
    error: "invalid_request",
    code: 50034,
    text: "The user account {0} does not exist in the directory. To sign into this application, the account must be added to the directory.",
  },
  codeExpired: {
    status: 400,
    error: "invalid_grant",
    code: 70008,
    text: "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
  },
  codeRedeemed: {
    status: 400,
    error: "invalid_grant",
    code: 54005,
    text: "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
  },
  verifierWrong: {
    status: 400,
    error: "invalid_grant",
    code: 501481,
    text: "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
  },
  redirectChanged: {
    status: 400,
    error: "invalid_client",
    code: 500112,
    text: "The reply address '{0}' does not match the reply address provided when requesting the Authorization code.",
  },
  refreshTokenExpired: {
    status: 400,
    error: "invalid_grant",
    code: 700082,
    text: "The refresh token has expired due to inactivity. The token was issued on {0} and was inactive for 90.00:00:00.",
  },
  refreshTokenRevoked: {
    status: 400,
    error: "invalid_grant",
    code: 50173,
    text: "The provided grant has expired due to it being revoked, a fresh auth token is needed. The grant was issued on '{0}'.",
  },
  mfaNeeded: {
    status: 400,
    error: "interaction_required",
    code: 50076,
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{0}'.",
  },
  mfaNotEnrolled: {
    status: 400,
    error: "interaction_required",
    code: 50079,
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '{0}'.",
  },
  consentMissing: {
    status: 400,
    error: "invalid_grant",
    code: 65001,
    text: "The user or administrator has not consented to use the application with ID '{0}'. Send an interactive authorization request for this user and resource.",
  },
} as const;
