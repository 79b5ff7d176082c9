import type { DocumentedError } from "./documented-error";

/**
 * Errors of the blob storage behind billing exports (B 12.4): the reference says that an expired signature is a 403, and
 * that a token beside a signature is an error; the words are those of Azure Storage. A second line becomes the detail.
 */
export const storageErrors = {
  storageNotPublic: {
    status: 409,
    code: "PublicAccessNotPermitted",
    description: "Public access is not permitted on this storage account.",
  },
  storageSignatureWrong: {
    status: 403,
    code: "AuthenticationFailed",
    description:
      "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.\n{0}",
  },
  storageTokenBesideSignature: {
    status: 400,
    code: "InvalidAuthenticationInfo",
    description:
      "Authentication information is not given in the correct format. Check the value of Authorization header.",
  },
  blobNotFound: { status: 404, code: "BlobNotFound", description: "The specified blob does not exist." },
  blobRangeInvalid: {
    status: 416,
    code: "InvalidRange",
    description: "The range specified is invalid for the current size of the resource.",
  },
  blobChanged: {
    status: 412,
    code: "ConditionNotMet",
    description: "The condition specified using HTTP conditional header(s) is not met.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;
