const first =
  "Alder Amber Anchor Aspen Basalt Beacon Birch Bramble Brook Canyon Cedar Cinder Clover Cobalt Copper Coral Crane Delta Drift Dune Eagle Ember Esker Falcon Fern Fjord Flint Fox Garnet Glacier Granite Harbour Hawthorn Hazel Heron Indigo Ironbark Ivory Jade Juniper Kestrel Lark Laurel Linden Lotus Maple Marble Meadow Mistral Moss Nimbus Northwind Oak Ochre Onyx Opal Orchard Osprey Otter Pebble Pine Poplar Quarry Quartz Quill Raven Redwood River Rowan Saffron Sage Sandstone Sierra Silver Slate Sparrow Spruce Sterling Summit Swift Tamarack Teal Thistle Timber Topaz Tundra Umber Valley Velvet Verdant Violet Walnut Willow Winter Wren Yarrow Zephyr".split(
    " ",
  );
const second =
  "bank bay bridge burn crest dale field ford gate glen grove haven hill hollow lake land leaf mark mere mill mont point port ridge rock shore side spring stead stone view wall ward water way wood worth yard".split(
    " ",
  );
const trades =
  "Accounting|Aerospace|Analytics|Architects|Automation|Bakeries|Biotech|Breweries|Ceramics|Clinics|Coatings|Consulting|Dental|Design|Dynamics|Energy|Engineering|Events|Farms|Fisheries|Foods|Forestry|Freight|Furniture|Gardens|Geodata|Glassworks|Health|Hotels|Instruments|Insurance|Interiors|Kitchens|Laboratories|Legal|Logistics|Marine|Media|Mining|Museums|Optics|Outfitters|Packaging|Pharma|Plastics|Printing|Publishing|Rail|Robotics|Roofing|Schools|Shipping|Solar|Steel|Studios|Surveyors|Textiles|Theatres|Timber|Tools|Tours|Translations|Vineyards|Water|Windows|Workshops".split(
    "|",
  );

/** How many company names there are. */
export const companyNameCount = first.length * second.length * trades.length;

/**
 * The company name of this number, without its legal form. Numbers in a row begin with different letters, and no two
 * numbers below `companyNameCount` have the same name.
 */
export function companyName(number: number): string {
  // Mixed radix, each digit turned by the ones before it: every number has its own three words.
  // Mixed radix, each digit turned by the ones before it: every number has its own three words.
  const ones = number % first.length;
  const tens = Math.floor(number / first.length) % trades.length;
  const hundreds = Math.floor(number / (first.length * trades.length));
  return `${wordAt(first, ones * 37)}${wordAt(second, hundreds + tens + ones)} ${wordAt(trades, tens + ones)}`;
}

function wordAt(words: readonly string[], index: number): string {
  return words[index % words.length] ?? "";
}
