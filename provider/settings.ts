/** Who this process is for Entra: an identity comes whole from one source. */
export interface Identity {
  /** Partner tenant: GUID, lower case. A domain name is refused, since it cannot be compared with state. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Everything that can be set, validated once. */
export interface Settings {
  readonly identity: Identity;
  readonly cloud: "public" | "usGovernment";
  /** Root of the Partner Center API without `/v1` and without a trailing slash. */
  readonly endpoint: string;
  /** Root of the Entra authority, without the tenant. */
  readonly authority: string;
  /** PEM file with further certificate authorities to trust. */
  readonly caFile?: string;
  /** First interval between two looks at something that takes time, in milliseconds of the service's time. */
  readonly pollIntervalMs: number;
  /** Divides every wait of ours; other than 1 only for a loopback endpoint. */
  readonly timeScale: number;
  /** Waits until lists are complete and looks again before a new cart is made (for state restored from a backup). */
  readonly settleBeforePurchase: boolean;
}
