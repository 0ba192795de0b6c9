// What a benchmark is to `pnpm bench`: a name, one line, its options, and a function from them to figures.

export interface BenchOption {
  name: string;
  fallback: number;
  /** With its unit. */
  about: string;
}

export interface Bench {
  name: string;
  /** One line: what is measured, and where. */
  about: string;
  options: readonly BenchOption[];
  /** Resolves with what is printed and kept. */
  run(values: BenchValues): Promise<object>;
}

export type BenchValues = (option: string) => number;

/** Throws an Error that names the wrong option and those there are. */
export function parseBenchOptions(bench: Bench, args: readonly string[]): BenchValues {
  const values = new Map(bench.options.map(({ name, fallback }) => [name, fallback]));
  for (let i = 0; i < args.length; i += 2) {
    const name = (args[i] ?? "").replace(/^--/, "");
    const value = Number(args[i + 1]);
    if (!values.has(name))
      throw new Error(`${bench.name} has no option "${args[i]}"; it has: ${optionNames(bench)}`);
    if (!Number.isInteger(value) || value < 1)
      throw new Error(`--${name} takes a whole number from 1, not "${args[i + 1]}"`);
    values.set(name, value);
  }
  return (option) => {
    const value = values.get(option);
    if (value === undefined)
      throw new Error(`${bench.name} asks for an option it does not declare: ${option}`);
    return value;
  };
}

const optionNames = (bench: Bench): string => bench.options.map(({ name }) => `--${name}`).join(", ");
