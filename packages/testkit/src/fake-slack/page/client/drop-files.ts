// Files: dropped anywhere over the messages, or chosen beside the line that one types in.
import { by } from "./dom.ts";
import { dropFile } from "./wire.ts";

export function wireFiles(): void {
  const main = by("main", HTMLElement);
  main.addEventListener("dragover", (event) => {
    event.preventDefault();
    main.classList.add("drop");
  });
  main.addEventListener("dragleave", () => main.classList.remove("drop"));
  main.addEventListener("drop", (event) => {
    event.preventDefault();
    main.classList.remove("drop");
    void dropAll(event.dataTransfer?.files);
  });
  const chosen = by("file", HTMLInputElement);
  chosen.addEventListener("change", () => {
    void dropAll(chosen.files).then(() => (chosen.value = ""));
  });
}

async function dropAll(files: FileList | null | undefined): Promise<void> {
  for (const file of files ?? []) await dropFile(file);
}
