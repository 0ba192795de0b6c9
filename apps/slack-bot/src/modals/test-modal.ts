// To whom a test is sent: oneself, an address, or a user by id.
import type { Campaign } from "@sluice/schema";
import { pinOf } from "../blocks/buttons.ts";
import { context } from "../blocks/text.ts";
import { type Modal, modal, textInput } from "./modal-fields.ts";

export const TEST = "campaign_test_to";
export const TEST_TO = "to";

const MAX_TO_LENGTH = 256;

export const testModal = (campaign: Campaign): Modal =>
  modal(
    TEST,
    "Test send",
    [
      textInput(TEST_TO, "To whom", {
        initial: "@me",
        hint: "@me, an address, or the id of a user. It is sent for real, to this one person.",
        maxLength: MAX_TO_LENGTH,
      }),
      context("What was sent and answered stands in the campaign's thread."),
    ],
    { submit: "Send the test", metadata: pinOf(campaign) },
  );
