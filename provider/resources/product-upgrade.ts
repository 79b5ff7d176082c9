import { z } from "zod";
import { messageOf, RefusedError } from "../client/errors";
import { howToSet } from "../setting-facts";
import { guidField, switchField } from "./fields";
import { assertSamePartner, confirmCustomer } from "./partner-view";
import { poll } from "./polling";
import { obtainUpgrade } from "./product-upgrade/begin";
import type { UpgradeOutcome, UpgradePhase } from "./product-upgrade/outcome";
import { describeSubject, readUpgradeIfThere, subjectKey, type UpgradeSubject } from "./product-upgrade/subject";
import { type OperationContext, type ResourceModule, UnfinishedError } from "./resource";
import { refuseMovedResource } from "./same-customer";

const MINUTE_MS = 60_000;

/** How long an upgrade that was just begun may be unknown to the service, in milliseconds. */
const NOT_YET_VISIBLE_MS = 5 * MINUTE_MS;

/** Inputs of an upgrade. */
export interface ProductUpgradeInputs extends UpgradeSubject {
  readonly allowReplacement: boolean;
}

/** What the stack keeps of an upgrade. */
export interface ProductUpgradeState extends ProductUpgradeInputs {
  readonly status: UpgradePhase;
  /** The plan that the subscriptions moved to, when it is one. */
  readonly planSubscriptionId?: string;
  /** All plans that they moved to. */
  readonly planSubscriptionIds?: readonly string[];
  readonly partnerTenantId?: string;
}

/**
 * The upgrade of a customer's legacy Azure subscriptions to an Azure plan: an event that is begun once, waited for, and
 * never undone. The resource's id is the upgrade's. Signed-in users only (App+User).
 */
export const productUpgrade: ResourceModule<ProductUpgradeInputs, ProductUpgradeState> = {
  type: "ProductUpgrade",
  fields: {
    customerId: guidField,
    productFamily: z
      .string({ error: "must be text" })
      .trim()
      .toLowerCase()
      .regex(/^[a-z]+$/, { error: 'must be a product family such as "azure"' })
      .optional()
      .default("azure"),
    allowReplacement: switchField(false),
  },
  state: z.object({
    customerId: z.string(),
    productFamily: z.string().default("azure"),
    allowReplacement: switchField(false),
    status: z.enum(["pending", "completed", "failed"]).default("pending"),
    planSubscriptionId: z.string().exactOptional(),
    planSubscriptionIds: z.array(z.string()).exactOptional(),
    partnerTenantId: z.string().exactOptional(),
  }),
  replaceOn: ["customerId", "productFamily"],
  timeoutsMs: { create: 120 * MINUTE_MS, read: 5 * MINUTE_MS, update: 120 * MINUTE_MS, delete: 5 * MINUTE_MS },
  endsAtDelete: false,
  target: subjectKey,

  refuse: (inputs, oldInputs) =>
    refuseMovedResource(inputs, oldInputs, {
      customerId: "would upgrade another customer, which buys a plan and cannot be undone",
      productFamily: "would upgrade other products, which cannot be undone",
    }),

  announce: (log, { customerId = "(not known yet)", productFamily = "azure" }, { identity }, oldInputs) => {
    if (oldInputs) return;
    log.info(
      `Upgrades ${describeSubject({ customerId, productFamily })} to an Azure plan. That buys the plan, one for each ` +
        "reseller on record, and cannot be undone. An upgrade that was begun before is taken over.",
    );
    if (identity.refreshTokenFile === undefined) {
      log.warn(
        "Upgrades are open to a signed-in user only (App+User), and only an application is set: creating this would " +
          `be refused. ${howToSet("refreshTokenFile")}`,
      );
    }
  },

  create: async (context, inputs) => {
    const { id, begun } = await obtainUpgrade(context, inputs);
    if (!begun) context.log.info(`Upgrade ${id} of ${describeSubject(inputs)} was begun before; it is taken over.`);
    return { id, state: await follow(context, id, inputs) };
  },

  read: async (context, id, state) => {
    const what = `Upgrade ${id} of customer ${state.customerId}`;
    assertSamePartner(context, state.partnerTenantId, what);
    // What is completed stays so, whether or not the service remembers it: a refresh needs neither a call nor a user.
    if (state.status === "completed") return { id, state };
    const outcome = await readUpgradeIfThere(context, state, id);
    if (!outcome) {
      await confirmCustomer(context, state.customerId, what);
      return undefined;
    }
    return { id, state: { ...state, ...computedOf(context, outcome) } };
  },

  // What is not completed is no difference of inputs, so the engine has to be told.
  diffUnchanged: async ({ log }, id, { status }) => {
    switch (status) {
      case "completed":
        return { kind: "same" };
      case "pending":
        log.info(`Upgrade ${id} is not completed yet: \`pulumi up\` goes on waiting for it.`);
        return { kind: "continue" };
      case "failed":
        log.info(`Upgrade ${id} failed: \`pulumi up\` begins another one, if Partner Center allows it.`);
        return { kind: "replace", properties: ["status"] };
    }
  },

  update: async (context, id, old, inputs) => {
    if (old.status === "completed") return { ...old, ...inputs };
    assertSamePartner(context, old.partnerTenantId, `Upgrade ${id} of customer ${old.customerId}`);
    return follow(context, id, inputs);
  },

  delete: async ({ log }, id, { customerId, status }) => {
    const consequence = {
      completed: "the customer keeps the Azure plan",
      pending: "it goes on at Partner Center",
      failed: "it had failed",
    };
    log.info(
      `Upgrade ${id} of customer ${customerId} is forgotten and not undone, which Partner Center cannot do: ` +
        `${consequence[status]}. Nothing was changed.`,
    );
  },
};

