import { once } from "node:events";
import { createServer } from "node:net";

/** Is nobody listening there? Somebody may be faster afterwards; then the app's own start fails. */
export async function isPortFree(port: number, host: string): Promise<boolean> {
  const server = createServer().listen(port, host);
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
