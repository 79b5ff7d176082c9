import type { Call, CallOptions, Calls, List } from "../calls";
import {
  type Agreement,
  type AgreementDocument,
  type AgreementMetadata,
  createAgreement,
  type DirectSignedStatus,
  getAgreementDocument,
  getDirectSignedStatus,
  listAgreementMetadata,
  listCustomerAgreements,
  type NewAgreement,
} from "../endpoints/agreements";

/** Types of agreements; `*` means all, unknown ones too. */
export type AgreementType = "MicrosoftCustomerAgreement" | "MicrosoftCloudAgreement" | "*";

const CUSTOMER_AGREEMENT = "MicrosoftCustomerAgreement";

/** Agreements between customers and Microsoft. Public cloud only, and with a user's token only. */
export class Agreements {
  constructor(private readonly calls: Calls) {}

  /**
   * Agreements that can be accepted, with the ids of their texts.
   * @param wanted `agreementType`: default `MicrosoftCustomerAgreement`.
   * @see get-customer-agreement-metadata (commerce 5.5)
   */
  listMetadata(
    { agreementType = CUSTOMER_AGREEMENT }: { readonly agreementType?: AgreementType } = {},
    options?: CallOptions,
  ): List<AgreementMetadata> {
    return this.calls.list(listAgreementMetadata, { query: { agreementType } }, options);
  }

  /**
   * What the partner has confirmed for a customer: an entry for each time, the newest not always first.
   * @param wanted `agreementType`: default `MicrosoftCustomerAgreement`.
   * @see get-confirmation-of-customer-agreement (commerce 5.6)
   */
  list(
    {
      customerId,
      agreementType = CUSTOMER_AGREEMENT,
    }: { readonly customerId: string; readonly agreementType?: AgreementType },
    options?: CallOptions,
  ): List<Agreement> {
    return this.calls.list(listCustomerAgreements, { path: { customerId }, query: { agreementType } }, options);
  }

  /**
   * Whether the customer accepted the agreement itself, in the Microsoft 365 admin center. A partner's confirmation
   * does not show here.
   * @see get-direct-sign-status-of-customer-agreement (commerce 5.7)
   */
  getDirectSignedStatus(
    { customerId }: { readonly customerId: string },
    options?: CallOptions,
  ): Call<DirectSignedStatus> {
    return this.calls.call(getDirectSignedStatus, { path: { customerId } }, options);
  }

  /**
   * Where the text of an agreement is. The addresses change with each call and end after five minutes.
   * @param wanted `templateId` in the case that {@link listMetadata} gives; `language` such as `de-DE` (default
   * `en-US`), `country` ISO 3166-1 (default `US`).
   * @see download-customer-agreement-template (commerce 5.7)
   */
  getDocument(
    wanted: { readonly templateId: string; readonly language?: string; readonly country?: string },
    options?: CallOptions,
  ): Call<AgreementDocument> {
    const { templateId, language, country } = wanted;
    return this.calls.call(getAgreementDocument, { path: { templateId }, query: { language, country } }, options);
  }

  /**
   * Records, by the partner's word, that a customer has accepted the agreement. **Retired by Microsoft on 5 January
   * 2026**: what the public cloud answers since is not documented, and the attestation that replaced it is not known
   * well enough to be offered. Have the customer accept in the admin center instead.
   * @throws ApiError `600061` when the same contact was recorded already; 403 or 410 where the call is retired.
   * @see confirm-customer-consent-customer-agreement (commerce 5.8.1)
   */
  record(
    { customerId, ...agreement }: { readonly customerId: string } & Omit<NewAgreement, "type">,
    options?: CallOptions,
  ): Call<Agreement> {
    const body = { ...agreement, type: CUSTOMER_AGREEMENT } as const;
    return this.calls.call(createAgreement, { path: { customerId }, body }, options);
  }
}
