const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Milliseconds of a duration written for people: `250ms`, `20s`, `15m`, `36h`, `8d`; a bare number means milliseconds.
 * Throws a `RangeError` that shows the accepted forms.
 */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text.trim());
  const amount = Number(match?.[1]);
  if (match === null || !Number.isFinite(amount)) {
    throw new RangeError(`"${text}" is not a duration: write 250ms, 20s, 15m, 36h or 8d`);
  }
  const unit = match[2];
  return Math.round(amount * (isUnit(unit) ? units[unit] : 1));
}

function isUnit(text: string | undefined): text is keyof typeof units {
  return text !== undefined && Object.hasOwn(units, text);
}
