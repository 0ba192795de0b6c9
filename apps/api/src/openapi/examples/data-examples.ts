// Bodies of the Data API.
import type { Example } from "./example.ts";

const one = (summary: string, value: unknown): Record<string, Example> => ({ example: { summary, value } });

const user = {
  type: "customer",
  customer_id: "john@example.com",
  attributes: {
    u_n: "John",
    u_em: "john@example.com",
    points: 20,
    super_user: true,
    likes: ["tea", "milk"],
    platforms: [{ platform: "ANDROID", active: "true" }],
  },
};
const booked = {
  type: "event",
  customer_id: "john@example.com",
  actions: [
    {
      action: "Flight Booked",
      attributes: { price: 3_999, departure_date: "2035-05-21T03:47:35Z", premium_seat: true },
      platform: "iOS",
      app_version: "1.2.3",
      current_time: 1_433_837_969,
      user_timezone_offset: 19_800,
    },
  ],
};
const phone = {
  type: "device",
  customer_id: "john@example.com",
  device_id: "96bd03b6-defc-4203-83d3-dc1c730801f7",
  attributes: { platform: "ANDROID", push_id: "fXk2Jc0vQ7", model: "Pixel 9", moe_push_opted: "True" },
};
const deletion = one("One user", {
  identifiers: [{ identifier_type: "customer_id", identifier: "john@example.com" }],
});

export const DATA_EXAMPLES: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
  createOrUpdateUser: {
    attributes: { summary: "Attributes", value: user },
    existing: {
      summary: "Only if the user is known",
      value: { ...user, update_existing_only: true, attributes: { points: 21, super_user: null } },
    },
    lists: {
      summary: "Values into a list, and out of it",
      value: {
        type: "customer",
        customer_id: "john@example.com",
        addValueToArrayField: { likes: ["coffee"] },
        removeValueFromArrayField: { avoids: ["sugar"] },
      },
    },
  },
  createEvents: one("A flight was booked", booked),
  createOrUpdateDevice: one("A phone", phone),
  optDevicesOut: one("No push to this device", {
    user_identifier_type: "customer_id",
    user_identifier_value: "john@example.com",
    action_type: "block",
    device_identifiers: [{ push_id: "fXk2Jc0vQ7" }],
  }),
  createInBulk: one("A user, an event, a device", { type: "transition", elements: [user, booked, phone] }),
  exportUsers: one("Two fields of one user", {
    data: {
      identifiers: [{ identifier_type: "customer_id", identifier: "john@example.com" }],
      user_fields_to_export: ["u_n", "points"],
    },
  }),
  mergeUsers: one("One user into another", {
    merge_data: [{ merged_user: "john@example.com", retained_user: "j.doe@example.com" }],
  }),
  deleteUser: deletion,
  deleteUserInBulk: deletion,
};
