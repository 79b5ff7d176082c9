/** Where the emulator can be reached, for whoever has to name it; filled in once it listens. */
export interface Addresses {
  /** Root of the TLS listener. */
  tls: string;
}

/** The emulator's own issuer of workload tokens, as OIDC wants it: over TLS. */
export const workloadIssuer = (addresses: Addresses): string => `${addresses.tls}/oidc`;
