import { basename } from "node:path";
import { defineConfig } from "vitest/config";

// One configuration for every package; each runs it with its own --root, so `pnpm test` works in any folder.
export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", "json"],
    outputFile: { json: `${import.meta.dirname}/.test-results/${basename(process.cwd())}.json` },
  },
});
