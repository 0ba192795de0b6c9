// Holds an answer to the description that the API gives of itself: the status is told, the shape is what is told.
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";

interface Described {
  paths: Record<string, Record<string, { responses: Record<string, { $ref?: string; content?: object }> }>>;
}

/** @returns what is wrong with an answer; empty when it is as described. */
export type AnswerJudge = (
  method: string,
  path: string,
  answer: { status: number; body: unknown },
) => string[];

export function judgeOf(description: unknown): AnswerJudge {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  ajvFormats.default(ajv);
  ajv.addSchema(description as object, "api");
  const { paths } = description as Described;
  const templates = Object.keys(paths).map((template) => ({ template, matches: matcherOf(template) }));

  return (method, path, { status, body }) => {
    const [plain = ""] = path.split("?");
    // A literal path stands before one with a placeholder.
    const found = templates.filter(({ matches }) => matches.test(plain)).map(({ template }) => template);
    const template = found.sort((a, b) => a.split("{").length - b.split("{").length)[0];
    const verb = method.toLowerCase();
    const operation = template === undefined ? undefined : paths[template]?.[verb];
    if (template === undefined || operation === undefined) return []; // no such path: nothing is told of it
    const response = operation.responses[status];
    if (response === undefined) return [`${method} ${template} answers ${status}, which is not described`];
    const pointer = response.$ref?.slice(1) ?? `/paths/${escape(template)}/${verb}/responses/${status}`;
    const schema = ajv.getSchema(`api#${encodeURI(`${pointer}/content/application~1json/schema`)}`);
    if (schema === undefined || schema(body) === true) return [];
    return [`${method} ${template} ${status}: ${ajv.errorsText(schema.errors)}: ${JSON.stringify(body)}`];
  };
}

const escape = (template: string): string => template.replaceAll("~", "~0").replaceAll("/", "~1");

const matcherOf = (template: string): RegExp =>
  new RegExp(
    `^${template.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{[^}]+\}/g, "[^/]+")}$`,
  );
