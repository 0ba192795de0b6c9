// Users for the demonstration: made up, the same for the same number, written as the CSV file that a person would bring.
import { open } from "node:fs/promises";

const FIRST_NAMES = [
  "Ada",
  "Bo",
  "Chen",
  "Dana",
  "Emeka",
  "Farah",
  "Goran",
  "Hana",
  "Ines",
  "Jun",
  "Kofi",
  "Lea",
] as const;
const CITIES = ["Berlin", "Lagos", "Lima", "Osaka", "Pune", "Quito", "Tunis"] as const;
const ROWS_PER_WRITE = 10_000;

/** @param demo value of the attribute by which the demonstration's campaign finds these users. */
export async function writeDemoUsers(path: string, count: number, demo: string): Promise<void> {
  await using file = await open(path, "w", 0o600);
  await file.write("user_id,first_name,city,points:double,demo\n");
  for (let first = 0; first < count; first += ROWS_PER_WRITE) {
    const rows = Array.from({ length: Math.min(ROWS_PER_WRITE, count - first) }, (_, row) =>
      demoRow(first + row, demo),
    );
    await file.write(rows.join(""));
  }
}

/** Every seventh user has no city: the template has a default for them. */
function demoRow(index: number, demo: string): string {
  const name = FIRST_NAMES[index % FIRST_NAMES.length] ?? "";
  const city = index % 7 === 6 ? "" : (CITIES[index % CITIES.length] ?? "");
  return `user-${String(index + 1).padStart(8, "0")},${name},${city},${(index * 37) % 1_000},${demo}\n`;
}
