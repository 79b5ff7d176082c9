/** Where made-up customers live, and what people, streets and companies are called there. */
export interface Market {
  /** Each with a postal code. */
  readonly cities: readonly (readonly [city: string, postalCode: string])[];
  /** A street with `#` for the house number. */
  readonly streets: readonly string[];
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  /** What follows a company's name; empty for nothing. */
  readonly forms: readonly string[];
}

const english = {
  firstNames: ["Maya", "Owen", "Priya", "Luis", "Hannah", "Theo", "Amara", "Callum", "Ruth", "Felix"],
  lastNames: ["Hartley", "Nair", "Ortega", "Whitmore", "Okafor", "Reid", "Bell", "Sandhu", "Marsh", "Lowe"],
};

/** The markets that customers can be made for, by country. */
export const markets: Readonly<Record<string, Market>> = {
  US: {
    ...english,
    cities: [
      ["Portland", "97204"],
      ["Boulder", "80302"],
      ["Savannah", "31401"],
      ["Madison", "53703"],
      ["Tucson", "85701"],
    ],
    streets: ["# Main Street", "# Orchard Avenue", "# Lakeview Drive", "# Second Street"],
    forms: ["", " Inc.", " LLC"],
  },
  GB: {
    ...english,
    cities: [
      ["Bristol", "BS1 4DJ"],
      ["Leeds", "LS2 7JN"],
      ["Cardiff", "CF10 1EP"],
      ["Norwich", "NR2 1TF"],
    ],
    streets: ["# Quay Street", "# Harbour Road", "# Chapel Lane", "# Queen Square"],
    forms: [" Ltd", "", " LLP"],
  },
  DE: {
    cities: [
      ["Hamburg", "20457"],
      ["Leipzig", "04109"],
      ["Freiburg", "79098"],
      ["Kassel", "34117"],
    ],
    streets: ["Speicherstraße #", "Lindenallee #", "Am Markt #", "Bahnhofstraße #"],
    firstNames: ["Jana", "Lukas", "Miriam", "Emre", "Annika", "Jonas", "Leonie", "Cem"],
    lastNames: ["Petersen", "Vogt", "Yıldız", "Brandt", "Krüger", "Albers", "Seidel", "Roth"],
    forms: [" GmbH", " AG", " KG"],
  },
  FR: {
    cities: [
      ["Nantes", "44000"],
      ["Lyon", "69002"],
      ["Rennes", "35000"],
      ["Annecy", "74000"],
    ],
    streets: ["# rue des Tanneurs", "# quai de Saône", "# avenue Pasteur"],
    firstNames: ["Camille", "Hugo", "Inès", "Bastien", "Noémie", "Samir"],
    lastNames: ["Lefèvre", "Moreau", "Benali", "Garnier", "Roussel", "Chevalier"],
    forms: [" SARL", " SAS"],
  },
  NL: {
    cities: [
      ["Utrecht", "3511 AV"],
      ["Groningen", "9712 HX"],
      ["Delft", "2611 GW"],
    ],
    streets: ["Oudegracht #", "Hoogstraat #", "Havenkade #"],
    firstNames: ["Daan", "Sanne", "Bram", "Fleur", "Youssef"],
    lastNames: ["Visser", "de Boer", "Mulder", "van Dijk", "Bakker"],
    forms: [" B.V.", ""],
  },
  SE: {
    cities: [
      ["Göteborg", "411 06"],
      ["Umeå", "903 26"],
      ["Malmö", "211 22"],
    ],
    streets: ["Storgatan #", "Hamngatan #", "Kungsgatan #"],
    firstNames: ["Ebba", "Oskar", "Maja", "Nils", "Elin"],
    lastNames: ["Lindqvist", "Nyström", "Åkesson", "Berg", "Holm"],
    forms: [" AB"],
  },
  NO: {
    cities: [
      ["Bergen", "5003"],
      ["Tromsø", "9008"],
      ["Stavanger", "4006"],
    ],
    streets: ["Bryggen #", "Strandgata #", "Kirkegata #"],
    firstNames: ["Sigrid", "Henrik", "Ingrid", "Lars", "Astrid"],
    lastNames: ["Haugen", "Solberg", "Lie", "Dahl", "Moen"],
    forms: [" AS"],
  },
  CH: {
    cities: [
      ["Zürich", "8001"],
      ["Bern", "3011"],
      ["Basel", "4051"],
    ],
    streets: ["Seestrasse #", "Marktgasse #", "Rheinweg #"],
    firstNames: ["Livia", "Reto", "Nadine", "Beat", "Chiara"],
    lastNames: ["Ammann", "Keller", "Bernasconi", "Frei", "Zumstein"],
    forms: [" AG", " GmbH"],
  },
  CA: {
    ...english,
    cities: [
      ["Halifax", "B3H 1A1"],
      ["Calgary", "T2P 1J9"],
      ["Québec", "G1R 4S9"],
    ],
    streets: ["# Juniper Lane", "# Water Street", "# Prairie Road"],
    forms: [" Inc.", " Ltd."],
  },
  AU: {
    ...english,
    cities: [
      ["Perth", "6000"],
      ["Hobart", "7000"],
      ["Geelong", "3220"],
    ],
    streets: ["# Hay Street", "# Banksia Road", "# Wharf Street"],
    forms: [" Pty Ltd"],
  },
};
