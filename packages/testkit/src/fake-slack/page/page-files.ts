// The page's own files: its script is TypeScript, of which the types are taken away on the way out.
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

const CLIENT = new URL("client/", import.meta.url);
const NAME = /^\/ui\/client\/([a-z-]+\.(?:ts|css))$/;

export interface PageFile {
  contentType: string;
  text: string;
}

/** @returns null when there is no such file. */
export function pageFile(path: string): PageFile | null {
  if (path === "/ui") return { contentType: "text/html; charset=utf-8", text: read("page.html") };
  const name = NAME.exec(path)?.[1];
  if (name === undefined) return null;
  try {
    return name.endsWith(".css")
      ? { contentType: "text/css; charset=utf-8", text: read(name) }
      : { contentType: "text/javascript; charset=utf-8", text: stripTypeScriptTypes(read(name)) };
  } catch {
    return null;
  }
}

const read = (name: string): string => readFileSync(new URL(name, CLIENT), "utf8");
