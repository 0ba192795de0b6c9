// What the apps are told about requests that leave: the API, so that authors hear early; delivery, which holds to it.
export interface EgressOptions {
  /** Private networks that requests may go to. */
  allowCidrs: readonly string[];
  /** Through which every request goes; may have credentials. */
  proxyUrl: string | null;
}

interface OwnServers {
  natsUrl: string;
  databaseUrl: string;
  /** With their ports. */
  openUrls: readonly string[];
}

/** For both. Our own servers are denied although their network may be allowed. */
export function endpointEnv(
  { env, allowCidrs }: Pick<EgressOptions, "allowCidrs"> & { env: NodeJS.ProcessEnv },
  { natsUrl, databaseUrl, openUrls }: OwnServers,
): NodeJS.ProcessEnv {
  const own = [
    ...natsUrl.split(",").map((url) => hostAndPort(url, "4222")),
    hostAndPort(databaseUrl, "5432"),
    ...openUrls.map((url) => new URL(url).host),
  ];
  return {
    SLUICE_ALLOW_CIDRS: allowCidrs.join(","),
    SLUICE_DENY_HOSTS: [env["SLUICE_DENY_HOSTS"] ?? "", ...own].filter(Boolean).join(","),
  };
}

/** For the apps that send, and no other: the URL may have a password. */
export const proxyEnv = ({ proxyUrl }: Pick<EgressOptions, "proxyUrl">): NodeJS.ProcessEnv =>
  proxyUrl === null ? {} : { SLUICE_PROXY: proxyUrl };

function hostAndPort(url: string, defaultPort: string): string {
  const { hostname, port } = new URL(url.trim());
  return `${hostname}:${port || defaultPort}`;
}

/** To show and to compare: without credentials. */
export const proxyHost = (proxyUrl: string | null): string | null =>
  proxyUrl === null ? null : (URL.parse(proxyUrl)?.host ?? null);
