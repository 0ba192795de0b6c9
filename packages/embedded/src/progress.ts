/** Told what is being done while a person waits: one sentence, without a line break. */
export type OnProgress = (text: string) => void;

export const sayNothing: OnProgress = () => undefined;
