import { expect, test } from "vitest";
import { AUDIT_CSV_HEAD, auditCsvLine } from "./audit-csv.ts";

const entry = {
  audit_id: "0199",
  workspace_id: "acme",
  campaign_id: "c1",
  run_id: null,
  action: "campaign.rejected",
  actor: "ann@example.com",
  source: "api key 1",
  detail: { comment: 'too "early"\nreally', version: 3 },
  at: "2026-06-01T12:00:00.000Z",
  chain_no: 7,
  hash: "ab12",
};

test("a line has every column of the head, in quotes, with quotes and line breaks kept", () => {
  expect(AUDIT_CSV_HEAD).toBe(
    '"chain_no","at","action","actor","source","campaign_id","run_id","detail","audit_id","hash"\r\n',
  );
  expect(auditCsvLine(entry)).toBe(
    '"7","2026-06-01T12:00:00.000Z","campaign.rejected","ann@example.com","api key 1","c1","",' +
      '"{""comment"":""too \\""early\\""\\nreally"",""version"":3}","0199","ab12"\r\n',
  );
});

test("what a spreadsheet would run as a formula is text", () => {
  for (const begin of ["=", "+", "-", "@", "\t", "\r"]) {
    const line = auditCsvLine({ ...entry, actor: `${begin}HYPERLINK("http://x")` });
    expect(line).toContain(`"'${begin}HYPERLINK(""http://x"")"`);
  }
});
