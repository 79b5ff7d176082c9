import { createPrivateKey } from "node:crypto";

/** The same private key (PEM), readable with a passphrase only. */
export function encryptedKey(privateKey: string, passphrase: string): string {
  const key = createPrivateKey(privateKey);
  return key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase }).toString();
}
