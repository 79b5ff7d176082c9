/** A resource as the engine stores it. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom: boolean;
  readonly parent?: string;
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly initErrors?: readonly string[];
}

/** What `pulumi stack export` prints. */
export interface StackState {
  readonly version: number;
  readonly deployment: {
    readonly resources?: readonly ResourceState[];
    readonly pending_operations?: readonly { readonly type: string; readonly resource: ResourceState }[];
  };
}

/** The resource with this logical name. Of several, a part of the type says which. */
export function findResource(state: StackState, name: string, type = ""): ResourceState | undefined {
  return state.deployment.resources?.find(
    (resource) => resource.urn.endsWith(`::${name}`) && resource.type.includes(type),
  );
}
