// The operations that take JSON, with generators of good bodies, made from the description that the server gives of itself.
import { anyOfJsonSchemas, type JsonSchema } from "@sluice/testkit";
import * as fc from "fast-check";

interface Described {
  paths: Record<string, Record<string, DescribedOperation>>;
  components: { schemas: Record<string, JsonSchema> };
}
interface DescribedOperation {
  requestBody?: {
    content: Record<string, { schema: JsonSchema; examples?: Record<string, { value: unknown }> }>;
  };
}

export interface OperationWithBody {
  id: string;
  method: string;
  path: string;
  /** Good bodies: generated ones, and the examples. */
  bodies: readonly unknown[];
}

/** @param count generated bodies of each operation */
export function operationsWithBody(
  description: unknown,
  { seed, count }: { seed: number; count: number },
): OperationWithBody[] {
  const { paths, components } = description as Described;
  const values = anyOfJsonSchemas(components.schemas, (ref) => ref.replace("#/components/schemas/", ""));
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]): OperationWithBody[] => {
      const media = requestBody?.content["application/json"];
      if (media === undefined) return [];
      const generated = fc.sample(values(media.schema), { seed, numRuns: count });
      const examples = Object.values(media.examples ?? {}).map(({ value }) => value);
      return [
        { id: `${method} ${path}`, method: method.toUpperCase(), path, bodies: [...generated, ...examples] },
      ];
    }),
  );
}
