import { access, constants } from "node:fs/promises";

/** Whether this user may reach (or, with `constants.X_OK`, run) what is at the path. */
export function exists(path: string, mode = constants.F_OK): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
