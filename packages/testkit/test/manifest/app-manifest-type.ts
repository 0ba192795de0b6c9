// The shape that the schema is generated from: a manifest as Slack's own client takes it.
import type { AppsManifestValidateArguments } from "@slack/web-api";

export type AppManifest = Exclude<AppsManifestValidateArguments["manifest"], string>;
