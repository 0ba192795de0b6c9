// Dev only: what tests of several packages need and no product code may import.
export { anyOfJsonSchemas, type JsonSchema } from "./any-of-json-schema.ts";
export { eventually } from "./eventually.ts";
export type { EventuallyOptions } from "./eventually.ts";
export { fakeClock } from "./fake-clock.ts";
export type { Clock, FakeClock } from "./fake-clock.ts";
export { type CertificatePair, makeAuthority, signCertificate } from "./certificates.ts";
export { type SecureEndpoint, startSecureEndpoint } from "./secure-endpoint.ts";
export { startEndpoint } from "./endpoint.ts";
export type { Endpoint } from "./endpoint.ts";
export type { EndpointHandler, EndpointScript, RecordedRequest, Reply } from "./endpoint-script.ts";
export { forkListening, type ListeningProcess } from "./fork-listening.ts";
export { type NatsWire, startNatsWire } from "./nats-wire.ts";
export { shiftedClock, type ShiftedClock } from "./shifted-clock.ts";
export { World } from "./simulation/world.ts";
export { type HostClock, SimProcess } from "./simulation/sim-process.ts";
export { repeatSeed, type Seeds, simulationSeeds } from "./simulation/seeds.ts";
