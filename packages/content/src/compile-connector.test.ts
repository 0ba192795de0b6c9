import { describe, expect, it } from "vitest";
import { connector, raw, renderOne, requestFor } from "../test/render-one.ts";
import { compileConnector } from "./index.ts";

const json = (value: unknown) => ({ body: { type: "JSON" as const, json: value as string } });

describe("a request", () => {
  it("has the connector's method, a literal origin, the path and query, headers and body", () => {
    const request = requestFor(
      {
        method: "PUT",
        url: "HTTPS://api.example.com:443/users/{{ UserAttribute['user_id'] }}?source=a#top",
        headers: [{ key: "X-City", value: "{{ UserAttribute['city'] }}" }],
        ...json({ name: "{{ UserAttribute['first_name'] }}" }),
      },
      { city: "Köln", first_name: "Anna" },
    );
    expect(request).toEqual({
      kind: "request",
      method: "PUT",
      origin: "https://api.example.com",
      path: "/users/user-1?source=a",
      headers: ["content-type", "application/json", "X-City", "Köln"],
      body: '{"name":"Anna"}',
    });
  });

  it("has no body and no content type when the connector has none", () => {
    expect(requestFor({ method: "GET" })).toMatchObject({ path: "/notify", headers: [], body: null });
  });

  it("carries the author's own content type instead of the implied one", () => {
    const { headers } = requestFor({
      headers: [{ key: "Content-Type", value: "application/x.v2+json" }],
      ...json(1),
    });
    expect(headers).toEqual(["Content-Type", "application/x.v2+json"]);
  });

  it("shares one list of headers between recipients when none of them varies", () => {
    const { render } = compileConnector(connector(json("x")), {
      attributes: [],
      campaign: { id: "c", name: "n" },
    });
    const [first, second] = [render(["a"]), render(["b"])];
    expect(first.kind === "request" && second.kind === "request" && first.headers === second.headers).toBe(
      true,
    );
  });
});

describe("a JSON body", () => {
  it("has every string leaf filled, keys and other values as they are", () => {
    const body = {
      list: ["{{ UserAttribute['city'] }}", 1, null, { deep: "in {{ UserAttribute['city'] }}" }],
      ok: true,
    };
    expect(JSON.parse(requestFor(json(body), { city: "Bonn" }).body!)).toEqual({
      list: ["Bonn", 1, null, { deep: "in Bonn" }],
      ok: true,
    });
  });

  it.each(['"', "\\", "\n\t\u0000\u001f", "👍 ünï \u2028", "\ud800 alone", '","admin":true,"x":"'])(
    "keeps %j inside its string",
    (value) => {
      const { body } = requestFor(json({ v: "<{{ UserAttribute['v'] }}>" }), { v: value });
      expect(JSON.parse(body!)).toEqual({ v: `<${value}>` });
      expect(body!.isWellFormed()).toBe(true);
    },
  );

  it("gives a number as text, and as a number when the leaf is one output that ends in json", () => {
    const leaves = { text: "{{ UserAttribute['age'] }}", value: "{{ UserAttribute['age'] | json }}" };
    expect(requestFor(json(leaves), { age: 42 }).body).toBe('{"text":"42","value":42}');
  });

  it("gives null for a default of nil with json", () => {
    expect(requestFor(json("{{ UserAttribute['age'] | default: nil | json }}")).body).toBe("null");
  });

  it("is refused beyond 256 KB", () => {
    const leaf = "{{ UserAttribute['v'] }}".repeat(100);
    expect(renderOne(json(leaf), { v: "ä".repeat(1_400) })).toEqual({
      kind: "unrendered",
      reason: "the body has more than 262144 bytes",
    });
  });
});

