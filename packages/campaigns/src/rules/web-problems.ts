// What a push message to browsers needs.
import type { Problem, WebContent } from "@sluice/schema";
import { missingFields } from "./problem.ts";

export function webProblems(
  { template_type, basic_details, buttons, advanced }: WebContent,
  path: string,
): Problem[] {
  return [
    ...missingFields({ template_type }, path, { template_type: "say BASIC" }),
    ...missingFields(basic_details, `${path}.basic_details`, {
      title: "write a title",
      message: "write a message",
      redirect_url: "say where a click leads",
    }),
    ...(buttons ?? []).flatMap((button, index) =>
      missingFields(button, `${path}.buttons[${index}]`, {
        title: "write what stands on the button",
        url: "say where the button leads",
      }),
    ),
    ...(advanced?.icon_image_type === "ICON_URL"
      ? missingFields(advanced, `${path}.advanced`, { icon_url: "ICON_URL shows an icon of your own" })
      : []),
  ];
}
