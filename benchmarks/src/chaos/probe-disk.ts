// Started in a mount namespace of its own by diskRights: ends well where faults of disks can be fired.
import { probeDisk } from "./disk-rights.ts";

await probeDisk();
