// The shapes that the schema is generated from: what a message, a modal and a home tab may hold.
import type { HomeView, KnownBlock, ModalView } from "@slack/types";

export interface MessageSurface {
  blocks: KnownBlock[];
}
export type ModalSurface = Omit<ModalView, "blocks"> & { blocks: KnownBlock[] };
export type HomeSurface = Omit<HomeView, "blocks"> & { blocks: KnownBlock[] };
