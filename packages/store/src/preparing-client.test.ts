import { describe, expect, it } from "vitest";
import { StatementNames } from "./preparing-client.ts";

const ask = (names: StatementNames, text: string, times: number): Array<string | undefined> =>
  Array.from({ length: times }, () => names.nameOf(text));

describe("statements that Postgres keeps", () => {
  it("have a name from the third time on, always the same", () => {
    expect(ask(new StatementNames(), "select 1 where $1", 5)).toEqual([
      undefined,
      undefined,
      "kept_1",
      "kept_1",
      "kept_1",
    ]);
  });

  it("never take whole rows, whose shape changes with the table", () => {
    const names = new StatementNames();
    for (const text of [
      "select * from runs where run_id = $1",
      'select "runs".* from runs where run_id = $1',
      "select run_id, * from runs where run_id = $1",
      "insert into runs (run_id) values ($1) RETURNING *",
    ])
      expect(ask(names, text, 5)).not.toContain("kept_1");
  });

  it("may count and multiply", () => {
    const names = new StatementNames();
    expect(ask(names, "select count(*), 2 * $1::integer from runs", 3)).toContain("kept_1");
  });

  it("are at most 64, and texts that never come again push out none of them", () => {
    const names = new StatementNames();
    for (let i = 0; i < 1_000; i++) names.nameOf(`select ${i} where $1`);
    for (let i = 0; i < 100; i++) ask(names, `select 'again ${i}' where $1`, 3);
    expect(names.nameOf("select 'again 0' where $1")).toBe("kept_1");
    expect(names.nameOf("select 'again 63' where $1")).toBe("kept_64");
    expect(ask(names, "select 'again 64' where $1", 5)).toEqual(Array(5).fill(undefined));
  });
});
