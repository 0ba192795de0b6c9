import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { badInput } from "../cli-error.ts";

/** Never over a file that is there. @throws CliError 2 when it cannot be written. */
export async function writeNewFile(path: string, lines: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(lines, createWriteStream(path, { flags: "wx" }));
  } catch (cause) {
    if (!(cause instanceof Error && "syscall" in cause)) throw cause;
    const isThere = "code" in cause && cause.code === "EEXIST";
    throw badInput(
      `${path} ${isThere ? "is there already" : "cannot be written"}. Choose another file${isThere ? ", or remove it" : ""}.`,
      { cause },
    );
  }
}
