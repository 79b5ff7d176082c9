/** An instant some months or years (ISO 8601: `P1M`, `P3Y`) or days (`P7D`) later. Anything else is no time at all. */
export function addDuration(instant: number, duration: string): number {
  const [, count = "0", unit = "D"] = /^P(\d+)([DMY])$/.exec(duration) ?? [];
  const end = new Date(instant);
  if (unit === "Y") {
    end.setUTCFullYear(end.getUTCFullYear() + Number(count));
  } else if (unit === "M") {
    end.setUTCMonth(end.getUTCMonth() + Number(count));
  } else {
    end.setUTCDate(end.getUTCDate() + Number(count));
  }
  return end.getTime();
}
