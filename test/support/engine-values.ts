import type { Metadata } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Properties of a resource, as plain values. */
export type Bag = Readonly<Record<string, unknown>>;

/** What the engine puts for a value that is not known yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Marks a value as secret, as it travels. */
export const secret = (value: unknown): Bag => ({ [signatureKey]: secretSignature, value });

/** The engine never shows a dynamic provider that something is secret. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  const bag = value as Record<string, unknown>;
  if (bag[signatureKey] === secretSignature) return withoutSecrets(bag.value);
  return Object.fromEntries(Object.entries(bag).map(([key, item]) => [key, withoutSecrets(item)]));
}

/** Packs what the engine would send. */
export function toStruct(bag: Bag): Struct {
  return Struct.fromJavaScript(withoutSecrets(bag) as Record<string, JavaScriptValue>);
}

/** Unpacks what the provider answered, secrets still marked. */
export function fromStruct(struct: Struct | undefined): Record<string, unknown> {
  return struct?.toJavaScript() ?? {};
}

/** The resource exists and the engine stores it, but it is not as it should be: the next `up` calls `update`. */
export class InitError extends Error {
  override readonly name = "InitError";

  constructor(
    message: string,
    readonly id: string,
    readonly properties: Record<string, unknown>,
    readonly reasons: readonly string[],
  ) {
    super(message);
  }
}

/** The half-made resource in the trailer of a failed call, if there is one. */
export function readInitError(message: string, trailer: Metadata): InitError | undefined {
  const [packed] = trailer.get("grpc-status-details-bin");
  if (!(packed instanceof Buffer)) return undefined;
  const [detail] = Status.deserializeBinary(new Uint8Array(packed)).getDetailsList();
  if (detail?.getTypeName() !== "pulumirpc.ErrorResourceInitFailed") return undefined;
  const failed = ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return new InitError(message, failed.getId(), fromStruct(failed.getProperties()), failed.getReasonsList());
}
