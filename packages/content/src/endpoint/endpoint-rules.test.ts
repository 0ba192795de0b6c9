import { describe, expect, test } from "vitest";
import { endpointPolicy, type EndpointSettings } from "./endpoint-policy.ts";
import { compileEndpointRules } from "./endpoint-rules.ts";

const refusal = (url: string, settings: EndpointSettings = {}): string | null =>
  compileEndpointRules(endpointPolicy(settings)).refuseUrl(new URL(url))?.code ?? null;

const refusalAt = (url: string, address: string, settings: EndpointSettings = {}): string | null =>
  compileEndpointRules(endpointPolicy(settings)).refuseAddress(new URL(url), address)?.code ?? null;

describe("a literal address that is not public is refused", () => {
  test.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://127.0.0.1./",
    "https://１２７.0.0.1/",
    "https://127。0。0。1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://169.254.169.254/",
    "https://100.64.0.1/",
    "https://100.100.100.200/",
    "https://168.63.129.16/",
    "https://192.0.0.192/",
    "https://192.0.2.1/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://[::]/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[::ffff:168.63.129.16]/",
    "https://[::127.0.0.1]/",
    "https://[::ffff:0:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b::169.254.169.254]/",
    "https://[64:ff9b::168.63.129.16]/",
    "https://[64:ff9b:1::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fec0::1]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
    "https://[ff02::1]/",
    "https://[2001:db8::1]/",
    "https://[5f00::1]/",
    "https://[100::1]/",
  ])("%s", (url) => {
    expect(refusal(url)).toBe("SLUICE_ADDRESS_REFUSED");
  });
});

test.each([
  "https://93.184.216.34/",
  "https://[2606:2800:220:1::1]/",
  "https://[64:ff9b::93.184.216.34]/",
  "https://api.example.com/",
])("%s is public, or a name whose addresses are asked for later", (url) => {
  expect(refusal(url)).toBe(null);
});

describe("the metadata service of a cloud stays closed", () => {
  const settings = { SLUICE_ALLOW_CIDRS: "0.0.0.0/0,::/0", SLUICE_ALLOW_HTTP: "1" };
  test.each([
    "http://169.254.169.254/",
    "http://[::ffff:169.254.169.254]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::a9fe:a9fe]/",
    "http://[64:ff9b:1:a9fe:a9:fe00::]/",
    "http://[64:ff9b:1:a9:fe:a9fe::]/",
    "http://[64:ff9b:1:0:a9:fea9:fe00:0]/",
    "http://[2a01:db8:64::a9fe:a9fe]/",
    "http://[::169.254.169.254]/",
    "http://[::ffff:0:169.254.169.254]/",
    "http://[2002:a9fe:a9fe::]/",
    "http://[2001:0:a9fe:a9fe::]/",
    "http://[2001::5601:5601]/",
    "http://168.63.129.16/",
    "http://100.100.100.200/",
    "http://[fd00:ec2::254]/",
    "http://metadata.google.internal/",
    "http://METADATA.google.internal./",
    "http://metadata/",
  ])("%s, although every network is allowed", (url) => {
    expect(refusal(url, settings)).toBe("SLUICE_ADDRESS_REFUSED");
  });

  test("to a name that points there", () => {
    expect(refusalAt("http://partner.example/", "169.254.169.254", settings)).toBe("SLUICE_ADDRESS_REFUSED");
  });
});

describe("what the operator allows", () => {
  test.each([
    ["https://10.1.2.3/", "10.1.0.0/16", null],
    ["https://10.2.2.3/", "10.1.0.0/16", "SLUICE_ADDRESS_REFUSED"],
    ["https://[fd00::7]/", "10.1.0.0/16,fd00::/8", null],
    ["https://[::ffff:10.1.2.3]/", "10.1.0.0/16", null],
    ["https://[64:ff9b::10.1.2.3]/", "10.1.0.0/16", "SLUICE_ADDRESS_REFUSED"],
    ["https://[64:ff9b::10.1.2.3]/", "64:ff9b::/96", null],
  ])("%s within %s: %s", (url, cidrs, code) => {
    expect(refusal(url, { SLUICE_ALLOW_CIDRS: cidrs })).toBe(code);
  });

  test("covers each address of a name by itself", () => {
    const settings = { SLUICE_ALLOW_CIDRS: "10.1.0.0/16" };
    expect(refusalAt("https://partner.example/", "10.1.0.9", settings)).toBe(null);
    expect(refusalAt("https://partner.example/", "10.2.0.9", settings)).toBe("SLUICE_ADDRESS_REFUSED");
    expect(refusalAt("https://partner.example/", "fe80::1%eth0", settings)).toBe("SLUICE_ADDRESS_REFUSED");
  });

  test.each([
    { SLUICE_ALLOW_CIDRS: "10.1.0.0" },
    { SLUICE_ALLOW_CIDRS: "everything" },
    { SLUICE_ALLOW_PORTS: "https" },
    { SLUICE_ALLOW_PORTS: "90-80" },
    { SLUICE_ALLOW_PORTS: "65536" },
    { SLUICE_DENY_HOSTS: "a b" },
    { SLUICE_DENY_HOSTS: "10.0.0.0/64" },
  ])("must make sense: %o does not", (settings) => {
    expect(() => refusal("https://api.example.com/", settings)).toThrow(/is no|CIDR/);
  });
});

