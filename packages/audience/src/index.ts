export { AudienceError, type AudienceErrorCode } from "./audience-error.ts";
export { audiencePredicate, type Membership } from "./filter/audience-predicate.ts";
export { audienceSql, type AudienceSql } from "./filter/audience-sql.ts";
export { segmentationProblems } from "./filter/segmentation-problems.ts";
export type { SqlFragment } from "./filter/sql-writer.ts";
export { importUsers, type ImportUsersOptions, type LoadUsers } from "./import/import-users.ts";
export { parseUserFile, type UserFileFormat, type UserFileOptions } from "./import/parse-user-file.ts";
export type { UserChunk } from "./import/user-chunk.ts";
