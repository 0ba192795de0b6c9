/** Of the list that is the workspace's control group. */
export const CONTROL_GROUP_ID = "control_group";
