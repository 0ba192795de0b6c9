// How one attempt ended, as the exchange saw it.

/** Of an answer, what the exchange's owner asked for. */
export interface AnswerContent {
  /** Names in lower case. */
  headers: Readonly<Record<string, unknown>>;
  /** At most as many bytes as were asked for. */
  body: Uint8Array;
  /** Whether the body is all that the endpoint had to say. */
  isWhole: boolean;
}

export type AttemptResult =
  /** `content` is there when the exchange's owner asked for it. */
  | { kind: "response"; status: number; retryAfter: string | undefined; content?: AnswerContent | undefined }
  | { kind: "failure"; code: string };
