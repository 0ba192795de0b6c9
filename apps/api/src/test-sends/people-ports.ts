// What finding people needs: the store fits by shape.
import type { SegmentRef, User, UserIdentifierType, WorkspaceId } from "@sluice/schema";

export interface PeoplePorts {
  /** null: nobody in the workspace has it. */
  findUser: (workspaceId: WorkspaceId, type: UserIdentifierType, value: string) => Promise<User | null>;
  /** At most so many, in the order of their ids. A string instead: why the segment has none that can be told. */
  segmentUsers: (workspaceId: WorkspaceId, segment: SegmentRef, limit: number) => Promise<User[] | string>;
}
