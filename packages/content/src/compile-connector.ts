// A connector, compiled once per run → for each recipient a request, or the reason why there is none.
//
//   C1. Rendering never throws on data.
//   C2. What leaves is well formed: no CR or LF in a header, no dot segment in a path, no body beyond the limit.
//   C3. The origin is literal.
import type { Connector, RecipientRow } from "@sluice/schema";
import { attributesRead, eventAttributesRead } from "./attributes-read.ts";
import { compileBody } from "./compile-body.ts";
import { compileHeaders } from "./compile-headers.ts";
import { compilePath } from "./compile-path.ts";
import { templateCompiler } from "./compile-template.ts";
import type { TemplateCompiler } from "./compile-template.ts";
import { connectorProblems } from "./connector-problems.ts";
import { ContentError } from "./content-error.ts";
import { toRender } from "./piece.ts";
import type { RenderResult, RenderedRequest } from "./render-result.ts";
import { reasonOf } from "./reason-of.ts";
import { templateData } from "./template-data.ts";
import type { CampaignFacts } from "./template-data.ts";
import { urlParts } from "./url-parts.ts";

export interface CompileOptions {
  /** Order of the values in a recipient's row: `[user_id, ...values]`. */
  attributes: readonly string[];
  /** Of a triggered run: order of the values that follow those. Absent: templates read no `EventAttribute`. */
  eventAttributes?: readonly string[] | undefined;
  campaign: CampaignFacts;
  /** What `'now' | date` shows, in milliseconds since 1970. */
  nowMs?: () => number;
}

export interface CompiledConnector {
  /** Never throws on data. */
  render: (row: RecipientRow) => RenderResult;
}

/** @throws ContentError INVALID_TEMPLATE, ATTRIBUTE_NOT_CARRIED */
export function compileConnector(connector: Connector, options: CompileOptions): CompiledConnector {
  assertSound(connector, options);
  const data = templateData(options.attributes, options.campaign, options.eventAttributes);
  const compiler = templateCompiler(data, options.nowMs ?? Date.now);
  const build = requestBuilder(connector, compiler);
  return {
    render: (row) => {
      try {
        compiler.renewMemory();
        return build(row);
      } catch (error) {
        return reasonOf(error);
      }
    },
  };
}

function assertSound(connector: Connector, { attributes, eventAttributes }: CompileOptions): void {
  const isTriggered = eventAttributes !== undefined;
  const [problem] = connectorProblems(connector, "connector", { isTriggered });
  if (problem !== undefined) throw new ContentError("INVALID_TEMPLATE", `${problem.field}: ${problem.issue}`);
  const absent = [
    ...attributesRead(connector).filter((name) => !attributes.includes(name)),
    ...eventAttributesRead(connector).filter((name) => eventAttributes?.includes(name) === false),
  ];
  if (absent.length > 0) {
    const names = absent.join(", ");
    throw new ContentError("ATTRIBUTE_NOT_CARRIED", `the batch lacks attributes of the template: ${names}`);
  }
}

// HOT: once per recipient. bench/render.bench.ts
function requestBuilder(
  connector: Connector,
  compiler: TemplateCompiler,
): (row: RecipientRow) => RenderedRequest {
  const { method } = connector;
  const { origin } = new URL(urlParts(connector.url).origin);
  const path = toRender(compilePath(connector, compiler));
  const headers = compileHeaders(connector, compiler);
  const body = connector.body === undefined ? () => null : toRender(compileBody(connector, compiler));
  return (row) => ({
    kind: "request",
    method,
    origin,
    path: path(row),
    headers: headers(row),
    body: body(row),
  });
}