/**
 * Waits for the end of an upgrade that exists. Whatever keeps it from being seen leaves the upgrade in the stack, and
 * the next run goes on from there.
 */
async function follow(
  context: OperationContext,
  id: string,
  inputs: ProductUpgradeInputs,
): Promise<ProductUpgradeState> {
  const { partnerTenantId } = context.client;
  const unfinished = (status: UpgradePhase, reason: string, cause?: unknown) =>
    new UnfinishedError({ id, state: { ...inputs, status, partnerTenantId } }, [reason], { cause });

  const outcome = await awaitUpgrade(context, inputs, id).catch((error: unknown) => {
    throw unfinished("pending", messageOf(error), error);
  });
  if (outcome.phase === "failed") {
    throw unfinished(
      "failed",
      `Upgrade ${id} of ${describeSubject(inputs)} failed (${outcome.progress}): ` +
        `${outcome.failures.join("; ") || "no reason given"}. Fix the cause in Partner Center and run \`pulumi up\` ` +
        "again, which begins another one for what is left.",
    );
  }
  const plans = outcome.planSubscriptionIds.map((plan) => ` ${plan}`).join();
  context.log.info(`Upgrade ${id} is completed: ${outcome.progress}, to plan${plans || "s that it does not name"}.`);
  return { ...inputs, ...computedOf(context, outcome) };
}

async function awaitUpgrade(context: OperationContext, subject: UpgradeSubject, id: string): Promise<UpgradeOutcome> {
  const startedMs = context.clock.now();
  return poll(context, `waiting for upgrade ${id}`, async () => {
    const outcome = await readUpgradeIfThere(context, subject, id);
    if (outcome) return outcome.phase === "pending" ? { pending: outcome.progress } : { done: outcome };
    if (context.clock.now() - startedMs < NOT_YET_VISIBLE_MS) return { pending: "not visible yet" };
    throw new RefusedError(
      `Partner Center does not know upgrade ${id} of customer ${subject.customerId} any more. Run ` +
        "`pulumi up --refresh`: it forgets the upgrade, and takes over or begins the one that is needed.",
    );
  });
}

function computedOf(
  context: OperationContext,
  { phase, planSubscriptionIds }: UpgradeOutcome,
): Pick<ProductUpgradeState, "status" | "planSubscriptionId" | "planSubscriptionIds" | "partnerTenantId"> {
  const { partnerTenantId } = context.client;
  if (phase !== "completed") return { status: phase, partnerTenantId };
  const [only, ...others] = planSubscriptionIds;
  const single = only !== undefined && others.length === 0;
  return { status: phase, ...(single && { planSubscriptionId: only }), planSubscriptionIds, partnerTenantId };
}
