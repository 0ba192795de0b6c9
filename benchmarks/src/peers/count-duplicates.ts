// From the sink's records alone: who was never accepted, who was accepted twice, and whether the repeat said so.
import { RECORD_FLAGS } from "../sink/record-format.ts";
import { isDelivered, requestsByKey } from "../verdict/evidence.ts";
import { readRecords } from "../verdict/read-evidence.ts";

export interface Duplicates {
  /** Recipients without any request that was answered 2xx. */
  lost: number;
  /** Second and later 2xx of a key. */
  duplicates: number;
  /** Those of them that carried neither `X-Attempt` above 1 nor the mark: the endpoint cannot know. */
  silentDuplicates: number;
}

export interface RecordedRun {
  recordsPath: string;
  recipients: number;
  /** What arrived before is not of this run. The scale of the sink's times. */
  sinceUs: number;
}

export async function countDuplicates({
  recordsPath,
  recipients,
  sinceUs,
}: RecordedRun): Promise<Duplicates> {
  const records = (await readRecords(recordsPath)).filter(({ arrivedUs }) => arrivedUs >= sinceUs);
  const inOrder = records.toSorted((a, b) => a.arrivedUs - b.arrivedUs);
  let deliveredKeys = 0;
  let duplicates = 0;
  let silentDuplicates = 0;
  for (const requests of requestsByKey(inOrder).values()) {
    const [first, ...later] = requests.filter(isDelivered);
    if (first === undefined) continue;
    deliveredKeys += 1;
    duplicates += later.length;
    silentDuplicates += later.filter(
      ({ attempt, flags }) => attempt <= 1 && (flags & RECORD_FLAGS.maybeDuplicate) === 0,
    ).length;
  }
  return { lost: recipients - deliveredKeys, duplicates, silentDuplicates };
}
