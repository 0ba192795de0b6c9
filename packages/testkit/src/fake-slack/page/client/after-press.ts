// What is drawn while somebody presses a button may take the button from under the pointer, and their click is lost: it is drawn
// when the press is over.

/** A pointer let go outside the window may never be told of. */
const LONGEST_PRESS_MS = 5_000;

let press: ReturnType<typeof setTimeout> | undefined;
let waiting: (() => void) | undefined;

document.addEventListener("pointerdown", () => {
  clearTimeout(press);
  press = setTimeout(over, LONGEST_PRESS_MS);
});
for (const end of ["pointerup", "pointercancel"])
  document.addEventListener(end, () => {
    clearTimeout(press);
    press = setTimeout(over); // the click comes first
  });

/** Now, or when the press that is under way is over: then only the last one given. */
export function afterPress(draw: () => void): void {
  if (press === undefined) draw();
  else waiting = draw;
}

function over(): void {
  press = undefined;
  const draw = waiting;
  waiting = undefined;
  draw?.();
}
