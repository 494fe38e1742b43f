/** Reads `--name=NUMBER` from the command line. */
export function readNumber(name: string, fallback: number): number {
  const option = process.argv.find((text) => text.startsWith(`--${name}=`));
  const value = option ? Number(option.slice(name.length + 3)) : fallback;
  if (!(value > 0)) throw new Error(`--${name} must be a number.`);
  return value;
}
