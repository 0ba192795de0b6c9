// The data of an answer, or an error that a program can decide by.

interface Refusal {
  response_id: string;
  error: {
    code: string;
    message: string;
    target?: string | undefined;
    details: ReadonlyArray<{ target: string; message: string }>;
  };
}

/** What the API refused: `code` for programs, `message` for people, `details` with the path of each field that is wrong. */
export class SluiceError extends Error {
  override readonly name = "SluiceError";
  readonly status: number;
  readonly code: string;
  readonly details: ReadonlyArray<{ target: string; message: string }>;
  /** What the server's log knows the call by. */
  readonly responseId: string;

  constructor(status: number, refusal: Refusal) {
    super(refusal.error.message);
    this.status = status;
    this.code = refusal.error.code;
    this.details = refusal.error.details;
    this.responseId = refusal.response_id;
  }
}

/** @throws SluiceError when the call was refused. */
export function dataOf<T>(result: {
  data?: { data: T } | undefined;
  error?: Refusal | undefined;
  response: Response;
}): T {
  if (result.data !== undefined) return result.data.data;
  throw new SluiceError(result.response.status, result.error ?? unknownRefusal(result.response));
}

/** Something between us and the API answered. */
const unknownRefusal = ({ status, headers }: Response): Refusal => ({
  response_id: headers.get("x-moe-request-id") ?? "",
  error: { code: "UNKNOWN", message: `The answer ${status} is not from the API.`, details: [] },
});
