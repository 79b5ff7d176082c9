/**
 * The members of the reference's model tables, transcribed from there: a schema's name, perhaps with the member that has
 * the model, then its members. `!` marks what must be in a reply: ids, statuses (commerce 14.8) and what an answer would be
 * worthless without.
 */
export const referenceModels: Readonly<Record<string, string>> = {
  // Commerce 5.3
  Customer:
    "id! commerceId companyProfile billingProfile relationshipToPartner allowDelegatedAccess userCredentials customDomains associatedPartnerId enableGDAPByDefault links attributes",
  "Customer.userCredentials": "userName password",
  CustomerCompanyProfile: "tenantId domain companyName address email organizationRegistrationNumber links attributes",
  CustomerBillingProfile: "id firstName lastName email culture language companyName defaultAddress links attributes",
  "CustomerBillingProfile.defaultAddress":
    "country region city state addressLine1 addressLine2 postalCode firstName lastName middleName phoneNumber",
  "CustomerBillingProfile.attributes": "etag objectType",
  // Commerce 5.5 to 5.8
  AgreementMetadata: "templateId! agreementType agreementLink versionRank",
  Agreement: "userId primaryContact dateAgreed templateId type agreementLink",
  "Agreement.primaryContact": "firstName lastName email phoneNumber middleName",
  DirectSignedStatus: "isSigned!",
  AgreementDocument: "displayUri downloadUri language country versionRank",
  // Commerce 6.5
  Product: "id! title description productType isMicrosoftProduct publisherName links localizedAttributes",
  "Product.localizedAttributes": "key value",
  ItemType: "id displayName subType",
  Sku: "id! productId title description minimumQuantity maximumQuantity isTrial supportedBillingCycles purchasePrerequisites inventoryVariables provisioningVariables actions dynamicAttributes links termsOfUseUri constraints attestationProperties consumptionType specializedOfferProperties minimumPurchaseCommitment",
  "Sku.constraints": "constraintName constraintValue constraintType",
  "Sku.attestationProperties": "attestationType enforceAttestation",
  "Sku.specializedOfferProperties": "startDate endDate pricingPolicies",
  "Sku.specializedOfferProperties.pricingPolicies": "type value",
  "Sku.minimumPurchaseCommitment": "grain currencyCode amount",
  Availability:
    "id! productId skuId catalogItemId defaultCurrency segment country isPurchasable isRenewable renewalInstructions terms includedQuantityOptions product sku links",
  "Availability.defaultCurrency": "code symbol",
  "Availability.renewalInstructions": "applicableTermIds renewalOptions",
  "Availability.renewalInstructions.renewalOptions": "renewToId isAutoRenewable",
  "Availability.terms": "id duration description billingCycle renewalOptions cancellationPolicies",
  "Availability.terms.renewalOptions": "termDuration description",
  "Availability.terms.cancellationPolicies.refundOptions": "sequenceId type expiresAfter",
  // Commerce 7.1, 7.2, 7.6
  Cart: "id! creationTimestamp lastModifiedTimestamp expirationTimestamp lastModifiedUser status lineItems partnerOnRecordAttestationAccepted links attributes",
  CartLineItem:
    "id catalogItemId friendlyName quantity currencyCode billingCycle termDuration promotionId participants provisioningContext orderGroup purchaseSystem addonItems renewsTo customTermEndDate coterminousSubscriptionId attestationAccepted purchaseCommitment pricing error",
  "CartLineItem.participants": "key value",
  "CartLineItem.pricing": "listPrice discountedPrice proratedPrice price extendedPrice",
  CartError: "errorCode errorDescription additionalInformation",
  "CartError.additionalInformation": "availableQuantity purchasedQuantity",
  CartCheckoutResult: "orders orderErrors additionalInformation attributes",
  "CartCheckoutResult.orderErrors": "orderGroupId code description",
  // Commerce 8.1, 8.2, 8.4
  Order:
    "id! alternateId referenceCustomerId billingCycle currencyCode currencySymbol lineItems creationDate status! transactionType totalPrice partnerOnRecordAttestationAccepted client links attributes",
  "Order.client": "marketplaceCountry deviceFamily name",
  OrderLineItem:
    "lineItemNumber offerId subscriptionId parentSubscriptionId termDuration transactionType friendlyName quantity customTermEndDate promotionId pricing partnerIdOnRecord additionalPartnerIdsOnRecord provisioningContext purchaseCommitment renewsTo attestationAccepted links attributes",
  OrderLineProvisioning: "orderLineItemId lineItemNumber status! quantityProvisioningInformation",
  "OrderLineProvisioning.quantityProvisioningInformation": "quantity status",
  // Commerce 9.1, 9.9, 9.10
  Subscription:
    "id! offerId offerName friendlyName entitlementId productType quantity unitType parentSubscriptionId hasPurchasableAddons isTrial isMicrosoftProduct creationDate effectiveStartDate commitmentEndDate commitmentEndDateTime billingCycleEndDate billingCycleEndDateTime cancellationAllowedUntilDate status! autoRenewEnabled billingType billingCycle termDuration renewalTermDuration actions partnerId suspensionReasons contractType refundOptions refundableQuantity attentionNeeded actionTaken attentionReason consumptionType publisherName promotionId migratedFromSubscriptionId scheduledNextTermInstructions nextChargeInstructions productOrderId lineItems orderId links attributes",
  "Subscription.refundOptions": "type expiresAt expiresAfter",
  "Subscription.refundableQuantity": "totalQuantity details",
  "Subscription.refundableQuantity.details": "quantity allowedUntilDateTime",
  "Subscription.nextChargeInstructions": "product quantity customTermEndDate",
  "Subscription.scheduledNextTermInstructions.product":
    "productId skuId availabilityId billingCycle termDuration promotionId",
  "Subscription.lineItems": "id friendlyName scope autoRenewEnabled status purchaseCommitment",
  "Subscription.lineItems.scope": "type subscriptionId entitlementId managementGroupId resourceGroupId",
  RegistrationStatus: "subscriptionId status! attributes",
  // Commerce 10.1, 10.6
  AzureEntitlement: "id! friendlyName status! subscriptionId partnerOnRecord links",
  CustomerEntitlement:
    "referenceOrder productId skuId quantity quantityDetails entitlementType! entitledArtifacts includedEntitlements expiryDate",
  "CustomerEntitlement.referenceOrder": "id lineItemId alternateId",
  "CustomerEntitlement.entitledArtifacts": "artifactType resourceId link dynamicAttributes",
  ReservationArtifact: "type reservations virtualMachineReservations",
  Reservation: "reservationId! scopeType displayName quantity effectiveDateTime expiryDateTime provisioningState",
  // Commerce 11.2, 11.4
  UpgradeEligibility: "customerId isEligible! productFamily upgradeId reason",
  UpgradeStatus: "id productFamily status! lineItems errorDetails attributes",
  "UpgradeStatus.lineItems": "sourceProduct targetProduct upgradedDate status! errorDetails",
  "UpgradeStatus.lineItems.sourceProduct": "id name",
  "UpgradeStatus.errorDetails": "code message description",
  // Commerce 3.1
  Link: "uri method headers",
  "Link.headers": "key! value!",
  // Billing 4
  CustomerUsageRecord:
    "resourceId id resourceName name totalCost! currencyLocale currencyCode usdTotalCost lastModifiedDate attributes budget customerSpendingBudget percentUsed isUpgraded",
  CustomerUsageSummary:
    "resourceId id resourceName name totalCost! currencyLocale currencyCode usdTotalCost lastModifiedDate attributes budget spendingBudget customerSpendingBudget billingStartDate billingEndDate links",
  PartnerUsageSummary:
    "emailsToNotify customersOverBudget customersTrendingOver customersWithUsageBasedSubscription resourceId id resourceName name billingStartDate billingEndDate totalCost! currencyLocale lastModifiedDate links",
  SubscriptionUsageRecord:
    "resourceId id resourceName name totalCost! currencyLocale currencyCode usdTotalCost lastModifiedDate attributes status partnerOnRecord offerId",
  SubscriptionUsageSummary:
    "resourceId id resourceName name totalCost! currencyLocale currencyCode usdTotalCost lastModifiedDate attributes billingStartDate billingEndDate links",
  MeterUsageRecord:
    "subscriptionId meterId meterName category subcategory unit quantityUsed totalCost! usdTotalCost currencyCode currencyLocale lastModifiedDate attributes",
  ResourceUsageRecord:
    "subscriptionId resourceUri resourceType entitlementId entitlementName resourceGroupName name resourceName totalCost! usdTotalCost currencyCode lastModifiedDate attributes",
  RateCardUsageRecord:
    "category subcategory unit quantityUsed id resourceId name resourceName totalCost! currencyLocale lastModifiedDate attributes",
  DailyUsageRecord:
    "resourceId id resourceName name totalCost! currencyLocale currencyCode usdTotalCost lastModifiedDate attributes dateUsed",
  SpendingBudget: "amount usageSpendingBudget attributes links",
  // Billing 8
  Invoice:
    "id! invoiceDate billingPeriodStartDate billingPeriodEndDate totalCharges paidAmount currencyCode currencySymbol pdfDownloadLink taxReceipts invoiceDetails amendments documentType amendsOf invoiceType state links attributes",
  "Invoice.taxReceipts": "id! taxReceiptPdfDownloadLink",
  "Invoice.invoiceDetails": "invoiceLineItemType billingProvider links attributes",
  InvoiceSummary:
    "balanceAmount! currencyCode currencySymbol accountingDate firstInvoiceCreationDate lastPaymentDate latestInvoiceDate lastPaymentAmount details links attributes",
  "InvoiceSummary.details": "invoiceType summary",
  EstimateLink: "type title description period link",
  // Billing 10
  DailyRatedUsageLineItem:
    "partnerId partnerName customerId customerName customerDomainName customerCountry invoiceNumber productId skuId availabilityId skuName productName publisherName publisherId subscriptionId subscriptionDescription chargeStartDate chargeEndDate usageDate meterType meterCategory meterId meterSubCategory meterName meterRegion unitOfMeasure resourceLocation consumedService resourceGroup resourceUri tags additionalInfo serviceInfo1 serviceInfo2 mpnId resellerMpnId chargeType unitPrice quantity unitType billingPreTaxTotal billingCurrency pricingPreTaxTotal pricingCurrency entitlementId entitlementDescription pcToBCExchangeRate pcToBCExchangeRateDate effectiveUnitPrice rateOfPartnerEarnedCredit hasPartnerEarnedCredit rateOfCredit creditType invoiceLineItemType billingProvider attributes",
  OneTimeInvoiceLineItem:
    "partnerId customerId customerName customerDomainName customerCountry invoiceNumber mpnId resellerMpnId orderId orderDate productId skuId availabilityId productName skuName productQualifiers chargeType unitPrice effectiveUnitPrice unitType quantity subtotal taxTotal totalForCustomer currency publisherName publisherId subscriptionDescription subscriptionId subscriptionStartDate subscriptionEndDate chargeStartDate chargeEndDate termAndBillingCycle alternateId referenceId priceAdjustmentDescription discountDetails pricingCurrency pcToBCExchangeRate pcToBCExchangeRateDate billableQuantity meterDescription billingFrequency reservationOrderId creditReasonCode promotionId invoiceLineItemType billingProvider attributes",
  LicenseBasedLineItem:
    "partnerId customerId customerName orderId subscriptionId subscriptionName subscriptionDescription billingCycleType domainName syndicationPartnerSubscriptionNumber offerId durableOfferId offerName chargeType currency mpnId tier2MpnId quantity unitPrice amount totalOtherDiscount subtotal tax totalForCustomer subscriptionStartDate subscriptionEndDate chargeStartDate chargeEndDate",
  UsageBasedLineItem:
    "partnerId partnerName partnerBillableAccountId customerId customerCompanyName mpnId tier2MpnId invoiceNumber domainName billingCycleType subscriptionId subscriptionName subscriptionDescription orderId serviceName serviceType resourceGuid resourceName region consumedQuantity chargeStartDate chargeEndDate unit billingProvider detailLineItemId sku includedQuantity overageQuantity listPrice consumptionPrice consumptionDiscount currency pretaxCharges taxAmount postTaxTotal pretaxEffectiveRate postTaxEffectiveRate chargeType",
  DailyUsageLineItem:
    "partnerId partnerName partnerBillableAccountId customerId customerCompanyName mpnId tier2MpnId invoiceNumber domainName billingCycleType subscriptionId subscriptionName subscriptionDescription orderId serviceName serviceType resourceGuid resourceName region consumedQuantity chargeStartDate chargeEndDate unit billingProvider customerBillableAccount usageDate meteredService meteredServiceType meteredRegion project serviceInfo",
  // Billing 12.2, 12.3
  ExportOperation:
    "id status! createdDateTime lastActionDateTime resourceLocation resourceLocation@odata.navigationLink error",
  "ExportOperation.error": "code message",
  ExportManifest:
    "id schemaVersion dataFormat createdDateTime eTag partnerTenantId rootDirectory! sasToken! partitionType blobCount blobs!",
  "ExportManifest.blobs": "name! partitionValue",
  // Azure subscriptions
  AzureSubscription: "id subscriptionId! tenantId displayName state!",
};