describe("what the operator denies is closed inside an allowed network too", () => {
  const settings = {
    SLUICE_ALLOW_CIDRS: "127.0.0.0/8,10.0.0.0/8,::1/128,64:ff9b::/96,2002::/16",
    SLUICE_DENY_HOSTS: "127.0.0.1:4222, db.internal, 10.9.0.0/16, [::1]:5432",
  };
  test.each([
    ["http://127.0.0.1:4222/", "SLUICE_ADDRESS_REFUSED"],
    ["http://127.0.0.1:8080/", null],
    ["http://[::ffff:127.0.0.1]:4222/", "SLUICE_ADDRESS_REFUSED"],
    ["http://[64:ff9b::127.0.0.1]:4222/", "SLUICE_ADDRESS_REFUSED"],
    ["http://[2002:7f00:1::]:4222/", "SLUICE_ADDRESS_REFUSED"],
    ["http://DB.internal.:9000/", "SLUICE_ADDRESS_REFUSED"],
    ["http://10.9.1.1/", "SLUICE_ADDRESS_REFUSED"],
    ["http://10.8.1.1/", null],
    ["http://[::1]:5432/", "SLUICE_ADDRESS_REFUSED"],
  ])("%s: %s", (url, code) => {
    expect(refusal(url, settings)).toBe(code);
  });

  test("by whatever name it is called", () => {
    expect(refusalAt("http://other.internal/", "10.9.1.1", settings)).toBe("SLUICE_ADDRESS_REFUSED");
  });
});

describe("http://", () => {
  test.each([
    ["http://93.184.216.34/", {}, "SLUICE_HTTP_REFUSED"],
    ["http://api.example.com/", {}, "SLUICE_HTTP_REFUSED"],
    ["http://127.0.0.1/", {}, "SLUICE_ADDRESS_REFUSED"],
    ["http://127.0.0.1/", { SLUICE_ALLOW_CIDRS: "127.0.0.0/8" }, null],
    ["http://93.184.216.34/", { SLUICE_ALLOW_CIDRS: "127.0.0.0/8" }, "SLUICE_HTTP_REFUSED"],
    ["http://93.184.216.34/", { SLUICE_ALLOW_HTTP: "1" }, null],
    ["http://api.example.com/", { SLUICE_ALLOW_HTTP: "true" }, null],
  ])("%s with %o: %s", (url, settings, code) => {
    expect(refusal(url, settings)).toBe(code);
  });

  test("to a name is decided by its addresses once a network is allowed", () => {
    const settings = { SLUICE_ALLOW_CIDRS: "127.0.0.0/8" };
    expect(refusal("http://partner.example/", settings)).toBe(null);
    expect(refusalAt("http://partner.example/", "127.0.0.1", settings)).toBe(null);
    expect(refusalAt("http://partner.example/", "93.184.216.34", settings)).toBe("SLUICE_HTTP_REFUSED");
  });
});

describe("a port", () => {
  test.each([
    ["https://api.example.com:22/", {}, "SLUICE_PORT_REFUSED"],
    ["https://api.example.com:25/", {}, "SLUICE_PORT_REFUSED"],
    ["https://api.example.com:8443/", {}, null],
    ["https://api.example.com:1024/", {}, null],
    ["https://api.example.com:444/", { SLUICE_ALLOW_PORTS: "443-444" }, null],
    ["https://api.example.com:8443/", { SLUICE_ALLOW_PORTS: "443" }, "SLUICE_PORT_REFUSED"],
  ])("of %s with %o: %s", (url, settings, code) => {
    expect(refusal(url, settings)).toBe(code);
  });
});

test.each([
  "https://user@api.example.com/",
  "https://user:secret@api.example.com/",
  "https://:secret@api.example.com/",
])("credentials do not belong into the URL %s", (url) => {
  expect(refusal(url)).toBe("SLUICE_URL_REFUSED");
});

test.each(["ftp://api.example.com/", "file:///etc/passwd", "gopher://127.0.0.1/"])(
  "%s is no endpoint",
  (url) => {
    expect(refusal(url)).toBe("SLUICE_URL_REFUSED");
  },
);
