// What the hash of an audit entry is made over: every column but the hash, as one JSON array in the form in which Postgres writes it.
// Never changed: the hashes that are kept were made over it. Another form would get another first element.

/** @param row SQL that names the row */
export const AUDIT_TEXT = (row: string): string =>
  `jsonb_build_array(1, ${row}.workspace_id, ${row}.campaign_id, ${row}.chain_no, ${row}.audit_id, ${row}.run_id, ${row}.action,
    ${row}.actor, ${row}.source, ${row}.detail, to_char(${row}.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))::text`;
