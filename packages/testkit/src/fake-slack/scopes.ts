// The scope that each method needs. A method that is not here is unknown to the fake, and refused.
const SCOPE_OF_METHOD: Readonly<Record<string, string | null>> = {
  "auth.test": null,
  "api.test": null,
  "auth.revoke": null,
  "blocks.validate": null,
  "chat.postMessage": "chat:write",
  "chat.postEphemeral": "chat:write",
  "chat.update": "chat:write",
  "chat.delete": "chat:write",
  "chat.scheduleMessage": "chat:write",
  "chat.deleteScheduledMessage": "chat:write",
  "chat.getPermalink": null,
  "conversations.info": "channels:read",
  "conversations.members": "channels:read",
  "conversations.open": "im:write",
  "users.info": "users:read",
  "users.list": "users:read",
  "users.lookupByEmail": "users:read.email",
  "usergroups.list": "usergroups:read",
  "usergroups.users.list": "usergroups:read",
  "views.open": null,
  "views.push": null,
  "views.update": null,
  "views.publish": null,
  "reactions.add": "reactions:write",
  "reactions.remove": "reactions:write",
  "files.getUploadURLExternal": "files:write",
  "files.completeUploadExternal": "files:write",
  "files.info": "files:read",
};

export const isKnownMethod = (method: string): boolean => Object.hasOwn(SCOPE_OF_METHOD, method);

/** null: every bot may. */
export const scopeOf = (method: string): string | null => SCOPE_OF_METHOD[method] ?? null;
