/** A measured series: the least is what the code costs, the median what a visitor sees. */
export interface Series {
  readonly min: number;
  readonly median: number;
}

/** Sums up measurements of one thing; at least one. */
export function series(values: readonly number[]): Series {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const at = (index: number): number => sorted[index] ?? NaN;
  const median = (at(Math.ceil(middle) - 1) + at(Math.floor(middle))) / 2;
  return { min: at(0), median };
}

/** Prints a table as Markdown, numbers to the right. */
export function printTable(title: string, head: readonly string[], rows: readonly Row[]): void {
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  console.log(`\n### ${title}\n`);
  for (const line of lines) console.log(`| ${line.join(' | ')} |`);
}

export type Row = readonly (string | number)[];

/** A ratio with two digits. */
export function ratio(value: number, base: number): string {
  return (value / base).toFixed(2);
}
