import { CampaignSearch, parseInput } from "@sluice/schema";
import { describe, expect, it } from "vitest";
import { campaignFilter } from "./campaign-filter.ts";

const filterOf = (campaign_fields: object) =>
  campaignFilter("acme", CampaignSearch.parse({ campaign_fields, limit: 15, page: 2 }), 0);
const problemsOf = (body: unknown): string[] => {
  const parsed = parseInput(CampaignSearch, body);
  return parsed.ok ? [] : parsed.problems.map(({ field }) => field);
};

describe("the body of a search", () => {
  it("reads the names of the first version as those of the second, and one value as a list", () => {
    const newer = filterOf({ ids: ["a"], campaign_delivery_type: ["ONE_TIME"] });
    expect(filterOf({ id: "a", delivery_type: "ONE_TIME" })).toEqual(newer);
    expect(newer).toMatchObject({ ids: ["a"], deliveryTypes: ["ONE_TIME"], limit: 15, page: 2 });
    expect(problemsOf({ campaign_fields: { id: "a", ids: ["b"] }, limit: 1, page: 1 })).toEqual([
      "campaign_fields.id",
    ]);
  });

  it("reads CONNECTORS as CONNECTOR, and finds nothing of channels that are not there", () => {
    expect(filterOf({ channels: ["CONNECTORS", "SMS"] }).channels).toEqual(["CONNECTOR"]);
    expect(filterOf({ channels: ["SMS"] }).channels).toEqual([]);
    expect(filterOf({ channels: [] }).channels).toBeUndefined();
  });

  it("includes both ends of a time, and the whole of a day", () => {
    const created_date = { from_date: "2026-12-01", to_date: "2026-12-02" };
    expect(filterOf({ created_date })).toMatchObject({
      createdFrom: new Date("2026-12-01T00:00:00Z"),
      createdBefore: new Date("2026-12-03T00:00:00Z"),
    });
    expect(filterOf({ created_date: { to_date: "2026-12-01T09:30:00" } })).toMatchObject({
      createdFrom: undefined,
      createdBefore: new Date("2026-12-01T09:30:00.001Z"),
    });
    expect(filterOf({ created_date: { from_date: "2026-12-01T09:30:00+05:30" } }).createdFrom).toEqual(
      new Date("2026-12-01T04:00:00Z"),
    );
  });

  it("needs a page, and at most fifteen on it", () => {
    expect(problemsOf({})).toEqual(["limit", "page"]);
    expect(problemsOf({ limit: 16, page: 0 })).toEqual(["limit", "page"]);
    expect(
      problemsOf({ limit: "5", page: 1, campaign_fields: { created_date: { from_date: "soon" } } }),
    ).toEqual(["campaign_fields.created_date.from_date", "limit"]);
  });
});
