import type { LookupAddress } from "node:dns";
import { describe, expect, test } from "vitest";
import { AddressRefusedError, createAddressGuard } from "./address-guard.ts";

const mayCall = (url: string, cidrs: readonly string[] = []): boolean => {
  try {
    createAddressGuard(cidrs).assertAllowedHost(new URL(url).hostname);
    return true;
  } catch (error) {
    if (error instanceof AddressRefusedError) return false;
    throw error;
  }
};

describe("a literal address that is not public is refused", () => {
  test.each([
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.0.0.1./",
    "http://１２７.0.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://169.254.169.254/",
    "http://100.64.0.1/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[::ffff:168.63.129.16]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://[5f00::1]/",
    "http://[100::1]/",
  ])("%s", (url) => {
    expect(mayCall(url)).toBe(false);
  });
});

test.each(["http://metadata.google.internal/", "http://METADATA.google.internal./"])(
  "%s is refused by name",
  (url) => {
    expect(mayCall(url, ["0.0.0.0/0"])).toBe(false);
  },
);

test.each(["http://93.184.216.34/", "http://[2606:2800:220:1::1]/", "https://api.example.com/"])(
  "%s is public, or a name whose addresses are checked when it is connected to",
  (url) => {
    expect(mayCall(url)).toBe(true);
  },
);

describe("what the operator allows", () => {
  test("is allowed by network, for either family, and nothing beside it", () => {
    expect(mayCall("http://10.1.2.3/", ["10.1.0.0/16"])).toBe(true);
    expect(mayCall("http://10.2.2.3/", ["10.1.0.0/16"])).toBe(false);
    expect(mayCall("http://[fd00::7]/", ["10.1.0.0/16", "fd00::/8"])).toBe(true);
    expect(mayCall("http://[::ffff:10.1.2.3]/", ["10.1.0.0/16"])).toBe(true);
  });

  test("must be networks", () => {
    expect(() => createAddressGuard(["10.1.0.0"])).toThrow("CIDR");
    expect(() => createAddressGuard(["everything"])).toThrow("CIDR");
  });
});

describe("the addresses of a name", () => {
  const lookup = (hostname: string, cidrs: readonly string[], all: boolean) =>
    new Promise<{ error: NodeJS.ErrnoException | null; found: string | LookupAddress[] }>((resolve) => {
      createAddressGuard(cidrs).lookup(hostname, { all }, (error, found) => resolve({ error, found }));
    });

  test("are refused at the moment of connecting when one of them is not allowed", async () => {
    expect((await lookup("localhost", [], true)).error).toMatchObject({ code: "SLUICE_ADDRESS_REFUSED" });
  });

  test("are handed on as they were checked", async () => {
    const allowed = ["127.0.0.0/8", "::1/128"];
    expect((await lookup("localhost", allowed, false)).found).toMatch(/^(127\.0\.0\.1|::1)$/);
    expect((await lookup("localhost", allowed, true)).found).toContainEqual(
      expect.objectContaining({ address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) as string }),
    );
  });

  test("that do not exist are an error of the resolver", async () => {
    expect((await lookup("nobody.invalid", [], true)).error?.code).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });
});
