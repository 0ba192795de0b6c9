// What a benchmark is to `pnpm bench`: a name, one line, its options, and a function from them to figures.

export interface BenchOption {
  name: string;
  /** A list is given as `1,2,3`; `false` makes a switch, which takes no value. */
  fallback: number | readonly number[] | false;
  /** With its unit. */
  about: string;
}

export interface Bench {
  name: string;
  /** One line: what is measured, and where. */
  about: string;
  options: readonly BenchOption[];
  /** Resolves with what is printed and kept; `say` is for progress. */
  run(values: BenchValues, say: (text: string) => void): Promise<BenchFigures>;
}

export interface BenchFigures {
  /** Which goals were not reached, a sentence each. Absent: the benchmark has no goals. */
  missed?: readonly string[];
  readonly [figure: string]: unknown;
}

export interface BenchValues {
  number(option: string): number;
  numbers(option: string): readonly number[];
  isSet(option: string): boolean;
}

type Value = BenchOption["fallback"] | true;

/** Throws an Error that names the wrong option and those there are. */
export function parseBenchOptions(bench: Bench, args: readonly string[]): BenchValues {
  const values = new Map<string, Value>(bench.options.map(({ name, fallback }) => [name, fallback]));
  const rest = [...args];
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    const option = bench.options.find(({ name }) => `--${name}` === flag);
    if (!option) throw new Error(`${bench.name} has no option "${flag}"; it has: ${optionNames(bench)}`);
    values.set(option.name, option.fallback === false ? true : parseValue(option, rest.shift()));
  }
  return readerOf(bench, values);
}

function parseValue({ name, fallback }: BenchOption, text: string | undefined): Value {
  const numbers = (text ?? "").split(",").map(Number);
  const isList = typeof fallback === "object";
  if (text === undefined || numbers.some((number) => !Number.isInteger(number) || number < 1))
    throw new Error(
      `--${name} takes a whole number from 1${isList ? ", or several: 1,2,3" : ""}, not "${text}"`,
    );
  const [first = 0] = numbers;
  if (!isList && numbers.length > 1) throw new Error(`--${name} takes one whole number, not "${text}"`);
  return isList ? numbers : first;
}

function readerOf(bench: Bench, values: ReadonlyMap<string, Value>): BenchValues {
  const read = <T extends Value>(option: string, is: (value: Value | undefined) => value is T): T => {
    const value = values.get(option);
    if (is(value)) return value;
    throw new Error(`${bench.name} asks for an option that it does not declare like that: ${option}`);
  };
  return {
    number: (option) => read(option, (value) => typeof value === "number"),
    numbers: (option) => read(option, (value) => typeof value === "object"),
    isSet: (option) => read(option, (value) => typeof value === "boolean"),
  };
}

const optionNames = (bench: Bench): string => bench.options.map(({ name }) => `--${name}`).join(", ");
