// What the operator says about requests that leave, as the environment has it.
import { type EndpointPolicy, endpointPolicy, type EndpointSettings } from "@sluice/content";

/** Plain data: it travels to the sender threads. */
export interface EgressPolicy extends EndpointPolicy {
  /** Every request goes through this proxy. May have credentials: keep it out of logs. */
  proxyUrl: string | null;
}

export interface EgressSettings extends EndpointSettings {
  SLUICE_PROXY?: string | undefined;
}

export function egressPolicy(settings: EgressSettings): EgressPolicy {
  const proxyUrl = settings.SLUICE_PROXY?.trim() ?? "";
  return { ...endpointPolicy(settings), proxyUrl: proxyUrl === "" ? null : proxyUrl };
}

/** For a log. */
export function describeEgress({ proxyUrl, ...rest }: EgressPolicy) {
  return { ...rest, proxy: proxyUrl === null ? null : (URL.parse(proxyUrl)?.host ?? "not a URL") };
}
