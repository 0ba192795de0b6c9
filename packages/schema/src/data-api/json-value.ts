// Any value that JSON can hold. It has a name because it contains itself.
import { z } from "zod";

export const JsonValue = z.json();
