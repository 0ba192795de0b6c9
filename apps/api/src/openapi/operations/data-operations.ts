// The Data API: what programs tell about users, and users read back.
import type { OperationTexts } from "./operation-text.ts";

const group = "Users, events and devices";

export const DATA_OPERATIONS: OperationTexts = {
  "POST /v1/customer/:app_id": {
    id: "createOrUpdateUser",
    group,
    description: `Creates the user, or changes the one who is known. What is not mentioned stays; null takes an attribute away.
\`addValueToArrayField\` and \`removeValueFromArrayField\` change lists, at the top or among the attributes. A list holds up to 50 values of
one kind. The names \`id\`, \`_id\` and \`user_id\` and the prefix \`moe_\` are taken, the product's standard attributes excepted. It is stored
when it is answered. Refusals have the Data API's shape: \`{status: "fail", error: {type, message, attribute, request_id}}\`.`,
  },
  "POST /v1/event/:app_id": {
    id: "createEvents",
    group,
    description: `Tells what a user has done: one or more actions. A user who is not known is created. \`current_time\` is UTC;
\`user_time\` is the user's clock, which \`user_timezone_offset\` brings to UTC; without both it is now. The future is refused. Events are
durable when they are answered, and can be read a moment later.`,
  },
  "POST /v1/device/:app_id": {
    id: "createOrUpdateDevice",
    group,
    description: `Adds a device of a user who is known, or changes it. A push id leads to one device of its platform: whoever brings it last
has it. A user has up to 50 devices; beyond, the one that was not told of for the longest makes room.`,
  },
  "POST /v1/devices/manage": {
    id: "optDevicesOut",
    group,
    description: `Blocks push for the devices that are named, or for all devices of the user, or allows it again.`,
  },
  "POST /v1/transition/:app_id": {
    id: "createInBulk",
    group,
    description: `Bodies of users, events and devices in one request of up to 100 KB. They are applied in order, and each is judged on its own:
one that is refused stops nobody. The answer is 200 whatever the elements are; what was refused is found by the \`request_id\` of the answer.`,
  },
  "GET /v1/transition/:app_id/:request_id": {
    id: "getRefusedElements",
    group,
    description: `The elements of a bulk request that were refused, with type, message and field: the first hundred. Kept for seven days.`,
  },
  "POST /v1/customers/export": {
    id: "exportUsers",
    group,
    description: `Reads up to 20 users by their ids, whole or the fields that are asked for. Those who are not known are listed.`,
  },
  "POST /v1/customer/merge": {
    id: "mergeUsers",
    group,
    description: `The merged user's devices and events move to the retained user, whose attributes win where both have one; then the merged
user is gone, and the id is as unknown as if it had never been. All pairs or none: one unknown user refuses the call. A user of one pair
must not stand in another.`,
  },
  "POST /v1/customer/delete": {
    id: "deleteUser",
    group,
    description: `Deletes one user for good: attributes, devices, events, also events that are still on their way. Somebody who is not known is
no mistake. What stays is told in the operations guide: results of campaigns keep the id for as long as they are kept.`,
  },
  "POST /v1/customer/delete/bulk": {
    id: "deleteUserInBulk",
    group,
    description: `The same under its newer path. One user a call.`,
  },
  "GET /v5/users/:id": {
    id: "getUser",
    group,
    description: `Attributes and devices of one user.`,
  },
  "GET /v5/users/:id/events": {
    id: "listUserEvents",
    group,
    description: `What the user has done, newest first, page after page. Events are there a moment after they were accepted.`,
  },
  "GET /v5/users/imports": {
    id: "listImports",
    group,
    description: `Files of users with their counts, newest first: running, done, failed, or cut off when their process ended before them.
An import that was cut off is done by importing the same file again.`,
  },
};
