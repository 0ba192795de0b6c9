// `{% do_not_send "reason" %}`: the author decides that this recipient gets no request.
import { Tag } from "liquidjs";
import type { Liquid, TagToken, TopLevelToken } from "liquidjs";
import { Skipped } from "./render-stop.ts";

const MAX_REASON_LENGTH = 100;

/** The reason is a literal, so that the reasons of a run are few and can be counted. */
export class DoNotSendTag extends Tag {
  readonly skipped: Skipped;

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    this.skipped = new Skipped(this.#readReason());
  }

  override render(): never {
    throw this.skipped;
  }

  #readReason(): string {
    this.tokenizer.skipBlank();
    if (this.tokenizer.end()) return "do_not_send";
    const reason = this.tokenizer.readQuoted()?.content;
    this.tokenizer.skipBlank();
    const isValid = reason !== undefined && reason !== "" && this.tokenizer.end();
    this.tokenizer.assert(isValid, 'write the reason in quotes: {% do_not_send "reason" %}');
    this.tokenizer.assert((reason ?? "").length <= MAX_REASON_LENGTH, "the reason is too long");
    return reason ?? "do_not_send";
  }
}
