import type { MeterKey } from "./model/meters";
import type { SeedFile } from "./seed-file";

const westEurope = { location: "westeurope", group: "landing-zone" };
const dataLake = { location: "westeurope", group: "data", tags: { env: "prod", owner: "d.visser" } };

/** A meter of a virtual machine. */
function vm(meter: MeterKey, name: string, dailyQuantity: string, place: { location: string; group: string }) {
  const additionalInfo = { ServiceType: "Standard", ImageType: "Canonical", VMName: name, UsageType: "ComputeHR" };
  return { meter, name, dailyQuantity, additionalInfo, ...place };
}

/** What the emulator starts with unless it is given a seed file. All names are made up. */
export const builtInSeed: SeedFile = {
  partners: [
    {
      name: "Nordhang Cloud Services",
      domain: "nordhang.onmicrosoft.com",
      users: [
        { name: "admin" },
        { name: "sales", roles: ["salesAgent"] },
        { name: "helpdesk", roles: ["helpdeskAgent"] },
        { name: "password.only", mfa: false },
      ],
      customers: [
        {
          name: "Alderbrook Architects",
          domain: "alderbrook.onmicrosoft.com",
          country: "US",
          city: "Portland",
          firstName: "Maya",
          lastName: "Lindqvist",
        },
        {
          name: "Brightwater Dental Group",
          domain: "brightwaterdental.onmicrosoft.com",
          country: "GB",
          city: "Bristol",
          street: "14 Quay Street",
          postalCode: "BS1 4DJ",
          firstName: "Owen",
          lastName: "Hartley",
        },
        {
          name: "Cobalt Freight GmbH",
          domain: "cobaltfreight.onmicrosoft.com",
          country: "DE",
          city: "Hamburg",
          street: "Speicherstraße 8",
          postalCode: "20457",
          firstName: "Jana",
          lastName: "Petersen",
        },
        {
          name: "Dunmore Timber",
          domain: "dunmoretimber.onmicrosoft.com",
          country: "IE",
          city: "Cork",
          street: "3 Mill Road",
          postalCode: "T12 XY88",
          firstName: "Aoife",
          lastName: "Brennan",
        },
        {
          name: "Esker Analytics",
          domain: "eskeranalytics.onmicrosoft.com",
          country: "NL",
          city: "Utrecht",
          street: "Oudegracht 112",
          postalCode: "3511 AV",
          firstName: "Daan",
          lastName: "Visser",
          plans: [
            {
              friendlyName: "Esker production",
              azureSubscriptions: [
                {
                  friendlyName: "Esker landing zone",
                  resources: [
                    vm("vmD2sV3", "jump-01", "48", westEurope),
                    vm("bandwidth", "jump-01", "3.25", westEurope),
                    {
                      meter: "publicIp",
                      name: "jump-01-ip",
                      dailyQuantity: "24",
                      group: "Network",
                      location: "westeurope",
                      tags: { "cost centre": "4711" },
                    },
                    {
                      meter: "networkFree",
                      name: "hub",
                      dailyQuantity: "24",
                      group: "network",
                      location: "westeurope",
                    },
                  ],
                },
                {
                  friendlyName: "Esker data lake",
                  resources: [
                    { meter: "blobHot", name: "eskerlake", dailyQuantity: "133.7700125", ...dataLake },
                    { meter: "blobOperations", name: "eskerlake", dailyQuantity: "61.5", ...dataLake },
                    { meter: "sqlServerless", name: "esker-sql", dailyQuantity: "17.3333333333", ...dataLake },
                    { meter: "logAnalytics", name: "esker-logs", dailyQuantity: "2.0481", ...dataLake },
                  ],
                },
              ],
            },
          ],
          budget: "1250.50",
          charges: [
            { kind: "reservation" },
            { kind: "licence", quantity: 25 },
            { kind: "software", quantity: 2 },
            { kind: "marketplace", quantity: 12 },
            { kind: "credit" },
          ],
        },
        {
          name: "Fjordline Seafood AS",
          domain: "fjordlineseafood.onmicrosoft.com",
          country: "NO",
          city: "Bergen",
          street: "Bryggen 21",
          postalCode: "5003",
          firstName: "Sigrid",
          lastName: "Haugen",
          plans: [
            {
              status: "suspended",
              azureSubscriptions: [
                {
                  friendlyName: "Microsoft Azure",
                  status: "inactive",
                  resources: [vm("vmB2s", "cannery", "24", { location: "norwayeast", group: "cannery" })],
                },
              ],
            },
          ],
        },
        {
          name: "Granite Peak Outfitters",
          domain: "granitepeak.onmicrosoft.com",
          country: "US",
          city: "Boulder",
          postalCode: "80302",
          firstName: "Luis",
          lastName: "Ortega",
          legacyAzure: true,
          legacyResources: [
            vm("vmB2s", "shop-web", "72", { location: "westus", group: "shop" }),
            { meter: "blobHot", name: "shopmedia", dailyQuantity: "8.4333", group: "shop", location: "westus" },
          ],
          charges: [{ kind: "office", quantity: 14 }],
        },
        {
          name: "Harbour Street Legal",
          domain: "harbourstreet.onmicrosoft.com",
          country: "GB",
          city: "Leeds",
          street: "40 Harbour Street",
          postalCode: "LS2 7JN",
          firstName: "Priya",
          lastName: "Nair",
          agreement: false,
        },
        {
          name: "Indigo Harbor Optics",
          domain: "indigoharbor.onmicrosoft.com",
          country: "TW",
          city: "Taichung",
          street: "88 Taiwan Boulevard",
          postalCode: "40301",
          firstName: "Mei",
          lastName: "Tsai",
          charges: [{ kind: "licence", quantity: 5 }],
        },
      ],
      billing: { paid: true, adjustments: [{ customer: "eskeranalytics.onmicrosoft.com", credit: "12.5" }] },
    },
    {
      name: "Meridian Distribution",
      domain: "meridiandistribution.onmicrosoft.com",
      kind: "indirectProvider",
      resellers: [
        { partnerId: "4821077", name: "Larkspur IT" },
        { partnerId: "5330914", name: "Tamarack Managed Services" },
      ],
      customers: [
        {
          name: "Ironbark Mining Supplies",
          domain: "ironbarkmining.onmicrosoft.com",
          country: "AU",
          city: "Perth",
          street: "9 Hay Street",
          postalCode: "6000",
          firstName: "Callum",
          lastName: "Reid",
        },
        {
          name: "Juniper Lane Bakery",
          domain: "juniperlane.onmicrosoft.com",
          country: "CA",
          city: "Halifax",
          street: "77 Juniper Lane",
          postalCode: "B3H 1A1",
          firstName: "Chloe",
          lastName: "Tremblay",
          plans: [
            {
              partnerIdOnRecord: "4821077",
              azureSubscriptions: [
                {
                  friendlyName: "Microsoft Azure",
                  resources: [
                    { meter: "appServiceP1", name: "orders", dailyQuantity: "24", location: "canadacentral" },
                    {
                      meter: "diskPremium",
                      name: "orders-data",
                      dailyQuantity: "0.0645161",
                      location: "canadacentral",
                    },
                    vm("linuxLicence", "orders-batch", "6.5", { location: "canadacentral", group: "main" }),
                  ],
                },
              ],
            },
          ],
        },
        {
          name: "Kittiwake Ferries",
          domain: "kittiwakeferries.onmicrosoft.com",
          country: "US",
          city: "Anacortes",
          street: "2 Ferry Terminal Road",
          postalCode: "98221",
          state: "WA",
          firstName: "Morgan",
          lastName: "Oyelaran",
          plans: [{ partnerIdOnRecord: "5330914" }],
          others: [
            { kind: "license", quantity: 12 },
            { kind: "software" },
            { kind: "reservation", quantity: 2 },
            { kind: "savingsPlan" },
            { kind: "saas", quantity: 3 },
          ],
        },
      ],
    },
  ],
};
