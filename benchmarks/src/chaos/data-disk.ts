// The disk of one server: an ext4 file system in a file, mounted where the server keeps its data.
//
//   D1. Full means the last block: what is freed meanwhile is taken too, until `free`.
//   D2. Without power the file system is shut down as it is (EXT4_IOC_SHUTDOWN without flushing its log): what was not synced
//       stays in memory and is gone with it, and nothing that is written later arrives. `restorePower` mounts what the disk
//       holds, and its journal is replayed, as at a boot.
//   D3. What the kernel had handed to the disk counts as on the disk: a cache inside the disk itself is not played.
import { execFile } from "node:child_process";
import { mkdir, open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { waitUntil } from "../stage/wait-until.ts";

export interface DataDiskOptions {
  folder: string;
  name: string;
  bytes: number;
}

const run = promisify(execFile);
/** `_IOR('X', 125, __u32)` with EXT4_GOING_FLAGS_NOLOGFLUSH; perl is on every Debian, and Node has no ioctl. */
const SHUT_DOWN = `my $how = pack("L", 2); sysopen(my $disk, $ARGV[0], 0) or die "open: $!";
ioctl($disk, 0x8004587D, $how) or die "EXT4_IOC_SHUTDOWN: $!";`;
const REFILL_MS = 20;
const UNMOUNT_TIMEOUT_MS = 30_000;

export class DataDisk implements AsyncDisposable {
  /** Where the server keeps its data. */
  readonly folder: string;
  readonly #image: string;
  #filling: Promise<void> = Promise.resolve();
  #isFull = false;

  private constructor(folder: string, image: string) {
    this.folder = folder;
    this.#image = image;
  }

  /** Sparse: it takes from the machine's disk what is written into it. */
  static async open({ folder, name, bytes }: DataDiskOptions): Promise<DataDisk> {
    const disk = new DataDisk(join(folder, name), join(folder, `${name}.img`));
    await mkdir(disk.folder);
    await using image = await open(disk.#image, "wx");
    await image.truncate(bytes);
    await run("mkfs.ext4", ["-q", "-F", "-m", "0", disk.#image]);
    await disk.#mount();
    return disk;
  }

  /** Resolves when no block is left (D1). */
  async fill(): Promise<void> {
    this.#isFull = true;
    await this.#takeRest();
    this.#filling = this.#keepFull();
  }

  async free(): Promise<void> {
    this.#isFull = false;
    await this.#filling;
    await rm(this.#ballast);
    await using folder = await open(this.folder);
    await folder.sync(); // a power cut must not bring it back
  }

  /** D2. */
  async cutPower(): Promise<void> {
    await run("perl", ["-e", SHUT_DOWN, this.folder]);
  }

  /** Waits until nobody has a file open in it: kill the server first. */
  async restorePower(): Promise<void> {
    await this.#unmount();
    await this.#mount();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#unmount();
    await rm(this.#image);
  }

  get #ballast(): string {
    return join(this.folder, "ballast");
  }

  async #keepFull(): Promise<void> {
    while (this.#isFull) {
      await this.#takeRest();
      await sleep(REFILL_MS);
    }
  }

  /** Large pieces while they can be had, then single blocks. */
  async #takeRest(): Promise<void> {
    await using ballast = await open(this.#ballast, "a");
    for (;;) {
      const { bavail, bsize } = await statfs(this.folder);
      if (bavail === 0) return;
      const { size } = await ballast.stat();
      const wanted = String(Math.max(1, Math.floor(bavail / 2)) * bsize);
      const isTaken = await run("fallocate", [
        "--offset",
        String(size),
        "--length",
        wanted,
        this.#ballast,
      ]).then(
        () => true,
        () => false, // somebody was faster, or what is left are blocks that nobody is given
      );
      if (!isTaken) return;
    }
  }

  async #mount(): Promise<void> {
    await run("mount", ["-t", "ext4", "-o", "loop", this.#image, this.folder]);
  }

  async #unmount(): Promise<void> {
    await waitUntil(
      async () => {
        await run("umount", [this.folder]);
        return true;
      },
      { timeoutMs: UNMOUNT_TIMEOUT_MS, what: `that nobody uses ${this.folder}`, everyMs: 100 },
    );
  }
}
