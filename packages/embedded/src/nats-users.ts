// The users of a nats-server as its configuration writes them.

export interface NatsRights {
  /** Subjects with wildcards; what is not named is refused. */
  publish: readonly string[];
  subscribe: readonly string[];
}

export interface NatsUser {
  user: string;
  password: string;
  /** Absent: the operator's own user, who may do everything. */
  rights?: NatsRights;
  /** The dashboard's: browsers, and nothing else. */
  isWebSocketOnly?: boolean;
}

/** The block `authorization {}` of nats.conf. Fields stand on lines of their own: the server's parser wants that. */
export function natsAuthorization(users: readonly NatsUser[]): string {
  return `authorization {
  users: [
${users.map(userBlock).join("\n")}
  ]
}
`;
}

function userBlock({ user, password, rights, isWebSocketOnly = false }: NatsUser): string {
  const lines = [
    `      user: ${JSON.stringify(user)}`,
    `      password: ${JSON.stringify(password)}`,
    ...(isWebSocketOnly ? ['      allowed_connection_types: ["WEBSOCKET"]'] : []),
    ...(rights === undefined ? [] : permissions(rights)),
  ];
  return ["    {", ...lines, "    }"].join("\n");
}

function permissions({ publish, subscribe }: NatsRights): string[] {
  return [
    "      permissions: {",
    // An empty list of what is allowed would allow everything.
    publish.length === 0
      ? '        publish: { deny: [">"] }'
      : `        publish: { allow: ${list(publish)} }`,
    subscribe.length === 0
      ? '        subscribe: { deny: [">"] }'
      : `        subscribe: { allow: ${list(subscribe)} }`,
    "      }",
  ];
}

const list = (subjects: readonly string[]): string =>
  `[\n${[...new Set(subjects)].map((subject) => `          ${JSON.stringify(subject)}`).join("\n")}\n        ]`;
