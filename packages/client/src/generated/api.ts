// Made from the API's description by `pnpm --filter @sluice/client generate`; a test fails when it is stale.

export interface paths {
    "/core-services/v1/campaign-stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What became of several campaigns, in the shape of the product's stats API
         * @description Figures of up to ten campaigns in the shape of the product's stats API, nested by platform, locale and variation, for programs that read them there. A run counts whole in every range that touches it. `sent` is what was delivered; what an endpoint does not tell (impressions, clicks, conversions) is 0.
         */
        post: operations["getStatsOfCampaigns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customer/{app_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create or update a user
         * @description Creates the user, or changes the one who is known. What is not mentioned stays; null takes an attribute away. `addValueToArrayField` and `removeValueFromArrayField` change lists, at the top or among the attributes. A list holds up to 50 values of one kind. The names `id`, `_id` and `user_id` and the prefix `moe_` are taken, the product's standard attributes excepted. It is stored when it is answered. Refusals have the Data API's shape: `{status: "fail", error: {type, message, attribute, request_id}}`.
         */
        post: operations["createOrUpdateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customer/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete a user: attributes, devices and events
         * @description Deletes one user for good: attributes, devices, events, also events that are still on their way. Somebody who is not known is no mistake. What stays is told in the operations guide: results of campaigns keep the id for as long as they are kept.
         */
        post: operations["deleteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customer/delete/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete a user: attributes, devices and events
         * @description The same under its newer path. One user a call.
         */
        post: operations["deleteUserInBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customer/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge users into others
         * @description The merged user's devices and events move to the retained user, whose attributes win where both have one; then the merged user is gone, and the id is as unknown as if it had never been. All pairs or none: one unknown user refuses the call. A user of one pair must not stand in another.
         */
        post: operations["mergeUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read up to 20 users
         * @description Reads up to 20 users by their ids, whole or the fields that are asked for. Those who are not known are listed.
         */
        post: operations["exportUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/device/{app_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add or update a device of a user
         * @description Adds a device of a user who is known, or changes it. A push id leads to one device of its platform: whoever brings it last has it. A user has up to 50 devices; beyond, the one that was not told of for the longest makes room.
         */
        post: operations["createOrUpdateDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/manage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opt devices of a user out of push, or in again
         * @description Blocks push for the devices that are named, or for all devices of the user, or allows it again.
         */
        post: operations["optDevicesOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/event/{app_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell what a user has done
         * @description Tells what a user has done: one or more actions. A user who is not known is created. `current_time` is UTC; `user_time` is the user's clock, which `user_timezone_offset` brings to UTC; without both it is now. The future is refused. Events are durable when they are answered, and can be read a moment later.
         */
        post: operations["createEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transition/{app_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell of many users, events and devices
         * @description Bodies of users, events and devices in one request of up to 100 KB. They are applied in order, and each is judged on its own: one that is refused stops nobody. The answer is 200 whatever the elements are; what was refused is found by the `request_id` of the answer.
         */
        post: operations["createInBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transition/{app_id}/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which elements of a bulk request were refused
         * @description The elements of a bulk request that were refused, with type, message and field: the first hundred. Kept for seven days.
         */
        get: operations["getRefusedElements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API keys, newest first, without their secrets
         * @description Keys of the workspace, newest first, without their secrets.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description Makes a key for one person, with some of the scopes that your own key has. Its secret is in this answer and nowhere else. Review counts the person behind a key: give each person a key of their own.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/api-keys/{key_id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an API key for good
         * @description Ends a key at once and for good. It stays in the list, so that the audit log can be read.
         */
        post: operations["archiveApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/api-keys/{key_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new secret in place of a key's old one
         * @description A new secret in place of the old one, which goes on for `overlap_minutes` and then ends.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/audience/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How many users an audience has now
         * @description Counts whom a campaign with this audience would reach now, by the reason for which others are left out. Exact within five seconds; of more users than can be counted in that time it is an estimate, and `is_estimate` says so.
         */
        post: operations["countAudience"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/authorization-configurations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Authorization configurations, oldest first, without their secrets
         * @description Oldest first, without secrets. `FAILED` means that the last token could not be fetched: campaigns that name it cannot be published.
         */
        get: operations["listAuthorizations"];
        put?: never;
        /**
         * Keep an authorization configuration; an OAUTH2 one must be able to fetch a token
         * @description Keeps how requests prove who sends them: OAuth 2.0 client credentials, name and password, fixed headers, or a client certificate. Connectors name it by its id, so that no campaign holds a secret. OAuth settings are tried before they are kept: when no token can be fetched, 422 says why.
         */
        post: operations["createAuthorization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/authorization-configurations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One configuration
         * @description One configuration, without its secrets.
         */
        get: operations["getAuthorization"];
        put?: never;
        post?: never;
        /**
         * Remove it; refused while a campaign that is not over names it
         * @description Removes it for good. Refused with 409 while a campaign that is not over names it: `uses` lists them.
         */
        delete: operations["removeAuthorization"];
        options?: never;
        head?: never;
        /**
         * Rename it, or replace its settings whole
         * @description Renames it, or replaces its settings whole: nobody can read the secrets to send a part of them back. Campaigns that are being sent use the new settings within seconds.
         */
        patch: operations["changeAuthorization"];
        trace?: never;
    };
    "/v5/authorization-configurations/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try what is kept, and set its status by it
         * @description Tries what is kept, and sets its status by the result.
         */
        post: operations["testAuthorization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/authorization-configurations/{id}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Campaigns that name it and are not over
         * @description Campaigns that name it and are not over: what to look at before changing or removing it.
         */
        get: operations["listAuthorizationUses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/authorization-configurations/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try settings without keeping them
         * @description Tries settings and keeps nothing: which fields the token endpoint answered, and how long a token lives. Never the token.
         */
        post: operations["tryAuthorization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List campaigns, newest first
         * @description All campaigns of the workspace, newest first. Follow `next` until it is null. To find campaigns by channel, status, tag, author or date use `POST /v5/campaigns/search`.
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * Create a draft; components may be missing
         * @description Makes a draft and answers its id. Only `channel` and `campaign_delivery_type` are required; every component may be left out and added later with PATCH. Each component that is given must be well-formed by itself; what is still missing before the campaign can be published is what `validate` tells.
         *
         *     A program that is unsure whether its call arrived sends it again with the same `Idempotency-Key`: it gets the first answer, and no second draft.
         */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a campaign
         * @description The whole campaign as it stands: its components, its version, its content hash, its approval and its run. Values that were sent in an older spelling are answered in the newest one.
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit a campaign: makes a version to be approved; what waits for its start is taken back, what is live goes on
         * @description Merges by component: a component that is left out stays; of a component that is given, each field that is given replaces the stored field whole, nested objects included; `null` takes a component or a field away. The merged campaign is judged, not the patch alone, by the schema of the stored campaign's channel.
         *
         *     An edit that changes something makes a new version, makes the campaign a draft again, and voids its approval: what goes out is always what somebody approved.
         */
        patch: operations["editCampaign"];
        trace?: never;
    };
    "/v5/campaigns/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve what another person wrote and submitted
         * @description Says yes to exactly what the reviewer saw: the approval is bound to the content hash. Send `content_hash` of what was shown, and an edit that came between is noticed (409). Whoever wrote, edited or submitted the campaign may not approve it (403), whatever scopes their key has.
         *
         *     Where the policy asks for several people, each approves once, and the last of them makes the campaign `APPROVED`: `message` says how far it is (`1 of 2`), and `review.approvals` who approved. A request that has expired is refused with 409.
         */
        post: operations["approveCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a campaign out of sight that is not live
         * @description Puts a campaign that is not live out of sight: it keeps everything, does nothing, and is found only with `include_archive_campaigns`. A live campaign is stopped first.
         */
        post: operations["archiveCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attempts: every failure and a sample of the successes, newest first, redacted
         * @description Single attempts with the request that was made and the answer that came, redacted: every failure and a sample of the successes. Newest first; follow `next`. `status=0` finds attempts without an answer, `error=any` whatever was not delivered.
         */
        get: operations["searchAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/attempts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as a stream: all that the filter finds, one JSON object a line
         * @description All attempts that the filter finds, one JSON object a line, as a stream of any length.
         */
        get: operations["exportAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, when, from where; oldest first
         * @description Who did what with the campaign, when, and from where: oldest first, append-only. Each entry has a `hash` over itself and the hash of the one before, so that a change of what was written is seen: `sluice audit verify`. With `format=csv` or `Accept: text/csv` all of them come as a table, in which no value can be a formula.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recipients that were given up, in the order of their ids
         * @description Recipients that were given up: after all attempts, or at an answer that no retry would change. Each has its reason. Page with `after`, or ask for `format=ndjson` to get all of them, one a line.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/dead-letters/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send dead letters again, as new attempts
         * @description Sends dead letters again, with new attempts and under the same request limit: all of them, or those whose `user_ids` are given. Their `Idempotency-Key` stays, so an endpoint that had them after all can drop the second copy.
         */
        post: operations["replayDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed between two versions, field by field
         * @description What changed between two versions, field by field, with both values. Without `from` and `to`: what an approver has not seen yet.
         */
        get: operations["diffVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/limit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the request limit of a campaign that is being sent; it holds within two seconds
         * @description Changes the request limit while the campaign is being sent; it holds within two seconds. Lower than what was approved takes the scope `publish`; beyond it takes `approve`, and a person who had no part in the campaign.
         */
        put: operations["changeRunLimit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recipients that have their end, in the order of their ids, one JSON object a line
         * @description Every recipient of the campaign's run that has its end, one JSON object a line, in the order of their ids: while it is sent, and after a stop to know who had been sent to. Narrow it to one `ending` or one user. Who has no end yet is not in it.
         */
        get: operations["exportRecipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject, and say what to change
         * @description Says no, and what to change. The comment is kept with the campaign; the author edits it and submits it again.
         */
        post: operations["rejectCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/request-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send it back to its author as a draft, and say what to change
         * @description Sends the campaign back as a draft, and says what to change: `approval.comment` keeps it. The approvals so far are void; when it is submitted again, everybody is asked anew.
         */
        post: operations["requestChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Its runs, one for each publication, newest first
         * @description Every sending of the campaign, newest first, with its state and the version that it sent. Results are asked for one run with `run_id`, or for the newest without.
         */
        get: operations["listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send to one user now, with values of its own; the campaign is API-triggered and published
         * @description One send to one user, with values of its own, through a published `API_TRIGGERED` campaign. The answer is 202 once the send is durable: it will be made, also when every process dies now. Give `request_id` or `Idempotency-Key`, and a repeated call within 24 hours is answered like the first and sends nothing. Whom a control group of the campaign or the workspace holds out gets nothing: `recipient_count` is then 0, and `excluded` names the group.
         *
         *     422 tells why nothing was accepted: `CAMPAIGN_NOT_TRIGGERABLE`, `RECIPIENT_LIMIT_EXCEEDED` (exactly one user), `UNKNOWN_PLACEHOLDER` (a value that the template does not read), `UNKNOWN_RECIPIENT`.
         */
        post: operations["sendToUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of every targeted user
         * @description The funnel of the campaign's run. It always sums: `targeted` are the `excluded`, counted by reason, and the `recipients`; recipients are those that ended in one of the six ways and those that are not yet settled. While it is sent the figures are seconds old.
         */
        get: operations["getCampaignStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Publish an approved campaign; pause, resume or stop a published one
         * @description `PUBLISH` starts an approved campaign at its time, or at once; refused where the approval has expired, where it does not suffice any more because the audience has grown or the policy is stricter (409), and within the quiet hours (422). `PAUSE` holds what was not sent yet, and `RESUME` goes on where it was. `STOP` ends it for good: requests that are on their way may still arrive, all other recipients end as `cancelled`. An action that does not fit the campaign's kind or status is refused with 422, which says what is possible.
         */
        patch: operations["changeCampaignStatus"];
        trace?: never;
    };
    "/v5/campaigns/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a complete draft for review
         * @description Asks others to review a complete draft. Everything that `validate` lists must be corrected first: 422 lists it again. From now on it waits as `UNDER_REVIEW`; an edit makes it a draft again. `review` in the answer says how many people have to approve, why, and until when: the workspace's approval policy decides. A template that reads an attribute which no user has is refused, and so is a large audience without a test, where the policy asks for one. What nobody decided on in time, or what does not suffice any more, may be submitted again without an edit.
         */
        post: operations["submitCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a campaign out of the archive, with the status that it had
         * @description Takes a campaign out of the archive, with the status that it had.
         */
        post: operations["unarchiveCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that stands between the campaign and publication
         * @description Judges the campaign as submission and publication would, and changes nothing. The answer is 200 either way: `valid` is about the content, and `errors` lists every problem with the dotted path of its field. `cannot_be_sent_yet` lists what is well-formed and stored, and this version does not send: submission and publication refuse it too.
         */
        post: operations["validateCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions, newest first
         * @description Every version that was written, newest first, whole: what it said, who edited it and when. Nothing is ever overwritten.
         */
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/meta": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find campaigns, newest first; answered in short
         * @description The same search, answered in short: name, team, tags, status, start, and how many users a scheduled campaign would reach. For lists and dashboards.
         */
        post: operations["listCampaignMeta"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find campaigns, newest first; answered whole
         * @description Whole campaigns that fit all the given fields, a page of at most 15. There is no total: go on with the next `page` until fewer than `limit` come back. Drafts are found only when `DRAFT` is in `status`, archived campaigns only with `include_archive_campaigns`.
         */
        post: operations["searchCampaigns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send content to a few people, before anybody approves it
         * @description Sends to at most ten chosen people, from a draft (`draft_id`) or from content in the body, never both. Personalization can be overridden with `personalization_details`. The answer has a line for each send: for a connector the request that was made and the answer that came back. Nothing is counted, and no approval is needed: it reaches only those who are named.
         */
        post: operations["testCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/campaigns/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that would stand between such a campaign and publication; nothing is stored
         * @description The same judgement of a campaign that is in the body, and nothing is stored: for programs that write campaigns and want to hear of every problem before they create one.
         */
        post: operations["validateDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/custom-segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List segments, newest first
         * @description Those in use; with `include_archived` also those that were archived within 180 days. Also at `/v3/custom-segments`.
         */
        get: operations["listSegments"];
        put?: never;
        /**
         * Create a segment of filters
         * @description Saves filters under a name, for more than one campaign. They are read anew for each run. Of a name, and of the same filters, there is one: 409 names it in `existing_cs_id`. At most 1,000 segments are in use (429). Also at `/v3/custom-segments`.
         */
        post: operations["createSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/custom-segments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a segment
         * @description One segment, with its filters, or with the users that it has and the last file that it was given.
         */
        get: operations["getSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the filters of a segment
         * @description Replaces the filters. Campaigns that were approved with the former ones and are not published yet have to be approved again; those that are published keep what they were published with. Refused with 403 for a segment of a file, and for an archived one.
         */
        patch: operations["changeSegment"];
        trace?: never;
    };
    "/v5/custom-segments/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a segment out of use
         * @description No campaign that names it can be published until it is back. What is published goes on.
         */
        post: operations["archiveSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/custom-segments/{id}/loads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The files given to a segment, newest first
         * @description How far each file is, or what came of it; the newest 100.
         */
        get: operations["listSegmentLoads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/custom-segments/{id}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a segment back into use
         * @description Brings it back, unless another segment has its filters by now, or 1,000 are in use.
         */
        post: operations["unarchiveSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/custom-segments/{id}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add, remove or replace the users of a segment by those in the body
         * @description Changes the users of a segment by a file in the body: all of it, or nothing. The file has one value in each line, or a header that names the column. Users who are not known here are passed over.
         */
        put: operations["uploadSegmentUsers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/custom-segments/file-segment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a segment of the users in a file
         * @description A segment of users who are named in a file: by their unique id (`uid`), or by an attribute. The address is fetched once, from where requests may go to: at most 150 MB, within 15 minutes, and without redirects. What came of it stands in `last_load`, and is told to `callback_url`. Until then nothing has changed. Also at `/v2/custom-segments/file-segment`.
         */
        post: operations["createFileSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/custom-segments/file-segment/add-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add the users in a file to a segment
         * @description Adds the users in a file. Name the segment by `cs_id` or `name`. The address is fetched once, from where requests may go to: at most 150 MB, within 15 minutes, and without redirects. What came of it stands in `last_load`, and is told to `callback_url`. Until then nothing has changed.
         */
        put: operations["addSegmentUsers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/custom-segments/file-segment/remove-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Remove the users in a file from a segment
         * @description Removes the users in a file. Name the segment by `cs_id` or `name`. The address is fetched once, from where requests may go to: at most 150 MB, within 15 minutes, and without redirects. What came of it stands in `last_load`, and is told to `callback_url`. Until then nothing has changed.
         */
        put: operations["removeSegmentUsers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/custom-segments/file-segment/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace the users of a segment by those in a file
         * @description Replaces all users by those in a file. Name the segment by `cs_id` or `name`. The address is fetched once, from where requests may go to: at most 150 MB, within 15 minutes, and without redirects. What came of it stands in `last_load`, and is told to `callback_url`. Until then nothing has changed.
         */
        put: operations["replaceSegmentUsers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/custom-segments/file-segment/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a segment of the users in the body
         * @description The same with the file in the body, loaded when it is answered; at most 150 MB. The file has one value in each line, or a header that names the column. Users who are not known here are passed over.
         */
        post: operations["uploadSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/global-control-group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the control group
         * @description The share of all users that is drawn, how many are listed beside, and the last file that was given.
         */
        get: operations["getControlGroup"];
        /**
         * Set the share of all users that is in the control group
         * @description Sets the share of all users, 0 to 100 per cent. Who is in is told by the user id alone: the same users in every campaign, and a larger share holds everybody of a smaller one. Runs that are being cut keep what they began with.
         */
        put: operations["changeControlGroup"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/global-control-group/loads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The files given to the control group, newest first
         * @description How far each file is, or what came of it; the newest 100.
         */
        get: operations["listControlGroupLoads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/global-control-group/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add the users in a file to the control group, or remove them
         * @description Lists users, or takes them off the list, from a file with a column `uid`: at most 300 MB. What came of it stands in `last_load`. Also at `/core-services/v1/global-control-group/users`, which answers 204.
         */
        put: operations["changeControlGroupUsers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/global-control-group/users/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add the users in the body to the control group, or remove them
         * @description The same with the file in the body, loaded when it is answered. The file has one value in each line, or a header that names the column. Users who are not known here are passed over.
         */
        put: operations["uploadControlGroupUsers"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/personalization/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Render content for one user; nothing is sent
         * @description Renders content for one user and sends nothing. What a template does not find is named, as it would be when it is sent.
         */
        post: operations["previewPersonalization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/signing-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ids and ages of the secrets that sign now
         * @description Ids and ages of the secrets that sign now. More than one signs while a rotation overlaps.
         */
        get: operations["listSigningSecrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/signing-secrets/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new signing secret; the old one signs beside it for a while
         * @description Makes a new secret, shown this once. The old one signs beside it for `overlap_hours`, so that receivers can change over without refusing a request.
         */
        post: operations["rotateSigningSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user: attributes and devices
         * @description Attributes and devices of one user.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/users/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a user has done, newest first
         * @description What the user has done, newest first, page after page. Events are there a moment after they were accepted.
         */
        get: operations["listUserEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/users/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many users there are
         * @description How many users the workspace has.
         */
        get: operations["countUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/users/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import users from CSV or NDJSON in the body
         * @description Streams a file of any size in the body into the store: CSV with a header (`name`, `name:double`, `name:bool`, `name:datetime`), or one JSON object a line. Users that are known get the new attributes, all others stay. Rows that cannot be read are counted, and the first hundred are listed with their reasons; the rest of the file is imported. The same file twice changes nothing.
         */
        post: operations["importUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/users/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Files of users that were read in, or are being read, newest first
         * @description Files of users with their counts, newest first: running, done, failed, or cut off when their process ended before them. An import that was cut off is done by importing the same file again.
         */
        get: operations["listImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/workspace/approval-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many people have to approve a campaign, and when it may start
         * @description How many people have to approve a campaign: `approvals` at least, and more where a tier holds. Of all tiers whose conditions hold together, the one that asks for most decides.
         */
        get: operations["getApprovalPolicy"];
        /**
         * Set the whole approval policy; what is left out gets its default
         * @description Replaces the policy whole. It holds for what is submitted from now on, and publishing asks it again: what was approved by fewer people than it wants now has to be approved anew. The audit log keeps what changed.
         */
        put: operations["setApprovalPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/workspace/frequency-capping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many messages one user gets at most, over campaigns
         * @description How many messages one user gets at most within so many days, over all campaigns, of one channel or delivery type, or of those with some tags. All rules hold together, first come first served; days begin at 00:00 in `time_zone`.
         */
        get: operations["getFrequencyCapping"];
        /**
         * Set all rules of frequency capping; those that are left out hold no more
         * @description Replaces all rules. They hold for what is planned from now on: who is at a cap when an audience is cut, or when a send comes, is excluded as `frequency_capping`. A campaign may ignore them (`delivery_controls.ignore_frequency_capping`), or not count (`count_for_frequency_capping: false`). The audit log keeps what changed.
         */
        put: operations["setFrequencyCapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/workspace/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The workspace's cap, and the caps of its origins
         * @description The workspace's cap over all its runs together, and the caps of single origins.
         */
        get: operations["getLimits"];
        /**
         * Set the workspace's cap; it holds within two seconds
         * @description Sets the workspace's cap; it holds within two seconds, also for what is being sent. No rolling minute exceeds it.
         */
        put: operations["setWorkspaceLimit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/workspace/origin-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caps of origins
         * @description The caps of origins: scheme, host and port.
         */
        get: operations["listOriginLimits"];
        /**
         * Set the cap of an origin over all runs that send there; it holds within two seconds
         * @description Caps what all runs of the workspace together may send to one origin; it holds within two seconds.
         */
        put: operations["setOriginLimit"];
        post?: never;
        /**
         * Remove the cap of an origin
         * @description Takes the cap of an origin away; the workspace's cap goes on holding.
         */
        delete: operations["removeOriginLimit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/workspace/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How often the workspace may call, by operation, and how many campaigns it may create
         * @description How often the workspace may call each operation, and how many campaigns it may create: the preset, what is set in its place, and what comes of both.
         */
        get: operations["getQuotas"];
        /**
         * Set the quotas of the workspace; they hold within two seconds
         * @description Sets the preset (`product`: the documented limits of the V5 API; `open`; `off`) and limits of single operations in its place. All processes hold it within two seconds; windows roll, so no second, minute or hour exceeds its limit however it lies.
         */
        put: operations["setQuotas"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/workspace/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is switched on
         * @description What is switched on for the workspace; features that are off are refused where a campaign asks for them. `error_rate_brake` says when a run is paused because too large a share of its attempts fails.
         */
        get: operations["getWorkspaceSettings"];
        /**
         * Switch a feature on or off
         * @description Switches features on or off, at once; what is left out stays. Campaigns that are published keep what they have; the `error_rate_brake` holds for them too, from the next second on.
         */
        put: operations["changeWorkspaceSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/workspace/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stop that is in force: who, when, why, and who lifted it so far; null when there is none
         * @description The stop that is in force, with who stopped, when and why, how many runs it paused, and who lifted it so far. `null` when nothing is stopped.
         */
        get: operations["getWorkspaceStop"];
        put?: never;
        /**
         * Stop everything: every run is paused, and nothing can begin to send
         * @description Stops everything: every run of the workspace is paused within seconds, and until the stop is lifted nothing is published, resumed, replayed or tested (409). Takes one person, and the scope `publish` or `approve`. Done again it changes nothing and answers the stop that is in force. Sends of API-triggered campaigns are refused as of any that is paused (422).
         */
        post: operations["stopWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v5/workspace/stop/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lift the stop: takes two people
         * @description One person's word that sending may go on. The second, of another person, ends the stop (`ended_at`). Runs stay paused: resume each. Takes the scope `publish` or `approve`.
         */
        post: operations["liftWorkspaceStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ActionFilter: {
            action_name: string;
            attributes?: components["schemas"]["FilterGroup"];
            condition?: string;
            executed?: boolean;
            execution?: {
                count?: number;
                /** @enum {string} */
                type: "atleast" | "atmost" | "exactly" | "firstTime" | "lastTime";
            };
            /** @constant */
            filter_type: "actions";
            primary_time_range?: {
                /** @enum {string} */
                period_unit?: "days" | "weeks" | "months";
                /** @enum {string} */
                type: "on" | "inTheLast" | "before" | "after" | "between";
                value: string | number;
                /** @enum {string} */
                value_type?: "absolute" | "relative_past";
                value1?: string | number;
            };
            project_name?: string;
        };
        ActionFilterInput: {
            action_name: string;
            attributes?: components["schemas"]["FilterGroupInput"];
            condition?: string;
            executed?: boolean;
            execution?: {
                count?: number;
                /** @enum {string} */
                type: "atleast" | "atmost" | "exactly" | "firstTime" | "lastTime";
            };
            /** @constant */
            filter_type: "actions";
            primary_time_range?: {
                /** @enum {string} */
                period_unit?: "days" | "weeks" | "months";
                /** @enum {string} */
                type: "on" | "inTheLast" | "before" | "after" | "between";
                value: string | number;
                /** @enum {string} */
                value_type?: "absolute" | "relative_past";
                value1?: string | number;
            };
            project_name?: string;
        };
        Advanced: {
            expiration_settings?: {
                /** @enum {string} */
                expire_notification_after_type?: "HOUR" | "DAY";
                expire_notification_after_value?: number;
                /** @enum {string} */
                remove_from_inbox_after_type?: "DAY";
                remove_from_inbox_after_value?: number;
            };
            platform_level_priority?: {
                android_specific_priority?: {
                    send_with_priority?: boolean;
                };
                ios_specific_priority?: {
                    /** @enum {string} */
                    apns_priority?: "1" | "5" | "10";
                    /** @enum {string} */
                    interruption_level?: "PASSIVE" | "ACTIVE" | "TIME_SENSITIVE" | "CRITICAL";
                    relevance_score?: 0 | 0.5 | 1;
                };
            };
        };
        AndroidContent: {
            advanced?: {
                auto_dismiss_notification?: boolean;
                /** @enum {string} */
                auto_dismiss_notification_time_granularity?: "DAYS" | "HOURS" | "MINUTES";
                auto_dismiss_notification_time_value?: number;
                collapse_replace_key?: components["schemas"]["Template"];
                coupon_code?: components["schemas"]["Template"];
                dismiss_button_text?: components["schemas"]["Template"];
                group_key?: components["schemas"]["Template"];
                icon_type_in_notification?: components["schemas"]["Name"];
                make_notification_sticky?: boolean;
                use_large_icon?: boolean;
            };
            basic_details?: {
                app_name_color_code?: components["schemas"]["ColorCode"];
                apply_background_color_in_text_editor?: boolean;
                background_color_code?: components["schemas"]["ColorCode"];
                banner_image_url?: components["schemas"]["UrlTemplate"];
                carousel_content?: components["schemas"]["CarouselContent"];
                collapsed_push_notification?: components["schemas"]["Template"];
                default_click_action?: components["schemas"]["ClickAction"];
                default_click_action_value?: components["schemas"]["Template"];
                /** @enum {string} */
                image_scaling?: "FIT_INSIDE_IMAGE_CONTAINER" | "FILL_IMAGE_CONTAINER";
                image_url?: components["schemas"]["UrlTemplate"];
                include_app_name_and_time?: boolean;
                include_title_and_message?: boolean;
                input_gif_url?: components["schemas"]["UrlTemplate"];
                key_value_pairs?: components["schemas"]["KeyValuePairs"];
                message?: components["schemas"]["Template"];
                notification_channel?: components["schemas"]["Name"];
                /** @enum {string} */
                notification_control_color?: "LIGHT" | "DARK";
                summary?: components["schemas"]["Template"];
                title?: components["schemas"]["Template"];
            };
            buttons?: {
                btn_name?: components["schemas"]["Template"];
                click_action_name?: components["schemas"]["Template"];
                /** @enum {string} */
                click_action_type?: "DEEPLINKING" | "NAVIGATE_TO_A_SCREEN" | "RICH_LANDING" | "CALL" | "SHARE" | "COPY" | "SET_USER_ATTRIBUTE" | "TRACK_EVENT" | "CUSTOM_ACTION" | "SNOOZE" | "REMIND_LATER";
                click_action_value?: components["schemas"]["Template"];
                key_value_pairs?: components["schemas"]["KeyValuePairs"];
            }[];
            custom_template_id?: components["schemas"]["Name"];
            custom_template_version?: number;
            template_backup?: {
                default_click_action?: components["schemas"]["ClickAction"];
                default_click_action_value?: components["schemas"]["Template"];
                image_url?: components["schemas"]["UrlTemplate"];
                key_value_pairs?: components["schemas"]["KeyValuePairs"];
                message?: components["schemas"]["Template"];
                summary?: components["schemas"]["Template"];
                title?: components["schemas"]["Template"];
            };
            template_type?: components["schemas"]["AndroidTemplateType"];
            timer?: {
                duration_hour?: components["schemas"]["NumberText"];
                duration_minute?: components["schemas"]["NumberText"];
                personalized_value?: boolean;
                specific_time?: components["schemas"]["Template"];
                time_period?: components["schemas"]["Template"];
                /** @enum {string} */
                timer_ends_at?: "DURATION" | "SPECIFIC_TIME_USER_TIMEZONE" | "SPECIFIC_TIME_CAMPAIGN_TIMEZONE";
            };
        };
        /** @enum {string} */
        AndroidTemplateType: "BASIC" | "STYLIZED_BASIC" | "SIMPLE_IMAGE_CAROUSEL" | "IMAGE_BANNER_WITH_TEXT" | "TIMER" | "TIMER_WITH_PROGRESS_BAR" | "Custom";
        AnswerPredicate: {
            equals: string;
            header: components["schemas"]["HeaderName"];
        } | {
            body_contains: string;
        } | {
            body_path: string;
            equals: string | number | boolean | null;
        };
        Approval: {
            approval_id: string;
            comment: string | null;
            completes: boolean;
            content_hash: components["schemas"]["ContentHash"];
            /** Format: date-time */
            decided_at: string;
            decided_by: string;
            /** @enum {string} */
            decision: "approved" | "rejected" | "changes_requested";
            segments?: components["schemas"]["UsedSegment"][];
            version: number;
            voided_at: string | null;
        };
        ApprovalPolicy: {
            /**
             * @description null: never.
             * @default null
             */
            approval_expires_after_hours: number | null;
            /**
             * @description Distinct people who have to approve.
             * @default 1
             */
            approvals: number;
            /**
             * @description In whatever unit cost_over is in.
             * @default 0
             */
            cost_per_request: number;
            /** @default null */
            quiet_hours: components["schemas"]["QuietHours"] | null;
            /**
             * @description null: never.
             * @default 72
             */
            request_expires_after_hours: number | null;
            /**
             * @description Larger audiences need a test send of the same content before they are submitted. null: none does.
             * @default null
             */
            test_send_over: number | null;
            /**
             * @description Ids of the only users that test sends may go to. null: any.
             * @default null
             */
            test_users: string[] | null;
            /** @default [] */
            tiers: components["schemas"]["ApprovalTier"][];
        };
        ApprovalPolicyInput: {
            /**
             * @description null: never.
             * @default null
             */
            approval_expires_after_hours?: number | null;
            /**
             * @description Distinct people who have to approve.
             * @default 1
             */
            approvals?: number;
            /**
             * @description In whatever unit cost_over is in.
             * @default 0
             */
            cost_per_request?: number;
            /** @default null */
            quiet_hours?: components["schemas"]["QuietHours"] | null;
            /**
             * @description null: never.
             * @default 72
             */
            request_expires_after_hours?: number | null;
            /**
             * @description Larger audiences need a test send of the same content before they are submitted. null: none does.
             * @default null
             */
            test_send_over?: number | null;
            /**
             * @description Ids of the only users that test sends may go to. null: any.
             * @default null
             */
            test_users?: string[] | null;
            /** @default [] */
            tiers?: components["schemas"]["ApprovalTier"][];
        };
        ApprovalTier: {
            /** @description Distinct people who have to approve. */
            approvals: number;
            /** @description Holds for audiences of more users than this. */
            audience_over?: number;
            /** @description Holds where audience × cost_per_request is more. */
            cost_over?: number;
            /**
             * @description Holds where no campaign with the same segmentation was ever published.
             * @constant
             */
            first_time_audience?: true;
            /** @description Holds for connectors that send to this origin. */
            origin?: string;
        };
        /** @description Only these persons approve or reject, and none of them what they wrote. Absent or empty: everybody whose key allows it. */
        Approvers: string[];
        ArrayEdits: {
            [key: string]: components["schemas"]["AttributeArray"];
        };
        AttributeArray: string[] | number[] | boolean[];
        /** @enum {string} */
        AttributeDataType: "string" | "double" | "bool" | "datetime";
        AttributeFilter: {
            /** @default false */
            case_sensitive: boolean;
            category?: string;
            data_type: components["schemas"]["AttributeDataType"];
            /** @constant */
            filter_type: "user_attributes";
            is_dynamic_value?: boolean;
            name: string;
            /** @default false */
            negate: boolean;
            operator: components["schemas"]["FilterOperator"];
            project_name?: string;
            value?: (string | number | boolean) | (string | number | boolean)[];
            value1?: string | number;
        };
        AttributeFilterInput: {
            /** @default false */
            case_sensitive?: boolean;
            category?: string;
            data_type: components["schemas"]["AttributeDataType"];
            /** @constant */
            filter_type: "user_attributes";
            is_dynamic_value?: boolean;
            name: string;
            /** @default false */
            negate?: boolean;
            operator: components["schemas"]["FilterOperator"];
            project_name?: string;
            value?: (string | number | boolean) | (string | number | boolean)[];
            value1?: string | number;
        };
        AttributeName: string;
        AttributeScalar: string | number | boolean;
        AttributeValue: components["schemas"]["AttributeScalar"] | components["schemas"]["AttributeArray"];
        AudienceCount: {
            /** @description By the reason that counts first. */
            excluded: {
                [key: string]: number;
            };
            /** @description Made from a part of the users: counting all of them takes too long. */
            is_estimate: boolean;
            targeted: number;
            /** @description Who would get something: targeted minus excluded. */
            users: number;
        };
        AudienceCountRequest: {
            control_group_details?: {
                is_global_control_group_enabled?: boolean;
            };
            segmentation_details: components["schemas"]["SegmentationDetailsInput"];
        };
        AuthorizationCreate: {
            name: string;
            settings: components["schemas"]["AuthorizationSettings"];
        };
        AuthorizationId: string;
        AuthorizationPatch: {
            name?: string;
            settings?: components["schemas"]["AuthorizationSettings"];
        };
        AuthorizationSettings: {
            /**
             * @default CLIENT_CREDENTIALS
             * @constant
             */
            grant_type?: "CLIENT_CREDENTIALS";
            /** @default Bearer */
            prefix?: string;
            /**
             * @default [
             *       401
             *     ]
             */
            reattempt_error_codes?: number[];
            request: components["schemas"]["TokenRequest"];
            /**
             * @default {
             *       "access_token": "access_token",
             *       "expires_in": "expires_in",
             *       "expiry_claim": "exp"
             *     }
             */
            response_mapping?: components["schemas"]["ResponseMapping"];
            /**
             * @default OPAQUE
             * @enum {string}
             */
            token_type?: "OPAQUE" | "JWT";
            /** @constant */
            type: "OAUTH2";
        } | {
            password: string;
            /** @constant */
            type: "BASIC";
            username: string;
        } | {
            headers: {
                key: components["schemas"]["HeaderName"];
                value: string;
            }[];
            /** @constant */
            type: "STATIC_HEADERS";
        } | {
            authority_pem?: string;
            certificate_pem: string;
            private_key_pem: string;
            /** @constant */
            type: "MUTUAL_TLS";
        };
        AuthorizationShown: {
            prefix: string;
            reattempt_error_codes: number[];
            /** @description Scheme, host and port of the token request. */
            token_origin: string;
            /** @enum {string} */
            token_type: "OPAQUE" | "JWT";
            /** @constant */
            type: "OAUTH2";
        } | {
            /** @constant */
            type: "BASIC";
            username: string;
        } | {
            header_names: string[];
            /** @constant */
            type: "STATIC_HEADERS";
        } | {
            /**
             * Format: date-time
             * @description From then on no endpoint accepts the certificate.
             */
            ends_at: string;
            subject: string;
            /** @constant */
            type: "MUTUAL_TLS";
        };
        /** @enum {string} */
        AuthorizationStatus: "ACTIVE" | "FAILED";
        AuthorizationTrial: {
            expires_in_seconds: number | null;
            found: {
                access_token: boolean;
                expiry: boolean;
            };
            ok: boolean;
            problem: string | null;
            status_code: number | null;
        };
        /** @enum {string} */
        AuthorizationType: "OAUTH2" | "BASIC" | "STATIC_HEADERS" | "MUTUAL_TLS";
        AuthorizationView: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            id: components["schemas"]["AuthorizationId"];
            name: string;
            /** @description Of the settings what is no secret; null: they do not open here. */
            shown: components["schemas"]["AuthorizationShown"] | null;
            status: components["schemas"]["AuthorizationStatus"];
            status_reason: string | null;
            type: components["schemas"]["AuthorizationType"];
            /** Format: date-time */
            updated_at: string;
            version: number;
            workspace_id: components["schemas"]["WorkspaceId"];
        };
        BestTimeDetails: {
            if_user_bts_is_not_available?: string;
            if_user_bts_outside_time_window?: string;
            send_in_bts?: boolean;
            window_end_time?: string;
        };
        Campaign: components["schemas"]["PushCampaign"] | components["schemas"]["EmailCampaign"] | components["schemas"]["ConnectorCampaign"];
        CampaignAudienceLimit: {
            /**
             * @description TOTAL over the campaign's life; INSTANCE for each sending of a periodic one.
             * @enum {string}
             */
            frequency?: "TOTAL" | "INSTANCE";
            is_campaign_audience_limit_enabled?: boolean;
            limit?: number;
            /** @enum {string} */
            metric?: "SENT";
        };
        CampaignCreate: components["schemas"]["PushCampaignCreate"] | components["schemas"]["EmailCampaignCreate"] | components["schemas"]["ConnectorCampaignCreate"];
        CampaignDefinition: components["schemas"]["PushCampaignDefinition"] | components["schemas"]["EmailCampaignDefinition"] | components["schemas"]["ConnectorCampaignDefinition"];
        /** @enum {string} */
        CampaignDeliveryType: "ONE_TIME" | "PERIODIC" | "EVENT_TRIGGERED" | "BUSINESS_EVENT_TRIGGERED" | "DEVICE_TRIGGERED" | "LOCATION_TRIGGERED" | "API_TRIGGERED";
        CampaignFields: {
            campaign_delivery_type?: components["schemas"]["CampaignDeliveryType"][] | components["schemas"]["CampaignDeliveryType"];
            channels?: ("PUSH" | "EMAIL" | "CONNECTOR" | "CONNECTORS" | "SMS" | "WHATSAPP" | "FACEBOOK" | "GOOGLE ADS")[] | ("PUSH" | "EMAIL" | "CONNECTOR" | "CONNECTORS" | "SMS" | "WHATSAPP" | "FACEBOOK" | "GOOGLE ADS");
            created_by?: string[] | string;
            /** @description Both ends included; a date is its whole day, and a time without zone is UTC. */
            created_date?: {
                from_date?: string;
                to_date?: string;
            };
            delivery_type?: components["schemas"]["CampaignDeliveryType"][] | components["schemas"]["CampaignDeliveryType"];
            id?: string[] | string;
            ids?: string[] | string;
            /** @description Part of the name, in any case. */
            name?: string;
            /** @description Absent: all but DRAFT and ARCHIVED. ARCHIVED needs include_archive_campaigns as well. */
            status?: components["schemas"]["CampaignStatus"][] | components["schemas"]["CampaignStatus"];
            tags?: string[] | string;
            version_number?: number;
        };
        CampaignId: string;
        CampaignMeta: {
            campaign_delivery_type: components["schemas"]["CampaignDeliveryType"];
            campaign_id: components["schemas"]["CampaignId"];
            campaign_name: string | null;
            /** @description UTC. null: it is not published. */
            campaign_start_time: string | null;
            campaign_status: components["schemas"]["CampaignStatus"];
            campaign_tags: string[];
            campaign_team: string | null;
            channel: components["schemas"]["Channel"];
            created_by: string;
            parent_campaign_id: components["schemas"]["CampaignId"] | null;
            /** @description Of push; empty for all others. */
            platform: components["schemas"]["Platform"][];
            /** @description Users in the audience of a scheduled one-time campaign, counted at most once a day. null: not counted yet, or another campaign. */
            reachability_details: components["schemas"]["Reachability"] | null;
            rejection_comment: string | null;
            total_child_campaigns: number;
            version_number: number;
        };
        CampaignPatch: components["schemas"]["PushCampaignPatch"] | components["schemas"]["EmailCampaignPatch"] | components["schemas"]["ConnectorCampaignPatch"];
        CampaignSearch: {
            campaign_fields?: components["schemas"]["CampaignFields"];
            /** @default false */
            include_archive_campaigns?: boolean;
            /**
             * @description Accepted: campaigns have no children here, each occurrence is a run.
             * @default false
             */
            include_child_campaigns?: boolean;
            limit: number;
            /** @description The last page has fewer campaigns than `limit`. */
            page: number;
            request_id?: components["schemas"]["RequestId"];
        };
        CampaignStatsAnswer: {
            current_page: number;
            data: {
                [key: string]: components["schemas"]["PlatformStats"][];
            };
            response_id: string;
            total_campaigns: number;
            total_pages: number;
        };
        CampaignStatsRequest: {
            /**
             * @description Accepted: conversions are not counted yet.
             * @enum {string}
             */
            attribution_type?: "VIEW_THROUGH" | "CLICK_THROUGH" | "IN_SESSION" | "TOTAL_CONVERSIONS" | "CLICK_CONVERSIONS";
            campaign_ids: string[];
            /**
             * Format: date
             * @description Included; at most 30 days with the first. Days are UTC.
             */
            end_date: string;
            /** @default 10 */
            limit?: number;
            /**
             * @description Accepted: a run reaches each user once.
             * @enum {string}
             */
            metric_type?: "TOTAL" | "UNIQUE";
            /** @default 0 */
            offset?: number;
            request_id?: components["schemas"]["RequestId"];
            /** Format: date */
            start_date: string;
        };
        /** @enum {string} */
        CampaignStatus: "DRAFT" | "UNDER_REVIEW" | "APPROVED" | "REJECTED" | "SCHEDULED" | "ACTIVE" | "SENDING" | "PAUSED" | "SENT" | "STOPPED" | "EXPIRED" | "NOT_SENT" | "ARCHIVED";
        CarouselContent: {
            slide_data?: components["schemas"]["Slide"][];
            /** @enum {string} */
            slider_transition?: "MANUAL" | "AUTOMATIC";
        };
        /** @enum {string} */
        Channel: "PUSH" | "EMAIL" | "CONNECTOR";
        /** @enum {string} */
        ClickAction: "DEEPLINKING" | "NAVIGATE_TO_A_SCREEN" | "RICH_LANDING";
        ColorCode: string;
        Connector: {
            authorization?: components["schemas"]["ConnectorAuthorization"];
            body?: components["schemas"]["RequestBody"];
            /** @description A configuration of type MUTUAL_TLS. */
            client_certificate_id?: components["schemas"]["AuthorizationId"];
            /** @default [] */
            headers: {
                key: components["schemas"]["HeaderName"];
                value: components["schemas"]["Template"];
            }[];
            /** @default POST */
            method: components["schemas"]["HttpMethod"];
            /**
             * @description Statuses that count as delivered. ["200"] alone gives the product's own rule.
             * @default {
             *       "statuses": [
             *         "2xx"
             *       ]
             *     }
             */
            success: components["schemas"]["SuccessRule"];
            /**
             * @description Overall deadline of one request.
             * @default 10000
             */
            timeout_ms: number;
            /** @description Endpoint. Placeholders may stand in the path and the query, never in scheme, host or port. */
            url: string;
            /** @default [] */
            url_parameters: components["schemas"]["KeyValue"][];
        };
        ConnectorAuthorization: {
            configuration_id: components["schemas"]["AuthorizationId"];
            /**
             * @default Authorization
             * @constant
             */
            key: "Authorization";
            /** @description Overrides the configuration's own prefix. Empty: the bare token. */
            prefix?: string;
            /** @description Statuses after which the token is refreshed and the request made once more. Absent: those of the configuration. */
            reattempt_error_codes?: number[];
        };
        ConnectorAuthorizationInput: {
            configuration_id: components["schemas"]["AuthorizationId"];
            /**
             * @default Authorization
             * @constant
             */
            key?: "Authorization";
            /** @description Overrides the configuration's own prefix. Empty: the bare token. */
            prefix?: string;
            /** @description Statuses after which the token is refreshed and the request made once more. Absent: those of the configuration. */
            reattempt_error_codes?: number[];
        };
        ConnectorBasicDetails: {
            /** @description Required to publish a BUSINESS_EVENT_TRIGGERED campaign. */
            business_event?: components["schemas"]["Name"];
            name?: string;
            tags?: string[];
            team?: string;
        };
        ConnectorCampaign: {
            approval: components["schemas"]["Approval"] | null;
            approvers?: components["schemas"]["Approvers"];
            archived_at: string | null;
            basic_details?: components["schemas"]["ConnectorBasicDetails"];
            campaign_audience_limit?: components["schemas"]["CampaignAudienceLimit"];
            campaign_content?: components["schemas"]["ConnectorCampaignContent"];
            /** @enum {string} */
            campaign_delivery_type: "ONE_TIME" | "PERIODIC" | "EVENT_TRIGGERED" | "BUSINESS_EVENT_TRIGGERED" | "API_TRIGGERED";
            /** @description The same as `id`. */
            campaign_id: components["schemas"]["CampaignId"];
            /** @constant */
            channel: "CONNECTOR";
            content_hash: components["schemas"]["ContentHash"];
            control_group_details?: components["schemas"]["ControlGroupDetails"];
            conversion_goal_details?: components["schemas"]["ConversionGoalDetails"];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            /** @description The person whose credential created it. */
            created_by_credential: string;
            delivery_controls?: components["schemas"]["ConnectorDeliveryControls"];
            id: components["schemas"]["CampaignId"];
            /** @description The version that is scheduled, active, sending or paused. */
            live_version: number | null;
            pending_status: ("DRAFT" | "UNDER_REVIEW" | "APPROVED" | "REJECTED") | null;
            /** @description A newer version than the live one, which goes on until this is approved and published. */
            pending_version: number | null;
            rejection_comment: string | null;
            review: components["schemas"]["Review"] | null;
            run_id: components["schemas"]["RunId"] | null;
            scheduling_details?: components["schemas"]["SchedulingDetails"];
            segmentation_details?: components["schemas"]["SegmentationDetails"];
            /** @description When its run ended. */
            sent_time: string | null;
            status: components["schemas"]["CampaignStatus"];
            submitted_by: string | null;
            trigger_condition?: components["schemas"]["TriggerCondition"];
            /** Format: date-time */
            updated_at: string;
            updated_by: string;
            updated_by_credential: string;
            utm_params?: components["schemas"]["UtmParams"];
            version: number;
            /** @description The same as `version`: the newest one, whose content is shown. */
            version_number: number;
            workspace_id: components["schemas"]["WorkspaceId"];
        };
        ConnectorCampaignContent: {
            content?: {
                connector: components["schemas"]["Connector"];
            } | {
                [key: string]: {
                    [key: string]: {
                        connector: components["schemas"]["Connector"];
                    };
                };
            };
            /** @description Locales beside "default". */
            locales?: string[];
            variation_details?: components["schemas"]["VariationDetails"];
        };
        ConnectorCampaignContentInput: {
            content?: {
                connector: components["schemas"]["ConnectorInput"];
            } | {
                [key: string]: {
                    [key: string]: {
                        connector: components["schemas"]["ConnectorInput"];
                    };
                };
            };
            /** @description Locales beside "default". */
            locales?: string[];
            variation_details?: components["schemas"]["VariationDetails"];
        };
        ConnectorCampaignCreate: {
            approvers?: components["schemas"]["Approvers"];
            basic_details?: components["schemas"]["ConnectorBasicDetails"];
            campaign_audience_limit?: components["schemas"]["CampaignAudienceLimit"];
            campaign_content?: components["schemas"]["ConnectorCampaignContentInput"];
            /** @enum {string} */
            campaign_delivery_type: "ONE_TIME" | "PERIODIC" | "EVENT_TRIGGERED" | "BUSINESS_EVENT_TRIGGERED" | "API_TRIGGERED";
            /** @constant */
            channel: "CONNECTOR";
            control_group_details?: components["schemas"]["ControlGroupDetails"];
            conversion_goal_details?: components["schemas"]["ConversionGoalDetails"];
            /** Format: email */
            created_by?: string;
            delivery_controls?: components["schemas"]["ConnectorDeliveryControlsInput"];
            request_id?: components["schemas"]["RequestId"];
            scheduling_details?: components["schemas"]["SchedulingDetails"];
            segmentation_details?: components["schemas"]["SegmentationDetailsInput"];
            trigger_condition?: components["schemas"]["TriggerConditionInput"];
            /** Format: email */
            updated_by?: string;
            utm_params?: components["schemas"]["UtmParams"];
            /** @description Why it was written; kept in the audit log. */
            version_note?: string;
        };
        ConnectorCampaignDefinition: {
            approvers?: components["schemas"]["Approvers"];
            basic_details?: components["schemas"]["ConnectorBasicDetails"];
            campaign_audience_limit?: components["schemas"]["CampaignAudienceLimit"];
            campaign_content?: components["schemas"]["ConnectorCampaignContent"];
            /** @enum {string} */
            campaign_delivery_type: "ONE_TIME" | "PERIODIC" | "EVENT_TRIGGERED" | "BUSINESS_EVENT_TRIGGERED" | "API_TRIGGERED";
            /** @constant */
            channel: "CONNECTOR";
            control_group_details?: components["schemas"]["ControlGroupDetails"];
            conversion_goal_details?: components["schemas"]["ConversionGoalDetails"];
            delivery_controls?: components["schemas"]["ConnectorDeliveryControls"];
            scheduling_details?: components["schemas"]["SchedulingDetails"];
            segmentation_details?: components["schemas"]["SegmentationDetails"];
            trigger_condition?: components["schemas"]["TriggerCondition"];
            utm_params?: components["schemas"]["UtmParams"];
        };
        ConnectorCampaignPatch: {
            approvers?: components["schemas"]["Approvers"] | null;
            basic_details?: {
                business_event?: components["schemas"]["Name"] | null;
                name?: string | null;
                tags?: string[] | null;
                team?: string | null;
            } | null;
            campaign_audience_limit?: {
                frequency?: ("TOTAL" | "INSTANCE") | null;
                is_campaign_audience_limit_enabled?: boolean | null;
                limit?: number | null;
                metric?: "SENT" | null;
            } | null;
            campaign_content?: {
                content?: ({
                    connector: components["schemas"]["ConnectorInput"];
                } | {
                    [key: string]: {
                        [key: string]: {
                            connector: components["schemas"]["ConnectorInput"];
                        };
                    };
                }) | null;
                locales?: string[] | null;
                variation_details?: components["schemas"]["VariationDetails"] | null;
            } | null;
            /** @enum {string} */
            campaign_delivery_type?: "ONE_TIME" | "PERIODIC" | "EVENT_TRIGGERED" | "BUSINESS_EVENT_TRIGGERED" | "API_TRIGGERED";
            /** @constant */
            channel?: "CONNECTOR";
            control_group_details?: {
                campaign_control_group_percentage?: number | null;
                is_campaign_control_group_enabled?: boolean | null;
                is_global_control_group_enabled?: boolean | null;
            } | null;
            conversion_goal_details?: {
                attribution_window_in_hours?: number | null;
                goals?: components["schemas"]["Goal"][] | null;
            } | null;
            delivery_controls?: {
                bypass_dnd?: boolean | null;
                campaign_throttle_rpm?: number | null;
                count_for_frequency_capping?: boolean | null;
                four_hour_rule?: ("raise" | "keep") | null;
                ignore_frequency_capping?: boolean | null;
                in_doubt_policy?: components["schemas"]["InDoubtPolicy"] | null;
                limit_send_config?: {
                    enabled: boolean;
                    max_count?: number;
                    /** @enum {string} */
                    window_unit?: "HOURS" | "DAYS" | "WEEKS" | "MONTHS" | "YEAR";
                    window_value?: number;
                } | null;
                minimum_delay_between_two_notification_in_hour?: number | null;
                retry_policy?: components["schemas"]["RetryPolicyInput"] | null;
                throttle_weight?: number | null;
            } | null;
            request_id?: components["schemas"]["RequestId"];
            scheduling_details?: {
                bts_details?: components["schemas"]["BestTimeDetails"] | null;
                delivery_type?: ("ASAP" | "AT_FIXED_TIME" | "SEND_IN_BTS" | "SEND_IN_USER_TIMEZONE") | null;
                expiry_time?: string | null;
                geo_fence_timelimit?: {
                    /** @enum {string} */
                    notification_schedule: "ALWAYS" | "LIMITED_TIME";
                    timebounds?: {
                        end_time: string;
                        start_time: string;
                    }[];
                } | null;
                periodic_details?: components["schemas"]["PeriodicDetails"] | null;
                start_time?: string | null;
                timezone?: string | null;
                user_timezone_details?: components["schemas"]["UserTimezoneDetails"] | null;
            } | null;
            segmentation_details?: {
                excluded_filters?: components["schemas"]["FilterGroupInput"] | null;
                included_filters?: components["schemas"]["FilterGroupInput"] | null;
                is_all_user_campaign?: boolean | null;
                send_campaign_to_opt_out_users?: boolean | null;
            } | null;
            trigger_condition?: {
                included_filters?: components["schemas"]["FilterGroupInput"] | null;
                secondary_included_filters?: components["schemas"]["FilterGroupInput"] | null;
                trigger_attr?: {
                    name: components["schemas"]["Name"];
                } | null;
                trigger_delay_granularity?: ("MINUTES" | "HOURS" | "DAYS") | null;
                trigger_delay_type?: ("ASAP" | "DELAY") | null;
                trigger_delay_value?: number | null;
                trigger_relation?: ("BEFORE" | "AFTER") | null;
            } | null;
            /** Format: email */
            updated_by?: string;
            utm_params?: components["schemas"]["UtmParams"] | null;
            /** @description Why it was written; kept in the audit log. */
            version_note?: string;
        };
        ConnectorDeliveryControls: {
            bypass_dnd?: boolean;
            /** @description Request limit: the fastest rate, in requests a minute. Absent: only the workspace's cap holds. */
            campaign_throttle_rpm?: number;
            count_for_frequency_capping?: boolean;
            /**
             * @description A run that would take longer than four hours has its request limit raised to finish in four hours, up to 200,000 a minute (raise, the default), or not (keep).
             * @enum {string}
             */
            four_hour_rule?: "raise" | "keep";
            ignore_frequency_capping?: boolean;
            in_doubt_policy?: components["schemas"]["InDoubtPolicy"];
            /** @description At most so many messages to one user within a sliding window. */
            limit_send_config?: {
                enabled: boolean;
                max_count?: number;
                /** @enum {string} */
                window_unit?: "HOURS" | "DAYS" | "WEEKS" | "MONTHS" | "YEAR";
                window_value?: number;
            };
            minimum_delay_between_two_notification_in_hour?: number;
            retry_policy?: components["schemas"]["RetryPolicy"];
            /** @description Share of the workspace's cap beside other runs that want more than there is. Absent: 1. */
            throttle_weight?: number;
        };
        ConnectorDeliveryControlsInput: {
            bypass_dnd?: boolean;
            /** @description Request limit: the fastest rate, in requests a minute. Absent: only the workspace's cap holds. */
            campaign_throttle_rpm?: number;
            count_for_frequency_capping?: boolean;
            /**
             * @description A run that would take longer than four hours has its request limit raised to finish in four hours, up to 200,000 a minute (raise, the default), or not (keep).
             * @enum {string}
             */
            four_hour_rule?: "raise" | "keep";
            ignore_frequency_capping?: boolean;
            in_doubt_policy?: components["schemas"]["InDoubtPolicy"];
            /** @description At most so many messages to one user within a sliding window. */
            limit_send_config?: {
                enabled: boolean;
                max_count?: number;
                /** @enum {string} */
                window_unit?: "HOURS" | "DAYS" | "WEEKS" | "MONTHS" | "YEAR";
                window_value?: number;
            };
            minimum_delay_between_two_notification_in_hour?: number;
            retry_policy?: components["schemas"]["RetryPolicyInput"];
            /** @description Share of the workspace's cap beside other runs that want more than there is. Absent: 1. */
            throttle_weight?: number;
        };
        ConnectorInput: {
            authorization?: components["schemas"]["ConnectorAuthorizationInput"];
            body?: components["schemas"]["RequestBodyInput"];
            /** @description A configuration of type MUTUAL_TLS. */
            client_certificate_id?: components["schemas"]["AuthorizationId"];
            /** @default [] */
            headers?: {
                key: components["schemas"]["HeaderName"];
                value: components["schemas"]["Template"];
            }[];
            /** @default POST */
            method?: components["schemas"]["HttpMethod"];
            /**
             * @description Statuses that count as delivered. ["200"] alone gives the product's own rule.
             * @default {
             *       "statuses": [
             *         "2xx"
             *       ]
             *     }
             */
            success?: components["schemas"]["SuccessRule"];
            /**
             * @description Overall deadline of one request.
             * @default 10000
             */
            timeout_ms?: number;
            /** @description Endpoint. Placeholders may stand in the path and the query, never in scheme, host or port. */
            url: string;
            /** @default [] */
            url_parameters?: components["schemas"]["KeyValue"][];
        };
        ContentHash: string;
        ControlGroupChange: {
            /** @description Of all users, drawn by their ids: who joins later is drawn alike. */
            percentage: number;
        };
        ControlGroupDetails: {
            campaign_control_group_percentage?: number;
            is_campaign_control_group_enabled?: boolean;
            /** @description The workspace's control group gets nothing from this campaign. */
            is_global_control_group_enabled?: boolean;
        };
        ControlGroupUsers: {
            /** @enum {string} */
            action_type: "add" | "remove";
            /**
             * Format: uri
             * @description Told with POST what came of the file.
             */
            callback_url?: string;
            /**
             * Format: uri
             * @description Fetched once, from where requests may go to; redirects are not followed.
             */
            file_url: string;
            request_id?: string;
            /** Format: email */
            updated_by?: string;
        };
        ControlGroupView: {
            last_load: components["schemas"]["LoadView"] | null;
            percentage: number;
            updated_by: string | null;
            updated_time: string | null;
            /** @description Users who are listed, beside those who are drawn. */
            user_count: number;
            version: number;
        };
        ConversionGoalDetails: {
            attribution_window_in_hours?: number;
            goals?: components["schemas"]["Goal"][];
        };
        /** @description The unique id of the user in your own systems. */
        CustomerId: components["schemas"]["UserId"];
        CustomerRequest: {
            addValueToArrayField?: components["schemas"]["ArrayEdits"];
            /** @default {} */
            attributes?: components["schemas"]["UserAttributes"];
            customer_id: components["schemas"]["CustomerId"];
            platforms?: components["schemas"]["UserPlatforms"];
            removeValueFromArrayField?: components["schemas"]["ArrayEdits"];
            /** @constant */
            type: "customer";
            /**
             * @description true: a user who is not known stays unknown.
             * @default false
             */
            update_existing_only?: boolean;
        };
        CustomSegmentFilter: {
            /** @constant */
            filter_type: "custom_segments";
            id?: string;
            name?: string;
        };
        DataAccepted: {
            message: string;
            request_id: string;
            /** @constant */
            status: "success";
        };
        DataRefused: {
            error: {
                /** @description Dotted path of the field at fault. */
                attribute?: string;
                message: string;
                request_id: string;
                /** @enum {string} */
                type: "Empty request body" | "Malformed JSON" | "InvalidParams" | "ParamsRequired" | "MissingAttributeError" | "Blacklisted" | "ArrayFieldError" | "Authentication required" | "BlockedClient" | "Key mismatch" | "PayloadTooLarge" | "Unsupported media type" | "TooManyRequests" | "ServiceUnavailable" | "InternalServerError";
            };
            /** @constant */
            status: "fail";
        };
        DeleteRequest: {
            identifiers: components["schemas"]["UserIdentifier"][];
        };
        DeliveryFunnel: {
            after_fc: number;
            after_personalization_removal: number;
            reachable_users_in_segment: number;
            sent: number;
            total_user_in_segment: number;
            user_after_duplicate_removal: number;
            users_after_dup: number;
        };
        DeviceAttributes: {
            moe_gaid?: string;
            moe_push_opted?: boolean | ("True" | "False" | "true" | "false");
            moe_push_provisional_opted?: boolean | string;
            /** @description One of ANDROID, iOS, web, TV, in any capitals. */
            platform: string;
            push_id: string;
        } & {
            [key: string]: components["schemas"]["AttributeScalar"];
        };
        DeviceRequest: {
            attributes: components["schemas"]["DeviceAttributes"];
            /** @description A user who is known. */
            customer_id: components["schemas"]["CustomerId"];
            device_id: components["schemas"]["UserId"];
            /** @constant */
            type: "device";
        };
        EmailBasicDetails: {
            /** @description Required to publish a BUSINESS_EVENT_TRIGGERED campaign. */
            business_event?: components["schemas"]["Name"];
            /** @enum {string} */
            content_type?: "PROMOTIONAL" | "TRANSACTIONAL";
            name?: string;
            /** @description Required to publish PROMOTIONAL e-mail. */
            subscription_category?: components["schemas"]["Name"];
            tags?: string[];
            team?: string;
            /** @description The attribute that holds the address. Absent: "Email (Standard)", which is `u_em`. */
            user_attribute_identifier?: components["schemas"]["Name"];
        };
        EmailCampaign: {
            approval: components["schemas"]["Approval"] | null;
            approvers?: components["schemas"]["Approvers"];
            archived_at: string | null;
            basic_details?: components["schemas"]["EmailBasicDetails"];
            campaign_audience_limit?: components["schemas"]["CampaignAudienceLimit"];
            campaign_content?: components["schemas"]["EmailCampaignContent"];
            /** @enum {string} */
            campaign_delivery_type: "ONE_TIME" | "PERIODIC" | "EVENT_TRIGGERED" | "BUSINESS_EVENT_TRIGGERED" | "API_TRIGGERED";
            /** @description The same as `id`. */
            campaign_id: components["schemas"]["CampaignId"];
            /** @constant */
            channel: "EMAIL";
            connector?: components["schemas"]["EmailConnector"];
            content_hash: components["schemas"]["ContentHash"];
            control_group_details?: components["schemas"]["ControlGroupDetails"];
            conversion_goal_details?: components["schemas"]["ConversionGoalDetails"];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            /** @description The person whose credential created it. */
            created_by_credential: string;
            delivery_controls?: components["schemas"]["EmailDeliveryControls"];
            id: components["schemas"]["CampaignId"];
            /** @description The version that is scheduled, active, sending or paused. */
            live_version: number | null;
            pending_status: ("DRAFT" | "UNDER_REVIEW" | "APPROVED" | "REJECTED") | null;
            /** @description A newer version than the live one, which goes on until this is approved and published. */
            pending_version: number | null;
            rejection_comment: string | null;
            review: components["schemas"]["Review"] | null;
            run_id: components["schemas"]["RunId"] | null;
            scheduling_details?: components["schemas"]["SchedulingDetails"];
            segmentation_details?: components["schemas"]["SegmentationDetails"];
            /** @description When its run ended. */
            sent_time: string | null;
            status: components["schemas"]["CampaignStatus"];
            submitted_by: string | null;
            trigger_condition?: components["schemas"]["TriggerCondition"];
            /** Format: date-time */
            updated_at: string;
            updated_by: string;
            updated_by_credential: string;
            utm_params?: components["schemas"]["UtmParams"];
            version: number;
            /** @description The same as `version`: the newest one, whose content is shown. */
            version_number: number;
            workspace_id: components["schemas"]["WorkspaceId"];
        };
        EmailCampaignContent: {
            content?: {
                email: components["schemas"]["EmailContent"];
            } | {
                [key: string]: {
                    [key: string]: {
                        email: components["schemas"]["EmailContent"];
                    };
                };
            };
            /** @description Locales beside "default". */
            locales?: string[];
            variation_details?: components["schemas"]["VariationDetails"];
        };
        EmailCampaignCreate: {
            approvers?: components["schemas"]["Approvers"];
            basic_details?: components["schemas"]["EmailBasicDetails"];
            campaign_audience_limit?: components["schemas"]["CampaignAudienceLimit"];
            campaign_content?: components["schemas"]["EmailCampaignContent"];
            /** @enum {string} */
            campaign_delivery_type: "ONE_TIME" | "PERIODIC" | "EVENT_TRIGGERED" | "BUSINESS_EVENT_TRIGGERED" | "API_TRIGGERED";
            /** @constant */
            channel: "EMAIL";
            connector?: components["schemas"]["EmailConnector"];
            control_group_details?: components["schemas"]["ControlGroupDetails"];
            conversion_goal_details?: components["schemas"]["ConversionGoalDetails"];
            /** Format: email */
            created_by?: string;
            delivery_controls?: components["schemas"]["EmailDeliveryControlsInput"];
            request_id?: components["schemas"]["RequestId"];
            scheduling_details?: components["schemas"]["SchedulingDetails"];
            segmentation_details?: components["schemas"]["SegmentationDetailsInput"];
            trigger_condition?: components["schemas"]["TriggerConditionInput"];
            /** Format: email */
            updated_by?: string;
            utm_params?: components["schemas"]["UtmParams"];
            /** @description Why it was written; kept in the audit log. */
            version_note?: string;
        };
        EmailCampaignDefinition: {
            approvers?: components["schemas"]["Approvers"];
            basic_details?: components["schemas"]["EmailBasicDetails"];
            campaign_audience_limit?: components["schemas"]["CampaignAudienceLimit"];
            campaign_content?: components["schemas"]["EmailCampaignContent"];
            /** @enum {string} */
            campaign_delivery_type: "ONE_TIME" | "PERIODIC" | "EVENT_TRIGGERED" | "BUSINESS_EVENT_TRIGGERED" | "API_TRIGGERED";
            /** @constant */
            channel: "EMAIL";
            connector?: components["schemas"]["EmailConnector"];
            control_group_details?: components["schemas"]["ControlGroupDetails"];
            conversion_goal_details?: components["schemas"]["ConversionGoalDetails"];
            delivery_controls?: components["schemas"]["EmailDeliveryControls"];
            scheduling_details?: components["schemas"]["SchedulingDetails"];
            segmentation_details?: components["schemas"]["SegmentationDetails"];
            trigger_condition?: components["schemas"]["TriggerCondition"];
            utm_params?: components["schemas"]["UtmParams"];
        };
        EmailCampaignPatch: {
            approvers?: components["schemas"]["Approvers"] | null;
            basic_details?: {
                business_event?: components["schemas"]["Name"] | null;
                content_type?: ("PROMOTIONAL" | "TRANSACTIONAL") | null;
                name?: string | null;
                subscription_category?: components["schemas"]["Name"] | null;
                tags?: string[] | null;
                team?: string | null;
                user_attribute_identifier?: components["schemas"]["Name"] | null;
            } | null;
            campaign_audience_limit?: {
                frequency?: ("TOTAL" | "INSTANCE") | null;
                is_campaign_audience_limit_enabled?: boolean | null;
                limit?: number | null;
                metric?: "SENT" | null;
            } | null;
            campaign_content?: {
                content?: ({
                    email: components["schemas"]["EmailContent"];
                } | {
                    [key: string]: {
                        [key: string]: {
                            email: components["schemas"]["EmailContent"];
                        };
                    };
                }) | null;
                locales?: string[] | null;
                variation_details?: components["schemas"]["VariationDetails"] | null;
            } | null;
            /** @enum {string} */
            campaign_delivery_type?: "ONE_TIME" | "PERIODIC" | "EVENT_TRIGGERED" | "BUSINESS_EVENT_TRIGGERED" | "API_TRIGGERED";
            /** @constant */
            channel?: "EMAIL";
            connector?: {
                connector_name?: components["schemas"]["Name"] | null;
                connector_type?: ("SENDGRID" | "AMAZON_SES" | "SPARKPOST" | "MANDRILL" | "CUSTOM_SMTP" | "CUSTOM_API" | "NETCORE") | null;
            } | null;
            control_group_details?: {
                campaign_control_group_percentage?: number | null;
                is_campaign_control_group_enabled?: boolean | null;
                is_global_control_group_enabled?: boolean | null;
            } | null;
            conversion_goal_details?: {
                attribution_window_in_hours?: number | null;
                goals?: components["schemas"]["Goal"][] | null;
            } | null;
            delivery_controls?: {
                bypass_dnd?: boolean | null;
                campaign_throttle_rpm?: number | null;
                count_for_frequency_capping?: boolean | null;
                four_hour_rule?: ("raise" | "keep") | null;
                ignore_frequency_capping?: boolean | null;
                in_doubt_policy?: components["schemas"]["InDoubtPolicy"] | null;
                limit_send_config?: {
                    enabled: boolean;
                    max_count?: number;
                    /** @enum {string} */
                    window_unit?: "HOURS" | "DAYS" | "WEEKS" | "MONTHS" | "YEAR";
                    window_value?: number;
                } | null;
                minimum_delay_between_two_notification_in_hour?: number | null;
                retry_policy?: components["schemas"]["RetryPolicyInput"] | null;
                throttle_weight?: number | null;
            } | null;
            request_id?: components["schemas"]["RequestId"];
            scheduling_details?: {
                bts_details?: components["schemas"]["BestTimeDetails"] | null;
                delivery_type?: ("ASAP" | "AT_FIXED_TIME" | "SEND_IN_BTS" | "SEND_IN_USER_TIMEZONE") | null;
                expiry_time?: string | null;
                geo_fence_timelimit?: {
                    /** @enum {string} */
                    notification_schedule: "ALWAYS" | "LIMITED_TIME";
                    timebounds?: {
                        end_time: string;
                        start_time: string;
                    }[];
                } | null;
                periodic_details?: components["schemas"]["PeriodicDetails"] | null;
                start_time?: string | null;
                timezone?: string | null;
                user_timezone_details?: components["schemas"]["UserTimezoneDetails"] | null;
            } | null;
            segmentation_details?: {
                excluded_filters?: components["schemas"]["FilterGroupInput"] | null;
                included_filters?: components["schemas"]["FilterGroupInput"] | null;
                is_all_user_campaign?: boolean | null;
                send_campaign_to_opt_out_users?: boolean | null;
            } | null;
            trigger_condition?: {
                included_filters?: components["schemas"]["FilterGroupInput"] | null;
                secondary_included_filters?: components["schemas"]["FilterGroupInput"] | null;
                trigger_attr?: {
                    name: components["schemas"]["Name"];
                } | null;
                trigger_delay_granularity?: ("MINUTES" | "HOURS" | "DAYS") | null;
                trigger_delay_type?: ("ASAP" | "DELAY") | null;
                trigger_delay_value?: number | null;
                trigger_relation?: ("BEFORE" | "AFTER") | null;
            } | null;
            /** Format: email */
            updated_by?: string;
            utm_params?: components["schemas"]["UtmParams"] | null;
            /** @description Why it was written; kept in the audit log. */
            version_note?: string;
        };
        EmailConnector: {
            connector_name: components["schemas"]["Name"];
            /** @enum {string} */
            connector_type: "SENDGRID" | "AMAZON_SES" | "SPARKPOST" | "MANDRILL" | "CUSTOM_SMTP" | "CUSTOM_API" | "NETCORE";
        };
        EmailContent: {
            attachments?: {
                /** @enum {string} */
                file_type: "URL" | "PERSONALIZED_ATTACHMENT";
                url: components["schemas"]["Template"];
            }[];
            bcc_ids?: components["schemas"]["MailAddress"][];
            cc_ids?: components["schemas"]["MailAddress"][];
            custom_template_id?: components["schemas"]["Name"];
            custom_template_version?: number;
            /** @enum {string} */
            email_editor?: "Froala Editor" | "Ace Editor";
            from_address?: components["schemas"]["MailAddress"];
            html_content?: string;
            preview_text?: components["schemas"]["Template"];
            reply_to_address?: components["schemas"]["MailAddress"];
            sender_name?: components["schemas"]["Template"];
            subject?: components["schemas"]["Template"];
        };
        EmailDeliveryControls: {
            bypass_dnd?: boolean;
            /** @description Request limit: the fastest rate, in requests a minute. Absent: only the workspace's cap holds. */
            campaign_throttle_rpm?: number;
            count_for_frequency_capping?: boolean;
            /**
             * @description A run that would take longer than four hours has its request limit raised to finish in four hours, up to 200,000 a minute (raise, the default), or not (keep).
             * @enum {string}
             */
            four_hour_rule?: "raise" | "keep";
            ignore_frequency_capping?: boolean;
            in_doubt_policy?: components["schemas"]["InDoubtPolicy"];
            /** @description At most so many messages to one user within a sliding window. */
            limit_send_config?: {
                enabled: boolean;
                max_count?: number;
                /** @enum {string} */
                window_unit?: "HOURS" | "DAYS" | "WEEKS" | "MONTHS" | "YEAR";
                window_value?: number;
            };
            minimum_delay_between_two_notification_in_hour?: number;
            retry_policy?: components["schemas"]["RetryPolicy"];
            /** @description Share of the workspace's cap beside other runs that want more than there is. Absent: 1. */
            throttle_weight?: number;
        };
        EmailDeliveryControlsInput: {
            bypass_dnd?: boolean;
            /** @description Request limit: the fastest rate, in requests a minute. Absent: only the workspace's cap holds. */
            campaign_throttle_rpm?: number;
            count_for_frequency_capping?: boolean;
            /**
             * @description A run that would take longer than four hours has its request limit raised to finish in four hours, up to 200,000 a minute (raise, the default), or not (keep).
             * @enum {string}
             */
            four_hour_rule?: "raise" | "keep";
            ignore_frequency_capping?: boolean;
            in_doubt_policy?: components["schemas"]["InDoubtPolicy"];
            /** @description At most so many messages to one user within a sliding window. */
            limit_send_config?: {
                enabled: boolean;
                max_count?: number;
                /** @enum {string} */
                window_unit?: "HOURS" | "DAYS" | "WEEKS" | "MONTHS" | "YEAR";
                window_value?: number;
            };
            minimum_delay_between_two_notification_in_hour?: number;
            retry_policy?: components["schemas"]["RetryPolicyInput"];
            /** @description Share of the workspace's cap beside other runs that want more than there is. Absent: 1. */
            throttle_weight?: number;
        };
        Error: {
            error: {
                code: string;
                details: {
                    message: string;
                    target: string;
                }[];
                /** @description What is wrong, and what to do. */
                message: string;
                request_id?: string;
                target?: string;
            };
            response_id: string;
        };
        ErrorRateBrake: {
            /** @description Attempts of the last minute below which nothing is said. */
            min_attempts: number;
            /** @description A run whose failed share of the last minute is larger is paused. 1: none is. */
            pause_over: number;
            /** @description From a larger share on people are told, once in ten minutes. */
            warn_over: number;
        };
        EventAction: {
            /** @description Name of the event. */
            action: string;
            app_version?: string;
            /** @default {} */
            attributes?: components["schemas"]["EventAttributes"];
            /** @description UTC; it is preferred where both are given. */
            current_time?: number | string;
            /**
             * @description With the platform TV only.
             * @enum {string}
             */
            moe_os_type?: "ROKU" | "WebOS" | "AndroidTV" | "tvOS" | "Tizen" | "FireOS" | "VizioTV" | "Xbox";
            /** @description One of ANDROID, iOS, web, TV, unknown, in any capitals. */
            platform?: string;
            /** @description By the user's clock: `user_timezone_offset` leads to UTC. */
            user_time?: number | string;
            user_timezone_offset?: number;
        };
        EventAttributes: {
            [key: string]: components["schemas"]["JsonValue"];
        };
        EventRequest: {
            actions: components["schemas"]["EventAction"][];
            customer_id: components["schemas"]["CustomerId"];
            /** @description Left out: the customer id. */
            device_id?: components["schemas"]["UserId"];
            /** @constant */
            type: "event";
        };
        ExportedUsers: {
            data: {
                users: {
                    user_attributes: {
                        [key: string]: unknown;
                    };
                }[];
                users_not_found: components["schemas"]["UserIdentifier"][];
            };
            /** @constant */
            status: "success";
            /** @constant */
            type: "export_users";
        };
        ExportRequest: {
            data: {
                identifiers: components["schemas"]["UserIdentifier"][];
                /** @description Left out: everything. */
                user_fields_to_export?: components["schemas"]["AttributeName"][];
            };
        };
        FileSegmentChange: {
            attribute_name: string;
            /** @enum {string} */
            attribute_type: "string" | "double";
            /**
             * Format: uri
             * @description Told with POST what came of the file.
             */
            callback_url?: string;
            cs_id?: components["schemas"]["SegmentId"];
            emails?: string[];
            /**
             * Format: uri
             * @description Fetched once, from where requests may go to; redirects are not followed.
             */
            file_url: string;
            name?: components["schemas"]["SegmentName"];
        };
        FileSegmentCreate: {
            attribute_name: string;
            /** @enum {string} */
            attribute_type: "string" | "double";
            /**
             * Format: uri
             * @description Told with POST what came of the file.
             */
            callback_url?: string;
            emails?: string[];
            /** @description Days until the segment is archived. */
            expiry_time?: number;
            /**
             * Format: uri
             * @description Fetched once, from where requests may go to; redirects are not followed.
             */
            file_url: string;
            name: components["schemas"]["SegmentName"];
        };
        FilterGroup: {
            /** @enum {string} */
            filter_operator: "and" | "or";
            filters: ((components["schemas"]["AttributeFilter"] | components["schemas"]["ActionFilter"] | components["schemas"]["CustomSegmentFilter"]) | components["schemas"]["FilterGroup"])[];
        };
        FilterGroupInput: {
            /** @enum {string} */
            filter_operator: "and" | "or";
            filters: ((components["schemas"]["AttributeFilterInput"] | components["schemas"]["ActionFilterInput"] | components["schemas"]["CustomSegmentFilter"]) | components["schemas"]["FilterGroupInput"])[];
        };
        /** @enum {string} */
        FilterOperator: "is" | "in" | "between" | "lessThan" | "greaterThan" | "exists" | "contains" | "containsInTheFollowing" | "startWithInTheFollowing" | "endsWithInTheFollowing" | "inTheLast" | "on" | "before" | "after" | "inTheNext" | "today";
        FrequencyCapping: {
            /**
             * @description All of them hold. Empty: no caps.
             * @default []
             */
            rules: components["schemas"]["FrequencyRule"][];
            /**
             * @description In which days begin, for example Europe/Berlin.
             * @default UTC
             */
            time_zone: string;
        };
        FrequencyCappingInput: {
            /**
             * @description All of them hold. Empty: no caps.
             * @default []
             */
            rules?: components["schemas"]["FrequencyRule"][];
            /**
             * @description In which days begin, for example Europe/Berlin.
             * @default UTC
             */
            time_zone?: string;
        };
        FrequencyRule: {
            /** @description Calendar days in the time zone of the rules, the present one included. */
            days: number;
            /** @constant */
            level: "cross_channel";
            /** @description To one user, within so many days. */
            max_messages: number;
        } | {
            channel: components["schemas"]["Channel"];
            /** @description Calendar days in the time zone of the rules, the present one included. */
            days: number;
            /** @constant */
            level: "channel";
            /** @description To one user, within so many days. */
            max_messages: number;
        } | {
            /** @description Calendar days in the time zone of the rules, the present one included. */
            days: number;
            delivery_type: components["schemas"]["CampaignDeliveryType"];
            /** @constant */
            level: "delivery_type";
            /** @description To one user, within so many days. */
            max_messages: number;
        } | {
            /** @description Calendar days in the time zone of the rules, the present one included. */
            days: number;
            /** @constant */
            level: "tags";
            /**
             * @description Whether a campaign has one of the tags, or all of them.
             * @enum {string}
             */
            match: "any" | "all";
            /** @description To one user, within so many days. */
            max_messages: number;
            tags: string[];
        };
        Geofence: {
            /** @enum {string} */
            dwell_time_granularity?: "MINUTES" | "HOURS" | "DAYS";
            /** @description Required to publish when triggered_at is dwell. */
            dwell_time_value?: components["schemas"]["NumberText"];
            latitude: string;
            longitude: string;
            name: components["schemas"]["Name"];
            radius: string;
            /** @enum {string} */
            response_time_granularity: "MINUTES" | "HOURS" | "DAYS";
            response_time_value: components["schemas"]["NumberText"];
            /** @enum {string} */
            triggered_at: "ENTRY" | "EXIT" | "dwell";
        };
        GivenApproval: {
            approval_id: string;
            /** Format: date-time */
            decided_at: string;
            decided_by: string;
        };
        Goal: {
            goal_event_attribute?: components["schemas"]["GoalEventAttribute"];
            goal_event_name?: components["schemas"]["Name"];
            goal_name?: components["schemas"]["Name"];
            is_primary_goal?: boolean;
            revenue_attribute?: components["schemas"]["Name"];
            revenue_currency?: string;
        };
        GoalEventAttribute: {
            array_filter_type?: string;
            condition?: string;
            /** @enum {string} */
            data_type?: "STRING" | "DOUBLE" | "BOOL" | "NUMBER" | "GEOPOINT" | "DATETIME" | "ARRAY_DOUBLE" | "ARRAY_STRING" | "OBJECT" | "ARRAY_OBJECT";
            filters?: {
                [key: string]: components["schemas"]["JsonValue"];
            }[];
            is_case_sensitive?: boolean;
            name: components["schemas"]["Name"];
            negate?: boolean;
            value?: (string | number | boolean) | (string | number | boolean)[];
            value_type?: string;
            value1?: string | number | boolean;
        };
        HeaderName: string;
        /** @enum {string} */
        HttpMethod: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
        IdentifierValue: string;
        /** @enum {string} */
        InDoubtPolicy: "at_least_once" | "at_most_once";
        IosContent: {
            advanced?: {
                collapse_replace_key?: components["schemas"]["Template"];
                coupon_code?: components["schemas"]["Template"];
                enable_ios_badge?: boolean;
                group_key?: components["schemas"]["Template"];
                sound_file?: components["schemas"]["Name"];
            };
            basic_details?: {
                allow_bg_refresh?: boolean;
                apply_background_color_in_text_editor?: boolean;
                background_color_code?: components["schemas"]["ColorCode"];
                carousel_content?: components["schemas"]["CarouselContent"];
                default_click_action?: components["schemas"]["ClickAction"];
                default_click_action_value?: components["schemas"]["Template"];
                image_url?: components["schemas"]["UrlTemplate"];
                input_gif_url?: components["schemas"]["UrlTemplate"];
                key_value_pairs?: components["schemas"]["KeyValuePairs"];
                message?: components["schemas"]["Template"];
                /** @enum {string} */
                rich_media_type?: "Image" | "Video" | "GIF";
                rich_media_value?: components["schemas"]["UrlTemplate"];
                subtitle?: components["schemas"]["Template"];
                title?: components["schemas"]["Template"];
            };
            buttons?: {
                button_category?: components["schemas"]["Name"];
            }[];
            custom_template_id?: components["schemas"]["Name"];
            custom_template_version?: number;
            template_backup?: {
                allow_bg_refresh?: boolean;
                default_click_action?: components["schemas"]["ClickAction"];
                default_click_action_value?: components["schemas"]["Template"];
                key_value_pairs?: components["schemas"]["KeyValuePairs"];
                message?: components["schemas"]["Template"];
                /** @enum {string} */
                rich_media_type?: "Image" | "Video" | "GIF";
                rich_media_value?: components["schemas"]["UrlTemplate"];
                subtitle?: components["schemas"]["Template"];
                title?: components["schemas"]["Template"];
            };
            template_type?: components["schemas"]["IosTemplateType"];
        };
        /** @enum {string} */
        IosTemplateType: "BASIC" | "STYLIZED_BASIC" | "SIMPLE_IMAGE_CAROUSEL" | "Custom";
        /**
         * @description Any JSON value.
         * @example {
         *       "any": [
         *         "value"
         *       ]
         *     }
         */
        JsonValue: unknown;
        KeyValue: {
            key: string;
            value: components["schemas"]["Template"];
        };
        KeyValuePairs: components["schemas"]["KeyValue"][];
        /** @enum {string} */
        LoadState: "waiting" | "loading" | "done" | "failed";
        LoadView: {
            /** @enum {string} */
            action: "add" | "remove" | "replace";
            bytes_read: number;
            callback: ("due" | "told" | "failed") | null;
            /** Format: date-time */
            created_time: string;
            error_message: string | null;
            finished_time: string | null;
            load_id: string;
            requested_by: string;
            state: components["schemas"]["LoadState"];
            /** @description Users who were added or removed; null until the end. */
            user_count: number | null;
            values_found: number;
            /** @description Those that can be a value; the others are passed over. */
            values_processed: number;
        };
        MailAddress: components["schemas"]["Template"];
        MergeAccepted: {
            /** @constant */
            operation: "created";
            request_id: string;
            /** @constant */
            status: "success";
        };
        MergeRequest: {
            merge_data: {
                /** @description Its events and devices move; the user is then gone. */
                merged_user: components["schemas"]["CustomerId"];
                /** @description Its attributes win. */
                retained_user: components["schemas"]["CustomerId"];
            }[];
        };
        Name: string;
        NumberText: string;
        /** @description At most so many in any such window, however it lies. null: no limit. */
        OperationLimits: {
            per_day?: number | null;
            per_hour?: number | null;
            per_minute?: number | null;
            per_second?: number | null;
        };
        OptOutRequest: {
            /** @enum {string} */
            action_type: "block" | "unblock";
            client_reference_id?: string;
            /** @description Left out: every device of the user. */
            device_identifiers?: {
                device_unique_id?: components["schemas"]["UserId"];
                GAID?: string;
                IDFV?: string;
                push_id?: string;
                unique_id?: components["schemas"]["UserId"];
            }[];
            reason?: string;
            /** @enum {string} */
            user_identifier_type: "customer_id" | "id" | "moengage_id";
            user_identifier_value: components["schemas"]["UserId"];
        };
        PerformanceStats: {
            attempted: number;
            bounced: number;
            click: number;
            ctr: number;
            /** @description 0: an endpoint does not tell. */
            delivered: number;
            delivery_rate: number;
            failed: number;
            /** @description Percent of attempted. */
            failure_rate: number;
            impression: number;
            opened: number;
            read: number;
            /** @description Delivered: the endpoint answered as the success rule says. */
            sent: number;
            /** @description Percent of attempted. */
            sent_rate: number;
        };
        PeriodicDetails: {
            no_of_occurences?: number;
            /** @description Every how many days, weeks or months. */
            repeat_frequency?: number;
            repeat_on_date_of_month?: number[];
            repeat_on_days_of_week?: ("MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY")[];
            repeat_on_days_of_week_for_month?: {
                repeat_on_days_of_week: ("MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY")[];
                /** @enum {string} */
                week_granularity: "FIRST" | "SECOND" | "THIRD" | "FOURTH" | "LAST";
            }[];
            /** @enum {string} */
            sending_frequency?: "DAILY" | "WEEKLY" | "MONTHLY";
        };
        /** @enum {string} */
        PersonIdentifier: "USER_ATTRIBUTE_UNIQUE_ID" | "ID" | "USER_ATTRIBUTE_USER_EMAIL" | "EMAIL" | "USER_ATTRIBUTE_USER_MOBILE" | "MOBILE_NUMBER" | "MOE_GAID" | "ADVERTISING_IDENTIFIER" | "PUSH_ID";
        /** @enum {string} */
        Platform: "ANDROID" | "IOS" | "WEB";
        PlatformSpecificDetails: {
            android?: {
                push_amp_plus_enabled?: boolean;
            };
            /** @description Exactly one of the three is true when the campaign is published to iOS. */
            ios?: {
                exclude_provisional_push_devices?: boolean;
                send_to_all_eligible_device?: boolean;
                send_to_only_provisional_push_enabled_devices?: boolean;
            };
        };
        PlatformStats: {
            platforms: {
                [key: string]: {
                    locales: {
                        [key: string]: {
                            variations: {
                                [key: string]: components["schemas"]["VariationStats"];
                            };
                        };
                    };
                };
            };
        };
        Preview: {
            channel: components["schemas"]["Channel"];
            /** @description One for each locale and variation of the content. */
            contents: components["schemas"]["RenderedContent"][];
            /** @description null: no user has this identifier; only the given values are there. */
            user_id: string | null;
        };
        PreviewRequest: {
            campaign_content: components["schemas"]["PushCampaignContent"];
            /** @constant */
            channel: "PUSH";
            /** @description Read as EventAttribute['name'] or event.name. */
            event_attributes?: components["schemas"]["StandInValues"];
            request_id?: components["schemas"]["RequestId"];
            /** @description In place of the user's own values. */
            user_attributes?: components["schemas"]["StandInValues"];
            user_identification: {
                type: components["schemas"]["PersonIdentifier"];
                value: components["schemas"]["IdentifierValue"];
            };
        } | {
            campaign_content: components["schemas"]["EmailCampaignContent"];
            /** @constant */
            channel: "EMAIL";
            /** @description Read as EventAttribute['name'] or event.name. */
            event_attributes?: components["schemas"]["StandInValues"];
            request_id?: components["schemas"]["RequestId"];
            /** @description In place of the user's own values. */
            user_attributes?: components["schemas"]["StandInValues"];
            user_identification: {
                type: components["schemas"]["PersonIdentifier"];
                value: components["schemas"]["IdentifierValue"];
            };
        } | {
            campaign_content: components["schemas"]["ConnectorCampaignContentInput"];
            /** @constant */
            channel: "CONNECTOR";
            /** @description Read as EventAttribute['name'] or event.name. */
            event_attributes?: components["schemas"]["StandInValues"];
            request_id?: components["schemas"]["RequestId"];
            /** @description In place of the user's own values. */
            user_attributes?: components["schemas"]["StandInValues"];
            user_identification: {
                type: components["schemas"]["PersonIdentifier"];
                value: components["schemas"]["IdentifierValue"];
            };
        };
        PushBasicDetails: {
            broadcast_live_activity_id?: components["schemas"]["Name"];
            /** @description Required to publish a BUSINESS_EVENT_TRIGGERED campaign. */
            business_event?: components["schemas"]["Name"];
            geofences?: components["schemas"]["Geofence"];
            name?: string;
            platform_specific_details?: components["schemas"]["PlatformSpecificDetails"];
            platforms?: components["schemas"]["Platform"][];
            send_to_triggered_platform_only?: boolean;
            tags?: string[];
            team?: string;
        };
        PushCampaign: {
            advanced?: components["schemas"]["Advanced"];
            approval: components["schemas"]["Approval"] | null;
            approvers?: components["schemas"]["Approvers"];
            archived_at: string | null;
            basic_details?: components["schemas"]["PushBasicDetails"];
            campaign_audience_limit?: components["schemas"]["CampaignAudienceLimit"];
            campaign_content?: components["schemas"]["PushCampaignContent"];
            campaign_delivery_type: components["schemas"]["CampaignDeliveryType"];
            /** @description The same as `id`. */
            campaign_id: components["schemas"]["CampaignId"];
            /** @constant */
            channel: "PUSH";
            content_hash: components["schemas"]["ContentHash"];
            control_group_details?: components["schemas"]["ControlGroupDetails"];
            conversion_goal_details?: components["schemas"]["ConversionGoalDetails"];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            /** @description The person whose credential created it. */
            created_by_credential: string;
            delivery_controls?: components["schemas"]["PushDeliveryControls"];
            id: components["schemas"]["CampaignId"];
            /** @description The version that is scheduled, active, sending or paused. */
            live_version: number | null;
            pending_status: ("DRAFT" | "UNDER_REVIEW" | "APPROVED" | "REJECTED") | null;
            /** @description A newer version than the live one, which goes on until this is approved and published. */
            pending_version: number | null;
            rejection_comment: string | null;
            review: components["schemas"]["Review"] | null;
            run_id: components["schemas"]["RunId"] | null;
            scheduling_details?: components["schemas"]["SchedulingDetails"];
            segmentation_details?: components["schemas"]["SegmentationDetails"];
            /** @description When its run ended. */
            sent_time: string | null;
            status: components["schemas"]["CampaignStatus"];
            submitted_by: string | null;
            trigger_condition?: components["schemas"]["PushTriggerCondition"];
            /** Format: date-time */
            updated_at: string;
            updated_by: string;
            updated_by_credential: string;
            utm_params?: components["schemas"]["UtmParams"];
            version: number;
            /** @description The same as `version`: the newest one, whose content is shown. */
            version_number: number;
            workspace_id: components["schemas"]["WorkspaceId"];
        };
        PushCampaignContent: {
            content?: {
                push: components["schemas"]["PushContent"];
            } | {
                [key: string]: {
                    [key: string]: {
                        push: components["schemas"]["PushContent"];
                    };
                };
            };
            /** @description Locales beside "default". */
            locales?: string[];
            variation_details?: components["schemas"]["VariationDetails"];
        };
        PushCampaignCreate: {
            advanced?: components["schemas"]["Advanced"];
            approvers?: components["schemas"]["Approvers"];
            basic_details?: components["schemas"]["PushBasicDetails"];
            campaign_audience_limit?: components["schemas"]["CampaignAudienceLimit"];
            campaign_content?: components["schemas"]["PushCampaignContent"];
            campaign_delivery_type: components["schemas"]["CampaignDeliveryType"];
            /** @constant */
            channel: "PUSH";
            control_group_details?: components["schemas"]["ControlGroupDetails"];
            conversion_goal_details?: components["schemas"]["ConversionGoalDetails"];
            /** Format: email */
            created_by?: string;
            delivery_controls?: components["schemas"]["PushDeliveryControlsInput"];
            request_id?: components["schemas"]["RequestId"];
            scheduling_details?: components["schemas"]["SchedulingDetails"];
            segmentation_details?: components["schemas"]["SegmentationDetailsInput"];
            trigger_condition?: components["schemas"]["PushTriggerConditionInput"];
            /** Format: email */
            updated_by?: string;
            utm_params?: components["schemas"]["UtmParams"];
            /** @description Why it was written; kept in the audit log. */
            version_note?: string;
        };
        PushCampaignDefinition: {
            advanced?: components["schemas"]["Advanced"];
            approvers?: components["schemas"]["Approvers"];
            basic_details?: components["schemas"]["PushBasicDetails"];
            campaign_audience_limit?: components["schemas"]["CampaignAudienceLimit"];
            campaign_content?: components["schemas"]["PushCampaignContent"];
            campaign_delivery_type: components["schemas"]["CampaignDeliveryType"];
            /** @constant */
            channel: "PUSH";
            control_group_details?: components["schemas"]["ControlGroupDetails"];
            conversion_goal_details?: components["schemas"]["ConversionGoalDetails"];
            delivery_controls?: components["schemas"]["PushDeliveryControls"];
            scheduling_details?: components["schemas"]["SchedulingDetails"];
            segmentation_details?: components["schemas"]["SegmentationDetails"];
            trigger_condition?: components["schemas"]["PushTriggerCondition"];
            utm_params?: components["schemas"]["UtmParams"];
        };
        PushCampaignPatch: {
            advanced?: {
                expiration_settings?: {
                    /** @enum {string} */
                    expire_notification_after_type?: "HOUR" | "DAY";
                    expire_notification_after_value?: number;
                    /** @enum {string} */
                    remove_from_inbox_after_type?: "DAY";
                    remove_from_inbox_after_value?: number;
                } | null;
                platform_level_priority?: {
                    android_specific_priority?: {
                        send_with_priority?: boolean;
                    };
                    ios_specific_priority?: {
                        /** @enum {string} */
                        apns_priority?: "1" | "5" | "10";
                        /** @enum {string} */
                        interruption_level?: "PASSIVE" | "ACTIVE" | "TIME_SENSITIVE" | "CRITICAL";
                        relevance_score?: 0 | 0.5 | 1;
                    };
                } | null;
            } | null;
            approvers?: components["schemas"]["Approvers"] | null;
            basic_details?: {
                broadcast_live_activity_id?: components["schemas"]["Name"] | null;
                business_event?: components["schemas"]["Name"] | null;
                geofences?: components["schemas"]["Geofence"] | null;
                name?: string | null;
                platform_specific_details?: components["schemas"]["PlatformSpecificDetails"] | null;
                platforms?: components["schemas"]["Platform"][] | null;
                send_to_triggered_platform_only?: boolean | null;
                tags?: string[] | null;
                team?: string | null;
            } | null;
            campaign_audience_limit?: {
                frequency?: ("TOTAL" | "INSTANCE") | null;
                is_campaign_audience_limit_enabled?: boolean | null;
                limit?: number | null;
                metric?: "SENT" | null;
            } | null;
            campaign_content?: {
                content?: ({
                    push: components["schemas"]["PushContent"];
                } | {
                    [key: string]: {
                        [key: string]: {
                            push: components["schemas"]["PushContent"];
                        };
                    };
                }) | null;
                locales?: string[] | null;
                variation_details?: components["schemas"]["VariationDetails"] | null;
            } | null;
            campaign_delivery_type?: components["schemas"]["CampaignDeliveryType"];
            /** @constant */
            channel?: "PUSH";
            control_group_details?: {
                campaign_control_group_percentage?: number | null;
                is_campaign_control_group_enabled?: boolean | null;
                is_global_control_group_enabled?: boolean | null;
            } | null;
            conversion_goal_details?: {
                attribution_window_in_hours?: number | null;
                goals?: components["schemas"]["Goal"][] | null;
            } | null;
            delivery_controls?: {
                bypass_dnd?: boolean | null;
                campaign_throttle_rpm?: number | null;
                count_for_frequency_capping?: boolean | null;
                expiry_time_of_sync_data_in_hour?: components["schemas"]["NumberText"] | null;
                four_hour_rule?: ("raise" | "keep") | null;
                ignore_frequency_capping?: boolean | null;
                ignore_global_minimum_delay?: boolean | null;
                in_doubt_policy?: components["schemas"]["InDoubtPolicy"] | null;
                limit_send_config?: {
                    enabled: boolean;
                    max_count?: number;
                    /** @enum {string} */
                    window_unit?: "HOURS" | "DAYS" | "WEEKS" | "MONTHS" | "YEAR";
                    window_value?: number;
                } | null;
                max_time_to_show_message_of_same_camapign?: components["schemas"]["NumberText"] | null;
                minimum_delay_between_two_notification_in_hour?: number | null;
                queue_duration?: number | null;
                queuing_enabled?: boolean | null;
                retry_policy?: components["schemas"]["RetryPolicyInput"] | null;
                send_limit_granularity_in_hours?: components["schemas"]["NumberText"] | null;
                send_limit_value?: components["schemas"]["NumberText"] | null;
                send_message_in_offline_mode?: boolean | null;
                throttle_weight?: number | null;
            } | null;
            request_id?: components["schemas"]["RequestId"];
            scheduling_details?: {
                bts_details?: components["schemas"]["BestTimeDetails"] | null;
                delivery_type?: ("ASAP" | "AT_FIXED_TIME" | "SEND_IN_BTS" | "SEND_IN_USER_TIMEZONE") | null;
                expiry_time?: string | null;
                geo_fence_timelimit?: {
                    /** @enum {string} */
                    notification_schedule: "ALWAYS" | "LIMITED_TIME";
                    timebounds?: {
                        end_time: string;
                        start_time: string;
                    }[];
                } | null;
                periodic_details?: components["schemas"]["PeriodicDetails"] | null;
                start_time?: string | null;
                timezone?: string | null;
                user_timezone_details?: components["schemas"]["UserTimezoneDetails"] | null;
            } | null;
            segmentation_details?: {
                excluded_filters?: components["schemas"]["FilterGroupInput"] | null;
                included_filters?: components["schemas"]["FilterGroupInput"] | null;
                is_all_user_campaign?: boolean | null;
                send_campaign_to_opt_out_users?: boolean | null;
            } | null;
            trigger_condition?: {
                included_filters?: components["schemas"]["FilterGroupInput"] | null;
                intelligent_delay_optimization?: {
                    /** @enum {string} */
                    max_delay_granularity: "HOURS" | "DAYS";
                    max_delay_value: number;
                    /** @enum {string} */
                    min_delay_granularity: "MINUTES" | "HOURS";
                    min_delay_value: number;
                } | null;
                secondary_included_filters?: components["schemas"]["FilterGroupInput"] | null;
                trigger_attr?: {
                    name: components["schemas"]["Name"];
                } | null;
                trigger_delay_granularity?: ("MINUTES" | "HOURS" | "DAYS") | null;
                trigger_delay_type?: ("ASAP" | "DELAY" | "INTELLIGENT_DELAY") | null;
                trigger_delay_value?: number | null;
                trigger_relation?: ("BEFORE" | "AFTER") | null;
            } | null;
            /** Format: email */
            updated_by?: string;
            utm_params?: components["schemas"]["UtmParams"] | null;
            /** @description Why it was written; kept in the audit log. */
            version_note?: string;
        };
        PushContent: {
            android?: components["schemas"]["AndroidContent"];
            ios?: components["schemas"]["IosContent"];
            web?: components["schemas"]["WebContent"];
        };
        PushDeliveryControls: {
            bypass_dnd?: boolean;
            /** @description Request limit: the fastest rate, in requests a minute. Absent: only the workspace's cap holds. */
            campaign_throttle_rpm?: number;
            count_for_frequency_capping?: boolean;
            expiry_time_of_sync_data_in_hour?: components["schemas"]["NumberText"];
            /**
             * @description A run that would take longer than four hours has its request limit raised to finish in four hours, up to 200,000 a minute (raise, the default), or not (keep).
             * @enum {string}
             */
            four_hour_rule?: "raise" | "keep";
            ignore_frequency_capping?: boolean;
            ignore_global_minimum_delay?: boolean;
            in_doubt_policy?: components["schemas"]["InDoubtPolicy"];
            /** @description At most so many messages to one user within a sliding window. */
            limit_send_config?: {
                enabled: boolean;
                max_count?: number;
                /** @enum {string} */
                window_unit?: "HOURS" | "DAYS" | "WEEKS" | "MONTHS" | "YEAR";
                window_value?: number;
            };
            max_time_to_show_message_of_same_camapign?: components["schemas"]["NumberText"];
            minimum_delay_between_two_notification_in_hour?: number;
            /** @description Hours. 1 to 48 when queuing is enabled. */
            queue_duration?: number;
            queuing_enabled?: boolean;
            retry_policy?: components["schemas"]["RetryPolicy"];
            send_limit_granularity_in_hours?: components["schemas"]["NumberText"];
            send_limit_value?: components["schemas"]["NumberText"];
            send_message_in_offline_mode?: boolean;
            /** @description Share of the workspace's cap beside other runs that want more than there is. Absent: 1. */
            throttle_weight?: number;
        };
        PushDeliveryControlsInput: {
            bypass_dnd?: boolean;
            /** @description Request limit: the fastest rate, in requests a minute. Absent: only the workspace's cap holds. */
            campaign_throttle_rpm?: number;
            count_for_frequency_capping?: boolean;
            expiry_time_of_sync_data_in_hour?: components["schemas"]["NumberText"];
            /**
             * @description A run that would take longer than four hours has its request limit raised to finish in four hours, up to 200,000 a minute (raise, the default), or not (keep).
             * @enum {string}
             */
            four_hour_rule?: "raise" | "keep";
            ignore_frequency_capping?: boolean;
            ignore_global_minimum_delay?: boolean;
            in_doubt_policy?: components["schemas"]["InDoubtPolicy"];
            /** @description At most so many messages to one user within a sliding window. */
            limit_send_config?: {
                enabled: boolean;
                max_count?: number;
                /** @enum {string} */
                window_unit?: "HOURS" | "DAYS" | "WEEKS" | "MONTHS" | "YEAR";
                window_value?: number;
            };
            max_time_to_show_message_of_same_camapign?: components["schemas"]["NumberText"];
            minimum_delay_between_two_notification_in_hour?: number;
            /** @description Hours. 1 to 48 when queuing is enabled. */
            queue_duration?: number;
            queuing_enabled?: boolean;
            retry_policy?: components["schemas"]["RetryPolicyInput"];
            send_limit_granularity_in_hours?: components["schemas"]["NumberText"];
            send_limit_value?: components["schemas"]["NumberText"];
            send_message_in_offline_mode?: boolean;
            /** @description Share of the workspace's cap beside other runs that want more than there is. Absent: 1. */
            throttle_weight?: number;
        };
        PushTriggerCondition: {
            /** @description Primary events: any of them triggers. */
            included_filters?: components["schemas"]["FilterGroup"];
            intelligent_delay_optimization?: {
                /** @enum {string} */
                max_delay_granularity: "HOURS" | "DAYS";
                max_delay_value: number;
                /** @enum {string} */
                min_delay_granularity: "MINUTES" | "HOURS";
                min_delay_value: number;
            };
            /** @description Must hold as well when the wait is over. */
            secondary_included_filters?: components["schemas"]["FilterGroup"];
            /** @description The event's attribute that BEFORE counts from. Its bare name is accepted too. */
            trigger_attr?: {
                name: components["schemas"]["Name"];
            };
            /** @enum {string} */
            trigger_delay_granularity?: "MINUTES" | "HOURS" | "DAYS";
            /** @enum {string} */
            trigger_delay_type?: "ASAP" | "DELAY" | "INTELLIGENT_DELAY";
            trigger_delay_value?: number;
            /** @enum {string} */
            trigger_relation?: "BEFORE" | "AFTER";
        };
        PushTriggerConditionInput: {
            /** @description Primary events: any of them triggers. */
            included_filters?: components["schemas"]["FilterGroupInput"];
            intelligent_delay_optimization?: {
                /** @enum {string} */
                max_delay_granularity: "HOURS" | "DAYS";
                max_delay_value: number;
                /** @enum {string} */
                min_delay_granularity: "MINUTES" | "HOURS";
                min_delay_value: number;
            };
            /** @description Must hold as well when the wait is over. */
            secondary_included_filters?: components["schemas"]["FilterGroupInput"];
            /** @description The event's attribute that BEFORE counts from. Its bare name is accepted too. */
            trigger_attr?: {
                name: components["schemas"]["Name"];
            };
            /** @enum {string} */
            trigger_delay_granularity?: "MINUTES" | "HOURS" | "DAYS";
            /** @enum {string} */
            trigger_delay_type?: "ASAP" | "DELAY" | "INTELLIGENT_DELAY";
            trigger_delay_value?: number;
            /** @enum {string} */
            trigger_relation?: "BEFORE" | "AFTER";
        };
        QuietHours: {
            from: string;
            time_zone: string;
            to: string;
        };
        /** @enum {string} */
        QuotaPreset: "product" | "open" | "off";
        QuotaSettings: {
            /**
             * @description In place of the preset's, by operation.
             * @default {}
             */
            limits?: {
                [key: string]: components["schemas"]["OperationLimits"];
            };
            /** @description product: the documented limits of the V5 API. open: generous ones. off: none, and no x-ratelimit headers. */
            preset: components["schemas"]["QuotaPreset"];
        };
        Reachability: {
            count: number;
            /** Format: date-time */
            last_updated_time: string;
        };
        /** @enum {string} */
        RecipientEnd: "delivered" | "skipped" | "unknown" | "expired" | "cancelled" | "dead_lettered";
        RefusedElement: {
            attribute?: string;
            element: number;
            message: string;
            /** @enum {string} */
            type: "Empty request body" | "Malformed JSON" | "InvalidParams" | "ParamsRequired" | "MissingAttributeError" | "Blacklisted" | "ArrayFieldError" | "Authentication required" | "BlockedClient" | "Key mismatch" | "PayloadTooLarge" | "Unsupported media type" | "TooManyRequests" | "ServiceUnavailable" | "InternalServerError";
        };
        RenderedContent: {
            connector?: components["schemas"]["ShownRequest"] | null;
            email?: components["schemas"]["EmailContent"];
            locale: string;
            problems: {
                field: string;
                issue: string;
            }[];
            push?: components["schemas"]["PushContent"];
            variation: string;
        };
        RequestBody: {
            json: components["schemas"]["JsonValue"];
            /** @constant */
            type: "JSON";
        } | {
            form: components["schemas"]["KeyValue"][];
            /** @constant */
            type: "FORM";
        } | {
            /** @default text/plain; charset=utf-8 */
            content_type: string;
            raw: components["schemas"]["Template"];
            /** @constant */
            type: "RAW";
        };
        RequestBodyInput: {
            json: components["schemas"]["JsonValue"];
            /** @constant */
            type: "JSON";
        } | {
            form: components["schemas"]["KeyValue"][];
            /** @constant */
            type: "FORM";
        } | {
            /** @default text/plain; charset=utf-8 */
            content_type?: string;
            raw: components["schemas"]["Template"];
            /** @constant */
            type: "RAW";
        };
        RequestId: string;
        ResponseMapping: {
            /** @default access_token */
            access_token?: string;
            /**
             * @description OPAQUE only: the field with the seconds that the token lives.
             * @default expires_in
             */
            expires_in?: string;
            /**
             * @description JWT only: the claim with the second at which the token ends.
             * @default exp
             */
            expiry_claim?: string;
        };
        RetryPolicy: {
            after_no_answer?: boolean;
            /** @default 5000 */
            initial_delay_ms: number;
            /** @default 6 */
            max_attempts: number;
            /** @default 1800000 */
            max_delay_ms: number;
            statuses?: components["schemas"]["StatusPattern"][];
        };
        RetryPolicyInput: {
            after_no_answer?: boolean;
            /** @default 5000 */
            initial_delay_ms?: number;
            /** @default 6 */
            max_attempts?: number;
            /** @default 1800000 */
            max_delay_ms?: number;
            statuses?: components["schemas"]["StatusPattern"][];
        };
        Review: {
            approval_expires_at: string | null;
            approvals: components["schemas"]["GivenApproval"][];
            approvals_required: number;
            audience: number | null;
            expires_at: string | null;
            reasons: string[];
            reminded_at: string | null;
            /** Format: date-time */
            requested_at: string;
            requested_by: string;
        };
        /** Format: uuid */
        RunId: string;
        RunStats: {
            attempts: number;
            audience_is_cut: boolean;
            campaign_id: components["schemas"]["CampaignId"];
            cancelled: number;
            dead_lettered: number;
            delivered: number;
            duration_ms: number;
            ended_at: string | null;
            estimated_end_at: string | null;
            excluded: {
                [key: string]: number;
            };
            expired: number;
            /** Format: date-time */
            expires_at: string;
            limit_raised_because: string | null;
            open: number;
            possible_duplicates: number;
            reasons: {
                [key: string]: number;
            };
            recipients: number;
            requests_per_minute: number;
            requests_per_minute_effective: number;
            requests_per_minute_limit: number | null;
            retrying: number;
            run_id: components["schemas"]["RunId"];
            skipped: number;
            started_at: string | null;
            /** Format: date-time */
            starts_at: string;
            status: components["schemas"]["RunStatus"];
            targeted: number;
            unknown: number;
        };
        /** @enum {string} */
        RunStatus: "planned" | "sending" | "paused" | "sent" | "stopped" | "expired" | "not_sent";
        SchedulingDetails: {
            bts_details?: components["schemas"]["BestTimeDetails"];
            /** @enum {string} */
            delivery_type?: "ASAP" | "AT_FIXED_TIME" | "SEND_IN_BTS" | "SEND_IN_USER_TIMEZONE";
            expiry_time?: string;
            geo_fence_timelimit?: {
                /** @enum {string} */
                notification_schedule: "ALWAYS" | "LIMITED_TIME";
                timebounds?: {
                    end_time: string;
                    start_time: string;
                }[];
            };
            periodic_details?: components["schemas"]["PeriodicDetails"];
            start_time?: string;
            timezone?: string;
            user_timezone_details?: components["schemas"]["UserTimezoneDetails"];
        };
        SegmentationDetails: {
            excluded_filters?: components["schemas"]["FilterGroup"];
            included_filters?: components["schemas"]["FilterGroup"];
            is_all_user_campaign?: boolean;
            send_campaign_to_opt_out_users?: boolean;
        };
        SegmentationDetailsInput: {
            excluded_filters?: components["schemas"]["FilterGroupInput"];
            included_filters?: components["schemas"]["FilterGroupInput"];
            is_all_user_campaign?: boolean;
            send_campaign_to_opt_out_users?: boolean;
        };
        SegmentCreate: {
            excluded_filters?: components["schemas"]["FilterGroupInput"];
            included_filters: components["schemas"]["FilterGroupInput"];
            name: components["schemas"]["SegmentName"];
        };
        SegmentId: string;
        SegmentName: string & (unknown & unknown);
        SegmentPatch: {
            excluded_filters?: components["schemas"]["FilterGroupInput"];
            included_filters: components["schemas"]["FilterGroupInput"];
            name?: components["schemas"]["SegmentName"];
            /** Format: email */
            updated_by?: string;
        };
        /** @enum {string} */
        SegmentType: "FILTER" | "FILE";
        SegmentView: {
            archived: boolean;
            created_by: string;
            /** Format: date-time */
            created_time: string;
            excluded_filters?: components["schemas"]["FilterGroup"];
            id: components["schemas"]["SegmentId"];
            included_filters?: components["schemas"]["FilterGroup"];
            last_load?: components["schemas"]["LoadView"] | null;
            name: string;
            /** @constant */
            source: "API";
            type: components["schemas"]["SegmentType"];
            updated_by: string;
            /** Format: date-time */
            updated_time: string;
            /** @description Of a FILE; the users of a FILTER are counted by /v5/audience/count. */
            user_count: number | null;
            /** @description Grows when the filters or the members change: approvals are bound to it. */
            version: number;
        };
        /** Format: uuid */
        SendId: string;
        ShownAnswer: {
            body: string;
            headers: {
                [key: string]: string;
            };
            is_body_whole: boolean;
            latency_ms: number;
            status: number;
        };
        ShownRequest: {
            body: string | null;
            headers: [
                string,
                string
            ][];
            method: string;
            url: string;
        };
        SigningSecretView: {
            /** Format: date-time */
            created_at: string;
            id: string;
            retires_at: string | null;
        };
        Slide: {
            image_click_action?: components["schemas"]["ClickAction"];
            image_click_action_value?: components["schemas"]["Template"];
            image_url?: components["schemas"]["UrlTemplate"];
            key_value_pairs?: components["schemas"]["KeyValuePairs"];
        };
        StandInValues: {
            [key: string]: (string | number | boolean | null) | (string | number | boolean | null)[];
        };
        /** @enum {string} */
        StatusAction: "PUBLISH" | "PAUSE" | "RESUME" | "STOP";
        StatusPattern: string;
        StopLift: {
            /** Format: date-time */
            lifted_at: string;
            lifted_by: string;
        };
        SuccessRule: {
            and?: components["schemas"]["AnswerPredicate"];
            /** @enum {string} */
            otherwise?: "dead_letter" | "retry";
            statuses: components["schemas"]["StatusPattern"][];
        };
        Template: string;
        TestContentResult: {
            failure_reason?: string;
            recipients: components["schemas"]["TestRecipient"][];
            /** @enum {string} */
            status: "SENT" | "FAILED";
        };
        TestRecipient: {
            /** @description Of push and e-mail: what would have been sent. */
            content?: components["schemas"]["RenderedContent"];
            failure_reason?: string;
            identifier: string;
            request?: components["schemas"]["ShownRequest"] | null;
            response?: components["schemas"]["ShownAnswer"] | null;
            /** @enum {string} */
            status: "SENT" | "FAILED";
            user_id: string | null;
        };
        TestResult: {
            /** @description By `{PLATFORM}_{locale}_{variation}`, for example CONNECTOR_default_variation_1. */
            data: {
                [key: string]: components["schemas"]["TestContentResult"];
            };
            message: string;
        };
        TestSend: {
            /**
             * @description If given, that of the campaign.
             * @enum {string}
             */
            channel?: "PUSH" | "EMAIL" | "CONNECTOR";
            /** @description A campaign in any status; its newest version is tested. */
            draft_id: components["schemas"]["CampaignId"];
            /** @description In place of the users' own values, for all of them alike. */
            personalization_details?: {
                event_attributes?: components["schemas"]["StandInValues"];
                user_attributes?: components["schemas"]["StandInValues"];
            };
            request_id?: components["schemas"]["RequestId"];
            test_campaign_meta: {
                /**
                 * @description CUSTOM_SEGMENT: the values are ids or names of segments.
                 * @enum {string}
                 */
                identifier: "USER_ATTRIBUTE_UNIQUE_ID" | "ID" | "USER_ATTRIBUTE_USER_EMAIL" | "EMAIL" | "USER_ATTRIBUTE_USER_MOBILE" | "MOBILE_NUMBER" | "MOE_GAID" | "ADVERTISING_IDENTIFIER" | "PUSH_ID" | "CUSTOM_SEGMENT";
                identifier_values: components["schemas"]["IdentifierValue"][];
                /** @description Absent: all of them. */
                locale_name?: string;
                /** @description Of push. Absent: all that the content is for. */
                platform?: components["schemas"]["Platform"];
                /** @description Absent: all of them. */
                variation?: string;
            };
        } | ({
            basic_details?: components["schemas"]["PushBasicDetails"];
            campaign_content: components["schemas"]["PushCampaignContent"];
            /** @constant */
            channel: "PUSH";
            /** @description In place of the users' own values, for all of them alike. */
            personalization_details?: {
                event_attributes?: components["schemas"]["StandInValues"];
                user_attributes?: components["schemas"]["StandInValues"];
            };
            request_id?: components["schemas"]["RequestId"];
            test_campaign_meta: {
                /**
                 * @description CUSTOM_SEGMENT: the values are ids or names of segments.
                 * @enum {string}
                 */
                identifier: "USER_ATTRIBUTE_UNIQUE_ID" | "ID" | "USER_ATTRIBUTE_USER_EMAIL" | "EMAIL" | "USER_ATTRIBUTE_USER_MOBILE" | "MOBILE_NUMBER" | "MOE_GAID" | "ADVERTISING_IDENTIFIER" | "PUSH_ID" | "CUSTOM_SEGMENT";
                identifier_values: components["schemas"]["IdentifierValue"][];
                /** @description Absent: all of them. */
                locale_name?: string;
                /** @description Of push. Absent: all that the content is for. */
                platform?: components["schemas"]["Platform"];
                /** @description Absent: all of them. */
                variation?: string;
            };
        } | {
            basic_details?: components["schemas"]["EmailBasicDetails"];
            campaign_content: components["schemas"]["EmailCampaignContent"];
            /** @constant */
            channel: "EMAIL";
            connector?: components["schemas"]["EmailConnector"];
            /** @description In place of the users' own values, for all of them alike. */
            personalization_details?: {
                event_attributes?: components["schemas"]["StandInValues"];
                user_attributes?: components["schemas"]["StandInValues"];
            };
            request_id?: components["schemas"]["RequestId"];
            test_campaign_meta: {
                /**
                 * @description CUSTOM_SEGMENT: the values are ids or names of segments.
                 * @enum {string}
                 */
                identifier: "USER_ATTRIBUTE_UNIQUE_ID" | "ID" | "USER_ATTRIBUTE_USER_EMAIL" | "EMAIL" | "USER_ATTRIBUTE_USER_MOBILE" | "MOBILE_NUMBER" | "MOE_GAID" | "ADVERTISING_IDENTIFIER" | "PUSH_ID" | "CUSTOM_SEGMENT";
                identifier_values: components["schemas"]["IdentifierValue"][];
                /** @description Absent: all of them. */
                locale_name?: string;
                /** @description Of push. Absent: all that the content is for. */
                platform?: components["schemas"]["Platform"];
                /** @description Absent: all of them. */
                variation?: string;
            };
        } | {
            basic_details?: components["schemas"]["ConnectorBasicDetails"];
            campaign_content: components["schemas"]["ConnectorCampaignContentInput"];
            /** @constant */
            channel: "CONNECTOR";
            /** @description In place of the users' own values, for all of them alike. */
            personalization_details?: {
                event_attributes?: components["schemas"]["StandInValues"];
                user_attributes?: components["schemas"]["StandInValues"];
            };
            request_id?: components["schemas"]["RequestId"];
            test_campaign_meta: {
                /**
                 * @description CUSTOM_SEGMENT: the values are ids or names of segments.
                 * @enum {string}
                 */
                identifier: "USER_ATTRIBUTE_UNIQUE_ID" | "ID" | "USER_ATTRIBUTE_USER_EMAIL" | "EMAIL" | "USER_ATTRIBUTE_USER_MOBILE" | "MOBILE_NUMBER" | "MOE_GAID" | "ADVERTISING_IDENTIFIER" | "PUSH_ID" | "CUSTOM_SEGMENT";
                identifier_values: components["schemas"]["IdentifierValue"][];
                /** @description Absent: all of them. */
                locale_name?: string;
                /** @description Of push. Absent: all that the content is for. */
                platform?: components["schemas"]["Platform"];
                /** @description Absent: all of them. */
                variation?: string;
            };
        });
        TokenRequest: {
            body?: components["schemas"]["RequestBodyInput"];
            /** @default [] */
            headers?: {
                key: components["schemas"]["HeaderName"];
                value: components["schemas"]["Template"];
            }[];
            /** @default POST */
            method?: components["schemas"]["HttpMethod"];
            /** Format: uri */
            url: string;
            /** @default [] */
            url_parameters?: components["schemas"]["KeyValue"][];
        };
        TransitionReport: {
            /** @description Of the whole request; left out when nothing of it was refused. */
            elements?: number;
            /** @description The first hundred. */
            listed: components["schemas"]["RefusedElement"][];
            /** @description 0 as well for a request that is not known, or older than 7 days. */
            refused: number;
            request_id: string;
            /** @constant */
            status: "success";
        };
        TransitionRequest: {
            /** @description Bodies of /v1/customer, /v1/event and /v1/device, in order. */
            elements: components["schemas"]["JsonValue"][];
            /** @constant */
            type: "transition";
        };
        TriggerCondition: {
            /** @description Primary events: any of them triggers. */
            included_filters?: components["schemas"]["FilterGroup"];
            /** @description Must hold as well when the wait is over. */
            secondary_included_filters?: components["schemas"]["FilterGroup"];
            /** @description The event's attribute that BEFORE counts from. Its bare name is accepted too. */
            trigger_attr?: {
                name: components["schemas"]["Name"];
            };
            /** @enum {string} */
            trigger_delay_granularity?: "MINUTES" | "HOURS" | "DAYS";
            /** @enum {string} */
            trigger_delay_type?: "ASAP" | "DELAY";
            trigger_delay_value?: number;
            /** @enum {string} */
            trigger_relation?: "BEFORE" | "AFTER";
        };
        TriggerConditionInput: {
            /** @description Primary events: any of them triggers. */
            included_filters?: components["schemas"]["FilterGroupInput"];
            /** @description Must hold as well when the wait is over. */
            secondary_included_filters?: components["schemas"]["FilterGroupInput"];
            /** @description The event's attribute that BEFORE counts from. Its bare name is accepted too. */
            trigger_attr?: {
                name: components["schemas"]["Name"];
            };
            /** @enum {string} */
            trigger_delay_granularity?: "MINUTES" | "HOURS" | "DAYS";
            /** @enum {string} */
            trigger_delay_type?: "ASAP" | "DELAY";
            trigger_delay_value?: number;
            /** @enum {string} */
            trigger_relation?: "BEFORE" | "AFTER";
        };
        TriggeredSend: {
            /**
             * @description Both mean the workspace's own unique id of a user.
             * @enum {string}
             */
            identifier_type?: "user_id" | "customer_id";
            /** @description Accepted and without effect: a connector has one content for all locales. */
            locale_name?: string;
            /**
             * @description Read in the template as EventAttribute['name']. At most 32 KB; names that the template does not read are refused.
             * @default {}
             */
            personalized_attributes?: {
                [key: string]: (string | number | boolean) | (string | number | boolean)[];
            };
            /** @description Exactly one user id. */
            recipients: components["schemas"]["UserId"][];
            /** @description A second call with the same one within 24 hours is answered like the first and sends nothing. The header Idempotency-Key does the same. */
            request_id?: string;
        };
        UrlTemplate: components["schemas"]["Template"];
        UsedSegment: {
            id: components["schemas"]["SegmentId"];
            name: string;
            type: components["schemas"]["SegmentType"];
            version: number;
        };
        /** @description A string, a number, true or false, or a list of up to 50 of one kind; null takes it away. */
        UserAttributes: {
            addValueToArrayField?: components["schemas"]["ArrayEdits"];
            moe_email_optin_status?: ("DOUBLE_OPTED_IN" | "OPTED_OUT" | "OPT_IN_PENDING") | null;
            platforms?: components["schemas"]["UserPlatforms"];
            removeValueFromArrayField?: components["schemas"]["ArrayEdits"];
        } & {
            [key: string]: components["schemas"]["AttributeValue"] | null;
        };
        UserId: string;
        UserIdentifier: {
            identifier: string;
            /**
             * @description `id` is `moengage_id`: the attribute of that name, which imported users may have.
             * @enum {string}
             */
            identifier_type: "customer_id" | "moengage_id" | "id";
        };
        UserPlatform: {
            active: boolean | ("true" | "false");
            /** @description One of ANDROID, iOS, web, TV, in any capitals. */
            platform: string;
        };
        UserPlatforms: components["schemas"]["UserPlatform"][];
        UserTimezoneDetails: {
            send_if_user_timezone_has_passed?: boolean;
            send_in_user_timezone?: boolean;
        };
        /** @description utm_source and utm_medium are required to publish when there are any. */
        UtmParams: {
            [key: string]: components["schemas"]["Template"];
        };
        VariationDetails: {
            /** @enum {string} */
            distribution_type?: "MANUAL" | "SHERPA";
            /** @description A share for each variation; together 100. */
            manual_distribution_percentage?: {
                [key: string]: number;
            };
            no_of_variations?: number;
            /** @description Hours. */
            sherpa_campaign_duration?: number;
            /** @enum {string} */
            sherpa_distribution_metric?: "OPEN_RATE" | "CLICK_RATE" | "BOTH";
        };
        VariationKey: string;
        VariationStats: {
            conversion_goal_stats: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            delivery_funnel: components["schemas"]["DeliveryFunnel"];
            /** @description Users by the reason for which they were not sent to. */
            failure_breakdown: {
                [key: string]: number;
            };
            performance_stats: components["schemas"]["PerformanceStats"];
        };
        WebContent: {
            advanced?: {
                /** @enum {string} */
                icon_image_type?: "DEFAULT" | "ICON_URL";
                icon_url?: components["schemas"]["UrlTemplate"];
            };
            basic_details?: {
                auto_dismiss_notification?: boolean;
                image_url?: components["schemas"]["UrlTemplate"];
                message?: components["schemas"]["Template"];
                redirect_url?: components["schemas"]["UrlTemplate"];
                title?: components["schemas"]["Template"];
            };
            buttons?: {
                icon_url?: components["schemas"]["UrlTemplate"];
                title?: components["schemas"]["Template"];
                url?: components["schemas"]["UrlTemplate"];
            }[];
            /** @enum {string} */
            template_type?: "BASIC";
        };
        WorkspaceId: string;
        WorkspaceSettingsChange: {
            campaign_audience_limit?: boolean;
            /** @description Whole; null switches it off. */
            error_rate_brake?: components["schemas"]["ErrorRateBrake"] | null;
        };
        WorkspaceSettingsView: {
            /** @description Whether campaigns may have an audience limit. */
            campaign_audience_limit: boolean;
            /** @description When runs that fail are paused. null: never. */
            error_rate_brake: components["schemas"]["ErrorRateBrake"] | null;
        };
        WorkspaceStop: {
            ended_at: string | null;
            lifts: components["schemas"]["StopLift"][];
            /** @constant */
            lifts_required: 2;
            paused_runs: number;
            reason: string | null;
            stop_id: string;
            /** Format: date-time */
            stopped_at: string;
            stopped_by: string;
        };
    };
    responses: {
        /** @description Malformed. `details` lists every problem, each with the dotted path of its field. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Somebody was faster, or the Idempotency-Key belongs to another body or to a call that is still at work (`BAD_REQUEST`). */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key lacks the scope, the header names another workspace, or it is not for this person to do. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A failure of ours. The log knows it by `response_id`. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such thing in this workspace. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is larger than this operation takes. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Too many calls. Wait for as long as `Retry-After` says. */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "x-ratelimit-limit": components["headers"]["RateLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body did not arrive in time. */
        RequestTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description No credential, or one that is not valid. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The database or the bus is away. Try again in a moment. */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Well-formed, and not possible now. The message says what is. */
        UnprocessableEntity: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is of a type that is not read here. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @deprecated
         * @description The earlier name of X-MOE-Tenant-ID.
         */
        AppKey: string;
        /**
         * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
         * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
         */
        IdempotencyKey: string;
        /**
         * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
         * @example abc-101
         */
        RequestId: string;
        /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
        TenantId: string;
    };
    requestBodies: never;
    headers: {
        /** @description Calls that the tightest window allows in all. */
        RateLimit: number;
        /** @description Calls that are left in that window. */
        RateLimitRemaining: number;
        /** @description Seconds until that window has room again. */
        RateLimitReset: number;
        /** @description Seconds to wait before the next try. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getStatsOfCampaigns: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignStatsRequest"];
            };
        };
        responses: {
            /** @description What became of several campaigns, in the shape of the product's stats API */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignStatsAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createOrUpdateUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The workspace id, which must be the one that the credential belongs to. */
                app_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerRequest"];
            };
        };
        responses: {
            /** @description Create or update a user */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataAccepted"];
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query: {
                /** @description The workspace id, which must be the one that the credential belongs to. */
                app_id: string;
            };
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteRequest"];
            };
        };
        responses: {
            /** @description Delete a user: attributes, devices and events */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataAccepted"];
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
        };
    };
    deleteUserInBulk: {
        parameters: {
            query: {
                /** @description The workspace id, which must be the one that the credential belongs to. */
                app_id: string;
            };
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteRequest"];
            };
        };
        responses: {
            /** @description Delete a user: attributes, devices and events */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataAccepted"];
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
        };
    };
    mergeUsers: {
        parameters: {
            query: {
                /** @description The workspace id, which must be the one that the credential belongs to. */
                app_id: string;
            };
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeRequest"];
            };
        };
        responses: {
            /** @description Merge users into others */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeAccepted"];
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
        };
    };
    exportUsers: {
        parameters: {
            query: {
                /** @description The workspace id, which must be the one that the credential belongs to. */
                app_id: string;
            };
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportRequest"];
            };
        };
        responses: {
            /** @description Read up to 20 users */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportedUsers"];
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
        };
    };
    createOrUpdateDevice: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The workspace id, which must be the one that the credential belongs to. */
                app_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceRequest"];
            };
        };
        responses: {
            /** @description Add or update a device of a user */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataAccepted"];
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
        };
    };
    optDevicesOut: {
        parameters: {
            query: {
                /** @description The workspace id, which must be the one that the credential belongs to. */
                app_id: string;
            };
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptOutRequest"];
            };
        };
        responses: {
            /** @description Opt devices of a user out of push, or in again */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataAccepted"];
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
        };
    };
    createEvents: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The workspace id, which must be the one that the credential belongs to. */
                app_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventRequest"];
            };
        };
        responses: {
            /** @description Tell what a user has done */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataAccepted"];
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
        };
    };
    createInBulk: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The workspace id, which must be the one that the credential belongs to. */
                app_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransitionRequest"];
            };
        };
        responses: {
            /** @description Tell of many users, events and devices */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataAccepted"];
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
        };
    };
    getRefusedElements: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                /** @description The workspace id, which must be the one that the credential belongs to. */
                app_id: string;
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Which elements of a bulk request were refused */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransitionReport"];
                };
            };
            /** @description Default Response */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRefused"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description API keys, newest first, without their secrets */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            api_keys: {
                                actor: string;
                                /** @description Refused from then on; in the future while a rotation overlaps. */
                                archived_at: string | null;
                                /** Format: date-time */
                                created_at: string;
                                created_by: string;
                                key_id: string;
                                /** @description To the minute. */
                                last_used_at: string | null;
                                name: string;
                                scopes: string[];
                            }[];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "api_keys";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whose key it is: e-mail address or name. */
                    actor: string;
                    /** @default  */
                    name?: string;
                    /** @description Of those that your own key has. */
                    scopes: ("view" | "create_manage" | "publish" | "approve" | "import" | "data" | "secrets" | "send" | "admin")[];
                };
            };
        };
        responses: {
            /** @description Make an API key */
            201: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            key_id: string;
                            /** @description Shown this once. */
                            secret: string;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "api_key";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    archiveApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End an API key for good */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            key_id: string;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "api_key";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How long the old secret goes on; 0: it ends now.
                     * @default 0
                     */
                    overlap_minutes?: number;
                };
            };
        };
        responses: {
            /** @description A new secret in place of a key's old one */
            201: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            key_id: string;
                            /** @description Shown this once. */
                            secret: string;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "api_key";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    countAudience: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AudienceCountRequest"];
            };
        };
        responses: {
            /** @description How many users an audience has now */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AudienceCount"];
                        response_id: string;
                        /** @enum {string} */
                        type: "audience";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAuthorizations: {
        parameters: {
            query?: {
                after?: components["schemas"]["AuthorizationId"];
                limit?: number;
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Authorization configurations, oldest first, without their secrets */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            authorization_configurations: components["schemas"]["AuthorizationView"][];
                            next: components["schemas"]["AuthorizationId"] | null;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "authorization_configurations";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAuthorization: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorizationCreate"];
            };
        };
        responses: {
            /** @description Keep an authorization configuration; an OAUTH2 one must be able to fetch a token */
            201: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuthorizationView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "authorization_configuration";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAuthorization: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["AuthorizationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One configuration */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuthorizationView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "authorization_configuration";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeAuthorization: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["AuthorizationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove it; refused while a campaign that is not over names it */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: components["schemas"]["AuthorizationId"];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "authorization_configuration";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeAuthorization: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["AuthorizationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorizationPatch"];
            };
        };
        responses: {
            /** @description Rename it, or replace its settings whole */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuthorizationView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "authorization_configuration";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    testAuthorization: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["AuthorizationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Try what is kept, and set its status by it */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuthorizationTrial"];
                        response_id: string;
                        /** @enum {string} */
                        type: "authorization_trial";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAuthorizationUses: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["AuthorizationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Campaigns that name it and are not over */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            campaigns: {
                                campaign_id: string;
                                name: string | null;
                                run_id: string | null;
                                status: string;
                            }[];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "authorization_uses";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    tryAuthorization: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["AuthorizationSettings"];
                };
            };
        };
        responses: {
            /** @description Try settings without keeping them */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuthorizationTrial"];
                        response_id: string;
                        /** @enum {string} */
                        type: "authorization_trial";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCampaigns: {
        parameters: {
            query?: {
                after?: components["schemas"]["CampaignId"];
                limit?: number;
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List campaigns, newest first */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            campaigns: components["schemas"]["Campaign"][];
                            next: components["schemas"]["CampaignId"] | null;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "campaigns";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignCreate"];
            };
        };
        responses: {
            /** @description Create a draft; components may be missing */
            201: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: components["schemas"]["CampaignId"];
                            status: components["schemas"]["CampaignStatus"];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a campaign */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    editCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignPatch"];
            };
        };
        responses: {
            /** @description Edit a campaign: makes a version to be approved; what waits for its start is taken back, what is live goes on */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    approveCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string;
                    content_hash?: components["schemas"]["ContentHash"];
                } | null;
            };
        };
        responses: {
            /** @description Approve what another person wrote and submitted */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        /** @description Approvals so far, of how many: `1 of 2`. */
                        message: string;
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    archiveCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    request_id?: components["schemas"]["RequestId"];
                } | null;
            };
        };
        responses: {
            /** @description Put a campaign out of sight that is not live */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchAttempts: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description As in `error_code`, for example "timeout"; "any" is whatever was not delivered. */
                error?: string;
                from?: string;
                limit?: number;
                run_id?: components["schemas"]["RunId"];
                status?: string;
                /** @description Not included. */
                to?: string;
                user_id?: components["schemas"]["UserId"];
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Attempts: every failure and a sample of the successes, newest first, redacted */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            attempts: {
                                /** Format: date-time */
                                at: string;
                                attempt: number;
                                batch_no: number;
                                error_code: string | null;
                                latency_ms: number;
                                possible_duplicate: boolean;
                                request: {
                                    body: string | null;
                                    headers: [
                                        string,
                                        string
                                    ][];
                                    method: string;
                                    url: string;
                                };
                                response: {
                                    body: string;
                                    headers: [
                                        string,
                                        string
                                    ][];
                                } | null;
                                run_id: components["schemas"]["RunId"];
                                status: number;
                                user_id: string;
                            }[];
                            next: string | null;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "attempts";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportAttempts: {
        parameters: {
            query?: {
                /** @description As in `error_code`, for example "timeout"; "any" is whatever was not delivered. */
                error?: string;
                from?: string;
                run_id?: components["schemas"]["RunId"];
                status?: string;
                /** @description Not included. */
                to?: string;
                user_id?: components["schemas"]["UserId"];
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The same as a stream: all that the filter finds, one JSON object a line */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                /** @description csv: all of them from `after` on, as a table. `Accept: text/csv` asks for the same. */
                format?: "json" | "csv";
                limit?: number;
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who did what, when, from where; oldest first */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            entries: {
                                action: string;
                                actor: string;
                                /** Format: date-time */
                                at: string;
                                audit_id: string;
                                /** @description Place among the campaign's entries, from 1; null: from before they were chained. */
                                chain_no: number | null;
                                detail: {
                                    [key: string]: string | number | null;
                                };
                                /** @description SHA-256 over the hash of the entry before and this entry, in hexadecimal. */
                                hash: string | null;
                                run_id: components["schemas"]["RunId"] | null;
                                source: string;
                            }[];
                            next: string | null;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "audit";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                /** @description ndjson: all of them, one a line, from `after` on. */
                format?: "json" | "ndjson";
                limit?: number;
                run_id?: components["schemas"]["RunId"];
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Recipients that were given up, in the order of their ids */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayDeadLetters: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    run_id?: components["schemas"]["RunId"];
                    /** @description Absent: all. */
                    user_ids?: string[];
                } | null;
            };
        };
        responses: {
            /** @description Send dead letters again, as new attempts */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            replayed: number;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "replay";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    diffVersions: {
        parameters: {
            query?: {
                /** @description Absent: the version that was approved last; nothing, when none was. */
                from?: number;
                /** @description Absent: the newest version. */
                to?: number;
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What changed between two versions, field by field */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            changes: {
                                /** @description null: is gone. */
                                after: unknown;
                                /** @description null: was not there. */
                                before: unknown;
                                path: string;
                            }[];
                            from: number | null;
                            /** @description There are more changes than are listed. */
                            is_cut: boolean;
                            to: number;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "diff";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeRunLimit: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaign_throttle_rpm: number;
                };
            };
        };
        responses: {
            /** @description Change the request limit of a campaign that is being sent; it holds within two seconds */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            campaign_throttle_rpm: number;
                            id: components["schemas"]["CampaignId"];
                            status: components["schemas"]["CampaignStatus"];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportRecipients: {
        parameters: {
            query?: {
                ending?: components["schemas"]["RecipientEnd"];
                run_id?: components["schemas"]["RunId"];
                user_id?: components["schemas"]["UserId"];
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Recipients that have their end, in the order of their ids, one JSON object a line */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rejectCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment: string;
                    content_hash?: components["schemas"]["ContentHash"];
                };
            };
        };
        responses: {
            /** @description Reject, and say what to change */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestChanges: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment: string;
                    content_hash?: components["schemas"]["ContentHash"];
                };
            };
        };
        responses: {
            /** @description Send it back to its author as a draft, and say what to change */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listRuns: {
        parameters: {
            query?: {
                after?: components["schemas"]["RunId"];
                limit?: number;
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its runs, one for each publication, newest first */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            next: components["schemas"]["RunId"] | null;
                            runs: {
                                ended_at: string | null;
                                /** @description Since then a later run takes the sends. */
                                replaced_at: string | null;
                                run_id: components["schemas"]["RunId"];
                                started_at: string | null;
                                /** Format: date-time */
                                starts_at: string;
                                status: components["schemas"]["RunStatus"];
                                /** @description Of the campaign, that it sends. */
                                version: number;
                            }[];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "runs";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sendToUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriggeredSend"];
            };
        };
        responses: {
            /** @description Send to one user now, with values of its own; the campaign is API-triggered and published */
            202: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            campaign_id: components["schemas"]["CampaignId"];
                            /**
                             * @description The control group or the frequency cap that holds the user out; counted in the run's figures under the same name.
                             * @enum {string}
                             */
                            excluded?: "global_control_group" | "campaign_control_group" | "frequency_capping";
                            /** @description 0: nothing is sent; `excluded` says why. */
                            recipient_count: 1 | 0;
                            send_id: components["schemas"]["SendId"];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCampaignStats: {
        parameters: {
            query?: {
                run_id?: components["schemas"]["RunId"];
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of every targeted user */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RunStats"];
                        response_id: string;
                        /** @enum {string} */
                        type: "stats";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeCampaignStatus: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    action: components["schemas"]["StatusAction"];
                    request_id?: components["schemas"]["RequestId"];
                };
            };
        };
        responses: {
            /** @description Publish an approved campaign; pause, resume or stop a published one */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            action: components["schemas"]["StatusAction"];
                            id: components["schemas"]["CampaignId"];
                            run_id: components["schemas"]["RunId"] | null;
                            status: components["schemas"]["CampaignStatus"];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    submitCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Submit a complete draft for review */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    unarchiveCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    request_id?: components["schemas"]["RequestId"];
                } | null;
            };
        };
        responses: {
            /** @description Take a campaign out of the archive, with the status that it had */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Campaign"];
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    validateCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything that stands between the campaign and publication */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description What is right, and this version does not send: submit and publish refuse it. */
                            cannot_be_sent_yet: {
                                field: string;
                                issue: string;
                            }[];
                            errors: {
                                field: string;
                                issue: string;
                            }[];
                            /** @description Of the campaign's content. */
                            valid: boolean;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listVersions: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                before?: number;
                limit?: number;
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Versions, newest first */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            next: number | null;
                            versions: {
                                content_hash: components["schemas"]["ContentHash"];
                                definition: components["schemas"]["CampaignDefinition"];
                                /** Format: date-time */
                                edited_at: string;
                                edited_by: string;
                                edited_by_credential: string;
                                version: number;
                            }[];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "versions";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCampaignMeta: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignSearch"];
            };
        };
        responses: {
            /** @description Find campaigns, newest first; answered in short */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            campaigns: components["schemas"]["CampaignMeta"][];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchCampaigns: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignSearch"];
            };
        };
        responses: {
            /** @description Find campaigns, newest first; answered whole */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            campaigns: components["schemas"]["Campaign"][];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    testCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestSend"];
            };
        };
        responses: {
            /** @description Send content to a few people, before anybody approves it */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TestResult"];
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    validateDefinition: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignCreate"];
            };
        };
        responses: {
            /** @description Everything that would stand between such a campaign and publication; nothing is stored */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description What is right, and this version does not send: submit and publish refuse it. */
                            cannot_be_sent_yet: {
                                field: string;
                                issue: string;
                            }[];
                            errors: {
                                field: string;
                                issue: string;
                            }[];
                            /** @description Of the campaign's content. */
                            valid: boolean;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "campaign";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSegments: {
        parameters: {
            query?: {
                after?: components["schemas"]["SegmentId"];
                /** @description Also those archived within 180 days. */
                include_archived?: string;
                limit?: number;
                /** @description Exactly this name. */
                name?: string;
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List segments, newest first */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SegmentView"][];
                        response_id: string;
                        /** @enum {string} */
                        type: "custom_segment";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSegment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentCreate"];
            };
        };
        responses: {
            /** @description Create a segment of filters */
            201: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SegmentView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "custom_segment";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSegment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["SegmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a segment */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SegmentView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "custom_segment";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeSegment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["SegmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentPatch"];
            };
        };
        responses: {
            /** @description Change the filters of a segment */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SegmentView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "custom_segment";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    archiveSegment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["SegmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take a segment out of use */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SegmentView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "custom_segment";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSegmentLoads: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["SegmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files given to a segment, newest first */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LoadView"][];
                        response_id: string;
                        /** @enum {string} */
                        type: "segment_loads";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    unarchiveSegment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["SegmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bring a segment back into use */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SegmentView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "custom_segment";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadSegmentUsers: {
        parameters: {
            query: {
                action: "add" | "remove" | "replace";
                /** @description What the values in the file are. */
                attribute_name?: string;
                attribute_type?: "string" | "double";
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["SegmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "text/csv": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description Add, remove or replace the users of a segment by those in the body */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            bytes_read: number;
                            /** @description Users who were added or removed. */
                            changed: number;
                            /** @description Users who are in the list now. */
                            user_count: number;
                            values_found: number;
                            values_processed: number;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "segment_load";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createFileSegment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileSegmentCreate"];
            };
        };
        responses: {
            /** @description Create a segment of the users in a file */
            202: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cs_id: string;
                        cs_name: string;
                        message: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    addSegmentUsers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileSegmentChange"];
            };
        };
        responses: {
            /** @description Add the users in a file to a segment */
            202: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cs_id: string;
                        cs_name: string;
                        message: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeSegmentUsers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileSegmentChange"];
            };
        };
        responses: {
            /** @description Remove the users in a file from a segment */
            202: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cs_id: string;
                        cs_name: string;
                        message: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replaceSegmentUsers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileSegmentChange"];
            };
        };
        responses: {
            /** @description Replace the users of a segment by those in a file */
            202: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cs_id: string;
                        cs_name: string;
                        message: string;
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadSegment: {
        parameters: {
            query: {
                /** @description What the values in the file are. */
                attribute_name?: string;
                attribute_type?: "string" | "double";
                /** @description Days until it is archived. */
                expiry_time?: number;
                name: components["schemas"]["SegmentName"];
            };
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "text/csv": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description Create a segment of the users in the body */
            201: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SegmentView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "custom_segment";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getControlGroup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read the control group */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ControlGroupView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "control_group";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeControlGroup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlGroupChange"];
            };
        };
        responses: {
            /** @description Set the share of all users that is in the control group */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ControlGroupView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "control_group";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listControlGroupLoads: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files given to the control group, newest first */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LoadView"][];
                        response_id: string;
                        /** @enum {string} */
                        type: "segment_loads";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeControlGroupUsers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlGroupUsers"];
            };
        };
        responses: {
            /** @description Add the users in a file to the control group, or remove them */
            202: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            load_id: string;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "control_group";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadControlGroupUsers: {
        parameters: {
            query: {
                action_type: "add" | "remove";
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "text/csv": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description Add the users in the body to the control group, or remove them */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            bytes_read: number;
                            /** @description Users who were added or removed. */
                            changed: number;
                            /** @description Users who are in the list now. */
                            user_count: number;
                            values_found: number;
                            values_processed: number;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "segment_load";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    previewPersonalization: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewRequest"];
            };
        };
        responses: {
            /** @description Render content for one user; nothing is sent */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Preview"];
                        response_id: string;
                        /** @enum {string} */
                        type: "preview";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSigningSecrets: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ids and ages of the secrets that sign now */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            signing_secrets: components["schemas"]["SigningSecretView"][];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "signing_secrets";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateSigningSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description So long the present secret signs beside the new one.
                     * @default 24
                     */
                    overlap_hours?: number;
                } | null;
            };
        };
        responses: {
            /** @description Make a new signing secret; the old one signs beside it for a while */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            created_at: string;
                            id: string;
                            retires_at: string | null;
                            /** @description Shown this once: give it to whoever verifies the requests. */
                            secret: string;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "signing_secret";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A user: attributes and devices */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            attributes: {
                                [key: string]: components["schemas"]["AttributeValue"];
                            };
                            devices: {
                                attributes: {
                                    [key: string]: unknown;
                                };
                                device_id: string;
                                is_opted_out: boolean;
                                platform: string;
                                push_id: string | null;
                                /** Format: date-time */
                                updated_at: string;
                            }[];
                            user_id: components["schemas"]["UserId"];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "user";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUserEvents: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Events of this name alone. */
                name?: string;
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a user has done, newest first */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            events: {
                                /** Format: date-time */
                                accepted_at: string;
                                app_version: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it happened.
                                 */
                                at: string;
                                attributes: {
                                    [key: string]: unknown;
                                };
                                device_id: string | null;
                                /** Format: uuid */
                                event_id: string;
                                name: string;
                                platform: string | null;
                                timezone_offset_s: number | null;
                            }[];
                            next: string | null;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "events";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    countUsers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many users there are */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            users: number;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "users";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importUsers: {
        parameters: {
            query: {
                format: "csv" | "ndjson";
                id_column?: string;
            };
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Import users from CSV or NDJSON in the body */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            changed: number;
                            /**
                             * Format: uuid
                             * @description Among /v5/users/imports.
                             */
                            import_id: string;
                            /** @description Rejected rows that are not listed. */
                            more_rejects: number;
                            rejected: number;
                            /** @description The first 100. */
                            rejects: {
                                line: number;
                                reason: string;
                            }[];
                            rows: number;
                            unchanged: number;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "import";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listImports: {
        parameters: {
            query?: {
                /** @description `import_id` of the last one of the page before. */
                before?: string;
                limit?: number;
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Files of users that were read in, or are being read, newest first */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            imports: {
                                changed: number;
                                created_by: string;
                                ended_at: string | null;
                                format: string;
                                /** Format: uuid */
                                import_id: string;
                                rejected: number;
                                rows: number;
                                /** Format: date-time */
                                started_at: string;
                                /**
                                 * @description cut_off: its process ended before it did.
                                 * @enum {string}
                                 */
                                status: "running" | "done" | "failed" | "cut_off";
                            }[];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "imports";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getApprovalPolicy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many people have to approve a campaign, and when it may start */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApprovalPolicy"];
                        response_id: string;
                        /** @enum {string} */
                        type: "approval_policy";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setApprovalPolicy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalPolicyInput"];
            };
        };
        responses: {
            /** @description Set the whole approval policy; what is left out gets its default */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApprovalPolicy"];
                        response_id: string;
                        /** @enum {string} */
                        type: "approval_policy";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFrequencyCapping: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many messages one user gets at most, over campaigns */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["FrequencyCapping"];
                        response_id: string;
                        /** @enum {string} */
                        type: "frequency_capping";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setFrequencyCapping: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FrequencyCappingInput"];
            };
        };
        responses: {
            /** @description Set all rules of frequency capping; those that are left out hold no more */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["FrequencyCapping"];
                        response_id: string;
                        /** @enum {string} */
                        type: "frequency_capping";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLimits: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workspace's cap, and the caps of its origins */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            origins: {
                                /** @description Scheme, host and port: https://api.example.com */
                                origin: string;
                                requests_per_minute: number;
                            }[];
                            requests_per_minute: number;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "limits";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setWorkspaceLimit: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Over all runs of the workspace together. New workspaces have 200,000. */
                    requests_per_minute: number;
                };
            };
        };
        responses: {
            /** @description Set the workspace's cap; it holds within two seconds */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            origins: {
                                /** @description Scheme, host and port: https://api.example.com */
                                origin: string;
                                requests_per_minute: number;
                            }[];
                            requests_per_minute: number;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "limits";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listOriginLimits: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caps of origins */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Scheme, host and port: https://api.example.com */
                            origin: string;
                            requests_per_minute: number;
                        }[];
                        response_id: string;
                        /** @enum {string} */
                        type: "origin_limits";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setOriginLimit: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Scheme, host and port: https://api.example.com */
                    origin: string;
                    requests_per_minute: number;
                };
            };
        };
        responses: {
            /** @description Set the cap of an origin over all runs that send there; it holds within two seconds */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Scheme, host and port: https://api.example.com */
                            origin: string;
                            requests_per_minute: number;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "origin_limit";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeOriginLimit: {
        parameters: {
            query: {
                /** @description Scheme, host and port: https://api.example.com */
                origin: string;
            };
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove the cap of an origin */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Scheme, host and port: https://api.example.com */
                            origin: string;
                            /** @enum {boolean} */
                            removed: true;
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "origin_limit";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getQuotas: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How often the workspace may call, by operation, and how many campaigns it may create */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description What holds. An operation that is missing has no limit. */
                            effective: {
                                [key: string]: components["schemas"]["OperationLimits"];
                            };
                            /** @description What is set in place of the preset's. */
                            limits: {
                                [key: string]: components["schemas"]["OperationLimits"];
                            };
                            preset: components["schemas"]["QuotaPreset"];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "quotas";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setQuotas: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuotaSettings"];
            };
        };
        responses: {
            /** @description Set the quotas of the workspace; they hold within two seconds */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description What holds. An operation that is missing has no limit. */
                            effective: {
                                [key: string]: components["schemas"]["OperationLimits"];
                            };
                            /** @description What is set in place of the preset's. */
                            limits: {
                                [key: string]: components["schemas"]["OperationLimits"];
                            };
                            preset: components["schemas"]["QuotaPreset"];
                        };
                        response_id: string;
                        /** @enum {string} */
                        type: "quotas";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWorkspaceSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is switched on */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WorkspaceSettingsView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "workspace_settings";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeWorkspaceSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceSettingsChange"];
            };
        };
        responses: {
            /** @description Switch a feature on or off */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WorkspaceSettingsView"];
                        response_id: string;
                        /** @enum {string} */
                        type: "workspace_settings";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWorkspaceStop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stop that is in force: who, when, why, and who lifted it so far; null when there is none */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WorkspaceStop"] | null;
                        response_id: string;
                        /** @enum {string} */
                        type: "stop";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    stopWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For everybody who looks why. */
                    reason?: string;
                } | null;
            };
        };
        responses: {
            /** @description Stop everything: every run is paused, and nothing can begin to send */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WorkspaceStop"];
                        response_id: string;
                        /** @enum {string} */
                        type: "stop";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    liftWorkspaceStop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A UUID of version 4, new for each thing that you want done. The same key with the same body within 24 hours is answered byte for byte like the first time and does nothing; with another body, or while the first is still at work, it is refused with 409.
                 * @example 5f0c6a3e-8f4b-4d1c-9a57-2f6c1f2b7a10
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @deprecated
                 * @description The earlier name of X-MOE-Tenant-ID.
                 */
                "MOE-APPKEY"?: components["parameters"]["AppKey"];
                /**
                 * @description Names the call; comes back as `response_id`. The field `request_id` of the body means the same: where both are given they must match.
                 * @example abc-101
                 */
                "X-MOE-Request-Id"?: components["parameters"]["RequestId"];
                /** @description The workspace id. Optional: the credential already tells it. Another workspace's id is refused with 403. */
                "X-MOE-Tenant-ID"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lift the stop: takes two people */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WorkspaceStop"];
                        response_id: string;
                        /** @enum {string} */
                        type: "stop";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}
