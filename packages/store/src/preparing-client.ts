// A connection that has Postgres keep what it is asked again and again: parsed once, not each time. Planned it is each time all
// the same (connect.ts says why).
//
//   P1. Only what came several times with the same text: most texts that are made for one question never come again.
//   P2. Bounded: each costs Postgres some tens of kilobytes for as long as the connection lives.
//   P3. Never a whole row (`*`): its shape changes with the table, and Postgres then refuses the kept statement. Apps of the version
//       before go on while a newer one adds columns.
//   P4. Whoever names a statement, or says that it has no name (`name: ""`), is left alone: what is planned for its values
//       is told by the caller.
import { Client, type ClientConfig } from "pg";

const KEPT_FROM = 3;
const MAX_KEPT = 64;
/** Texts that are counted and not kept; the oldest is forgotten. */
const MAX_COUNTED = 256;
const WHOLE_ROW = /(?:\bselect|\bdistinct|\breturning|[.,])\s*\*/i;

/** What `query` of a client may be called with; a COPY or another object that submits itself is passed on as it came. */
type Statement = readonly unknown[];

/** P4. For filters that people write: which plan is good depends on what they ask for, far more than on the text. */
export const PLANNED_FOR_ITS_VALUES = { name: "" } as const;

export class StatementNames {
  readonly #counts = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** @returns undefined: send it as it is, without a name. */
  nameOf(text: string): string | undefined {
    const name = this.#names.get(text);
    if (name !== undefined || this.#names.size >= MAX_KEPT) return name; // P2
    const count = (this.#counts.get(text) ?? 0) + 1;
    this.#counts.delete(text);
    if (count >= KEPT_FROM && !WHOLE_ROW.test(text)) return this.#keep(text); // P1, P3
    this.#counts.set(text, count);
    this.#forgetOldest();
    return undefined;
  }

  #keep(text: string): string {
    const name = `kept_${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }

  #forgetOldest(): void {
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > MAX_COUNTED && oldest !== undefined) this.#counts.delete(oldest);
  }
}

/** Only statements with parameters: without any, Postgres takes the short way, and transactions are told that way. */
export class PreparingClient extends Client {
  readonly #names = new StatementNames();

  constructor(config?: string | ClientConfig) {
    super(config);
    const send = this.query.bind(this) as (...statement: unknown[]) => unknown;
    const query = (...statement: unknown[]): unknown => send(...named(statement, this.#names));
    Object.defineProperty(this, "query", { value: query });
  }
}

function named(statement: Statement, names: StatementNames): Statement {
  const [first, values, ...rest] = statement;
  if (typeof first === "string") {
    const name = Array.isArray(values) ? names.nameOf(first) : undefined;
    return name === undefined ? statement : [{ name, text: first, values }, ...rest];
  }
  if (!isUnnamed(first)) return statement;
  const name = names.nameOf(first.text);
  return name === undefined ? statement : [{ ...first, name }, values, ...rest];
}

interface UnnamedStatement {
  text: string;
  values: unknown[];
}

function isUnnamed(statement: unknown): statement is UnnamedStatement {
  if (typeof statement !== "object" || statement === null || "submit" in statement) return false;
  const { text, values, name } = statement as Partial<UnnamedStatement> & { name?: unknown };
  return typeof text === "string" && Array.isArray(values) && name === undefined; // P4
}
