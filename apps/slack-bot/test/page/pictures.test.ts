import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../../..");
const FOLDER = join(ROOT, "docs/pictures");
const MAX_PICTURE_BYTES = 150_000;

test("every picture that the documents show is kept, is small, and no other is kept", () => {
  const texts = ["README.md", "docs/slack.md"].map((path) => readFileSync(join(ROOT, path), "utf8"));
  const shown = texts.flatMap((text) =>
    [...text.matchAll(/pictures\/([a-z0-9-]+\.png)/g)].map(([, name]) => name ?? ""),
  );
  const kept = readdirSync(FOLDER);
  expect(kept.toSorted()).toEqual([...new Set(shown)].toSorted());
  expect(kept.filter((name) => statSync(join(FOLDER, name)).size > MAX_PICTURE_BYTES)).toEqual([]);
});
