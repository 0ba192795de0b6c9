// The client of a triggered campaign: autocannon posts single sends to the API at a steady rate and notes of each answer
// which send it made.
import autocannon from "autocannon";
import { type BenchPeople } from "../stage/bench-campaign.ts";
import { userIdOf } from "../stage/bench-users.ts";

export interface PostedSend {
  userId: string;
  sendId: string;
  /** Wall clock, as the sink's: the request was made, and its 202 was read. */
  postedAtMs: number;
  acceptedAtMs: number;
}

export interface Posted {
  sends: PostedSend[];
  /** Answers that were no 202, by status; `0` stands for none. */
  refused: Record<string, number>;
  seconds: number;
}

export interface Load {
  campaignId: string;
  perSecond: number;
  seconds: number;
  /** Users 1 to this number take turns. */
  users: number;
  connections: number;
}

const WALL_MS = () => performance.timeOrigin + performance.now();

export async function postSends(people: BenchPeople, load: Load): Promise<Posted> {
  const sends: PostedSend[] = [];
  const refused: Record<string, number> = {};
  let turn = 0;
  const startedMs = performance.now();
  const { errors } = await autocannon({
    url: people.apiUrl,
    connections: load.connections,
    overallRate: load.perSecond,
    amount: load.perSecond * load.seconds,
    requests: [
      {
        method: "POST",
        path: `/v5/campaigns/${load.campaignId}/send`,
        setupRequest: (request, context) => {
          const userId = userIdOf((turn++ % load.users) + 1);
          const postedAtMs = WALL_MS();
          Object.assign(context, { userId, postedAtMs });
          return { ...request, body: bodyFor(userId, turn, postedAtMs) };
        },
        onResponse: (status, body, context) => {
          if (status === 202) sends.push(postedSend(body, context as Asked));
          else refused[status] = (refused[status] ?? 0) + 1;
        },
      },
    ],
    headers: {
      authorization: `Basic ${Buffer.from(`${people.workspaceId}:${people.authorKey}`).toString("base64")}`,
      "content-type": "application/json",
    },
  });
  if (errors > 0) refused["0"] = errors;
  return { sends, refused, seconds: Math.round(performance.now() - startedMs) / 1_000 };
}

type Asked = Pick<PostedSend, "userId" | "postedAtMs">;

const bodyFor = (userId: string, number: number, postedAtMs: number): string =>
  JSON.stringify({
    recipients: [userId],
    personalized_attributes: { number, posted_at_ms: Math.round(postedAtMs) },
  });

function postedSend(body: string, { userId, postedAtMs }: Asked): PostedSend {
  const { data } = JSON.parse(body) as { data: { send_id: string } };
  return { userId, sendId: data.send_id, postedAtMs, acceptedAtMs: WALL_MS() };
}
