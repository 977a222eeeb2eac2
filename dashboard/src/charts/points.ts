/** Points of a line with strictly ascending whole seconds; of several in one second the last stands. */
export function bySecond(points: Iterable<readonly [ms: number, value: number]>): { time: number; value: number }[] {
  const line: { time: number; value: number }[] = [];
  for (const [ms, value] of points) {
    const time = Math.floor(ms / 1000);
    const last = line.at(-1);
    if (last === undefined || time > last.time) line.push({ time, value });
    else if (time === last.time) last.value = value;
  }
  return line;
}
