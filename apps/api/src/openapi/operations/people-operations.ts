// Users and what is known of them.
import type { OperationTexts } from "./operation-text.ts";

export const PEOPLE_OPERATIONS: OperationTexts = {
  "GET /v5/users/count": {
    id: "countUsers",
    group: "Users, events and devices",
    description: `How many users the workspace has.`,
  },
  "POST /v5/users/import": {
    id: "importUsers",
    group: "Users, events and devices",
    description: `Streams a file of any size in the body into the store: CSV with a header (\`name\`, \`name:double\`, \`name:bool\`,
\`name:datetime\`), or one JSON object a line. Users that are known get the new attributes, all others stay. Rows that cannot be read are
counted, and the first hundred are listed with their reasons; the rest of the file is imported. The same file twice changes nothing.`,
    consumes: ["text/csv", "application/x-ndjson"],
  },
};
