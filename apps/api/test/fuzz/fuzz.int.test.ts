// Whatever arrives is taken or refused, in one shape, soon, and leaves nothing behind. All of it: `pnpm --filter @sluice/api fuzz`.
import { expect, test } from "vitest";
import { fuzzServer } from "./fuzz-stage.ts";

const REQUESTS = Number(process.env["FUZZ_REQUESTS"] ?? 5_000);
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 32);

/**
 * From warm to the end, with a heap of 192 MB: some tens of megabytes come and go with bodies of up to a megabyte. What was kept of
 * each of 100,000 bodies of 2 KB would be 200 MB, and would not fit.
 */
const MAX_GROWTH_BYTES = 96 * 1024 * 1024;

test(
  `no body, however wrong, is a 5xx, is answered late, or stays in memory (FUZZ_SEED=${seed})`,
  { timeout: 1_800_000 },
  async () => {
    const report = await fuzzServer({ seed, requests: REQUESTS });
    console.log(JSON.stringify({ ...report, faults: undefined }));
    expect(report.faults).toEqual([]);
    expect(report.sent).toBe(REQUESTS);
    expect(report.byStatus["201"]).toBeGreaterThan(REQUESTS / 1_000);
    expect(report.residentBytes.end - report.residentBytes.warm).toBeLessThan(MAX_GROWTH_BYTES);
  },
);
