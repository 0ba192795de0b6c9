// What the operator allows requests to go to, as it stands in the environment of whoever needs to know.

/** Plain data: it travels to the sender threads. */
export interface EndpointPolicy {
  /** Networks that may be called although they are not public: `127.0.0.0/8`. */
  allowedCidrs: readonly string[];
  /** Never called, also inside an allowed network: a name, an address or a network, with a port if only that one is meant. */
  deniedHosts: readonly string[];
  /** A port, or the first and the last of several: `443`, `1024-65535`. */
  allowedPorts: readonly string[];
  /** To public addresses; allowed networks take `http://` anyway. */
  isHttpAllowed: boolean;
}

export const DEFAULT_ALLOWED_PORTS: readonly string[] = ["80", "443", "1024-65535"];

/** The settings' own names, so that every app reads the same ones. */
export interface EndpointSettings {
  SLUICE_ALLOW_CIDRS?: string | undefined;
  SLUICE_DENY_HOSTS?: string | undefined;
  SLUICE_ALLOW_PORTS?: string | undefined;
  SLUICE_ALLOW_HTTP?: string | undefined;
}

/** Lists are separated by commas. What is not set has its default; nonsense is found when the policy is compiled. */
export function endpointPolicy(settings: EndpointSettings): EndpointPolicy {
  const ports = list(settings.SLUICE_ALLOW_PORTS);
  return {
    allowedCidrs: list(settings.SLUICE_ALLOW_CIDRS),
    deniedHosts: list(settings.SLUICE_DENY_HOSTS),
    allowedPorts: ports.length === 0 ? DEFAULT_ALLOWED_PORTS : ports,
    isHttpAllowed: ["1", "true"].includes(settings.SLUICE_ALLOW_HTTP?.trim() ?? ""),
  };
}

function list(text = ""): string[] {
  return text.split(",").flatMap((item) => item.trim() || []);
}
