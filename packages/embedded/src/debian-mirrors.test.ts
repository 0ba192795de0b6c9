import { expect, test } from "vitest";
import { parseDeb822, parseOneLine } from "./debian-mirrors.ts";

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

test("a .sources file gives its main archive, not the one of security updates", () => {
  const text = `Types: deb
# a remark inside a stanza
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: ${KEYRING}

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
Signed-By: ${KEYRING}
`;
  expect(parseDeb822(text)).toEqual([{ uri: "http://mirror.example/debian", keyrings: [KEYRING] }]);
});

test("a .sources stanza that is switched off or for source packages only gives nothing", () => {
  const stanza = "URIs: http://mirror.example/debian\nSuites: trixie\nComponents: main\n";
  expect(parseDeb822(`Types: deb\nEnabled: no\n${stanza}`)).toEqual([]);
  expect(parseDeb822(`Types: deb-src\n${stanza}`)).toEqual([]);
});

test("values of a .sources stanza may continue on the next line, and an inline key names no file", () => {
  const text = `Types: deb
URIs:
 http://one.example/debian
 http://two.example/debian
Suites: trixie
Components: main contrib
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mDMEY865UxYJKwYBBAHaRw8BAQdAd7Z0srwuhlB6JKFkcf4HU4SSS
 -----END PGP PUBLIC KEY BLOCK-----
`;
  expect(parseDeb822(text)).toEqual([
    { uri: "http://one.example/debian", keyrings: [] },
    { uri: "http://two.example/debian", keyrings: [] },
  ]);
});

test("a sources.list gives its main archives, with the keyring of the options", () => {
  const text = `# deb http://off.example/debian trixie main
deb http://plain.example/debian bookworm main contrib
deb [arch=amd64 signed-by=${KEYRING}] https://signed.example/debian bookworm main
deb-src http://plain.example/debian bookworm main
deb http://security.example/debian-security bookworm-security main
deb cdrom:[Debian 12]/ bookworm main
deb http://vendor.example/apt stable vendor
`;
  expect(parseOneLine(text)).toEqual([
    { uri: "http://plain.example/debian", keyrings: [] },
    { uri: "https://signed.example/debian", keyrings: [KEYRING] },
  ]);
});
