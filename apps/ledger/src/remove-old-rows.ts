// Rows that leave by age: a bounded number in a statement, a bounded number of statements in a round.

const ROWS_A_STATEMENT = 10_000;
/** 200,000 rows in a round of 5 seconds: more than come in. */
const STATEMENTS_A_ROUND = 20;

/** @param remove removes at most `limit` rows, and says how many it removed. */
export async function removeOldRows(remove: (limit: number) => Promise<number>): Promise<void> {
  for (let left = STATEMENTS_A_ROUND; left > 0; left--) {
    if ((await remove(ROWS_A_STATEMENT)) < ROWS_A_STATEMENT) return;
  }
}
