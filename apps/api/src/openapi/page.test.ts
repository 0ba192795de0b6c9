import { afterAll, beforeAll, expect, test } from "vitest";
import type { Api } from "../api.ts";
import { serverWithoutNeighbours } from "./describe-api.ts";

let app: Api;
beforeAll(async () => {
  app = await serverWithoutNeighbours();
});
afterAll(async () => app.close());

const linkedIn = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = ""]) => link);

test("the page and all it links to come from this server, and the browser is told to load from no other", async () => {
  const page = await app.inject({ url: "/docs" });
  expect(page.statusCode).toBe(200);
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/https?:|\*/);

  const links = linkedIn(page.body);
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) {
    expect(link).toMatch(/^\/docs\/static\//);
    const linked = await app.inject({ url: link });
    expect([link, linked.statusCode]).toEqual([link, 200]);
    expect([link, link.endsWith(".css") && /@import|url\(["']?(?:https?:)?\/\//.test(linked.body)]).toEqual([
      link,
      false,
    ]);
  }
});

test("the page asks no other host whether the description is valid", async () => {
  const { body } = await app.inject({ url: "/docs/static/swagger-initializer.js" });
  expect(body).toMatch(/"?validatorUrl"?: ?null/);
  expect(body).not.toMatch(/validatorUrl"?: ?"/);
});

test("the description that the page reads is that of /openapi.json", async () => {
  const [read, served] = await Promise.all([
    app.inject({ url: "/docs/json" }),
    app.inject({ url: "/openapi.json" }),
  ]);
  expect(read.json()).toEqual(served.json());
});
