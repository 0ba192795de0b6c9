export { attributesRead, eventAttributesRead } from "./attributes-read.ts";
export { compileConnector } from "./compile-connector.ts";
export type { CompileOptions, CompiledConnector } from "./compile-connector.ts";
export { MAX_BODY_BYTES } from "./compile-body.ts";
export { connectorProblems } from "./connector-problems.ts";
export { ContentError } from "./content-error.ts";
export type { ContentErrorCode } from "./content-error.ts";
export { contentHash } from "./content-hash.ts";
export { type EndpointPolicy, endpointPolicy, type EndpointSettings } from "./endpoint/endpoint-policy.ts";
export { endpointProblem } from "./endpoint/endpoint-problem.ts";
export { portOf } from "./endpoint/endpoint-port.ts";
export {
  compileEndpointRules,
  type EndpointRules,
  literalAddress,
  type Refusal,
  type RefusalCode,
} from "./endpoint/endpoint-rules.ts";
export type { PreviewOptions } from "./preview/leaf-renderer.ts";
export type { PersonValues } from "./preview/person-values.ts";
export { type ConnectorPreview, previewConnector } from "./preview/preview-connector.ts";
export { messageProblems, type MessagePreview, previewMessage } from "./preview/preview-message.ts";
export type { RenderResult, RenderedRequest } from "./render-result.ts";
export { USER_ID } from "./template-data.ts";
export type { CampaignFacts } from "./template-data.ts";
