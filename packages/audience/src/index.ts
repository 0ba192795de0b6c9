export { AudienceError, type AudienceErrorCode } from "./audience-error.ts";
export {
  type CutConditions,
  cutConditions,
  type CutQuestion,
  type ExclusionReason,
  type HeldOut,
} from "./cut/cut-conditions.ts";
export { controlGroupSalt, drawHash, isInShare, type Share } from "./cut/share.ts";
export { audiencePredicate, type IsMember, type Membership } from "./filter/audience-predicate.ts";
export { audienceSql, type AudienceSql } from "./filter/audience-sql.ts";
export { definitionProblems, segmentationProblems } from "./filter/segmentation-problems.ts";
export { definitionHash } from "./segments/definition-hash.ts";
export { type ExpandedAudience, expandAudience } from "./segments/expand-audience.ts";
export {
  parseValueFile,
  USER_ID_COLUMNS,
  type ValueChunk,
  type ValueFileOptions,
} from "./segments/parse-value-file.ts";
export type { ValueType } from "./segments/value-format.ts";
export { type FindSegments, segmentRefs } from "./segments/find-segments.ts";
export type { SqlFragment } from "./filter/sql-writer.ts";
export { importUsers, type ImportUsersOptions, type LoadUsers } from "./import/import-users.ts";
export { parseUserFile, type UserFileFormat, type UserFileOptions } from "./import/parse-user-file.ts";
export type { UserChunk } from "./import/user-chunk.ts";
