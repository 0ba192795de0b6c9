import { EmailContent, PushContent } from "@sluice/schema";
import { describe, expect, it } from "vitest";
import { messageProblems, previewMessage } from "./preview-message.ts";

const options = { campaign: { id: "c", name: "Sale" }, nowMs: () => 0 };
const ada = { userId: "u-1", user: { name: "<b>Ada</b> & Co", city: "Köln" }, event: { code: "4711" } };
const P = "campaign_content.content.email";

describe("an e-mail for one person", () => {
  it("is escaped where it is HTML, and plain everywhere else", () => {
    const email = EmailContent.parse({
      subject: "Dear {{ user.name }}",
      html_content: '<p title="{{ user.name }}">{{ user.name | escape }} {{ event.code }}</p>',
      cc_ids: ["{{ UserAttribute['user_id'] }}@example.com"],
    });
    expect(previewMessage(email, P, ada, options)).toEqual({
      content: {
        subject: "Dear <b>Ada</b> & Co",
        html_content: '<p title="&lt;b&gt;Ada&lt;/b&gt; &amp; Co">&lt;b&gt;Ada&lt;/b&gt; &amp; Co 4711</p>',
        cc_ids: ["u-1@example.com"],
      },
      problems: [],
    });
  });

  it("may be longer than any other template", () => {
    const html_content = `${"<p>x</p>".repeat(20_000)}{{ user.city }}`;
    const { content, problems } = previewMessage(EmailContent.parse({ html_content }), P, ada, options);
    expect([problems, content.html_content?.endsWith("Köln")]).toEqual([[], true]);
    const subject = `${"x".repeat(20_000)}{{ user.city }}`;
    expect(messageProblems(EmailContent.parse({ subject }), P)).toMatchObject([{ field: `${P}.subject` }]);
  });

  it("is refused in milliseconds when it is hostile", () => {
    const long = { ...ada, user: { a: "x".repeat(4_000) } };
    const issueOf = (html_content: string) =>
      previewMessage(EmailContent.parse({ html_content }), P, long, options).problems.map(
        ({ issue }) => issue,
      );
    expect(issueOf("{{ user.a }}".repeat(40_000))).toEqual([
      expect.stringContaining("at most 20000 characters"),
    ]);
    expect(issueOf(`${"{{user.a}}".repeat(1_500)}${"x".repeat(400_000)}`)).toEqual([
      "has more than 1000000 characters once it is filled",
    ]);
    expect(issueOf(`${"a line\n".repeat(10_000)}{{ nobody }}`)).toEqual([
      expect.stringContaining("line 10001: nobody"),
    ]);
  });

  it("names each field that cannot be filled, and leaves it as it was written", () => {
    const email = EmailContent.parse({
      subject: "{{ user.town }}",
      preview_text: "{{ user.city | nofilter }}",
      html_content: '{% do_not_send "no stock" %}',
    });
    const { content, problems } = previewMessage(email, P, ada, options);
    expect(content).toEqual(email);
    expect(problems).toEqual([
      { field: `${P}.subject`, issue: "user.town has no value" },
      { field: `${P}.preview_text`, issue: expect.stringContaining("nofilter") },
      { field: `${P}.html_content`, issue: "is not sent: no stock" },
    ]);
  });
});

describe("a push message for one person", () => {
  it("is filled wherever a template stands, lists included", () => {
    const push = PushContent.parse({
      android: {
        template_type: "BASIC",
        basic_details: {
          title: "{{ user.city }}",
          message: "{{ user.name }}",
          key_value_pairs: [{ key: "code", value: "{{ event.code }}" }],
        },
      },
    });
    expect(previewMessage(push, "p", ada, options).content.android?.basic_details).toEqual({
      title: "Köln",
      message: "<b>Ada</b> & Co",
      key_value_pairs: [{ key: "code", value: "4711" }],
    });
  });

  it("is judged without a person as well: event values belong to triggered campaigns", () => {
    const push = PushContent.parse({ ios: { basic_details: { title: "{{ event.code }}" } } });
    expect(messageProblems(push, "p")).toMatchObject([{ field: "p.ios.basic_details.title" }]);
    expect(messageProblems(push, "p", { isTriggered: true })).toEqual([]);
  });
});