describe("a URL", () => {
  it("has values encoded as components and the author's text kept", () => {
    const { path } = requestFor(
      {
        url: "https://x.test/a%20b/ü/{{ UserAttribute['v'] }}?q={{ UserAttribute['v'] | url_encode }}&n=1+2%26",
      },
      { v: "a/b?c&d#ü %" },
    );
    const encoded = "a%2Fb%3Fc%26d%23%C3%BC%20%25";
    expect(path).toBe(`/a%20b/%C3%BC/${encoded}?q=${encoded}&n=1%202%26`);
  });

  it("splits at no separator that stands inside a placeholder", () => {
    const { path } = requestFor({
      url: "https://x.test/{{ UserAttribute['v'] | default: '/?#' }}/z?a={{ UserAttribute['v'] | default: '&=' }}",
    });
    expect(path).toBe("/%2F%3F%23/z?a=%26%3D");
  });

  it("adds the URL parameters after its own query", () => {
    const { path } = requestFor({
      url: "https://x.test?a=1",
      url_parameters: [{ key: "b c", value: "{{ CampaignAttribute['name'] }}" }],
    });
    expect(path).toBe("/?a=1&b%20c=Spring%20%22offer%22");
  });

  it.each(["..", "."])("does not let a user named %j reach another resource", (id) => {
    const input = { url: "https://x.test/users/{{ UserAttribute['id'] }}/mail" };
    expect(renderOne(input, { id })).toMatchObject({ kind: "unrendered" });
  });

  it("replaces a lone surrogate, which has no bytes", () => {
    expect(requestFor({ url: "https://x.test/{{ UserAttribute['v'] }}" }, { v: "\udc00" }).path).toBe(
      "/%EF%BF%BD",
    );
  });
});

describe("a header", () => {
  const header = { headers: [{ key: "X-V", value: "v={{ UserAttribute['v'] }}" }] };

  it.each(["a\r\nX-Admin: 1", "\n", "\0", "日本", "\u007f"])(
    "that would carry %j ends the recipient",
    (v) => {
      expect(renderOne(header, { v })).toEqual({
        kind: "unrendered",
        reason: "header X-V has a character that headers cannot carry",
      });
    },
  );
});

describe("a form body", () => {
  it("is encoded as URLSearchParams does it", () => {
    const value = "a b&c=d+ü~!'()*-._/\ud800";
    const { body, headers } = requestFor(
      {
        body: {
          type: "FORM",
          form: [
            { key: "k 1", value: "{{ UserAttribute['v'] }}" },
            { key: "b", value },
          ],
        },
      },
      { v: value },
    );
    expect(body).toBe(new URLSearchParams({ "k 1": value, b: value }).toString());
    expect(headers).toEqual(["content-type", "application/x-www-form-urlencoded"]);
  });
});

describe("a raw body", () => {
  const typed = (content_type: string, text: string) => ({
    body: { type: "RAW" as const, raw: text, content_type },
  });

  it("is not escaped as plain text", () => {
    expect(requestFor(raw("{{ UserAttribute['v'] }}\""), { v: '<"' }).body).toBe('<""');
  });

  it("is escaped as JSON by its content type, and `| json` writes whole values", () => {
    const text = '{"a":"{{ UserAttribute[\'v\'] }}","b":{{ UserAttribute[\'v\'] | json }}}';
    expect(requestFor(typed("application/json", text), { v: '"x' }).body).toBe('{"a":"\\"x","b":"\\"x"}');
  });

  it("is escaped as HTML by its content type, once", () => {
    const text = "<b>{{ UserAttribute['v'] }}{{ UserAttribute['v'] | escape }}</b>";
    expect(requestFor(typed("text/html; charset=utf-8", text), { v: "<&" }).body).toBe(
      "<b>&lt;&amp;&lt;&amp;</b>",
    );
  });

  it("escapes what was captured when it is put out, once", () => {
    const text = "{% capture c %}{{ UserAttribute['v'] }}{% endcapture %}<i>{{ c }}</i>";
    expect(requestFor(typed("text/html", text), { v: "<" }).body).toBe("<i>&lt;</i>");
  });

  it("knows the filter `raw`, which opts out of nothing", () => {
    expect(requestFor(typed("text/html", "{{ UserAttribute['v'] | raw }}"), { v: "<" }).body).toBe("&lt;");
  });
});

describe("compiling", () => {
  const options = { attributes: ["city"], campaign: { id: "c", name: "n" } };

  it("refuses a connector with problems", () => {
    expect(() => compileConnector(connector(raw("{{ nobody }}")), options)).toThrow(
      expect.objectContaining({ code: "INVALID_TEMPLATE" }),
    );
  });

  it("refuses a batch that lacks an attribute of the template", () => {
    expect(() => compileConnector(connector(raw("{{ UserAttribute['age'] }}")), options)).toThrow(
      expect.objectContaining({ code: "ATTRIBUTE_NOT_CARRIED" }),
    );
  });
});
