import { expect, test } from "vitest";
import { Silence } from "./silence.ts";

function openSilence() {
  const server = { seq: 0, waits: true, asked: 0, isAway: false };
  const silence = new Silence(
    () => server.seq,
    async () => {
      server.asked += 1;
      if (server.isAway) throw new Error("no answer");
      return server.waits;
    },
  );
  return { server, silence };
}

test("silent is what was idle at two looks in a row while something waited", async () => {
  const { silence } = openSilence();
  expect([await silence.look(), await silence.look()]).toEqual([false, true]);
});

test("while messages come nobody asks, and what waited before says nothing", async () => {
  const { server, silence } = openSilence();
  await silence.look();
  server.seq = 1;
  expect(await silence.look()).toBe(false);
  expect(server.asked).toBe(1);
  expect([await silence.look(), await silence.look()]).toEqual([false, true]);
});

test("an idle reading for which nothing waits is not silent, nor is one of which the server says nothing", async () => {
  const { server, silence } = openSilence();
  server.waits = false;
  for (let looks = 0; looks < 3; looks++) expect(await silence.look()).toBe(false);
  server.waits = true;
  await silence.look();
  server.isAway = true;
  expect(await silence.look()).toBe(false);
  server.isAway = false;
  expect([await silence.look(), await silence.look()]).toEqual([false, true]);
});

test("a message that comes while the server is asked counts", async () => {
  const server = { seq: 0 };
  const silence = new Silence(
    () => server.seq,
    async () => {
      server.seq += 1;
      return true;
    },
  );
  for (let looks = 0; looks < 3; looks++) expect(await silence.look()).toBe(false);
});
