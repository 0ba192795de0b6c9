// Why a recipient gets no request. Both are thrown inside a template and end as a RenderResult; they are made when the
// template is compiled, so that throwing one costs no stack trace.

/** `{% do_not_send "reason" %}` was reached. The message is the reason. */
export class Skipped extends Error {
  override readonly name = "Skipped";
}

/** The template cannot be filled for this recipient. The message says why and never carries a recipient's value. */
export class Unrendered extends Error {
  override readonly name = "Unrendered";
}

const MAX_FIELD_LENGTH = 200;

export class MissingValue extends Unrendered {
  /** @param field As written in the template, for example `UserAttribute['city']`. */
  constructor(field: string) {
    super(`${field.slice(0, MAX_FIELD_LENGTH)} has no value`);
  }
}
