// Why a file was not loaded, in words that people may see, and whether another try may help.
import { AudienceError } from "@sluice/audience";
import { AddressRefusedError, DownloadRefusedError, failureWords, GuardedRequestError } from "@sluice/sender";
import { LoadSupersededError } from "@sluice/store";

export interface LoadFailure {
  words: string;
  /** The file or its address is wrong: no other try can help. */
  isFinal: boolean;
}

export function loadFailure(error: unknown): LoadFailure {
  if (error instanceof AudienceError) return { words: error.message, isFinal: true };
  if (error instanceof DownloadRefusedError) return { words: error.message, isFinal: true };
  if (error instanceof AddressRefusedError) {
    return { words: `the file was not fetched: ${failureWords(error.code)}`, isFinal: true };
  }
  if (error instanceof GuardedRequestError) {
    return { words: `the file did not come: ${failureWords(error.code)}`, isFinal: false };
  }
  if (error instanceof LoadSupersededError)
    return { words: "another process went on with it", isFinal: true };
  return { words: "it could not be loaded; the log of the API says why", isFinal: false };
}
