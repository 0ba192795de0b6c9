import { expect, test } from "vitest";
import { ClaimPace, ClaimPaces, ClaimWindow } from "./claim-window.ts";

/** Passes so many recipients within 100 ms. @returns the next claim. */
function afterPassing(count: number): number {
  const window = new ClaimWindow();
  window.next(0);
  for (let i = 0; i < count; i++) window.passed();
  return window.next(100);
}

test("the first claim is 64", () => {
  expect(new ClaimWindow().next(0)).toBe(64);
});

test.each([
  [1, 16],
  [20, 40],
  [127, 254],
  [5_000, 512],
])("at a rate of %i recipients in 100 ms, %i are claimed ahead", (passed, ahead) => {
  expect(afterPassing(passed)).toBe(ahead);
});

test("the next pass of a run begins with what the one before it found", () => {
  const pace = new ClaimPace();
  const first = new ClaimWindow(pace);
  first.next(0);
  for (let i = 0; i < 500; i++) first.passed();
  expect(first.next(100)).toBe(512);
  expect(new ClaimWindow(pace).next(100)).toBe(512);
  expect(new ClaimWindow().next(100)).toBe(64);
});

test("writes without recipients between them leave the window as it is", () => {
  expect(afterPassing(0)).toBe(64);
});

test("two writes at one moment claim no more than the bound", () => {
  const window = new ClaimWindow();
  window.next(5);
  window.passed();
  expect(window.next(5)).toBe(200);
});

test("claims are short when less than half a window is left", () => {
  const window = new ClaimWindow();
  window.next(0);
  expect(window.isShort(32)).toBe(false);
  expect(window.isShort(31)).toBe(true);
});

test("a run begins with what the run before it found at the same origin, as far as its own limit lets it", () => {
  const paces = new ClaimPaces();
  paces.begin("acme", "https://a.example").ahead = 512;
  expect(paces.begin("acme", "https://b.example").ahead).toBe(64);
  expect(paces.begin("rival", "https://a.example").ahead).toBe(64);
  expect(paces.begin("acme", "https://a.example", 30_000).ahead).toBe(100);
  expect(paces.begin("acme", "https://a.example", 600_000).ahead).toBe(100);
});

test("origins that were not sent to for longest are forgotten", () => {
  const paces = new ClaimPaces();
  paces.begin("acme", "https://first.example").ahead = 512;
  for (let i = 0; i < 100; i++) paces.begin("acme", `https://${i}.example`);
  expect(paces.begin("acme", "https://first.example").ahead).toBe(64);
});
