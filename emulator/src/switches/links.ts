import type { SwitchFact } from "./switch-fact";

/** How collections of the billing part are counted, linked and paged. */
export const linksSwitches = {
  totalCounts: {
    values: ["items", "fewer", "more"],
    default: "items",
    section: "B 1.5",
    reason:
      "`totalCount` of billing collections: the number of items on the page, or one less or more. Informational: samples show all three.",
  },
  linkSpelling: {
    values: ["asShown", "plain", "noLeadingSlash", "misplacedQuestionMark", "misspelledParameter", "emptyOffset"],
    default: "asShown",
    section: "B 1.5",
    reason:
      "How links of billing collections are written: as the sources show each (utilization has no leading slash, the others are plain), all plain, or with one of the oddities that occur: no leading slash, `?` before the last parameter of the next page, `nvoicelineitemtype`, a trailing `offset=`.",
  },
  linkHeaders: {
    values: ["empty", "absent"],
    default: "empty",
    section: "B 1.5",
    reason: "`headers` of a link that needs none: an empty list, or left out.",
  },
  seekTokenPlace: {
    values: ["both", "body", "header"],
    default: "both",
    section: "B 1.5",
    reason:
      "Where the token of the next page is in billing collections: `continuationToken` of the body, the headers of `links.next`, or both. Clients are told to look at both.",
  },
  decimalSpelling: {
    values: ["exact", "trailingZeros", "binaryNoise"],
    default: "exact",
    section: "B 14.1",
    reason:
      "How amounts of the billing part are written: every digit and no more, with zeros to six digits behind the point, or with the noise of a binary number to twenty. All three were seen.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
